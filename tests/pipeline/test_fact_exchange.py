"""Facts out to a workbook and back: nothing is lost, nothing changes unseen, nothing is written that is not valid."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_edits import Cells, cell, edit_workbook, put, read_cells

from briefgen.cli.main import run
from briefgen.data.exchange.fact_changes import Prefer
from briefgen.data.load import load_store
from briefgen.errors import AuthorsMistakes, EnvironmentFailure, UsageMistake
from briefgen.pipeline.exchange.exporting import export_facts
from briefgen.pipeline.exchange.importing import Imported, import_facts
from briefgen.project import Project, open_project

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "issuer: {zh: 甲, en: A}\nseries: {zh: 乙, en: B}\n"
ALPHA = """\
section: alpha   # the first
title: {zh: 甲, en: Alpha}

sources:
  book: {title: {zh: 年鉴, en: Yearbook}, date: 2025, kind: book}

facts:
  # counted by hand
  revenue:
    name: {zh: 营收, en: Revenue}   # checked
    value: 19_400_000_000   # from the yearbook
    unit: CNY
    period: 2025-H1
    source: book
    locator: 'revenue of 19.4 billion: total'
    owner: 统计局

  growth:
    name: {zh: 增速, en: Growth}
    value: 16.50
    unit: percent
    qualifier: about
    period: 2025-H1
    source: book
    overlaps: [revenue]

  fields:
    name: {zh: 领域, en: Fields}
    value:
      list:
        - {zh: 工业, en: 'Industry, mostly'}
        - zh: 物流   # the newest
          en: Logistics
    unit: {zh: 个领域, en: field|fields}
    kind: list
    source: book
    note:
      zh: >-
        一段分两行写的
        说明文字。
      en: >-
        A note that is written
        over two lines.

  count:
    name: {zh: 领域数, en: Number of fields}
    derive: {count: [fields]}
"""
BETA = """\
section: beta
title: {zh: 乙, en: Beta}
facts:
  band:
    name: {zh: 区间, en: Band}
    value: {low: 1200, high: 1500}
    unit: {zh: 人, en: person|people}
    as-of: 2020-06
    source: book
  place:
    name: {zh: 位次, en: Place}
    value: {rank: 3, of: {zh: 全国, en: in the country}}
    kind: rank
    source: book
  founded:
    name: {zh: 成立, en: Founded}
    value: 2020-06
    unit: date
    source: book
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "data").mkdir()
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefgen.yaml").write_text(SETTINGS, "utf-8")
    (tmp_path / "data/alpha.yaml").write_bytes(ALPHA.encode())
    (tmp_path / "data/beta.yaml").write_bytes(BETA.encode())
    return open_project(tmp_path, environment={"SOURCE_DATE_EPOCH": "1793000000"})


@pytest.fixture
def book(project: Project) -> Path:
    """Return an exported workbook."""
    return export_facts(project, project.root / "facts.xlsx").path


def text(project: Project, section: str = "alpha") -> str:
    return (project.data / f"{section}.yaml").read_bytes().decode()


def typed(book: Path, *cells: tuple[str, str, str, object]) -> None:
    """Type values: (sheet, id, head, value)."""

    def edit(sheets: dict[str, Cells]) -> None:
        for sheet, id, head, value in cells:
            put(sheets[sheet], id, head, value)

    edit_workbook(book, edit)


def brought(project: Project, book: Path, *, prefer: Prefer | None = None, delete: bool = False) -> Imported:
    return import_facts(project, book, apply=True, prefer=prefer, delete=delete)


def refused(project: Project, book: Path, **options: bool) -> list[str]:
    """Return the problems of an import that is refused, and make sure that nothing was written."""
    before = {path.name: path.read_bytes() for path in project.data.iterdir()}
    with pytest.raises(AuthorsMistakes) as caught:
        import_facts(project, book, apply=True, **options)
    assert before == {path.name: path.read_bytes() for path in project.data.iterdir()}
    return [f"{problem.place.cell or problem.place}: {problem.message}" for problem in caught.value.problems]


