"""The page of a report, in the house look. It rests on no file of the project but its settings, and not even these."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.data.facts import Fact, Section, Store
from briefgen.data.quantity import Amount, Quantity
from briefgen.deliver.papers.build import build_on_one_page
from briefgen.deliver.papers.words import texts, told
from briefgen.errors import NOWHERE, BriefgenError
from briefgen.pipeline.installation import Installation, installation, source_digest
from briefgen.pipeline.shared import Shared
from briefgen.pipeline.states import Taken
from briefgen.schedule.actions.said import line
from briefgen.schedule.report.rows import Row, counted, rows_of, sections_counted
from briefgen.schedule.report.words import ACTIONS, STATES, in_tongue, say
from briefgen.schedule.store.records import BAD, ItemState, Outcome, Run
from briefgen.spec.blocks import Block, NoticeBlock, NumbersBlock, PageBlock
from briefgen.spec.brief import Edition
from briefgen.spec.load import load_settings
from briefgen.spec.papers import GlossaryBlock, GlossaryRow, Paper
from briefgen.spec.settings import Settings
from briefgen.typeset.faces import load_faces

if TYPE_CHECKING:
    import datetime

    from briefgen.layout.document import Laid
    from briefgen.project import Project
    from briefgen.spec.text import Texts
    from briefgen.typeset.faces import FaceSet

LANGUAGES: tuple[str, ...] = ("zh", "en")
MOST = 30
"""Rows at most; a page has room for fewer."""
COUNTS: Mapping[str, tuple[ItemState, ...]] = {
    "build": ("built", "unchanged", "stale", "failed"),
    "pack": ("packed", "unchanged", "held", "failed"),
    "deliver": ("delivered", "unchanged", "held", "failed"),
}
"""What stands in the strip of counts; what nobody knows to have arrived counts as failed there."""
SECTION = "run"
LONGEST = 25
"""Characters that have room in the corner of the page where a brief has its code."""


def page_of(project: Project, run: Run, outcome: Outcome) -> Laid:
    """Return the finished page: as many rows as it has room for, and how many more there are.

    Raises VerificationFailure, EnvironmentFailure.
    """
    faces = load_faces(project.fonts)
    rows = [_shown(row, faces) for row in rows_of(outcome, LANGUAGES)]

    def page(settings: Settings) -> Laid:
        shared = _shared(project, settings, run, outcome, faces)
        return build_on_one_page(
            lambda count: _paper(run, outcome, rows, count, faces), min(MOST, len(rows)), shared, project
        )

    try:
        return page(_settings(load_settings(project)))
    except BriefgenError:  # what is wrong with the settings shall not keep the report from telling it
        return page(_settings(None))


def _paper(run: Run, outcome: Outcome, rows: Sequence[Row], count: int, faces: FaceSet) -> Paper:
    title = _texts({tag: say("title", tag) for tag in LANGUAGES})
    bad = outcome.failed or run.state in ("failed", "ended", "missed")
    blocks: list[Block] = [
        PageBlock.model_construct(page=title),
        NoticeBlock.model_construct(
            notice=_texts({tag: headline(run, outcome, tag) for tag in LANGUAGES}), tone="theme" if bad else "neutral"
        ),
        NoticeBlock.model_construct(
            notice=_texts({tag: _clean(_subject(run, tag), faces) for tag in LANGUAGES}), tone="neutral"
        ),
        NumbersBlock.model_construct(numbers=tuple(_counts(run.action)), place=NOWHERE),
    ]
    blocks += [block for block in (_whole(outcome, faces), _table(outcome, rows, count)) if block is not None]
    return Paper.model_construct(
        name=f"report.{run.id}",
        kind="visit",
        title=title,
        subject=_texts({tag: say("short-title", tag) for tag in LANGUAGES}),
        theme="visit",
        languages=LANGUAGES,
        edition=Edition.model_construct(date=_day(run), number=1),
        sections=(SECTION,),
        blocks=tuple(blocks),
        place=NOWHERE,
        code=_code(run, faces),
        kept=True,
    )


def _code(run: Run, faces: FaceSet) -> str:
    """Return the id of a run as short as it must be: without its seconds, so that the number of an attempt has room."""
    short = re.sub(r"^(\d{8})T(\d{4})\d{2}Z", r"\1-\2", run.id)
    return _clean(short, faces)[:LONGEST].upper()


def headline(run: Run, outcome: Outcome, language: str) -> str:
    """Return in one sentence how a run went."""
    if run.state == "missed":
        return say("missed", language, count=run.count)
    if outcome.message or (run.state == "ended" and not outcome.items):
        return say("whole", language)
    bad: list[ItemState] = [item.state for item in outcome.items if item.state in BAD]
    if bad:
        return say("look", language, counts=counted(bad, language))
    if not outcome.items:
        return say("nothing", language)
    return say("fine", language, counts=counted((item.state for item in outcome.items), language))


def _subject(run: Run, language: str) -> str:
    action = in_tongue(ACTIONS[run.action], language) if run.action in ACTIONS else run.action
    words = say("run", language, schedule=run.schedule, action=action, nominal=run.nominal.replace("T", " "))
    words += say("retry", language, retry=run.retry) if run.retry else ""
    return words + (say("again", language, attempt=run.attempt) if run.attempt > 1 else "")


def _whole(outcome: Outcome, faces: FaceSet) -> Block | None:
    """Return why the whole run failed, where it did."""
    if not outcome.message:
        return None
    message = _clean(line(outcome.message), faces)
    row = GlossaryRow.model_construct(
        said={tag: say("reason", tag) for tag in LANGUAGES}, about={"zh": say("said", "zh").lstrip("，"), "en": message}
    )
    return _glossary((row,), None)


def _table(outcome: Outcome, rows: Sequence[Row], count: int) -> Block | None:
    if not count:
        return _more_alone(rows)
    shown = tuple(
        GlossaryRow.model_construct(said=dict.fromkeys(LANGUAGES, row.subject), about=row.about) for row in rows[:count]
    )
    notes: dict[str, str] = {}
    for tag in LANGUAGES:
        told = [_more(rows[count:], tag)] if len(rows) > count else []
        sections = sections_counted(outcome, tag)
        told += [say("sections", tag, counts=sections)] if sections else []
        notes[tag] = ("" if tag == "zh" else " ").join(told)
    return _glossary(shown, _texts(notes) if all(notes.values()) else None)


def _more_alone(rows: Sequence[Row]) -> Block | None:
    if not rows:
        return None
    return NoticeBlock.model_construct(notice=_texts({tag: _more(rows, tag) for tag in LANGUAGES}), tone="neutral")


def _more(rows: Sequence[Row], language: str) -> str:
    return say("more", language, count=len(rows), counts=counted((row.state for row in rows), language))


def _glossary(rows: tuple[GlossaryRow, ...], note: Texts | None) -> Block:
    heads = tuple(_texts({tag: say(key, tag) for tag in LANGUAGES}) for key in ("head-item", "head-what"))
    label = _texts({tag: say("rows", tag) for tag in LANGUAGES})
    return GlossaryBlock.model_construct(glossary=rows, label=label, heads=heads, note=note)


def _shown(row: Row, faces: FaceSet) -> Row:
    subject = row.subject.replace("/", " · ")  # where a line may break
    return Row(_clean(subject, faces), row.state, {tag: _clean(text, faces) for tag, text in row.about.items()})


def _clean(text: str, faces: FaceSet) -> str:
    """Return a text with a mark in place of what no font has."""
    for character in faces.missing(text):
        text = text.replace(character, "?")
    return text


def _shared(project: Project, settings: Settings, run: Run, outcome: Outcome, faces: FaceSet) -> Shared:
    """Return what the page is made with, the counts as facts among it."""
    counts = {id: _fact(id, state, outcome) for id, state in _counts(run.action).items()}
    section = Section(SECTION, {tag: say("title", tag) for tag in LANGUAGES}, {}, counts)
    installed: Installation = {**installation(project.fonts), "source": source_digest()}
    return Shared(settings, Store({SECTION: section}, counts, {}), faces, Taken(project), installed, 0.0)


def _counts(action: str) -> dict[str, ItemState]:
    return {f"count-{state}": state for state in COUNTS.get(action, COUNTS["build"])}


def _fact(id: str, state: ItemState, outcome: Outcome) -> Fact:
    meant: tuple[ItemState, ...] = ("failed", "unknown") if state == "failed" else (state,)
    number = sum(item.state in meant for item in outcome.items)
    name = {tag: in_tongue(STATES[state], tag) for tag in LANGUAGES}
    return Fact(id, SECTION, name, Quantity(Amount(Decimal(number)), ""), "")


def _settings(held: Settings | None) -> Settings:
    """Return settings in both languages, with the names and colours of the project's."""
    plain = dict.fromkeys(LANGUAGES, "briefgen")
    return Settings.model_construct(
        issuer=_texts(told(held.issuer, LANGUAGES) if held is not None else plain),
        series=_texts(told(held.series, LANGUAGES) if held is not None else plain),
        palette=held.palette if held is not None else {},
        languages=LANGUAGES,
        contact="none",
        logo="none",
    )


def _day(run: Run) -> datetime.date:
    return (run.started or run.due).date()


def _texts(made: Mapping[str, str]) -> Texts:
    return texts(LANGUAGES, made)
