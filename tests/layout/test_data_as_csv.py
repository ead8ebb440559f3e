"""The data of charts and tables as CSV: what a spreadsheet program shows of them, against the facts."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest
from data_case import BOM, attached, laid_with_data, rows, table
from editions import Shelf
from hypothesis import example, given
from hypothesis import strategies as st
from layout_case import HEAD, lay

from briefgen.data.quantity import Amount, Day, Qualifier, Quantity, Span
from briefgen.language.columns import Scale
from briefgen.layout.attached.csv_text import csv_bytes, quoted, safe
from briefgen.layout.attached.points import in_full
from briefgen.pdf.attachment import Attachment

FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
TABLES = HEAD.replace("sections: [sample]", "sections: [sample, tables]")
PAGE = "  - page: {zh: 页, en: Page}\n"
CHART = """\
  - chart: bars
    takeaway: {zh: 比较, en: A comparison}
    rows:
"""


@pytest.fixture(scope="module")
def robotics(editions: Shelf) -> dict[str, Attachment]:
    return attached(editions("robotics"))


@pytest.fixture(scope="module")
def tables(editions: Shelf) -> dict[str, Attachment]:
    return attached(editions("tables"))


def test_each_chart_and_table_has_a_file_of_its_own(robotics: dict[str, Attachment], tables: dict[str, Attachment]):
    assert list(robotics) == ["robotics-figure-3.csv", "robotics-facts.json"]
    assert list(tables) == ["tables-table-1.csv", "tables-table-2.csv", "tables-facts.json"]
    figure = robotics["robotics-figure-3.csv"]
    assert (figure.media, figure.relationship) == ("text/csv", "Data")
    assert figure.description.startswith("图3：")
    assert " · Figure 3: Of the five industries" in figure.description
    facts = robotics["robotics-facts.json"]
    assert (facts.media, facts.relationship) == ("application/json", "Supplement")


def test_files_belong_to_what_they_are_the_data_of(editions: Shelf):
    laid = laid_with_data(editions("tables"))
    found = [(element.role, [file.name for file in element.files]) for element in laid.tree.walk() if element.files]
    assert found == [("Table", ["tables-table-1.csv"]), ("Table", ["tables-table-2.csv"])]
    laid = laid_with_data(editions("robotics"))
    (figure,) = (element for element in laid.tree.walk() if element.files)
    assert (figure.role, figure.files) == ("Figure", [laid.context.attachments[_chart(laid.context.brief)]])


def _chart(brief: object) -> int:
    return next(index for index, block in enumerate(brief.blocks) if hasattr(block, "chart"))  # type: ignore[attr-defined]


def test_nothing_is_made_where_nothing_is_asked_for(editions: Shelf):
    assert not [element for element in editions("robotics").tree.walk() if element.files]


def test_excel_opens_it(robotics: dict[str, Attachment], tables: dict[str, Attachment]):
    for file in (*robotics.values(), *tables.values()):
        if file.media == "text/csv":
            assert file.data.startswith(BOM)
            assert file.data.endswith(b"\r\n")
            assert file.data.count(b"\n") == file.data.count(b"\r\n")


def test_every_value_of_a_chart_stands_in_a_row_with_all_that_travels_with_it(
    editions: Shelf, robotics: dict[str, Attachment]
):
    edition = editions("robotics")
    found = rows(robotics["robotics-figure-3.csv"])
    assert [row["序号 / Row"] for row in found] == [str(number) for number in range(1, 6) for _ in range(2)]
    assert [row["指标（英文） / Measure (English)"] for row in found] == [
        "First-half revenue",
        "Year-on-year growth",
    ] * 5
    growths = [Decimal(row["数值 / Value"]) for row in found[1::2]]
    assert growths == sorted(growths, reverse=True)
    for row in found:
        fact = edition.facts[row["数据编号 / Fact"]]
        assert fact.quantity.value == Amount(Decimal(row["数值 / Value"]))
        assert row["文中表述（中文） / As printed (Chinese)"].strip("“”") in edition.text
        assert row["文中表述（英文） / As printed (English)"].strip("“”") in edition.text
        assert (row["起始日期 / First day"], row["截止日期 / Last day"]) == ("2025-01-01", "2025-06-30")
        assert row["时间（英文） / Time (English)"] == "first half of 2025 (year inferred)"
        assert row["年份为推断 / Year inferred"] == "true"
        assert row["统计范围（中文） / Scope (Chinese)"] == (fact.scope["zh"] if fact.scope else "")
        notes = row["注释（英文） / Notes (English)"]
        assert notes.endswith("Some of the industries overlap: do not add their revenues.")
        assert fact.note is None or fact.note["en"] in notes
        assert row["来源（英文） / Sources (English)"].startswith("[2] News summary on the industrial drive (English")
        assert row["图表（中文） / Figure (Chinese)"] == "图3"
        assert row["图表（英文） / Figure (English)"] == "Figure 3"
        assert row["期号 / Edition"] == "ROB-2026-02"
    about = next(row for row in found if row["数据编号 / Fact"] == "robotics-h1-growth")
    assert about["产业（中文） / Industry (Chinese)"] == "机器人"
    assert about["产业（英文） / Industry (English)"] == "Robotics"
    assert about["限定词（中文） / Qualifier (Chinese)"] == "约"
    assert about["限定词（英文） / Qualifier (English)"] == "about"
    assert [row["限定词（英文） / Qualifier (English)"] for row in found].count("about") == 1


@pytest.mark.parametrize(("language", "other"), [("zh", "en"), ("en", "zh")])
def test_an_edition_in_one_language_has_that_language_only(editions: Shelf, language: str, other: str):
    files = attached(editions(f"tables.{language}"))
    assert list(files) == [
        f"tables-table-1-{language}.csv",
        f"tables-table-2-{language}.csv",
        f"tables-facts-{language}.json",
    ]
    store = editions("tables").shared.store
    for file in files.values():
        text = file.data.decode("utf-8-sig") + file.description
        assert not any(fact.name[other] in text for fact in store.facts.values())
        assert not any(column.name[other] in text for one in store.tables.values() for column in one.columns)
    heads = table(files[f"tables-table-1-{language}.csv"])[0]
    assert (
        heads[:4] == {"zh": ["序号", "产业", "指标", "数值"], "en": ["Row", "Industry", "Measure", "Value"]}[language]
    )


def test_the_leading_language_leads(editions: Shelf):
    files = attached(editions("mirrored"))
    figure = next(file for name, file in files.items() if "figure" in name)
    assert table(figure)[0][:3] == [
        "Row / 序号",
        "Industry (English) / 产业（英文）",
        "Industry (Chinese) / 产业（中文）",
    ]
    assert figure.description.startswith("Figure ")


def test_every_cell_of_a_table_stands_in_a_row(editions: Shelf, tables: dict[str, Attachment]):
    edition = editions("tables")
    shown = edition.shared.store.tables["sample-parks"]
    found = rows(tables["tables-table-2.csv"])
    assert len(found) == len(shown.rows) * (len(shown.columns) - 1)
    told = {(row["园区（英文） / Park (English)"], row["指标（英文） / Measure (English)"]): row for row in found}
    page = "".join(edition.text.split())
    for line in shown.rows:
        assert line.cells[0].words is not None
        for column, cell in zip(shown.columns[1:], line.cells[1:], strict=True):
            row = told[line.cells[0].words["en"], column.name["en"]]
            numbers = tuple(row[head] for head in ("数值 / Value", "下限 / Low", "上限 / High"))
            printed = row["文中表述（英文） / As printed (English)"]
            match cell.quantity.value if cell.quantity else None:
                case Amount(value):
                    assert (Decimal(numbers[0]), *numbers[1:]) == (value, "", "")
                case Span(low, high):
                    assert (numbers[0], Decimal(numbers[1]), Decimal(numbers[2])) == ("", low, high)
                case Day(year):
                    assert numbers == ("", "", "")
                    assert row["起始日期 / First day"].startswith(str(year))
                    assert row["截止日期 / Last day"].startswith(str(year))
                case _:
                    assert numbers == ("", "", "")
            if cell.blank:
                assert printed == {"missing": "not available", "not-applicable": "not applicable"}[cell.blank]
            else:
                bare = printed.strip("“”").removeprefix("about ").removeprefix("more than ").removeprefix("RMB ")
                bare = bare.removesuffix(" bn").removesuffix(" firms").removesuffix("%")
                assert "".join(bare.split()) in page, printed
            assert row["注释（中文） / Notes (Chinese)"] == "示例园区与数字均为虚构。"
            assert row["来源（中文） / Sources (Chinese)"] == "[1] 示例表文件（2025年8月）"
            assert row["数据编号 / Fact"] == ""
    assert told["Sample park L", "Revenue"]["文中表述（英文） / As printed (English)"] == "RMB 30–50 bn"
    assert told["Sample park L", "Revenue"]["文中表述（中文） / As printed (Chinese)"] == "300亿～500亿元"
    assert told["Sample park D", "Revenue"]["文中表述（英文） / As printed (English)"] == "about RMB 1.28 bn"
    assert told["Sample park H", "Revenue"]["单位（中文） / Unit (Chinese)"] == "元"
    assert told["Sample park F", "Growth"]["数值 / Value"] == "-3.2"
    opened = told["Sample park A", "Opened"]
    assert opened["起始日期 / First day"] <= opened["截止日期 / Last day"]
    assert (opened["单位（英文） / Unit (English)"], opened["时间（英文） / Time (English)"]) == ("date", "")


def test_what_a_table_does_not_show_is_not_in_its_file(tmp_path: Path):
    block = "  - table: sample-parks\n    takeaway: {zh: 表, en: A table}\n    columns: [revenue]\n    limit: 3\n"
    files = attached(lay(tmp_path, PAGE + block, head=TABLES))
    found = rows(files["case-table-1.csv"])
    assert len(found) == 3
    assert {row["指标（英文） / Measure (English)"] for row in found} == {"Revenue"}
    assert found[0]["注释（英文） / Notes (English)"].endswith("The table lists the first 3 of 20 rows.")


DATA = """\
section: more
title: {zh: 更多, en: More}
sources:
  s-1: {title: {zh: 旧文, en: Old paper}, date: 2020-06-19, kind: sample}
