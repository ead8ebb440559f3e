"""The term base, `data/terms.yaml`: the official name of each body, person, programme and industry, and wrong names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, model_validator

from briefgen.data.written import Told
from briefgen.errors import NOWHERE, AuthorsMistakes, Place, Problem
from briefgen.project import Project
from briefgen.spec import tree
from briefgen.spec.fields import Line, Name, mistake
from briefgen.spec.frozen import Frozen
from briefgen.spec.model import Placed
from briefgen.spec.tree import place_of
from briefgen.spec.validate import validate

FILE = "terms.yaml"
LANGUAGES = ("zh", "en")
TermKind = Literal["body", "person", "programme", "industry", "place", "event", "phrase"]


class Forms(Placed):
    """Hold forms of one name in each language."""

    zh: tuple[Line, ...] = Field(default=(), description="Forms in Chinese.")
    en: tuple[Line, ...] = Field(default=(), description="Forms in English.")


class TermRecord(Placed):
    """Hold one name as it must be written, what else may be written, and what never."""

    kind: TermKind = Field(description="What bears the name: body, person, programme, industry, place, event, phrase.")
    zh: Line | None = Field(default=None, description="The official form in Chinese.")
    en: Line | None = Field(default=None, description="The official form in English.")
    also: Forms = Field(default_factory=Forms, description="Further forms that may be used.")
    forbidden: Forms = Field(default_factory=Forms, description="Wrong forms, which no text of the project may hold.")
    note: Told | None = Field(default=None, description="What writers must know; it is not printed.")

    @model_validator(mode="after")
    def _has_a_form(self) -> TermRecord:
        if self.zh is None and self.en is None:
            raise mistake("This name has no official form.", "Add zh: …, en: … or both.", self.place)
        for language in LANGUAGES:
            wrong: tuple[str, ...] = getattr(self.forbidden, language)
            if wrong and getattr(self, language) is None:
                hint = f"Add {language}: … above, so that writers know what to write."
                raise mistake(f'Forms are forbidden in "{language}", and none is official.', hint, place_of(wrong[0]))
        return self


class TermFile(Placed):
    """Hold the term base as written."""

    terms: dict[Name, TermRecord] = Field(description="Names by id.")


@dataclass(frozen=True)
class Term:
    """Hold a name; `forms`, `also` and `forbidden` are by language, the last two empty tuples where there is none."""

    id: str
    kind: TermKind
    forms: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]
    forbidden: Mapping[str, tuple[str, ...]]
    place: Place = NOWHERE

    def allowed(self, language: str) -> tuple[str, ...]:
        """Return the forms that may be written in a language, the official one first."""
        return (*([self.forms[language]] if language in self.forms else []), *self.also[language])


def terms_of(written: tree.Mapping, project: Project) -> dict[str, Term]:
    """Return the names that a file holds, by id. Raises AuthorsMistakes with all its problems."""
    file = validate(written, TermFile, project)
    terms = {str(name): _term(name, record) for name, record in file.terms.items()}
    problems = list(_contradictions(terms.values()))
    if problems:
        raise AuthorsMistakes(problems)
    return terms


def _term(name: str, record: TermRecord) -> Term:
    official = {"zh": record.zh, "en": record.en}
    return Term(
        id=str(name),
        kind=record.kind,
        forms=Frozen({language: form for language, form in official.items() if form is not None}),
        also=Frozen({"zh": record.also.zh, "en": record.also.en}),
        forbidden=Frozen({"zh": record.forbidden.zh, "en": record.forbidden.en}),
        place=place_of(name, record.place),
    )


def _contradictions(terms: Iterable[Term]) -> Iterator[Problem]:
    """Yield the forms that are forbidden in one place and allowed, or forbidden again, in another."""
    everything = list(terms)
    for language in LANGUAGES:
        allowed = {str(form): term.id for term in everything for form in term.allowed(language)}
        firsts: dict[str, str] = {}
        for term in everything:
            for form in term.forbidden[language]:
                if form in allowed:
                    sentence = f'"{form}" is forbidden, and allowed by "{allowed[str(form)]}".'
                    yield Problem(place_of(form, term.place), sentence, "Decide which of the two is meant.")
                elif firsts.setdefault(str(form), term.id) is not term.id or term.forbidden[language].count(form) > 1:
                    sentence = f'"{form}" is forbidden twice, by "{firsts[str(form)]}" already.'
                    yield Problem(place_of(form, term.place), sentence, "Keep it where its official form stands.")
