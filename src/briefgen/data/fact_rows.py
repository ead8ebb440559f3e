"""A fact as the row of a sheet: each head is the path of a YAML key, such as name.zh, value.low, value.list.state.

Both ways are lossless: a row gives the tree that the same fact has in YAML, so that one model checks both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefgen.data.sheets.sheet import Sheet
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.spec import tree
from briefgen.spec.fields import TEXT_TAG
from briefgen.spec.nearest import nearest
from briefgen.spec.parsing import folded
from briefgen.spec.pieces import Text

ID = "id"
LANGUAGES = ("zh", "en")
"""The languages that COLUMNS name; a sheet may have a column for any other, such as name.fr."""
TEXTS = ("name", "short", "unit", "value.of", "value.words", "value.list", "scope", "caution", "note")
"""What has a column for each language."""
LINES = "value.list"
"""What has an entry in each line of its cells; line by line the columns belong together."""

_STATE = f"{LINES}.state"
_DERIVE, _DIGITS = "derive", "derive.digits"
_OVERLAPS = "overlaps"
_SWITCHES = ("period-inferred",)
_SPREADSHEET_SWITCH = {"TRUE": "true", "FALSE": "false", "YES": "yes", "NO": "no"}
_BETWEEN = re.compile(r"[\s,，、;；]+")
_CALCULATION = re.compile(r"\s*([^:：]*?)\s*[:：](.*)", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """Hold a column of a sheet of facts: its head and what it holds, in Chinese and in English."""

    head: str
    zh: str
    en: str


COLUMNS = (
    Column(
        "id",
        "数据代号，全项目唯一：小写字母、数字、连字符",
        "The fact's id, unique over all of data/: small letters, digits, hyphens",
    ),
    Column("name.zh", "名称（中文）", "The name in labels and tables, in Chinese"),
    Column("name.en", "名称（英文）", "The name in labels and tables, in English"),
    Column("short.zh", "简称（中文）", "The short name for lines of sources, in Chinese"),
    Column("short.en", "简称（英文）", "The short name for lines of sources, in English"),
    Column(
        "value",
        "数值，按基本单位写出全部数字；日期写作2020-06-15",
        "The number, in base units with every digit; a date",
    ),
    Column("value.low", "区间下限", "Of a range, the lower end"),
    Column("value.high", "区间上限", "Of a range, the upper end"),
    Column("value.rank", "位次", "Of a rank, the place"),
    Column("value.of.zh", "排名范围（中文），如“全球”", "What it is a ranking of, in Chinese"),
    Column("value.of.en", "排名范围（英文）", "What it is a ranking of, in English, such as: in the world"),
    Column("value.words.zh", "文字表述（中文）", "Of a value that is words, the words in Chinese"),
    Column("value.words.en", "文字表述（英文）", "Of a value that is words, the words in English"),
    Column(
        "value.list.zh", "清单（中文），每行一项", "Of a list, the entries in Chinese, one in each line of the cell"
    ),
    Column("value.list.en", "清单（英文），每行一项", "Of a list, the entries in English, in the same lines"),
    Column("value.list.state", "清单各项状态，每行一项", "Of a list with states, the states in the same lines"),
    Column(
        "derive",
        "代替数值的计算方式，如growth: 新值代号, 旧值代号",
        "In place of a value, its calculation: growth: new, old",
    ),
    Column("derive.digits", "计算结果的小数位数", "Of a ratio, share or growth, the decimals that it keeps"),
    Column("unit", "单位代码，如CNY、percent、date", "The unit's code: CNY, percent, points, times, bit/s, W, date"),
    Column("unit.zh", "量词（中文），如“个领域”", "Or the measure word in Chinese"),
    Column("unit.en", "量词（英文），如field|fields", "Or the measure word in English, such as field|fields"),
    Column("period", "所属时期，如2025-H1", "The time that it covers: 2025, 2025-H1, 2025-Q3, 2020-06, 2023/2025"),
    Column("as-of", "时点，如2020-06", "The time at which it stood, in place of a period"),
    Column(
        "period-inferred",
        "年份是否为推断：yes（是）、no（否）",
        "Whether the source does not state the year: yes or no",
    ),
    Column(
        "kind",
        "性质，如reported（实际）、target（目标）、rank（位次）",
        "Whether it is a result (reported), a target, a plan, a rank, …",
    ),
    Column(
        "qualifier",
        "限定词，如about（约）、more-than（逾）",
        "The word that the source puts to the number, such as about",
    ),
    Column("scope.zh", "统计范围（中文）", "What is counted, where it is less than the name says, in Chinese"),
    Column("scope.en", "统计范围（英文）", "What is counted, in English"),
    Column("source", "来源代号", "The id of the source, in any section"),
    Column("locator", "来源中的原文片段", "A few words of the source by which the place is found"),
    Column(
        "overlaps",
        "与之有重叠的数据的代号，用逗号分隔",
        "Facts that count some of the same things, with commas between",
    ),
    Column(
        "quality",
        "核对情况：matched（独立文本印证）、consistent（与独立文本相符）、single（仅单一来源）",
        "What an independent text says: matched, consistent, single",
    ),
    Column("caution.zh", "内部提示（中文）", "What staff must know, in Chinese; for the internal edition"),
    Column("caution.en", "内部提示（英文）", "What staff must know, in English"),
    Column("owner", "负责部门", "The office that answers for it"),
    Column("cleared-by", "核准部门", "The office that cleared it for print"),
    Column("valid-until", "有效期至，如2026-11-01", "The last day on which it may be printed: 2026-11-01"),
    Column("max-age", "最长使用期限，如18 months（18个月）", "How old it may grow, such as 18 months"),
    Column("note.zh", "注释（中文）", "What readers must know, in Chinese; printed where publish is with-note"),
    Column("note.en", "注释（英文）", "What readers must know, in English"),
    Column(
        "publish",
        "发布方式：plain（直接刊印）、with-note（连同注释刊印）、internal（仅供内部）",
        "How it is published: plain, with-note, internal",
    ),
)
"""The columns of a sheet of facts, in the order of an export; a sheet may leave out those that it does not need."""

_HEADS = tuple(column.head for column in COLUMNS)


def head_problems(sheet: Sheet, languages: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong with the heads of a sheet of facts: heads that are no column, columns that are needed."""
    heads = {str(head): head for head in sheet.heads}
    wrong = [head for head in heads.values() if not _is_column(head)]
    hints = [nearest(head, [known for known in _HEADS if known not in heads], ask="Columns") for head in wrong]
    for head, hint in zip(wrong, hints, strict=True):
        yield Problem(head.place, f'"{head[:40]}" is no column of a sheet of facts.', hint)
    last = sheet.heads[-1].place
    for needed in (ID, *(f"name.{language}" for language in languages)):
        if needed not in heads and not any(f'"{needed}"' in hint for hint in hints):
            yield Problem(last, f'The column "{needed}" is missing.', f"Write {needed} above a column, and fill it.")


