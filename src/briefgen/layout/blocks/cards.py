"""Cards of projects, parks, policies or companies, two in a row; in each, the languages one below the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.data.facts import Fact
from briefgen.language.words import colon, opening, say
from briefgen.layout.blocks.results import FORMS
from briefgen.layout.compose import lines, strong_weight, text_runs
from briefgen.layout.context import Context
from briefgen.layout.entries import entry
from briefgen.layout.grid import is_han
from briefgen.layout.notes import notes_strip
from briefgen.layout.order import within
from briefgen.layout.quality import draw_flag_of
from briefgen.layout.rows import HAIR, Content, headed_section, said
from briefgen.layout.spoken import spoken
from briefgen.layout.stated import value_words
from briefgen.layout.strips import Draw, Section, Strip, draw_lines
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.blocks import Row
from briefgen.spec.listings import Card, CardsBlock
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line, Run

FIRST = 6 * MM
"""From the section's label to the cards."""
GAP = 6 * MM
NARROWEST = 72 * MM
INSET = 4.5 * MM
NAME = 8.25 * MM
"""From a card's upper edge to the first baseline of its name."""
TAGS, TAG_RISE, TAG = 8.25 * MM, 3.9 * MM, 5.4 * MM
TAG_INSET, TAG_GAP, TAG_WORDS = 2.25 * MM, 2.25 * MM, 1.5 * MM
FIGURE, FIGURE_RULE = 9 * MM, 5.25 * MM
ROW = 7.5 * MM
FOOT = 4.5 * MM
VALUE_GAP = 3 * MM
NOTES = 7.5 * MM
EDGE = 0.75
DASH = (2.1 * MM, 1.2 * MM)
FLAG = 3 * MM


@dataclass
class _Card:
    """Gather what is drawn in a card, from its upper edge down, and how deep it has become."""

    x: float
    width: float
    lists: Mapping[str, Element]
    items: Mapping[str, tuple[Element, ...]]
    draws: list[Callable[[Surface, float], None]] = field(default_factory=list[Draw])
    depth: float = 0.0

    @property
    def room(self) -> float:
        return self.width - 2 * INSET

    @property
    def left(self) -> float:
        return self.x + INSET


def build(block: CardsBlock, index: int, context: Context) -> Section:
    """Set the cards in the author's order; those in a row are equally high, and a card alone has the page's width."""
    page = context.geometry
    each = 2 if page.width >= 2 * NARROWEST + GAP and len(block.items) > 1 else 1
    width = (page.width - (each - 1) * GAP) / each
    lists = {language: Element("L", language) for language in context.languages}
    strips: list[Strip] = []
    for start in range(0, len(block.items), each):
        row = [
            _card(context, card, page.left + place * (width + GAP), width, lists)
            for place, card in enumerate(block.items[start : start + each])
        ]
        strips.append(_strip(context, row, block.items[start : start + each], lists, first=start == 0))
    facts = [context.facts[id] for card in block.items for id in (*card.figures, *card.facts)]
    facts = list({fact.id: fact for fact in facts}.values())
    rows = [row for card in block.items for row in card.rows]
    texts = [text for row in rows for words in (row.head, row.text) for text in words.values()]
    strips.append(notes_strip(context, facts, before=NOTES, texts=texts, with_period=True, by_name=True))
    return headed_section(context, block.label or said(context, f"cards-{block.cards}"), strips, block.id)


def tags_of(card: Card) -> list[tuple[str, str]]:
    """Return the key of each word that a card carries, and the form of its ground."""
    found = [(f"stage-{card.stage}", FORMS[card.stage])] if card.stage is not None else []
    return [*found, ("sample", "neutral")] if card.sample else found


def _strip(
    context: Context, row: Sequence[_Card], cards: Sequence[Card], lists: Mapping[str, Element], *, first: bool
) -> Strip:
    height = max(card.depth for card in row) + FOOT

    def draw(surface: Surface, y: float) -> None:
        for made, card in zip(row, cards, strict=True):
            with surface.artifact("background"):
                dash = DASH if card.stage == "planned" else ()
                half = EDGE / 2
                surface.rectangle(
                    made.x + half,
                    y + half,
                    made.width - EDGE,
                    height - EDGE,
                    stroke=context.colour("main"),
                    width=EDGE,
                    dash=dash,
                )
            for one in made.draws:
                one(surface, y)

    return Strip(FIRST if first else GAP, height, draw, says=tuple(lists.values()))


def _card(context: Context, card: Card, x: float, width: float, lists: Mapping[str, Element]) -> _Card:
    items = {language: (lists[language], Element("LI"), Element("LBody")) for language in context.languages}
    made = _Card(x, width, lists, items)
    _name(context, made, card)
    if tags_of(card):
        _tags(context, made, card)
    figures = {language: Element("L", language) for language in context.languages}
    for id in card.figures:
        _figure(context, made, context.facts[id], figures)
    for row in card.rows:
        _row(context, made, row)
    return made


