"""The contact: whom a reader can reach, with a code to scan; left out where the settings name none."""

from __future__ import annotations

from dataclasses import replace

from briefgen.errors import AuthorsMistakes, Problem
from briefgen.language.words import comma, say
from briefgen.layout.blocks.notice import bar
from briefgen.layout.compose import lines, text_runs
from briefgen.layout.context import Context
from briefgen.layout.entries import shared_entry
from briefgen.layout.names import block_name
from briefgen.layout.order import within
from briefgen.layout.piles import pile, places
from briefgen.layout.rows import CONTENT, UNDER_TITLE, head_strips, paired, said, section_gap
from briefgen.layout.strips import Draw, Section, Setting, Strip, draw_lines, text_strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.blocks import ContactBarBlock, ContactBlock
from briefgen.spec.settings import Contact
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Run

ROW = 7.5 * MM
FIRST_ROW = 9 * MM
NOTE = 9.75 * MM
CODE_X = 165 * MM
CODE_SIZE = 27 * MM
CODE_GAP = 3 * MM
CODE_RISE = 3 * MM
"""How far the code's upper edge stands above the name's baseline."""
LABEL_GAP = 3 * MM
PILED_ROW, PILED_CODE = 9 * MM, 6 * MM
"""On a narrow page: from a value to the next label, and from the last to the code."""


def build(block: ContactBlock, index: int, context: Context) -> Section | None:
    """Set name, lines and code of the contact."""
    contact = context.settings.contact
    if not isinstance(contact, Contact):
        return None
    head, _ = head_strips(context, said(context, "contact"))
    values = [("telephone", contact.telephone), ("email", contact.email), ("web", contact.web)]
    rows = [(key, value) for key, value in values if value]
    ways = Element("L")
    strips = [
        head,
        _name(context, contact, ways if rows else None),
        *(
            (_piled_row if context.geometry.piled else _row)(
                context,
                key,
                value,
                ways,
                before=FIRST_ROW if number == 0 else PILED_ROW if context.geometry.piled else ROW,
            )
            for number, (key, value) in enumerate(rows)
        ),
    ]
    if context.geometry.piled:
        strips += _piled_code(context, contact)
    elif contact.web and len(rows) < 3:
        strips.append(Strip(0.0, CODE_SIZE - CODE_RISE - FIRST_ROW - (len(rows) - 1) * ROW, _nothing))
    if contact.note is not None:
        strips.append(paired(context, contact.note, "note", before=NOTE))
    kept = tuple(replace(strip, keep=True, split=None, separator=None) for strip in strips)
    return Section(
        kept, gap=section_gap(context), under_title=UNDER_TITLE, element=Element("Sect"), id=block.id or "contact"
    )


def build_bar(block: ContactBarBlock, index: int, context: Context) -> Section | None:
    """Set the way to the contact on a bar."""
    contact = context.settings.contact
    if not isinstance(contact, Contact):
        return None
    content: dict[str, tuple[Run, ...]] = {}
    for language in context.languages:
        name = text_runs(context, contact.name[language], "notice", language)
        content[language] = (*name, *_where(context, language))
    strip = bar(context, content, height=9 * MM, right=contact.telephone or "", bold=False)
    return Section((strip,), gap=section_gap(context), under_title=UNDER_TITLE, element=Element("Div"), id=block.id)


def _name(context: Context, contact: Contact, ways: Element | None) -> Strip:
    """Set the name in each language, clear of the code, which is heard after the `ways` to reach the contact."""
    groups: list[list[Setting]] = []
    piled = context.geometry.piled
    for language in context.languages:
        column = context.columns[language]
        width = min(column.width, CODE_X - CODE_GAP - column.x) if contact.web and not piled else column.width
        found = lines(context, contact.name[language], "takeaway", language, width)
        leading = context.leading("takeaway", language)
        groups.append([Setting(found, column.x, 0.0, leading, Element("P", language))])
    settings = pile(context, groups)
    code = Element("Figure", alt=_code_alt(context, contact)) if contact.web and not piled else None
    strip = text_strip(
        settings, before=CONTENT, draw=_code(context, contact, code, CODE_X) if code is not None else None
    )
    return replace(strip, says=(*strip.says, *(found for found in (ways, code) if found is not None)))


