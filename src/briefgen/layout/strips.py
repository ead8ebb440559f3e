"""The pieces that pages are made of. Lengths are points; y grows downwards.

A strip has a reference line where it starts (a rule, a box edge, a first baseline) and one where it ends (a last
baseline or a box edge); the distance to the strip above is measured between these lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.layout.order import claim, reading_order, within
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line
from briefgen.typeset.paragraph import lines_kept

Draw = Callable[[Surface, float], None]

TALL = 60 * MM
"""Strips up to this height are kept whole where they fit on a page."""
SCRAP = 20 * MM
"""A strip lower than this does not stand alone on a small page."""


@dataclass(frozen=True)
class Strip:
    """Hold an indivisible piece of a section, or one that `split` can divide.

    `before`: from the end of the strip above to this start. `extent`: from start to end. `keep`: with the next strip.
    `split(room)` returns what fits into `room` points and the rest, or None where nothing sensible fits.
    `separator` draws what divides it from the strip above; not where it stands first below a repeated head.
    `says`: the elements that it draws into, of those that stand directly in the section's.
    """

    before: float
    extent: float
    draw: Draw
    keep: bool = False
    split: Callable[[float], tuple[Strip, Strip] | None] | None = None
    separator: Draw | None = None
    says: tuple[Element, ...] = ()


@dataclass(frozen=True)
class Section:
    """Hold what a block contributes to the page, in strips from top to bottom.

    `gap`: from the end of the section above to this start; `under_title`: the same from the page title's baseline.
    `after`: replaces the next section's gap where it is not None. `repeat`: what heads each continuation,
    one strip for each that heads the section itself. `outline`: its entry in the outline, by language.
    """

    strips: tuple[Strip, ...]
    gap: float
    under_title: float
    after: float | None = None
    repeat: tuple[Strip, ...] = ()
    element: Element | None = None
    id: str | None = None
    outline: Mapping[str, str] | None = None
    flows: bool = False
    """Whether it begins where there is room for a part of it, though it could stand whole on the next page."""
    block: int | None = None
    """The index of the block that it shows."""
    exact: bool = False
    """Whether the gap is kept as it is; else the start moves down to the next step of 1.5 mm."""
    whole: tuple[Element, ...] = ()
    """What the section says before it was divided, in the order of reading; empty where it was not."""

    @property
    def says(self) -> tuple[Element, ...]:
        """Return its elements in the order of reading: each language after the other, as far as both do not share."""
        return self.whole or reading_order(element for strip in self.strips for element in strip.says)

    @property
    def height(self) -> float:
        """Return the distance from the section's start to its end."""
        return sum(strip.before + strip.extent for strip in self.strips)

    def place(self, surface: Surface, y: float) -> None:
        """Draw all strips, the first at `y`."""
        if self.element is None:
            self._draw(surface, y)
            return
        with surface.element(self.element):
            self._draw(surface, y)

    def _draw(self, surface: Surface, y: float) -> None:
        claim(surface, self.says)
        for strip in self.strips:
            y += strip.before
            if strip.separator is not None:
                strip.separator(surface, y)
            strip.draw(surface, y)
            y += strip.extent

    def divided(self, room: float, *, alone: bool = True, single: bool = False) -> tuple[Section, Section] | None:
        """Return what fits into `room` points and the rest, or None where the section should move to the next page.

        It breaks between strips. A strip is split only where it is tall, or where the section stands `alone` on its
        page and nothing of it would fit. A single strip of several does not stay behind, unless `single` lets it.
        """
        used = 0.0
        fits = 0
        for strip in self.strips:
            if used + strip.before + strip.extent > room + 1e-6:
                break
            used += strip.before + strip.extent
            fits += 1
        head, tail = list(self.strips[:fits]), list(self.strips[fits:])
        if not tail:
            return None
        first = tail[0]
        content = fits - len(self.repeat)
        halves = None
        if first.split and (first.extent > TALL or (alone and content <= 0)):
            halves = first.split(room - used - first.before)
        if halves:
            head.append(replace(halves[0], before=first.before))
            tail[0] = halves[1]
        else:
            while head and head[-1].keep:
                tail.insert(0, head.pop())
            if single and alone and len(head) <= len(self.repeat) < fits:
                # A small page cannot hold all that belongs together.
                head, tail = list(self.strips[:fits]), list(self.strips[fits:])
        content = len(head) - len(self.repeat)
        if single and not halves and content > 1 and len(tail) == 1 and tail[0].extent < SCRAP:
            # Not a note alone on a page.
            tail.insert(0, head.pop())
            content -= 1
        if content <= 0 or (content == 1 and len(tail) > 1 and not halves and not alone and not single):
            return None
        tail[0] = replace(tail[0], before=_first_gap(self), separator=None)
        whole = self.says
        rest = replace(self, strips=(*self.repeat, *tail), outline=None, id=None, whole=whole)
        return replace(self, strips=tuple(head), whole=whole), rest


