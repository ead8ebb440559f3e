"""Where each line of text stands that is part of the content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.pdf.elements import Element
from briefgen.typeset.glyphs import GlyphRun


@dataclass(frozen=True)
class NotedLine:
    """Hold a line as it was drawn: page index from 0, edges and baseline in points from the page's top left corner.

    `element` is the innermost one that was open, so that lines of one paragraph share it.
    """

    page: int
    left: float
    right: float
    baseline: float
    text: str
    language: str
    element: Element


class Noting:
    """Gather the lines of a document in the order in which they are drawn; those of artifacts are left out."""

    def __init__(self) -> None:
        self.lines: list[NotedLine] = []

    def add(self, page: int, left: float, baseline: float, runs: Sequence[GlyphRun], element: Element) -> None:
        """Note runs that stand beside each other on one baseline, `left` being where the line begins."""
        text = "".join(run.text for run in runs)
        begins, ends = left + runs[0].x, left + runs[-1].x + runs[-1].width
        self.lines.append(NotedLine(page, begins, ends, baseline, text, runs[0].language, element))
