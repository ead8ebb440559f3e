"""Names must be the official ones of the term base, in every text of the brief and of the settings."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.data.wrong_names import WrongNames
from briefgen.errors import Problem
from briefgen.spec.texts import wordings_of


def wrong(case: Case) -> Iterator[Problem]:
    """Refuse forms that the term base forbids, with the official form; texts of data were looked at when read."""
    if not case.store.terms:
        return
    names = WrongNames(case.store.terms.values())
    for part in (case.brief, case.settings):
        for role, texts in wordings_of(part):
            for language, text in texts.items():
                for found in names.found(text.source, language, role):
                    yield found.problem(text.at(found.offset))
