"""A ladder of targets: rungs by value, hatched, each target named once, nothing like a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from briefgen.charts.draw import alt_texts, chart_data, draw_picture
from briefgen.charts.targets import STEP, rungs
from briefgen.data.facts import Fact
from briefgen.data.quantity import Missing, Period, Quantity
from briefgen.errors import AuthorsMistakes, Place
from briefgen.spec.charts import BarRow, TargetsChart
from briefgen.theme.tokens import MM

BOTH = ("zh", "en")
VALUES = {
    "software": ("1e12", "class-of"),
    "grid": ("5e11", "class-of"),
    "equipment": ("3e11", "class-of"),
    "medicine": ("3e11", "class-of"),
    "chips": ("1e11", "more-than"),
    "space": ("1e11", "more-than"),
}


@pytest.fixture
def targets(make_fact: Callable[..., Fact]) -> dict[str, Fact]:
    return {
        name: make_fact(name, value, "CNY", qualifier, kind="target", period=None, period_inferred=False)
        for name, (value, qualifier) in VALUES.items()
    }


def ladder(*names: str, **fields: Any) -> TargetsChart:
    rows = tuple(
        BarRow.model_construct(fact=name, place=Place("briefings/b.yaml", 20 + index, 7))
        for index, name in enumerate(names or VALUES)
    )
    whole: dict[str, Any] = {"chart": "targets", "rows": rows, "place": Place("briefings/b.yaml", 18, 5)}
    return TargetsChart.model_construct(**whole | fields)


def refused(block: TargetsChart, facts: dict[str, Fact]) -> str:
    with pytest.raises(AuthorsMistakes) as caught:
        chart_data(block, facts, BOTH)
    assert all(problem.hint and problem.place.line for problem in caught.value.problems)
    return "\n".join(problem.message for problem in caught.value.problems)


def bars(picture, theme) -> list[tuple[float, float]]:
    """Return left edge and length of each outline, its stroke counted in, without the sample in the head."""
    found: list[tuple[float, float]] = []
    for mark in picture.marks:
        if mark.stroke in (theme.colours["main"], theme.colours["compare"]) and mark.width == 1.0:
            xs = [numbers[0] for _, numbers in mark.steps if numbers]
            found.append((min(xs) - 0.5, max(xs) - min(xs) + 1.0))
    return found


def test_targets_of_one_value_share_a_rung_the_largest_on_top(targets, width):
    block = ladder("chips", "medicine", "software", "space", "equipment", "grid")
    data = chart_data(block, targets, BOTH)
    found = [[row.values[0].fact for row in rung.rows] for rung in rungs(data, width)]
    assert found == [["software"], ["grid"], ["medicine", "equipment"], ["chips", "space"]]


def test_a_rung_more_than_a_value_is_not_that_of_the_value(targets, width):
    targets["space"] = replace(targets["space"], quantity=replace(targets["space"].quantity, qualifier="class-of"))
    data = chart_data(ladder(), targets, BOTH)
    assert [len(rung.rows) for rung in rungs(data, width)] == [1, 1, 2, 1, 1]


@pytest.mark.parametrize("width", [174 * MM, 86 * MM])
def test_bars_are_hatched_and_as_long_as_their_values_ask(targets, theme, width):
    picture = draw_picture(ladder(), targets, theme, BOTH, width, None)
    found = bars(picture, theme)
    longest = found[0][1]
    assert [length for _, length in found] == pytest.approx([longest * share for share in (1, 0.5, 0.3, 0.1)], abs=0.01)
    assert len({left for left, _ in found}) == 1
    fills = {mark.fill for mark in picture.marks}
    assert not fills & {theme.colours["main"], theme.colours["compare"]}
    hatches = [mark for mark in picture.marks if mark.width == 0.5 and len(mark.steps) > 2]
    assert len(hatches) == 5
    assert max(label.y for label in picture.labels) < picture.height


def test_the_word_stands_above_and_values_and_names_once(targets, theme, width):
    picture = draw_picture(ladder(), targets, theme, BOTH, width, None)
    texts = [label.text for label in picture.labels]
    assert texts[:2] == ["目标，非已有成果", "target, not a result"]
    values = [label.text for label in picture.labels if label.name.startswith("value-")]
    assert values[:2] == ["1万亿元级", "RMB 1 tn class"]
    assert values[-2:] == ["逾1000亿元", "more than RMB 100 bn"]
    assert len(values) == 8
    names = [label.text for label in picture.labels if label.name.startswith("name-")]
    assert sorted(names) == sorted(f"{name}{tail}" for name in VALUES for tail in ("（名）", " (name)"))


def test_the_subjects_rung_has_the_hue_and_others_are_grey(targets, theme, width):
    picture = draw_picture(ladder(subject="medicine"), targets, theme, BOTH, width, None)
    outlines = [mark.stroke for mark in picture.marks if mark.width == 1.0 and mark.stroke != theme.colours["ink-2"]]
    colours = theme.colours
    assert outlines == [colours["compare"], colours["compare"], colours["main"], colours["compare"]]
    named = {label.text for label in picture.labels if label.colour == "main" and label.name.startswith("name-")}
    assert named == {"medicine（名）", "medicine (name)"}


def test_long_names_stand_alone_and_short_ones_share_a_line(targets, theme, width):
    data = chart_data(ladder(), targets, BOTH)
    assert [len(rung.lines) for rung in rungs(data, width)] == [1, 1, 1, 1]
    targets["equipment"] = replace(targets["equipment"], name={"zh": "装备", "en": "Equipment " * 8})
    data = chart_data(ladder(), targets, BOTH)
    assert [len(rung.lines) for rung in rungs(data, width)] == [1, 1, 2, 1]
    assert draw_picture(ladder(), targets, theme, BOTH, width, None).height == pytest.approx(7.5 * MM + 5 * STEP)


def test_a_year_stands_with_the_word(targets):
    targets = {name: replace(fact, period=Period("year", 2027)) for name, fact in targets.items()}
    words = chart_data(ladder(), targets, BOTH).words
    assert words["no-result"] == {"zh": "2027年目标，非已有成果", "en": "target, 2027, not a result"}


@pytest.mark.parametrize("kind", ["reported", "derived", "policy"])
def test_a_result_is_no_target(targets, kind):
    targets["grid"] = replace(targets["grid"], kind=kind)
    assert f'"grid" is of the kind "{kind}"; a ladder of targets would show' in refused(ladder(), targets)


def test_targets_and_plans_are_not_mixed(targets):
    targets["grid"] = replace(targets["grid"], kind="plan")
    assert '"grid" of kind plan' in refused(ladder(), targets)


def test_two_years_and_two_units_are_refused(targets, make_fact):
    targets["grid"] = replace(targets["grid"], period=Period("year", 2030))
    assert "one panel shows one period" in refused(ladder(), targets)
    targets["grid"] = make_fact("grid", 20, "percent", kind="target", period=None)
    assert "one panel shows one unit" in refused(ladder(), targets)


def test_a_target_that_is_awaited_keeps_its_place_without_a_bar(targets, theme, width):
    targets["grid"] = replace(targets["grid"], quantity=Quantity(Missing(), "CNY"), gap="blank")
    picture = draw_picture(ladder(), targets, theme, BOTH, width, None)
    assert len(bars(picture, theme)) == 3
    assert {"待更新", "awaiting update"} < {label.text for label in picture.labels}


def test_alt_text_says_that_none_is_a_result(targets):
    alt = alt_texts(ladder(subject="grid"), chart_data(ladder(subject="grid"), targets, BOTH))
    assert alt["en"].startswith(
        "Ladder of 6 figures, the largest at the top; each is marked “target” and is not a result"
    )
    assert "grid (name) (subject of this brief): RMB 500 billion class (target)." in alt["en"]
    assert alt["zh"].startswith("目标阶梯图，数值大者在上，共6项，均为目标，不是已有成果")
