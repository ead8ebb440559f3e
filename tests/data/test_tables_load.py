"""Tables as they are read: every form of a cell, and every mistake at its place."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from editions import copy_project

from briefgen.data.load import load_store
from briefgen.data.quantity import Amount, Day, Period, Span
from briefgen.data.tables.table import Table
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import open_project

TABLE = """\
section: more
title: {zh: 更多, en: More}
tables:
  parks:
    title: {zh: 示例园区, en: Sample parks}
    source: doc-1
    period: 2025-H1
    columns:
      - {id: park, name: {zh: 园区, en: Park}}
      - {id: field, name: {zh: 领域, en: Field}}
      - {id: revenue, name: {zh: 营收, en: Revenue}, unit: CNY}
      - {id: growth, name: {zh: 同比, en: Growth}, unit: percent}
      - {id: opened, name: {zh: 开园, en: Opened}, unit: date}
      - {id: place, name: {zh: 位次, en: Rank}, holds: numbers}
    rows:
      - id: first
        park: {zh: 甲园, en: Park A}
        field: {zh: 软件, en: Software}
        revenue: 48200000000
        growth: {fact: growth-a}
        opened: 2020-06
        place: 1
      - park: {zh: 乙园, en: Park B}
        field: missing
        revenue: 300..500
        growth: about 15.1
        opened: not-applicable
        place: {low: 2, high: 3, qualifier: about}
