"""Lists of named things, closed or open at the end."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.language.tags import written

_NO_MARK = {("”", "“"), ("》", "《"), ("”", "《"), ("》", "“")}


def join(items: Sequence[str], language: str, *, open_ended: bool = False) -> str:
    """Join texts to a list; an open-ended one closes with 等 or "and others".

    Chinese: 、 between and 和 before the last; only 、 where an item has 和, 与 or 及 itself; no mark between
    neighbouring “” and 《》 (GB/T 15834-2011, 4.5.3.5). English: no comma before "and" unless an item has an "and"
    itself. Where an item has a comma, ； and ";" part the items.
    """
    texts = [item for item in items if item]
    if not texts:
        return ""
    return _chinese(texts, open_ended) if written(language) == "zh" else _english(texts, open_ended)


def _chinese(texts: list[str], open_ended: bool) -> str:
    ending = "等" if open_ended else ""
    if any("，" in text or "；" in text for text in texts):
        return "；".join(texts) + ending
    last_with_and = not open_ended and not any(mark in text for text in texts for mark in "和与及")
    joined = texts[0]
    for place, text in enumerate(texts[1:], start=2):
        if last_with_and and place == len(texts):
            joined += "和"
        elif (joined[-1], text[0]) not in _NO_MARK:
            joined += "、"
        joined += text
    return joined + ending


def _english(texts: list[str], open_ended: bool) -> str:
    items = [*texts, "others"] if open_ended else texts
    if len(items) == 1:
        return items[0]
    if any("," in text or ";" in text for text in texts):
        return "; ".join(items[:-1]) + "; and " + items[-1]
    has_and = any(" and " in text for text in texts)
    return ", ".join(items[:-1]) + (", and " if has_and else " and ") + items[-1]
