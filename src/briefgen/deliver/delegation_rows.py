"""Rows of table files, brought into the form that members, hosts, programme and recipients have in YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, get_args

from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.spec.delegation import Part
from briefgen.spec.fields import TEXT_TAG
from briefgen.spec.find import DELEGATIONS
from briefgen.spec.nearest import nearest
from briefgen.spec.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from briefgen.data.sheets.sheet import Sheet
    from briefgen.project import Project

PARTS: tuple[Part, ...] = get_args(Part)
PART = "part"
_FROM, _FILE, _PART = Scalar("rows-from"), Scalar("file"), Scalar(PART)
_BETWEEN = re.compile(r"[\s,，、;；]+")
_SPREADSHEET_SWITCH = {"TRUE": "true", "FALSE": "false", "YES": "yes", "NO": "no", "是": "yes", "否": "no"}


@dataclass(frozen=True)
class Column:
    """Hold a column: its head, for which parts it is, and what it holds, in English and in Chinese."""

    head: str
    parts: tuple[Part, ...]
    en: str
    zh: str


_PEOPLE: tuple[Part, ...] = ("members", "hosts")
_NAMED: tuple[Part, ...] = ("members", "hosts", "recipients")
_VISIT: tuple[Part, ...] = ("programme",)
_POST: tuple[Part, ...] = ("recipients",)
COLUMNS = (
    Column(PART, PARTS, "members, hosts, programme, recipients", "四种：成员、接待方、日程、收件人"),
    Column("name.zh", _NAMED, "The name in Chinese", "姓名或名称（中文）"),
    Column("name.en", _NAMED, "The name in English", "姓名或名称（英文）"),
    Column("title.zh", _PEOPLE, "The title or office in Chinese", "职务（中文）"),
    Column("title.en", _PEOPLE, "The title or office in English", "职务（英文）"),
    Column("leader", _PEOPLE, "yes for the one who leads", "是否领队：yes（是）"),
    Column("day", _VISIT, "The day, such as 2026-11-20", "日期，如2026-11-20"),
    Column("time", _VISIT, "The time, such as 09:30 or 09:30–10:15, as text", "时间，如09:30–10:15，单元格为文本"),
    Column("head.zh", _VISIT, "What takes place, in Chinese", "事项（中文）"),
    Column("head.en", _VISIT, "What takes place, in English", "事项（英文）"),
    Column("text.zh", _VISIT, "A further line in Chinese", "说明（中文）"),
    Column("text.en", _VISIT, "A further line in English", "说明（英文）"),
    Column("location.zh", _VISIT, "Where, in Chinese", "地点（中文）"),
    Column("location.en", _VISIT, "Where, in English", "地点（英文）"),
    Column("id", _POST, "The recipient's id: small letters, digits, hyphens", "收件人代号：小写字母、数字、连字符"),
    Column("address", _POST, "The e-mail address, or the name in a messenger", "电子邮箱，或即时通信账号名"),
    Column("language", _POST, "zh or en", "通信语言：zh或en"),
    Column("channels", _POST, "folder, mail, messenger, s3, with commas between", "发送渠道，用逗号分隔"),
)  # fmt: skip
"""The columns of a sheet; those that a part does not have stay empty in its rows, or are left out."""
_BASES = {column.head.partition(".")[0]: column for column in COLUMNS}
_IN_LANGUAGES = {column.head.partition(".")[0] for column in COLUMNS if "." in column.head}
_HEADS = [column.head for column in COLUMNS]


def fill_rows(written: Mapping, project: Project) -> list[Problem]:
    """Put the rows of the table files that a delegation names behind its own; return what is wrong with the files.

    Entries of `rows-from` that are no such entry are left to the model. Raises EnvironmentFailure where a file cannot
    be opened.
    """
    entries = written.get(_FROM)
    problems: list[Problem] = []
    for entry in entries if isinstance(entries, Sequence) else ():
        file = entry.get(_FILE) if isinstance(entry, Mapping) else entry
        if not isinstance(file, Scalar) or not file.strip():
            continue
        beside = entry if isinstance(entry, Mapping) else Mapping()
        try:
            sheet = _sheet(file, beside, project)
        except AuthorsMistakes as found:
            problems.extend(found.problems)
            continue
        part = beside.get(_PART)
        problems.extend(_add(sheet, written, str(part) if isinstance(part, Scalar) and part else None))
    return problems


def _sheet(file: Scalar, beside: Mapping, project: Project) -> Sheet:
    """Read the file that an entry names, a path in `data/delegations/`."""
    from briefgen.data.sheets.named import OPTIONS
    from briefgen.data.sheets.read import read_sheet

    path = PurePosixPath(file)
    inside = f"{project.data.name}/{DELEGATIONS}/{file}"
    if path.is_absolute() or ".." in path.parts or "\\" in file or project.inside(inside) is None:
        hint = f"Write its path below data/{DELEGATIONS}/, with forward slashes, such as nordic.xlsx."
        raise AuthorsMistakes([Problem(file.place, f"This file does not lie in data/{DELEGATIONS}/.", hint)])
    found = project.root / inside
    if not found.is_file():
        hint = f"Paths are relative to data/{DELEGATIONS}/; capital letters count."
        raise AuthorsMistakes([Problem(file.place, "There is no such file.", hint)])
    project.require_file(found)
    told = {key: node for key in OPTIONS if isinstance(node := beside.get(Scalar(key)), Scalar) and node}
    sheet, delimiter, encoding = (str(told[key]) if key in told else None for key in OPTIONS)
    return read_sheet(found, project, sheet=sheet, delimiter=delimiter, encoding=encoding)


def _add(sheet: Sheet, written: Mapping, part: str | None) -> Iterator[Problem]:
    if part is not None and part not in PARTS:
        return  # the model refuses it
    heads = [str(head) for head in sheet.heads]
    wrong = [*_wrong_heads(sheet, part)]
    yield from wrong
    if wrong:
        return
    if not sheet.rows:
        yield Problem(sheet.heads[0].place, "This sheet has heads and no rows.", "Write a row for each entry below.")
    for cells in sheet.rows:
        row = dict(zip(heads, cells, strict=True))
        kind = Scalar(part, cells[0].place) if part is not None else row[PART]
        if kind not in PARTS:
            sentence = "This row does not say what it is." if not kind else "This is no part of a delegation."
            yield Problem(kind.place, sentence, f"Write one of: {', '.join(PARTS)}.")
            continue
        odd = [cell for head, cell in row.items() if cell and kind not in _BASES[head.partition(".")[0]].parts]
        for cell in odd:
            hint = "Empty the cell, or look at the column part."
            yield Problem(cell.place, f'A row of "{kind}" has nothing in this column.', hint)
        below = written.setdefault(kind, Sequence(kind.place))
        if isinstance(below, Sequence) and not odd:
            below.append(_entry({head: cell for head, cell in row.items() if head != PART}, kind.place))


def _wrong_heads(sheet: Sheet, part: str | None) -> Iterator[Problem]:
    for head in sheet.heads:
        base, dot, language = head.partition(".")
        known = base in _BASES and (base in _IN_LANGUAGES) == bool(dot)
        if not known or (dot and not TEXT_TAG.fullmatch(language)):
            hint = nearest(head, _HEADS, ask="Columns")
            yield Problem(head.place, "This head is no column of such a sheet.", hint)
    if PART not in sheet.heads and part is None:
        hint = f"Add a column {PART}, or write {{file: …, part: members}} in rows-from."
        yield Problem(sheet.heads[0].place, 'The column "part" is missing.', hint)
    elif PART in sheet.heads and part is not None:
        place = next(head.place for head in sheet.heads if head == PART)
        yield Problem(place, '"part" is a column here, and told in rows-from as well.', "Keep one of the two.")


def _entry(row: dict[str, Scalar], place: Place) -> Mapping:
    """Return the entry that a row would be in YAML; empty cells are keys that are not written."""
    made = Mapping(place)
    for head, cell in row.items():
        base, dot, language = head.partition(".")
        if not cell:
            continue
        if dot:
            words = made.setdefault(Scalar(base, cell.place), Mapping(_first_gap(base, row) or cell.place))
            if isinstance(words, Mapping):
                words[Scalar(language, cell.place)] = cell
        else:
            made[Scalar(base, cell.place)] = _value(base, cell)
    return made


def _value(base: str, cell: Scalar) -> Node:
    if base == "channels":
        entries = Sequence(cell.place)
        entries.extend(Scalar(word, cell.place) for word in _BETWEEN.split(cell) if word)
        return entries
    if base == "leader":
        return Scalar(_SPREADSHEET_SWITCH.get(cell, str(cell)), cell.place)
    return cell


def _first_gap(base: str, row: dict[str, Scalar]) -> Place | None:
    """Return the cell of the language that is missing, where one is."""
    return next((cell.place for head, cell in row.items() if head.startswith(f"{base}.") and not cell), None)
