"""The table of every figure that an edition prints, with its value in both languages, source and quality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.data.facts import Fact, Quality
from briefgen.data.provenance import sources_of, weakest
from briefgen.data.quantity import Amount, Missing, Rank, Span
from briefgen.language.quantities import phrase
from briefgen.language.tags import written
from briefgen.language.words import bracketed, say
from briefgen.layout.cells import head_row
from briefgen.layout.citations import number_runs, printed_facts
from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.grid import is_han
from briefgen.layout.order import within
from briefgen.layout.quality import draw_flag
from briefgen.layout.rows import Content
from briefgen.layout.spoken import counted, said_once, spoken_value
from briefgen.layout.strips import Section, Strip, draw_lines
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.charts import ComparisonChart
from briefgen.spec.text import plain
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line, Run

HEAD_GAP = 15 * MM
"""From the last source to the lower line of the head."""
HEAD_UNDER_TITLE = 18 * MM
HEAD_LEADING = 4.2 * MM
RULE_UNDER_HEAD = 2.4 * MM
ROW = 10.5 * MM
SINK = 1.35 * MM
"""From the middle of a row to the baseline of a line that stands alone."""
VALUE_EDGES, GROWTH_EDGE, SOURCE_EDGE = (96 * MM, 126 * MM), 153 * MM, 174 * MM
VALUE_WIDTHS, GROWTH_WIDTH, SOURCE_WIDTH = (24 * MM, 29.25 * MM), 25.5 * MM, 19.5 * MM
FLAG_X = 190.5 * MM
NAME_WIDTH = 54 * MM
BLEED = 1.5 * MM


@dataclass(frozen=True)
class _Row:
    """Hold a row: its names, the facts it shows, and whether it is the brief's subject; gaps have no quality."""

    names: Mapping[str, str]
    value: Fact | None
    growth: Fact | None
    sources: tuple[str, ...]
    quality: Quality | None
    subject: bool = False


def fact_table(context: Context) -> Section | None:
    """Return the table, whose head is repeated where it goes on to another page; None where nothing is counted."""
    table, body = Element("Table"), Element("TBody")
    rows = _rows(context)
    if not rows:
        return None
    strips = [_row_strip(context, row, (table, body), last=row is rows[-1]) for row in rows]
    head, again = _head(context, table, again=False), _head(context, table, again=True)
    return Section((head, *strips), gap=HEAD_GAP, under_title=HEAD_UNDER_TITLE, repeat=(again,), exact=True)


def _rows(context: Context) -> list[_Row]:
    rows: list[_Row] = []
    paired: set[str] = set()
    for block in context.brief.blocks:
        if isinstance(block, ComparisonChart):
            for row in block.rows:
                value, *rest = (context.facts[id] for id in row.facts)
                rest = [fact for fact in rest if fact.quantity.unit in ("percent", "points")]
                paired.update(fact.id for fact in (value, *rest))
                names = {language: plain(row.name[language]) for language in context.languages}
                subject = block.subject in row.facts
                facts = [value, *rest]
                growth = rest[0] if rest else None
                sources = sources_of(rest) if value.gap else value.sources
                rows.append(_Row(_scoped(names, value, context), value, growth, sources, _quality(facts), subject))
    for fact in printed_facts(context):
        if fact.id not in paired and _is_listed(fact):
            rows.append(_Row(fact.name, fact, None, fact.sources, _quality([fact])))
    return [*rows, *_inferred_years(context)]


def _is_listed(fact: Fact) -> bool:
    return bool(fact.gap) or isinstance(fact.quantity.value, Amount | Span | Rank | Missing)


def _quality(facts: Sequence[Fact]) -> Quality | None:
    known = [fact for fact in facts if not fact.gap]
    return weakest(known) if known else None


def _scoped(names: Mapping[str, str], fact: Fact, context: Context) -> Mapping[str, str]:
    if fact.scope is None:
        return names
    return {language: names[language] + bracketed(fact.scope[language], language) for language in context.languages}