facts:
  sum: {name: {zh: '=求和', en: '=SUM(A1:A9)'}, value: 5, unit: percent, source: s-1, period: 2026-H2, kind: target}
  plus: {name: {zh: +一, en: '@one; =two'}, value: -2.50, unit: percent, source: s-1, as-of: 2020-06, kind: target}
  blank: {name: {zh: －空, en: -blank}, value: missing, unit: percent, period: 2026-H2}
  old: {name: {zh: 旧, en: Old}, value: 98.76, unit: percent, source: s-1, period: 2019, valid-until: 2020-12-31}
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    head = HEAD.replace("sections: [sample]", "sections: [more]\ngaps: state")
    chart = f"{CHART}      - {{fact: sum}}\n      - {{fact: blank}}\n      - {{fact: old}}\n"
    chart += CHART + "      - {fact: plus}\n      - {fact: blank}\n"
    edition = lay(tmp_path_factory.mktemp("odd"), PAGE + chart, head=head, data=DATA)
    files = attached(edition)
    assert not any(b"98.76" in file.data for file in files.values())
    return [*rows(files["case-figure-1.csv"]), *rows(files["case-figure-2.csv"])]


def test_gaps_have_no_value_and_words_for_it(odd: list[dict[str, str]]):
    gaps = [row for row in odd if not row["数值 / Value"]]
    assert [row["数据编号 / Fact"] for row in gaps] == ["blank", "old", "blank"]
    for row in gaps:
        assert row["文中表述（中文） / As printed (Chinese)"] == "待更新"
        assert row["文中表述（英文） / As printed (English)"] == "awaiting update"
        assert row["单位（英文） / Unit (English)"] == "%"
        told = ("时间（英文） / Time (English)", "起始日期 / First day", "年份为推断 / Year inferred")
        for head in (*told, "数据性质（英文） / Kind (English)", "来源（英文） / Sources (English)"):
            assert row[head] == ""


