"""Facts and blocks that the tests of the charts room share."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from briefgen.data.facts import Fact
from briefgen.data.quantity import Amount, Period, Quantity
from briefgen.errors import Place
from briefgen.spec.charts import BarRow, BarsChart, ComparisonChart, ComparisonRow, SplitChart, UnitsChart
from briefgen.spec.text import Text
from briefgen.theme.load import load_theme
from briefgen.theme.tokens import MM, Theme

HALF = Period("half", 2025, 1)
FILE = "briefings/robotics.yaml"
WIDTH = 174 * MM

INDUSTRIES = [
    ("ai", "人工智能", "Artificial intelligence", True, "26000000000", "26", "none"),
    ("robotics", "机器人", "Robotics", True, "19400000000", "20", "about"),
    ("software", "软件和信息服务业", "Software and information services", False, "520000000000", "16.5", "none"),
    ("ict", "新一代信息通信", "Next-generation ICT", False, "74200000000", "12.1", "none"),
    ("biomed", "生物医药", "Biomedicine", False, "118500000000", "11.5", "none"),
]


def words(zh: str, en: str, line: int = 1) -> dict[str, Text]:
    return {"zh": Text(zh, Place(FILE, line, 5)), "en": Text(en, Place(FILE, line, 5))}


def fact(name: str, value: Any, unit: Any = "CNY", qualifier: Any = "none", **more: Any) -> Fact:
    held = Amount(Decimal(value)) if isinstance(value, str | int) else value
    more = {"period": HALF, "period_inferred": True} | more
    more.setdefault("name", {"zh": f"{name}（名）", "en": f"{name} (name)"})
    return Fact(id=name, section="s", quantity=Quantity(held, unit, qualifier), source="digest", **more)


@pytest.fixture
def make_fact() -> Callable[..., Fact]:
    return fact


@pytest.fixture
def make_words() -> Callable[..., dict[str, Text]]:
    return words


@pytest.fixture
def facts() -> dict[str, Fact]:
    """Return revenue and growth of the five industries."""
    found: dict[str, Fact] = {}
    for key, _zh, _en, core, revenue, growth, qualifier in INDUSTRIES:
        scope = {"zh": "核心产业", "en": "core industry"} if core else None
        found[f"{key}-revenue"] = fact(f"{key}-revenue", revenue, scope=scope)
        found[f"{key}-growth"] = fact(f"{key}-growth", growth, "percent", qualifier, scope=scope)
    return found


@pytest.fixture
def comparison() -> Callable[..., ComparisonChart]:
    """Return a maker of the comparison figure of the five industries; keywords replace its fields."""

    def make(**fields: Any) -> ComparisonChart:
        rows = tuple(
            ComparisonRow.model_construct(
                name=words(zh, en, 20 + index),
                facts=(f"{key}-revenue", f"{key}-growth"),
                place=Place(FILE, 20 + index, 7),
            )
            for index, (key, zh, en, *_) in enumerate(INDUSTRIES)
        )
        whole: dict[str, Any] = {
            "chart": "comparison",
            "rows": rows,
            "subject": "robotics-revenue",
            "sort": "second",
            "heads": (
                words("产业", "Industry"),
                words("上半年营收", "First-half revenue"),
                words("同比", "On a year earlier"),
            ),
            "takeaway": words("增速", "Growth"),
            "place": Place(FILE, 18, 5),
        }
        return ComparisonChart.model_construct(**whole | fields)

    return make


@pytest.fixture
def bars() -> Callable[..., BarsChart]:
    """Return a maker of bars of the five industries' revenue; keywords replace its fields."""

    def make(**fields: Any) -> BarsChart:
        rows = tuple(
            BarRow.model_construct(
                fact=f"{key}-revenue", name=words(zh, en, 40 + index), place=Place(FILE, 40 + index, 7)
            )
            for index, (key, zh, en, *_) in enumerate(INDUSTRIES)
        )
        whole: dict[str, Any] = {
            "chart": "bars",
            "rows": rows,
            "subject": "robotics-revenue",
            "sort": "value",
            "takeaway": words("营收", "Revenue"),
            "place": Place(FILE, 38, 5),
        }
        return BarsChart.model_construct(**whole | fields)

    return make


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme("robotics")


@pytest.fixture
def width() -> float:
    return WIDTH


FIRMS = {"zh": "家", "en": "company|companies"}


@pytest.fixture
def firms() -> dict[str, Fact]:
    """Return a whole of 533 companies and its three parts."""
    counts = {"all": 533, "a": 17, "b": 306, "c": 210}
    return {name: fact(name, count, FIRMS) for name, count in counts.items()}


@pytest.fixture
def of_parts() -> Callable[..., Any]:
    """Return a maker of a chart of a whole and its parts; keywords replace its fields."""

    def make(model: Any = SplitChart, *parts: str, **fields: Any) -> Any:
        named = parts or ("a", "b", "c")
        rows = tuple(
            BarRow.model_construct(fact=name, place=Place(FILE, 60 + index, 7)) for index, name in enumerate(named)
        )
        chart = {SplitChart: "split", UnitsChart: "units"}[model]
        whole: dict[str, Any] = {"chart": chart, "whole": "all", "parts": rows, "place": Place(FILE, 58, 5)}
        return model.model_construct(**whole | fields)

    return make
