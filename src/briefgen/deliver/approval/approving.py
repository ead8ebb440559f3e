"""To record that somebody approved an edition: what was reviewed, and nothing that has changed since."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.deliver.approval.changes import Change
from briefgen.deliver.approval.finding import find_edition
from briefgen.deliver.approval.scans import keep_scan, read_scan
from briefgen.deliver.approval.snapshot import (
    Snapshot,
    differences,
    read_snapshot,
    snapshots,
    take_snapshot,
)
from briefgen.deliver.approval.standing import Standing, standings
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.records import Approval
from briefgen.errors import NOWHERE, GateRefused, Problem, UsageMistake
from briefgen.pipeline.shared import read_shared
from briefgen.project import Project, printable
from briefgen.spec.brief import Brief

MOST_NAMED = 5
"""How many changes a refusal names."""
CALLED = {"facts": "figures", "form": "form", "wording": "wording"}
"""What classes of changes are called."""


class NotAsReviewedError(GateRefused):
    """Refuse to approve what nobody has looked at; `changes` are those since the review, one a line."""

    def __init__(self, brief: str, sentence: str, changes: Iterable[str] = ()) -> None:
        self.brief = brief
        self.sentence = sentence
        self.changes = tuple(changes)
        shown = [f"\n  {line}" for line in self.changes[:MOST_NAMED]]
        rest = f"\n  and {len(self.changes) - MOST_NAMED} more" if len(self.changes) > MOST_NAMED else ""
        end = ":" if shown else "."
        super().__init__(f"{sentence}{end}{''.join(shown)}{rest}", f"Have it looked at first: briefgen review {brief}")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return it as problems: what is wrong, then each change."""
        first = Problem(NOWHERE, f"{self.sentence}.", self.hint)
        return (first, *(Problem(NOWHERE, line) for line in self.changes))


@dataclass(frozen=True)
class Approved:
    """Hold what was recorded of one language; `again`: just this was on record before, and nothing was added."""

    approval: Approval
    again: bool
    scan: Path | None


@dataclass(frozen=True)
class Result:
    """Hold what came of it: what was recorded, and how the edition stands now in each language."""

    brief: str
    edition: str
    approved: tuple[Approved, ...]
    standings: dict[str, Standing]


def approve(
    project: Project,
    edition: str,
    languages: Sequence[str],
    by: str,
    *,
    scan: Path | None = None,
    note: str = "",
) -> Result:
    """Record the approval of an edition in languages, all of them or none; the signed sheet is kept with its review.

    Raises UsageMistake for an edition, language, name or scan that is none, NotAsReviewedError for what was never
    reviewed or has changed since.
    """
    by, note = _line(by, "--by"), _line(note, "--note")
    if not by:
        raise UsageMistake("Nobody is named who approves it.", "Add --by 'name and office'.")
    shared = read_shared(project)
    brief = find_edition(project, shared, edition)
    code = take_snapshot(project, shared, brief, ()).edition
    reviewed = snapshots(project, code, brief.name)
    tags = _tags(brief, languages, reviewed)
    if not reviewed:
        raise NotAsReviewedError(brief.name, f"{code} ({brief.name}) was never reviewed")
    now = take_snapshot(project, shared, brief, tuple(dict.fromkeys((*brief.languages, *tags))))
    for tag in tags:
        if all(one.digests.get(tag) != now.digests[tag] for one in reviewed):
            raise _changed(brief, read_snapshot(project, code, brief.name) or reviewed[0], now, tag)
    sheet = read_scan(scan) if scan is not None else None
    kept = keep_scan(project, code, brief.name, sheet) if sheet is not None else None
    found: list[Approved] = []
    with open_ledger(project) as ledger:
        known = {replace(one, at=""): one for one in ledger.approvals(brief=brief.name, edition=code)}
        for tag in tags:
            approval = Approval(
                brief.name, code, tag, now.digests[tag], by, sheet.sha256 if sheet is not None else "", note
            )
            again = approval in known
            if not again:
                ledger.approved(approval)
                known = {replace(one, at=""): one for one in ledger.approvals(brief=brief.name, edition=code)}
            found.append(Approved(known[approval], again, kept))
    return Result(brief.name, code, tuple(found), standings(project, shared, brief))


def told(change: Change, language: str) -> str:
    """Return a change as a line: where, old words, new words."""
    what = {"facts": "figure", "form": "form", "wording": "wording"}[change.kind]
    place = re.sub(r"^gone\.", "former blocks.", change.place)
    return f"{what}, {language}, {place}: {change.old or '–'} → {change.new or '–'}"


def _tags(brief: Brief, languages: Sequence[str], reviewed: Sequence[Snapshot]) -> tuple[str, ...]:
    """Return the brief's own tags of the languages that are asked for: zh also means zh-Hans."""
    known = tuple(dict.fromkeys((*brief.languages, *(tag for one in reviewed for tag in one.contents))))
    options = " or ".join(f"--language {tag}" for tag in known)
    if not languages:
        raise UsageMistake("An approval is for one language.", f"Add {options}.")
    found: list[str] = []
    for language in languages:
        own = [tag for tag in known if tag == language] or [tag for tag in known if tag.partition("-")[0] == language]
        if not own:
            raise UsageMistake(f'{brief.name} has no language "{printable(language)}".', f"Write {options}.")
        found.append(own[0])
    return tuple(dict.fromkeys(found))


def _changed(brief: Brief, then: Snapshot, now: Snapshot, asked: str) -> NotAsReviewedError:
    """Say what changed since the review, by class; figures and form once, wording by language."""
    if asked not in then.contents:
        return NotAsReviewedError(brief.name, f"{brief.name} was not reviewed in {asked}")
    classes: dict[str, None] = {}
    lines: list[str] = []
    for tag in dict.fromkeys((asked, *now.contents)):
        new = differences(then, now, tag) if tag in then.contents else ()
        for change in new:
            classes[f"wording {tag}" if change.kind == "wording" else CALLED[change.kind]] = None
        lines += [told(change, tag) for change in new if change.kind == "wording" or tag == asked]
    sentence = f"{brief.name} has changed since it was reviewed ({', '.join(classes)})"
    return NotAsReviewedError(brief.name, sentence, [printable(line) for line in lines])


def _line(text: str, option: str) -> str:
    text = text.strip()
    if not text.isprintable():
        raise UsageMistake(f"{option} is one line.", "Write it without line ends.")
    return text
