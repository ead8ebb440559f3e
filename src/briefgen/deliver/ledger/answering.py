"""Who holds the old number of a fact: the ledger compared with what the project's data say today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.deliver.copies import said, worded
from briefgen.deliver.ledger.holdings import Holdings
from briefgen.deliver.papers.subjects import subject_in_data
from briefgen.errors import UsageMistake

if TYPE_CHECKING:
    from briefgen.data.facts import Fact
    from briefgen.deliver.ledger.corrections import Draft
    from briefgen.deliver.ledger.ledger import Ledger
    from briefgen.project import Project
    from briefgen.spec.settings import Settings


@dataclass(frozen=True)
class Answer:
    """Hold a fact as it is today, None where the data have it no more, its words, and who holds old numbers.

    `subject`: what it is of, by language, where its name does not tell it.
    """

    fact: Fact | None
    words: dict[str, str]
    found: Holdings
    settings: Settings
    subject: dict[str, str] = field(default_factory=dict[str, str])


def holders_of(project: Project, ledger: Ledger, id: str) -> Answer:
    """Return who holds copies in which a fact says anything else than it says today.

    Raises UsageMistake for a fact that neither the data nor the ledger know, AuthorsMistakes where the data cannot be
    read.
    """
    from briefgen.data.load import load_store
    from briefgen.spec.load import load_settings
    from briefgen.spec.nearest import closest

    settings = load_settings(project)
    store = load_store(project, settings.languages, settings.max_age)
    facts = store.facts
    fact = facts.get(id)
    if fact is None and not ledger.knows(id):
        meant = closest(id, facts)
        raise UsageMistake(f'There is no fact "{id}".', f'Did you mean "{meant}"?' if meant else "See briefgen show.")
    found = ledger.holdings(id, said(fact) if fact else "")
    if fact is None:
        return Answer(None, {}, found, settings)
    return Answer(
        fact, worded(fact, settings.languages), found, settings, subject_in_data(store, fact, settings.languages)
    )


def write_drafts(
    project: Project, ledger: Ledger, answer: Answer, folder: Path, *, force: bool = False
) -> Sequence[Draft]:
    """Write the notes of correction into a folder, and return them; nothing is sent.

    Raises UsageMistake for a fact that the data have no more, or where a note is there and `force` is not given.
    """
    from briefgen.deliver.ledger.corrections import Known, drafts
    from briefgen.deliver.ledger.exporting import placed
    from briefgen.spec.text import plain

    if answer.fact is None:
        raise UsageMistake(
            "The data have this fact no more, so that no note can say what is right.",
            "Put it back as value: missing, or write the notes by hand.",
        )
    ids = [each.delivery for each in answer.found.held if not each.corrected]
    leading = {(row.delegation, row.recipient): row.recipient_language for row in ledger.rows(ids=ids)}
    issuer = {language: plain(text) for language, text in answer.settings.issuer.items()}
    known = Known(
        issuer, answer.settings.languages, answer.subject, _titles(project, {each.brief for each in answer.found.held})
    )
    made = drafts(ledger, answer.fact, answer.found, known, leading)
    if not force and (there := next((draft for draft in made if (folder / draft.name).exists()), None)):
        raise UsageMistake(f"{there.name} is there already.", "Give --force to write over the drafts.")
    for draft in made:
        with placed(folder / draft.name, force=force) as file:
            file.write(draft.text.encode("utf-8"))
    return made


def _titles(project: Project, names: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the titles of briefs by name and language; one that cannot be read has none."""
    from briefgen.errors import BriefgenError
    from briefgen.spec.find import find_briefs
    from briefgen.spec.load import load_brief
    from briefgen.spec.text import plain

    found: dict[str, dict[str, str]] = {}
    files = find_briefs(project)
    for name in names:
        if name in files:
            with suppress(BriefgenError):
                title = load_brief(files[name], project).title
                found[name] = {language: plain(text) for language, text in title.items()}
    return found
