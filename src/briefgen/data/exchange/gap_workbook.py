"""The workbook that an office fills: its blank and stale figures, with all fixed but the cells for the new ones."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.data.exchange.fact_workbook import ABOUT, REMARK, Remembered, base_sheet, column, rows_of
from briefgen.data.exchange.workbook_writer import WrittenColumn, WrittenSheet, WrittenWorkbook
from briefgen.data.fact_rows import COLUMNS, ID
from briefgen.data.facts import Source

SHEET = "待填报 To fill"
_LAST_VALUE, _LAST_TIME, _REASON, _NOTES = (
    f"{REMARK} 原值 last value",
    f"{REMARK} 原时期 last time",
    f"{REMARK} 原因 why",
    f"{REMARK} 备注 remark",
)
_FIXED = ("name", "scope", "unit", "qualifier")
_OF_THE_OLD = ("locator", "quality", "period-inferred", "cleared-by")
_LABELS = {
    ID: f"{REMARK} 数据代号，请勿更改\nId: do not change",
    "name.zh": "名称（中文）\nName in Chinese",
    "name.en": "名称（英文）\nName in English",
    "scope.zh": "统计范围（中文）\nWhat is counted, in Chinese",
    "scope.en": "统计范围（英文）\nWhat is counted, in English",
    "unit": "单位代码\nUnit",
    "unit.zh": "单位（中文）\nUnit in Chinese",
    "unit.en": "单位（英文）\nUnit in English",
    "qualifier": "限定词，如about（约）\nWord before the number",
    "value": "新数值，写出全部数字\nNew value, every digit",
    "value.low": "新区间下限\nNew range: lower end",
    "value.high": "新区间上限\nNew range: upper end",
    "value.rank": "新位次\nNew rank",
    "period": "新数值所属时期，如2025-H1\nIts time, such as 2025-H1",
    "as-of": "新数值的时点，如2020-06\nIts date, such as 2020-06",
    "source": "新来源代号\nId of its source",
    "locator": "来源中的原文片段\nWords of the source where it stands",
    "valid-until": "新的有效期，如2026-11-01\nIts last day, such as 2026-11-01",
}
"""What stands below the heads, in few words; the rest is said on the sheet that explains."""
_WIDEST = 22
"""Characters of a column, so that the sheet can be read where it is printed on a page."""
_LONGEST_LIST = 255
"""Characters of a list of choices, commas included, that Excel takes."""
_LINES = (
    (
        "请只填黄色单元格：新数值、所属时期、来源代号、原文片段；其余已锁定。没有新数据的，该行留空即可。",
        "Fill the yellow cells only: the new value, its time, its source, where it stands. All else is locked. "
        "Leave a row empty where there is nothing new.",
    ),
    (
        "数值按基本单位写出全部数字：194亿元写作19400000000，16.5%写作16.5。",
        "Numbers are in base units with every digit: RMB 19.4 bn is 19400000000, 16.5% is 16.5.",
    ),
    (
        "来源填写下列代号；不在其中的，留空，并在备注中写明文件名称和日期，由编写单位补录。",
        "For the source, write an id from the list below. If it is not there, leave the cell empty and "
        "name the document and "
        "its date under remark, for the editors to add.",
    ),
    ("已有来源：", "Known sources:"),
)


@dataclass(frozen=True)
class Gap:
    """Hold a figure to be filled: its section, its row as written, and what is told of the old one.

    `blank` says that no figure is written yet; else it is stale.
    """

    id: str
    section: str
    row: Mapping[str, str]
    blank: bool
    last_value: str
    last_time: str
    reason: str


def gap_workbook(gaps: Sequence[Gap], sources: Mapping[str, Source], title: str, day: datetime.date) -> WrittenWorkbook:
    """Return the workbook of one office."""
    to_fill = {gap.id: _to_fill(gap) for gap in gaps}
    used = {head for gap in gaps for head in (*gap.row, *to_fill[gap.id])}
    fixed = [known.head for known in COLUMNS if known.head in used and known.head.split(".")[0] in _FIXED]
    asked = {head for heads in to_fill.values() for head in heads}
    filled = [known.head for known in COLUMNS if known.head in asked]
    ids = tuple(sources) if len(",".join(sources)) <= _LONGEST_LIST else ()
    columns = (
        *map(_column, (ID, *fixed)),
        WrittenColumn(_LAST_VALUE, "原数值，供参考", "The last value, for reference", 22),
        WrittenColumn(_LAST_TIME, "原数值所属时期", "The time of the last value", 14),
        WrittenColumn(_REASON, "为何需要填报", "Why it is to be filled", 26),
        *(replace(_column(head), choices=ids) if head == "source" else _column(head) for head in filled),
        WrittenColumn(_NOTES, "备注，如来源文件名称和日期", "Remarks, such as the document and its date", 30),
    )
    remembered = {gap.id: Remembered(gap.section, gap.row, _left_empty(gap, to_fill[gap.id])) for gap in gaps}
    rows = rows_of(
        (
            {
                **remembered[gap.id].shown,
                _LAST_VALUE: gap.last_value,
                _LAST_TIME: gap.last_time,
                _REASON: gap.reason,
            }
            for gap in gaps
        ),
        columns,
    )
    opened = frozenset(
        (number, index)
        for number, gap in enumerate(gaps)
        for index, own in enumerate(columns)
        if own.head in (*to_fill[gap.id], _NOTES)
    )
    sheet = WrittenSheet(SHEET, columns, rows, locked=True, to_fill=opened, explained=True)
    known = [(f"{id}  {' / '.join(source.title.values())}", "") for id, source in sources.items()]
    return WrittenWorkbook(title, ABOUT, (*_LINES, *known), (sheet, base_sheet(remembered)), day)


def _column(head: str) -> WrittenColumn:
    own = column(head)
    return replace(own, label=_LABELS.get(head, ""), width=min(own.width, _WIDEST))


def _to_fill(gap: Gap) -> tuple[str, ...]:
    """Return the heads of the cells that are open in a row."""
    values = tuple(head for head in gap.row if head.split(".")[0] == "value")
    times = tuple(head for head in ("period", "as-of") if gap.row.get(head))
    if gap.blank:
        # The time that is written is that of the figure which is awaited.
        return (*values, *(() if times else ("period",)), "source", "locator")
    limits = ("valid-until",) if gap.row.get("valid-until") else ()
    return (*values, *(times or ("period",)), "source", "locator", *limits)


def _left_empty(gap: Gap, to_fill: Sequence[str]) -> frozenset[str]:
    """Return the heads that are left empty; they go with the old figure where a new one is filled in."""
    if gap.blank:
        return frozenset(head for head in to_fill if head.split(".")[0] == "value" or not gap.row.get(head))
    return frozenset((*to_fill, *(head for head in _OF_THE_OLD if gap.row.get(head))))
