"""The draft of an edition: its own pages with numbered lines and bars, and lists behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.check.finished.verify import verify
from briefgen.deliver.approval.snapshot import Snapshot
from briefgen.deliver.review.printed_numbers import listed
from briefgen.errors import VerificationFailure
from briefgen.layout.document import Laid
from briefgen.layout.draft.changed import SHARED, difference
from briefgen.layout.draft.draft import Draft
from briefgen.layout.draft.margin import margins
from briefgen.pdf.noted import Noting
from briefgen.pipeline.drawn import drawn
from briefgen.pipeline.shared import Shared
from briefgen.pipeline.wish import Wish, profile_of
from briefgen.project import Project
from briefgen.spec.brief import Brief

FAULT = "This is a fault of briefgen; nothing was written."


@dataclass(frozen=True)
class Before:
    """Hold what was approved last in a language: the edition's code, its digest, and what it printed.

    `texts` is None where what it printed is not known any more; `shared` is what stood once for all languages.
    """

    code: str
    digest: str
    texts: tuple[str, ...] | None
    shared: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Drafted:
    """Hold an edition and its draft, both verified."""

    edition: Laid
    laid: Laid
    draft: Draft


def draft_of(
    project: Project, shared: Shared, brief: Brief, snapshot: Snapshot, before: Mapping[str, Before]
) -> Drafted:
    """Lay out a brief as it is given out, then the same pages as a draft; look at both finished files.

    `before`: what was approved last, by language. The brief must have passed `preflight`. Raises AuthorsMistakes for
    what no page can hold, VerificationFailure.
    """
    noting = Noting()
    edition = _laid(project, shared, brief, noting=noting)
    draft = _draft(shared, snapshot, edition, before)
    laid = _laid(project, shared, brief, draft=draft, noting=(again := Noting()))
    _require_same(edition, laid, noting, again)
    return Drafted(edition, laid, draft)


def _draft(shared: Shared, snapshot: Snapshot, edition: Laid, before: Mapping[str, Before]) -> Draft:
    """Return what the draft shows: a language that is as it was approved has no bars."""
    digests = snapshot.digests
    other = {tag: one for tag, one in before.items() if one.digest != digests[tag]}
    known = {tag: one.texts for tag, one in other.items() if one.texts is not None}
    for one in other.values():
        if one.shared is not None:
            known.setdefault(SHARED, one.shared)
    found = difference(edition.lines, known)
    return Draft(
        digests=digests,
        margins=margins(edition.lines, found.lines),
        since={tag: one.code for tag, one in before.items()},
        same=frozenset(before) - frozenset(other),
        unknown=frozenset(tag for tag, one in other.items() if one.texts is None),
        changes=found.changes,
        numbers=listed(edition, shared.settings.languages[:2]),
    )


def _laid(project: Project, shared: Shared, brief: Brief, *, noting: Noting, draft: Draft | None = None) -> Laid:
    wish = Wish()
    laid = drawn(project, shared, brief, wish, draft=draft, noting=noting)
    verify(laid, profile_of(wish, brief))
    return laid


def _require_same(edition: Laid, draft: Laid, noted: Noting, again: Noting) -> None:
    """Raise VerificationFailure where the draft's pages are not those of the edition, line by line."""
    if draft.numbered != edition.numbered or _places(again)[: len(noted.lines)] != _places(noted):
        raise VerificationFailure("The pages of the draft are not those of the edition.", FAULT)


def _places(noted: Noting) -> Sequence[tuple[object, ...]]:
    return [(one.page, round(one.left, 2), round(one.baseline, 2), one.text) for one in noted.lines]
