"""A review: the draft of an edition and its sign-off sheet, put into `reviews/CODE/` with what was reviewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.deliver.approval.changes import Change
from briefgen.deliver.approval.snapshot import (
    Snapshot,
    differences,
    last_approved,
    prepare,
    take_snapshot,
    unwritable,
    write_snapshot,
)
from briefgen.deliver.papers.build import build_on_one_page
from briefgen.deliver.review.draft import Before, Drafted, draft_of
from briefgen.deliver.review.printed import as_bytes, printed_file, read_printed
from briefgen.deliver.review.sheet import MOST_FIGURES, sign_off_sheet
from briefgen.errors import AuthorsMistakes, BriefgenError, Problem
from briefgen.layout.draft.changed import SHARED
from briefgen.layout.draft.draft import Changed
from briefgen.pipeline.files import write_whole
from briefgen.pipeline.record import images
from briefgen.pipeline.shared import TRIES, Shared, read_shared, restless
from briefgen.pipeline.states import Taken
from briefgen.pipeline.work import BESIDE, sweep, working
from briefgen.project import Project
from briefgen.spec.brief import Brief
from briefgen.spec.load import load_brief
from briefgen.spec.papers import Paper

HINT = "Look at reviews/ in the project's folder, and at who may write there."


@dataclass(frozen=True)
class Reviewed:
    """Hold what a review made: where draft and sheet lie, what they are of, and what changed since each approval.

    `since`: the code of the edition that was approved last, by language; one that never was is not there.
    """

    brief: str
    edition: str
    draft: Path
    sheet: Path
    snapshot: Path
    digests: Mapping[str, str]
    pages: int
    numbers: int
    since: Mapping[str, str]
    changes: tuple[Changed, ...]
    warnings: tuple[Problem, ...] = ()


def review(project: Project, file: Path) -> Reviewed:
    """Make the review of a brief's file; where a file that it depends on changes meanwhile, do so again.

    Everything is made and looked at before anything is written, and what was reviewed is noted last: what can be
    approved has been laid before somebody. Raises AuthorsMistakes with all problems of the brief, VerificationFailure,
    EnvironmentFailure.
    """
    changed: str | None = None
    for _ in range(TRIES):
        shared = read_shared(project)
        taken = Taken(project)
        taken.watch(file)
        try:
            brief = load_brief(file, project.watched(taken.watch))
            taken.note(images(brief, shared.settings))
            made = _made(project, shared, brief)
        except AuthorsMistakes:
            # What was read while it was written can hold mistakes that nobody made.
            changed = shared.taken.changed() or taken.changed()
            if changed is None:
                raise
            continue
        changed = shared.taken.changed() or taken.changed()
        if changed is None:
            return _put(project, made)
    raise restless(changed or file.name)


@dataclass(frozen=True)
class _Made:
    """Hold what is to be put in place."""

    snapshot: Snapshot
    drafted: Drafted
    sheet: bytes
    before: Mapping[str, Before]
    warnings: Sequence[Problem]


def _made(project: Project, shared: Shared, brief: Brief) -> _Made:
    from briefgen.check.preflight import preflight

    warnings = preflight(brief, shared.store, shared.settings, shared.faces, project)
    snapshot = take_snapshot(project, shared, brief)
    before: dict[str, Before] = {}
    figures: dict[str, list[Change]] = {}
    for language in brief.languages:
        known = last_approved(project, shared, brief, language)
        if known is not None:
            texts = read_printed(project, known, language)
            shown = read_printed(project, known, SHARED)
            before[language] = Before(known.edition, known.digests[language], texts, shown)
            told = differences(known, snapshot, language)
            figures[language] = [change for change in told if change.kind == "facts"]
    drafted = draft_of(project, shared, brief, snapshot, before)

    def sheet(most: int) -> Paper:
        return sign_off_sheet(brief, snapshot.edition, drafted, before, figures, shared, most)

    laid = build_on_one_page(sheet, MOST_FIGURES, shared, project)
    return _Made(snapshot, drafted, laid.data, before, warnings)


def _put(project: Project, made: _Made) -> Reviewed:
    """Put each file in its place whole, what was reviewed last. Raises EnvironmentFailure."""
    snapshot, drafted = made.snapshot, made.drafted
    folder = prepare(project, snapshot.edition)
    draft, sheet = folder / f"{snapshot.brief}.draft.pdf", folder / f"{snapshot.brief}.sign-off.pdf"
    try:
        sweep(folder, BESIDE)
        with working(folder, BESIDE) as work:
            write_whole(as_bytes(drafted.edition.lines), printed_file(project, snapshot), work, HINT)
            write_whole(drafted.laid.data, draft, work, HINT)
            write_whole(made.sheet, sheet, work, HINT)
    except BriefgenError:
        raise
    except OSError as error:
        raise unwritable(project, folder, error) from error
    noted = write_snapshot(project, snapshot)
    return Reviewed(
        brief=snapshot.brief,
        edition=snapshot.edition,
        draft=draft,
        sheet=sheet,
        snapshot=noted,
        digests=snapshot.digests,
        pages=drafted.edition.pages,
        numbers=len(drafted.draft.numbers),
        since={tag: one.code for tag, one in made.before.items()},
        changes=drafted.draft.changes,
        warnings=tuple(made.warnings),
    )
