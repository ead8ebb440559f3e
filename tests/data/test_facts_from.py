"""Facts of table files in the store and in finished editions, beside those of YAML."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from editions import copy_project, make
from hypothesis import given
from hypothesis import strategies as st
from workbooks import workbook

from briefgen.data.fact_rows import COLUMNS
from briefgen.data.facts import Derivation, Fact, Store
from briefgen.data.load import load_store
from briefgen.data.quantity import Amount, Day, Item, Items, Period, Phrase, Rank, Span
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import open_project

HEADS = ["id", "name.zh", "name.en", "value", "unit", "period", "source"]
ROWS: list[list[object]] = [
    HEADS,
    ["hall-a", "甲馆", "Hall A", 1250000000, "CNY", 2025, "doc-1"],
    ["hall-b", "乙馆", "Hall B", 19400000000.0, "CNY", 2025, "doc-1"],
]
SECTION = """\
section: more
title: {zh: 更多, en: More}
facts-from:
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "p", samples=True)


def load(root: Path, entries: str, **files: bytes | str) -> Store:
    """Load the samples with a section whose `facts-from` holds `entries`, and files of `data/`: x_csv is x.csv."""
    (root / "data" / "more.yaml").write_text(SECTION + entries, "utf-8")
    for name, content in files.items():
        path = root / "data" / name.replace("_", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return load_store(open_project(root, environment={}), ("zh", "en"))


def problems(root: Path, entries: str, **files: bytes | str) -> list[Problem]:
    with pytest.raises(AuthorsMistakes) as caught:
        load(root, entries, **files)
    assert all(problem.hint for problem in caught.value.problems)
    return list(caught.value.problems)


def told(found: list[Problem]) -> list[tuple[str, str]]:
    return [(str(problem.place), problem.message) for problem in found]


def csv_of(rows: list[list[object]], delimiter: str = ",") -> str:
    return "\n".join(delimiter.join(map(str, row)) for row in rows) + "\n"


def test_the_sample_holds_every_kind_of_value(root: Path):
    store = load_store(open_project(root, environment={}), ("zh", "en"))
    facts = store.sections["halls"].facts
    values = {name: fact.quantity.value for name, fact in facts.items()}
    assert values == {
        "hall-count": Amount(Decimal(12)),
        "hall-revenue": Amount(Decimal(19400000000)),
        "hall-revenue-2024": Amount(Decimal(16166666667)),
        "hall-growth": Amount(Decimal("20.0")),
        "hall-visitors": Span(Decimal(300000), Decimal(500000)),
        "hall-rank": Rank(5, {"zh": "全球", "en": "in the world"}),
        "hall-fields": Items(
            (
                Item({"zh": "软件", "en": "Software"}),
                Item({"zh": "“芯片”", "en": "“Chips”"}),
                Item({"zh": "机器人", "en": "Robots"}),
            )
        ),
        "hall-aim": Phrase({"zh": "示例展馆群", "en": "A group of halls, for example"}),
        "hall-opening": Day(2025, 6),
    }
    assert list(facts) == list(values)  # those of YAML first, then the rows in order
    assert facts["hall-growth"].derivation == Derivation("growth", ("hall-revenue", "hall-revenue-2024"))
    assert facts["hall-revenue"].owner == "示例部门"
    assert facts["hall-revenue"].place.cell == "A2"
    assert facts["hall-visitors"].quantity.unit == {"zh": "人次", "en": "visits"}


def test_yaml_csv_and_workbook_give_the_same_facts(root: Path):
    def plain(fact: Fact) -> dict[str, object]:
        return {key: value for key, value in vars(fact).items() if key != "place"}

    found = [
        load(root, "  - x.csv\n", x_csv=csv_of(ROWS)),
        load(root, "  - {file: x.csv, delimiter: ;, encoding: gb18030}\n", x_csv=csv_of(ROWS, ";").encode("gb18030")),
        load(root, "  - {file: x.xlsx, sheet: Facts}\n", x_xlsx=workbook({"Notes": [["x"]], "Facts": ROWS})),
    ]
    (root / "data" / "more.yaml").write_text(
        """\
section: more
title: {zh: 更多, en: More}
facts:
  hall-a: {name: {zh: 甲馆, en: Hall A}, value: 1250000000, unit: CNY, period: 2025, source: doc-1}
  hall-b: {name: {zh: 乙馆, en: Hall B}, value: 19400000000, unit: CNY, period: 2025, source: doc-1}
""",
        "utf-8",
    )
    expected = load_store(open_project(root, environment={}), ("zh", "en")).sections["more"].facts
    assert expected["hall-a"].period == Period("year", 2025)
    for store in found:
        facts = store.sections["more"].facts
        assert [plain(fact) for fact in facts.values()] == [plain(fact) for fact in expected.values()]


def test_several_files_follow_one_another(root: Path):
    facts = load(root, "  - x.csv\n  - {file: sub/y.xlsx}\n  - file: z.csv\n", **_three(root)).sections["more"].facts
    assert list(facts) == ["hall-a", "hall-b", "y-a", "z-a"]


def _three(root: Path) -> dict[str, bytes | str]:
    (root / "data" / "sub").mkdir()
    (root / "data" / "sub" / "y.xlsx").write_bytes(workbook({"S": [HEADS, ["y-a", *ROWS[1][1:]]]}))
    return {"x_csv": csv_of(ROWS), "z_csv": csv_of([HEADS, ["z-a", *ROWS[1][1:]]])}


def test_mistakes_in_cells_are_told_at_their_cells_together(root: Path):
    rows = [
        HEADS,
        ["hall-a", "甲馆", "", "1,200", "CNY", 2025, "doc-1"],
        ["Hall B", "乙馆", "Hall B", 5, "CNJ", "2025-H3", "doc-99"],
        ["", "丙馆", "Hall C", 5, "CNY", 2025, "doc-1"],
        ["hall-a", "丁馆", "Hall D", 5, "CNY", 2025, "doc-1"],
        ["hall-e", "戊馆", "Hall E", "", "CNY", 2025, "doc-1"],
    ]
    found = told(problems(root, "  - x.xlsx\n", x_xlsx=workbook({"Facts": rows})))
    place = "data/x.xlsx:Facts!"
    assert (f"{place}C2", 'The text has no "en"; it has zh.') in found
    assert (f"{place}D2", '"1,200" is not a number in plain digits.') in found
    assert any(cell == f"{place}A3" and "cannot be a name" in message for cell, message in found)
    assert (f"{place}E3", '"CNJ" is not a unit.') in found
    assert any(cell == f"{place}F3" and "not a half-year" in message for cell, message in found)
    assert (f"{place}A4", "This row has no id.") in found
    assert (f"{place}A5", f'"hall-a" stands in facts twice; the first is in {place}A2.') in found


def test_what_a_fact_lacks_is_told_at_its_row(root: Path):
    rows = [HEADS, ["hall-e", "戊馆", "Hall E", "", "CNY", 2025, ""]]
    found = told(problems(root, "  - x.csv\n", x_csv=csv_of(rows)))
    assert [place for place, _ in found] == ["data/x.csv:A2"] * len(found)
    assert any("neither a value" in message for _, message in found)


def test_an_unknown_source_is_told_at_its_cell(root: Path):
    rows = [HEADS, ["hall-a", "甲馆", "Hall A", 5, "CNY", 2025, "doc-99"]]
    found = problems(root, "  - x.csv\n", x_csv=csv_of(rows))
    assert told(found) == [("data/x.csv:G2", 'No section has a source "doc-99".')]


def test_ids_are_unique_over_yaml_and_sheets(root: Path):
    rows = [HEADS, ["hall-count", *ROWS[1][1:]], ["x", *ROWS[1][1:]], ["x", *ROWS[1][1:]]]
    found = told(problems(root, "  - x.csv\n", x_csv=csv_of(rows)))
    assert ("data/x.csv:A4", '"x" stands in facts twice; the first is in data/x.csv:A3.') in found
    rows.pop()
    place, message = told(problems(root, "  - x.csv\n", x_csv=csv_of(rows)))[0]
    assert message.startswith('"hall-count" stands in facts twice; the first is in data/halls.yaml:5:3')
    assert place == "data/x.csv:A2"


def test_wrong_columns_are_told_with_the_nearest(root: Path):
    found = problems(root, "  - x.csv\n", x_csv="id,name.zh,nmae.en,vlaue\na,甲,A,1\n")
    assert [(str(problem.place), problem.hint) for problem in found] == [
        ("data/x.csv:C1", 'Did you mean "name.en"?'),
        ("data/x.csv:D1", 'Did you mean "value"?'),
    ]
    found = problems(root, "  - x.csv\n", x_csv="name.zh,value\n甲,1\n")
    assert [problem.message for problem in found] == [
        'The column "id" is missing.',
        'The column "name.en" is missing.',
    ]


def test_a_sheet_that_cannot_be_read_does_not_make_its_facts_unknown(root: Path):
    (root / "data" / "also.yaml").write_text(
        "section: also\ntitle: {zh: 甲, en: A}\nfacts:\n  x:\n    name: {zh: 甲, en: A}\n    value: 1\n"
        "    source: doc-1\n    overlaps: [hall-a]\n",
        "utf-8",
    )
    found = problems(root, "  - x.csv\n", x_csv=csv_of(ROWS) + "hall-c,x\n")
    assert [str(problem.place) for problem in found] == ["data/x.csv:C4"]


def test_heads_alone_are_no_facts(root: Path):
    found = problems(root, "  - x.csv\n", x_csv=csv_of([HEADS]))
    assert told(found) == [("data/x.csv:A1", "This sheet has heads and no facts.")]


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ("  - ../more.csv\n", "does not lie in data/"),
        ("  - /etc/passwd.csv\n", "does not lie in data/"),
        ("  - 'sub\\x.csv'\n", "does not lie in data/"),
        ("  - no.csv\n", 'There is no file "no.csv".'),
        ("  - {file: no.csv, sheet: A, colour: red}\n", '"colour" is not a key here.'),
        ("  - {sheet: A}\n", '"file" is missing here.'),
        ("  - [a, b]\n", "must be keys with values"),
        ("  x.csv\n", "must be a list"),
        ("  - halls.yaml\n", "A table file ends in .csv"),
        ("  - {file: halls.csv, sheet: A}\n", "A CSV file has no sheets."),
        ("  - {file: halls.csv, delimiter: x}\n", '"x" is no delimiter'),
        ("  - {file: halls.csv, encoding: latin-1}\n", '"latin-1" is no encoding'),
        ("  -\n", "nothing is written"),
    ],
)
def test_wrong_entries_are_told(root: Path, entries: str, words: str):
    found = problems(root, entries)
    assert any(words in problem.message for problem in found), told(found)
    assert all(problem.place.file.startswith("data/") for problem in found)


