"""The attached data of charts that show more than bars: wholes, remainders, ratios, ranges and places."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from data_case import attached
from editions import Shelf

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def figures(editions: Shelf) -> list[Rows]:
    """Return the rows of each figure, by the English or language-neutral end of the heads."""
    files = [file for file in attached(editions("charts")).values() if file.media == "text/csv"]
    found: list[Rows] = []
    for file in files:
        rows = csv.DictReader(StringIO(file.data.decode("utf-8-sig"), newline=""))
        found.append([{head.split(" / ")[-1]: cell for head, cell in row.items()} for row in rows])
    return found


def test_each_chart_has_its_data(figures: list[Rows]):
    assert len(figures) == 8


def test_parts_come_before_their_whole(figures: list[Rows]):
    assert [row["Fact"] for row in figures[0]] == ["firms-a", "firms-b", "firms-c", "firms-all"]
    assert [row["Value"] for row in figures[0]] == ["17", "306", "210", "533"]


def test_what_remains_is_there_without_an_id_and_is_calculated(figures: list[Rows]):
    rest = figures[1][1]
    assert (rest["Value"], rest["Fact"], rest["Name (English)"]) == ("64", "", "other sample projects")
    assert (rest["Kind (English)"], rest["Notes (English)"]) == ("calculated", "Calculated.")
    assert rest["Sources (English)"] == figures[1][0]["Sources (English)"]
    assert sum(int(row["Value"]) for row in figures[1][:2]) == int(figures[1][2]["Value"])


def test_targets_keep_kind_and_qualifier(figures: list[Rows]):
    assert {row["Kind (English)"] for row in figures[3]} == {"target"}
    assert [row["Qualifier (English)"] for row in figures[3]][-1] == "more than"
    assert figures[3][0]["Value"] == "1000000000000"


def test_both_ends_and_the_ratio_of_a_change(figures: list[Rows]):
    assert [(row["Fact"], row["Value"]) for row in figures[4]] == [
        ("rate-before", "400000000000"),
        ("rate-after", "1000000000000"),
        ("rate-ratio", "2.5"),
    ]
    assert figures[4][1]["As printed (English)"] == "1,000 Gbps"


def test_places_have_their_times(figures: list[Rows]):
    assert [(row["Value"], row["Time (English)"]) for row in figures[5]] == [
        ("8", "as of 2022"),
        ("6", "as of 2023"),
        ("5", "as of 2024"),
    ]


def test_ranges_have_two_ends(figures: list[Rows]):
    assert [(row["Value"], row["Low"], row["High"]) for row in figures[7]] == [
        ("", "30000000000", "50000000000"),
        ("5000000000", "", ""),
        ("", "10000000000", "20000000000"),
        ("15000000000", "", ""),
    ]
