"""The facts that come with briefgen, as the sources have them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from briefgen.data.facts import Fact, Store
from briefgen.data.load import load_store
from briefgen.data.periods import parse_period
from briefgen.data.provenance import refuse_overlap, sources_of
from briefgen.data.quantity import Amount, Items, Phrase
from briefgen.errors import NOWHERE
from briefgen.project import Project

ROOT = Path(__file__).resolve().parents[2]
INDUSTRIES = ("robotics", "software", "ai", "biomed", "ict")
REVENUE = {
    "robotics": 19_400_000_000,
    "software": 520_000_000_000,
    "ai": 26_000_000_000,
    "biomed": 118_500_000_000,
    "ict": 74_200_000_000,
}
GROWTH = {"robotics": "20", "software": "16.5", "ai": "26", "biomed": "11.5", "ict": "12.1"}


@pytest.fixture(scope="module")
def store() -> Store:
    return load_store(Project(ROOT, ROOT / "fonts", datetime.date(2026, 1, 1), {}), ("zh", "en"))


def amount(fact: Fact) -> Decimal:
    assert isinstance(fact.quantity.value, Amount)
    return fact.quantity.value.value


def test_the_first_half_of_five_industries(store: Store) -> None:
    for industry in INDUSTRIES:
        revenue, growth = store.facts[f"{industry}-h1-revenue"], store.facts[f"{industry}-h1-growth"]
        assert (amount(revenue), revenue.quantity.unit) == (REVENUE[industry], "CNY")
        assert (str(amount(growth)), growth.quantity.unit) == (GROWTH[industry], "percent")
        assert revenue.quantity.qualifier == "none"
        assert growth.quantity.qualifier == ("about" if industry == "robotics" else "none")
        scope = {"zh": "核心产业", "en": "core industry"} if industry in ("robotics", "ai") else None
        for fact in (revenue, growth):
            assert (fact.period, fact.period_inferred) == (parse_period("2025-H1"), True)
            assert (fact.kind, fact.publish, fact.scope, fact.source) == ("reported", "with-note", scope, "digest-2025")
            assert fact.note is not None


def test_revenues_of_two_industries_are_never_added(store: Store) -> None:
    for pair in combinations(INDUSTRIES, 2):
        facts = [store.facts[f"{industry}-h1-revenue"] for industry in pair]
        assert refuse_overlap(facts, "sum", NOWHERE) is not None
        assert facts[1].id in facts[0].overlaps
        assert facts[0].id in facts[1].overlaps


def test_the_year_that_no_source_names_is_inferred_wherever_it_stands(store: Store) -> None:
    for fact in store.facts.values():
        time = fact.period or fact.as_of
        assert fact.period_inferred == (time is not None and time.year == 2025)
        assert not fact.period_inferred or fact.note


def test_robot_fields_have_states_and_are_counted(store: Store) -> None:
    fields = store.facts["robot-fields"].quantity.value
    assert isinstance(fields, Items)
    assert [item.state for item in fields.items] == ["strength", *["developing"] * 6, "preparing"]
    assert fields.items[0].words == {"zh": "工业机器人", "en": "Industrial robots"}
    counted = store.facts["robot-field-count"]
    assert (amount(counted), counted.quantity.unit) == (8, {"zh": "个领域", "en": "fields"})
    assert counted.quality == "derived"


def test_the_aim_is_an_aim(store: Store) -> None:
    aim = store.facts["robot-aim"]
    assert aim.kind == "aim"
    assert isinstance(aim.quantity.value, Phrase)
    assert aim.quantity.value.words["zh"] == "打造国家机器人技术创新和产业集聚高地"


@pytest.mark.parametrize(
    ("name", "number"),
    [("four-offices", 4), ("strategy-six-teams", 6), ("strategy-directions", 12), ("strategy-subfields", 27)],
)
def test_counts_of_the_strategy(store: Store, name: str, number: int) -> None:
    assert amount(store.facts[name]) == number
    assert store.facts[name].kind == "policy"


def test_the_frame_of_the_strategy_cites_both_documents(store: Store) -> None:
    frame = [store.facts[name] for name in ("four-offices", "strategy-146", "strategy-six-teams")]
    assert sources_of(frame) == ("overview", "digest-2025")


def test_the_strengths_of_2020_are_dated_and_open_ended(store: Store) -> None:
    strengths = store.facts["ai-strengths-2020"]
    assert strengths.as_of == parse_period("2020-06")
    assert strengths.quantity.qualifier == "such-as"
    assert store.sources["plans-2020"].date == parse_period("2020-06-19")


def test_every_source_is_dated_or_undated_and_described(store: Store) -> None:
    assert [source.id for source in store.sources.values() if source.date is None] == ["overview", "digest-2025"]
    assert all(source.form and source.nature and source.file for source in store.sources.values())


def test_every_fact_has_quality_short_name_and_both_languages(store: Store) -> None:
    for fact in store.facts.values():
        assert fact.quality is not None
        for wording in (fact.name, fact.short, fact.caution, fact.note):
            assert wording is None or wording.keys() == {"zh", "en"}
        assert fact.short is not None
        assert len(fact.locator.split()) <= 7
        assert fact.locator or fact.derivation


def test_chinese_texts_have_no_half_width_punctuation(store: Store) -> None:
    for fact in store.facts.values():
        for wording in (fact.name, fact.short, fact.scope, fact.caution, fact.note):
            assert not set(wording["zh"] if wording else "") & set(",;:?!()\"'")
