"""The cover: who issues what for whom, over the city's ridges and wall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from briefgen.data.quantity import Period
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.language.periods import period_text
from briefgen.language.words import say
from briefgen.layout.blocks.partners import draw_partners
from briefgen.layout.blocks.receiver import Slot, draw_receiver, receiver_of
from briefgen.layout.compose import lines, one_line
from briefgen.layout.context import Context
from briefgen.layout.cover_motif import draw_full_motif, draw_office_motif
from briefgen.layout.entries import Entry, entry, shared_entry
from briefgen.layout.furniture import data_words, edition_code
from briefgen.layout.grid import is_han
from briefgen.layout.image_size import image_size
from briefgen.layout.order import claim, within
from briefgen.layout.strips import draw_lines
from briefgen.layout.titles import draw_internal_band
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.text import plain
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

LOGO = 20 * MM
ISSUER_X = 44 * MM
NAMES = 27 * MM
NAME_LEADING, NAME_GAP = 6 * MM, 6 * MM
TITLE, TITLE_LEADING = 84 * MM, 18 * MM
HIGHEST = 57 * MM
"""Where the first of four lines of title stands at least, clear of the logo."""
CLOSE = 2.25 * MM
"""By how much the two titles then stand closer, so that the sub-title hardly moves."""
LATIN_TITLE, LATIN_WIDTH, LATIN_LEADING = 19.5 * MM, 120 * MM, 13.5 * MM
MOST_LINES = 2
OUTDENTS = {True: 0.6 * MM, False: 0.3 * MM}
"""How far Han and Latin titles stand out of the column, so that their ink begins where that of small text does."""
SINGLE_TITLE = 103.5 * MM
BAND_TOP = 6 * MM
SUBTITLE = 13.5 * MM
"""From the last title line's baseline to the sub-title."""
SECOND_X = 96 * MM
FIELDS, VALUES = (253.5 * MM, 272.25 * MM), (259.5 * MM, 277.95 * MM)
FOR_LEADING, DATE_LEADING = 5.7 * MM, 5.1 * MM
FIELD_GAP = 3 * MM
COPY = 289.5 * MM
"""Where the copy id stands, if it is printed."""
CODE_LANGUAGE = "en"
"""In whose letters the code of the edition is set."""

Look = dict[str, str]
FULL: Look = {"strong": "white", "soft": "cover-2"}
OFFICE: Look = {"strong": "ink", "soft": "ink-2"}


def draw_cover(context: Context, surface: Surface) -> None:
    """Draw the cover of the edition: full-bleed, or for an office printer."""
    office = context.brief.cover == "office"
    look = _look(context)
    with surface.artifact("decoration"):
        (draw_office_motif if office else draw_full_motif)(context, surface)
    _draw_names(context, surface, look)
    if context.internal:
        ground, ink = ("ink", "white") if office else ("white", "deep")
        draw_internal_band(context, surface, BAND_TOP, ground=ground, ink=ink)
    _draw_titles(context, surface, look)
    _draw_foot(context, surface, look)


def _draw_names(context: Context, surface: Surface, look: Look) -> None:
    page = context.geometry
    settings = context.settings
    x = ISSUER_X
    if settings.logo == "none":
        x = page.left
    elif settings.logo == "sample":
        _draw_sample_logo(context, surface, look)
    else:
        _draw_logo(context, surface)
    left, right = x, page.right
    for number, language in enumerate(context.languages):
        y = NAMES + number * NAME_LEADING
        text = settings.series[language]
        colour = look["strong"] if number == 0 else look["soft"]
        series = one_line(
            context, text, "cover-name", language, page.width / 2, text.place, "the head of the cover", colour=colour
        )
        text = settings.issuer[language]
        room = page.right - series.width - NAME_GAP - x
        issuer = one_line(
            context, text, "cover-name", language, room, text.place, "the head of the cover", colour=look["strong"]
        )
        with surface.element("P", language):
            surface.line(issuer, x, y)
        with surface.element("P", language):
            surface.line(series, page.right - series.width, y)
        left, right = max(left, x + issuer.width), min(right, page.right - series.width)
    draw_partners(context, surface, left + NAME_GAP, right - NAME_GAP)


def _draw_sample_logo(context: Context, surface: Surface, look: Look) -> None:
    page = context.geometry
    with surface.artifact("decoration"):
        surface.rectangle(
            page.left, 18 * MM, LOGO, LOGO, stroke=context.colour(look["soft"]), width=0.75, dash=(1.2 * MM, 0.8 * MM)
        )
        for number, language in enumerate(context.languages):
            (line,) = lines(context, say("logo-sample", language), "cover-logo", language, LOGO, colour=look["soft"])[
                :1
            ]
            surface.line(line, page.left + (LOGO - line.width) / 2, (27.6 + 4.05 * number) * MM)


def _draw_logo(context: Context, surface: Surface) -> None:
    page = context.geometry
    path = context.project.root / context.settings.logo
    wide, high = image_size(path)
    scale = LOGO / max(wide, high)
    alt = {language: plain(context.settings.issuer[language]) for language in context.languages}
    with surface.element("Figure", alt=alt):
        surface.image(path, page.left, 18 * MM, wide * scale, high * scale)


