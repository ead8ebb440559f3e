"""Blank and stale figures: a workbook for each office, and what comes back of it."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from workbook_edits import Cells, cell, edit_workbook, put, read_cells

from briefgen.cli.main import run
from briefgen.errors import AuthorsMistakes
from briefgen.pipeline.exchange.gaps import LONGEST, NO_OFFICE, file_names
from briefgen.pipeline.exchange.importing import import_facts
from briefgen.project import Project, open_project

SHEET = "待填报 To fill"
ALPHA = """\
section: alpha
title: {zh: 甲, en: Alpha}
max-age: 18 months
sources:
  book: {title: {zh: 年鉴, en: Yearbook}, date: 2025, kind: book}
  news: {title: {zh: 公报, en: Bulletin}, date: 2026, kind: bulletin}
facts:
  revenue:
    name: {zh: 营收, en: Revenue}   # stale
    value: 19400000000
    unit: CNY
    period: 2024-H1
    period-inferred: true
    scope: {zh: 核心产业, en: core industry}
    source: book
    locator: revenue of 19.4 billion
    quality: matched
    cleared-by: 办公厅
    note: {zh: 旧注, en: An old note.}
    owner: 统计局
  staff:
    name: {zh: 人数, en: Staff}   # blank
    value: missing
    unit: {zh: 人, en: person|people}
    period: 2025
    owner: 统计局
  band:
    name: {zh: 区间, en: Band}   # stale by its own day
    value: {low: 1200, high: 1500}
    unit: {zh: 人, en: person|people}
    as-of: 2026-01
    source: book
    valid-until: 2026-06-30
    owner: '人社局: 南京/江北?'
  fresh:
    name: {zh: 新, en: Fresh}
    value: 7
    unit: percent
    period: 2026-Q1
    source: book
    owner: 统计局
  twice:
    name: {zh: 两者之差, en: Difference}
    derive: {difference: [revenue, revenue-before]}
  revenue-before:
    name: {zh: 上年营收, en: Revenue before}
    value: 1
    unit: CNY
    period: 2024-H1
    source: book
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "data").mkdir()
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefgen.yaml").write_text("issuer: {zh: 甲, en: A}\nseries: {zh: 乙, en: B}\n", "utf-8")
    (tmp_path / "data/alpha.yaml").write_text(ALPHA, "utf-8")
    return open_project(tmp_path, environment={"SOURCE_DATE_EPOCH": "1793000000"})


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793000000")  # 26 October 2026


@pytest.fixture
def office(project: Project) -> Path:
    """Return the workbook of the statistics office."""
    assert run(["-C", str(project.root), "facts", "gaps", "--by", "office"]) == 0
    return project.root / "gaps/统计局.xlsx"


def fill(book: Path, *cells: tuple[str, str, object]) -> None:
    def edit(sheets: dict[str, Cells]) -> None:
        for id, head, value in cells:
            put(sheets[SHEET], id, head, value)

    edit_workbook(book, edit)


def problems(project: Project, book: Path) -> list[str]:
    with pytest.raises(AuthorsMistakes) as caught:
        import_facts(project, book, apply=True)
    assert (project.data / "alpha.yaml").read_text("utf-8") == ALPHA
    return [f"{problem.place.cell}: {problem.message}" for problem in caught.value.problems]


