"""The lines under a figure: its period, the notes that must travel with its facts, its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.data.facts import Fact
from briefgen.data.provenance import sources_of
from briefgen.data.quantity import Day
from briefgen.language.periods import year_note
from briefgen.language.words import bracketed, colon, comma, join, opening, say, semicolon, stop
from briefgen.layout.citations import all_undated, number_runs
from briefgen.layout.compose import facts_in, lines, note_letter, notes_in, text_runs, when, words_of
from briefgen.layout.context import Context
from briefgen.layout.grid import Column, is_han
from briefgen.layout.names import note_name
from briefgen.layout.piles import pile
from briefgen.layout.strips import Setting, Strip, text_strip
from briefgen.pdf.elements import Element
from briefgen.spec.text import Text
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Inline, Run

CARRIED = 9 * MM
"""From the last line of a block's text to the notes that it calls."""

Runs = tuple[Run, ...]


@dataclass(frozen=True)
class _Paragraph:
    """Hold a paragraph below a block, and the ids of the brief's notes that it says; `joined`: with other things."""

    runs: Runs
    notes: tuple[str, ...] = ()
    joined: bool = False


def notes_strip(
    context: Context,
    facts: Sequence[Fact],
    *,
    before: float,
    texts: Iterable[Text] = (),
    extra: Mapping[str, Text] | None = None,
    with_period: bool = False,
    by_name: bool = False,
    joined: bool = False,
    sourced: bool = True,
    remarks: Mapping[str, Sequence[Runs]] | None = None,
) -> Strip:
    """Set notes and sources in note style, each language in its column.

    `texts`: the texts of the block, whose notes, and whose facts' notes, stand here. `extra`: a note of the author's.
    `with_period`: begin with the time of the facts. `by_name`: tell which source each fact has. `joined`: everything
    in one paragraph. `sourced`: end with the source line. `remarks`: sentences of ours, by language.
    A fact that is a gap has neither time nor source to tell.
    """
    told = [*texts, *(extra or {}).values()]
    facts = [fact for fact in facts if not fact.gap]
    carrying = [fact for fact in carrying_facts(context, told) if fact not in facts]
    called = notes_in(told)
    settings: list[list[Setting]] = []
    for language in context.languages:
        column = context.columns[language]
        paragraphs = _paragraphs(
            context, facts, carrying, language, extra, called, with_period=with_period, by_name=by_name, sourced=sourced
        )
        if remarks is not None:
            paragraphs[-1:-1] = [_Paragraph(tuple(runs)) for runs in remarks[language]]
        if joined and paragraphs:
            paragraphs = [_joined(paragraphs, language)]
        settings.append(_set(context, paragraphs, column, language))
    return text_strip(pile(context, settings), before=before if any(settings) else 0.0)


def _set(context: Context, paragraphs: Sequence[_Paragraph], column: Column, language: str) -> list[Setting]:
    """Set paragraphs one below the other; one that is a note, and nothing else, is an element of that kind."""
    leading = context.leading("note", language)
    settings: list[Setting] = []
    first = 0.0
    for paragraph in paragraphs:
        found = lines(context, paragraph.runs, "note", language, column.width)
        names = [note_name(context.block, id, context.languages, language) for id in paragraph.notes]
        places = [(name, _place_words(context, id, language)) for name, id in zip(names, paragraph.notes, strict=True)]
        note = bool(names) and not paragraph.joined
        element = Element("Note", language, id=names[0]) if note else Element("P", language)
        settings.append(Setting(found, column.x, first, leading, element, places=tuple(places)))
        first += len(found) * leading
    return settings


def _place_words(context: Context, id: str, language: str) -> str:
    text = words_of(context, context.brief.notes[id][language], language)
    return say("place-note", language, letter=note_letter(context, id), text=text)


def carrying_facts(context: Context, texts: Iterable[Text]) -> list[Fact]:
    """Return the facts that texts refer to and that must not be printed without their note."""
    return [fact for fact in (context.facts[id] for id in facts_in(texts)) if fact.publish == "with-note"]


def carried_notes(context: Context, texts: Sequence[Text]) -> list[Strip]:
    """Return the strip of notes that the texts call or that facts in them must carry; empty where there are none."""
    if not notes_in(texts) and not carrying_facts(context, texts):
        return []
    return [notes_strip(context, [], before=CARRIED, texts=texts, sourced=False)]


def _paragraphs(
    context: Context,
    facts: Sequence[Fact],
    carrying: Sequence[Fact],
    language: str,
    extra: Mapping[str, Text] | None,
    called: Sequence[str],
    *,
    with_period: bool,
    by_name: bool,
    sourced: bool,
) -> list[_Paragraph]:
    notes = [
        *_fact_notes(facts, language, with_period=with_period),
        *_fact_notes(carrying, language, with_period=False),
    ]
    found = [_Paragraph((Run(words),)) for words in dict.fromkeys(notes)]
    for id in called:
        letter = Run(note_letter(context, id), weight=700, inline=Inline("Lbl"))
        words = _leading_here(text_runs(context, context.brief.notes[id][language], "note", language), context, called)
        found.append(_Paragraph((letter, Run(" "), *words, *_stop(words, language)), (id,)))
    if extra is not None:
        words = text_runs(context, extra[language], "note", language)
        found.append(_Paragraph((*words, *_stop(words, language))))
    if sourced and any(fact.sources for fact in facts):
        found.append(_Paragraph(source_runs(context, facts, language, by_name=by_name)))
    return found


