"""The words by which lists, tables and pictures are announced to a listener."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "list": ("列表，{count}项", "list, {count} items"),
    "table": ("表格，{rows}行{columns}列", "table, {rows} rows, {columns} columns"),
    "figure": ("图", "Figure"),
    "note": ("注", "Note"),
    "blank": ("空白", "blank"),
}


def announce(key: str, language: str, **values: int) -> str:
    """Return the words for a key, in Chinese, or in English for every other language."""
    chinese, english = WORDS[key]
    words = chinese if language.partition("-")[0] == "zh" else english
    return words.format_map(values).replace(" 1 items", " 1 item").replace(" 1 rows", " 1 row")
