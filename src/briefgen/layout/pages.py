"""The page maker: which section stands where. It measures only; nothing is drawn here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.layout.grid import A4, STEP, Geometry, snapped
from briefgen.layout.strips import Section
from briefgen.spec.parts import PartHead
from briefgen.spec.text import Text

SLACK = 0.01
ROOMY = 0.35
"""What share of a small page is not left white to keep a section whole; figures and tables are, where they can."""


@dataclass(frozen=True)
class Group:
    """Hold what one page title heads; its sections may fill several pages.

    `depth`: from the title's first baseline to what counts as its last, a band under the title included.
    `part`: the part of a bound document that it belongs to, which it `opens` or goes on with.
    """

    title: Mapping[str, Text | str]
    sections: tuple[tuple[Section, Place], ...]
    depth: float = 0.0
    id: str | None = None
    banded: bool = False
    part: PartHead | None = None
    opens: bool = False


@dataclass(frozen=True)
class Placed:
    """Hold a section and the y of its start, in points from the page's top."""

    y: float
    section: Section


@dataclass
class Sheet:
    """Hold one page: the group it belongs to, whether it continues that group, and what stands on it."""

    group: Group
    again: bool
    placed: list[Placed] = field(default_factory=list[Placed])

    @property
    def end(self) -> float | None:
        """Return where the last section ends; None on an empty page."""
        if not self.placed:
            return None
        last = self.placed[-1]
        return last.y + last.section.height


def paginate(groups: Sequence[Group], page: Geometry = A4) -> list[Sheet]:
    """Give each section its page and place.

    A section stays whole where it fits on a page of its own; else it breaks between strips, or within one that can be
    split. Type is never made smaller. Raises AuthorsMistakes for a piece that is taller than a page.
    """
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for group in groups:
        sheets.append(Sheet(group, again=False))
        for section, place in group.sections:
            rest: Section | None = section
            while rest is not None:
                rest = _put(sheets, rest, place, problems, page)
    if problems:
        raise AuthorsMistakes(problems)
    return sheets


def _put(
    sheets: list[Sheet], section: Section, place: Place, problems: list[Problem], page: Geometry
) -> Section | None:
    """Put what fits of a section on the last page, and return the rest, having started the page for it."""
    sheet = sheets[-1]
    start = _start(sheet, section, page)
    room = page.last_baseline - start + SLACK
    if section.height <= room:
        sheet.placed.append(Placed(start, section))
        return None
    fresh = Sheet(sheet.group, again=True)
    fits_alone = section.height <= page.last_baseline - _start(fresh, section, page) + SLACK
    roomy = page.piled and section.outline is None and room > ROOMY * (page.last_baseline - page.title)
    if section.flows or roomy or not (sheet.placed and fits_alone):
        halves = section.divided(room, alone=not sheet.placed, single=page.piled)
        if halves is not None:
            sheet.placed.append(Placed(start, halves[0]))
            sheets.append(fresh)
            return halves[1]
        if not sheet.placed:
            problems.append(
                Problem(
                    place,
                    "This block is taller than a page and cannot be divided.",
                    "Make its texts shorter, or spread its rows over two blocks.",
                )
            )
            return None
    sheets.append(fresh)
    return section


def _start(sheet: Sheet, section: Section, page: Geometry) -> float:
    """Return where a section would start on a page."""
    if sheet.end is None:
        if sheet.again and page.title_again is not None:
            return snapped(page.title_again + section.under_title * page.close, STEP)
        return snapped(page.title + sheet.group.depth + section.under_title * page.close, STEP)
    after = sheet.placed[-1].section.after
    gap = (section.gap if after is None or section.exact else after) * page.close
    exact = section.exact or after is not None
    return snapped(sheet.end + gap, STEP) if exact else snapped(sheet.end + gap)