"""


def store_of(folder: Path, text: str = TABLE, **files: str) -> Table:
    root = copy_project(folder / "p", samples=True)
    (root / "data" / "more.yaml").write_text(text, "utf-8")
    for name, content in files.items():
        (root / "data" / name.replace("_", ".")).write_text(content, "utf-8")
    return load_store(open_project(root, environment={}), ("zh", "en")).tables["parks"]


def problems_of(folder: Path, *changes: tuple[str, str], **files: str) -> list[Problem]:
    text = TABLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(AuthorsMistakes) as caught:
        store_of(folder, text, **files)
    return list(caught.value.problems)


def test_every_form_of_a_cell(tmp_path: Path):
    table = store_of(tmp_path)
    first, second = table.rows
    assert first.id == "first"
    assert first.cells[0].words == {"zh": "甲园", "en": "Park A"}
    quantities = [cell.quantity for cell in first.cells]
    assert quantities[2] is not None and quantities[2].value == Amount(Decimal(48_200_000_000))
    assert quantities[2].unit == "CNY"
    assert first.cells[3].fact == "growth-a"
    assert quantities[4] is not None and quantities[4].value == Day(2020, 6)
    assert [cell.blank for cell in second.cells] == ["", "missing", "", "", "not-applicable", ""]
    values = [cell.quantity for cell in second.cells]
    assert values[2] is not None and values[2].value == Span(Decimal(300), Decimal(500))
    assert values[3] is not None and values[3].qualifier == "about"
    assert values[5] is not None and (values[5].value, values[5].qualifier) == (Span(Decimal(2), Decimal(3)), "about")
    assert table.facts == ("growth-a",)
    assert (table.source, table.total) == ("doc-1", 2)
    assert table.period == Period("half", 2025, 1)


MISTAKES = {
    "no such qualifier": (("about 15.1", "abut 15.1"), 26, '"abut" is no qualifier', 'Did you mean "about"?'),
    "commas": (("48200000000", "48,200"), 19, "not a number in plain digits", "Write 48200."),
    "words where a number stands": (("48200000000", "many words"), 19, "is no qualifier", ""),
    "a number where words stand": (("field: missing", "field: 7"), 24, "Words are meant here", ""),
    "one language": (("zh: 软件, en: Software", "zh: 软件"), 18, 'The text has no "en"', ""),
    "unknown column": (("field: missing", "feild: missing"), 24, "no column of this table", 'Did you mean "field"?'),
    "missing column": (("        field: missing\n", ""), 23, 'This row has no "field"', "missing where"),
    "backward range": (("300..500", "500..300"), 25, "cannot go from 500 to 300", ""),
    "bad date": (("2020-06", "2020-13"), 21, "not a day or month", ""),
    "unnamed row": (("park: {zh: 乙园, en: Park B}", "park: missing"), 23, "names the rows in words", ""),
    "unknown fact": (("{fact: growth-a}", "{fact: growth-z}"), 20, 'no section has a fact "growth-z"', ""),
    "other unit": (("{fact: growth-a}", "{fact: revenue-a}"), 20, 'is in "CNY"', "column of its unit"),
    "other time": (("period: 2025-H1", "period: 2024"), 20, "of 2025-H1, its column of 2024", ""),
    "no source": (("    source: doc-1\n", ""), 4, "has no source", ""),
    "unknown source": (("source: doc-1", "source: doc-99"), 6, 'no section has a source "doc-99"', ""),
    "note": (("    period:", "    publish: with-note\n    period:"), 4, "published with a note and has none", ""),
    "id of a fact": (("  parks:", "  growth-a:"), 4, "the id of a table and of a fact", "Rename one"),
    "two columns of one id": (
        ("      - {id: growth,", "      - {id: field, name: {zh: 又, en: Again}}\n      - {id: growth,"),
        12,
        'Two columns have the id "field"',
        "",
    ),
    "bad key form": (("{low: 2, high: 3,", "{low: 2,"), 28, "no form of a number", ""),
    "rows and a file": (("    rows:", "    file: parks.csv\n    rows:"), 15, "stand here and in a file", ""),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_at_its_place(case: str, tmp_path: Path):
    change, line, message, hint = MISTAKES[case]
    found = problems_of(tmp_path, change)
    told = [problem for problem in found if message.lower() in problem.message.lower() and hint in problem.hint]
    assert told, "\n".join(map(str, found))
    assert (told[0].place.file, told[0].place.line) == ("data/more.yaml", line), str(told[0])


def test_all_mistakes_of_a_table_are_told_together(tmp_path: Path):
    found = problems_of(tmp_path, ("48200000000", "x"), ("field: missing", "field: 7"), ("2020-06", "June"))
    assert {problem.place.line for problem in found} >= {19, 21, 24}


def test_a_table_needs_rows(tmp_path: Path):
    text = TABLE[: TABLE.index("      - id: first")].replace("    rows:\n", "    rows: []\n")
    with pytest.raises(AuthorsMistakes, match="1 problem") as caught:
        store_of(tmp_path, text)
    assert "has no rows" in caught.value.problems[0].message


def test_two_rows_of_one_id_are_refused(tmp_path: Path):
    found = problems_of(tmp_path, ("      - park: {zh: 乙园", "      - id: first\n        park: {zh: 乙园"))
    assert any('Two rows have the id "first"' in problem.message for problem in found)


def test_no_column_has_the_name_of_the_key_of_rows(tmp_path: Path):
    (problem,) = problems_of(tmp_path, ("{id: place, name", "{id: id, name"))
    assert problem.message == 'No column can be called "id": that is the key of a row.'
    assert problem.place.line == 14


def test_facts_alone_need_no_source(tmp_path: Path):
    text = TABLE.replace("    source: doc-1\n", "")
    text = text.replace("field: {zh: 软件, en: Software}", "field: missing").replace("48200000000", "{fact: revenue-a}")
    text = text.replace("opened: 2020-06", "opened: missing").replace("place: 1\n", "place: missing\n")
    second = text.index("      - park: {zh: 乙园")
    assert store_of(tmp_path, text[:second]).facts == ("revenue-a", "growth-a")


CSV = "id,park.zh,park.en,field.zh,field.en,revenue,growth,opened,place\n"


def from_file(rows: str, head: str = CSV) -> tuple[str, dict[str, str]]:
    start = TABLE.index("    rows:")
    return TABLE[:start] + "    file: parks.csv\n", {"parks_csv": head + rows}


def test_rows_from_a_file_are_those_of_yaml(tmp_path: Path):
    text, files = from_file(
        "first,甲园,Park A,软件,Software,48200000000,fact:growth-a,2020-06,1\n"
        ",乙园,Park B,,,300..500,about 15.1,not-applicable,about 2..3\n"
    )
    read, written = store_of(tmp_path / "a", text, **files), store_of(tmp_path / "b")
    assert [row.id for row in read.rows] == [row.id for row in written.rows]
    for mine, other in zip(read.rows, written.rows, strict=True):
        for one, two in zip(mine.cells, other.cells, strict=True):
            assert (one.quantity, one.words, one.blank, one.fact) == (two.quantity, two.words, two.blank, two.fact)


def test_a_wrong_cell_of_a_file_is_told_by_its_name(tmp_path: Path):
    text, files = from_file("first,甲园,Park A,软件,,4 8,fact:growth-a,2020-06,1\n")
    with pytest.raises(AuthorsMistakes) as caught:
        store_of(tmp_path, text, **files)
    told = {problem.place.cell: problem.message for problem in caught.value.problems}
    assert "not a number" in told["F2"]
    assert any('has no "en"' in message for message in told.values())


@pytest.mark.parametrize(
    ("head", "cell", "message", "hint"),
    [
        (CSV.replace("revenue", "revenu"), "F1", '"revenu" is no column of this table', 'Did you mean "revenue"?'),
        (CSV.replace(",place", ""), "A1", 'There is no column "place" in this file', "place.zh"),
        (CSV.replace("revenue", "revenue,revenue.zh"), "G1", "are two heads of one column", "Keep one"),
        (CSV.replace(",place", ",place,remark"), "J1", '"remark" is no column of this table', ""),
    ],
)
def test_heads_of_a_file_match_the_columns(head: str, cell: str, message: str, hint: str, tmp_path: Path):
    cells = ",".join("1" for _ in head.split(","))
    text, files = from_file(f"{cells}\n{cells}\n", head)
    with pytest.raises(AuthorsMistakes) as caught:
        store_of(tmp_path, text, **files)
    found = [problem for problem in caught.value.problems if message in problem.message]
    assert len(found) == 1
    assert found[0].place.cell == cell
    assert found[0].place.file == "data/parks.csv"
    assert hint in found[0].hint


@pytest.mark.parametrize("path", ["../other.csv", "/etc/passwd", "absent.csv", "a\\b.csv"])
def test_a_file_lies_in_data(path: str, tmp_path: Path):
    text, files = from_file("")
    with pytest.raises(AuthorsMistakes) as caught:
        store_of(tmp_path, text.replace("parks.csv", path), **files)
    assert all(problem.place.file == "data/more.yaml" for problem in caught.value.problems)
    assert caught.value.problems[0].place.line == 15


def test_a_file_of_heads_alone_has_no_rows(tmp_path: Path):
    text, files = from_file("")
    with pytest.raises(AuthorsMistakes, match="1 problem") as caught:
        store_of(tmp_path, text, **files)
    assert "heads alone" in caught.value.problems[0].message


def test_a_wrong_cell_of_a_workbook_is_told_by_sheet_and_cell(tmp_path: Path):
    root = copy_project(tmp_path / "p", samples=True)
    text, _ = from_file("")
    (root / "data" / "more.yaml").write_text(text.replace("parks.csv", "parks.xlsx\n    sheet: Parks"), "utf-8")
    book = xlsxwriter.Workbook(str(root / "data" / "parks.xlsx"))
    sheet = book.add_worksheet("Parks")
    sheet.write_row(0, 0, CSV.strip().split(","))
    sheet.write_row(1, 0, ["first", "甲园", "Park A", "软件", "Software", 48_200_000_000, 15.1, "2020-06", 1])
    sheet.write_row(2, 0, ["", "乙园", "Park B", "", "", "many", -3, "missing", 2.5])
    book.close()
    with pytest.raises(AuthorsMistakes, match="1 problem") as caught:
        load_store(open_project(root, environment={}), ("zh", "en"))
    (problem,) = caught.value.problems
    assert str(problem.place) == "data/parks.xlsx:Parks!F3"
    assert '"many" is not a number' in problem.message


def aged(folder: Path, *changes: tuple[str, str]) -> Table:
    text = TABLE.replace("    period: 2025-H1\n", "    max-age: 18 months\n")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return store_of(folder, text)


def test_a_table_without_a_time_grows_old_with_its_latest_column(tmp_path: Path):
    table = aged(
        tmp_path,
        ("Revenue}, unit: CNY}", "Revenue}, unit: CNY, period: 2023}"),
        ("Opened}, unit: date}", "Opened}, unit: date, as-of: 2024-06}"),
    )
    assert table.valid_until == datetime.date(2025, 12, 30)
    assert not table.unaged


def test_a_table_grows_old_with_its_own_time_where_it_has_one(tmp_path: Path):
    changes = (
        ("max-age: 18 months", "max-age: 1 year\n    period: 2025-H1"),
        ("unit: CNY}", "unit: CNY, period: 2026}"),
    )
    assert aged(tmp_path, *changes).valid_until == datetime.date(2026, 6, 30)


def test_a_table_of_no_time_cannot_have_a_max_age(tmp_path: Path):
    (problem,) = problems_of(tmp_path, ("    period: 2025-H1\n", "    max-age: 18 months\n"))
    assert "no time from which it could be counted" in problem.message


def test_a_table_of_no_time_is_not_aged_by_its_section(tmp_path: Path):
    change = ("section: more\n", "section: more\nmax-age: 18 months\n")
    assert aged(tmp_path, ("    max-age: 18 months\n", ""), change).unaged


def test_a_table_is_stale_from_the_day_after_its_last(tmp_path: Path):
    root = copy_project(tmp_path / "p", samples=True)
    text = TABLE.replace("    period: 2025-H1\n", "    period: 2025-H1\n    valid-until: 2026-06-30\n")
    (root / "data" / "more.yaml").write_text(text, "utf-8")
    for day, stale in ((30, False), (31, True)):
        epoch = int(datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC).timestamp()) + (day - 1) * 86_400
        project = open_project(root, environment={"SOURCE_DATE_EPOCH": str(epoch)})
        assert load_store(project, ("zh", "en")).tables["parks"].stale is stale
