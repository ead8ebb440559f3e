"""What the attached data must hold, by the brief and its facts: a file for each chart and table, one of all facts."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.data.quantity import Amount, Rank, Span, Value
from briefgen.layout.attached.codes import exact
from briefgen.layout.attached.printed import printed_values
from briefgen.layout.attached.public import open_blocks
from briefgen.layout.citations import facts_shown
from briefgen.layout.context import Context
from briefgen.spec.blocks import TableBlock
from briefgen.spec.charts import ChartBlock

RULE = "attachments"


def data_files(opened: Opened, context: Context) -> Iterator[Finding]:
    """Yield charts, tables and facts whose data is not attached, or attached with another number."""
    wished = context.brief.attachments == "data"
    shown = [block for _, block in open_blocks(context)] if wished else []
    blocks = [block for block in shown if isinstance(block, TableBlock | ChartBlock)]
    tables = [_text(file.data) for file in opened.attachments if file.media == "text/csv"]
    if len(tables) != len(blocks):
        yield Finding(RULE, f"The data of {len(tables)} charts and tables is attached, not of {len(blocks)}.")
    cells = {cell for text in tables for row in csv.reader(StringIO(text, newline="")) for cell in row}
    for id in dict.fromkeys(id for block in blocks for id in facts_shown(block, context.store)):
        if any(number not in cells for number in _numbers(context.facts[id].quantity.value)):
            yield Finding(RULE, f"No attached data has the number of {id}.")
    listed = [_text(file.data) for file in opened.attachments if file.media == "application/json"]
    if len(listed) != wished:
        yield Finding(RULE, f"The file has {len(listed)} lists of facts, not {int(wished)}.")
    for text in listed if wished else ():
        yield from _facts(text, context)


def _numbers(value: Value) -> tuple[str, ...]:
    """Return the numbers of a value as the cells have them."""
    match value:
        case Amount(number):
            return (exact(number),)
        case Span(low, high):
            return exact(low), exact(high)
        case Rank(place):
            return (str(place),)
        case _:
            return ()


def _facts(text: str, context: Context) -> Iterator[Finding]:
    try:
        told: dict[str, Any] = {str(fact["id"]): fact.get("value") for fact in json.loads(text)["facts"]}
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Finding(RULE, "The list of facts cannot be read.")
        return
    meant = printed_values(context)
    for id in sorted(set(told) ^ set(meant)):
        yield Finding(RULE, f"The list of facts {'lacks' if id in meant else 'should not have'} {id}.")
    for id in sorted(set(told) & set(meant)):
        value = meant[id].fact.quantity.value
        if isinstance(value, Amount) and told[id] != exact(value.value):
            yield Finding(RULE, f"The list of facts has another number for {id}.")


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8-sig", "replace")