def row_by_head(sheet: Sheet, row: Iterable[tree.Scalar]) -> dict[str, tree.Scalar]:
    """Return the cells of a row of the sheet by their heads."""
    return dict(zip(map(str, sheet.heads), row, strict=True))


def tree_of(row: Mapping[str, tree.Scalar]) -> tree.Mapping:
    """Return the tree that a row's fact would have in YAML, without its id; every part of it knows its cell.

    `row` holds the cells by head; empty cells are keys that are not written. Raises AuthorsMistakes where two
    cells say one thing in two ways, such as unit and unit.zh.
    """
    filled = {head: cell for head, cell in row.items() if cell and head != ID}
    problems: list[Problem] = []
    made = tree.Mapping(tree.place_of(row.get(ID), _first_place(row.values())))
    for key in dict.fromkeys(head.split(".")[0] for head in filled):
        cells = {head: cell for head, cell in row.items() if head == key or head.startswith(f"{key}.")}
        if key in filled and key != _DERIVE:
            problems.extend(_said_twice(key, filled))
        node = _part(key, cells)
        made[tree.Scalar(key, node.place)] = node
    if problems:
        raise AuthorsMistakes(problems)
    return made


def row_of(name: str, node: tree.Mapping) -> dict[str, str]:
    """Return the texts of a fact's row by head, from its id and its tree in YAML; heads that stay empty are left out.

    Texts are in one line, with their white space as it is printed. ValueError where the tree is no valid fact.
    """
    row = {ID: str(name)}
    for key, below in node.items():
        if key == _OVERLAPS:
            row[key] = ", ".join(_names(below))
        elif key == _DERIVE and isinstance(below, tree.Mapping):
            for operation, given in below.items():
                if operation == "digits":
                    row[_DIGITS] = _scalar(given)
                else:
                    row[_DERIVE] = f"{operation}: {', '.join(_names(given))}"
        else:
            row.update(_texts_of(str(key), below))
    return row


def _is_column(head: str) -> bool:
    base, _, language = head.rpartition(".")
    return head in _HEADS or (base in TEXTS and TEXT_TAG.fullmatch(language) is not None)


