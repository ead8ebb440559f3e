"""Which change changes what readers of which language are given: of every text, of every figure, of no look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefgen.data.facts import Fact, Store
from briefgen.data.quantity import Amount, Items, Missing, Period, Phrase, Rank, Span
from briefgen.data.tables.table import Table, TableCell
from briefgen.deliver.approval.content import contents, contents_of
from briefgen.pipeline.shared import Shared, read_shared
from briefgen.project import Project, open_project
from briefgen.spec.blocks import PageBlock
from briefgen.spec.brief import Brief, Edition
from briefgen.spec.find import find_briefs
from briefgen.spec.frozen import Frozen
from briefgen.spec.load import load_brief
from briefgen.spec.model import Model
from briefgen.spec.schedule import BriefSchedule
from briefgen.spec.text import Text
from briefgen.spec.when import parse_when

SAMPLES = Path(__file__).parents[1] / "samples"
LIBRARY = Path(__file__).parents[2]
MORE = {"zh": "另", "en": " more"}


@cache
def opened(folder: Path) -> tuple[Project, Shared]:
    project = open_project(folder, environment={"SOURCE_DATE_EPOCH": "1794787200"})
    return project, read_shared(project)


@cache
def brief_of(folder: Path, name: str) -> Brief:
    project, _ = opened(folder)
    return load_brief(find_briefs(project)[name], project)


def digests(brief: Brief, folder: Path = SAMPLES, store: Store | None = None) -> dict[str, str]:
    project, shared = opened(folder)
    return contents(project, replace(shared, store=store) if store else shared, brief)


def changed(brief: Brief, other: Brief, folder: Path = SAMPLES) -> set[str]:
    old, new = digests(brief, folder), digests(other, folder)
    return {language for language in old if old[language] != new.get(language)}


def changed_by(brief: Brief, store: Store) -> set[str]:
    old, new = digests(brief), digests(brief, store=store)
    return {language for language in old if old[language] != new[language]}


def variants(value: Any, language: str) -> Iterator[tuple[str, Any]]:
    """Yield each text of a part of a brief by its place, and the part with that text changed in one language."""
    if isinstance(value, Frozen):
        words: Mapping[str, Text] = value
        if language in words:
            yield "", Frozen({**words, language: Text(words[language].source + MORE[language])})
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            for place, part in variants(getattr(value, name), language):
                yield f".{name}{place}", value.model_copy(update={name: part})
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            for place, part in variants(entry, language):
                yield f".{key}{place}", {**value, key: part}
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            for place, part in variants(entry, language):
                yield f".{index}{place}", (*value[:index], part, *value[index + 1 :])


@pytest.mark.parametrize("name", ["blocks", "charts", "long", "tables"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_text_changed_in_one_language_changes_that_one_alone(name: str, language: str):
    brief = brief_of(SAMPLES, name)
    found = {place: changed(brief, other) for place, other in variants(brief, language)}
    assert len(found) > 5
    wrong = {place: tags for place, tags in found.items() if tags != {language} and place != ".prepared_for"}
    assert not wrong


def with_fact(store: Store, fact: Fact) -> Store:
    section = store.sections[fact.section]
    changed_section = replace(section, facts={**section.facts, fact.id: fact})
    return replace(
        store,
        facts={**store.facts, fact.id: fact},
        sections={**store.sections, fact.section: changed_section},
    )


def corrections(fact: Fact) -> Iterator[Fact]:
    """Yield a fact with another value, unit, qualifier, period, kind."""
    quantity = fact.quantity
    match quantity.value:
        case Amount(value):
            other: Any = Amount(value + Decimal("0.1"))
        case Span(low, high):
            other = Span(low, high + 1)
        case Rank(rank, of):
            other = Rank(rank + 1, of)
        case Items(items):
            other = Items(items[:-1])
        case Phrase(words):
            other = Phrase({tag: text + MORE[tag] for tag, text in words.items()})
        case Missing():
            other = Amount(Decimal(7))
        case day:
            other = replace(day, year=day.year + 1)
    yield replace(fact, quantity=replace(quantity, value=other))
    yield replace(fact, quantity=replace(quantity, qualifier="nearly" if quantity.qualifier != "nearly" else "about"))
    yield replace(fact, period=Period("year", 1999), as_of=None)
    yield replace(fact, kind="target" if fact.kind != "target" else "reported")
    if isinstance(quantity.value, Amount):
        yield replace(fact, quantity=replace(quantity, unit="times" if quantity.unit != "times" else "percent"))


@pytest.mark.parametrize("name", ["blocks", "charts", "long", "tables"])
def test_each_figure_corrected_changes_both_languages(name: str):
    brief, (project, shared) = brief_of(SAMPLES, name), opened(SAMPLES)
    printed = [id for id in contents_of(project, shared, brief)["zh"].figures if id in shared.store.facts]
    assert printed
    wrong = [
        (id, number)
        for id in printed
        for number, other in enumerate(corrections(shared.store.facts[id]))
        if changed_by(brief, with_fact(shared.store, other)) != {"zh", "en"}
    ]
    assert not wrong


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("field", ["name", "short", "scope", "note"])
def test_words_around_a_figure_change_their_language_alone(field: str, language: str):
    brief, (_, shared) = brief_of(SAMPLES, "long"), opened(SAMPLES)
    fact = shared.store.facts["cell-revenue"] if "cell-revenue" in shared.store.facts else _first(brief, shared)
    whole = replace(fact, publish="with-note", **{field: {"zh": "一", "en": "one"}})
    other = replace(whole, **{field: {**{"zh": "一", "en": "one"}, language: "other"}})
    old = digests(brief, store=with_fact(shared.store, whole))
    new = digests(brief, store=with_fact(shared.store, other))
    assert {tag for tag in old if old[tag] != new[tag]} == {language}


def _first(brief: Brief, shared: Shared) -> Fact:
    project, _ = opened(SAMPLES)
    return shared.store.facts[next(iter(contents_of(project, shared, brief)["zh"].figures))]


def test_a_note_that_no_reader_outside_sees_changes_nothing():
    brief, (_, shared) = brief_of(SAMPLES, "long"), opened(SAMPLES)
    fact = replace(_first(brief, shared), publish="plain", note=None)
    others = (
        replace(fact, note={"zh": "内部", "en": "internal"}),
        replace(fact, caution={"zh": "内部", "en": "internal"}, quality="single", owner="Sample desk"),
        replace(fact, valid_until=date(2030, 1, 1), locator="line 3", cleared_by="Sample desk"),
    )
    plain = digests(brief, store=with_fact(shared.store, fact))
    assert all(digests(brief, store=with_fact(shared.store, other)) == plain for other in others)


def with_table(store: Store, table: Table) -> Store:
    return replace(store, tables={**store.tables, table.id: table})


def with_cell(table: Table, row: int, column: int, cell: TableCell) -> Table:
    old = table.rows[row]
    new = replace(old, cells=(*old.cells[:column], cell, *old.cells[column + 1 :]))
    return replace(table, rows=(*table.rows[:row], new, *table.rows[row + 1 :]))


def test_each_cell_of_a_table_counts():
    brief, (_, shared) = brief_of(SAMPLES, "tables"), opened(SAMPLES)
    seen = {"numbers": 0, "words": 0}
    for block in brief.blocks:
        table = shared.store.tables.get(str(getattr(block, "table", "")))
        if table is None:
            continue
        for place, cell in ((at, one) for at, row in enumerate(table.rows[:3]) for one in enumerate(row.cells)):
            column, found = cell
            if found.words is not None:
                words = {**found.words, "en": f"{found.words['en']} more"}
                store = with_table(shared.store, with_cell(table, place, column, replace(found, words=words)))
                assert changed_by(brief, store) <= {"en"}
                seen["words"] += changed_by(brief, store) == {"en"}
            elif found.quantity is not None and isinstance(found.quantity.value, Amount):
                more = replace(found.quantity, value=Amount(found.quantity.value.value + 1))
                store = with_table(shared.store, with_cell(table, place, column, replace(found, quantity=more)))
                seen["numbers"] += changed_by(brief, store) == {"zh", "en"}
    assert seen["numbers"] > 5
    assert seen["words"] > 2


def test_looks_and_personal_parts_change_nothing():
    brief = brief_of(SAMPLES, "long")
    named = [
        block.model_copy(update={"id": f"b-{number}"}) if block.id is None else block
        for number, block in enumerate(brief.blocks)
    ]
    others = (
        {"prepared_for": Frozen({"zh": Text("示例团"), "en": Text("Sample Delegation")})},
        {"theme": "software"},
        {"cover": "office"},
        {"attachments": "data"},
        {"edition": Edition(date=date(2027, 1, 1), number=9)},
        {"languages": ("en", "zh")},
        {"gaps": "state"},
        {"blocks": tuple(named)},
        {"name": "another"},
    )
    assert [changed(brief, brief.model_copy(update=other)) for other in others] == [set()] * len(others)


def test_when_a_brief_is_made_by_itself_changes_nothing():
    brief = brief_of(SAMPLES, "blocks")
    scheduled = BriefSchedule.model_construct(when=parse_when("workdays 06:00"), zone="UTC", keep=12)
    assert not changed(brief, brief.model_copy(update={"schedule": scheduled}))


def test_by_which_tags_a_brief_is_named_changes_nothing():
    brief = brief_of(SAMPLES, "blocks")
    assert not changed(brief, brief.model_copy(update={"tags": ("equipment",)}))


def test_a_language_that_goes_leaves_the_other():
    brief = brief_of(SAMPLES, "long")
    alone = brief.model_copy(update={"languages": ("zh",)})
    assert digests(alone) == {"zh": digests(brief)["zh"]}


def test_the_order_of_blocks_counts_for_all():
    brief = brief_of(SAMPLES, "long")
    first, second, *rest = brief.blocks
    assert changed(brief, brief.model_copy(update={"blocks": (second, first, *rest)})) == {"zh", "en"}
    assert changed(brief, brief.model_copy(update={"blocks": (first, *rest)})) == {"zh", "en"}


def test_lines_broken_otherwise_are_the_same_words():
    brief = brief_of(SAMPLES, "long")
    first = next(block for block in brief.blocks if isinstance(block, PageBlock))
    words = {tag: Text(text.source.replace("|", "").replace(" ", "\n  ")) for tag, text in first.page.items()}
    other = brief.model_copy(update={"blocks": (first.model_copy(update={"page": Frozen(words)}), *brief.blocks[1:])})
    assert first is brief.blocks[0]
    assert changed(brief, other) == set()


def test_a_bound_brief_has_the_contents_of_its_parts():
    project, shared = opened(LIBRARY)
    whole = contents_of(project, shared, brief_of(LIBRARY, "nanjing-prospectus"))
    for name in brief_of(LIBRARY, "nanjing-prospectus").bind:
        part = contents_of(project, shared, brief_of(LIBRARY, str(name)))
        for language, content in part.items():
            own = {text for place, text in content.texts.items() if place.endswith((".takeaway", ".lead"))}
            assert own <= set(whole[language].texts.values()), name
            shown = {value for value in content.form.values() if value in content.figures}
            assert shown
            assert all(whole[language].figures[id] == content.figures[id] for id in shown), name


def test_a_picture_counts_by_what_is_in_it(tmp_path: Path):
    from shutil import copytree

    copytree(SAMPLES, tmp_path / "p")
    folder = tmp_path / "p"
    project = open_project(folder, environment={})
    shared = read_shared(project)
    brief = load_brief(find_briefs(project)["long"], project)
    old = contents(project, shared, brief)
    picture = folder / "images" / "sample.png"
    picture.write_bytes(picture.read_bytes() + b"\0")
    new = contents(project, shared, brief)
    assert {tag for tag in old if old[tag] != new[tag]} == {"zh", "en"}
