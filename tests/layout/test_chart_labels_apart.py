"""The words of charts, set in their faces, keep off each other and stay inside, whatever the values are."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any

import pytest
from editions import Shelf
from layout_case import context_of

from briefgen.charts.draw import draw_picture
from briefgen.charts.picture import Picture
from briefgen.data.facts import Fact
from briefgen.data.quantity import Amount, Period, Quantity, Rank, Span, Value
from briefgen.errors import Place
from briefgen.layout.blocks.chart import place_labels
from briefgen.layout.context import Context
from briefgen.spec import charts
from briefgen.spec.charts import BarRow
from briefgen.spec.text import Text
from briefgen.theme.tokens import MM

HERE = Place("briefings/x.yaml", 1, 1)
FIRMS = {"zh": "家", "en": "company|companies"}
NAMES = [
    ("独角兽企业", "Unicorns"),
    ("培育独角兽企业", "Potential unicorns"),
    ("智能制造装备", "Intelligent manufacturing equipment"),
    ("新材料", "New materials"),
    ("新一代信息通信", "Next-generation ICT"),
    ("总投资超过1亿元的项目", "Projects of more than RMB 100 million"),
]
EDITIONS = [("zh", "en"), ("zh",), ("en",)]
WIDTHS = [174 * MM, 86 * MM]


def fact(id: str, value: Value, unit: Any = "CNY", qualifier: Any = "none", **more: Any) -> Fact:
    zh, en = NAMES[sum(id.encode()) % len(NAMES)]
    more = {"name": {"zh": zh, "en": en}, "period": Period("year", 2025)} | more
    return Fact(id=id, section="s", quantity=Quantity(value, unit, qualifier), source="d", **more)


def rows(ids: list[str]) -> tuple[BarRow, ...]:
    return tuple(BarRow.model_construct(fact=id, place=HERE) for id in ids)


def amount(value: object) -> Amount:
    return Amount(Decimal(str(value)))


def split(chance: random.Random, model: Any, chart: str) -> tuple[Any, dict[str, Fact]]:
    count = chance.randint(1, 4)
    sizes = [chance.choice([1, 3, 17, 41, 107, 210, 306]) for _ in range(count)]
    rest = chance.choice([0, 0, 2, 64])
    if len(sizes) + bool(rest) < 2:
        rest = 64
    if chart == "split" and chance.random() < 0.4:
        sizes, rest, unit = [size * 10**8 for size in sizes], rest * 10**8, "CNY"
    else:
        unit = FIRMS
    ids = [f"part-{index}" for index in range(count)]
    facts = {id: fact(id, amount(size), unit) for id, size in zip(ids, sizes, strict=True)}
    facts["all"] = fact("all", amount(sum(sizes) + rest), unit)
    left = {"zh": Text("其他企业", HERE), "en": Text("all other companies", HERE)} if rest else None
    block = model.model_construct(chart=chart, whole="all", parts=rows(ids), rest=left, place=HERE)
    return block, facts


def targets(chance: random.Random) -> tuple[Any, dict[str, Fact]]:
    ids = [f"target-{index}" for index in range(chance.randint(2, 9))]
    facts: dict[str, Fact] = {}
    for id in ids:
        size = chance.choice(["1e11", "3e11", "5e11", "1e12", "1.185e11"])
        facts[id] = fact(id, amount(size), "CNY", chance.choice(["class-of", "more-than", "none"]), kind="target")
    return charts.TargetsChart.model_construct(chart="targets", rows=rows(ids), subject=ids[0], place=HERE), facts


def change(chance: random.Random) -> tuple[Any, dict[str, Fact]]:
    unit, low, high = chance.choice([("bit/s", "4e11", "1e12"), (FIRMS, "17", "23000"), ("CNY", "1.94e10", "5.2e11")])
    years = chance.choice([(2024, 2024), (2021, 2025)])
    facts = {
        id: fact(id, amount(size), unit, period=Period("year", year))
        for id, size, year in (("old", low, years[0]), ("new", high, years[1]))
    }
    before, after = rows(["old", "new"])
    ratio = Decimal(high) / Decimal(low)
    facts["ratio"] = fact("ratio", amount(ratio.quantize(Decimal("0.1"))), "times")
    block = charts.ChangeChart.model_construct(chart="change", before=before, after=after, ratio="ratio", place=HERE)
    return block, facts


def rank(chance: random.Random) -> tuple[Any, dict[str, Fact]]:
    ids = [f"r{2019 + index}" for index in range(chance.choice([2, 3, 4, 6, 6]))]
    top = chance.choice([3, 9, 30, 120])
    of = {"zh": "全球", "en": "in the world"}
    name = {"zh": "“自然指数—科研城市”", "en": "Nature Index science cities"}
    facts = {
        id: fact(id, Rank(chance.randint(1, top), of), "", name=name, kind="rank", period=Period("year", int(id[1:])))
        for id in ids
    }
    return charts.RankChart.model_construct(chart="rank", rows=rows(ids), place=HERE), facts


def ranges(chance: random.Random) -> tuple[Any, dict[str, Fact]]:
    ids = [f"range-{index}" for index in range(chance.randint(1, 6))]
    facts: dict[str, Fact] = {}
    for id in ids:
        low, kind = Decimal(chance.choice(["1e8", "5e9", "3e10", "3e11"])), chance.choice(["plan", "reported"])
        if chance.random() < 0.6:
            facts[id] = fact(id, Span(low, low * chance.choice([2, 5])), "CNY", kind=kind)
        else:
            qualifier = chance.choice(["at-least", "more-than", "up-to"])
            facts[id] = fact(id, Amount(low), "CNY", qualifier, kind=kind)
    return charts.RangeChart.model_construct(chart="range", rows=rows(ids), subject=ids[0], place=HERE), facts


MAKERS = {
    "split": lambda chance: split(chance, charts.SplitChart, "split"),
    "units": lambda chance: split(chance, charts.UnitsChart, "units"),
    "targets": targets,
    "change": change,
    "rank": rank,
    "range": ranges,
}


@pytest.fixture(scope="module")
def context(editions: Shelf) -> Context:
    return context_of(editions("charts"))


def level_lines(picture: Picture) -> list[tuple[float, float, float]]:
    """Return from where to where, and how low, each stroke from left to right is drawn."""
    return [
        (min(one[0], other[0]), max(one[0], other[0]), one[1])
        for mark in picture.marks
        if mark.stroke
        for (_, one), (kind, other) in pairwise(mark.steps)
        if kind == "L" and abs(one[1] - other[1]) < 0.01
    ]


@pytest.mark.parametrize("width", WIDTHS, ids=["wide", "narrow"])
@pytest.mark.parametrize("chart", MAKERS)
def test_words_keep_apart_and_inside(chart: str, width: float, context: Context):
    for seed in range(18):
        chance = random.Random(f"{chart}-{seed}")
        block, facts = MAKERS[chart](chance)
        languages = EDITIONS[seed % 3]
        picture = draw_picture(block, facts, context.theme, languages, width, None)
        boxes: list[tuple[float, float, float, float, str]] = []
        for label, line, x in place_labels(context, picture):
            size = max(run.size for run in line.runs)
            boxes.append((x, x + line.width, label.y - 0.72 * size, label.y + 0.18 * size, label.text))
        told = f"{chart} {seed} {languages}"
        for left, right, top, bottom, text in boxes:
            assert left > -0.5, (told, text)
            assert right < width + 0.5, (told, text)
            assert top > -1, (told, text)
            assert bottom < picture.height + 3, (told, text)
        for left, right, top, bottom, text in boxes if chart == "rank" else ():
            for start, end, y in level_lines(picture):
                assert not (top < y < bottom and start < right and left < end), (told, text)
        for one, other in combinations(boxes, 2):
            apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            assert apart, (told, one, other)
