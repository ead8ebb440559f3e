"""Rules over the texts of `data/`: the same numbers in both languages, locators as in the sources, nothing copied."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from content_ledger import ledger
from own_forms import Checked
from spoken_numbers import one_sided
from word_runs import copied_runs, unknown_numbers

from briefgen.data.wrong_names import QUOTED

NOT_TEXTS = "terms.yaml"


def data_text_faults(folder: Path) -> list[str]:
    """Return the faults of the texts in the files of a folder."""
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name != NOT_TEXTS:
            content = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
            faults += [f"{path.name}: {fault}" for fault in _faults(content)]
    return faults


def _faults(content: dict[str, Any]) -> Iterator[str]:
    for id, source in content.get("sources", {}).items():
        for where, texts in _texts(source, id):
            yield from _one_sided(where, texts, None)
    for kind in ("facts", "tables"):
        for id, record in content.get(kind, {}).items():
            checked = ledger().facts.get(id)
            for where, texts in _texts(record, id):
                yield from _one_sided(where, texts, checked)
                # A caution may quote what must not be written.
                text = QUOTED.sub(" ", texts.get("en", "")) if where.endswith(".caution") else texts.get("en", "")
                for run in copied_runs(text):
                    yield f"{where}: a run of a source: {run}"
            for pair in unknown_numbers(str(record.get("locator", ""))):
                yield f"{id}: no source has the words {pair}"
    for where, texts in _texts(content.get("title", {}), "title"):
        yield from _one_sided(where, texts, None)


def _texts(node: Any, where: str) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(node, dict):
        if isinstance(node.get("zh"), str):
            yield where, {language: node[language] for language in ("zh", "en") if language in node}
        else:
            for key, below in node.items():
                yield from _texts(below, f"{where}.{key}")
    elif isinstance(node, list):
        for number, below in enumerate(node):
            yield from _texts(below, f"{where}.{number}")


def _one_sided(where: str, texts: dict[str, str], checked: Checked | None) -> Iterator[str]:
    known: set[Decimal] = set()
    if checked is not None:
        known |= {number for number in (checked.value, checked.low, checked.high) if number is not None}
        known |= {Decimal(part) for part in (checked.against, checked.time[:4]) if part}
    apart = ledger().one_sided.get(where, frozenset())
    yield from (f"{where}: {fault}" for fault in one_sided(texts, known, apart))
