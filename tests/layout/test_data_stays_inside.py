"""What the files inside an edition never hold: internal facts, what only the office may read, what is not printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from data_case import attached, by_id, facts, files_of, laid_with_data, rows
from editions import Edition, Shelf
from layout_case import HEAD, lay

from briefgen.data.facts import Fact, Source
from briefgen.data.tables.table import Table
from briefgen.pdf.attachment import Attachment

SECRET = "schluessel"
"""Stands in all that must not leave the office."""
DATA = f"""\
section: more
title: {{zh: 更多, en: More}}
sources:
  s-1:
    title: {{zh: 公开文件, en: Public paper}}
    date: 2020-06-19
    kind: {SECRET}-kind
    nature: {{zh: {SECRET}, en: {SECRET}}}
    file: {SECRET}.pdf
  {SECRET}-source: {{title: {{zh: {SECRET}, en: {SECRET}}}, date: undated, kind: sample}}
facts:
  told:
    name: {{zh: 公开数, en: Public figure}}
    value: 41
    unit: percent
    period: 2025
    source: s-1
    locator: {SECRET} locator
    quality: matched
    caution: {{zh: {SECRET}, en: {SECRET}}}
    note: {{zh: {SECRET}未刊印的注, en: {SECRET} note that is not printed}}
    owner: {SECRET} office
    cleared-by: {SECRET} clearance
    valid-until: 2094-03-27
  noted:
    name: {{zh: 附注数, en: Noted figure}}
    value: 42
    unit: percent
    period: 2025
    source: s-1
    note: {{zh: 附注, en: A printed note}}
    publish: with-note
  {SECRET}-internal:
    name: {{zh: {SECRET}数, en: {SECRET} figure}}
    value: 7777.5
    unit: percent
    period: 2025
    source: {SECRET}-source
    publish: internal
  unprinted: {{name: {{zh: 未刊印数, en: Named figure}}, value: 8888.5, unit: percent, period: 2025, source: s-1}}
  part: {{name: {{zh: 部分, en: Part}}, value: 8888.25, unit: CNY, period: 2025, source: s-1}}
  other: {{name: {{zh: 另部分, en: Other}}, value: 1, unit: CNY, period: 2025, source: s-1}}
  whole: {{name: {{zh: 合计, en: Whole}}, derive: {{sum: [part, other]}}}}
  framed:
    name: {{zh: 框架, en: Frame}}
    value: {{list: [{{zh: 刊印项, en: Printed part}}, {{zh: {SECRET}项, en: {SECRET} part}}]}}
    kind: list
    source: s-1
  aim-1: {{name: {{zh: 目标一, en: Aim 1}}, value: {{words: {{zh: {SECRET}, en: {SECRET}}}}}, kind: aim, source: s-1}}
  aim-2: {{name: {{zh: 目标二, en: Aim 2}}, value: {{words: {{zh: 全文, en: In full}}}}, kind: aim, source: s-1}}
  states:
    name: {{zh: 分布, en: Kinds}}
    value: {{list: [{{zh: 甲, en: Kind A, state: strength}}]}}
    kind: list
    source: s-1
tables:
  grid:
    title: {{zh: {SECRET}题, en: {SECRET} title}}
    source: s-1
    period: 2025
    locator: {SECRET}
    quality: single
    caution: {{zh: {SECRET}, en: {SECRET}}}
    note: {{zh: {SECRET}, en: {SECRET}}}
    owner: {SECRET}
    cleared-by: {SECRET}
    columns:
      - {{id: name, name: {{zh: 名, en: Name}}}}
      - {{id: share, name: {{zh: 比, en: Share}}, unit: percent}}
      - {{id: {SECRET}, name: {{zh: {SECRET}, en: {SECRET}}}, unit: percent}}
    rows:
      - {{id: {SECRET}-row, name: {{zh: 甲, en: A}}, share: 5, {SECRET}: 7777.5}}
      - {{id: {SECRET}-row-2, name: {{zh: 乙, en: B}}, share: {{fact: noted}}, {SECRET}: 7777.5}}
      - {{id: {SECRET}-row-3, name: {{zh: {SECRET}, en: {SECRET}}}, share: 3, {SECRET}: 7777.5}}
  {SECRET}-table:
    title: {{zh: 内, en: Inside}}
    source: {SECRET}-source
    publish: internal
    period: 2025
    columns: [{{id: name, name: {{zh: 名, en: Name}}}}, {{id: share, name: {{zh: 比, en: Share}}, unit: percent}}]
    rows: [{{name: {{zh: {SECRET}, en: {SECRET}}}, share: 7777.5}}]