def test_no_cell_begins_a_formula(odd: list[dict[str, str]]):
    for row in odd:
        for head, cell in row.items():
            assert not cell.startswith(FORMULAS) or (head, cell) == ("数值 / Value", "-2.50")
    named = {row["数据编号 / Fact"]: row for row in odd}
    assert named["sum"]["名称（英文） / Name (English)"] == "'=SUM(A1:A9)"
    assert named["plus"]["名称（英文） / Name (English)"] == "'@one; =two"
    assert named["blank"]["名称（中文） / Name (Chinese)"] == "'－空"


def test_a_name_is_not_the_measure_too(odd: list[dict[str, str]]):
    assert {row["指标（英文） / Measure (English)"] for row in odd} == {""}


def test_general_caveats_stand_in_every_row(robotics: dict[str, Attachment]):
    for row in rows(robotics["robotics-figure-3.csv"]):
        told = row["本期说明（英文） / Notes on the edition (English)"]
        assert "Currency and units: Source [2] names no currency; we take the amounts to be in RMB" in told
        assert "For AI it says only “reached” and names no measure." in told
        assert "货币与单位：来源[2]未注明币种" in row["本期说明（中文） / Notes on the edition (Chinese)"]


TAKEN = (
    "26%",
    "16.5%",
    "−3.2%",
    "July 2016",
    "2016年7月",
    "15 Jun 2020",
    "1,200",
    "3–5",
    "1/2",
    "RMB 26",
    "2.50",
    "007",
)
LEFT = ("about 20%", "RMB 26 bn", "260亿元", "2025年上半年", "H1 2025", "待更新", "1200", "0", "%", "家", "")


