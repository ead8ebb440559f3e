"""Blank facts and ages as authors write them: read, refused, selected."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from briefgen.data.facts import Store
from briefgen.data.load import load_store
from briefgen.data.quantity import Missing
from briefgen.data.selection import selected
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import Project
from briefgen.spec.ages import Age

HEAD = """\
section: a
title: {zh: 甲, en: A}
sources:
  paper: {title: {zh: 文, en: Paper}, date: undated, kind: digest}
"""
AWAITED = "value: missing, unit: CNY, period: 2026-H1, owner: 市统计局, scope: {zh: 核心, en: core}"
NAME = "name: {zh: 名, en: Name}"


def load(root: Path, *facts: str, head: str = HEAD, today: tuple[int, int, int] = (2026, 1, 1), **more: Age) -> Store:
    (root / "data").mkdir(exist_ok=True)
    body = "".join(f"  {fact.partition(': ')[0]}: {{{NAME}, {fact.partition(': ')[2]}}}\n" for fact in facts)
    (root / "data" / "a.yaml").write_text(f"{head}facts:\n{body}", "utf-8")
    return load_store(Project(root, root, datetime.date(*today), {}), ("zh", "en"), **more)  # type: ignore[arg-type]


def refused(root: Path, *facts: str) -> Problem:
    with pytest.raises(AuthorsMistakes) as caught:
        load(root, *facts)
    (problem,) = caught.value.problems
    assert problem.place.line == 6
    return problem


def test_a_blank_fact_needs_no_source(tmp_path: Path):
    fact = load(tmp_path, f"f: {AWAITED}").facts["f"]
    assert (fact.quantity.value, fact.quantity.unit, fact.gap) == (Missing(), "CNY", "blank")
    assert (fact.owner, fact.sources) == ("市统计局", ())


@pytest.mark.parametrize("more", ["kind: rank", "unit: date", "unit: {zh: 个, en: items}", "qualifier: about"])
def test_a_blank_fact_may_be_of_any_kind(tmp_path: Path, more: str):
    assert load(tmp_path, f"f: value: missing, {more}").facts["f"].gap == "blank"


def test_a_fact_with_a_value_still_needs_its_source(tmp_path: Path):
    assert refused(tmp_path, "f: value: 1").message == '"f" has no source.'


def test_a_fact_without_value_is_told_of_both_ways(tmp_path: Path):
    problem = refused(tmp_path, "f: source: paper")
    assert "neither a value nor a derivation" in problem.message
    assert "value: missing" in problem.hint


def test_an_age_of_its_own_needs_a_time(tmp_path: Path):
    problem = refused(tmp_path, "f: value: 1, source: paper, max-age: 90 days")
    assert "no time from which it could be counted" in problem.message
    assert "valid-until" in problem.hint
    assert "no length of time" in refused(tmp_path, "f: value: 1, source: paper, max-age: a year").message


def test_the_age_is_that_of_the_fact_then_of_its_section_then_of_the_settings(tmp_path: Path):
    facts = (
        "own: value: 1, source: paper, period: 2025-H1, max-age: 1 month",
        "of-section: value: 1, source: paper, as-of: 2025-06",
        "written: value: 1, source: paper, period: 2025-H1, valid-until: 2025-07-15",
        "undated: value: 1, source: paper",
        "undated-ended: value: 1, source: paper, valid-until: 2030-01-01",
    )
    aged = load(tmp_path, *facts, head=f"{HEAD}max-age: 1 year\n", max_age=Age(5, "years")).facts
    assert aged["own"].valid_until == datetime.date(2025, 7, 30)
    assert aged["of-section"].valid_until == datetime.date(2026, 6, 30)
    assert aged["written"].valid_until == datetime.date(2025, 7, 15)
    assert aged["undated"].valid_until is None
    assert [id for id, fact in aged.items() if fact.unaged] == ["undated"]
    assert [id for id, fact in aged.items() if fact.gap] == ["own", "written"]
    by_settings = load(tmp_path, *facts, max_age=Age(5, "years")).facts
    assert by_settings["of-section"].valid_until == datetime.date(2030, 6, 30)
    assert not any(fact.unaged for fact in load(tmp_path, *facts).facts.values())


def test_what_rests_on_a_stale_fact_is_stale(tmp_path: Path):
    facts = (
        "old: value: 7, source: paper, period: 2025, valid-until: 2025-12-31",
        "new: value: 8, source: paper, period: 2025",
        "total: derive: {sum: [old, new]}",
        "twice: derive: {sum: [total, third]}",
        "third: value: 8, source: paper, period: 2025",
    )
    assert [fact.gap for fact in load(tmp_path, *facts).facts.values()] == ["stale", "", "stale", "stale", ""]
    assert not any(fact.gap for fact in load(tmp_path, *facts, today=(2025, 12, 31)).facts.values())


def test_a_brief_gets_words_for_every_gap(tmp_path: Path):
    store = load(tmp_path, "old: value: 7, source: paper, period: 2024, valid-until: 2025-12-31", f"blank: {AWAITED}")
    assert store.facts["old"].quantity.value != Missing()
    assert {id: fact.quantity.value for id, fact in selected(store, ["a"], "internal").items()} == {
        "old": Missing(),
        "blank": Missing(),
    }