def test_gaps_are_listed_by_office(project: Project, capsys: pytest.CaptureFixture[str]):
    assert run(["-C", str(project.root), "facts", "gaps"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [re.split(r"  +", line) for line in lines[:-1]] == [
        ["(no office)", "revenue-before", "上年营收", "stale since 2025-12-30"],
        ["人社局: 南京/江北?", "band", "区间", "stale since 2026-06-30"],
        ["统计局", "revenue", "营收", "stale since 2025-12-30"],
        ["统计局", "staff", "人数", "blank"],
    ]
    assert run(["-C", str(project.root), "facts", "gaps", "--json"]) == 0
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {found["fact"]: found["status"] for found in objects} == {
        "revenue-before": "stale",
        "band": "stale",
        "revenue": "stale",
        "staff": "blank",
    }
    assert not (project.root / "gaps").exists()


TABLES = """\
tables:
  parks:
    title: {zh: 园区, en: Parks}
    source: book
    period: 2026-H1
    owner: 园区办
    columns:
      - {id: park, name: {zh: 园区, en: Park}}
      - {id: firms, name: {zh: 企业, en: Firms}, holds: numbers}
    rows:
      - {park: {zh: 甲, en: A}, firms: missing}
      - {park: {zh: 乙, en: B}, firms: 5}
  old:
    title: {zh: 旧表, en: Old}
    source: book
    period: 2020
    columns:
      - {id: park, name: {zh: 园区, en: Park}}
      - {id: firms, name: {zh: 企业, en: Firms}, holds: numbers}
    rows:
      - {park: {zh: 甲, en: A}, firms: 4}
"""


def test_tables_with_gaps_are_listed_and_not_asked_for(project: Project, capsys: pytest.CaptureFixture[str]):
    (project.data / "alpha.yaml").write_text(ALPHA + TABLES, "utf-8")
    assert run(["-C", str(project.root), "facts", "gaps"]) == 0
    lines = [re.split(r"  +", line) for line in capsys.readouterr().out.splitlines()]
    assert lines[4:6] == [
        ["(no office)", "old", "旧表", "table: stale since 2022-06-30"],
        ["园区办", "parks", "园区", "table: 1 cell missing"],
    ]
    assert lines[-1] == ["2 tables to be filled in the files of data/."]
    assert run(["-C", str(project.root), "facts", "gaps", "--json"]) == 0
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    told = {found["table"]: found for found in objects if "table" in found}
    assert {id: (found["status"], found["office"], found["missing"]) for id, found in told.items()} == {
        "old": ("stale", "", 0),
        "parks": ("blank", "园区办", 1),
    }
    assert run(["-C", str(project.root), "facts", "gaps", "--by", "office"]) == 0
    assert "园区" not in "".join(path.name for path in (project.root / "gaps").iterdir())


def test_each_office_has_its_workbook(project: Project, office: Path):
    names = sorted(path.name for path in office.parent.iterdir())
    assert names == sorted(["统计局.xlsx", "人社局_ 南京_江北_.xlsx", f"{NO_OFFICE}.xlsx"])
    rows = read_cells(office)[SHEET]
    ids = [row[rows[0].index("id")] for row in rows]
    assert ids == ["id", "# 数据代号，请勿更改\nId: do not change", "revenue", "staff"]
    told = dict(zip(map(str, rows[0]), rows[2], strict=True))
    assert told["# 原值 last value"] == "194亿元 / RMB 19.4 bn"
    assert told["# 原时期 last time"] == "2024-H1"
    assert (told["unit"], told["scope.zh"]) == ("CNY", "核心产业")
    assert [told[head] for head in ("value", "period", "source", "locator")] == ["", "", "", ""]


def test_every_head_is_explained_in_both_languages(office: Path):
    heads, labels, *_ = read_cells(office)[SHEET]
    for head, label in zip(heads, labels, strict=True):
        chinese, _, english = str(label).partition("\n")
        assert re.search("[\u4e00-\u9fff]", chinese) and re.search("[a-z]", english), head


@pytest.mark.parametrize("way", ["stays", "deleted", "last", "first of two"])
def test_the_row_that_explains_may_stay_go_or_move(project: Project, office: Path, way: str):
    def edit(sheets: dict[str, Cells]) -> None:
        rows = sheets[SHEET]
        put(rows, "staff", "value", 1250)
        put(rows, "staff", "source", "book")
        if way == "deleted":
            del rows[1]
        elif way == "last":
            rows.append(rows.pop(1))
        elif way == "first of two":
            rows.insert(3, rows[1])

    edit_workbook(office, edit)
    (change,) = import_facts(project, office).changes
    assert (change.id, change.kind) == ("staff", "changed")


def test_only_the_cells_to_fill_are_open(office: Path):
    parts = zipfile.ZipFile(office)
    sheet, styles = parts.read("xl/worksheets/sheet1.xml").decode(), parts.read("xl/styles.xml").decode()
    assert "<sheetProtection" in sheet
    rows = read_cells(office)[SHEET]
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.split("<cellXfs")[1])
    style = {name: int(number) for name, number in re.findall(r'<c r="([A-Z]+\d)" s="(\d+)"', sheet)}
    opened = {name for name, number in style.items() if 'locked="0"' in formats[number]}

    def name(id: str, head: str) -> str:
        row, column = cell(rows, id, head)
        return f"{chr(ord('A') + column)}{row + 1}"

    heads = ("value", "period", "source", "locator", "# 备注 remark")
    assert opened == {name(id, head) for id in ("revenue", "staff") for head in heads} - {name("staff", "period")}


def test_a_workbook_that_is_out_is_not_written_over(project: Project, office: Path, capsys: pytest.CaptureFixture[str]):
    before = office.read_bytes()
    assert run(["-C", str(project.root), "facts", "gaps", "--by", "office"]) == 2
    assert office.read_bytes() == before
    assert run(["-C", str(project.root), "facts", "gaps", "--by", "office", "--force"]) == 0


def test_an_empty_workbook_changes_nothing(project: Project, office: Path):
    assert not import_facts(project, office).changes
    edit_workbook(office, lambda sheets: None)
    assert not import_facts(project, office, apply=True).changes


def test_what_an_office_fills_takes_the_place_of_the_old_figure(project: Project, office: Path):
    fill(
        office,
        ("revenue", "value", 21_000_000_000),
        ("revenue", "period", "2026-H1"),
        ("revenue", "source", "news"),
        ("staff", "value", "1,250"),
        ("staff", "source", "book"),
        ("staff", "# 备注 remark", "2025 年报"),
    )
    other = office.parent / f"{NO_OFFICE}.xlsx"
    # A fact is calculated from this figure and another office's; one without the other would leave it without sense.
    with pytest.raises(AuthorsMistakes) as caught:
        import_facts(project, office)
    assert "twice" in str(caught.value.problems[0]) or "revenue" in str(caught.value.problems[0])
    fill(
        other,
        ("revenue-before", "value", 2),
        ("revenue-before", "period", "2026-H1"),
        ("revenue-before", "source", "news"),
    )
    found = import_facts(project, office, other, apply=True)
    text = (project.data / "alpha.yaml").read_text("utf-8")
    new = ALPHA.replace("19400000000", "21000000000").replace(
        "    period: 2024-H1\n    period-inferred: true\n", "    period: 2026-H1\n"
    )
    new = new.replace(
        "    source: book\n    locator: revenue of 19.4 billion\n    quality: matched\n    cleared-by: 办公厅\n",
        "    source: news\n",
    )
    new = new.replace("value: missing", "value: 1250").replace(
        "    period: 2025\n    owner", "    period: 2025\n    source: book\n    owner"
    )
    new = new.replace(
        "value: 1\n    unit: CNY\n    period: 2024-H1\n    source: book",
        "value: 2\n    unit: CNY\n    period: 2026-H1\n    source: news",
    )
    assert text == new
    printed = {id: (said["zh"].old, said["zh"].new) for id, said in found.printed.items()}
    assert printed == {
        "revenue": ("194亿元", "210亿元"),
        "staff": ("待更新", "1250人"),
        "revenue-before": ("1元", "2元"),
    }
    assert [warning.message for warning in found.warnings] == [
        'The note of "revenue" was written for the old value and stays.'
    ]
    assert run(["-C", str(project.root), "facts", "gaps"]) == 0


def test_a_new_figure_needs_its_own_time_and_source(project: Project, office: Path):
    fill(office, ("revenue", "value", 21_000_000_000))
    assert {problem.partition(": ")[2] for problem in problems(project, office)} == {
        '"revenue" has a new figure and no period for it.',
        '"revenue" has a new figure and no source for it.',
    }


def test_a_time_without_a_figure_is_no_figure(project: Project, office: Path):
    fill(office, ("revenue", "period", "2026-H1"), ("revenue", "source", "news"))
    (problem,) = problems(project, office)
    assert problem.endswith('The row of "revenue" is filled and has no value.')


def test_a_range_is_filled_as_a_range_or_by_one_number(project: Project, office: Path):
    book = office.parent / "人社局_ 南京_江北_.xlsx"
    told = (("band", "as-of", "2026-09"), ("band", "source", "news"), ("band", "valid-until", "2027-06-30"))
    fill(book, ("band", "value.low", 1300), ("band", "value.high", 1700), *told)
    import_facts(project, book, apply=True)
    assert "value: {low: 1300, high: 1700}" in (project.data / "alpha.yaml").read_text("utf-8")


def test_half_a_range_is_refused(project: Project, office: Path):
    book = office.parent / "人社局_ 南京_江北_.xlsx"
    told = (("band", "as-of", "2026-09"), ("band", "source", "news"), ("band", "valid-until", "2027-06-30"))
    fill(book, ("band", "value.low", 1300), *told)
    assert any('"high" is missing' in problem for problem in problems(project, book))


def test_a_figure_that_was_filled_meanwhile_is_a_conflict(project: Project, office: Path):
    meanwhile = ALPHA.replace("value: missing", "value: 9\n    source: book")
    (project.data / "alpha.yaml").write_text(meanwhile, "utf-8")
    fill(office, ("staff", "value", 8), ("staff", "source", "news"))
    with pytest.raises(AuthorsMistakes):
        import_facts(project, office)
    assert not import_facts(project, office, prefer="project").changes
    (change,) = import_facts(project, office, prefer="sheet").changes
    assert {(changed.head, changed.new) for changed in change.cells} == {("value", "8"), ("source", "news")}


def test_nothing_missing_writes_nothing(project: Project, capsys: pytest.CaptureFixture[str]):
    text = (
        ALPHA.replace("max-age: 18 months\n", "")
        .replace("missing", "5\n    source: book")
        .replace("2026-06-30", "2027-06-30")
    )
    (project.data / "alpha.yaml").write_text(text, "utf-8")
    assert run(["-C", str(project.root), "facts", "gaps", "--by", "office"]) == 0
    assert capsys.readouterr().out == "Nothing is missing: no figure is blank or stale.\n"
    assert not (project.root / "gaps").exists()


def test_what_a_table_file_holds_is_left_to_it(project: Project, capsys: pytest.CaptureFixture[str]):
    (project.data / "alpha.yaml").write_text(ALPHA + "facts-from: [more.csv]\n", "utf-8")
    (project.data / "more.csv").write_text("id,name.zh,name.en,value,unit\nextra,又,More,missing,CNY\n", "utf-8")
    assert run(["-C", str(project.root), "facts", "gaps", "--by", "office"]) == 0
    assert "extra is in no workbook: it stands in data/more.csv, which is filled itself." in capsys.readouterr().out


def test_file_names_are_such_as_windows_takes():
    made = file_names(["A/B", "A:B", "a_b", "", "NUL", "con.x", "统计局 ", "统计局", "科" * 100, "科" * 101, "x. "])
    assert made[:5] == ["A_B", "A_B-2", "a_b-3", NO_OFFICE, "_NUL"]
    assert len({name.casefold() for name in made}) == len(made)
    for name in made:
        assert not set(name) & set('<>:"/\\|?*')
        assert name.strip(" .") == name
        assert len(name.encode()) <= LONGEST
