"""What timelines, chains, lists, results, cards, maps and calendars may not say: refused in place, with a next step."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from editions import SAMPLES
from sample_case import BRIEF, Case, case, fact, store

from briefgen.check.preflight import preflight
from briefgen.data.quantity import Amount, Day, Item, Items, Missing, Period, Phrase
from briefgen.errors import AuthorsMistakes, Problem

STAGES = Items((Item({"zh": "设计", "en": "Design"}, "stage"), Item({"zh": "制造", "en": "Making"}, "stage")))
FACTS = (
    fact("opened", Day(2024, 6, 15), "date"),
    fact("closed", Day(2024, 6, 18), "date"),
    fact("year", Day(2025), "date"),
    fact("expected", Day(2026, 5), "date", kind="expected"),
    fact("timeless", Amount(Decimal(5)), "percent"),
    fact("links", STAGES),
    fact("one-stage", Items((Item({"zh": "设计", "en": "Design"}, "stage"),))),
    fact("props", Items((Item({"zh": "材料", "en": "Materials"}, "support"),))),
    fact("odd", Items((Item({"zh": "材料", "en": "Materials"}, "strength"),))),
    fact("meant-links", STAGES, kind="plan"),
    fact("awaited", Missing(), "percent"),
    fact("named", Phrase({"zh": "计划", "en": "Plan"}), period=Period("year", 2019)),
)
TITLED = "    takeaway: {zh: 一句, en: A sentence}\n"
PICTURE = "    alt: {zh: 图, en: Map}\n    credit: {zh: 作者, en: Maker}\n    rights: {zh: 许可, en: Licence}\n"


def brief(blocks: str, head: str = "") -> str:
    top = BRIEF.partition("blocks:")[0]
    return f"{top}{head}blocks:\n  - page: {{zh: 页, en: Page}}\n{blocks}"


def found(folder: Path, blocks: str, head: str = "") -> tuple[Problem, ...]:
    made = _case(folder, blocks, head)
    try:
        preflight(made.brief, made.store, made.settings, made.faces, made.project)
    except AuthorsMistakes as mistakes:
        return mistakes.problems
    return ()


def _case(folder: Path, blocks: str, head: str) -> Case:
    return case(folder, brief(blocks, head), facts=store(*FACTS))


REFUSED = {
    f"  - timeline: [{{fact: opened}}, {{fact: timeless}}]\n{TITLED}": (
        'The fact "timeless" has no date, so that it has no place on a timeline.',
        "Give its period or as-of in data/robotics.yaml",
    ),
    f"  - timeline: [{{fact: opened}}, {{fact: opened}}]\n{TITLED}": (
        'The fact "opened" stands in the timeline twice.',
        "Keep one of them.",
    ),
    f"  - chain: revenue\n{TITLED}": (
        'The value of "revenue" is a number; a chain shows a list.',
        "Name a fact whose value is a list.",
    ),
    f"  - chain: one-stage\n{TITLED}": ('"one-stage" has one stage', "Name a further stage"),
    f"  - chain: props\n{TITLED}": ('"props" names support, but no stages', "Give the stages the state stage"),
    f"  - chain: odd\n{TITLED}": ('The state "strength" has no place in a chain.', "States: stage"),
    f"  - chain: meant-links\n{TITLED}": (
        'The fact "meant-links" is of the kind "plan"; a chain would show it as if it were there.',
        "State it with `aim:`",
    ),
    f"  - chain: links\n{TITLED}    labels: {{support: {{zh: 支撑, en: Support}}}}\n": (
        'No entry of "links" is in the state "support".',
        "States of the fact: stage.",
    ),
    "  - entities: [revenue]\n": (
        'The value of "revenue" is a number; `entities:` lists names.',
        "Name a fact whose value is a list or words.",
    ),
    "  - results: [{stage: completed, facts: [expected]}]\n": (
        'The fact "expected" is of the kind "expected"; the stage "completed" tells what is done.',
        "Put it under planned",
    ),
    "  - results: [{stage: signed, facts: [revenue]}, {stage: signed, facts: [growth]}]\n": (
        'The stage "signed" stands here a second time.',
        "Write all results of a stage together.",
    ),
    "  - results: [{stage: signed}]\n": ('The stage "signed" has no results.', "Name the facts of this stage"),
    "  - profile: {zh: 单位, en: Body}\n    figures: [target]\n": (
        'The fact "target" is of the kind "target"; `profile:` would show it as a result.',
        "State it with `aim:`",
    ),
    "  - profile: {zh: 单位, en: Body}\n    figures: [goal-words]\n": (
        'There is no fact "goal-words".',
        "",
    ),
    "  - cards: project\n    items: [{name: {zh: 甲, en: A}, figures: [revenue]}]\n": (
        "A card of a project says how far it has come; this one has no stage.",
        "Write stage: planned",
    ),
    "  - cards: company\n    items: [{name: {zh: 甲, en: A}}]\n": (
        "This card rests on no fact and no source.",
        "write sample: yes",
    ),
    "  - cards: project\n    items: [{name: {zh: 甲, en: A}, stage: completed, figures: [target]}]\n": (
        'The fact "target" is of the kind "target"; this card tells what is completed.',
        "Correct the stage",
    ),
    "  - cards: park\n    items: [{name: {zh: 甲, en: A}, figures: [named]}]\n": (
        'The value of "named" is text; a card shows numbers.',
        "Say it in a row.",
    ),
}


@pytest.mark.parametrize("blocks", REFUSED, ids=lambda blocks: REFUSED[blocks][0][:40])
def test_what_would_lie_is_refused(tmp_path: Path, blocks: str):
    message, hint = REFUSED[blocks]
    told = [(problem.message, problem.hint) for problem in found(tmp_path, blocks)]
    assert any(said.startswith(message) and hint in next_step for said, next_step in told), told


GOOD = [
    f"  - timeline: [{{fact: opened}}, {{fact: named}}, {{fact: expected}}]\n{TITLED}",
    f"  - chain: links\n{TITLED}",
    "  - entities: [links, named]\n",
    "  - results: [{stage: planned, facts: [target]}, {stage: released, facts: [revenue]}]\n",
    "  - cards: company\n    items: [{name: {zh: 甲, en: A}, sample: yes}, {name: {zh: 乙, en: B}, facts: [named]}]\n",
    "  - cards: policy\n    items:\n      - name: {zh: 甲, en: A}\n"
    "        rows: [{head: {zh: 内容, en: Content}, text: {zh: '见{source:digest}', en: 'See {source:digest}'}}]\n",
    "  - agenda: [{time: '09:30', head: {zh: 开幕, en: Opening}, fact: opened}]\n",
]


@pytest.mark.parametrize("blocks", GOOD)
def test_what_is_honest_passes(tmp_path: Path, blocks: str):
    assert found(tmp_path, blocks) == ()


def awaiting(folder: Path, blocks: str) -> list[str]:
    return [problem.message for problem in found(folder, blocks, "gaps: state\n")]


@pytest.mark.parametrize(
    ("blocks", "what"),
    [
        ("  - agenda: [{head: {zh: 开幕, en: Opening}, fact: awaited}]\n", "programme"),
        ("  - profile: {zh: 单位, en: Body}\n    facts: [awaited]\n", "profile"),
        ("  - cards: company\n    items: [{name: {zh: 甲, en: A}, facts: [awaited]}]\n", "card"),
    ],
)
def test_words_that_rest_on_a_gap_are_refused(tmp_path: Path, blocks: str, what: str):
    assert awaiting(tmp_path, blocks) == [
        f'The words of this {what} rest on "awaited", which is awaited; nothing can stand in their place.'
    ]


def test_entries_and_figures_that_are_gaps_are_stated(tmp_path: Path):
    blocks = (
        f"  - timeline: [{{fact: awaited, text: {{zh: 事, en: Event}}}}, {{fact: opened}}]\n{TITLED}"
        "  - results: [{stage: released, facts: [awaited], rows: [{zh: 事, en: Event}]}]\n"
        "  - cards: company\n    items: [{name: {zh: 甲, en: A}, figures: [awaited]}]\n"
    )
    assert awaiting(tmp_path, blocks) == []


def test_a_chain_that_is_a_gap_has_nothing_to_show(tmp_path: Path):
    assert awaiting(tmp_path, f"  - chain: awaited\n{TITLED}") == [
        'The chain has nothing left to show: "awaited" is awaited.'
    ]


def a_map(*keys: str) -> str:
    return "  - map: images/x.png\n" + "".join(f"    {key}\n" for key in keys) + TITLED + PICTURE


def map_problems(folder: Path, *keys: str) -> list[str]:
    (folder / "images").mkdir(exist_ok=True)
    shutil.copy(SAMPLES / "images" / "sample.png", folder / "images" / "x.png")
    return [problem.message for problem in found(folder, a_map(*keys))]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (["approval: 苏S(2025)012号"], "A map shows data: this one names no facts."),
        (["facts: [revenue]"], "A map may be published only with its approval number (审图号)."),
        (["facts: [revenue]", "approval: 2025-012"], '"2025-012" has not the form of an approval number.'),
        (["facts: [revenue]", "approval: 苏S(2025)号"], '"苏S(2025)号" has not the form of an approval number.'),
        (["facts: [revenue]", "approval: X(2025)012号"], '"X(2025)012号" has not the form of an approval number.'),
        (
            ["facts: [revenue]", "approval: 苏S(2031)012号"],
            "The approval number is of 2031, after the year of this edition.",
        ),
    ],
)
def test_a_map_needs_data_and_its_number(tmp_path: Path, keys: list[str], message: str):
    assert map_problems(tmp_path, *keys) == [message]


@pytest.mark.parametrize("number", ["苏S(2025)012号", "GS(2023)2767号", "GS京(2023)1234号", "苏A（2024）3号"])
def test_numbers_of_the_nation_and_of_provinces_pass(tmp_path: Path, number: str):
    assert map_problems(tmp_path, "facts: [revenue]", f"approval: {number}") == []


def test_the_file_of_a_map_is_looked_for(tmp_path: Path):
    (problem,) = found(tmp_path, a_map("facts: [revenue]", "approval: 苏S(2025)012号"))
    assert problem.message == 'There is no picture "images/x.png".'


SHOWN = "  - lead: {zh: '{opened}至{closed}。', en: 'From {opened} to {closed}.'}\n"


@pytest.mark.parametrize(
    ("event", "blocks", "message"),
    [
        ("{starts: opened, ends: closed}", SHOWN, None),
        ("{starts: opened}", SHOWN, None),
        ("{starts: closed, ends: opened}", SHOWN, "The event ends before it starts."),
        (
            "{starts: year}",
            "  - lead: {zh: '{year}。', en: 'In {year}.'}\n",
            'The fact "year" is no full day, so that no calendar can hold it.',
        ),
        (
            "{starts: revenue}",
            "  - figures: [revenue]\n",
            'The fact "revenue" is no full day, so that no calendar can hold it.',
        ),
        (
            "{starts: opened}",
            "  - figures: [revenue]\n",
            'The calendar would tell "opened", but no page does, so that its source is not cited.',
        ),
        ("{starts: nowhere}", SHOWN, 'There is no fact "nowhere".'),
    ],
)
def test_the_days_of_a_calendar_are_full_in_order_and_on_the_pages(
    tmp_path: Path, event: str, blocks: str, message: str | None
):
    told = [problem.message for problem in found(tmp_path, blocks, f"event: {event}\n")]
    assert told == ([] if message is None else [message])
