"""The sample table in the finished file: every number right in both languages, its note, source and time printed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from editions import Edition, Shelf
from layout_case import lay
from table_case import pieces_in

from briefgen.data.quantity import Amount, Quantity, Span
from briefgen.pdf.elements import Element

SCALES = {"zh": Decimal(10) ** 8, "en": Decimal(10) ** 9}
HEAD = """\
kind: topic
title: {zh: 示例, en: A sample}
theme: software
edition: {date: 2026-03-05, number: 1}
sections: [sample, tables, more]
"""


def second(edition: Edition) -> Element:
    """Return the second table of the sample brief, the long one."""
    root = Element("Document")
    root.children = [[found for found in edition.tree.walk() if found.role == "Table"][1]]
    return root


def read(text: str) -> Decimal:
    digits = "".join(character for character in text if character.isdigit() or character in ".−")
    return Decimal(digits.replace("−", "-"))


@pytest.mark.parametrize("languages", [("zh", "en"), ("zh",), ("en",)])
def test_every_number_is_that_of_the_data(editions: Shelf, languages: tuple[str, ...]):
    edition = editions("tables" if len(languages) > 1 else f"tables.{languages[0]}")
    table = edition.shared.store.tables["sample-parks"]
    rows = {row.cells[0].words[languages[-1]]: row for row in table.rows if row.cells[0].words}
    shown = pieces_in(second(edition))
    assert len(shown) == len(rows) == 20
    checked = 0
    for cells in shown:
        row = rows[cells[0][-1]]
        money, growth, firms = (row.cells[place].quantity for place in (2, 3, 4))
        for language, pieces in zip(languages, cells[2 : 2 + len(languages)], strict=True):
            (text,) = pieces
            if money is None:
                assert text == "…"
            elif isinstance(money.value, Span):
                low, high = (read(part) for part in text.replace("～", "–").split("–"))
                assert (low * SCALES[language], high * SCALES[language]) == (money.value.low, money.value.high)
            else:
                assert isinstance(money.value, Amount)
                assert read(text) * SCALES[language] == money.value.value
                assert _says_about(text) == (money.qualifier == "about")
            checked += 1
        for quantity, pieces in zip((growth, firms), cells[2 + len(languages) :], strict=False):
            _same(quantity, pieces)
    assert checked == 20 * len(languages)


def _same(quantity: Quantity | None, pieces: list[str]) -> None:
    for text in pieces:
        if quantity is None:
            assert text in ("…", "–")
        else:
            assert isinstance(quantity.value, Amount)
            assert read(text) == quantity.value.value
    if quantity is not None and quantity.qualifier != "none":
        assert all(not text[:1].isdigit() for text in pieces)


def _says_about(text: str) -> bool:
    return text.startswith(("约", "about"))


def test_note_time_and_source_stand_below(editions: Shelf):
    text = editions("tables").text.replace(" ", "")
    for words in (
        "示例园区与数字均为虚构。",
        "Parksandfiguresaremadeup.",
        "2025年上半年。",
        "来源：[1]。",
        "Source:[1].",
    ):
        assert words in text


def test_facts_are_cited_with_their_own_sources(editions: Shelf):
    assert "Sources: [2]–[7]." in editions("tables").text


def test_cautions_of_tables_stay_inside(editions: Shelf):
    assert "A caution on the sample table." in editions("tables.internal").text
    assert "A caution on the sample table." not in editions("tables").text


def test_the_time_of_a_table_is_that_of_the_data(editions: Shelf):
    assert "Data: H1 2025" in editions("tables").text


MORE = """\
section: more
title: {zh: 更多, en: More}
tables:
  both:
    title: {zh: 两种, en: Both}
    columns:
      - {id: name, name: {zh: 名称, en: Name}}
      - {id: revenue, name: {zh: 营收, en: Revenue}, unit: CNY}
    rows:
      - {name: {zh: 甲, en: A}, revenue: {fact: revenue-a}}
      - {name: {zh: 乙, en: B}, revenue: {fact: awaited}}
      - {name: {zh: 丙, en: C}, revenue: {fact: core}}
      - {name: {zh: 核心产业, en: Core industry}, revenue: {fact: core}}
facts:
  core:
    name: {zh: 核心营收, en: Core revenue}
    value: 2000000000
    unit: CNY
    scope: {zh: 核心产业, en: core industry}
    source: doc-2
    note: {zh: 核心产业的注释, en: A note on the core industry}
    publish: with-note
  awaited:
    name: {zh: 待报数, en: An awaited figure}
    value: missing
    unit: CNY
    owner: Office A
"""


def test_a_gap_is_stated_in_its_cell(tmp_path: Path):
    blocks = "  - page: {zh: 表, en: Tables}\n  - table: both\n    takeaway: {zh: 两种, en: Both}\n  - sources\n"
    edition = lay(tmp_path, blocks, head=HEAD + "gaps: state\n", data=MORE)
    assert pieces_in(edition.tree) == [
        [["甲", "A"], ["12.8"], ["1.28"]],
        [["乙", "B"], ["待更新"], ["awaiting update"]],
        [["丙（核心产业）", "C (core industry)"], ["20"], ["2"]],
        [["核心产业", "Core industry"], ["20"], ["2"]],
    ]
    assert "Sources: [1][2]." in edition.text


def test_the_scope_and_the_note_of_a_fact_travel_with_it(tmp_path: Path):
    blocks = "  - page: {zh: 表, en: Tables}\n  - table: both\n    takeaway: {zh: 两种, en: Both}\n  - sources\n"
    edition = lay(tmp_path, blocks, head=HEAD + "gaps: state\n", data=MORE, language="en")
    assert pieces_in(edition.tree)[2][0] == ["C (core industry)"]
    assert "A note on the core industry." in edition.text
