"""What was and what is: bars in one unit from one zero, and a ratio that is theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from briefgen.charts.draw import alt_texts, chart_data, draw_picture, facts_of_chart
from briefgen.data.facts import Derivation, Fact
from briefgen.data.quantity import Missing, Period, Quantity
from briefgen.errors import AuthorsMistakes, Place
from briefgen.spec.charts import BarRow, ChangeChart
from briefgen.theme.tokens import MM

BOTH = ("zh", "en")


@pytest.fixture
def rates(make_fact: Callable[..., Fact]) -> dict[str, Fact]:
    time: dict[str, Any] = {"period": None, "as_of": Period("year", 2024), "period_inferred": False}
    ratio = make_fact("ratio", "2.5", "times", kind="derived", **time)
    return {
        "old": make_fact("old", "4e11", "bit/s", **time),
        "new": make_fact("new", "1e12", "bit/s", **time),
        "ratio": replace(ratio, derivation=Derivation("ratio", ("new", "old"))),
    }


def pair(**fields: Any) -> ChangeChart:
    before, after = (
        BarRow.model_construct(fact=name, place=Place("briefings/b.yaml", line, 7))
        for name, line in (("old", 20), ("new", 21))
    )
    whole: dict[str, Any] = {
        "chart": "change",
        "before": before,
        "after": after,
        "ratio": "ratio",
        "place": Place("briefings/b.yaml", 18, 5),
    }
    return ChangeChart.model_construct(**whole | fields)


def refused(facts: dict[str, Fact], block: ChangeChart | None = None) -> str:
    with pytest.raises(AuthorsMistakes) as caught:
        chart_data(block or pair(), facts, BOTH)
    assert all(problem.hint and problem.place.line for problem in caught.value.problems)
    return "\n".join(problem.message for problem in caught.value.problems)


@pytest.mark.parametrize("width", [174 * MM, 86 * MM])
def test_two_bars_in_proportion_the_later_one_in_the_hue(rates, theme, width):
    picture = draw_picture(pair(), rates, theme, BOTH, width, None)
    bars = [mark for mark in picture.marks if mark.fill]
    assert [mark.fill for mark in bars] == [theme.colours["compare"], theme.colours["main"]]
    spans = [[numbers[0] for _, numbers in mark.steps if numbers] for mark in bars]
    lengths = [max(xs) - min(xs) for xs in spans]
    assert lengths[0] / lengths[1] == pytest.approx(0.4, abs=1e-3)
    assert min(spans[0]) == min(spans[1])
    assert max(label.y for label in picture.labels) < picture.height


def test_both_values_are_in_one_unit(rates, theme, width):
    picture = draw_picture(pair(), rates, theme, BOTH, width, None)
    assert [label.text for label in picture.labels if label.name == "value-0"] == ["400 Gbps"]
    assert [label.text for label in picture.labels if label.name == "value-1"] == ["1000 Gbps", "1,000 Gbps"]


def test_far_apart_each_keeps_its_own_unit(rates, make_fact):
    rates["old"] = make_fact("old", "4e3", "bit/s", period=None, as_of=Period("year", 2024))
    data = chart_data(pair(ratio=None), rates, BOTH)
    assert [row.values[0].texts["en"] for row in data.rows] == ["4 kbps", "1 Tbps"]


def test_the_ratio_is_told_and_marked_as_calculated(rates, theme, width):
    picture = draw_picture(pair(), rates, theme, BOTH, width, None)
    ratio = [label.text for label in picture.labels if label.name.startswith("ratio")]
    assert ratio == ["2.5倍", "推算", "2.5 times", "calculated"]
    rates["ratio"] = replace(rates["ratio"], derivation=None, kind="reported")
    picture = draw_picture(pair(), rates, theme, BOTH, width, None)
    assert [label.text for label in picture.labels if label.name.startswith("ratio")] == ["2.5倍", "2.5 times"]
    picture = draw_picture(pair(ratio=None), rates, theme, BOTH, width, None)
    assert not [label for label in picture.labels if label.name.startswith("ratio")]
    assert facts_of_chart(pair()) == ("ratio", "old", "new")


def test_times_stand_behind_the_names_where_they_differ(rates, theme, width):
    picture = draw_picture(pair(), rates, theme, BOTH, width, None)
    assert not [label for label in picture.labels if label.name.endswith("-scope")]
    rates["old"] = replace(rates["old"], as_of=Period("year", 2021))
    picture = draw_picture(pair(), rates, theme, BOTH, width, None)
    scopes = [label.text for label in picture.labels if label.name.endswith("-scope")]
    assert scopes == ["2021年", "2021", "2024年", "2024"]


def test_a_ratio_of_other_figures(rates, make_fact):
    rates["ratio"] = make_fact("ratio", "3", "times", period=None, as_of=Period("year", 2024))
    assert refused(rates) == '"ratio" is 3, but the two figures give 2.5.'
    rates["ratio"] = make_fact("ratio", "150", "percent", period=None, as_of=Period("year", 2024))
    assert chart_data(pair(), rates, BOTH)
    rates["ratio"] = make_fact("ratio", "250", "percent", period=None, as_of=Period("year", 2024))
    assert "the two figures give 150" in refused(rates)
    rates["ratio"] = make_fact("ratio", "5", "CNY")
    assert '"ratio" is neither in times nor in percent.' in refused(rates)


def test_a_plan_is_no_end_of_a_change(rates):
    rates["new"] = replace(rates["new"], kind="target")
    assert '"new" is of the kind "target"; as the end of a change it would look like a result.' in refused(rates)


def test_before_is_not_later_than_after(rates):
    rates["old"] = replace(rates["old"], as_of=Period("year", 2025))
    assert refused(rates) == '"old" is later than "new".'


def test_other_units_other_scopes_and_gaps(rates, make_fact):
    assert "one panel shows one unit" in refused(rates | {"old": make_fact("old", 400, "CNY")})
    scoped = replace(rates["old"], scope={"zh": "试验", "en": "in tests"})
    assert '"old" and "new" differ in scope.' in refused(rates | {"old": scoped})
    awaited = replace(rates["new"], quantity=Quantity(Missing(), "bit/s"), gap="blank")
    assert '"new" is awaited; a change needs both ends.' in refused(rates | {"new": awaited})


def test_alt_text_tells_both_in_one_unit(rates):
    alt = alt_texts(pair(), chart_data(pair(), rates, BOTH))
    assert alt["en"].startswith("Two bars: before and after.")
    assert "old (name): 400 Gbps (2024). new (name) (subject of this brief): 1,000 Gbps (2024)." in alt["en"]
    assert "ratio（名）：2.5倍" in alt["zh"]
