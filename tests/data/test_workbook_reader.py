"""Workbooks: what spreadsheet programs keep of what an author typed, and what must not be read."""

from __future__ import annotations

import datetime
import io
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from workbooks import MAIN, WORKBOOK, WORKBOOK_RELATIONS, crafted, workbook

from briefgen.data.sheets.number_formats import Shown, shown_as
from briefgen.data.sheets.read import read_sheet
from briefgen.data.sheets.sheet import Sheet
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import Project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("project")
    return Project(root, root, datetime.date(2026, 1, 1), {})


def read(project: Project, content: bytes, **options: Any) -> Sheet:
    path = project.root / "x.xlsx"
    path.write_bytes(content)
    return read_sheet(path, project, **options)


def refused(project: Project, content: bytes, **options: Any) -> tuple[Problem, ...]:
    with pytest.raises(AuthorsMistakes) as caught:
        read(project, content, **options)
    for problem in caught.value.problems:
        assert problem.place.file == "x.xlsx"
        assert problem.hint
    return caught.value.problems


def refusal(project: Project, content: bytes, **options: Any) -> Problem:
    found = refused(project, content, **options)
    assert len(found) == 1, [str(each) for each in found]
    return found[0]


def one(project: Project, value: object, code: str | None = None) -> str:
    """Return how a value in cell A2 is read."""
    formats = {"A2": code} if code else None
    return read(project, workbook({"Facts": [["head"], [value]]}, formats)).rows[0][0]


def test_a_sheet_is_read_with_its_cells(project: Project):
    rows = [[], ["id", "name.zh", "value"], ["a", " 甲 ", 3], [], ["b", "乙", 19.4]]
    sheet = read(project, workbook({"Facts": rows}))
    assert (sheet.file, sheet.name) == ("x.xlsx", "Facts")
    assert sheet.heads == ("id", "name.zh", "value")
    assert sheet.rows == (("a", "甲", "3"), ("b", "乙", "19.4"))
    assert [str(cell.place) for cell in sheet.rows[1]] == [f"x.xlsx:Facts!{cell}" for cell in ("A5", "B5", "C5")]
    assert (sheet.rows[1][2].place.line, sheet.rows[1][2].place.column) == (5, 3)


def test_a_table_that_does_not_begin_at_a1_keeps_its_cells(project: Project):
    sheet = read(project, workbook({"S 1": [[], [None, None, "id", "value"], [None, None, "a", 2]]}))
    assert sheet.heads == ("id", "value")
    assert str(sheet.rows[0][1].place) == "x.xlsx:'S 1'!D3"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Facts", "Facts"),
        ("事实", "事实"),
        ("my facts", "'my facts'"),
        ("it's", "'it''s'"),
        ("A1", "'A1'"),
        ("R2", "'R2'"),
    ],
)
def test_sheets_are_quoted_as_spreadsheets_quote_them(project: Project, name: str, written: str):
    assert read(project, workbook({name: [["id"]]})).heads[0].place.cell == f"{written}!A1"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (3, "3"),
        (19.4, "19.4"),
        (0, "0"),
        (-0.0, "0"),
        (-12.5, "-12.5"),
        (19400000000, "19400000000"),
        (520000000000.0, "520000000000"),
        (1e15, "1000000000000000"),
        (1234567890123456, "1234567890123456"),
        (-9007199254740991, "-9007199254740991"),
        (1.5e21, "1500000000000000000000"),
        (1e23, "100000000000000000000000"),
        (1.234e-7, "0.0000001234"),
        (0.1 + 0.2, "0.3"),
        (16.499999999999996, "16.5"),
        (1 / 3, "0.333333333333333"),
        (100, "100"),
        (True, "yes"),
        (False, "no"),
        ("1,200", "1,200"),
        ("2025-H1", "2025-H1"),
        ("=1+1", "=1+1"),
    ],
)
def test_values_are_written_as_an_author_types_them(project: Project, typed: object, text: str):
    assert one(project, typed) == text


@given(number=st.decimals(-(10**14), 10**14, allow_nan=False, places=3))
def test_numbers_of_fifteen_digits_come_back_as_they_were_typed(project: Project, number: Any):
    if len(number.as_tuple().digits) > 15:
        return
    plain = f"{number:f}".rstrip("0").rstrip(".") if number else "0"
    assert one(project, float(number)) == plain


