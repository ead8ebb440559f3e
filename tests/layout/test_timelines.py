"""Timelines: the order of time, filled and hollow marks, words for what is inexact, and where they go on."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import Edition, Shelf
from layout_case import HEAD, lay
from page_marks import MM, Paint

from briefgen.data.facts import Fact
from briefgen.data.quantity import Amount, Day, Missing, Period, Quantity
from briefgen.layout.moments import moment_of, moment_words
from briefgen.pdf.elements import Element

MAIN = "#9B1B4B"
PAGE = "  - page: {zh: 页, en: Page}\n"
JUNE = Period("month", 2021, 6)
DATES = [
    ("2019年", "2019", "hollow"),
    ("截至2020年6月", "As of June 2020", "filled"),
    ("2021年3月", "March 2021", "filled"),
    ("2023年上半年（年份为推断）", "H1 2023 (year inferred)", "hollow"),
    ("2024年6月15日", "15 June 2024", "filled"),
    ("2025年（预计）", "2025 (expected)", "hollow"),
]


def fact(**changes: object) -> Fact:
    made = {
        "id": "f",
        "section": "s",
        "name": {"zh": "事", "en": "thing"},
        "quantity": Quantity(Amount(5)),
        "source": "x",
    }  # type: ignore[arg-type]
    return Fact(**{**made, **changes})  # type: ignore[arg-type]


def section_of(edition: Edition, words: str) -> Element:
    """Return the section whose text begins with these words."""
    return next(
        one for one in edition.tree.walk() if one.role == "Sect" and one.text.replace(" ", "").startswith(words)
    )


def lists(section: Element) -> list[Element]:
    return [child for child in section.children if isinstance(child, Element) and child.role == "L"]


def items(found: Element) -> list[tuple[str, str]]:
    """Return label and body of each item."""
    said: list[tuple[str, str]] = []
    for item in found.children:
        assert isinstance(item, Element)
        label, body = item.children
        assert isinstance(label, Element)
        assert isinstance(body, Element)
        assert (item.role, label.role, body.role) == ("LI", "Lbl", "LBody")
        said.append((label.text, body.text))
    return said


def discs(edition: Edition, page: int) -> list[Paint]:
    """Return the marks of a timeline from top to bottom: outlines as wide as high, 3 mm at most."""
    found = [
        one
        for one in edition.paints
        if one.page == page
        and abs((one.right - one.left) - (one.bottom - one.top)) < 0.05
        and one.right - one.left < 3.1 * MM
        and MAIN in (one.fill, one.stroke)
    ]
    return sorted(found, key=lambda one: one.top)


def test_entries_stand_in_the_order_of_time_each_language_after_the_other(editions: Shelf):
    section = section_of(editions("blocks"), "图1")
    chinese, english = lists(section)
    assert [label for label, _ in items(chinese)] == [zh for zh, _, _ in DATES]
    assert [label for label, _ in items(english)] == [en for _, en, _ in DATES]
    assert (chinese.language, english.language) == ("zh", "en")
    assert dict(items(chinese))["2019年"] == "示例行动计划：印发实施"
    assert dict(items(english))["15 June 2024"] == "The sample event opened and went on to 18 June 2024"
    assert dict(items(english))["2025 (expected)"] == "The sample platform starts to operate"


def test_known_days_are_filled_and_all_else_is_hollow(editions: Shelf):
    edition = editions("blocks")
    page = next(line.page for line in edition.lines if line.text.startswith("截至2020年6月") and line.size > 10)
    marks = discs(edition, page)
    assert ["filled" if one.fill == MAIN else "hollow" for one in marks] == [how for *_, how in DATES]
    for mark, (zh, _, _) in zip(marks, DATES, strict=True):
        line = next(line for line in edition.lines if line.page == page and line.text.replace(" ", "") == zh)
        middle = (mark.top + mark.bottom) / 2
        assert line.baseline - 2 * MM < middle < line.baseline
        assert mark.right < line.x


def test_a_note_says_what_hollow_marks_mean_and_a_fact_brings_its_own(editions: Shelf):
    text = section_of(editions("blocks"), "图1").text.replace(" ", "")
    assert "空心圆点：具体月日不详，或日期为推断、预计。" in text
    assert "投运情况待核实。" in text


def test_without_hollow_marks_nothing_is_said_of_them(tmp_path: Path):
    head = HEAD.replace("[sample]", "[blocks]")
    blocks = PAGE + "  - timeline: [{fact: last-day}, {fact: lab-opened}]\n    takeaway: {zh: 两日, en: Two days}\n"
    edition = lay(tmp_path, blocks, head=head)
    assert "Hollow" not in edition.text
    _, english = lists(section_of(edition, "图1"))
    assert [label for label, _ in items(english)] == ["March 2021", "18 June 2024"]


def test_an_entry_that_is_awaited_stands_last_without_the_author_s_words(tmp_path: Path):
    data = """\
