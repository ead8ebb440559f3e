"""Places in one ranking: the first at the top, a rise is a rise, and only one ranking on a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from briefgen.charts.draw import alt_texts, chart_data, draw_picture
from briefgen.data.facts import Fact
from briefgen.data.quantity import Amount, Missing, Period, Quantity, Rank
from briefgen.errors import AuthorsMistakes, Place
from briefgen.spec.charts import BarRow, RankChart
from briefgen.theme.tokens import MM

BOTH = ("zh", "en")


def ranked(year: int, place: int, make: Callable[..., Fact], **more: Any) -> Fact:
    of = {"zh": f"{year}年全球", "en": "in the world"}
    name = {"zh": f"自然指数科研城市（{year}年）", "en": f"Nature Index {year} science cities"}
    time: dict[str, Any] = {"period": None, "as_of": Period("year", year), "period_inferred": False, "kind": "rank"}
    return replace(make(f"r{year}", Rank(place, of), "", **time | more), name=name)


@pytest.fixture
def places(make_fact: Callable[..., Fact]) -> Callable[..., dict[str, Fact]]:
    """Return a maker of ranks in following years, by their places."""

    def make(*ranks: int) -> dict[str, Fact]:
        return {f"r{2020 + index}": ranked(2020 + index, rank, make_fact) for index, rank in enumerate(ranks)}

    return make


def line(facts: dict[str, Fact], **fields: Any) -> RankChart:
    rows = tuple(
        BarRow.model_construct(fact=name, place=Place("briefings/b.yaml", 20 + index, 7))
        for index, name in enumerate(facts)
    )
    whole: dict[str, Any] = {"chart": "rank", "rows": rows, "place": Place("briefings/b.yaml", 18, 5)}
    return RankChart.model_construct(**whole | fields)


def refused(facts: dict[str, Fact]) -> str:
    with pytest.raises(AuthorsMistakes) as caught:
        chart_data(line(facts), facts, BOTH)
    assert all(problem.hint and problem.place.line for problem in caught.value.problems)
    return "\n".join(problem.message for problem in caught.value.problems)


def points(picture, theme) -> list[tuple[float, float]]:
    """Return the middle of each dot."""
    found: list[tuple[float, float]] = []
    for mark in picture.marks:
        if mark.fill == theme.colours["main"]:
            xs, ys = ([value for _, numbers in mark.steps for value in numbers[side::2]] for side in (0, 1))
            found.append(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))
    return found


@pytest.mark.parametrize("width", [174 * MM, 86 * MM])
@pytest.mark.parametrize("ranks", [(6, 5), (1, 2), (8, 6, 5), (3, 9, 1, 4, 4, 2), (120, 87), (1, 1)])
def test_better_places_stand_higher_and_all_is_inside(places, theme, width, ranks):
    facts = places(*ranks)
    picture = draw_picture(line(facts), facts, theme, BOTH, width, None)
    dots = points(picture, theme)
    assert len(dots) == len(ranks)
    tops = [y for _, y in dots]
    assert [sorted(tops).index(y) for y in tops] == [sorted(ranks).index(rank) for rank in ranks]
    steps = [(ranks[i] - ranks[0]) for i in range(len(ranks))]
    if any(steps):
        unit = max(tops) - min(tops)
        spread = max(ranks) - min(ranks)
        assert [y - tops[0] for y in tops] == pytest.approx([unit * step / spread for step in steps], abs=0.05)
    gaps = [after[0] - before[0] for before, after in pairwise(dots)]
    assert gaps == pytest.approx([gaps[0]] * len(gaps), abs=0.05)
    assert all(0 < label.x < width or label.x == 0 for label in picture.labels)
    assert all(0 < label.y < picture.height for label in picture.labels)


def test_points_say_place_and_time_and_the_head_says_among_whom(places, theme, width):
    facts = places(6, 5)
    picture = draw_picture(line(facts), facts, theme, BOTH, width, None)
    assert [label.text for label in picture.labels if label.name == "head"] == [
        "自然指数科研城市全球排名",
        "Nature Index science cities, rank in the world",
    ]
    assert [label.text for label in picture.labels if label.name.startswith("place-")] == [
        "第6位", "6th", "第5位", "5th"]  # fmt: skip
    assert [label.text for label in picture.labels if label.name.startswith("time-")] == [
        "2020年", "2020", "2021年", "2021"]  # fmt: skip
    assert [label.text for label in picture.labels if label.name == "first"] == ["第1位", "1st"]


def test_words_of_points_between_keep_off_the_line(places, theme, width):
    facts = places(5, 2, 9, 4)
    picture = draw_picture(line(facts), facts, theme, BOTH, width, None)
    dots = points(picture, theme)
    words = {index: [label.y for label in picture.labels if label.name == f"place-{index}"] for index in range(4)}
    assert max(words[1]) < dots[1][1]  # a peak: above
    assert min(words[2]) > dots[2][1]  # a valley: below
    anchors = {label.name: label.anchor for label in picture.labels}
    assert [anchors[f"place-{index}"] for index in range(4)] == ["end", "middle", "middle", "start"]


@pytest.mark.parametrize(
    "change",
    [
        {"quantity": Quantity(Rank(9, {"zh": "全国", "en": "in China"}), "")},
        {"name": {"zh": "全球创新指数集群", "en": "Global Innovation Index clusters"}},
        {"scope": {"zh": "材料学", "en": "materials science"}},
    ],
)
def test_another_ranking_on_the_same_line(places, change):
    facts = places(6, 5)
    facts["r2021"] = replace(facts["r2021"], **change)
    assert refused(facts) == '"r2021" and "r2020" are places in different rankings.'


def test_an_edition_may_have_a_name_that_says_its_year(places, make_words, theme, width):
    facts = places(6, 5)
    block = line(facts)
    named = [row.model_copy(update={"name": make_words(f"{year}年版", f"{year} edition")}) for row, year in
             zip(block.rows, (2020, 2021), strict=True)]  # fmt: skip
    picture = draw_picture(line(facts, rows=tuple(named)), facts, theme, BOTH, width, None)
    told = [label.text for label in picture.labels if label.name.startswith("time-")]
    assert told == ["2020年版", "2020 edition", "2021年版", "2021 edition"]
    wrong = line(facts, rows=(named[0], named[0].model_copy(update={"fact": "r2021"})))
    with pytest.raises(AuthorsMistakes) as caught:
        chart_data(wrong, facts, BOTH)
    assert all("does not say 2021" in problem.message for problem in caught.value.problems)


def test_order_times_aims_gaps_and_what_is_no_rank(places, make_fact):
    facts = places(6, 5)
    swapped = dict(reversed(facts.items()))
    assert refused(swapped) == '"r2020" is not later than "r2021".'
    assert refused(facts | {"r2021": replace(facts["r2021"], as_of=None)}) == (
        '"r2021" has no time; a line leads from one time to the next.'
    )
    assert '"r2021" is of the kind "target"' in refused(facts | {"r2021": replace(facts["r2021"], kind="target")})
    awaited = replace(facts["r2021"], quantity=Quantity(Missing(), ""), gap="blank")
    assert '"r2021" is awaited' in refused(facts | {"r2021": awaited})
    counted = replace(facts["r2021"], quantity=Quantity(Amount(5), ""))  # type: ignore[arg-type]
    assert 'The fact "r2021" is a number; a line of places needs ranks.' in refused(facts | {"r2021": counted})
    about = replace(facts["r2021"], quantity=replace(facts["r2021"].quantity, qualifier="about"))
    assert "exact numbers only" in refused(facts | {"r2021": about})


def test_alt_text_tells_places_with_their_times(places):
    facts = places(6, 5)
    alt = alt_texts(line(facts), chart_data(line(facts), facts, BOTH))
    assert "the first place at the top" in alt["en"]
    assert "Nature Index science cities, rank in the world" in alt["en"]
    assert "sixth (2020)" in alt["en"]
    assert "Period" not in alt["en"]
    assert "第5位（2021年）" in alt["zh"]
