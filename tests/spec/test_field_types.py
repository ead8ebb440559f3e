"""Field types and limits of models, as other rooms use them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationInfo

from briefgen.errors import AuthorsMistakes, Place
from briefgen.project import Project
from briefgen.spec.fields import Date, Exact, Line, Name, Reads, Switch, Whole, Words, read_line, read_words
from briefgen.spec.model import Model, Placed
from briefgen.spec.reader import read_bytes
from briefgen.spec.text import Text, Texts
from briefgen.spec.validate import validate


def _read_unit(value: object, info: ValidationInfo) -> Any:
    return read_line(value, info) if isinstance(value, str) else read_words(value, info)


class Thing(Placed):
    exact: Exact | None = Field(default=None, ge=0, description="An exact number.")
    whole: Whole | None = Field(default=None, gt=1, lt=5, description="A whole number.")
    day: Date | None = None
    switch: Switch | None = None
    line: Line | None = None
    names: tuple[Name, ...] = ()
    unit: Annotated[str | Texts, Reads(_read_unit, {})] = ""
    words: Words | None = None
    inner: Thing | None = None


def read(project: Project, content: str, languages: tuple[str, ...] = ()) -> Thing:
    return validate(read_bytes(content.encode("utf-8"), "a.yaml"), Thing, project, languages=languages)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("19400000000", Decimal("19400000000")),
        ("19_400_000_000", Decimal("19400000000")),
        ("16.50", Decimal("16.50")),
        ("+3", Decimal(3)),
        ("0", Decimal(0)),
    ],
)
def test_exact_numbers(project: Project, written: str, value: Decimal) -> None:
    found = read(project, f"exact: {written}").exact
    assert found == value
    assert str(found) == str(value)


@pytest.mark.parametrize(
    "written", ["'1,200'", "1e3", "0x10", "５", ".5", "5.", "1_", "1__0", "012", "−5", "5%", "NaN"]
)
def test_numbers_in_other_forms_are_refused(project: Project, written: str) -> None:
    with pytest.raises(AuthorsMistakes) as found:
        read(project, f"exact: {written}")
    (problem,) = found.value.problems
    assert problem.place == Place("a.yaml", 1, 8)
    assert "is not a number in plain digits" in problem.message
    assert problem.hint.startswith("Write ")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**15, places=3))
def test_an_exact_number_keeps_its_digits(number: Decimal) -> None:
    nowhere = Project(Path("nowhere"), Path("nowhere"), datetime.date(2026, 11, 1), {})
    assert str(read(nowhere, f"exact: {number:f}").exact) == f"{number:f}"


@pytest.mark.parametrize(
    ("line", "sentence", "hint"),
    [
        ("exact: -1", '"exact" must be 0 or more.', "another number"),
        ("whole: 1", '"whole" must be more than 1.', "another number"),
        ("whole: 5", '"whole" must be less than 5.', "another number"),
        ("whole: 2.5", '"2.5" is not a whole number', "Write digits"),
        ("whole: '2,000'", '"2,000" is not a whole number', "Write 2000."),
        ("day: 1 May 2026", '"1 May 2026" is not a date.', "2026-11-01"),
        ("switch: maybe", '"maybe" is neither yes nor no.', "yes or no"),
        ("line: [a]", "A line of text is meant here, not a list.", "after the colon"),
        ("line: ''", "A line of text is meant here, but nothing is written.", "after the colon"),
        ("line: |\n  a\n  b", "this has several", "one line"),
        ("names: [a--b]", '"a--b" cannot be a name', 'Write "a-b"'),
        ("names: ['-']", '"-" cannot be a name', "robotics-2025"),
        ("words: {}", "The text is missing here.", "each language"),
        ("words:", "The text is missing here.", "each language"),
        ("words: {zh: {a: b}}", "A text that begins with { must stand in quotes", "in quotes"),
        ("words:\n  zh:\n    a: b", "A text is meant here.", "Write zh:"),
        ("unit: [a]", "A text in each language is meant here, not a list.", "{zh: …"),
        ("inner: {inner: {whole: x}}", '"x" is not a whole number', "Write digits"),
        ("inner: {iner: 1}", '"iner" is not a key here.', 'Did you mean "inner"?'),
        ("inner: 4", '"inner" must be keys with values, not "4".', "exact: …"),
    ],
)
def test_refusals(project: Project, line: str, sentence: str, hint: str) -> None:
    with pytest.raises(AuthorsMistakes) as found:
        read(project, line)
    (problem,) = found.value.problems
    assert sentence in problem.message
    assert hint in problem.hint
    assert problem.place.line


def test_values(project: Project) -> None:
    thing = read(project, "whole: 2\nday: 2026-02-28\nswitch: no\nline: 25 x\nunit: CNY\ninner:\n  unit: {zh: 个}\n")
    assert (thing.whole, thing.day, thing.switch) == (2, datetime.date(2026, 2, 28), False)
    assert (thing.line, thing.unit) == ("25 x", "CNY")
    assert thing.inner is not None
    assert thing.inner.unit == {"zh": Text("个", Place("a.yaml", 7, 14))}
    assert thing.inner.place == Place("a.yaml", 7, 3)


def test_languages_that_every_text_must_have(project: Project) -> None:
    content = "words: {zh: 一}\ninner: {words: {en: one, fr: un}}"
    with pytest.raises(AuthorsMistakes) as found:
        read(project, content, ("zh", "en"))
    assert [(problem.place.line, problem.place.column, problem.message) for problem in found.value.problems] == [
        (1, 8, 'The text has no "en"; it has zh.'),
        (2, 16, 'The text has no "zh"; it has en, fr.'),
    ]


def test_the_place_cannot_be_written(project: Project) -> None:
    for key in ("place", '"\\0place"'):
        with pytest.raises(AuthorsMistakes):
            read(project, f"{key}: 1")


def test_a_model_without_a_place_refuses_unknown_keys(project: Project) -> None:
    class Bare(Model):
        long_name: Name

    tree = read_bytes(b"long-nam: a", "a.yaml")
    with pytest.raises(AuthorsMistakes) as found:
        validate(tree, Bare, project)
    assert [problem.hint for problem in found.value.problems] == ['Did you mean "long-name"?']


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("1,200", "Write 1200."),
        ("-1,234,567.50", "Write -1234567.50."),
        ("4,5", "Write 4.5."),
        ("１９．４", "Write 19.4."),
        ("１，２００", "Write 1200."),
        ("20%", "Write 20, and percent as its unit."),
        ("20.5％", "Write 20.5, and percent as its unit."),
        ("1.94E+10", "Write digits without commas, units or exponents, such as 19400000000 or 16.5."),
    ],
)
def test_hints_give_the_number_that_was_meant(project: Project, written: str, hint: str) -> None:
    with pytest.raises(AuthorsMistakes) as caught:
        read(project, f'exact: "{written}"')
    assert [problem.hint for problem in caught.value.problems] == [hint]