section: more
title: {zh: 更多, en: More}
sources:
  m-1: {title: {zh: 文件, en: Paper}, date: undated, kind: sample}
facts:
  open: {name: {zh: 开工, en: Start}, value: missing, unit: date}
  day: {name: {zh: 奠基, en: First stone}, value: 2020-05-04, unit: date, source: m-1}
"""
    head = HEAD.replace("[sample]", "[more]\ngaps: state")
    entries = "[{fact: open, text: {zh: 五月开工, en: It starts in May}}, {fact: day}]"
    edition = lay(
        tmp_path,
        f"{PAGE}  - timeline: {entries}\n    takeaway: {{zh: 开工, en: Start}}\n",
        head=head,
        data=data,
    )
    _, english = lists(section_of(edition, "图1"))
    assert items(english) == [("4 May 2020", "First stone"), ("Awaiting update", "Start: awaiting update")]
    assert "五月" not in edition.text


def test_a_long_timeline_goes_on_over_the_page_with_its_number(tmp_path: Path):
    words = "示例文字，用来检验较长的条目怎样分页。" * 4
    facts = "".join(
        f"  day-{number}: {{name: {{zh: 事, en: Event}}, value: 2020-05-{number:02d}, unit: date, source: m-1}}\n"
        for number in range(1, 9)
    )
    data = (
        "section: more\ntitle: {zh: 更多, en: More}\nsources:\n"
        "  m-1: {title: {zh: 文件, en: Paper}, date: undated, kind: sample}\nfacts:\n" + facts
    )
    entries = "".join(
        f"      - {{fact: day-{number}, text: {{zh: {words}, en: A sample}}}}\n" for number in range(8, 0, -1)
    )
    blocks = f"{PAGE}  - timeline:\n{entries}    takeaway: {{zh: 八天, en: Eight days}}\n"
    edition = lay(tmp_path, blocks, head=HEAD.replace("[sample]", "[more]"), data=data)
    assert edition.pages == 3
    assert "Figure 1 (continued)" in edition.page_text(3)
    english = [label for label, _ in items(lists(section_of(edition, "图1"))[1])]
    assert english == [f"{number} May 2020" for number in range(1, 9)]
    assert "8 May 2020" in edition.page_text(3)
    assert "8 May 2020" not in edition.page_text(2)


@pytest.mark.parametrize(
    ("changes", "order", "exact", "en"),
    [
        ({"quantity": Quantity(Day(2020, 6, 15), "date")}, (2020, 6, 15), True, "15 June 2020"),
        ({"quantity": Quantity(Day(2020, 6), "date", "about")}, (2020, 6, 0), False, "About June 2020"),
        ({"quantity": Quantity(Day(2020), "date")}, (2020, 0, 0), False, "2020"),
        ({"period": JUNE}, (2021, 6, 0), True, "June 2021"),
        ({"period": JUNE, "period_inferred": True}, (2021, 6, 0), False, "June 2021 (year inferred)"),
        ({"period": Period("half", 2025, 2)}, (2025, 7, 0), False, "H2 2025"),
        ({"period": Period("quarter", 2025, 3)}, (2025, 7, 0), False, "Q3 2025"),
        ({"period": Period("years", 2023, end=2025), "kind": "plan"}, (2023, 0, 0), False, "2023–2025 (plan)"),
        ({"as_of": Period("day", 2024, 2, 4)}, (2024, 2, 4), True, "As of 4 February 2024"),
        ({"quantity": Quantity(Missing()), "period": Period("month", 2026, 5)}, (2026, 5, 0), True, "May 2026"),
    ],
)  # fmt: skip
def test_how_exactly_a_time_is_known(changes: dict[str, object], order: tuple[int, int, int], exact: bool, en: str):
    moment = moment_of(fact(**changes))
    assert moment is not None
    assert (moment.order, moment.exact) == (order, exact)
    assert moment_words(fact(**changes), "en") == en


def test_what_has_no_time_has_no_moment():
    assert moment_of(fact()) is None
