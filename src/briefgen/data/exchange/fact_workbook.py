"""Facts laid out as a workbook: a sheet for each section, and a hidden one that remembers what was written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from briefgen.data.exchange.workbook_writer import WrittenColumn, WrittenSheet, WrittenWorkbook, sheet_names
from briefgen.data.exchange.written_facts import WrittenSection
from briefgen.data.fact_rows import COLUMNS, ID
from briefgen.data.facts import Publish
from briefgen.data.quantity import Qualifier
from briefgen.data.section import Kind
from briefgen.data.written import UNITS

ABOUT = "说明 Read me"
BASE = "briefgen"
"""The hidden sheet of what was written, by which an import sees who has changed what."""
SECTION, BLANK = "# section", "# blank"
"""Its heads beside those of facts: the section of a fact, and the heads that were left empty to be filled."""
REMARK = "#"
"""Begins the heads of columns, and the ids of rows, that an import does not read."""
NUMERIC = frozenset({"value", "value.low", "value.high", "value.rank", "derive.digits"})

_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "qualifier": get_args(Qualifier),
    "unit": UNITS,
    "publish": get_args(Publish),
    "quality": ("matched", "consistent", "single"),
    "period-inferred": ("yes", "no"),
}
_WIDTHS = {ID: 30, "value": 20, "locator": 40, "overlaps": 36, "derive": 36}
_LINES = (
    (
        "请先阅读本页。每行为一项数据；列名供程序识别，请勿更改，各列含义见下。",
        "Read this first. A row is a fact. The program knows columns by their heads: leave them as they are. "
        "Each is explained below.",
    ),
    (
        "可以修改单元格、排序、筛选、增加行；列名以#开头的列供备注，程序不读取。"
        "删除列，视为该列未改；删除行，数据不会随之删除。",
        "Change cells, sort, filter, add rows. Columns whose head begins with # are for remarks and not read. "
        "A deleted column counts as unchanged; a deleted row deletes no fact.",
    ),
    (
        "数值按基本单位写出全部数字：194亿元写作19400000000，16.5%写作16.5。",
        "Numbers are in base units with every digit: RMB 19.4 bn is 19400000000, 16.5% is 16.5.",
    ),
    (
        "保存后运行 briefgen facts import 文件.xlsx 查看改动；加 --apply 写入。",
        "Save it, then briefgen facts import FILE.xlsx shows what would change; with --apply it is written.",
    ),
)


@dataclass(frozen=True)
class Remembered:
    """Hold a fact as it stood when a workbook was written, and the heads whose cells were left empty to be filled."""

    section: str
    row: Mapping[str, str]
    blank: frozenset[str] = frozenset()

    @property
    def shown(self) -> Mapping[str, str]:
        """Return the texts that its row in the sheet had."""
        return {head: text for head, text in self.row.items() if head not in self.blank}


def columns_of(rows: Iterable[Mapping[str, str]]) -> tuple[WrittenColumn, ...]:
    """Return all columns of facts, and those of further languages that the rows have, each behind its like."""
    known = {column.head: column for column in COLUMNS}
    heads = list(known)
    for head in dict.fromkeys(head for row in rows for head in row):
        if head not in known:
            stem = head.rpartition(".")[0]
            last = max(index for index, other in enumerate(heads) if other.rpartition(".")[0] == stem)
            heads.insert(last + 1, head)
    return tuple(column(head) for head in heads)


def column(head: str) -> WrittenColumn:
    """Return the column of a head of facts."""
    about = next((known for known in COLUMNS if known.head == head), None)
    texts = (about.zh, about.en) if about else (f"同前，语言代号{head.rpartition('.')[2]}", "The same in this language")
    width = _WIDTHS.get(head, 32 if "." in head and head not in NUMERIC else 16)
    return WrittenColumn(head, *texts, width=width, numeric=head in NUMERIC, choices=_CHOICES.get(head, ()))


def facts_workbook(sections: Sequence[WrittenSection], title: str, day: datetime.date) -> WrittenWorkbook:
    """Return the workbook of the facts of some sections."""
    names = sheet_names([section.id for section in sections], (ABOUT, BASE))
    columns = columns_of(fact.row for section in sections for fact in section.facts.values())
    sheets = [
        WrittenSheet(name, columns, rows_of((fact.row for fact in section.facts.values()), columns))
        for name, section in zip(names, sections, strict=True)
    ]
    facts = [fact for section in sections for fact in section.facts.values()]
    base = base_sheet({str(fact.name): Remembered(fact.section, fact.row) for fact in facts})
    return WrittenWorkbook(title, ABOUT, _LINES, (*sheets, base), day)


def rows_of(rows: Iterable[Mapping[str, str]], columns: Sequence[WrittenColumn]) -> tuple[tuple[str, ...], ...]:
    """Return rows as the texts of all columns."""
    return tuple(tuple(row.get(column.head, "") for column in columns) for row in rows)


def base_sheet(remembered: Mapping[str, Remembered]) -> WrittenSheet:
    """Return the hidden sheet."""
    heads = dict.fromkeys(head for fact in remembered.values() for head in fact.row)
    columns = [WrittenColumn(head, "", "") for head in (ID, SECTION, BLANK, *(head for head in heads if head != ID))]
    rows = [
        {**fact.row, ID: id, SECTION: fact.section, BLANK: " ".join(sorted(fact.blank))}
        for id, fact in remembered.items()
    ]
    return WrittenSheet(BASE, tuple(columns), rows_of(rows, columns), hidden=True)