def test_a_link_that_leads_out_is_refused(root: Path, tmp_path: Path):
    (tmp_path / "out.csv").write_text(csv_of(ROWS), "utf-8")
    try:
        (root / "data" / "x.csv").symlink_to(tmp_path / "out.csv")
    except OSError:
        pytest.skip("this system has no links")
    assert "does not lie in data/" in problems(root, "  - x.csv\n")[0].message


def test_paths_of_wrong_entries_are_not_opened_twice(root: Path):
    found = problems(root, "  - x.xlsx\n", x_xlsx=b"no workbook")
    assert told(found) == [("data/x.xlsx", "This is no .xlsx workbook.")]


BRIEF = """\
kind: topic
title: {zh: 示例, en: A sample}
theme: software
cover: office
edition: {date: 2026-03-05, number: 1}
sections: [halls, more]
blocks:
  - page: {zh: 概览, en: Overview}
  - lead: {zh: '营收{hall-revenue}，增速{hall-growth}。', en: 'Revenue was {hall-revenue}, growth {hall-growth}.'}
  - figures: [hall-revenue, hall-count]
  - chart: bars
    takeaway: {zh: 乙馆营收较高, en: Hall B has the larger revenue}
    rows:
      - {fact: hall-b}
      - {fact: hall-a}
  - sources
"""


