"""Rules on tables that a brief shows."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sample_case import case, store

from briefgen.check.case import Case
from briefgen.check.preflight import ERRORS, WARNINGS, preflight
from briefgen.check.table_fit import widths
from briefgen.data.facts import Store
from briefgen.data.quantity import Amount, Quantity, Wording
from briefgen.data.tables.table import Table, TableCell, TableColumn, TableRow
from briefgen.errors import AuthorsMistakes, Place, Problem

PLACE = Place("data/robotics.yaml", 50, 3)
COLUMNS = (
    TableColumn("name", {"zh": "名称", "en": "Name"}, "words"),
    TableColumn("revenue", {"zh": "营收", "en": "Revenue"}, "numbers", "CNY"),
)


def cell(words: Wording) -> TableCell:
    return TableCell(words=words, place=Place("data/robotics.yaml", 60, 9))


ROW = TableRow("a", (cell({"zh": "甲", "en": "A"}), TableCell(fact="revenue", place=PLACE)))
TABLE = Table("parks", "robotics", {"zh": "园区", "en": "Parks"}, COLUMNS, (ROW,), "digest", place=PLACE, total=1)
OLD = replace(TABLE, valid_until=datetime.date(2026, 10, 31), stale=True, owner="Office A")
BRIEF = """\
kind: industry
title: {zh: 机器人, en: Robotics}
theme: robotics
edition: {date: 2026-11-01, number: 1}
sections: [robotics]
blocks:
  - table: parks
    takeaway: {zh: 园区, en: Parks}
  - sources