@pytest.mark.parametrize("text", TAKEN)
def test_what_programs_would_change_is_quoted(text: str):
    assert quoted(text) == f"“{text}”"


@pytest.mark.parametrize("text", LEFT)
def test_other_words_stay_as_they_are(text: str):
    assert quoted(text) == text


def test_values_are_numbers_and_days_are_days(robotics: dict[str, Attachment], tables: dict[str, Attachment]):
    for name, file in {**robotics, **tables}.items():
        for row in rows(file) if name.endswith(".csv") else ():
            for head in ("数值 / Value", "下限 / Low", "上限 / High"):
                assert row[head] == "" or Decimal(row[head]).is_finite()
            for head in ("起始日期 / First day", "截止日期 / Last day"):
                assert row[head] == "" or date.fromisoformat(row[head])
            assert row["年份为推断 / Year inferred"] in ("", "true", "false")


def test_a_plan_is_told_as_one(odd: list[dict[str, str]]):
    assert odd[0]["数据性质（中文） / Kind (Chinese)"] == "目标"
    assert odd[0]["数据性质（英文） / Kind (English)"] == "target"
    assert odd[-2]["时间（英文） / Time (English)"] == "as of June 2020"
    assert (odd[-2]["起始日期 / First day"], odd[-2]["截止日期 / Last day"]) == ("2020-06-01", "2020-06-30")
    assert odd[-2]["来源（中文） / Sources (Chinese)"] == "[1] 旧文（2020年6月19日）"


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1))
@example([["=1+1", " \t@x", "a\r\n-b"], ["x;=1", '";', ","], ["-5", "-5e3", "-1.5.0"]])
def test_any_text_is_one_cell_and_no_formula(cells: list[list[str]]):
    data = csv_bytes(cells[0], cells[1:])
    text = data.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n") == len(cells)
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert read == [[safe(cell) for cell in row] for row in cells]
    for before, after in zip(chain(*cells), chain(*read), strict=True):
        assert "".join(after.removeprefix("'").split()) == "".join(before.split()).removeprefix("'")
        for part in after.split(";"):
            assert not part.startswith(FORMULAS) or _is_number(after)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


@pytest.mark.parametrize(
    ("unit", "scale", "language", "qualifier", "value", "expected"),
    [
        ("CNY", Scale(9, "RMB bn", False), "en", "more-than", "19400000000", "more than RMB 19.4 bn"),
        ("CNY", Scale(8, "亿元", False), "zh", "about", "50000000", "约0.5亿元"),
        ("percent", Scale(0, "%", False), "zh", "none", "-1.5", "−1.5%"),
        ("bit/s", Scale(9, "Gbps", False), "zh", "class-of", "400000000000", "400 Gbps级"),
        ({"zh": "家", "en": "firm|firms"}, Scale(0, "firms", True), "en", "none", "1", "1 firm"),
        ({"zh": "家", "en": "firm|firms"}, Scale(0, "firms", True), "en", "at-least", "1200", "at least 1,200 firms"),
        ("", Scale(0, "", False), "en", "none", "3", "3"),
    ],
)
def test_a_number_of_a_table_has_its_unit_beside_it(
    unit: str, scale: Scale, language: str, qualifier: Qualifier, value: str, expected: str
):
    assert in_full(Quantity(Amount(Decimal(value)), unit, qualifier), scale, language) == expected


def test_the_manual_tells_every_column(robotics: dict[str, Attachment]):
    manual = (Path(__file__).resolve().parents[2] / "docs" / "brief.md").read_text("utf-8")
    told = manual[manual.index("### Charts and tables") : manual.index("### Facts\n")]
    heads = [re.sub("（[^）]*）| [(][^)]*[)]", "", head) for head in table(robotics["robotics-figure-3.csv"])[0]]
    assert [head for head in dict.fromkeys(heads) if head not in told] == ["产业 / Industry"]


@pytest.mark.parametrize(
    ("unit", "scale", "qualifier", "expected"),
    [
        ("CNY", Scale(8, "亿元", False), "none", "300亿～500亿元"),
        ("CNY", Scale(8, "亿元", False), "about", "约300亿～500亿元"),
        ("CNY", Scale(0, "元", False), "none", "30000000000～50000000000元"),
        ("percent", Scale(9, "%", False), "none", "30%～50%"),
        ({"zh": "家", "en": "firm|firms"}, Scale(8, "亿家", False), "none", "300亿～500亿家"),
    ],
)
def test_chinese_says_the_magnitude_at_both_ends(unit: str, scale: Scale, qualifier: Qualifier, expected: str):
    found = Quantity(Span(Decimal("30000000000"), Decimal("50000000000")), unit, qualifier)
    assert in_full(found, scale, "zh") == expected
