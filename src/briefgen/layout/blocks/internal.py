"""The page that stays in the office: quality flags, what the sources are, every figure, cautions."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.data.facts import Fact, Quality
from briefgen.errors import NOWHERE
from briefgen.language.words import colon, comma, join, say
from briefgen.layout.blocks.awaited import awaited_strips
from briefgen.layout.blocks.fact_table import fact_table
from briefgen.layout.blocks.field_map import item_paths
from briefgen.layout.blocks.figures import draw_piled
from briefgen.layout.blocks.sources import NUMBER_WIDTH, date_words
from briefgen.layout.citations import printed_facts
from briefgen.layout.compose import lines, strong_weight
from briefgen.layout.context import Context
from briefgen.layout.grid import GUTTER, Column, is_han, strip_columns
from briefgen.layout.pages import Group
from briefgen.layout.quality import ORDER, RADIUS, RISE, draw_flag
from briefgen.layout.rows import CONTENT, UNDER_TITLE, hair_rule, head_strips, paired
from briefgen.layout.strips import Section, Setting, Strip, text_strip
from briefgen.layout.titles import title_depth
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line, Run

GAP = 7.5 * MM
LEADING = 4.5 * MM
FLAG_TEXT = 4.8 * MM
SOURCE_PITCH = 6 * MM
CAUTION_PITCH, CAUTION_HAIR = 8.4 * MM, 5.1 * MM


def internal_group(context: Context) -> Group:
    """Compose the page with its title and band."""
    title = {language: say("sources-and-checks", language) for language in context.languages}
    facts = printed_facts(context)
    lists = [_sources(context), fact_table(context)]
    sections = [
        _quality(context),
        *(found for found in lists if found is not None),
        *_awaited(context, facts),
        *_cautions(context, facts),
    ]
    return Group(
        title,
        tuple((section, NOWHERE) for section in sections),
        depth=title_depth(context, title, banded=True),
        banded=True,
    )


def _section(context: Context, key: str, strips: Sequence[Strip]) -> Section:
    head, again = head_strips(context, {language: say(key, language) for language in context.languages})
    return Section((head, *strips), gap=GAP, under_title=UNDER_TITLE, repeat=(again,), element=Element("Sect"))


def _quality(context: Context) -> Section:
    """Tell what the four flags mean."""
    columns = strip_columns(context.languages, 4, context.geometry)
    labels = [
        [(language, _flag_label(context, flag, language, column)) for language in context.languages]
        for flag, column in zip(ORDER, columns, strict=True)
    ]
    depth = max(sum(len(found) for _, found in label) for label in labels)
    lists = {language: Element("L", language) for language in context.languages}

    def draw(surface: Surface, y: float) -> None:
        for quality, label, column in zip(ORDER, labels, columns, strict=True):
            with surface.artifact("decoration"):
                draw_flag(surface, quality, column.x + RADIUS, y - RISE, context.colour("ink"))
            draw_piled(surface, label, item_paths(lists), column.x + FLAG_TEXT, y, LEADING)

    strip = Strip(CONTENT, (depth - 1) * LEADING, draw, says=tuple(lists.values()))
    return _section(context, "data-quality", [strip])


def _flag_label(context: Context, flag: Quality, language: str, column: Column) -> tuple[Line, ...]:
    width = min(column.right + GUTTER - RISE, context.geometry.right) - column.x - FLAG_TEXT
    return lines(context, say(f"quality-{flag}", language), "quality-label", language, width)


def _sources(context: Context) -> Section | None:
    """Tell what kind of document each source is; None where the brief cites none."""
    if not context.source_numbers:
        return None
    strips: list[Strip] = []
    listed = Element("L", numbering="Decimal")
    for id, number in sorted(context.source_numbers.items(), key=lambda pair: pair[1]):
        source = context.store.sources[id]
        mark = lines(context, (Run(f"[{number}]"),), "unit-line", "en", NUMBER_WIDTH, weight=700, colour="main")
        item, body = Element("LI"), Element("LBody")
        settings = [Setting(mark, context.geometry.left, 0.0, LEADING, Element("Lbl"), inside=(listed, item))]
        for position, language in enumerate(context.languages):
            column = context.columns[language]
            inset = NUMBER_WIDTH if position == 0 else 0.0
            words = (
                (source.nature or source.form or source.title)[language]
                + comma(language)
                + date_words(source, language)
            )
            found = lines(context, words, "caution", language, column.width - inset)
            inside = (listed, item, body)
            settings.append(Setting(found, column.x + inset, 0.0, LEADING, Element("P", language), inside=inside))
        strips.append(text_strip(settings, before=CONTENT if number == 1 else SOURCE_PITCH))
    return _section(context, "sources", strips)


def _awaited(context: Context, facts: Sequence[Fact]) -> list[Section]:
    """Tell why figures are awaited, and which office owes them."""
    strips = awaited_strips(context, facts, first=CONTENT, pitch=CAUTION_PITCH, hair=CAUTION_HAIR)
    return [_section(context, "awaited-figures", strips)] if strips else []


def _cautions(context: Context, facts: Sequence[Fact]) -> list[Section]:
    """Tell what the staff must know of the figures; facts with the same caution share one row."""
    groups: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        if fact.caution is not None:
            groups.setdefault(tuple(fact.caution[language] for language in context.languages), []).append(fact)
    merged: dict[tuple[str, ...], list[Fact]] = {}
    for found in groups.values():
        merged.setdefault(tuple(_names(found, language) for language in context.languages), []).append(found[0])
    cautions = [_caution_runs(context, names, found) for names, found in merged.items()]
    strips = [
        paired(
            context,
            caution,
            "caution",
            before=CONTENT if number == 0 else CAUTION_PITCH,
            separator=None if number == 0 else hair_rule(context, CAUTION_HAIR),
        )
        for number, caution in enumerate(cautions)
    ]
    return [_section(context, "cautions", strips)] if strips else []


def _names(facts: Sequence[Fact], language: str) -> str:
    return join(tuple(dict.fromkeys(fact.name[language] for fact in facts)), language)


def _caution_runs(context: Context, names: Sequence[str], facts: Sequence[Fact]) -> dict[str, Sequence[Run]]:
    """Return, for each language, the names as a run-in head and all cautions that belong to them."""
    runs: dict[str, Sequence[Run]] = {}
    for language, name in zip(context.languages, names, strict=True):
        space = "" if is_han(language) else " "
        words = space.join(fact.caution[language] for fact in facts if fact.caution is not None)
        strong = strong_weight(context, "caution", language)
        runs[language] = (Run(name + colon(language), weight=strong), Run(words))
    return runs
