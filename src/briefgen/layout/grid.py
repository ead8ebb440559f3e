"""The measures of the page; everything here is points from the top left corner, written as millimetres times MM."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.theme.tokens import MM

PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
LEFT = 18 * MM
RIGHT = 192 * MM
WIDTH = RIGHT - LEFT
GUTTER = 6 * MM
STEP = 0.75 * MM
"""Section rules, box edges and first baselines stand on steps of a quarter unit."""

TITLE = 36 * MM
LAST_BASELINE = 271.5 * MM
"""No baseline of the content and no box edge lies lower."""

HAN_COLUMN = 72 * MM
LATIN_COLUMN = 96 * MM
SINGLE_COLUMN = 132 * MM


@dataclass(frozen=True)
class Geometry:
    """Hold the measures of one kind of page: its size, its margins, where titles stand and content ends.

    `piled`: languages stand below each other, each over the full width. `scale` names its type scale, "" the house's.
    `head` and `foot`: rule, then baselines. `bleed` is what is printed beyond the page and cut off; `slug` all that the
    sheet has beyond the page, for bleed and crop marks.
    """

    name: str
    page_width: float
    page_height: float
    left: float
    right: float
    title: float
    last_baseline: float
    piled: bool = False
    head: tuple[float, float] = (18 * MM, 14.25 * MM)
    foot: tuple[float, float, float] = (276 * MM, 281.25 * MM, 285.75 * MM)
    title_again: float | None = None
    """The baseline of the title, small, where its page is continued; None: as it stands first."""
    close: float = 1.0
    """What share of the white between sections is kept."""
    latin_leading: float = 1.0
    """The leading of Latin letters, as a share of that of Han."""
    scale: str = ""
    bleed: float = 0.0
    slug: float = 0.0

    @property
    def width(self) -> float:
        """Return the width between the margins."""
        return self.right - self.left


A4 = Geometry("a4", PAGE_WIDTH, PAGE_HEIGHT, LEFT, RIGHT, TITLE, LAST_BASELINE)
"""The page of the design system."""
PHONE = Geometry(
    "phone",
    100 * MM,
    178 * MM,
    7 * MM,
    93 * MM,
    21 * MM,
    159.75 * MM,
    piled=True,
    head=(10.5 * MM, 7.5 * MM),
    foot=(164.25 * MM, 168.75 * MM, 173.25 * MM),
    title_again=14.25 * MM,
    close=2 / 3,
    latin_leading=6.3 / 6.75,
    scale="phone",
)
"""A page as high as the screen of a telephone, read without enlarging it."""
PRINT = replace(A4, name="print", bleed=3 * MM, slug=10 * MM)
"""A4 for a print shop: the sheet is larger, for what is cut off and for the marks where to cut."""
GEOMETRIES: Mapping[str, Geometry] = {"full": A4, "office": A4, "phone": PHONE, "print": PRINT}
"""The page of each edition."""


@dataclass(frozen=True)
class Column:
    """Hold a column: its left edge and its width."""

    x: float
    width: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.width


def is_han(language: str) -> bool:
    """Say whether a language is set in Han characters."""
    return language.split("-")[0] == "zh"


def columns(languages: Sequence[str], page: Geometry = A4) -> Mapping[str, Column]:
    """Divide a page's width between one or two languages, the first at the left; piled, each takes all of it.

    Chinese to English is 72 to 96, because the same content needs about that ratio.
    """
    if page.piled:
        return {language: Column(page.left, page.width) for language in languages}
    if len(languages) == 1:
        return {languages[0]: Column(page.left, SINGLE_COLUMN)}
    first, second = languages
    if is_han(first) == is_han(second):
        width = (page.width - GUTTER) / 2
    else:
        width = HAN_COLUMN if is_han(first) else LATIN_COLUMN
    right = Column(page.left + width + GUTTER, page.width - GUTTER - width)
    return {first: Column(page.left, width), second: right}


def strip_columns(languages: Sequence[str], count: int, page: Geometry = A4) -> tuple[Column, ...]:
    """Divide the width into `count` cells whose edges meet the text columns; piled, into equal ones.

    Three cells: the wide column is halved; four: both are.
    """
    if page.piled:
        width = (page.width - GUTTER * (count - 1)) / count
        return tuple(Column(page.left + (width + GUTTER) * place, width) for place in range(count))
    sides = list(columns(languages, page).values())
    if len(sides) == 1:
        sides = list(columns(("zh", "en"), page).values())
    if count == 1:
        return (Column(page.left, page.width),)
    if count == 2:
        return tuple(sides)
    wide = max(range(2), key=lambda index: (sides[index].width, index))
    cells: list[Column] = []
    for index, side in enumerate(sides):
        if count == 4 or index == wide:
            half = (side.width - GUTTER) / 2
            cells += [Column(side.x, half), Column(side.right - half, half)]
        else:
            cells.append(side)
    return tuple(cells)


def snapped(y: float, step: float = 1.5 * MM) -> float:
    """Move `y` down to the next step, so that rules of neighbouring pages stand level."""
    whole = -(-(y - 1e-6) // step)
    return whole * step