def _inferred_years(context: Context) -> list[_Row]:
    """Return a row for each year that the sources do not state."""
    found: dict[int, dict[str, None]] = {}
    for fact in printed_facts(context):
        time = fact.period or fact.as_of
        if time is not None and fact.period_inferred:
            found.setdefault(time.year, {}).update(dict.fromkeys(fact.sources))
    return [
        _Row(
            {language: say("year-is", language, year=year) for language in context.languages},
            None,
            None,
            tuple(sources),
            "derived",
        )
        for year, sources in found.items()
    ]


def _head(context: Context, table: Element, *, again: bool) -> Strip:
    page = context.geometry
    keys = [*(f"head-{written(language)}" for language in _told(context)), "head-growth", "head-source"]
    depth = (len(context.languages) - 1) * HEAD_LEADING

    def draw(surface: Surface, y: float) -> None:
        with head_row(surface, table, again=again):
            _piled(context, surface, "head-fact", page.left, y - depth, right=False)
            for edge, key in zip(_edges(context), keys, strict=True):
                _piled(context, surface, key, edge, y - depth, right=True)
            _piled(context, surface, "head-quality", page.right, y - depth, right=True)
        with surface.artifact("rule"):
            surface.rule(page.left, y + RULE_UNDER_HEAD, page.right, y + RULE_UNDER_HEAD, context.colour("ink"), 0.75)

    return Strip(0.0, RULE_UNDER_HEAD, draw, keep=True, says=() if again else (table,))


def _piled(context: Context, surface: Surface, key: str, x: float, y: float, *, right: bool) -> None:
    page = context.geometry
    with surface.element("TH", scope="Column"):
        for number, language in enumerate(context.languages):
            (line,) = lines(context, say(key, language), "table-head", language, page.width)
            with surface.element("Span", language):
                draw_lines(surface, (line,), x - (line.width if right else 0.0), y + number * HEAD_LEADING, 0.0)


def _told(context: Context) -> tuple[str, ...]:
    """Return the languages whose values the table shows: those of the project, whatever the edition's are."""
    return context.settings.languages[:2]


def _edges(context: Context) -> tuple[float, ...]:
    """Return the right edges of the columns of values, growth and sources."""
    return (*VALUE_EDGES[: len(_told(context))], GROWTH_EDGE, SOURCE_EDGE)


Cell = Sequence[tuple[str, Sequence[Line]]]
"""The lines of a cell, by language."""


def _row_strip(context: Context, row: _Row, inside: tuple[Element, Element], *, last: bool) -> Strip:
    """Return a row; `inside`: the table and its body."""
    page = context.geometry
    none = say("not-applicable", "en")
    shown = {language: row.names[language] for language in context.languages}
    names = _set(context, row, shown, "table-name", NAME_WIDTH)
    cells = [
        *(
            _set(context, row, {language: _value(row, language)}, "table-value", width)
            for language, width in zip(_told(context), VALUE_WIDTHS, strict=False)
        ),
        _set(context, row, _growth(context, row), "table-value", GROWTH_WIDTH),
        _set(context, row, {"en": _numbers(context, row) or none}, "table-value", SOURCE_WIDTH),
    ]
    blank = _set(context, row, {"en": none}, "table-value", SOURCE_WIDTH)
    deepest = max(_depth(cell) for cell in (names, *cells))
    height = ROW + max(0, deepest - 2) * HEAD_LEADING

    def draw(surface: Surface, y: float) -> None:
        if row.subject:
            with surface.artifact("background"):
                surface.rectangle(page.left - BLEED, y, page.width + 2 * BLEED, height, fill=context.colour("tint"))
        colour, weight = ("ink", 0.75) if last else ("rule", 0.5)
        if last or not row.subject:
            with surface.artifact("rule"):
                surface.rule(page.left, y + height, page.right, y + height, context.colour(colour), weight)
        with within(surface, *inside), surface.element("TR"):
            with surface.element("TH", scope="Row"):
                _draw_cell(surface, names, page.left, y + height / 2, right=False)
            for edge, cell, said in zip(_edges(context), cells, _spoken(context, row), strict=True):
                with surface.element("TD"):
                    _draw_cell(surface, cell, edge, y + height / 2, right=True, said=said)
            if row.quality is None:
                with surface.element("TD"):
                    _draw_cell(surface, blank, page.right, y + height / 2, right=True, said=_none(context))
                return
            with surface.element("TD"), surface.element("Figure", alt=_flag_words(context, row.quality)):
                hue = context.colour("main" if row.subject else "ink")
                draw_flag(surface, row.quality, FLAG_X, y + height / 2, hue)

    return Strip(0.0, height, draw, says=inside[:1])