def _first_place(cells: Iterable[tree.Scalar]) -> Place:
    return next((cell.place for cell in cells), Place(""))


def _said_twice(key: str, filled: Mapping[str, tree.Scalar]) -> Iterator[Problem]:
    for head, cell in filled.items():
        if head.startswith(f"{key}."):
            sentence = f'"{key}" and "{head}" are both filled in this row.'
            yield Problem(cell.place, sentence, "Empty one of the two cells.")


def _part(key: str, cells: Mapping[str, tree.Scalar]) -> tree.Node:
    """Return what stands below a key; `cells` are those of the key, empty ones too, by their whole heads."""
    if key == _DERIVE:
        return _derived(cells)
    if cells.get(key):
        cell = cells[key]
        if key == _OVERLAPS:
            return _sequence(cell)
        if key in _SWITCHES and cell in _SPREADSHEET_SWITCH:
            return tree.Scalar(_SPREADSHEET_SWITCH[cell], cell.place)
        return cell
    below: dict[str, dict[str, tree.Scalar]] = {}
    for head, cell in cells.items():
        if head != key:
            below.setdefault(head[len(key) + 1 :].split(".")[0], {})[head] = cell
    made = tree.Mapping(_gap(key, cells))
    for step, inner in below.items():
        if not any(inner.values()):
            continue
        path = f"{key}.{step}"
        node = _entries(inner) if path == LINES else _part(path, inner)
        made[tree.Scalar(step, node.place)] = node
    return made


def _gap(path: str, cells: Mapping[str, tree.Scalar]) -> Place:
    """Return the cell of the language that is missing, where one is; else the first that is filled."""
    in_languages = path in TEXTS
    gaps = [cell.place for head, cell in cells.items() if in_languages and not cell and head != path]
    return (gaps or [cell.place for cell in cells.values() if cell])[0]


def _derived(cells: Mapping[str, tree.Scalar]) -> tree.Mapping:
    written = cells.get(_DERIVE) or tree.Scalar("", _first_place(cells.values()))
    made = tree.Mapping(written.place)
    found = _CALCULATION.fullmatch(written)
    if found:
        made[tree.Scalar(found[1], written.place)] = _sequence(tree.Scalar(found[2], written.place))
    elif written:
        made[tree.Scalar(written, written.place)] = tree.Scalar("", written.place)
    if digits := cells.get(_DIGITS):
        made[tree.Scalar("digits", digits.place)] = digits
    return made


def _sequence(cell: tree.Scalar) -> tree.Sequence:
    made = tree.Sequence(cell.place)
    made.extend(tree.Scalar(name, cell.place) for name in _BETWEEN.split(cell) if name)
    return made


def _entries(cells: Mapping[str, tree.Scalar]) -> tree.Sequence:
    """Return the entries of a list: the first lines of all its cells are the first entry, and so on."""
    columns = {head.rpartition(".")[2]: cell for head, cell in cells.items()}
    lines = {key: [line.strip() for line in cell.split("\n")] for key, cell in columns.items()}
    made = tree.Sequence(_first_place(cells.values()))
    for index in range(max(map(len, lines.values()))):
        present = {key: entries[index] for key, entries in lines.items() if index < len(entries) and entries[index]}
        if not present:
            continue
        lacking = [columns[key].place for key in columns if key not in present and f"{LINES}.{key}" != _STATE]
        entry = tree.Mapping((lacking or [columns[next(iter(present))].place])[0])
        for key, words in present.items():
            entry[tree.Scalar(key, columns[key].place)] = tree.Scalar(words, columns[key].place)
        made.append(entry)
    return made


def _texts_of(path: str, node: tree.Node) -> dict[str, str]:
    if isinstance(node, tree.Scalar):
        in_languages = path.rpartition(".")[0] in TEXTS
        return {path: folded(Text(node, node.place)) if in_languages else str(node)}
    if isinstance(node, tree.Mapping):
        return {head: text for key, below in node.items() for head, text in _texts_of(f"{path}.{key}", below).items()}
    entries = [_texts_of(path, entry) for entry in node]
    heads = dict.fromkeys(head for entry in entries for head in entry)
    return {head: "\n".join(entry.get(head, "") for entry in entries).rstrip("\n") for head in heads}


def _names(node: tree.Node) -> list[str]:
    if not isinstance(node, tree.Sequence):
        raise ValueError("no list of ids")
    return [_scalar(entry) for entry in node]


def _scalar(node: tree.Node) -> str:
    if not isinstance(node, tree.Scalar):
        raise ValueError("no text")
    return str(node)