def _leading_here(runs: Runs, context: Context, called: Sequence[str]) -> Runs:
    """Return the runs of a note, whose calls of notes that are not printed here lead nowhere."""
    here = {"#" + note_name(context.block, id, context.languages, tag) for id in called for tag in context.languages}
    return tuple(
        replace(run, link=None) if run.link and run.link.startswith("#note-") and run.link not in here else run
        for run in runs
    )


def _joined(paragraphs: Sequence[_Paragraph], language: str) -> _Paragraph:
    between = () if is_han(language) else (Run(" "),)
    runs: list[Run] = []
    for number, paragraph in enumerate(paragraphs):
        told = [replace(run, inline=None) if run.inline == Inline("Lbl") else run for run in paragraph.runs]
        runs += [*(between if number else ()), *told]
    return _Paragraph(tuple(runs), tuple(id for paragraph in paragraphs for id in paragraph.notes), joined=True)


def _stop(runs: Sequence[Run], language: str) -> Runs:
    """Return the full stop that a note still needs."""
    text = "".join(run.text for run in runs).rstrip()
    return () if text.endswith(("。", ".", "！", "!", "？", "?")) else (Run(stop(language)),)


def _fact_notes(facts: Sequence[Fact], language: str, *, with_period: bool) -> list[str]:
    """Return a sentence for each time with its year note, and one for each note that a fact must carry.

    Where the facts have several times, each is told with the names of its facts.
    """
    times: dict[str, list[Fact]] = {}
    for fact in facts:
        times.setdefault(_time(fact, language, with_period=with_period), []).append(fact)
    times.pop("", None)
    named = with_period and len(times) > 1
    found: list[str] = []
    for time, group in times.items():
        names = _and([_short(fact, language) for fact in group], language) + colon(language) if named else ""
        found.append(_sentence(names + time, language))
    for fact in facts:
        note = fact.note[language] if fact.publish == "with-note" and fact.note is not None else ""
        if _bare(note) != _bare(_year_note(fact, language)):
            found.append(_sentence(note, language))
    return [sentence for sentence in dict.fromkeys(found) if sentence]


def _time(fact: Fact, language: str, *, with_period: bool) -> str:
    """Return a fact's time, if asked for, with the note that an inferred year must carry."""
    year = _year_note(fact, language) if with_period or fact.publish == "with-note" else ""
    time = when(replace(fact, period_inferred=False), language) if with_period else ""
    return semicolon(language).join(part for part in (time, year) if part)


def _short(fact: Fact, language: str) -> str:
    return (fact.short or fact.name)[language]


def _year_note(fact: Fact, language: str) -> str:
    time = fact.period or fact.as_of
    return year_note(time, language) if time is not None and fact.period_inferred else ""


def _sentence(words: str, language: str) -> str:
    return opening(words.rstrip("。."), language) + stop(language) if words else ""


def _bare(words: str) -> str:
    return words.rstrip("。.").lower()


def source_runs(context: Context, facts: Sequence[Fact], language: str, *, by_name: bool = False) -> Runs:
    """Return "Source: [1], undated." or, by name, "Sources: revenue and growth [2], fields [1].".

    Its numbers lead to the list of sources.
    """
    sources = sources_of(facts)
    some_time = any(map(_has_time, facts))
    groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for fact in facts:
        mark = _marks(fact, language, undated=some_time)
        groups.setdefault((fact.sources, mark), []).append(_short(fact, language))
    if by_name and len(groups) > 1:
        stated: list[Run] = []
        for (ids, mark), names in groups.items():
            before = comma(language) if stated else ""
            numbers = number_runs(context, ids, language)
            stated += [Run(f"{before}{_and(names, language)} "), *numbers, Run(mark)]
    else:
        undated = not some_time and all_undated(context, sources)
        after = comma(language) + say("undated", language) if undated else ""
        stated = [*number_runs(context, sources, language), Run(after)]
    key = "source" if len(sources) == 1 else "sources-of"
    before, _, after = say(key, language, sources="\n").partition("\n")
    return tuple(run for run in (Run(before), *stated, Run(after + stop(language))) if run.text)


def _marks(fact: Fact, language: str, *, undated: bool) -> str:
    """Return in brackets that a figure stands without a time beside others that have one, and that it is ours."""
    marks: list[str] = []
    if undated and not _has_time(fact):
        marks.append(say("undated", language))
    if fact.derivation is not None:
        marks.append(say("counted" if fact.derivation.operation == "count" else "calculated", language))
    return bracketed(comma(language).join(marks), language) if marks else ""


def _has_time(fact: Fact) -> bool:
    return fact.period is not None or fact.as_of is not None or isinstance(fact.quantity.value, Day)


def _and(names: Sequence[str], language: str) -> str:
    return join(tuple(dict.fromkeys(names)), language)