def _paragraphs(context: Context, made: _Card, found: Mapping[str, Sequence[Line]], top: float, role: str) -> None:
    """Draw a paragraph in each language, one below the other, the first baseline `top` below the card's edge."""
    for language, set_lines in found.items():
        leading = context.leading(role, language)
        path = (*made.items[language], Element("P", language))

        def draw(
            surface: Surface,
            y: float,
            set_lines: Sequence[Line] = set_lines,
            path: tuple[Element, ...] = path,
            top: float = top,
            leading: float = leading,
        ) -> None:
            with within(surface, *path):
                draw_lines(surface, set_lines, made.left, y + top, leading)

        made.draws.append(draw)
        made.depth = top + (len(set_lines) - 1) * leading
        top += len(set_lines) * leading


def _name(context: Context, made: _Card, card: Card) -> None:
    facts = [context.facts[id] for id in (*card.figures, *card.facts)]
    free = made.room - (FLAG + VALUE_GAP if context.internal and facts else 0.0)
    found = {
        language: lines(context, card.name[language], "takeaway", language, free) for language in context.languages
    }

    def draw(surface: Surface, y: float) -> None:
        with surface.artifact("decoration"):
            draw_flag_of(context, surface, facts, made.x + made.width - INSET, y + NAME)

    made.draws.append(draw)
    _paragraphs(context, made, found, NAME, "takeaway")


def _tags(context: Context, made: _Card, card: Card) -> None:
    """Draw the tags side by side: each word in all languages on one ground."""
    baseline = made.depth + TAGS
    x = made.left
    for key, form in tags_of(card):
        words: list[tuple[str, Line, float]] = []
        at = x + TAG_INSET
        for language in context.languages:
            colour = {"solid": "white", "neutral": "ink"}.get(form, "main")
            weight = 700 if is_han(language) else 600
            text = opening(say(key, language), language)
            (line,) = lines(context, text, "label", language, made.room, weight=weight, colour=colour)
            words.append((language, line, at))
            at += line.width + TAG_WORDS
        right = at - TAG_WORDS + TAG_INSET
        made.draws.append(_tag(context, made, form, words, x, right, baseline))
        x = right + TAG_GAP
    made.depth = baseline


def _tag(
    context: Context,
    made: _Card,
    form: str,
    words: Sequence[tuple[str, Line, float]],
    left: float,
    right: float,
    baseline: float,
) -> Draw:
    paths = {language: (*made.items[language], Element("P", language)) for language, _, _ in words}

    def draw(surface: Surface, y: float) -> None:
        top = y + baseline - TAG_RISE
        with surface.artifact("background"):
            if form == "dashed":
                main = context.colour("main")
                surface.rectangle(left + 0.5, top + 0.5, right - left - 1, TAG - 1, stroke=main, width=1.0, dash=DASH)
            else:
                ground = {"solid": "main", "tint": "tint", "neutral": "tint-n"}[form]
                surface.rectangle(left, top, right - left, TAG, fill=context.colour(ground))
        for language, line, x in words:
            with within(surface, *paths[language]):
                surface.line(line, x, y + baseline)

    return draw


def _figure(context: Context, made: _Card, fact: Fact, lists: Mapping[str, Element]) -> None:
    """Set a figure on a row in each language: its name at the left, its value at the right edge."""
    top = made.depth + FIGURE
    rule = top - FIGURE_RULE

    def draw_rule(surface: Surface, y: float) -> None:
        with surface.artifact("rule"):
            right = made.x + made.width - INSET
            surface.rule(made.left, y + rule, right, y + rule, context.colour("rule"), HAIR)

    made.draws.append(draw_rule)
    for language in context.languages:
        weight, leading = 700 if is_han(language) else 600, context.leading("label", language)
        value = lines(context, value_words(fact, language), "label", language, made.room, weight=weight, colour="main")
        widest = max(line.width for line in value)
        name = opening(fact.name[language], language)
        label = lines(context, name, "label", language, made.room - widest - VALUE_GAP)
        found = entry(lists[language], language, spoken(context, fact, language))
        path = (*made.items[language], *found.path)
        made.draws.append(
            _pair(
                label,
                (*made.items[language], *found.label(language)),
                value,
                path,
                (made.left, made.x + made.width - INSET, top, leading),
            )
        )
        made.depth = top + (max(len(label), len(value)) - 1) * leading
        top = made.depth + leading


def _pair(
    label: Sequence[Line],
    into: Sequence[Element],
    value: Sequence[Line],
    path: Sequence[Element],
    at: tuple[float, float, float, float],
) -> Draw:
    left, right, top, leading = at

    def draw(surface: Surface, y: float) -> None:
        with within(surface, *into):
            draw_lines(surface, label, left, y + top, leading)
        with within(surface, *path):
            for number, line in enumerate(value):
                surface.line(line, right - line.width, y + top + number * leading)

    return draw


def _row(context: Context, made: _Card, row: Row) -> None:
    found: dict[str, Sequence[Line]] = {}
    for language in context.languages:
        weight = strong_weight(context, "label", language)
        heads = tuple(text_runs(context, row.head[language], "label", language))
        runs: Content = (
            *(Run(run.text, weight=weight) for run in heads),
            Run(colon(language), weight=weight),
            *text_runs(context, row.text[language], "label", language),
        )
        found[language] = lines(context, runs, "label", language, made.room, weight=400, colour="ink")
    _paragraphs(context, made, found, made.depth + ROW, "label")