def test_a_number_whose_last_digits_are_lost_is_refused(project: Project):
    with pytest.raises(AuthorsMistakes) as caught:
        one(project, 123456789012345678)
    (problem,) = caught.value.problems
    assert "the last ones are lost" in problem.message
    assert problem.place.cell.endswith("A2")


DAY = datetime.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("typed", "code", "text"),
    [
        (DAY, "yyyy-mm-dd", "2026-11-01"),
        (DAY, "d/m/yy", "2026-11-01"),
        (DAY, 'yyyy"年"m"月"d"日"', "2026-11-01"),
        (DAY, "[$-804]yyyy/m/d;@", "2026-11-01"),
        (DAY, "mmm-yy", "2026-11"),
        (DAY, 'yyyy"年"m"月"', "2026-11"),
        (datetime.date(2025, 1, 1), "yyyy", "2025"),
        (datetime.datetime(2026, 11, 1), "yyyy-mm-dd hh:mm", "2026-11-01"),
    ],
)
def test_days_are_read_as_their_format_shows_them(project: Project, typed: object, code: str, text: str):
    assert one(project, typed, code) == text


@pytest.mark.parametrize("number", [14, 31])
def test_built_in_days_are_days(project: Project, number: int):
    assert one(project, 46327, number) == "2026-11-01"  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [17, 27, 57])
def test_built_in_months_are_months(project: Project, number: int):
    assert one(project, 46327, number) == "2026-11"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        (0.2, "0%", "percentage"),
        (0.165, "0.0%", "percentage"),
        (0.2, "0.00%;[Red]-0.00%", "percentage"),
        (46327.5, "yyyy-mm-dd hh:mm", "time of day"),
        (0.5, "hh:mm", "time of day"),
        (1.5, "[h]:mm", "time of day"),
        (DAY, "d-mmm", "no year"),
        (DAY, 'm"月"d"日"', "no year"),
        (datetime.date(2025, 6, 15), "mmm-yy", "shows only its month"),
        (datetime.date(2025, 6, 1), "yyyy", "shows only its year"),
    ],
)
def test_cells_that_hold_something_else_than_they_show_are_refused(
    project: Project, typed: object, code: str, words: str
):
    found = refusal(project, workbook({"Facts": [["a", "value"], ["x", typed]]}, {"B2": code}))
    assert str(found.place) == "x.xlsx:Facts!B2"
    assert words in found.message


def test_a_text_in_a_cell_of_percentages_is_a_text(project: Project):
    assert one(project, "20", "0%") == "20"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "number"),
        ("0.00", "number"),
        ("#,##0,,", "number"),
        ("0.00E+00", "number"),
        ('0"%"', "number"),
        ("0\\%", "number"),
        ('"a day"0', "number"),
        ("[Red]0;[Blue]-0", "number"),
        ('0.0" months"', "number"),
        ("0;-0%", "percent"),
        ("yyyy-mm-dd", "day"),
        ("mm:ss", "time"),
        ("h:mm AM/PM", "time"),
        ("[mm]:ss", "time"),
        ("yyyy-mm-dd hh:mm:ss", "day"),
        ("yyyy/mm", "month"),
        ("yyyy", "year"),
        ("m/d", "partial"),
        ('上午/下午h"时"mm"分"', "time"),
        ("", "number"),
    ],
)
def test_number_formats(code: str, shown: Shown):
    assert shown_as(164, code) == shown


def book(fill: Any) -> bytes:
    made = io.BytesIO()
    opened = xlsxwriter.Workbook(made, {"in_memory": True})
    fill(opened)
    opened.close()
    return made.getvalue()


def test_formulas_are_their_results_and_errors_are_told(project: Project):
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("Facts")
        sheet.write_row(0, 0, ["id", "value"])
        sheet.write_row(1, 0, ["a"])
        sheet.write_formula(1, 1, "=2*3", None, 6)
        sheet.write_row(2, 0, ["b"])
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.write_row(3, 0, ["c"])
        sheet.write_formula(3, 1, "=NA()", None, "#N/A")

    found = refused(project, book(fill))
    assert [(problem.place.cell, problem.message) for problem in found] == [
        ("Facts!B3", "This cell holds the error #DIV/0!."),
        ("Facts!B4", "This cell holds the error #N/A."),
    ]
    sheet = crafted('<row r="1"><c r="A1" t="str"><v>id</v></c></row><row r="2"><c r="A2"><f>2*3</f><v>6</v></c></row>')
    assert read(project, sheet).rows == (("6",),)


