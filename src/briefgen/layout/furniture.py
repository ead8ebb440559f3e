"""What stands on every inner page around the content: header, foot line, the house mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Period
from briefgen.data.tables.facts import statement_of
from briefgen.language.periods import as_of_text, period_text
from briefgen.language.words import opening, say
from briefgen.layout.citations import facts_shown, table_shown
from briefgen.layout.compose import lines, one_line
from briefgen.layout.context import Context
from briefgen.layout.grid import is_han
from briefgen.layout.strips import draw_lines
from briefgen.pdf.surface import Surface
from briefgen.spec import blocks
from briefgen.spec.brief import Brief
from briefgen.spec.charts import ChartBlock
from briefgen.spec.listings import CardsBlock, ProfileBlock
from briefgen.spec.text import plain
from briefgen.theme.tokens import MM, Theme
from briefgen.typeset.glyphs import Run

HEADER_RULE, HEADER_TEXT, INTERNAL_MARK = 18 * MM, 14.25 * MM, 9.75 * MM
SERIES_X = 36 * MM
SUBJECT_GAP = 2.25 * MM
FOOT_RULE, FOOT_ISSUER, FOOT_DATA = 276 * MM, 281.25 * MM, 285.75 * MM
MERLONS, MERLON_WIDTH, MERLON_HEIGHT, MERLON_PITCH = 5, 1.8 * MM, 2.25 * MM, 3 * MM
CODE_WIDTH, CODE_GAP = 40 * MM, 3 * MM
AS_OF = "the foot of a page, where the time of the brief stands"

FIGURES = blocks.FiguresBlock | blocks.NumbersBlock | blocks.TableBlock | ProfileBlock | CardsBlock | ChartBlock


def edition_code(context: Context) -> str:
    """Return the edition's code, such as ROB-2026-02, with -INT where it stays in the office; a paper has its own."""
    if context.paper is not None:
        return context.paper.code
    return code_of(context.brief, context.theme)


def code_of(brief: Brief, theme: Theme) -> str:
    """Return the code of a brief's edition."""
    code = f"{theme.code}-{brief.edition.date.year}-{brief.edition.number:02d}"
    return f"{code}-INT" if brief.audience == "internal" else code


def data_time(context: Context) -> tuple[Fact, Period] | None:
    """Return the figure with the latest time of those in strips, tables and charts, and that time; None without any."""
    timed = [
        (fact, time)
        for block in context.brief.blocks
        if isinstance(block, FIGURES)
        for fact in _told_by(context, block)
        for time in (fact.period or fact.as_of,)
        if time is not None and fact.kind not in INTENDED and not fact.gap
    ]
    return max(timed, key=lambda pair: _end(pair[1])) if timed else None


def _told_by(context: Context, block: object) -> list[Fact]:
    """Return the facts that a block shows, and of a table a statement for each column of numbers of its own."""
    facts = [context.facts[id] for id in facts_shown(block, context.store)]
    if isinstance(block, blocks.TableBlock):
        table = table_shown(block, context.store)
        statement = statement_of(table)
        for index, column in enumerate(table.columns):
            if any(row.cells[index].quantity is not None for row in table.rows):
                timed = column if column.period or column.as_of else statement
                facts.append(replace(statement, kind=column.kind, period=timed.period, as_of=timed.as_of))
    return facts


def _end(period: Period) -> tuple[int, int, int]:
    match period.form:
        case "half":
            return period.year, period.part * 6, 31
        case "quarter":
            return period.year, period.part * 3, 31
        case "month":
            return period.year, period.part, 31
        case "day":
            return period.year, period.part, period.day
        case "years":
            return period.end, 12, 31
        case "year":
            return period.year, 12, 31


def data_words(context: Context, language: str) -> str:
    """Return the time that the brief stands at, else that of its data, as the cover shows it; empty without any."""
    if context.brief.as_of is not None:
        return say("stands-as-of", language, time=plain(context.brief.as_of[language]))
    found = data_time(context)
    if found is None:
        return ""
    fact, time = found
    if fact.period is None:
        return as_of_text(time, language, inferred=fact.period_inferred)
    return period_text(time, language, inferred=fact.period_inferred, style="label")


def data_line(context: Context, language: str) -> str:
    """Return the foot line's words on the time of the brief, else of its data; empty without any."""
    if context.brief.as_of is not None:
        return opening(data_words(context, language), language)
    found = data_time(context)
    if found is None:
        return ""
    if found[0].period is None:
        return say("data-as-of", language, as_of=data_words(context, language))
    return say("data-period", language, period=data_words(context, language))


