"""The words by which lists, tables and pictures are announced to a listener."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

WORDS: Mapping[str, tuple[str, str]] = {
    "list": ("列表，{count}项", "list, {count} items"),
    "table": ("表格，{rows}行{columns}列", "table, {rows} rows, {columns} columns"),
    "figure": ("图", "Figure"),
    "note": ("注", "Note"),
    "blank": ("空白", "blank"),
}


ONE = re.compile(r"(\b1 [a-z]+)s\b")


def announce(key: str, language: str, **values: int) -> str:
    """Return the words for a key, in Chinese, or in English for every other language."""
    chinese, english = WORDS[key]
    words = chinese if voice(language) == "zh" else english
    return ONE.sub(r"\1", words.format_map(values))


def voice(language: str) -> Literal["zh", "en"]:
    """Return the language whose words and marks stand for a tag: files of others can be in any language."""
    return "zh" if language.partition("-")[0].lower() == "zh" else "en"