def test_formulas_without_a_result_are_told(project: Project):
    found = refusal(
        project, crafted('<row r="1"><c r="A1" t="str"><v>id</v></c></row><row r="2"><c r="A2"><f>B2</f></c></row>')
    )
    assert (found.place.cell, "not in the file" in found.message) == ("Facts!A2", True)


def test_merged_cells_are_told(project: Project):
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("Facts")
        sheet.write_row(0, 0, ["id", "owner"])
        sheet.write_row(1, 0, ["a"])
        sheet.write_row(2, 0, ["b"])
        sheet.merge_range(1, 1, 2, 1, "Office")

    found = refusal(project, book(fill))
    assert (found.place.cell, found.message) == ("Facts!B2", "The cells B2:B3 are merged into one.")


def test_rich_texts_and_lines_are_texts(project: Project):
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("Facts")
        sheet.write_row(0, 0, ["id", "note"])
        sheet.write_string(1, 0, "a")
        sheet.write_rich_string(1, 1, "one ", opened.add_format({"bold": True}), "two")
        sheet.write_row(2, 0, ["b", "一\r\n二"])

    assert read(project, book(fill)).rows == (("a", "one two"), ("b", "一\n二"))


def test_hidden_rows_and_columns_are_read(project: Project):
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("Facts")
        sheet.write_row(0, 0, ["id", "value"])
        sheet.write_row(1, 0, ["a", 1])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})

    assert read(project, book(fill)).rows == (("a", "1"),)


def test_days_count_from_the_date_system_of_the_workbook(project: Project):
    made = io.BytesIO()
    opened = xlsxwriter.Workbook(made, {"in_memory": True, "date_1904": True})
    sheet = opened.add_worksheet("Facts")
    sheet.write_string(0, 0, "day")
    sheet.write_datetime(1, 0, DAY, opened.add_format({"num_format": "yyyy-mm-dd"}))
    opened.close()
    assert read(project, made.getvalue()).rows == (("2026-11-01",),)


def test_the_sheet_that_is_meant_must_be_plain(project: Project):
    content = workbook({"Notes": [["x"]], "My facts": [["id"], ["a"]]})
    found = refusal(project, content)
    assert found.message == "The workbook has 2 sheets, and it is not said which is meant: Notes, 'My facts'."
    assert read(project, content, sheet="My facts").rows == (("a",),)
    assert refusal(project, content, sheet="My fact").hint == 'Did you mean "My facts"?'


def test_a_hidden_sheet_is_read_where_it_is_named(project: Project):
    def fill(opened: Any) -> None:
        opened.add_worksheet("Facts").write_row(0, 0, ["id"])
        hidden = opened.add_worksheet("Lists")
        hidden.write_row(0, 0, ["code"])
        hidden.hide()

    assert read(project, book(fill)).name == "Facts"
    assert read(project, book(fill), sheet="Lists").heads == ("code",)


def test_an_empty_sheet_is_told(project: Project):
    assert refusal(project, workbook({"Facts": []})).message == 'The sheet "Facts" is empty.'


def test_heads_and_characters_are_told_at_their_cells(project: Project):
    found = refused(project, workbook({"Facts": [["id", "id", ""], ["a", "b\u200bc", "d"]]}))
    assert [(problem.place.cell, problem.message[:30]) for problem in found] == [
        ("Facts!B1", 'The head "id" stands twice; th'),
        ("Facts!C1", "This column has no head."),
        ("Facts!B2", "The invisible character U+200B"),
    ]


def test_options_of_csv_files_are_refused(project: Project):
    assert "no delimiter" in refusal(project, workbook({"S": [["id"]]}), delimiter=";").message