def _draw_titles(context: Context, surface: Surface, look: Look) -> None:
    """Draw the titles; a second line of one moves the first title up, so that the sub-title keeps its place.

    Raises AuthorsMistakes for a title that needs a third line.
    """
    page = context.geometry
    brief = context.brief
    titles: list[tuple[str, tuple[Line, ...], float]] = []
    for number, language in enumerate(context.languages):
        first = number == 0
        leading = TITLE_LEADING if is_han(language) else LATIN_LEADING
        titles.append((language, _title_lines(context, language, look["strong"], narrow=not first), leading))
    extra = sum((len(found) - 1) * leading for _, found, leading in titles)
    y = (TITLE if len(titles) > 1 else SINGLE_TITLE) - extra
    close = CLOSE if y < HIGHEST else 0.0
    y = max(y, HIGHEST)
    with surface.element("H1"):
        surface.destination("cover", 0.0)
        for number, (language, found, leading) in enumerate(titles):
            y += LATIN_TITLE - close if number else 0.0
            with surface.element("Span", language):
                draw_lines(surface, found, page.left - OUTDENTS[is_han(language)], y, leading)
            y += (len(found) - 1) * leading
    if brief.subtitle is None:
        return
    for language in context.languages:
        column = context.columns[language]
        text = brief.subtitle[language]
        found = lines(context, text, "cover-subtitle", language, column.width, colour=look["soft"])
        if len(found) > MOST_LINES:
            message = f"This sub-title needs {len(found)} lines on the cover, where two have room."
            raise AuthorsMistakes([Problem(text.place, message, "Make it shorter.")])
        with surface.element("P", language):
            draw_lines(surface, found, column.x, y + SUBTITLE, context.theme.roles["cover-subtitle"].leading)


def _title_lines(context: Context, language: str, colour: str, *, narrow: bool) -> tuple[Line, ...]:
    """Return the title in at most two lines, in the narrow measure if that is enough."""
    page = context.geometry
    title = context.brief.title[language]
    found: tuple[Line, ...] = ()
    for width in (LATIN_WIDTH, page.width) if narrow else (page.width,):
        found = lines(context, title, "cover-title", language, width, colour=colour)
        if len(found) <= MOST_LINES:
            return found
    message = f"This title needs {len(found)} lines on the cover, where two have room."
    raise AuthorsMistakes(
        [Problem(title.place, message, "Make it shorter; what it leaves out can stand in `subtitle`.")]
    )


def _draw_foot(context: Context, surface: Surface, look: Look) -> None:
    """Draw the fields, a list in each language; the code of the edition is the same in all, and stands before them."""
    page = context.geometry
    brief = context.brief
    first, *others = context.languages
    month = Period("month", brief.edition.date.year, brief.edition.date.month)
    lists = {language: Element("L", language) for language in context.languages}
    coded = Element("L") if others else lists[first]
    claim(surface, dict.fromkeys((coded, *lists.values())))
    edition = shared_entry(coded, context.languages, CODE_LANGUAGE)
    _draw_field(context, surface, look, "edition", page.left, FIELDS[0], dict.fromkeys(context.languages, edition))
    code = lines(context, edition_code(context), "cover-code", CODE_LANGUAGE, page.width / 3, colour=look["strong"])
    with within(surface, *edition.path):
        draw_lines(surface, code, page.left, VALUES[0], 0.0)
    receiver = receiver_of(context, slot_on_cover(context))
    if receiver is not None:
        draw_receiver(surface, receiver, _entries(lists))
    dates = {language: period_text(month, language) for language in context.languages}
    _draw_dates(context, surface, look, "date", dates, page.left, _entries(lists))
    times = {language: data_words(context, language) for language in context.languages}
    if all(times.values()):
        _draw_dates(context, surface, look, "data", times, SECOND_X, _entries(lists))


def slot_on_cover(context: Context) -> Slot:
    """Return where the line stands that says for whom the edition is."""
    look = _look(context)
    leading = FOR_LEADING
    return Slot(
        labels={language: say("prepared-for", language) for language in context.languages},
        label_styles={tag: context.style("cover-field", tag, colour=look["soft"]) for tag in context.languages},
        value_styles={tag: context.style("cover-value", tag, colour=look["strong"]) for tag in context.languages},
        leadings=dict.fromkeys(context.languages, leading),
        x=SECOND_X,
        gap=FIELD_GAP,
        width=context.geometry.right - SECOND_X,
        last=VALUES[0],
        drop=VALUES[0] - FIELDS[0],
        rising=False,
        most=0,
        at=0 if len(context.languages) > 1 else 1,
        foot=COPY,
        foot_x=context.geometry.left,
    )


def _look(context: Context) -> Look:
    return OFFICE if context.brief.cover == "office" else FULL


Field = Literal["edition", "date", "data"]


def _entries(lists: Mapping[str, Element]) -> dict[str, Entry]:
    return {language: entry(found, language) for language, found in lists.items()}


def _draw_field(
    context: Context, surface: Surface, look: Look, key: Field, x: float, y: float, entries: Mapping[str, Entry]
) -> None:
    """Draw the labels of a field beside each other."""
    page = context.geometry
    for language in context.languages:
        found = lines(context, say(key, language), "cover-field", language, page.width / 3, colour=look["soft"])
        with within(surface, *entries[language].label(language)):
            draw_lines(surface, found, x, y, 0.0)
        x += found[0].width + FIELD_GAP


def _draw_dates(
    context: Context,
    surface: Surface,
    look: Look,
    key: Field,
    words: Mapping[str, str],
    x: float,
    entries: Mapping[str, Entry],
) -> None:
    """Draw a field of the lower row: its labels, and below them its value in each language."""
    page = context.geometry
    _draw_field(context, surface, look, key, x, FIELDS[1], entries)
    y = VALUES[1]
    for language in context.languages:
        found = lines(context, words[language], "cover-date", language, page.right - x, colour=look["strong"])
        with within(surface, *entries[language].path):
            draw_lines(surface, found, x, y, DATE_LEADING)
        y += len(found) * DATE_LEADING