def draw_mark(context: Context, surface: Surface) -> None:
    """Draw the header's rule and the mark of the house on it."""
    page, rule = context.geometry, context.geometry.head[0]
    for number in range(MERLONS):
        surface.rectangle(
            page.left + number * MERLON_PITCH,
            rule - MERLON_HEIGHT,
            MERLON_WIDTH,
            MERLON_HEIGHT,
            fill=context.colour("amber-dark"),
        )
    surface.rule(page.left, rule, page.right, rule, context.colour("ink"), 0.75)


def draw_header(context: Context, surface: Surface) -> None:
    """Draw mark, rule, series and subject."""
    with surface.artifact("header"):
        draw_mark(context, surface)
        _draw_marks(context, surface)
        for number, language in enumerate(context.languages):
            column = context.columns[language]
            x = SERIES_X if number == 0 else column.x
            subject = context.theme.roles["header-subject"].letter(language)
            runs = (
                Run(plain(context.settings.series[language])),
                Run(
                    header_subject(context, language),
                    weight=subject.weight,
                    colour=context.colour(subject.colour),
                    space=SUBJECT_GAP,
                ),
            )
            found = one_line(
                context,
                runs,
                "series",
                language,
                column.right - x,
                (context.brief.subject or context.brief.title)[language].place,
                "the header, behind the series",
                hint="Give the brief a short `subject:`; the header names that.",
            )
            surface.line(found, x, HEADER_TEXT)


def marks_of(context: Context) -> tuple[str, ...]:
    """Return the keys of what each page is marked with: that it is a sample, that it stays in the office."""
    kept = "internal-mark" if context.paper is None else "kept-mark"
    sample = context.paper is not None and context.paper.sample
    draft = ["draft-mark"] if context.draft is not None else []
    return (*(["sample-mark"] if sample else []), *draft, *([kept] if context.kept else []))


def _draw_marks(context: Context, surface: Surface) -> None:
    """Draw the marks of a page above the header's text, at the right."""
    edge = context.geometry.right
    for key in reversed(marks_of(context)):
        for language in reversed(context.languages):
            (line,) = lines(context, say(key, language), "series", language, context.geometry.width)
            surface.line(line, edge - line.width, INTERNAL_MARK)
            edge -= line.width + SUBJECT_GAP


def header_subject(context: Context, language: str) -> str:
    """Return what the header names beside the series: the brief's subject, or that it is an event brief.

    The Chinese column is narrow, so that there an event's name is left to the page.
    """
    subject = plain((context.brief.subject or context.brief.title)[language])
    if context.brief.kind != "event":
        return subject
    return say("event-brief", language) if is_han(language) else say("event-brief-of", language, title=subject)


def draw_foot(context: Context, surface: Surface, page: int, pages: int, before: str = "") -> None:
    """Draw issuer, time of the data, edition code and page number; pages count from 1, the cover included.

    `before`: what stands before the number.
    """
    with surface.artifact("footer"):
        surface.rule(context.geometry.left, FOOT_RULE, context.geometry.right, FOOT_RULE, context.colour("rule"), 0.5)
        code = _draw_right(context, surface, edition_code(context), FOOT_ISSUER)
        for language in context.languages:
            column = context.columns[language]
            width = min(column.right, code - CODE_GAP) - column.x
            text = context.settings.issuer[language]
            issuer = one_line(context, text, "foot-issuer", language, width, text.place, "the foot of a page")
            surface.line(issuer, column.x, FOOT_ISSUER)
            words = (Run(data_line(context, language)),)
            if context.brief.as_of is not None:
                place = context.brief.as_of[language].place
                surface.line(one_line(context, words, "foot", language, width, place, AS_OF), column.x, FOOT_DATA)
            else:
                data = lines(context, words, "foot", language, width)
                draw_lines(surface, data[:1], column.x, FOOT_DATA, 0.0)
    with surface.artifact("page-number"):
        _draw_right(context, surface, before + say("page-of", "en", page=page, pages=pages), FOOT_DATA, strong=True)


def _draw_right(context: Context, surface: Surface, words: str, y: float, *, strong: bool = False) -> float:
    """Draw words that end at the right margin, and return where they begin."""
    weight, colour = (600, "ink") if strong else (None, None)
    (line,) = lines(context, words, "foot", "en", CODE_WIDTH, weight=weight, colour=colour)
    x = context.geometry.right - line.width
    surface.line(line, x, y)
    return x


def document_titles(context: Context) -> Mapping[str, str]:
    """Return the brief's title in each language, for the document's properties, which say whether it is a draft."""
    titles = {language: plain(context.brief.title[language]) for language in context.languages}
    if context.draft is None:
        return titles
    return {language: say("draft-title", language, title=title) for language, title in titles.items()}