class _Stream(io.RawIOBase):
    """Take bytes one after the other, as a connection does."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.taken += content
        return len(content)


def test_workbooks_that_were_written_in_one_go_are_read(project: Project):
    """Sizes then stand behind the parts and in the directory, not before the parts."""
    stream = _Stream()
    with zipfile.ZipFile(io.BytesIO(REAL)) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name in archive.namelist():
            if not name.endswith("sheet1.xml"):
                made.writestr(name, archive.read(name))
        made.writestr("xl/worksheets/sheet1.xml", archive.read("xl/worksheets/sheet1.xml").replace(b' s="1"', b""))
    content = bytes(stream.taken)
    assert int.from_bytes(content[18:22], "little") == 0
    assert "percentage" in refusal(project, content).message


def test_paths_of_parts_may_be_absolute_or_use_backslashes(project: Project):
    relations = WORKBOOK_RELATIONS.replace("worksheets/", "/xl/worksheets/")
    parts: dict[str, str | bytes | None] = {"xl/_rels/workbook.xml.rels": relations}
    assert read(project, crafted(FAR, parts=parts)).heads == ("1",)
    parts = {"xl/workbook.xml": None, "xl\\workbook.xml": WORKBOOK}
    assert read(project, crafted(FAR, parts=parts)).heads == ("1",)


# What is no workbook, and what would hold up or break the program that reads it.


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no .xlsx workbook"),
        (b"id,name\n", "no .xlsx workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"PK\3\4 and nothing more", "damaged"),
        (workbook({"Facts": [["id"]]})[:-30], "damaged"),
        (crafted("", parts={"xl/workbook.xml": None, "content.xml": "<office/>"}), "no .xlsx workbook"),
        (crafted("", parts={"xl/worksheets/sheet1.xml": None}), "damaged"),
        (crafted("", parts={"xl/_rels/workbook.xml.rels": None}), "damaged"),
        (crafted("<row><c>"), "not sound XML"),
        (crafted("", parts={"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]>" + WORKBOOK}), "document type"),
        (crafted("", parts={"xl/workbook.xml": WORKBOOK.encode("utf-16")}), "UTF-8"),
        (crafted("", parts={"xl/workbook.xml": '<?xml version="1.0" encoding="gbk"?>' + WORKBOOK}), "UTF-8"),
        (crafted("", parts={"XL/WORKBOOK.XML": WORKBOOK}), "twice"),
        (crafted('<row r="1"><c r="B7"><v>1</v></c></row>'), "stands in row 1"),
        (crafted('<row r="1"><c r="$A$1"><v>1</v></c></row>'), "no name of a cell"),
        (crafted('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "damaged"),
        (crafted('<row r="1"><c r="A1"><v>1<!-- and -->2</v></c></row>'), "notes for other programs"),
        (crafted('<row r="1"><c r="A1"><v>1<![CDATA[2]]></v></c></row>'), "notes for other programs"),
    ],
)
def test_what_is_no_sound_workbook_is_refused_in_words(project: Project, content: bytes, words: str):
    found = refusal(project, content)
    assert words in found.message
    assert ".xlsx" in found.hint


def test_a_protected_part_is_refused(project: Project):
    content = bytearray(workbook({"Facts": [["id"]]}))
    directory = content.rindex(b"PK\1\2")
    content[directory + 8] |= 1
    assert "password" in refusal(project, bytes(content)).message


FAR = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "cell", "words"),
    [
        (FAR + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "Facts!XFD1048576", "20000 rows"),
        ('<row r="1048576"><c r="XFD1048576"><v></v></c></row>', "Facts!XFD1048576", "20000 rows"),
        (FAR + '<row r="1000"><c r="XFD1000"><f>A1</f></c></row>', "Facts!XFD1000", "200 columns"),
        (
            FAR + '<row r="20001"><c r="GR20001" t="inlineStr"><is><t>x</t></is></c></row>',
            "Facts!GR20001",
            "120000 cells",
        ),
        ("<row/>" * 20_001 + "<row><c><v>1</v></c></row>", "Facts!A20002", "20000 rows"),
        ("<row>" + "<c/>" * 200 + "<c><v>1</v></c></row>", "Facts!GS1", "200 columns"),
    ],
)
def test_cells_far_away_are_refused_before_memory_is_reserved(project: Project, rows: str, cell: str, words: str):
    found = refusal(project, crafted(rows))
    assert (found.place.cell, words in found.message) == (cell, True)


def test_cells_far_away_that_only_have_a_format_are_no_harm(project: Project):
    rows = FAR + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    sheet = crafted(rows, parts={"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"/>'})
    assert read(project, sheet).heads == ("1",)


def test_a_told_size_of_the_sheet_reserves_nothing(project: Project):
    part = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>{FAR}</sheetData></worksheet>'
    assert read(project, crafted("", parts={"xl/worksheets/sheet1.xml": part})).heads == ("1",)


@pytest.mark.parametrize(
    "content",
    [
        crafted("<row><c><v>1</v></c></row>" + " " * 20_000_000),
        crafted("", parts={"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">' + "<si/>" * 4_000_000 + "</sst>"}),
        crafted("", parts={f"xl/media/{number}.xml": " " * 6_000_000 for number in range(9)}),
        crafted("", parts={f"xl/media/{number}.xml": "" for number in range(2_001)}),
    ],
    ids=["sheet", "strings", "total", "parts"],
)
def test_bombs_are_refused(project: Project, content: bytes):
    found = refusal(project, content)
    assert "unpacks to more than 50 MB" in found.message


def test_one_long_text_in_every_cell_is_refused(project: Project):
    shared = f'<sst xmlns="{MAIN}"><si><t>{"ab" * 16_000}</t></si></sst>'
    rows = "<row>" + '<c t="s"><v>0</v></c>' * 200 + "</row>"
    found = refusal(project, crafted(rows, parts={"xl/sharedStrings.xml": shared}))
    assert (found.place.cell, found.message) == ("Facts!FA1", "The table has more than 5000000 characters.")


def test_long_lists_of_sheets_are_cut_in_messages(project: Project):
    found = refusal(project, workbook({f"S{number}x": [["id"]] for number in range(40)}))
    assert found.message.endswith("S10x, S11x, ….")


@pytest.mark.parametrize(
    "formats",
    [
        f'<numFmt numFmtId="164" formatCode="{"[" * 300_000}"/>',
        "".join(f'<numFmt numFmtId="{number}" formatCode="0"/>' for number in range(200, 6_000)),
    ],
    ids=["long", "many"],
)
def test_endless_number_formats_are_refused(project: Project, formats: str):
    styles = f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts></styleSheet>'
    assert "number formats" in refusal(project, crafted(FAR, parts={"xl/styles.xml": styles})).message


def test_a_size_that_lies_is_found_out(project: Project):
    """A directory that tells 100 bytes of 20 MB, with the checksum of those 100, as zipfile itself would believe."""
    import zlib

    honest = crafted(FAR)
    bomb = b"<worksheet>" + b" " * 20_000_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bomb) + packer.flush()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), packed if name.endswith("sheet1.xml") else content)
    lying = bytearray(made.getvalue())
    for mark, method, size in ((b"PK\3\4", 8, 22), (b"PK\1\2", 10, 24)):
        at = (
            lying.index(b"xl/worksheets/sheet1.xml") if mark == b"PK\3\4" else lying.rindex(b"xl/worksheets/sheet1.xml")
        )
        header = lying.rindex(mark, 0, at)
        struct.pack_into("<H", lying, header + method, 8)
        struct.pack_into("<I", lying, header + size - 8, zlib.crc32(bomb[:100]))
        struct.pack_into("<I", lying, header + size, 100)
    with zipfile.ZipFile(io.BytesIO(bytes(lying))) as archive:
        assert len(archive.read("xl/worksheets/sheet1.xml")) == 100
    assert "unpacks to more" in refusal(project, bytes(lying)).message


LIMITED = """
import resource, sys
sys.path[:0] = [sys.argv[2]]
import datetime, pathlib
from briefgen.data.sheets.read import read_sheet
from briefgen.errors import AuthorsMistakes
from briefgen.project import Project
path = pathlib.Path(sys.argv[1])
project = Project(path.parent, path.parent, datetime.date(2026, 1, 1), {})
import python_calamine, xml.parsers.expat, zipfile
before = resource.getrusage(resource.RUSAGE_SELF)
try:
    read_sheet(path, project)
