"""The cells of a table as authors write them: numbers, ranges, dates, words, facts, blanks."""

from __future__ import annotations

from typing import get_args

from pydantic import ValidationInfo

from briefgen.data.periods import parse_day
from briefgen.data.quantity import Amount, Qualifier, Quantity, Span, Wording
from briefgen.data.tables.table import Holds, TableCell
from briefgen.data.written import read_wording
from briefgen.spec import tree
from briefgen.spec.fields import mistake, read_exact, read_name
from briefgen.spec.nearest import nearest

FACT = "fact:"
_QUALIFIERS = tuple(word for word in get_args(Qualifier) if word not in ("none", "such-as", "including"))
_KEYS = frozenset({"value", "low", "high", "qualifier"})
_NUMBER_FORMS = "Write 16.5, about 16.5, 300..500, {fact: …}, missing or not-applicable."
_WORDS_FORMS = (
    "Write {zh: …, en: …}, {fact: …}, missing or not-applicable; in a file, columns such as name.zh, name.en."
)


def read_cell(node: tree.Node, holds: Holds, unit: str | Wording, info: ValidationInfo) -> TableCell:
    """Read one cell of a column that holds words, numbers or dates; raise what pydantic tells as problems."""
    place = tree.place_of(node)
    if isinstance(node, tree.Mapping):
        return _keyed(node, holds, unit, info)
    if isinstance(node, tree.Sequence):
        raise mistake("A cell cannot be a list.", _WORDS_FORMS if holds == "words" else _NUMBER_FORMS)
    text = node.strip()
    if not text or text == "missing":
        return TableCell(blank="missing", place=place)
    if text == "not-applicable":
        return TableCell(blank="not-applicable", place=place)
    if text.startswith(FACT):
        return TableCell(fact=str(read_name(text.removeprefix(FACT).strip(), info)), place=place)
    if holds == "words":
        raise mistake(f'Words are meant here, not "{_short(text)}".', _WORDS_FORMS)
    if holds == "dates":
        try:
            return TableCell(Quantity(parse_day(text), "date"), place=place)
        except ValueError as error:
            raise mistake(str(error), "Leave out the day, or day and month, where the source does.") from None
    qualifier, number = _qualified(text)
    low, dots, high = number.partition("..")
    if dots:
        return TableCell(Quantity(_span(low.strip(), high.strip(), info), unit, qualifier), place=place)
    return TableCell(Quantity(Amount(read_exact(number, info)), unit, qualifier), place=place)


def _keyed(node: tree.Mapping, holds: Holds, unit: str | Wording, info: ValidationInfo) -> TableCell:
    keys = set(map(str, node))
    if keys == {"fact"}:
        fact = node[tree.Scalar("fact")]
        return TableCell(fact=str(read_name(fact, info)), place=tree.place_of(fact, node.place))
    if not keys & _KEYS:
        return TableCell(words=read_wording(node, info), place=node.place)
    if holds != "numbers":
        raise mistake(f"A number cannot stand in a column of {holds}.", _WORDS_FORMS)
    if keys - {"qualifier"} not in [{"value"}, {"low", "high"}]:
        raise mistake("These keys are no form of a number.", "Write {low: …, high: …}, or {value: …, qualifier: …}.")
    values = {str(key): below for key, below in node.items()}
    written = values.get("qualifier", "none")
    if written not in get_args(Qualifier):
        raise mistake(f'"{written}" is no qualifier.', nearest(str(written), _QUALIFIERS, ask="Qualifiers"))
    qualifier: Qualifier = next(word for word in get_args(Qualifier) if word == written)
    if "value" in values:
        return TableCell(Quantity(Amount(read_exact(values["value"], info)), unit, qualifier), place=node.place)
    return TableCell(Quantity(_span(values["low"], values["high"], info), unit, qualifier), place=node.place)


def _qualified(text: str) -> tuple[Qualifier, str]:
    """Take the qualifier from the front of a text such as "about 20"."""
    first, _, rest = text.partition(" ")
    if not rest or not first[0].isalpha():
        return "none", text
    for qualifier in get_args(Qualifier):
        if first == qualifier and first in _QUALIFIERS:
            return qualifier, rest.strip()
    raise mistake(f'"{first}" is no qualifier of a number.', nearest(first, _QUALIFIERS, ask="Qualifiers"))


def _span(low: object, high: object, info: ValidationInfo) -> Span:
    first, last = read_exact(low, info), read_exact(high, info)
    if first >= last:
        raise mistake(f"A range cannot go from {first} to {last}.", "Write the smaller number first.")
    return Span(first, last)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