def _where(context: Context, language: str) -> tuple[Run, ...]:
    """Return the words on the page of the contact; none where the brief has no such block."""
    blocks = [block for block in context.brief.blocks if isinstance(block, ContactBlock)]
    if not blocks:
        return ()
    page = context.pages.get(blocks[0].id or "contact", 0)
    link = "#" + block_name(blocks[0].id or "contact", context.languages, language)
    return (Run(comma(language)), Run(say("see-page", language, number=page), link=link))


def _nothing(surface: Surface, y: float) -> None:
    """Draw nothing: white that belongs to the code's height."""


def _row(context: Context, key: str, value: str, ways: Element, *, before: float) -> Strip:
    """Return a way to reach the contact: its label in each language, and what is the same in all."""
    labels = [
        (
            language,
            lines(context, say(key, language), "body", language, context.columns[language].width, colour="ink-2"),
        )
        for language in context.languages
    ]
    last = context.languages[-1]
    shown, target = _shown(key, value)
    column = context.columns[last]
    neutral = "en" if len(context.languages) > 1 else last
    found = lines(context, (Run(shown, link=target),), "contact-value", neutral, CODE_X - column.x)

    row = shared_entry(ways, context.languages, neutral)

    def draw(surface: Surface, y: float) -> None:
        x = context.geometry.left
        for language, words in labels:
            with within(surface, *row.label(language)):
                draw_lines(surface, words, x, y, 0.0)
            x += words[0].width + LABEL_GAP
        with within(surface, *row.path):
            draw_lines(surface, found, column.x if len(labels) > 1 else context.geometry.left + 30 * MM, y, 0.0)

    return Strip(before, 0.0, draw, keep=True, says=(ways,))


def _piled_row(context: Context, key: str, value: str, ways: Element, *, before: float) -> Strip:
    """Return a way to reach the contact on a narrow page: its labels, and below them what is the same in all."""
    page = context.geometry
    labels = {
        language: lines(context, say(key, language), "label", language, page.width, colour="ink-2")
        for language in context.languages
    }
    placed = places(context, labels, "label", page.width)
    last = context.languages[-1]
    neutral = "en" if len(context.languages) > 1 else last
    shown, target = _shown(key, value)
    found = lines(context, (Run(shown, link=target),), "contact-value", neutral, page.width)
    row = shared_entry(ways, context.languages, neutral)
    under = max(y for *_, y in placed) + context.theme.roles["contact-value"].leading

    def draw(surface: Surface, y: float) -> None:
        for language, line, x, below in placed:
            with within(surface, *row.label(language)):
                surface.line(line, page.left + x, y + below)
        with within(surface, *row.path):
            draw_lines(surface, found, page.left, y + under, context.theme.roles["contact-value"].leading)

    extent = under + (len(found) - 1) * context.theme.roles["contact-value"].leading
    return Strip(before, extent, draw, keep=True, says=(ways,))


def _piled_code(context: Context, contact: Contact) -> list[Strip]:
    """Return the code on a line of its own."""
    if not contact.web:
        return []
    code = Element("Figure", alt=_code_alt(context, contact))
    draw = _code(context, contact, code, context.geometry.left)
    return [Strip(CODE_RISE + PILED_CODE, CODE_SIZE - CODE_RISE, draw, says=(code,))]


def _shown(key: str, value: str) -> tuple[str, str | None]:
    """Return how a way to the contact is printed, and where it leads."""
    target = {"telephone": None, "email": f"mailto:{value}", "web": value}[key]
    return value.removeprefix("https://").removeprefix("http://") if key == "web" else value, target


def _code_alt(context: Context, contact: Contact) -> dict[str, str]:
    return {language: say("qr-code", language, address=contact.web) for language in context.languages}


def _code(context: Context, contact: Contact, element: Element, x: float) -> Draw:
    """Return what draws the code at `x`."""
    from briefgen.layout.qr import code_steps

    try:
        steps = code_steps(contact.web or "", CODE_SIZE)
    except ValueError as error:
        message = "The web address is too long for a QR code."
        raise AuthorsMistakes([Problem(contact.place, message, "Give a short address that leads there.")]) from error

    def draw(surface: Surface, y: float) -> None:
        with surface.element(element):
            surface.path(
                [(verb, _moved(numbers, x, y - CODE_RISE)) for verb, numbers in steps], fill=context.colour("ink")
            )

    return draw


def _moved(numbers: tuple[float, ...], x: float, y: float) -> tuple[float, ...]:
    return tuple(number + (y if position % 2 else x) for position, number in enumerate(numbers))