def changed(found: Imported) -> dict[str, list[tuple[str, str, str]]]:
    return {change.id: [(cell.head, cell.old, cell.new) for cell in change.cells] for change in found.changes}


@pytest.mark.parametrize("name", ["f.xlsx", "f.csv"])
def test_what_goes_out_comes_back_without_a_change(project: Project, name: str):
    export_facts(project, project.root / name, sections=["alpha"])
    found = brought(project, project.root / name)
    assert not found.changes
    assert text(project) == ALPHA


@pytest.mark.parametrize("folder", [ROOT, ROOT / "tests/samples"], ids=["shipped", "samples"])
def test_all_facts_of_real_projects_go_both_ways(folder: Path, tmp_path: Path):
    shutil.copytree(folder / "data", tmp_path / "data")
    shutil.copy(folder / "briefgen.yaml", tmp_path)
    project = open_project(tmp_path)
    book = export_facts(project, tmp_path / "f.xlsx").path
    assert not import_facts(project, book).changes
    edit_workbook(book, lambda sheets: None)
    assert not import_facts(project, book).changes


def test_an_export_is_the_same_bytes_each_time(project: Project, book: Path):
    again = export_facts(project, project.root / "again.xlsx").path
    assert again.read_bytes() == book.read_bytes()


def test_an_export_holds_every_key_as_text_that_excel_keeps(book: Path):
    sheets = read_cells(book)
    assert list(sheets) == ["alpha", "beta", "说明 Read me", "briefgen"]
    rows = sheets["alpha"]
    values = {head: rows[cell(rows, id, head)[0]][cell(rows, id, head)[1]] for id, head in [("growth", "value")]}
    assert values == {"value": "16.50"}
    for sheet, id, head, expected in [
        ("alpha", "revenue", "period", "2025-H1"),
        ("alpha", "fields", "value.list.zh", "工业\n物流"),
        ("alpha", "growth", "overlaps", "revenue"),
        ("alpha", "count", "derive", "count: fields"),
        ("beta", "band", "value.low", 1200.0),
        ("beta", "band", "as-of", "2020-06"),
        ("beta", "founded", "value", "2020-06"),
    ]:
        number, column = cell(sheets[sheet], id, head)
        assert sheets[sheet][number][column] == expected


def test_a_folder_in_place_of_a_workbook_is_told_without_options_of_builds(project: Project):
    (project.root / "taken.xlsx").mkdir()
    with pytest.raises(EnvironmentFailure, match=r"taken\.xlsx is a folder") as caught:
        export_facts(project, project.root / "taken.xlsx", force=True)
    assert "--out" not in caught.value.hint


def test_an_edited_workbook_is_never_written_over(project: Project, book: Path):
    before = book.read_bytes()
    with pytest.raises(UsageMistake, match="is there already"):
        export_facts(project, book, sections=["beta"])
    assert book.read_bytes() == before
    export_facts(project, book, sections=["beta"], force=True)
    assert "alpha" not in read_cells(book)


def test_one_number_changes_one_place(project: Project, book: Path):
    typed(book, ("alpha", "revenue", "value", 20_100_000_000))
    shown = import_facts(project, book)
    assert text(project) == ALPHA
    assert changed(shown) == {"revenue": [("value", "19_400_000_000", "20100000000")]}
    printed = {language: (said.old, said.new) for language, said in shown.printed["revenue"].items()}
    assert printed == {"zh": ("194亿元", "201亿元"), "en": ("RMB 19.4 bn", "RMB 20.1 bn")}
    assert brought(project, book).written
    assert text(project) == ALPHA.replace("19_400_000_000", "20100000000")
    assert not import_facts(project, book).changes