def _numbers(context: Context, row: _Row) -> tuple[Run, ...]:
    return number_runs(context, row.sources, context.languages[0])


def _flag_words(context: Context, quality: Quality) -> Mapping[str, str]:
    return {language: say(f"quality-{quality}", language) for language in context.languages}


def _set(context: Context, row: _Row, words: Mapping[str, Content], role: str, width: float) -> Cell:
    """Set each language's words; those of the subject are stressed."""
    found: list[tuple[str, Sequence[Line]]] = []
    for language, text in words.items():
        weight = (700 if is_han(language) else 600) if row.subject else None
        colour = "main" if row.subject else None
        found.append((language, lines(context, text, role, language, width, weight=weight, colour=colour)))
    return found


def _depth(cell: Cell) -> int:
    return sum(len(found) for _, found in cell)


def _value(row: _Row, language: str) -> str:
    """Return the value, or the mark that there is none to be expected; the row's name says what is counted."""
    if row.value is None:
        return say("not-applicable", language)
    if row.value.gap:
        return say("awaiting-update", language)
    return phrase(counted(row.value.quantity), language, "table")


def _growth(context: Context, row: _Row) -> Mapping[str, str]:
    """Return the growth once where all languages say the same, else in each of the edition."""
    if row.growth is None:
        return {"en": say("not-applicable", "en")}
    told = {language: phrase(row.growth.quantity, language, "table") for language in _told(context)}
    if len(set(told.values())) == 1:
        return {"en": next(iter(told.values()))}
    return {language: told[language] for language in context.languages}


Said = str | Mapping[str, str] | None
"""What is heard of a cell instead of its text: in one language, in each that it is written in, or nothing else."""


def _spoken(context: Context, row: _Row) -> list[Mapping[str, Said]]:
    """Return what is heard of the values, the growth and the sources, by the language in which they are written."""
    found: list[Mapping[str, Said]] = []
    value, growth = row.value, row.growth
    nothing = _none(context)["en"]
    for language in _told(context):
        if value is None:
            found.append({language: nothing})
        else:
            found.append({language: None if value.gap else spoken_value(counted(value.quantity), language)})
    if growth is None:
        found.append(_none(context))
    else:
        told = {language: spoken_value(growth.quantity, language) for language in context.languages}
        found.append(told if len(_growth(context, row)) == len(told) > 1 else {**told, "en": said_once(told)})
    return [*found, {} if row.sources else _none(context)]


def _none(context: Context) -> Mapping[str, Said]:
    """Return what is heard of a cell with nothing in it, whose mark is set in Latin letters."""
    return {"en": said_once({language: say("said-not-applicable", language) for language in context.languages})}


def _draw_cell(
    surface: Surface, cell: Cell, x: float, middle: float, *, right: bool, said: Mapping[str, Said] | None = None
) -> None:
    """Draw a cell's lines one below the other around `middle`, from the left edge `x` or up to the right edge `x`.

    `said`: what is heard instead of its text.
    """
    baseline = middle + SINK - (_depth(cell) - 1) * HEAD_LEADING / 2
    for language, found in cell:
        with surface.element("Span", language, expansion=(said or {}).get(language)):
            for line in found:
                surface.line(line, x - (line.width if right else 0.0), baseline)
                baseline += HEAD_LEADING
