"""Every section of `data/`, read, checked and joined into one store."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from briefgen.data.agree import disagreements
from briefgen.data.convert import declaration_of, fact_of, source_of
from briefgen.data.declared import Declaration
from briefgen.data.derive import derive
from briefgen.data.facts import Fact, Section, Store
from briefgen.data.facts_from import fill_facts
from briefgen.data.freshness import marked
from briefgen.data.meant import meant
from briefgen.data.quantity import Missing
from briefgen.data.section import FactRecord, SectionFile
from briefgen.data.tables.facts import facts_apart, refusals, table_of
from briefgen.data.tables.files import fill_rows
from briefgen.data.tables.table import Table
from briefgen.data.term_base import FILE as TERM_BASE
from briefgen.data.term_base import Term, terms_of
from briefgen.data.wrong_names import WrongNames
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.project import Project
from briefgen.spec import tree
from briefgen.spec.ages import Age
from briefgen.spec.frozen import Frozen
from briefgen.spec.reader import read_yaml
from briefgen.spec.validate import MOST_TOLD, validate

_SECTION, _FACTS, _SOURCES = tree.Scalar("section"), tree.Scalar("facts"), tree.Scalar("sources")
_TABLES, _TERMS = tree.Scalar("tables"), tree.Scalar("terms")


def load_store(
    project: Project, languages: tuple[str, ...], max_age: Age | None = None, *, without: Collection[str] = ()
) -> Store:
    """Read all sections and return one store of facts, tables and sources; every text must be there in `languages`.

    `max_age` is that of the settings; `without` names files that are left out. Each fact is told whether it is a gap on
    the project's today.

    A section is a file of `data/` with the key `section`; files without it, and without facts, are left alone.
    Raises AuthorsMistakes with the problems of all files together, EnvironmentFailure where a file cannot be opened.
    """
    problems: list[Problem] = []
    trees, whole = _trees(project, problems, without)
    terms = _terms(trees, project, problems)
    for written in trees:
        if unread := fill_facts(written, project, languages):
            problems.extend(unread)
            whole = False
    facts_at = _places(trees, _FACTS, problems)
    sources_at = _places(trees, _SOURCES, problems)
    problems.extend(_tables_and_facts(_places(trees, _TABLES, problems), facts_at))
    sections: list[SectionFile] = []
    stated: dict[str, Fact] = {}
    declared: list[Declaration] = []
    for written in trees:
        problems.extend(fill_rows(written, project))
        try:
            section = validate(written, SectionFile, project, languages=languages)
        except AuthorsMistakes as found:
            problems.extend(found.problems)
            continue
        sections.append(section)
        age = section.max_age or max_age
        for name, record in section.facts.items():
            problems.extend(disagreements(name, record, _part(written, name)))
            # What a file that cannot be read would hold is not unknown.
            if whole and len(problems) < MOST_TOLD:
                problems.extend(_dangling(name, record, facts_at, sources_at))
            if record.derive is not None:
                declared.append(declaration_of(name, section.section, record, age))
            elif record.value is not None and (record.source is not None or isinstance(record.value, Missing)):
                stated[name] = fact_of(name, section.section, record, age)
    facts, refused = derive(declared, stated)
    problems.extend(refused)
    for section in sections:
        for name, table in section.tables.items():
            problems.extend(refusals(name, table, facts_at, sources_at) if whole else ())
            problems.extend(facts_apart(table, facts))
    if terms:
        names = WrongNames(terms.values())
        problems.extend(problem for written in trees for problem in names.in_data(written))
    if problems:
        raise AuthorsMistakes(problems)
    return _store(sections, marked(facts, project.today), max_age, project.today, terms)


def _trees(project: Project, problems: list[Problem], without: Collection[str]) -> tuple[list[tree.Mapping], bool]:
    """Read the files that are sections, and say of each whether its name fits; return also whether all were read."""
    trees: list[tree.Mapping] = []
    whole = True
    for path in project.entries(project.data):
        if path.name.startswith("."):
            continue  # what a system or an editor leaves beside a file, such as ._one.yaml
        if path.suffix.lower() == ".yml":
            sentence = "The file of a section ends in .yaml; this one is not read."
            problems.append(Problem(Place(project.relative(path)), sentence, f"Rename it to {path.stem}.yaml."))
        if not path.name.endswith(".yaml") or project.relative(path) in without:
            continue
        try:
            project.require_file(path)
            written = read_yaml(path, project)
        except AuthorsMistakes as found:
            problems.extend(found.problems)
            whole = False
            continue
        if _SECTION in written:
            trees.append(written)
            problems.extend(_misnamed(written[_SECTION], path.stem))
        elif path.name == TERM_BASE and _TERMS in written:
            trees.append(written)
        elif _FACTS in written:
            hint = f"Add section: {path.stem} as the first line."
            problems.append(Problem(written.place, "This file holds facts and has no section.", hint))
            whole = False
    return trees, whole


def _terms(trees: list[tree.Mapping], project: Project, problems: list[Problem]) -> dict[str, Term]:
    """Take the term base out of the files, and return its names; a project needs none."""
    written = next((one for one in trees if _SECTION not in one), None)
    if written is None:
        return {}
    trees.remove(written)
    try:
        return terms_of(written, project)
    except AuthorsMistakes as found:
        problems.extend(found.problems)
        return {}


def _misnamed(section: tree.Node, stem: str) -> Iterator[Problem]:
    if isinstance(section, tree.Scalar) and section and section != stem:
        file = PurePosixPath(section.place.file).name
        sentence = f'The section is called "{section}", its file {file}.'
        yield Problem(section.place, sentence, f"Write section: {stem}, or rename the file to {section}.yaml.")


def _places(trees: Iterable[tree.Mapping], key: tree.Scalar, problems: list[Problem]) -> dict[str, Place]:
    """Return where each id stands that `key` holds in any file, and say which stand in two."""
    places: dict[str, Place] = {}
    for written in trees:
        entries = written.get(key)
        for name in entries if isinstance(entries, tree.Mapping) else ():
            if name in places:
                sentence = f'"{name}" stands in {key} twice; the first is in {places[name]}.'
                problems.append(Problem(name.place, sentence, "Rename one: ids are unique over all of data/."))
            else:
                places[name] = name.place
    return places


def _tables_and_facts(tables: Mapping[str, Place], facts: Mapping[str, Place]) -> Iterator[Problem]:
    """Yield the ids that a table and a fact share."""
    for name, place in tables.items():
        if name in facts:
            sentence = f'"{name}" is the id of a table and of a fact; the fact is in {facts[name]}.'
            yield Problem(place, sentence, "Rename one: ids are unique over all of data/.")


def _part(written: tree.Mapping, name: str) -> tree.Mapping:
    facts = written[_FACTS]
    record = facts[tree.Scalar(name)] if isinstance(facts, tree.Mapping) else facts
    return record if isinstance(record, tree.Mapping) else tree.Mapping(record.place)


def _dangling(
    name: str, record: FactRecord, facts: Mapping[str, Place], sources: Mapping[str, Place]
) -> Iterator[Problem]:
    """Yield the ids that a fact names and no section has."""
    if record.source is not None and record.source not in sources:
        sentence = f'No section has a source "{record.source}".'
        yield Problem(tree.place_of(record.source, record.place), sentence, meant(record.source, sources, "sources"))
    for other in (*record.overlaps, *(record.derive.of if record.derive else ())):
        if other not in facts:
            sentence = f'No section has a fact "{other}", which "{name}" names.'
            yield Problem(tree.place_of(other, record.place), sentence, meant(other, facts, "facts"))


def _store(
    sections: Iterable[SectionFile],
    facts: Mapping[str, Fact],
    max_age: Age | None,
    today: datetime.date,
    terms: Mapping[str, Term],
) -> Store:
    made: dict[str, Section] = {}
    for section in sections:
        made[section.section] = Section(
            str(section.section),
            section.title,
            Frozen({str(name): source_of(name, record) for name, record in section.sources.items()}),
            Frozen({str(name): facts[name] for name in section.facts}),
            section.place,
            Frozen(_tables(section, section.max_age or max_age, today)),
        )
    return Store(
        Frozen({str(name): section for name, section in made.items()}),
        Frozen({name: fact for section in made.values() for name, fact in section.facts.items()}),
        Frozen({name: source for section in made.values() for name, source in section.sources.items()}),
        Frozen({name: table for section in made.values() for name, table in section.tables.items()}),
        Frozen(terms),
    )


def _tables(section: SectionFile, max_age: Age | None, today: datetime.date) -> dict[str, Table]:
    made = [table_of(name, section.section, record, max_age) for name, record in section.tables.items()]
    return {table.id: replace(table, stale=(table.valid_until or today) < today) for table in made}