def test_texts_lists_and_new_keys_are_written_where_they_belong(project: Project, book: Path):
    typed(
        book,
        ("alpha", "revenue", "name.en", "Revenue, all"),
        ("alpha", "fields", "value.list.zh", "工业\n物流\n医疗"),
        ("alpha", "fields", "value.list.en", "Industry, mostly\nLogistics\nHealth"),
        ("beta", "place", "value.rank", 2),
        ("beta", "place", "valid-until", "2027-06-30"),
        ("alpha", "growth", "overlaps", ""),
    )
    brought(project, book)
    alpha = text(project)
    assert "name: {zh: 营收, en: 'Revenue, all'}   # checked\n" in alpha
    assert "          en: Logistics\n        - {zh: 医疗, en: Health}\n    unit" in alpha
    assert "overlaps" not in alpha
    assert "    source: book\n\n  fields:" in alpha
    assert "value: {rank: 2, of:" in text(project, "beta")
    assert "    source: book\n    valid-until: 2027-06-30\n  founded:" in text(project, "beta")
    for line in ALPHA.splitlines():
        if "#" in line:
            assert line.partition("#")[2] in alpha


def test_a_note_over_two_lines_stays_when_its_other_language_changes(project: Project, book: Path):
    typed(book, ("alpha", "fields", "note.en", "Another note."))
    brought(project, book)
    assert "      zh: >-\n        一段分两行写的\n        说明文字。\n      en: >-\n        Another note.\n" in text(
        project
    )


def test_what_was_said_of_the_old_value_is_told(project: Project):
    vouched = ALPHA.replace("    owner: 统计局\n", "    quality: matched\n    cleared-by: 办公厅\n", 1)
    (project.data / "alpha.yaml").write_text(vouched, "utf-8")
    book = export_facts(project, project.root / "f.xlsx").path
    typed(book, ("alpha", "revenue", "value", 21_000_000_000))
    assert [warning.message for warning in import_facts(project, book).warnings] == [
        'The quality and cleared-by of "revenue" were written for the old value and stay.'
    ]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (201, "times smaller than the old one"),
        (2_010_000_000_000, "times the old one"),
        (1_000_000_000, ""),
    ],
)
def test_a_number_in_another_unit_is_asked_about(project: Project, new: int, said: str):
    base = ALPHA.replace("    owner: 统计局\n", "", 1)
    (project.data / "alpha.yaml").write_text(base, "utf-8")
    book = export_facts(project, project.root / "f.xlsx").path
    typed(book, ("alpha", "revenue", "value", new))
    messages = [warning.message for warning in import_facts(project, book).warnings]
    assert len(messages) == bool(said)
    assert all(said in message and '"revenue"' in message for message in messages)


def test_a_text_typed_in_two_lines_is_one(project: Project, book: Path):
    typed(book, ("alpha", "revenue", "name.zh", "营业\n收入"), ("alpha", "revenue", "name.en", "All\nrevenue "))
    brought(project, book)
    assert "name: {zh: 营业收入, en: All revenue}   # checked\n" in text(project)
    assert not import_facts(project, book, prefer="sheet").changes


def test_a_further_language_has_its_columns(project: Project):
    (project.data / "beta.yaml").write_text(BETA.replace("en: Band}", "en: Band, fr: Bande}"), "utf-8")
    book = export_facts(project, project.root / "f.xlsx").path
    heads = read_cells(book)["beta"][0]
    assert heads[heads.index("name.en") + 1] == "name.fr"
    typed(book, ("beta", "band", "name.fr", "Fourchette"))
    brought(project, book)
    assert "en: Band, fr: Fourchette}" in text(project, "beta")


def test_a_new_row_is_a_new_fact_of_its_sheet(project: Project, book: Path):
    def add(sheets: dict[str, Cells]) -> None:
        heads = sheets["beta"][0]
        new = {"id": "jobs", "name.zh": "岗位", "name.en": "Jobs", "value": 5, "source": "book", "period": "2025"}
        sheets["beta"].append([new.get(str(head), "") for head in heads])

    edit_workbook(book, add)
    found = brought(project, book)
    assert [(change.id, change.section, change.kind) for change in found.changes] == [("jobs", "beta", "new")]
    new = "\n  jobs:\n    name: {zh: 岗位, en: Jobs}\n    value: 5\n    period: 2025\n    source: book\n"
    assert text(project, "beta") == BETA + new[1:]