"""
HEADS = HEAD.replace("sections: [sample]", "sections: [more]")
NOTES = f"""\
notes:
  called: {{zh: 页注, en: A called note}}
  inside: {{zh: '{SECRET}{{source:{SECRET}-source}}', en: '{SECRET} {{source:{SECRET}-source}}'}}
  uncalled: {{zh: '{SECRET}{{unprinted}}', en: '{SECRET} {{unprinted}}'}}
"""
BLOCKS = """\
  - page: {zh: 页, en: Page}
  - lead:
      zh: '{unprinted|name}，{unprinted|period}，{unprinted|unit}，{part|name}'
      en: '{unprinted|name}, {unprinted|period}, {unprinted|unit}, {part|name}'
  - figures: [told, whole]
    note: {zh: 公开注, en: A note in the open}
  - aim: aim-1
    text: {zh: 公开的|目标, en: An open aim}
  - aim: aim-2
  - field-map: states
    takeaway: {zh: 分布, en: Kinds}
  - frame: {zh: 框架, en: Frame}
    takeaway: {zh: 框架, en: A frame}
    groups: [{head: {zh: 刊印项, en: Printed part}}]
    facts: [framed]
  - chart: bars
    takeaway: {zh: '图题[^called]', en: 'A finding[^called]'}
    rows: [{fact: told}, {fact: noted}]
    note: {zh: 图注, en: 'A note, see page {page:grid}'}
  - table: grid
    id: grid
    takeaway: {zh: 表题, en: A table}
    columns: [share]
    limit: 2
  - sources
"""
INTERNAL = f"""\
  - page: {{zh: 内页, en: Internal page}}
  - lead: {{zh: '共{{{SECRET}-internal}}', en: 'In all {{{SECRET}-internal}}'}}
  - methods:
      - head: {{zh: 内法, en: Internal method}}
        text: {{zh: '{SECRET}{{{SECRET}-internal}}', en: '{SECRET} {{{SECRET}-internal}}'}}
  - figures: [{SECRET}-internal, told]
  - chart: bars
    takeaway: {{zh: '数为{{{SECRET}-internal}}[^inside]', en: 'It is {{{SECRET}-internal}}[^inside]'}}
    rows: [{{fact: {SECRET}-internal}}, {{fact: noted}}]
    note: {{zh: '注{{{SECRET}-internal}}', en: 'Note {{{SECRET}-internal}}'}}
  - table: {SECRET}-table
    takeaway: {{zh: 内表, en: An internal table}}