def _first_gap(section: Section) -> float:
    """Return the distance that the first strip of the content keeps from the section's head."""
    count = len(section.repeat)
    return section.strips[count].before if len(section.strips) > count else 0.0


@dataclass(frozen=True)
class Setting:
    """Hold lines of one paragraph at a place: left edge `x`, first baseline `first` below the strip's start.

    `inside`: the elements around its own, the outermost first. `places`: the names by which links lead to it, or to the
    innermost element around it, each with what it says there.
    """

    lines: tuple[Line, ...]
    x: float
    first: float
    leading: float
    element: Element = field(default_factory=lambda: Element("P"))
    head: bool = False
    """Whether it keeps to at least two lines of the setting below it in the same column."""
    inside: tuple[Element, ...] = ()
    places: tuple[tuple[str, str], ...] = ()

    @property
    def last(self) -> float:
        """Return the last baseline, below the strip's start."""
        return self.first + max(0, len(self.lines) - 1) * self.leading

    def draw(self, surface: Surface, y: float) -> None:
        """Draw the lines into the setting's element."""
        with within(surface, *self.inside, self.element):
            for name, words in self.places:
                target = self.inside[-1] if self.inside else self.element
                surface.destination(name, y + self.first - self.leading, words=words, element=target)
            draw_lines(surface, self.lines, self.x, y + self.first, self.leading)


def draw_lines(surface: Surface, lines: Sequence[Line], x: float, baseline: float, leading: float) -> None:
    """Draw lines one below the other, the first at `baseline`."""
    for number, line in enumerate(lines):
        surface.line(line, x, baseline + number * leading)


def text_strip(
    settings: Sequence[Setting],
    *,
    before: float,
    keep: bool = False,
    draw: Draw | None = None,
    separator: Draw | None = None,
) -> Strip:
    """Make a strip of paragraphs that may stand beside each other; `draw` paints first, below the text.

    It can be split between lines, at least two on each side, each column for itself.
    """
    extent = max((setting.last for setting in settings), default=0.0)

    def paint(surface: Surface, y: float) -> None:
        if draw is not None:
            draw(surface, y)
        for setting in settings:
            setting.draw(surface, y)

    def split(room: float) -> tuple[Strip, Strip] | None:
        heads: list[Setting] = []
        tails: list[Setting] = []
        for setting in settings:
            count = _lines_that_fit(setting, room)
            if not count:
                while heads and heads[-1].head and heads[-1].x == setting.x:
                    tails.append(heads.pop())
            if count:
                heads.append(replace(setting, lines=setting.lines[:count]))
            if count < len(setting.lines):
                tails.append(_below(setting, count))
        if not heads or not tails or not _every_column_starts(settings, heads):
            return None
        tails = _raised(tails)
        return (
            text_strip(heads, before=before, keep=False, draw=draw, separator=separator),
            text_strip(tails, before=0.0, keep=keep),
        )

    says = tuple((*setting.inside, setting.element)[0] for setting in settings)
    return Strip(before, extent, paint, keep, split, separator, says)


def _below(setting: Setting, count: int) -> Setting:
    """Return what is left of a setting below its first `count` lines, where it would stand if the page went on."""
    first = setting.first + count * setting.leading
    return replace(setting, lines=setting.lines[count:], first=first, places=() if count else setting.places)


def _lines_that_fit(setting: Setting, room: float) -> int:
    """Count lines whose baselines lie within `room`, leaving no single line on either side."""
    total = len(setting.lines)
    fit = sum(1 for number in range(total) if setting.first + number * setting.leading <= room + 1e-6)
    return lines_kept(total, fit)


def _every_column_starts(settings: Sequence[Setting], heads: Sequence[Setting]) -> bool:
    """Say whether each column keeps something on the first page, so that pairs begin level."""
    return {round(setting.x) for setting in settings} == {round(setting.x) for setting in heads}


def _raised(settings: Sequence[Setting]) -> list[Setting]:
    """Move the rest of each column up to the start of the next page's strip."""
    tops: dict[int, float] = {}
    for setting in settings:
        key = round(setting.x)
        tops[key] = min(tops.get(key, setting.first), setting.first)
    return [replace(setting, first=setting.first - tops[round(setting.x)]) for setting in settings]