def test_a_new_row_of_a_second_file_is_a_fact_of_that_file(project: Project):
    files = [export_facts(project, project.root / f"{name}.csv", sections=[name]).path for name in ("alpha", "beta")]
    with files[1].open(encoding="utf-8-sig", newline="") as opened:
        heads, *rows = csv.reader(opened)
    new = {"id": "jobs", "name.zh": "岗位", "name.en": "Jobs", "value": "5", "source": "book", "period": "2025"}
    with files[1].open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows([heads, *rows, [new.get(head, "") for head in heads]])
    found = import_facts(project, *files)
    assert [(change.id, change.section, change.kind) for change in found.changes] == [("jobs", "beta", "new")]


def test_a_new_row_among_facts_of_two_sections_has_no_home(project: Project, book: Path):
    def add(sheets: dict[str, Cells]) -> None:
        rows = sheets.pop("alpha")
        new = {"id": "jobs", "name.zh": "岗位", "name.en": "Jobs", "value": 5, "source": "book", "period": "2025"}
        rows += sheets.pop("beta")[1:]
        sheets["all"] = [*rows, [new.get(str(head), "") for head in rows[0]]]

    edit_workbook(book, add)
    (problem,) = refused(project, book)
    assert 'It is not known which section the new fact "jobs" belongs to.' in problem


def test_a_row_that_is_gone_deletes_nothing_unless_asked(project: Project, book: Path):
    edit_workbook(book, lambda sheets: sheets["beta"].pop(cell(sheets["beta"], "place", "id")[0]))
    found = brought(project, book)
    assert not found.changes
    assert found.vanished == ("place",)
    assert text(project, "beta") == BETA
    brought(project, book, delete=True)
    assert "place:" not in text(project, "beta")
    assert "founded:" in text(project, "beta")


def test_only_a_workbook_that_remembers_can_delete(project: Project, book: Path):
    edit_workbook(book, forgetful)
    with pytest.raises(UsageMistake):
        brought(project, book, delete=True)


def test_an_id_that_was_changed_is_seen_without_the_hidden_sheet_too(project: Project, book: Path):
    typed(book, ("beta", "band", "id", "bands"))
    edit_workbook(book, forgetful)
    assert refused(project, book) == ['beta!A2: The id of "band" was changed to "bands".']


def test_a_workbook_of_another_project_is_told(project: Project, book: Path, capsys: pytest.CaptureFixture[str]):
    (project.data / "beta.yaml").write_text(BETA[: BETA.index("  place")], "utf-8")
    assert import_facts(project, book).unknown == ("place", "founded")
    assert said(capsys, "-C", str(project.root), "facts", "import", str(book))[1].splitlines() == [
        "In the workbook, and not in this project any more: place, founded. Their rows are left alone.",
        "Nothing changes.",
    ]


def test_a_fact_that_others_need_is_not_deleted(project: Project, book: Path):
    edit_workbook(book, lambda sheets: sheets["alpha"].pop(cell(sheets["alpha"], "fields", "id")[0]))
    (problem,) = refused(project, book, delete=True)
    assert problem.endswith('No section has a fact "fields", which "count" names.')


# What was changed on both sides.


def test_what_changed_in_the_project_alone_stays(project: Project, book: Path):
    typed(book, ("alpha", "growth", "value", 17))
    (project.data / "alpha.yaml").write_text(ALPHA.replace("en: Growth", "en: Increase"), "utf-8")
    assert changed(brought(project, book)) == {"growth": [("value", "16.50", "17")]}
    assert "en: Increase" in text(project)


