"""Facts as rows and back: the same tree, with cells for places."""

from __future__ import annotations

import datetime
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.data.fact_rows import COLUMNS, TEXTS, head_problems, row_by_head, row_of, tree_of
from briefgen.data.section import OPERATIONS, ROUNDED, FactRecord, SectionFile
from briefgen.data.sheets.sheet import Sheet
from briefgen.errors import AuthorsMistakes, Place
from briefgen.project import Project
from briefgen.spec import tree
from briefgen.spec.fields import WRITTEN
from briefgen.spec.reader import read_bytes, read_yaml
from briefgen.spec.validate import validate

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Project(ROOT, ROOT, datetime.date(2026, 1, 1), {})
SHIPPED = [path for path in sorted((ROOT / "data").glob("*.yaml")) if "\nfacts:" in path.read_text(encoding="utf-8")]

ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
# One line, as a text is after its white space is folded.
plain = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
line = st.lists(plain, min_size=1, max_size=3).map(lambda words: unicodedata.normalize("NFC", " ".join(words)))
texts = st.fixed_dictionaries({"zh": line, "en": line}, optional={"fr": line})
numbers = st.from_regex(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})?", fullmatch=True)
entries = st.lists(st.fixed_dictionaries({"zh": line, "en": line}, optional={"state": ids, "fr": line}), min_size=1)
values = st.one_of(
    numbers,
    st.just("missing"),
    st.sampled_from(["2020-06-15", "2020-06", "2020"]),
    st.fixed_dictionaries({"low": numbers, "high": numbers}),
    st.fixed_dictionaries({"rank": st.integers(1, 99).map(str), "of": texts}),
    st.fixed_dictionaries({"list": entries}),
    st.fixed_dictionaries({"words": texts}),
)
calculations = st.tuples(st.sampled_from(OPERATIONS), st.lists(ids, min_size=1, max_size=3), st.integers(0, 6)).map(
    lambda made: {made[0]: made[1]} | ({"digits": str(made[2])} if made[0] in ROUNDED else {})
)
facts = st.fixed_dictionaries(
    {"name": texts},
    optional={
        "short": texts,
        "value": values,
        "derive": calculations,
        "unit": st.one_of(st.sampled_from(["CNY", "percent", "date"]), texts),
        "period": st.sampled_from(["2025", "2025-H1", "2023/2025"]),
        "as-of": st.just("2020-06"),
        "period-inferred": st.sampled_from(["yes", "no", "true", "false"]),
        "kind": st.just("target"),
        "qualifier": st.just("about"),
        "scope": texts,
        "source": ids,
        "locator": line,
        "overlaps": st.lists(ids, min_size=1),
        "quality": st.just("single"),
        "caution": texts,
        "owner": line,
        "cleared-by": line,
        "valid-until": st.just("2026-11-01"),
        "max-age": st.just("18 months"),
        "note": texts,
        "publish": st.just("with-note"),
    },
)


def node(value: object) -> tree.Node:
    if isinstance(value, dict):
        made = tree.Mapping()
        made.update({tree.Scalar(str(key)): node(below) for key, below in value.items()})
        return made
    if isinstance(value, list):
        listed = tree.Sequence()
        listed.extend(node(each) for each in value)
        return listed
    return tree.Scalar(str(value))


def mapping(value: object) -> tree.Mapping:
    made = node(value)
    assert isinstance(made, tree.Mapping)
    return made


def cells(row: dict[str, str], number: int = 2) -> dict[str, tree.Scalar]:
    """Give the texts of a row their cells: those of COLUMNS in order, others after them."""
    heads = [column.head for column in COLUMNS]
    heads += [head for head in row if head not in heads]
    return {
        head: tree.Scalar(row.get(head, ""), Place("data/x.xlsx", number, column, f"{head}@{number}"))
        for column, head in enumerate(heads, 1)
    }


@given(ids, facts)
def test_a_row_gives_back_the_tree_that_it_was_made_from(name: str, fact: dict[str, object]):
    written = mapping(fact)
    assert tree_of(cells(row_of(name, written))) == written


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_fact_is_the_same_fact_from_a_row(path: Path):
    written = read_yaml(path, PROJECT)
    shipped = written[tree.Scalar("facts")]
    assert isinstance(shipped, tree.Mapping)
    again = tree.Mapping(written.place)
    again.update(written)
    rows = tree.Mapping()
    for name, fact in shipped.items():
        assert isinstance(fact, tree.Mapping)
        row = row_of(name, fact)
        rows[name] = tree_of(cells(row))
        assert row_of(name, rows[name]) == row
    again[tree.Scalar("facts")] = rows
    expected = validate(written, SectionFile, PROJECT, languages=WRITTEN)
    found = validate(again, SectionFile, PROJECT, languages=WRITTEN)
    assert [_plain(fact) for fact in found.facts.values()] == [_plain(fact) for fact in expected.facts.values()]
    assert list(found.facts) == list(expected.facts)


def _plain(record: FactRecord) -> dict[str, object]:
    return {name: getattr(record, name) for name in FactRecord.model_fields if name not in ("place", "derive")} | {
        "derive": record.derive and (record.derive.operation, record.derive.of, record.derive.digits)
    }


def test_all_sections_but_that_of_the_sources_hold_facts():
    assert {path.stem for path in (ROOT / "data").glob("*.yaml")} - {path.stem for path in SHIPPED} <= {
        "sources",
        "terms",
    }
    assert len(SHIPPED) > 1


