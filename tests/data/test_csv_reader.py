"""CSV files as people and programs write them, and what is refused of them."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.data.sheets.csv_text import decoded
from briefgen.data.sheets.limits import MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_PROBLEMS, MOST_ROWS
from briefgen.data.sheets.read import read_sheet
from briefgen.data.sheets.sheet import Sheet
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import Project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("project")
    return Project(root, root, datetime.date(2026, 1, 1), {})


def read(project: Project, content: bytes | str, name: str = "x.csv", **options: Any) -> Sheet:
    path = project.root / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return read_sheet(path, project, **options)


def refused(project: Project, content: bytes | str, **options: Any) -> tuple[Problem, ...]:
    with pytest.raises(AuthorsMistakes) as caught:
        read(project, content, **options)
    for problem in caught.value.problems:
        assert problem.place.file == "x.csv"
        assert problem.hint
    return caught.value.problems


def refusal(project: Project, content: bytes | str, **options: Any) -> Problem:
    found = refused(project, content, **options)
    assert len(found) == 1, [str(each) for each in found]
    return found[0]


TABLE = 'id;name.zh;name.en;value\r\na;甲产业;Industry A;3\r\nb;乙、丙;"B; ""C""\nand D";19400000000\r\n'
CELLS = (("a", "甲产业", "Industry A", "3"), ("b", "乙、丙", 'B; "C"\nand D', "19400000000"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encodings_delimiters_and_line_ends(project: Project, encoding: str, delimiter: str, end: str):
    # A text that holds the delimiter stands in quotation marks, as programs write it.
    text = TABLE.replace("B; ", f"B{delimiter} ").replace("\r\n", "\n").replace("\n", end)
    head, *rest = text.split(end)
    written = end.join([head.replace(";", delimiter), *(line.replace(";", delimiter) for line in rest)])
    sheet = read(project, written.encode(encoding))
    expected = tuple(tuple(cell.replace("B; ", f"B{delimiter} ") for cell in row) for row in CELLS)
    assert sheet.heads == ("id", "name.zh", "name.en", "value")
    assert sheet.rows == expected
    assert (sheet.file, sheet.name) == ("x.csv", "")


def test_cells_know_their_names(project: Project):
    sheet = read(project, "\n\nid,value\n\na,1\n ,\nb,2\n")
    assert [str(head.place) for head in sheet.heads] == ["x.csv:A3", "x.csv:B3"]
    assert [str(cell.place) for row in sheet.rows for cell in row] == ["x.csv:A5", "x.csv:B5", "x.csv:A7", "x.csv:B7"]
    place = sheet.rows[1][1].place
    assert (place.line, place.column) == (7, 2)


def test_row_numbers_count_rows_as_spreadsheets_do(project: Project):
    sheet = read(project, 'id,note\na,"one\ntwo\nthree"\nb,x\n')
    assert sheet.rows[1][0].place.cell == "A3"


def test_white_space_at_the_ends_is_no_part_of_a_text(project: Project):
    sheet = read(project, "id,note\n a ,\u3000甲\u00a0 \n")
    assert sheet.rows == (("a", "甲"),)


def test_lines_of_a_cell_keep_their_numbers(project: Project):
    assert read(project, 'id,list\na,"\n乙\n"\n').rows == (("a", "\n乙"),)


def test_texts_are_composed(project: Project):
    assert read(project, "id,note\na,cafe\u0301\n").rows == (("a", "café"),)


def test_empty_columns_and_cells_at_the_end_are_no_harm(project: Project):
    sheet = read(project, "id,,value,,\na,,1,,\nb,,2,,,,\n")
    assert sheet.heads == ("id", "value")
    assert sheet.rows == (("a", "1"), ("b", "2"))
    assert sheet.rows[0][1].place.cell == "C2"


def test_a_single_column_is_a_table(project: Project):
    assert read(project, "id\na\nb\n").rows == (("a",), ("b",))


@pytest.mark.parametrize(
    ("content", "heads"),
    [
        # Commas in texts, semicolons between them, and the other way round.
        ("id;note\na;one, two, three\nb;four, five, six\n", ("id", "note")),
        ("id,note,value\na,one; two,3\nb,x; y; z,4\n", ("id", "note", "value")),
        ("id;value\na;1,5\nb;2,5\n", ("id", "value")),
        ("name|unit\na|b, c; d\n", ("name", "unit")),
        # One long row does not turn the table into another.
        ("id,note\na,x\nb,y;z\nc,u,v\n", None),
    ],
)
def test_the_delimiter_is_found_out(project: Project, content: str, heads: tuple[str, ...] | None):
    if heads is None:
        assert refusal(project, content).place.cell == "C4"
    else:
        assert read(project, content).heads == heads


def test_a_delimiter_that_is_given_counts(project: Project):
    assert read(project, "a;b,c\n1;2,3\n", delimiter=",").heads == ("a;b", "c")
    assert read(project, "a\tb\n1\t2\n", delimiter="tab").heads == ("a", "b")
    assert "no delimiter" in refusal(project, "a\n", delimiter="::").message


def test_too_long_a_row_is_told_at_its_first_cell_without_a_head(project: Project):
    found = refusal(project, "id,name\na,Food, drink\n")
    assert str(found.place) == "x.csv:C2"
    assert found.message == "Row 2 has 3 cells, the row of heads 2: this one has no head."


def test_too_short_a_row_is_told(project: Project):
    found = refusal(project, "id,name,value\na,A,1\nb,2\nc,C,3\n")
    assert str(found.place) == "x.csv:C3"
    assert found.message == "Row 3 has 2 cells, the row of heads 3: a delimiter may be missing."


def test_all_that_is_wrong_is_told_at_once_up_to_a_bound(project: Project):
    assert len(refused(project, "id,name\na\nb,B,x\nc,1.9E+10\n")) == 3
    assert len(refused(project, "id,name\n" + "a\n" * 500)) == MOST_PROBLEMS


@pytest.mark.parametrize("written", ["1.94E+10", "1E+21", "-1,2E-05", '"1.94E+10 "'])
def test_shortened_numbers_have_lost_digits(project: Project, written: str):
    found = refusal(project, f"id;value\na;{written}\n")
    assert found.place.cell == "B2"
    assert "shortened number" in found.message


@pytest.mark.parametrize("written", ["1.94E", "E+10", "12E+10", "a 1.94E+10"])
def test_other_texts_with_an_e_are_texts(project: Project, written: str):
    assert read(project, f"id;value\na;{written}\n").rows[0][1] == written


@pytest.mark.parametrize(
    ("content", "cell", "message"),
    [
        ("id,id\na,b\n", "B1", 'The head "id" stands twice; the first is in A1.'),
        ("id,,x\na,b,c\n", "B1", "This column has no head."),
        ("id,x\na,b\0c\n", "B2", "The invisible character U+0000 cannot stand in a text."),
        ("id,x\na,b\u200bc\n", "B2", "The invisible character U+200B (zero width space) cannot stand in a text."),
        ("id,x\u2028\na,b\n", "B1", "The invisible character U+2028 cannot stand in a text."),
        ("id,x\na," + "b" * 40_000 + "\n", "B2", "This cell holds more than 32767 characters."),
    ],
)
def test_what_cannot_be_read_is_told_at_its_cell(project: Project, content: str, cell: str, message: str):
    found = refusal(project, content)
    assert (found.place.cell, found.message) == (cell, message)


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ('id,x\na,"b\nc,d\n', 2, "never closed"),
        ('id,x\na,"b" c\n', 2, "goes on after its quotation marks close"),
        ("id,x\na," + '"' + "b" * 200_000 + '"\n', 2, "more than 32767 characters"),
    ],
)
def test_broken_quotation_marks_are_told_with_their_row(project: Project, content: str, line: int, words: str):
    found = refusal(project, content)
    assert found.place.line == line
    assert words in found.message


@pytest.mark.parametrize("content", ["", "\n\n", ",,\n , \n", "\ufeff"])
def test_an_empty_file_is_told(project: Project, content: str):
    assert refusal(project, content).message == "The file is empty."


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("id\n" + "a\n" * (MOST_ROWS + 1), "20000 rows"),
        (",".join(f"h{n}" for n in range(MOST_COLUMNS + 1)), "200 columns"),
        (",".join(f"h{n}" for n in range(20)) + "\n" + ("1," * 19 + "1\n") * (MOST_CELLS // 20 + 1), "120000 cells"),
        (b"id\n" + b"a" * MOST_BYTES, "5 MB"),
    ],
)
def test_limits_are_told(project: Project, content: bytes | str, what: str):
    assert refusal(project, content).message == f"The table has more than {what}."


def test_the_largest_table_is_read(project: Project):
    assert len(read(project, "id\n" + "a\n" * MOST_ROWS).rows) == MOST_ROWS


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_refused_in_words(project: Project, encoding: str):
    found = refusal(project, "id,name\na,甲\n".encode(encoding))
    assert "UTF-16" in found.message
    assert "CSV UTF-8" in found.hint


DAMAGED = "id,name\na,机器人产业\nb,人工智能\n".encode()


def test_damaged_utf_8_is_not_taken_for_gb18030(project: Project):
    bad = DAMAGED.index("智".encode())
    content = DAMAGED[:bad] + DAMAGED[bad + 1 :]
    found = refusal(project, content)
    assert (found.place.line, found.message[:38]) == (3, "The file is UTF-8 with a damaged chara")


def test_bytes_that_are_neither_are_told_with_their_row(project: Project):
    found = refusal(project, b"id,name\na,A\nb,\x80\xff\n")
    assert found.place.line == 3
    assert "neither UTF-8 nor GB18030" in found.message


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("機器人產業園區發展", "big5"),
        ("ロボット産業", "shift_jis"),
        ("Münster and Hänsel", "cp1252"),
        ("сталь и завод", "cp1251"),
    ],
)
def test_other_encodings_are_not_read_as_rare_characters(project: Project, text: str, encoding: str):
    found = refusal(project, f"id,name\na,{text}\n".encode(encoding))
    assert found.place.line == 2
    assert "another encoding" in found.message or "neither UTF-8 nor GB18030" in found.message
    assert "CSV UTF-8" in found.hint


def test_bytes_that_could_be_either_are_not_guessed(project: Project):
    content = "id,name\na,一\n".encode("gb18030")
    assert content.decode("utf-8") == "id,name\na,һ\n"
    assert "encoding: gb18030" in refusal(project, content).hint
    assert read(project, content, encoding="gb18030").rows == (("a", "一"),)
    assert read(project, content, encoding="utf-8").rows == (("a", "һ"),)
    assert "encoding: gb18030" in refusal(project, "id,name\na,茅\n".encode("gb18030")).hint


def test_accents_in_utf_8_are_accents(project: Project):
    assert read(project, "id,name\na,Café – “Zürich”\n").rows == (("a", "Café – “Zürich”"),)
    assert read(project, "id,name\na,Café\n").rows == (("a", "Café"),)


def test_rare_characters_are_read_where_the_encoding_is_given(project: Project):
    content = "id,name\na,㐀㐁㐂\n".encode("gb18030")
    assert "rare characters" in refusal(project, content).message
    assert read(project, content, encoding="gb18030").rows == (("a", "㐀㐁㐂"),)


def test_an_encoding_that_is_given_is_held(project: Project):
    found = refusal(project, "id,name\na,甲乙丙\n".encode("gb18030"), encoding="utf-8")
    assert (found.place.line, found.message) == (2, "The file is not UTF-8: the byte BC cannot stand here.")
    assert "no encoding that is read" in refusal(project, "id\n", encoding="big5").message


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("x.xls", "Excel 2003"),
        ("x.xlsm", "with macros"),
        ("x.ods", "OpenDocument"),
        ("x.pdf", '".pdf"'),
        ("x", '""'),
    ],
)
def test_other_files_are_refused_with_words_that_help(project: Project, name: str, words: str):
    with pytest.raises(AuthorsMistakes) as caught:
        read(project, b"", name)
    assert words in caught.value.problems[0].message
    assert ".xlsx" in caught.value.problems[0].hint


def test_options_of_the_other_kind_are_refused(project: Project):
    assert "no sheets" in refusal(project, "id\n", sheet="Facts").message
    with pytest.raises(AuthorsMistakes, match="1 problem"):
        read_sheet(project.root / "no.csv", project)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_sheet_or_problems_with_places(project: Project, content: bytes):
    _sheet_or_problems(project, content)


@given(st.text(st.sampled_from('ab甲é,;|\t"\r\n 1E+.\0'), max_size=60), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_text_is_a_sheet_or_problems_with_places(project: Project, text: str, encoding: str):
    _sheet_or_problems(project, text.encode(encoding))


@given(st.integers(0, 80), st.binary(max_size=4), st.integers(0, 5))
def test_a_mutated_file_is_a_sheet_or_problems_with_places(project: Project, at: int, put: bytes, less: int):
    content = TABLE.encode("gb18030")
    _sheet_or_problems(project, content[:at] + put + content[at + less :])


def _sheet_or_problems(project: Project, content: bytes) -> None:
    try:
        sheet = read(project, content)
    except AuthorsMistakes as found:
        assert found.problems
        assert all(problem.place.file == "x.csv" for problem in found.problems)
    else:
        assert all(len(row) == len(sheet.heads) and any(row) for row in sheet.rows)
        assert all(cell.place.cell for row in (sheet.heads, *sheet.rows) for cell in row)


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_utf_8_is_always_itself(text: str):
    content = b"\xef\xbb\xbf" + text.encode("utf-8")
    if text[:100].count("\0") == 0:
        assert decoded(content, "x.csv", None) == text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(st.sampled_from("机器人产业营收一二三，。“”ab1,\n"), min_size=4))
def test_chinese_in_gb18030_is_itself_or_refused(text: str):
    try:
        found = decoded(("机器人" + text).encode("gb18030"), "x.csv", None)
    except AuthorsMistakes:
        return
    assert found == "机器人" + text


def test_files_are_where_problems_say(project: Project):
    folder = project.root / "data"
    folder.mkdir(exist_ok=True)
    (folder / "y.csv").write_text("id\na,b\n", "utf-8")
    with pytest.raises(AuthorsMistakes) as caught:
        read_sheet(folder / "y.csv", project)
    assert str(caught.value.problems[0]).startswith("data/y.csv:B2: ")
    assert Path(project.root / caught.value.problems[0].place.file).is_file()