"""
NEVER = (SECRET, "7777.5", "8888.5", "8888.25", "2094", "7,777", "8,888")


@pytest.fixture(scope="module")
def external(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return lay(tmp_path_factory.mktemp("external"), BLOCKS, head=HEADS + NOTES, data=DATA)


@pytest.fixture(scope="module")
def internal(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    blocks = BLOCKS.replace("  - sources\n", INTERNAL + "  - sources\n")
    return lay(tmp_path_factory.mktemp("internal"), blocks, head=HEADS + NOTES, data=DATA, internal=True)


def _all(files: dict[str, Attachment]) -> str:
    return "\n".join(f"{file.name}\n{file.description}\n{file.data.decode('utf-8')}" for file in files.values())


def test_nothing_leaves_that_must_not(external: Edition, internal: Edition):
    for edition in (external, internal):
        text = _all(attached(edition))
        for word in NEVER:
            assert word not in text, f"{word}: …{text[max(0, text.find(word) - 200) : text.find(word) + 60]}"


def test_only_what_is_printed_is_told(external: Edition):
    told = by_id(attached(external))
    assert list(told) == ["told", "whole", "aim-1", "aim-2", "states", "noted"]
    assert told["aim-1"]["words"] == {"zh": "公开的目标", "en": "An open aim"}
    assert told["aim-2"]["words"] == {"zh": "全文", "en": "In full"}
    assert told["states"]["list"] == [{"words": {"zh": "甲", "en": "Kind A"}, "state": "strength"}]
    assert told["whole"]["derived"] == {"operation": "sum"}
    assert told["noted"]["note_required"] is True
    assert told["told"]["note_required"] is False


def test_printed_notes_travel_with_the_facts(external: Edition):
    files = attached(external)
    told = by_id(files)
    assert [note["en"] for note in told["told"]["notes"]] == [
        "A note in the open.",
        "A note, see page 3.",
        "A called note.",
    ]
    assert [note["en"] for note in told["whole"]["notes"]] == ["Calculated.", "A note in the open."]
    assert told["noted"]["notes"][0]["en"] == "A printed note."
    row = rows(files["case-figure-3.csv"])[1]
    assert row["注释（中文） / Notes (Chinese)"] == "附注。图注。页注。"
    assert row["注释（英文） / Notes (English)"] == "A printed note. A note, see page 3. A called note."
    assert files["case-figure-3.csv"].description == "图3：图题 · Figure 3: A finding"


def test_an_internal_edition_has_the_files_of_the_external_one(external: Edition, internal: Edition):
    assert SECRET in internal.text
    assert "7777.5" in internal.text.replace(",", "")
    assert attached(internal) == attached(external)
    assert facts(attached(internal))["edition"] == "SW-2026-01"


def test_a_brief_without_internal_facts_has_the_same_files_inside(editions: Shelf):
    assert attached(editions("robotics.internal")) == attached(editions("robotics"))


EDITIONS = [
    "robotics",
    "robotics.internal",
    "robotics.en",
    "long",
    "short",
    "tables",
    "tables.internal",
    "charts",
    "charts.internal",
    "event",
]


@pytest.mark.parametrize("name", EDITIONS)
def test_no_brief_lets_out_what_stays_in_the_office(editions: Shelf, name: str):
    edition = editions(name)
    text, printed = _all(attached(edition)), "".join(editions(name.replace(".internal", "")).text.split())
    store = edition.shared.store
    for hidden in {*_hidden(store.facts.values()), *_hidden(store.tables.values()), *_files_of(store.sources.values())}:
        # Words of the office that happen to stand on a page for outsiders are no secret.
        assert hidden not in text or "".join(hidden.split()) in printed
    told = by_id(attached(edition))
    assert all(edition.facts[id].publish != "internal" for id in told)
    for fact in told.values():
        if "value" in fact:
            numbers = [re.search(r"[0-9][0-9.,]*", text) for text in fact["sentence"].values()]
            assert any(number is not None and number[0] in printed for number in numbers), fact["id"]


def _hidden(records: object) -> set[str]:
    found: set[str] = set()
    for record in records:  # type: ignore[attr-defined]
        assert isinstance(record, Fact | Table)
        found |= {record.locator, record.owner, record.cleared_by, *(record.caution or {}).values()}
        if record.publish == "plain":
            found |= {*(record.note or {}).values()}
    return found - {""}


def _files_of(sources: object) -> set[str]:
    found: set[str] = set()
    for source in sources:  # type: ignore[attr-defined]
        assert isinstance(source, Source)
        found |= {source.file, *(source.nature or {}).values()} - {*(source.form or {}).values()}
    return found - {""}


def test_the_same_edition_has_the_same_bytes(editions: Shelf):
    edition = editions("tables")
    assert attached(edition) == files_of(laid_with_data(edition).context)


def test_names_are_ascii_and_stand_once_whatever_the_brief_shows(tmp_path: Path):
    table = "  - table: grid\n    takeaway: {zh: 表, en: A table}\n    columns: [share]\n"
    chart = "  - chart: bars\n    takeaway: {zh: 图, en: A figure}\n    rows: [{fact: told}, {fact: noted}]\n"
    blocks = "  - page: {zh: 页, en: Page}\n" + (table + chart) * 2 + "  - sources\n"
    names = list(attached(lay(tmp_path, blocks, head=HEADS, data=DATA)))
    expected = ["table-1.csv", "figure-1.csv", "table-2.csv", "figure-2.csv", "facts.json"]
    assert names == [f"case-{name}" for name in expected]
    assert all(name.isascii() for name in names)