except AuthorsMistakes as found:
    print(found.problems[0])
after = resource.getrusage(resource.RUSAGE_SELF)
print(after.ru_maxrss - before.ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")
@pytest.mark.parametrize(
    "content",
    [
        crafted(FAR + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        crafted("<row>" + "<a/>" * 249_000 + "</row>"),
        crafted("<row>" + "<c/>" * 100_000 + "</row>" + " " * 600_000),
        crafted("".join(f'<row r="{row}">' + f'<c r="A{row}"><v>1</v></c>' + "</row>" for row in range(1, 20_002))),
    ],
    ids=["far", "elements", "cells", "full"],
)
def test_a_small_file_takes_little_memory(tmp_path: Path, content: bytes):
    assert len(content) < 110_000
    (tmp_path / "x.xlsx").write_bytes(content)
    source = Path(__file__).resolve().parents[2] / "src"
    run = [sys.executable, "-c", LIMITED, str(tmp_path / "x.xlsx"), str(source)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[-1]) < 200_000  # KB


REAL = workbook(
    {"Facts": [["id", "name.zh", "value", "valid-until"], ["a", "甲", 19.4, DAY], ["b", "乙", 0.2, DAY]]},
    {"D2": "yyyy-mm-dd", "D3": "mmm-yy", "C3": "0%"},
)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_sheet_or_problems_with_places(project: Project, content: bytes):
    sheet_or_problems(project, content)
    sheet_or_problems(project, b"PK\3\4" + content)


@given(st.lists(st.tuples(st.integers(0, len(REAL) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_mutated_workbook_is_a_sheet_or_problems_with_places(project: Project, changes: list[tuple[int, int]]):
    content = bytearray(REAL)
    for at, byte in changes:
        content[at] = byte
    sheet_or_problems(project, bytes(content))


@given(st.integers(0, len(REAL)), st.integers(0, 400))
def test_a_cut_workbook_is_a_sheet_or_problems_with_places(project: Project, at: int, less: int):
    sheet_or_problems(project, REAL[:at] + REAL[at + less :])


FRAGMENTS = st.sampled_from(
    [
        '<row r="1">', '<row r="2">', "<row>", "</row>", '<c r="A1">', '<c r="B2" t="e">', '<c t="s">',
        '<c t="str" s="7">', '<c r="C3" t="d">', "<c>", "</c>", "<v>", "</v>", "<f>", "</f>", "<is><t>x</t></is>", "1",
        "#N/A", "甲", "1e999", "-", "2026-11-01", "<c/>", "<v/>", '<x y="1"/>', "<!-- z -->", "<![CDATA[9]]>", "&#x41;",
        "&amp;", "nan",
    ]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=30).map("".join))
def test_any_xml_of_a_sheet_is_a_sheet_or_problems_with_places(project: Project, rows: str):
    sheet_or_problems(project, crafted(rows))


CELLS = st.builds(
    "<c{}{}{}>{}</c>".format,
    st.sampled_from(["", ' s="0"', ' s="1"', ' s="9"', ' s="x"']),
    st.sampled_from(["", ' t="n"', ' t="b"', ' t="e"', ' t="str"', ' t="s"', ' t="d"', ' t="inlineStr"', ' t="q"']),
    st.sampled_from(["", ' cm="1"']),
    st.sampled_from(
        [
            "", "<v>1</v>", "<v>0</v>", "<v>x</v>", "<v/>", "<f>A1</f>", "<f>A1</f><v>2</v>", "<is><t>甲</t></is>",
            "<v>1e308</v>", "<v>-1</v>", "<v>2026-11-01T10:00:00</v>", "<v>99999999</v>", "<v>60</v>",
        ]
    ),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=4).map(lambda cells: f"<row>{''.join(cells)}</row>"), max_size=4).map("".join))
def test_any_cells_are_a_sheet_or_problems_with_places(project: Project, rows: str):
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    sheet_or_problems(project, crafted(rows, parts={"xl/styles.xml": styles}))


def sheet_or_problems(project: Project, content: bytes) -> None:
    try:
        sheet = read(project, content)
    except AuthorsMistakes as found:
        assert found.problems
        assert all(problem.place.file == "x.xlsx" for problem in found.problems)
    else:
        assert all(len(row) == len(sheet.heads) and any(row) for row in sheet.rows)
        assert all(cell.place.cell for row in (sheet.heads, *sheet.rows) for cell in row)
