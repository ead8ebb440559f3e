"""Room for signatures: a row for each step, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from briefgen.layout.cells import Cell, Part, head_strip, row_strip
from briefgen.layout.context import Context
from briefgen.layout.rows import headed_section, paired
from briefgen.layout.strips import Section
from briefgen.pdf.elements import Element
from briefgen.spec.papers import SignaturesBlock
from briefgen.spec.text import Texts, plain
from briefgen.theme.tokens import MM

EDGES = (18, 54, 84, 120, 144, 192)
"""Where the columns begin, and where the last ends, in millimetres: step, name, signature, date, remarks."""
GAP = 3 * MM
ROW, CLOSE = 15.75 * MM, 12.75 * MM
NOTE = 6 * MM


def build(block: SignaturesBlock, index: int, context: Context) -> Section:
    """Set the rows under their heads; the note stands below."""
    table, body = Element("Table"), Element("TBody")
    spans = [(left * MM, right * MM - GAP) for left, right in pairwise(EDGES)]
    heads = [
        (*span, list(_parts(context, words, "table-head"))) for span, words in zip(spans, block.heads, strict=True)
    ]
    strips = [head_strip(context, heads, table, again=False)]
    for words in block.signatures:
        named = Cell(*spans[0], list(_parts(context, words, "label")))
        cells = (named, *(Cell(*span, ()) for span in spans[1:]))
        strips.append(
            row_strip(
                context, cells, (table, body), last=words is block.signatures[-1], least=CLOSE if block.close else ROW
            )
        )
    if block.note is not None:
        strips.append(paired(context, block.note, "note", before=NOTE))
    kept = [replace(strip, keep=True, split=None) for strip in strips]
    return replace(headed_section(context, block.label, kept, block.id), repeat=())


def _parts(context: Context, words: Texts, role: str) -> Iterator[Part]:
    for place, language in enumerate(context.languages):
        yield Part(language, plain(words[language]), role, strong=not place and role == "label")
