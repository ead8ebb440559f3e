"""The cover of a small page: the slots of the A4 cover, its fields below each other from the lower edge up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.data.quantity import Period
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.language.periods import period_text
from briefgen.language.words import say
from briefgen.layout.blocks.partners import draw_partners
from briefgen.layout.blocks.receiver import Slot, draw_receiver, receiver_of
from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.cover_motif import draw_full_motif, fit_on
from briefgen.layout.entries import Entry, entry, shared_entry
from briefgen.layout.furniture import data_words, edition_code
from briefgen.layout.grid import is_han
from briefgen.layout.image_size import image_size
from briefgen.layout.order import claim, within
from briefgen.layout.piles import places
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.text import Text, plain
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

LOGO, LOGO_GAP, TOP = 10 * MM, 3 * MM, 7 * MM
NAMES = 11 * MM
SERIES_GAP = 7.5 * MM
SINK = 1 * MM
PARTNERS, PARTNERS_UP = 8 * MM, 4.5 * MM
"""How high the logos of partners are, and how far above the next line's baseline they begin."""
TITLE = 45 * MM
"""The first title's baseline, where all titles have one line; further lines move it up."""
TITLE_GAP = 6 * MM
"""What a title keeps at least from the line above it, beside that line's own distance."""
TITLE_STEP = 11.25 * MM
"""From the last line of a title to the first of the next."""
SUBTITLE = 9 * MM
HAN_LEADING, LATIN_LEADING = 1.15, 0.9
"""What shares of the leading the lines of one title keep."""
MOST_LINES = 3
LOWEST = 171 * MM
COPY = 175.5 * MM
"""Where the copy id stands, if it is printed."""
FIELD = 5.1 * MM
"""From the name of a field to its value."""
ROW = 7.2 * MM
"""From a value to the name of the field below it."""
SKY = 74 * MM
"""Where the ridges end at the highest, below the titles."""
CLEAR = 3 * MM
"""What the ridges keep from the last line of the titles."""
WALL = 6.75 * MM
"""From the wall's foot to the first field's name."""
FIELD_GAP = 2.25 * MM
SECOND = 43 * MM
"""From the left edge to the second field of a row."""
STRONG, SOFT = "white", "cover-2"

Found = Mapping[str, Sequence[Line]]
Field = tuple[str, Found, str, Mapping[str, Entry]]
"""What a field is called, its lines by language with their role, and where these are heard."""


def draw_small_cover(context: Context, surface: Surface) -> None:
    """Draw the cover: ground, motif, names, titles and fields.

    Raises AuthorsMistakes for a title that needs a third line.
    """
    lists = {language: Element("L", language) for language in context.languages}
    fields = _fields(context, lists)
    first = LOWEST - _height(context, fields)
    slot = slot_on_small_cover(context)
    receiver = receiver_of(context, slot)
    top = slot.last - slot.reserved - slot.drop if context.personal else first if receiver is None else receiver.top
    names, below = _names(context)
    titles = _titles(context, below)
    with surface.artifact("decoration"):
        sky = max(SKY, max(y for *_, y in titles) + CLEAR)
        draw_full_motif(context, surface, fit_on(context, top - WALL, sky))
    _draw_names(context, surface, names, below)
    _draw_titles(context, surface, titles)
    claim(surface, dict.fromkeys(one.list for row in fields for field in row for one in field[3].values()))
    if receiver is not None:
        draw_receiver(surface, receiver, {language: entry(found, language) for language, found in lists.items()})
    y = first
    for row in fields:
        for number, field in enumerate(row):
            _draw_field(context, surface, field, context.geometry.left + number * SECOND, y)
        y += FIELD + _depth(context, row) + ROW


Placed = tuple[str, Line, float, float]
"""A line with its language, its left edge and its baseline."""


def _names(context: Context) -> tuple[list[Placed], float]:
    """Return issuer and series, and where the next line would stand."""
    page, settings = context.geometry, context.settings
    x = page.left + (LOGO + LOGO_GAP if settings.logo != "none" else 0.0)
    names: list[Placed] = []
    y = NAMES
    for texts, colour, left in ((settings.issuer, STRONG, x), (settings.series, SOFT, page.left)):
        found = {
            language: lines(context, texts[language], "cover-name", language, page.right - left, colour=colour)
            for language in context.languages
        }
        placed = places(context, found, "cover-name", page.right - left if left == page.left else 0.0)
        names += [(language, line, left + right, y + below) for language, line, right, below in placed]
        y = max(y + max(below for *_, below in placed), TOP + LOGO - SINK) + SERIES_GAP
    return names, y + (PARTNERS if settings.partners else 0.0)


def _draw_names(context: Context, surface: Surface, names: Sequence[Placed], end: float) -> None:
    """Draw logo, issuer and series, and the logos of partners above `end`."""
    page, settings = context.geometry, context.settings
    if settings.logo == "sample":
        with surface.artifact("decoration"):
            surface.rectangle(
                page.left, TOP, LOGO, LOGO, stroke=context.colour(SOFT), width=0.75, dash=(1.2 * MM, 0.8 * MM)
            )
    elif settings.logo != "none":
        path = context.project.root / settings.logo
        wide, high = image_size(path)
        scale = LOGO / max(wide, high)
        alt = {language: plain(settings.issuer[language]) for language in context.languages}
        with surface.element("Figure", alt=alt):
            surface.image(path, page.left, TOP, wide * scale, high * scale)
    for language, line, x, y in names:
        with surface.element("P", language):
            surface.line(line, x, y)
    if settings.partners:
        draw_partners(context, surface, page.left, page.right, end - PARTNERS - PARTNERS_UP, PARTNERS)