def test_what_changed_on_both_sides_is_refused_or_decided(project: Project, book: Path):
    typed(book, ("alpha", "growth", "value", 17), ("alpha", "revenue", "owner", "财政局"))
    meanwhile = ALPHA.replace("16.50", "18")
    (project.data / "alpha.yaml").write_text(meanwhile, "utf-8")
    (problem,) = refused(project, book)
    assert problem.startswith('alpha!F3: "value" of "growth" was changed here and in the project')
    assert changed(import_facts(project, book, prefer="sheet"))["growth"] == [("value", "18", "17")]
    assert list(changed(import_facts(project, book, prefer="project"))) == ["revenue"]


def test_the_same_change_on_both_sides_is_none(project: Project, book: Path):
    typed(book, ("alpha", "growth", "value", 17))
    (project.data / "alpha.yaml").write_text(ALPHA.replace("16.50", "17"), "utf-8")
    assert not import_facts(project, book).changes


def test_halves_of_a_figure_from_both_sides_are_told(project: Project, book: Path):
    typed(book, ("alpha", "growth", "qualifier", "nearly"), ("alpha", "revenue", "owner", "财政局"))
    meanwhile = ALPHA.replace("16.50", "18").replace("19_400_000_000", "20_000_000_000")
    (project.data / "alpha.yaml").write_text(meanwhile, "utf-8")
    (warning,) = import_facts(project, book).warnings
    assert warning.message == (
        'Of "growth" the project has changed value since this was written, and qualifier is changed here.'
    )


def test_a_fact_that_was_deleted_meanwhile_does_not_come_back(project: Project, book: Path):
    (project.data / "beta.yaml").write_text(BETA[: BETA.index("  founded")], "utf-8")
    assert not import_facts(project, book).changes
    typed(book, ("beta", "founded", "value", "2021-07"))
    (problem,) = refused(project, book)
    assert '"founded" was deleted from the project' in problem
    assert not import_facts(project, book, prefer="project").changes


# What is wrong is told at its cell, all at once, and nothing is written.


