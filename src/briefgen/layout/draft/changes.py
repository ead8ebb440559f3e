"""All changes since the approved edition, with the place of each, what it was and what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from briefgen.language.words import say
from briefgen.layout.cells import Cell, Part, head_strip, row_strip
from briefgen.layout.context import Context
from briefgen.layout.draft.draft import Changed
from briefgen.layout.rows import headed_section, said
from briefgen.layout.strips import Section
from briefgen.pdf.elements import Element
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Run

_WORDS = re.compile(r"[0-9A-Za-z'’.,%-]+|\s+|.", re.DOTALL)
WHERE, WAS, NOW = (18 * MM, 42 * MM), (45 * MM, 117 * MM), (120 * MM, 192 * MM)


def changes_section(context: Context, changes: Sequence[Changed]) -> Section | None:
    """Return the table of changes; None where nothing was approved, or nothing is another."""
    if not changes:
        return None
    table, body = Element("Table"), Element("TBody")
    rows = [row_strip(context, _cells(context, one), (table, body), last=one is changes[-1]) for one in changes]
    heads = [
        (x, right, [Part(language, say(key, language), "table-head") for language in context.languages])
        for key, (x, right) in zip(("draft-where", "draft-was", "draft-now"), (WHERE, WAS, NOW), strict=True)
    ]
    head, again = (head_strip(context, heads, table, again=way) for way in (False, True))
    section = headed_section(context, said(context, "draft-changes"), [head, *rows], None)
    return replace(section, repeat=(*section.repeat, again), flows=True)


def _cells(context: Context, one: Changed) -> tuple[Cell, ...]:
    tag = one.language or context.languages[0]
    where = say("draft-at", tag, page=one.page, line=one.line) if one.page else say("draft-gone", tag)
    old, new = _told_apart(one)
    was = Part(tag, old, "note") if one.was else Part(tag, say("draft-new", tag), "note", strong=True)
    now = Part(tag, new, "note", colour="ink") if one.now else Part(tag, say("draft-gone", tag), "note", strong=True)
    return Cell(*WHERE, [Part(tag, where, "note", colour="ink")]), Cell(*WAS, [was]), Cell(*NOW, [now])


def _told_apart(one: Changed) -> tuple[Sequence[Run], Sequence[Run]]:
    """Return both texts with what is not in the other stressed: characters of Han, whole words of Latin letters."""
    old, new = _WORDS.findall(one.was), _WORDS.findall(one.now)
    left: list[Run] = []
    right: list[Run] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        weight = None if kind == "equal" or not (one.was and one.now) else 700
        left += [Run("".join(old[i1:i2]), weight=weight)] if i2 > i1 else []
        right += [Run("".join(new[j1:j2]), weight=weight)] if j2 > j1 else []
    return left, right
