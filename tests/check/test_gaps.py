"""Blank and stale figures: refused with the office to ask, or stated with a warning, never in silence."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from sample_case import BRIEF, FACTS, TODAY, case, store

from briefgen.check.case import Case
from briefgen.check.preflight import preflight
from briefgen.data.facts import Derivation, Fact
from briefgen.data.quantity import Missing, Quantity
from briefgen.errors import AuthorsMistakes, Problem

STATED = BRIEF.replace("edition:", "gaps: state\nedition:")
OFFICE = "南京市工业和信息化局"
BY_ID = {fact.id: fact for fact in FACTS}
YESTERDAY = TODAY - datetime.timedelta(days=1)


def blank(id: str, **changes: object) -> Fact:
    fact = BY_ID[id]
    return replace(fact, quantity=Quantity(Missing(), fact.quantity.unit), source="", **changes)  # type: ignore[arg-type]


def look(case: Case) -> tuple[Problem, ...]:
    return preflight(case.brief, case.store, case.settings, case.faces, case.project)


def mistakes(case: Case) -> tuple[Problem, ...]:
    with pytest.raises(AuthorsMistakes) as caught:
        look(case)
    return caught.value.problems


def test_a_blank_figure_is_refused_with_its_office(tmp_path: Path):
    (found,) = mistakes(case(tmp_path, facts=store(blank("revenue", owner=OFFICE))))
    assert found.place == BY_ID["revenue"].place
    assert found.message == 'The fact "revenue" is awaited: it has no value yet.'
    assert found.hint == f"Ask {OFFICE} for it, then write the value in data/robotics.yaml."


def test_without_an_office_the_step_says_how_to_name_one(tmp_path: Path):
    (found,) = mistakes(case(tmp_path, facts=store(blank("revenue"))))
    assert "owner:" in found.hint


def test_a_stale_figure_tells_its_last_day(tmp_path: Path):
    old = replace(BY_ID["revenue"], valid_until=YESTERDAY, owner=OFFICE)
    (found,) = mistakes(case(tmp_path, facts=store(old)))
    assert found.message == 'The fact "revenue" was valid until 2026-10-31.'
    assert found.hint.startswith(f"Ask {OFFICE} for it, then renew")


def test_a_gap_that_is_not_used_is_no_matter(tmp_path: Path):
    assert look(case(tmp_path, facts=store(blank("growth"), blank("elsewhere")))) == ()


def test_a_calculated_figure_names_what_it_waits_for(tmp_path: Path):
    part = blank("growth", owner=OFFICE)
    made = replace(BY_ID["revenue"], quantity=part.quantity, derivation=Derivation("sum", ("growth", "target")))
    (found,) = mistakes(case(tmp_path, facts=store(part, made)))
    assert found.message == 'The fact "revenue" rests on "growth", which is awaited: it has no value yet.'
    assert OFFICE in found.hint


@pytest.mark.parametrize("fact", [blank("revenue", owner=OFFICE), replace(BY_ID["revenue"], valid_until=YESTERDAY)])
def test_a_stated_gap_is_a_warning(tmp_path: Path, fact: Fact):
    (found,) = look(case(tmp_path, STATED, facts=store(fact)))
    assert found.message.endswith('; the brief says "awaiting update" in place of its value.')
    assert "still hold" in found.hint
    assert not fact.owner or fact.owner in found.hint


def test_an_aim_may_be_a_gap_and_a_field_map_may_not(tmp_path: Path):
    (warning,) = look(case(tmp_path, STATED, facts=store(blank("goal"))))
    assert '"goal"' in warning.message
    (found,) = mistakes(case(tmp_path, STATED, facts=store(blank("fields"))))
    assert found.message == 'The field map has nothing left to show: "fields" is awaited.'
    (found,) = mistakes(case(tmp_path, facts=store(blank("fields"))))
    assert found.message == 'The fact "fields" is awaited: it has no value yet.'


def test_a_frame_cannot_stand_on_a_gap(tmp_path: Path):
    frame = """\
  - frame: {zh: 框架, en: Frame}
    takeaway: {zh: 句, en: Sentence}
    facts: [growth]
    groups:
      - head: {zh: 一组, en: One group}
"""
    brief = STATED.replace("  - sources\n", f"{frame}  - sources\n")
    (found,) = mistakes(case(tmp_path, brief, facts=store(blank("growth"))))
    assert (
        found.message == 'The words of this frame rest on "growth", which is awaited; nothing can stand in their place.'
    )
    assert (found.place.line, found.place.column) == (18, 13)


def test_a_brief_of_gaps_alone_needs_no_list_of_sources(tmp_path: Path):
    brief = STATED[: STATED.index("  - lead:")] + "  - notice: {zh: 略, en: None}\n"
    (found,) = look(case(tmp_path, brief, facts=store(blank("revenue"))))
    assert "in place of its value" in found.message


def test_an_undated_figure_that_should_age_is_a_warning(tmp_path: Path):
    (found,) = look(case(tmp_path, facts=store(replace(BY_ID["revenue"], period=None, unaged=True))))
    assert "no max-age can be counted" in found.message


def test_the_old_number_is_found_where_it_is_typed(tmp_path: Path):
    old = replace(BY_ID["revenue"], valid_until=YESTERDAY)
    brief = STATED.replace("营收{revenue}。", "营收曾为 194 亿元。{revenue}").replace(
        "en: 'Revenue was", "en: 'RMB 19.4 bn was"
    )
    found = look(case(tmp_path, brief, facts=store(old)))
    told = [problem.place.line for problem in found if "old number" in problem.message]
    assert told == [10, 10]
    longer = brief.replace("曾为 194", "曾为 2194").replace("RMB 19.4", "RMB 219.4")
    assert not [problem for problem in look(case(tmp_path, longer, facts=store(old))) if "old" in problem.message]
    fresh = look(case(tmp_path, brief))
    assert not [problem for problem in fresh if "old number" in problem.message]