@pytest.mark.parametrize(
    ("sheet", "id", "head", "value", "where", "sentence"),
    [
        ("alpha", "revenue", "value", "19.4 billion", "alpha!F2", '"19.4 billion" is not a number in plain digits.'),
        ("alpha", "revenue", "kind", "reportd", "alpha!Y2", '"kind" cannot be "reportd".'),
        ("alpha", "revenue", "period", "H1 2025", "alpha!V2", "“H1 2025” is not a period."),
        ("alpha", "revenue", "source", "bok", "alpha!AC2", 'No section has a source "bok".'),
        ("alpha", "revenue", "name.en", "", "alpha!C2", 'The text has no "en"; it has zh.'),
        ("alpha", "growth", "overlaps", "revenu", "alpha!AE3", 'No section has a fact "revenu", which "growth" names.'),
        ("alpha", "growth", "unit", "%", "alpha!S3", '"%" is not a unit.'),
        ("alpha", "count", "derive", "sum: fields, revenue", "alpha!Q5", ""),
        ("beta", "band", "value.low", 1600, "beta!G2", "A range cannot go from 1600 to 1500."),
        ("beta", "band", "value", 1600, "beta!G2", '"value" and "value.low" are both filled in this row.'),
        ("beta", "band", "id", "", "beta!A2", "This row has no id."),
        ("beta", "band", "id", "revenue", "beta!A2", '"revenue" has two rows; the first is alpha!A2.'),
        ("beta", "band", "id", "bands", "beta!A2", 'The id of "band" was changed to "bands".'),
        ("beta", "band", "id", "Band 2", "beta!A2", '"Band 2" cannot be the id of a fact.'),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(
    project: Project, book: Path, sheet: str, id: str, head: str, value: object, where: str, sentence: str
):
    typed(book, (sheet, id, head, value))
    problems = refused(project, book)
    assert any(problem.startswith(f"{where}: {sentence}") for problem in problems), problems


def test_all_problems_are_told_together(project: Project, book: Path):
    typed(book, ("alpha", "revenue", "value", "x"), ("beta", "band", "unit.zh", ""), ("beta", "place", "kind", "plan"))
    problems = refused(project, book)
    assert {problem.partition(":")[0] for problem in problems} == {"alpha!F2", "beta!T2", "beta!Y3"}


def test_a_fact_of_a_table_file_is_changed_there(project: Project):
    (project.data / "beta.yaml").write_text(BETA + "facts-from: [more.csv]\n", "utf-8")
    more = "id,name.zh,name.en,value,source\nextra,又,More,7,book\n"
    (project.data / "more.csv").write_text(more, "utf-8")
    book = export_facts(project, project.root / "f.xlsx").path
    assert not import_facts(project, book).changes
    typed(book, ("beta", "extra", "value", 8))
    (problem,) = refused(project, book)
    assert problem.startswith('beta!A5: "extra" stands in a table file, data/more.csv:A2')


def test_a_brief_that_passes_its_check_goes_on_passing_it(project: Project, tmp_path: Path):
    for name in ("data", "briefings"):
        shutil.rmtree(tmp_path / name)
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("delegations"))
    shutil.copy(ROOT / "briefgen.yaml", tmp_path)
    book = export_facts(project, tmp_path / "f.xlsx", sections=["robotics"]).path
    typed(book, ("robotics", "robotics-h1-revenue", "publish", "internal"))
    problems = refused(project, book)
    assert any(problem.startswith("briefings/") and "internal" in problem for problem in problems)


# What offices do to workbooks.


def reordered(sheets: dict[str, Cells]) -> None:
    for name in ("alpha", "beta"):
        sheets[name] = [list(reversed(row)) for row in sheets[name]]
        sheets[name][1:] = list(reversed(sheets[name][1:]))


def spread(sheets: dict[str, Cells]) -> None:
    """Put empty rows and columns between, and a column of remarks behind."""
    for name in ("alpha", "beta"):
        rows = [
            [*row[:3], "", *row[3:], "", remark] for row, remark in zip(sheets[name], ["# 备注", *"abcd"], strict=False)
        ]
        sheets[name] = [row for pair in ((row, [""] * len(row)) for row in rows) for row in pair]


def thinned(sheets: dict[str, Cells]) -> None:
    """Delete all columns but a few."""
    for name in ("alpha", "beta"):
        kept = [index for index, head in enumerate(sheets[name][0]) if head in ("id", "value", "source")]
        sheets[name] = [[row[index] for index in kept] for row in sheets[name]]


def renamed(sheets: dict[str, Cells]) -> None:
    sheets["上半年 (2)"] = sheets.pop("alpha")


def joined(sheets: dict[str, Cells]) -> None:
    """Put all facts on one sheet, and another sheet beside it."""
    sheets["alpha"] += sheets.pop("beta")[1:]
    sheets["Notes"] = [["to do", ""], ["", "call them"]]
    del sheets["说明 Read me"]


def forgetful(sheets: dict[str, Cells]) -> None:
    del sheets["briefgen"]


@pytest.mark.parametrize(
    "habit", [reordered, spread, thinned, renamed, joined, forgetful], ids=lambda habit: habit.__name__
)
def test_workbooks_of_any_shape_change_what_was_typed_and_no_more(
    project: Project, book: Path, habit: Callable[[dict[str, Cells]], None]
):
    typed(book, ("alpha", "revenue", "value", 20_100_000_000))
    edit_workbook(book, habit)
    assert changed(brought(project, book)) == {"revenue": [("value", "19_400_000_000", "20100000000")]}
    assert text(project) == ALPHA.replace("19_400_000_000", "20100000000")
    assert text(project, "beta") == BETA


@pytest.mark.parametrize("value", ["20100000000", "20,100,000,000", " 20100000000 ", 20.1e9])
def test_numbers_as_offices_type_them(project: Project, book: Path, value: object):
    typed(book, ("alpha", "revenue", "value", value))
    assert changed(import_facts(project, book)) == {"revenue": [("value", "19_400_000_000", "20100000000")]}


@pytest.mark.parametrize(
    ("day", "period"), [(datetime.date(2025, 6, 15), "2025-06-15"), (datetime.date(2025, 6, 1), "2025-06")]
)
def test_days_typed_into_a_period(project: Project, book: Path, day: datetime.date, period: str):
    typed(book, ("alpha", "revenue", "period", day))
    assert changed(import_facts(project, book)) == {"revenue": [("period", "2025-H1", period)]}


def test_a_renamed_column_is_told_with_what_it_may_have_been(project: Project, book: Path):
    def rename(sheets: dict[str, Cells]) -> None:
        heads = sheets["alpha"][0]
        heads[heads.index("value")] = "Value"

    edit_workbook(book, rename)
    (problem,) = refused(project, book)
    assert problem == 'alpha!F1: "Value" is no column of a sheet of facts.'


def test_a_workbook_without_facts_is_told(project: Project, book: Path):
    def empty(sheets: dict[str, Cells]) -> None:
        del sheets["alpha"], sheets["beta"]

    edit_workbook(book, empty)
    assert "No sheet of this workbook holds facts." in refused(project, book)[0]


def test_a_text_that_looks_like_a_formula_goes_both_ways(project: Project):
    (project.data / "alpha.yaml").write_text(ALPHA.replace("locator: '", "locator: '=1+1 "), "utf-8")
    book = export_facts(project, project.root / "f.xlsx").path
    edit_workbook(book, lambda sheets: None)
    assert not import_facts(project, book).changes
    with pytest.raises(AuthorsMistakes):
        export_facts(project, project.root / "f.csv", sections=["alpha"])


# Files appear whole, and none that was changed meanwhile.


def both(project: Project, book: Path) -> None:
    typed(book, ("alpha", "growth", "value", 17), ("beta", "place", "value.rank", 2))


def test_a_file_that_was_changed_meanwhile_stops_all(project: Project, book: Path, monkeypatch: pytest.MonkeyPatch):
    both(project, book)
    from briefgen.pipeline.exchange import importing as fact_exchange_import

    def meanwhile(*arguments: object) -> None:
        (project.data / "beta.yaml").write_text(BETA + "# more\n", "utf-8")

    monkeypatch.setattr(fact_exchange_import, "_refuse_broken_briefs", meanwhile)
    with pytest.raises(EnvironmentFailure, match=r"data/beta.yaml was changed meanwhile; nothing was written"):
        brought(project, book)
    assert text(project) == ALPHA


def test_a_move_that_fails_tells_what_was_written(project: Project, book: Path, monkeypatch: pytest.MonkeyPatch):
    both(project, book)
    from briefgen.pipeline.exchange import importing as fact_exchange_import

    move = fact_exchange_import._move

    def fails(part: Path, target: Path, data: bytes, work: Path) -> None:
        if target.name == "beta.yaml":
            raise EnvironmentFailure("beta.yaml is in use.")
        move(part, target, data, work)

    monkeypatch.setattr(fact_exchange_import, "_move", fails)
    with pytest.raises(EnvironmentFailure, match=r"beta.yaml is in use. Written before that: data/alpha.yaml."):
        brought(project, book)
    monkeypatch.undo()
    assert changed(brought(project, book)) == {"place": [("value.rank", "3", "2")]}
    assert "value: 17" in text(project)


def test_what_editors_leave_beside_the_data_stops_nothing(project: Project, book: Path):
    (project.data / ".#alpha.yaml").symlink_to("somebody@somewhere.123")
    both(project, book)
    brought(project, book)
    assert "value: 17" in text(project)


def test_nothing_is_left_behind(project: Project, book: Path):
    both(project, book)
    brought(project, book)
    assert sorted(path.name for path in project.data.iterdir()) == ["alpha.yaml", "beta.yaml"]
    assert not list(project.store.glob("work-*"))


# The command.


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_the_command_shows_and_writes(project: Project, book: Path, capsys: pytest.CaptureFixture[str]):
    typed(book, ("alpha", "revenue", "value", 20_100_000_000))
    root = str(project.root)
    code, out, _ = said(capsys, "-C", root, "facts", "import", str(book))
    assert code == 0
    assert out.splitlines() == [
        "data/alpha.yaml",
        "  revenue",
        "    value: 19_400_000_000 → 20100000000",
        "    printed: 194亿元 → 201亿元; RMB 19.4 bn → RMB 20.1 bn",
        "1 changed, in 1 file. Give --apply to write this.",
    ]
    code, out, _ = said(capsys, "-C", root, "facts", "import", str(book), "--apply", "--json")
    first, last = map(json.loads, out.splitlines())
    assert (code, first["command"], first["fact"], first["status"]) == (0, "facts import", "revenue", "applied")
    assert first["keys"] == [{"key": "value", "old": "19_400_000_000", "new": "20100000000"}]
    assert first["printed"]["en"] == {"old": "RMB 19.4 bn", "new": "RMB 20.1 bn"}
    assert last["files"] == ["data/alpha.yaml"]
    code, out, _ = said(capsys, "-C", root, "facts", "import", str(book))
    assert (code, out) == (0, "Nothing changes.\n")
    typed(book, ("alpha", "growth", "value", "x"))
    code, out, err = said(capsys, "-C", root, "facts", "import", str(book))
    assert (code, out) == (1, "")
    assert err.startswith('facts.xlsx:alpha!F3: "x" is not a number in plain digits.')


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "f.pdf"),
        ("export", "f.csv"),
        ("export", "f.xlsx", "--section", "nowhere"),
        ("export", "f.xlsx", "--brief", "nowhere"),
        ("gaps", "--out", "x"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_mistake(
    project: Project, arguments: Sequence[str], capsys: pytest.CaptureFixture[str]
):
    code, _, err = said(capsys, "-C", str(project.root), "facts", *arguments)
    assert code == 2
    assert err


HABITS = [
    "",
    " ",
    "0",
    "-1",
    "19.4",
    "1,200",
    "1e5",
    "missing",
    "yes",
    "2025-H1",
    "2020-06",
    "CNY",
    "percent",
    "甲\n乙",
]
HABITS += [
    "revenue",
    "fields, revenue",
    "count: fields",
    "sum: a",
    "{x}",
    "a: b # c",
    "'",
    '"',
    "- x",
    "=1",
    "x\u200bz",
    "list",
]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_typed_is_refused_at_a_place_or_leaves_a_project_that_loads(
    project: Project, book: Path, data: st.DataObject
):
    (project.data / "alpha.yaml").write_bytes(ALPHA.encode())
    (project.data / "beta.yaml").write_bytes(BETA.encode())
    export_facts(project, book, force=True)
    edits = st.tuples(
        st.sampled_from(["alpha", "beta"]), st.integers(0, 4), st.integers(0, 42), st.sampled_from(HABITS) | st.text()
    )
    cells = data.draw(st.lists(edits, min_size=1, max_size=4))

    def edit(sheets: dict[str, Cells]) -> None:
        for sheet, row, column, value in cells:
            rows = sheets[sheet]
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = value

    edit_workbook(book, edit)
    try:
        found = import_facts(project, book, apply=True)
    except AuthorsMistakes as error:
        assert all(problem.place.file for problem in error.problems)
        assert text(project) == ALPHA
        return
    load_store(project, ("zh", "en"))
    assert not import_facts(project, book, prefer="sheet").changes
    assert bool(found.files) == (text(project) != ALPHA or text(project, "beta") != BETA)