Title = tuple[str, str, tuple[Line, ...], tuple[float, ...], float]
"""The role of a text, its language, its lines with their baselines, and the last of these."""


def _titles(context: Context, top: float) -> list[Title]:
    """Return titles and sub-titles below `top`."""
    page, brief = context.geometry, context.brief
    titles = {language: _title(context, language) for language in context.languages}
    leading = context.theme.roles["cover-title"].leading
    step = {language: leading * (HAN_LEADING if is_han(language) else LATIN_LEADING) for language in titles}
    y = max(top + TITLE_GAP, TITLE - sum((len(found) - 1) * step[language] for language, found in titles.items()))
    placed: list[Title] = []
    for number, (language, found) in enumerate(titles.items()):
        y += TITLE_STEP if number else 0.0
        at = tuple(y + place * step[language] for place in range(len(found)))
        y = at[-1]
        placed.append(("title", language, tuple(found), at, y))
    if brief.subtitle is None:
        return placed
    y += SUBTITLE
    leading = context.theme.roles["cover-subtitle"].leading
    for language in context.languages:
        text = brief.subtitle[language]
        found = lines(context, text, "cover-subtitle", language, page.width, colour=SOFT)
        at = tuple(y + place * leading for place in range(len(found)))
        y = at[-1] + leading
        placed.append(("subtitle", language, tuple(found), at, at[-1]))
    return placed


def _draw_titles(context: Context, surface: Surface, titles: Sequence[Title]) -> None:
    def draw(found: Sequence[Line], at: Sequence[float]) -> None:
        for line, y in zip(found, at, strict=True):
            surface.line(line, context.geometry.left, y)

    with surface.element("H1"):
        surface.destination("cover", 0.0)
        for role, language, found, at, _ in titles:
            if role == "title":
                with surface.element("Span", language):
                    draw(found, at)
    for role, language, found, at, _ in titles:
        if role == "subtitle":
            with surface.element("P", language):
                draw(found, at)


def _title(context: Context, language: str) -> Sequence[Line]:
    title: Text = context.brief.title[language]
    found = lines(context, title, "cover-title", language, context.geometry.width, colour=STRONG)
    if len(found) > MOST_LINES:
        message = f"This title needs {len(found)} lines on the cover of the phone edition, where three have room."
        raise AuthorsMistakes(
            [Problem(title.place, message, "Make it shorter; what it leaves out can stand in `subtitle`.")]
        )
    return found


def slot_on_small_cover(context: Context) -> Slot:
    """Return where the line stands that says for whom the edition is: above the other fields, growing upwards."""
    lists = {language: Element("L", language) for language in context.languages}
    return Slot(
        labels={language: say("prepared-for", language) for language in context.languages},
        label_styles={language: context.style("cover-field", language, colour=SOFT) for language in context.languages},
        value_styles={tag: context.style("cover-value", tag, colour=STRONG) for tag in context.languages},
        leadings={language: context.leading("cover-value", language) for language in context.languages},
        x=context.geometry.left,
        gap=FIELD_GAP,
        width=context.geometry.width,
        last=LOWEST - _height(context, _fields(context, lists)) - ROW,
        drop=FIELD,
        rising=True,
        most=1 + len(context.languages),
        at=0,
        foot=COPY,
        foot_x=context.geometry.left,
    )


def _height(context: Context, rows: Sequence[Sequence[Field]]) -> float:
    """Return the distance from the name of the first field to the last line of the last."""
    return sum(FIELD + _depth(context, row) for row in rows) + ROW * (len(rows) - 1)


def _fields(context: Context, lists: Mapping[str, Element]) -> list[list[Field]]:
    """Return the rows of fields below that of whom the edition is for, from top to bottom."""
    brief, width = context.brief, context.geometry.width
    first, *others = context.languages
    coded = Element("L") if others else lists[first]
    shared = shared_entry(coded, context.languages, "en")

    def field(key: str, texts: Mapping[str, Text | str], role: str, room: float) -> Field:
        found = {tag: lines(context, text, role, tag, room, colour=STRONG) for tag, text in texts.items()}
        return key, found, role, {tag: entry(lists[tag], tag) for tag in lists}

    month = Period("month", brief.edition.date.year, brief.edition.date.month)
    code = {"en": lines(context, edition_code(context), "cover-code", "en", SECOND, colour=STRONG)}
    dates = {language: period_text(month, language) for language in context.languages}
    edition: Field = ("edition", code, "cover-code", dict.fromkeys(context.languages, shared))
    rows = [[edition, field("date", dates, "cover-date", width - SECOND)]]
    times = {language: data_words(context, language) for language in context.languages}
    if all(times.values()):
        rows.append([field("data", times, "cover-date", width)])
    return rows


def _depth(context: Context, row: Sequence[Field]) -> float:
    """Return the distance from the first value of a row to its last line."""
    return max(y for _, found, role, _ in row for *_, y in _placed(context, found, role, len(row)))


def _placed(context: Context, found: Found, role: str, across: int) -> list[tuple[str, Line, float, float]]:
    width = context.geometry.width if across == 1 else 0.0
    return places(context, found, role, width)


def _draw_field(context: Context, surface: Surface, field: Field, x: float, y: float) -> None:
    key, found, role, entries = field
    left = x
    for language in context.languages:
        (label,) = lines(context, say(key, language), "cover-field", language, context.geometry.width, colour=SOFT)[:1]
        with within(surface, *entries[language].label(language)):
            surface.line(label, left, y)
        left += label.width + FIELD_GAP
    across = 2 if key in ("edition", "date") else 1
    for language, line, right, below in _placed(context, found, role, across):
        path = entries[language if language in entries else context.languages[0]].path
        with within(surface, *path):
            surface.line(line, x + right, y + FIELD + below)
