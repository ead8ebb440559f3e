"""Authors' text and facts, turned into paragraphs of one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.data.facts import Fact
from briefgen.data.quantity import Missing, Period
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.language.periods import as_of_text, period_text
from briefgen.language.quantities import phrase
from briefgen.language.units import unit_text
from briefgen.language.words import bracketed, say
from briefgen.layout.citations import number_runs
from briefgen.layout.context import Context
from briefgen.layout.grid import is_han
from briefgen.layout.names import block_name, note_name
from briefgen.spec.text import (
    FactReference,
    NoteReference,
    PageReference,
    PermittedBreak,
    Piece,
    Plain,
    SourceReference,
    Text,
    parse,
)
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import PERMITTED_BREAK, Inline, Line, Run
from briefgen.typeset.paragraph import Paragraph, typeset

RAISED_SIZE = 0.7
RAISED_BY = 0.36


def paragraph(
    context: Context,
    content: Text | str | Sequence[Run],
    role: str,
    language: str,
    *,
    weight: int | None = None,
    colour: str | None = None,
) -> Paragraph:
    """Set a text, a string of ours, or runs in a role of the type scale."""
    style = context.style(role, language, weight=weight, colour=colour)
    if isinstance(content, Text):
        runs = text_runs(context, content, role, language)
    elif isinstance(content, str):
        runs = (Run(content),)
    else:
        runs = tuple(content)
    found = context.paragraphs.get((runs, style))
    if found is None:
        found = context.paragraphs[runs, style] = typeset(runs, style, context.faces)
    return found


def lines(
    context: Context,
    content: Text | str | Sequence[Run],
    role: str,
    language: str,
    width: float,
    *,
    weight: int | None = None,
    colour: str | None = None,
) -> tuple[Line, ...]:
    """Set a text and break it into lines of at most `width` points."""
    return paragraph(context, content, role, language, weight=weight, colour=colour).lines(width)


def one_line(
    context: Context,
    content: Text | Sequence[Run],
    role: str,
    language: str,
    width: float,
    place: Place,
    where: str,
    *,
    hint: str = "Make it shorter.",
    colour: str | None = None,
) -> Line:
    """Set a text that has room for one line only.

    Raises AuthorsMistakes at `place` where it is wider; `where` says which line it is meant for.
    """
    found = lines(context, content, role, language, width, colour=colour)
    if len(found) > 1:
        excess = (paragraph(context, content, role, language).natural_width - width) / MM
        message = f"This is {excess:.0f} mm too long for {where}, where one line has room."
        raise AuthorsMistakes([Problem(place, message, hint)])
    return found[0] if found else Line((), 0.0, 0.0, "")


def text_runs(context: Context, text: Text, role: str, language: str) -> tuple[Run, ...]:
    """Turn an author's text into runs, with facts, source numbers, pages and notes filled in."""
    breaks = context.theme.roles[role].display
    strong = strong_weight(context, role, language)
    pieces = _without_lone_units(context, parse(text, permitted_breaks=breaks))
    return tuple(run for piece in pieces for run in _runs(context, piece, role, language, strong))


def _without_lone_units(context: Context, pieces: Iterable[Piece]) -> list[Piece]:
    """Leave out the unit behind a number that is awaited: {id|number}{id|unit} says once that the figure is."""
    left: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, FactReference) and piece.form == "unit" and context.facts[piece.id].gap:
            blank = bool(left) and isinstance(left[-1], Plain) and not left[-1].text.strip()
            before = left[-1 - blank] if len(left) > blank else None
            if isinstance(before, FactReference) and (before.id, before.form) == (piece.id, "number"):
                if blank:
                    left.pop()
                continue
        left.append(piece)
    return left


def strong_weight(context: Context, role: str, language: str) -> int:
    """Return the weight that stress has in a role."""
    letter = context.theme.roles[role].letter(language)
    return 600 if letter.family == "serif" and not is_han(language) else 700


