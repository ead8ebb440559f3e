"""The facts that come with briefgen, as the sources have them."""

from __future__ import annotations

import datetime
import re
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
    """Of two undated documents every time is a year that we inferred, unless the document states it itself."""
    inferred = {"digest-2025": 2025, "feature-2024": 2024}
    for fact in store.facts.values():
        time = fact.period or fact.as_of
        if fact.source in inferred and time is not None and time.year == inferred[fact.source]:
            assert fact.period_inferred, fact.id
        elif fact.source and store.sources[fact.source].date is not None:
            assert not fact.period_inferred, fact.id
        assert not fact.period_inferred or fact.note, fact.id


def test_facts_of_the_news_summary_are_of_2025_or_undated(store: Store) -> None:
    for fact in store.facts.values():
        time = fact.period or fact.as_of
        if fact.source == "digest-2025" and time is not None:
            assert time.year == 2025, fact.id


def test_facts_of_a_dated_document_say_when_they_stood(store: Store) -> None:
    for fact in store.facts.values():
        if fact.source and store.sources[fact.source].date is not None:
            time = fact.period or fact.as_of
            assert time is not None, fact.id


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
    undated = {source.id for source in store.sources.values() if source.date is None}
    assert undated == {"overview", "digest-2025", "feature-2024"}
    assert store.sources["innovation-week-2021"].date == parse_period("2021")
    assert len({source.file for source in store.sources.values()}) == len(store.sources)
    assert all(source.form and source.nature and source.file for source in store.sources.values())


def test_every_source_carries_facts(store: Store) -> None:
    assert {fact.source for fact in store.facts.values() if fact.source} == set(store.sources)


def test_every_fact_has_quality_short_name_and_both_languages(store: Store) -> None:
    for fact in store.facts.values():
        assert fact.quality is not None, fact.id
        for wording in (fact.name, fact.short, fact.caution, fact.note):
            assert wording is None or wording.keys() == {"zh", "en"}, fact.id
        assert fact.short is not None, fact.id
        assert len(fact.locator.split()) <= 7, fact.id
        assert fact.locator or fact.derivation, fact.id


def test_overlaps_are_told_by_both_sides(store: Store) -> None:
    """Two facts count some of the same things: either of them, asked alone, must say so."""
    for fact in store.facts.values():
        for other in fact.overlaps:
            assert refuse_overlap([fact, store.facts[other]], "sum", NOWHERE) is not None
            assert refuse_overlap([store.facts[other], fact], "sum", NOWHERE) is not None


def test_countries_that_are_counted_differently_are_never_added(store: Store) -> None:
    partners, ties = store.facts["partner-countries-regions"], store.facts["coop-countries-2021"]
    assert refuse_overlap([partners, ties], "sum", NOWHERE) is not None
    assert (str(amount(partners)), partners.quantity.qualifier) == ("210", "more-than")
    assert partners.quantity.unit == {"zh": "个国家和地区", "en": "countries and regions"}
    assert partners.scope
    assert ties.scope
    assert partners.scope != ties.scope


def test_what_may_not_be_published_is_not_kept(store: Store) -> None:
    """Facts that the sources get wrong, that are out of date, or that belong to the page and not to the text."""
    assert not {"gdp-growth-2020", "gdp-growth-rank-2020"} & store.facts.keys()


def test_lists_that_a_source_leaves_open_are_counted_as_at_least(store: Store) -> None:
    future = store.facts["future-industry-count"]
    assert (amount(future), future.quantity.qualifier) == (6, "at-least")
    strategic = store.facts["sei-count"]
    assert (amount(strategic), strategic.quantity.qualifier) == (8, "none")


def test_class_labels_of_gateways_are_words_and_never_numbers(store: Store) -> None:
    for name in ("airport-class", "port-class", "hsr-hub"):
        assert isinstance(store.facts[name].quantity.value, Phrase)


def test_functions_that_the_city_seeks_are_a_plan(store: Store) -> None:
    functions = store.facts["services-four-centres"]
    assert functions.kind == "plan"
    assert isinstance(functions.quantity.value, Items)
    assert {item.state for item in functions.quantity.value.items} == {"preparing"}


@pytest.mark.parametrize(
    ("column", "name"),
    [("landmarks", "landmarks-five-list"), ("chains", "iw2021-eight-chains"), ("strategic", "sei-eight-list")],
)
def test_the_table_of_lists_says_what_the_lists_say(store: Store, column: str, name: str) -> None:
    table, fact = store.tables["industry-lists"], store.facts[name]
    assert isinstance(fact.quantity.value, Items)
    at = [each.id for each in table.columns].index(column)
    marked: set[str] = set()
    for row in table.rows:
        named, listed = row.cells[0].words, row.cells[at].words
        assert named
        assert listed
        assert listed["en"] in ("Listed", "—")
        if listed["en"] == "Listed":
            marked.add(named["zh"])
    assert marked == {item.words["zh"] for item in fact.quantity.value.items}
    assert table.columns[at].as_of == fact.as_of


def test_chinese_texts_have_no_half_width_punctuation(store: Store) -> None:
    """Inside quotations of the sources, which are in English, punctuation is English."""
    for fact in store.facts.values():
        values = [item.words for item in fact.quantity.value.items] if isinstance(fact.quantity.value, Items) else []
        if isinstance(fact.quantity.value, Phrase):
            values.append(fact.quantity.value.words)
        unit = fact.quantity.unit
        for wording in (
            fact.name,
            fact.short,
            fact.scope,
            fact.caution,
            fact.note,
            None if isinstance(unit, str) else unit,
        ):
            values += [wording] if wording else []
        for wording in values:
            chinese = re.sub("“[\x20-\x7e]+”", "", wording["zh"])
            assert not set(chinese) & set(",;:?!()\"'"), fact.id
