"""The bytes of a CSV file that spreadsheet programs open with a double click, and run nothing of."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What begins a formula; the wide forms do where the computer's language is an East Asian one."""
_AFTER_SEMICOLON = re.compile(f";(?=[{re.escape(''.join(_STARTS))}])")

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""What spreadsheet programs take for a number and show as it is written."""
_WORDS = re.compile(r"[^\W\d_]+")
_OF_NUMBERS = frozenset(
    (
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
        *("am", "pm", "a", "p", "m", "e", "t", "z", "rmb", "cny", "usd", "eur", "gbp", "hkd", "jpy"),
        *("年", "月", "日", "号", "时", "分", "秒", "上午", "下午", "元", "人民币"),
    )
)
"""The words with which a number is still one, or a date or time, to some program in some language."""


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV (RFC 4180) in UTF-8, with the mark by which Excel knows that it is."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([safe(head) for head in heads])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def quoted(text: str) -> str:
    """Return words in quotation marks where a program would take them for a number or date: “26%”, “July 2016”.

    Programs would show 0.26, 2016/7/1. Whole numbers stay as they are.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if not any(sign.isdecimal() for sign in plain) or _WHOLE.fullmatch(text):
        return text
    return f"“{text}”" if all(word in _OF_NUMBERS for word in _WORDS.findall(plain)) else text


def safe(text: str) -> str:
    """Return a text in one line that no spreadsheet program takes for a formula; numbers stay as they are.

    What would begin one is led by an apostrophe. A program that parts cells at semicolons would begin a cell after
    each, so that a space follows where it matters.
    """
    text = " ".join(text.split())
    if _NUMBER.fullmatch(text):
        return text
    text = _AFTER_SEMICOLON.sub("; ", text)
    return f"'{text}" if text.startswith(_STARTS) else text