def test_folded_texts_are_one_line_in_a_row():
    written = read_bytes("name:\n  zh:\n    核心\n    产业\n  en: >\n    core\n    industry\n".encode(), "x")
    assert row_of("f", written) == {"id": "f", "name.zh": "核心产业", "name.en": "core industry"}


def test_the_columns_are_the_keys_of_a_fact():
    bases = {column.head.split(".")[0] for column in COLUMNS} - {"id"}
    assert set(FactRecord.known_keys()) <= bases
    assert bases - set(FactRecord.known_keys()) <= {"max-age"}
    heads = [column.head for column in COLUMNS]
    assert len(heads) == len(set(heads))
    for base in TEXTS:
        assert {f"{base}.zh", f"{base}.en"} <= set(heads)
    for column in COLUMNS:
        assert column.zh
        assert column.en


def test_each_part_knows_its_cell():
    row = cells({"id": "f", "name.zh": "名", "value.low": "3", "value.high": "5", "overlaps": "a, b"}, 7)
    made = tree_of(row)
    assert made.place.cell == "id@7"
    name, value, overlaps = (made[tree.Scalar(key)] for key in ("name", "value", "overlaps"))
    assert isinstance(name, tree.Mapping)
    assert name.place.cell == "name.en@7"  # where the text is missing
    assert made.key_place("value").cell == "value.low@7"
    assert isinstance(value, tree.Mapping)
    assert value[tree.Scalar("high")].place.cell == "value.high@7"
    assert isinstance(overlaps, tree.Sequence)
    assert [each.place.cell for each in overlaps] == ["overlaps@7"] * 2


def test_mistakes_in_a_row_are_told_at_their_cells():
    row = cells({"id": "f", "name.zh": "名", "value": "1,200", "unit": "CNJ", "kind": "traget", "overlaps": "A b"})
    with pytest.raises(AuthorsMistakes) as caught:
        validate(tree_of(row), FactRecord, PROJECT, languages=WRITTEN)
    told = {problem.place.cell: (problem.message, problem.hint) for problem in caught.value.problems}
    assert told["name.en@2"][0] == 'The text has no "en"; it has zh.'
    assert told["value@2"][1] == "Write 1200."
    assert told["unit@2"][0] == '"CNJ" is not a unit.'
    assert told["kind@2"][1] == 'Did you mean "target"?'
    assert "overlaps@2" in told


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ({"value": "1", "value.low": "2"}, "value.low@2"),
        ({"unit": "CNY", "unit.en": "halls"}, "unit.en@2"),
    ],
)
def test_one_thing_is_said_once(row: dict[str, str], cell: str):
    with pytest.raises(AuthorsMistakes) as caught:
        tree_of(cells({"id": "f", **row}))
    assert [problem.place.cell for problem in caught.value.problems] == [cell]


@pytest.mark.parametrize("written", ["growth: new, old", "growth：new、old", "growth:new old", " growth : new;old"])
def test_calculations_are_read_as_people_type_them(written: str):
    made = tree_of(cells({"id": "f", "derive": written, "derive.digits": "1"}))
    assert made == mapping({"derive": {"growth": ["new", "old"], "digits": "1"}})


def test_a_calculation_that_is_none_names_the_operations():
    row = cells({"id": "f", "name.zh": "名", "name.en": "N", "derive": "grwth: new, old"})
    with pytest.raises(AuthorsMistakes) as caught:
        validate(tree_of(row), FactRecord, PROJECT)
    assert ("derive@2", 'Did you mean "growth"?') in [(found.place.cell, found.hint) for found in caught.value.problems]


def test_lists_with_a_line_too_few_tell_the_cell():
    row = cells({"id": "f", "name.zh": "名", "name.en": "N", "value.list.zh": "甲\n乙", "value.list.en": "A"})
    with pytest.raises(AuthorsMistakes) as caught:
        validate(tree_of(row), FactRecord, PROJECT, languages=WRITTEN)
    assert {found.place.cell for found in caught.value.problems} == {"value.list.en@2"}


@pytest.mark.parametrize(("typed", "meant"), [("TRUE", "true"), ("FALSE", "false"), ("yes", "yes")])
def test_switches_are_read_as_spreadsheets_write_them(typed: str, meant: str):
    assert tree_of(cells({"id": "f", "period-inferred": typed})) == mapping({"period-inferred": meant})


def sheet(*heads: str) -> Sheet:
    named = tuple(tree.Scalar(head, Place("x.csv", 1, n, f"H{n}")) for n, head in enumerate(heads, 1))
    return Sheet("x.csv", "", named, ())


def test_heads_that_are_no_column_are_told_with_the_nearest():
    found = list(head_problems(sheet("id", "name.zh", "nmae.en", "name.fr", "vlaue"), ("zh", "en")))
    assert [(problem.place.cell, problem.hint) for problem in found] == [
        ("H3", 'Did you mean "name.en"?'),
        ("H5", 'Did you mean "value"?'),
    ]


def test_needed_columns_that_are_missing_are_told():
    found = list(head_problems(sheet("value", "name.zh"), ("zh", "en")))
    assert [problem.message for problem in found] == [
        'The column "id" is missing.',
        'The column "name.en" is missing.',
    ]


def test_rows_are_taken_by_head():
    made = Sheet("x.csv", "", (tree.Scalar("id"), tree.Scalar("value")), ((tree.Scalar("f"), tree.Scalar("1")),))
    assert row_by_head(made, made.rows[0]) == {"id": "f", "value": "1"}