def _runs(context: Context, piece: Piece, role: str, language: str, strong: int) -> tuple[Run, ...]:
    match piece:
        case Plain():
            return (Run(piece.text, weight=strong if piece.strong else None, link=piece.link),)
        case PermittedBreak():
            return (Run(PERMITTED_BREAK),)
        case FactReference():
            words = fact_words(context.facts[piece.id], piece.form, language)
            return (Run(words, weight=strong if piece.strong else None),)
        case SourceReference():
            return number_runs(context, (piece.id,), language, reference=True)
        case PageReference():
            link = "#" + block_name(piece.id, context.languages, language)
            return (Run(str(context.pages.get(piece.id, 0)), link=link),)
        case NoteReference():
            size = context.theme.roles[role].letter(language).size
            link = "#" + note_name(context.block, piece.id, context.languages, language)
            letter = note_letter(context, piece.id)
            inline = Inline("Reference", bracketed(say("note-mark", language, letter=letter), language))
            return (
                Run(letter, size=size * RAISED_SIZE, rise=size * RAISED_BY, reference=True, link=link, inline=inline),
            )


def words_of(context: Context, text: Text, language: str) -> str:
    """Return a text as one string, with its facts, without source numbers and letters of notes."""
    runs = text_runs(context, text, "takeaway", language)
    return "".join(run.text for run in runs if not run.reference and run.text != PERMITTED_BREAK).strip()


def note_letter(context: Context, id: str) -> str:
    """Return the letter by which a note of the brief is called; letters, so that no digit stands beside a figure."""
    number = list(context.brief.notes).index(id)
    turn, letter = divmod(number, 26)
    return chr(ord("a") + letter) * (turn + 1)


def fact_words(fact: Fact, form: str, language: str) -> str:
    """Say the part of a fact that `form` names, in running text; a gap stands in brackets, to read as no part of it.

    Raises KeyError for a form that does not exist; preflight reports it to the author first.
    """
    match form:
        case "value" | "number" if isinstance(fact.quantity.value, Missing):
            return bracketed(phrase(fact.quantity, language, "sentence"), language).strip()
        case "value":
            return phrase(fact.quantity, language, "sentence")
        case "number":
            return phrase(replace(fact.quantity, unit=""), language, "sentence")
        case "year":
            return _year(fact, language)
        case "name":
            return fact.name[language]
        case "scope":
            return fact.scope[language] if fact.scope else ""
        case "period":
            return when(fact, language)
        case "unit":
            return unit_text(fact.quantity.unit, language)
        case _:
            raise KeyError(form)


def _year(fact: Fact, language: str) -> str:
    """Say the year or years of a fact, with the mark of an inferred one."""
    time = fact.period or fact.as_of
    if time is None:
        return ""
    years = Period("years", time.year, end=time.end) if time.form == "years" else Period("year", time.year)
    return period_text(years, language, inferred=fact.period_inferred)


def when(fact: Fact, language: str) -> str:
    """Say the time of a fact in running text, with the mark of an inferred year; empty where it has none."""
    if fact.period is not None:
        return period_text(fact.period, language, inferred=fact.period_inferred, style="sentence")
    return as_of_text(fact.as_of, language, inferred=fact.period_inferred) if fact.as_of is not None else ""


def notes_in(texts: Iterable[Text]) -> tuple[str, ...]:
    """Return the ids of the notes that texts call, each once, in order."""
    ids = [piece.id for text in texts for piece in parse(text) if isinstance(piece, NoteReference)]
    return tuple(dict.fromkeys(ids))


def facts_in(texts: Iterable[Text]) -> tuple[str, ...]:
    """Return the ids of the facts that texts refer to, each once, in order."""
    ids = [piece.id for text in texts for piece in parse(text) if isinstance(piece, FactReference)]
    return tuple(dict.fromkeys(ids))