"""


def kept(table: Table = TABLE, *facts: object) -> Store:
    made = store(*facts)  # type: ignore[arg-type]
    return replace(made, tables={table.id: table})


def found(
    folder: Path, table: Table = TABLE, *changes: tuple[str, str], facts: tuple[object, ...] = ()
) -> list[Problem]:
    brief = BRIEF
    for change in changes:
        assert change[0] in brief
        brief = brief.replace(*change)
    looked = case(folder, brief, facts=kept(table, *facts))
    return [problem for rule in ERRORS for problem in rule(looked)]


def test_a_good_table_has_no_problems(tmp_path: Path):
    assert found(tmp_path) == []


BLOCKS = {
    "unknown": (("table: parks", "table: park"), 'There is no table "park"', 'Did you mean "parks"?'),
    "column": (("takeaway:", "columns: [revenu]\n    takeaway:"), 'has no column "revenu"', '"revenue"'),
    "twice": (("takeaway:", "columns: [revenue, revenue]\n    takeaway:"), "named twice", ""),
    "order": (("takeaway:", "sort: name\n    takeaway:"), "holds words", "revenue"),
    "no order": (("takeaway:", "sort: growth\n    takeaway:"), 'has no column "growth"', "revenue"),
    "subject": (("takeaway:", "subject: b\n    takeaway:"), 'has no row "b"', "a"),
    "section": (("[robotics]", "[software]"), "not in a section of this brief", "Add robotics"),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_mistake_of_a_block(name: str, tmp_path: Path):
    change, message, hint = BLOCKS[name]
    told = [problem for problem in found(tmp_path, TABLE, change) if message in problem.message]
    assert told
    assert hint in told[0].hint
    assert told[0].place.file == "briefings/robotics.yaml"


def test_a_subject_that_is_left_out_is_refused(tmp_path: Path):
    rows = (ROW, replace(ROW, id="b", cells=(ROW.cells[0], TableCell(blank="missing"))))
    change = ("takeaway:", "subject: b\n    sort: revenue\n    limit: 1\n    takeaway:")
    assert any(
        "not among the rows" in problem.message for problem in found(tmp_path, replace(TABLE, rows=rows), change)
    )


def test_an_internal_table_stays_inside(tmp_path: Path):
    table = replace(TABLE, publish="internal")
    assert any('The table "parks" is internal' in problem.message for problem in found(tmp_path, table))
    assert found(tmp_path, table, ("kind: industry", "kind: industry\naudience: internal")) == []


def test_an_internal_fact_in_a_cell_stays_inside(tmp_path: Path):
    row = replace(ROW, cells=(ROW.cells[0], TableCell(fact="secret", place=PLACE)))
    told = found(tmp_path, replace(TABLE, rows=(row,)))
    assert [(problem.message, problem.place.line) for problem in told] == [('The fact "secret" is internal.', 7)]


def test_facts_that_are_not_shown_are_not_looked_at(tmp_path: Path):
    hidden = replace(ROW, id="b", cells=(ROW.cells[0], TableCell(fact="secret", place=PLACE)))
    table = replace(TABLE, rows=(ROW, hidden))
    assert found(tmp_path, table, ("takeaway:", "limit: 1\n    takeaway:")) == []


def test_an_old_table_is_refused(tmp_path: Path):
    (problem,) = found(tmp_path, OLD)
    assert problem.message == 'The table "parks" was valid until 2026-10-31.'
    assert problem.hint.startswith("Ask Office A for it")


def test_an_old_table_is_stated_where_the_brief_says_so(tmp_path: Path):
    number = TableCell(Quantity(Amount(Decimal("4820000000")), "CNY"))
    table = replace(OLD, rows=(replace(ROW, cells=(ROW.cells[0], number)),))
    states = BRIEF.replace("kind: industry", "kind: industry\ngaps: state")
    brief = states.replace("  - sources", "  - lead: {zh: '营收48.2亿元', en: 'Revenue RMB 4.82 bn'}\n  - sources")
    looked: Case = case(tmp_path, brief, facts=kept(table))
    assert [problem for rule in ERRORS for problem in rule(looked)] == []
    told = [problem for rule in WARNINGS for problem in rule(looked)]
    (stated,) = [problem for problem in told if "was valid until 2026-10-31" in problem.message]
    assert '"awaiting update"' in stated.message
    assert stated.hint.startswith("Ask Office A for it")
    assert stated.place.line == 8
    typed = [problem.place.line for problem in told if 'old number of the table "parks"' in problem.message]
    assert typed == [10, 10]


def test_every_word_of_a_table_is_looked_at_for_glyphs(tmp_path: Path):
    odd = "\U00016800"
    rows = (replace(ROW, cells=(cell({"zh": "甲" + odd, "en": "A"}), ROW.cells[1])),)
    columns = (COLUMNS[0], replace(COLUMNS[1], name={"zh": "营收", "en": "Revenue" + odd}))
    told = found(tmp_path, replace(TABLE, rows=rows, columns=columns))
    assert len(told) == 2
    assert any('A cell of the table "parks"' in problem.message and problem.place.line == 60 for problem in told)
    assert any('The column "revenue" of the table "parks"' in problem.message for problem in told)


def test_words_in_every_language(tmp_path: Path):
    rows = (replace(ROW, cells=(cell({"zh": "甲"}), ROW.cells[1])),)
    assert any("is missing in en" in problem.message for problem in found(tmp_path, replace(TABLE, rows=rows)))


def wide(count: int) -> Table:
    columns = (COLUMNS[0], *(replace(COLUMNS[1], id=f"m{place}") for place in range(count)))
    number = TableCell(Quantity(Amount(Decimal("48200000000")), "CNY", "at-least"))
    return replace(TABLE, columns=columns, rows=(replace(ROW, cells=(ROW.cells[0], *[number] * count)),))


def test_a_table_wider_than_the_page_is_refused_at_its_place(tmp_path: Path):
    looked: Case = case(tmp_path, BRIEF, facts=kept(wide(15)))
    with pytest.raises(AuthorsMistakes) as caught:
        preflight(looked.brief, looked.store, looked.settings, looked.faces, looked.project)
    (problem,) = caught.value.problems
    assert "mm wider than the page" in problem.message
    assert (problem.place.file, problem.place.line) == ("briefings/robotics.yaml", 7)
    assert list(widths(case(tmp_path, BRIEF, facts=kept(wide(5))))) == []


def test_short_tables_are_not_set_to_be_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("briefgen.layout.blocks.table.fitted", None)
    assert list(widths(case(tmp_path, BRIEF, facts=kept()))) == []
    with pytest.raises(TypeError):
        list(widths(case(tmp_path, BRIEF, facts=kept(wide(15)))))


def test_a_number_is_counted_where_a_table_shows_it(tmp_path: Path):
    brief = BRIEF.replace(
        "  - sources", "  - figures: [revenue]\n  - lead: {zh: '{revenue}', en: '{revenue}'}\n  - sources"
    )
    looked: Case = case(tmp_path, brief, facts=kept())
    told = [problem for rule in WARNINGS for problem in rule(looked)]
    assert any("is shown 3 times" in problem.message for problem in told)


def test_source_numbers_need_a_list_of_sources(tmp_path: Path):
    cells = (ROW.cells[0], TableCell(Quantity(Amount(Decimal(1)), "CNY")))
    looked = case(tmp_path, BRIEF.replace("  - sources\n", ""), facts=kept(replace(TABLE, rows=(TableRow("", cells),))))
    told = [problem for rule in WARNINGS for problem in rule(looked)]
    assert any("no block says which sources they are" in problem.message for problem in told)


def test_a_table_that_cannot_age_is_a_warning(tmp_path: Path):
    looked = case(tmp_path, BRIEF, facts=kept(replace(TABLE, unaged=True)))
    told = [problem.message for rule in WARNINGS for problem in rule(looked)]
    assert 'The table "parks" has no period or as-of, so that no max-age can be counted.' in told