def test_a_brief_of_facts_from_a_csv_file_and_a_workbook(root: Path):
    load(root, "  - x.xlsx\n", x_xlsx=workbook({"Facts": ROWS}))
    (root / "briefings" / "halls.yaml").write_text(BRIEF, "utf-8")
    chinese, english = make(root, "halls", language="zh").text, make(root, "halls", language="en").text
    assert "营收194亿元，增速约20%" in chinese
    assert "RMB 19.4 billion" in english
    assert "12.5亿" in chinese
    assert "1.25" in english
    rows = [*ROWS[:2], ["hall-b", "乙馆", "Hall B", 21300000000, "CNY", 2025, "doc-1"]]
    load(root, "  - x.xlsx\n", x_xlsx=workbook({"Facts": rows}))
    assert "213亿" in make(root, "halls", language="zh").text
    assert "21.3" in make(root, "halls", language="en").text


CELLS = st.sampled_from(
    [
        "", "a", "b-1", "A b", "甲", "5", "-1.5", "1,2", "missing", "CNY", "date", "2025", "2025-H1", "2020-06-15",
        "doc-1", "rank", "list", "about", "yes", "TRUE", "a, b", "growth: a, b", "sum: a", ": ", "x\ny", "\n", "{a}",
        "[^n]", "**", "\\", "with-note", "18 months", "field|fields", "3..5",
    ]
)  # fmt: skip


@given(data=st.data())
def test_any_sheet_of_facts_is_facts_or_problems_with_places(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    root = tmp_path_factory.getbasetemp() / "any"
    if not root.exists():
        copy_project(root, samples=True)
    known = st.sampled_from([column.head for column in COLUMNS])
    heads = data.draw(st.lists(st.one_of(known, st.sampled_from(["name.fr", "nmae", "x"])), max_size=8, unique=True))
    heads = list(dict.fromkeys(["id", "name.zh", "name.en", *heads]))
    rows = data.draw(st.lists(st.tuples(*(CELLS for _ in heads)), max_size=4))
    made = io.StringIO(newline="")
    csv.writer(made).writerows([heads, *rows])
    try:
        store = load(root, "  - x.csv\n", x_csv=made.getvalue())
    except AuthorsMistakes as found:
        for problem in found.problems:
            assert problem.place.file == "data/x.csv"
            assert problem.place.cell or problem.place.line
    else:
        assert list(store.sections["more"].facts) == [row[0] for row in rows if any(row)]
