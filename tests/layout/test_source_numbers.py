"""Which sources get which numbers, and how numbers are printed in ranges and source lines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from editions import Edition, Shelf
from layout_case import HEAD, context_of, lay

from briefgen.data.provenance import sources_of
from briefgen.layout.citations import facts_of_block, number_runs, printed_facts
from briefgen.layout.notes import source_runs
from briefgen.typeset.glyphs import Run


def words(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return lay(
        tmp_path_factory.mktemp("sources"),
        "  - page: {zh: 页, en: Page}\n"
        "  - lead: {zh: '见{source:doc-9}和{revenue-d}。', en: 'See {source:doc-9} and {revenue-d}.'}\n"
        "  - figures: [revenue-c, growth-a]\n"
        "  - sources\n",
    )


def test_only_cited_sources_are_numbered_in_the_order_of_their_section(edition: Edition):
    """Cited by a block, by a fact in a text, by a text itself; not by order of appearance."""
    assert dict(context_of(edition).source_numbers) == {"doc-3": 1, "doc-4": 2, "doc-9": 3, "doc-13": 4}
    page = edition.page_text(2)
    for number, title in ((1, "示例文件3"), (2, "示例文件4"), (3, "示例文件9"), (4, "示例文件13")):
        assert f"[{number}]\n{title}" in page
    assert "[5]" not in edition.text
    assert "示例文件1\n" not in page


def test_texts_print_the_same_numbers(edition: Edition):
    text = "".join(edition.tree.text.split())
    assert "见[3]和201.2亿元。" in text
    assert "See[3]andRMB20.12billion." in text


def test_sections_named_first_are_numbered_first(tmp_path: Path):
    more = (
        "section: more\ntitle: {zh: 更多, en: More}\nsources:\n"
        "  z-1: {title: {zh: 另一文件, en: Another}, date: undated, kind: sample}\n"
        "facts:\n  z: {name: {zh: 丙, en: Z}, value: 3, unit: {zh: 个, en: items}, source: z-1}\n"
    )
    head = HEAD.replace("[sample]", "[more, sample]")
    made = lay(tmp_path, "  - page: {zh: 页, en: P}\n  - figures: [revenue-a, z]\n  - sources\n", head=head, data=more)
    assert dict(context_of(made).source_numbers) == {"z-1": 1, "doc-1": 2}


def test_sources_of_other_sections_come_last(editions: Shelf):
    """The figures of five industries rest on a source of another section of the brief's list."""
    assert dict(context_of(editions("robotics")).source_numbers) == {"overview": 1, "digest-2025": 2, "plans-2020": 3}


@pytest.mark.parametrize(
    ("numbers", "printed"),
    [
        ([], ""),
        ([4], "[4]"),
        ([1, 2], "[1][2]"),
        ([2, 1], "[1][2]"),
        ([1, 2, 3], "[1]–[3]"),
        ([3, 1, 2, 3], "[1]–[3]"),
        ([1, 3, 5], "[1][3][5]"),
        ([1, 2, 4, 5, 6, 9], "[1][2][4]–[6][9]"),
        (list(range(1, 25)), "[1]–[24]"),
    ],
)
def test_more_than_two_in_a_row_are_a_range(edition: Edition, numbers: list[int], printed: str):
    context = context_of(edition, source_numbers={f"doc-{number}": number for number in range(1, 25)})
    assert words(number_runs(context, [f"doc-{number}" for number in numbers], "en")) == printed


@pytest.mark.parametrize(
    ("ids", "by_name", "chinese", "english"),
    [
        # A figure with a time needs no date of its source; one without a time says that the source is undated.
        (["revenue-c"], False, "来源：[1]。", "Source: [1]."),
        (["kinds"], False, "来源：[1]，未注明日期。", "Source: [1], undated."),
        (["four-bodies"], False, "来源：[2]。", "Source: [2]."),
        (["revenue-c", "revenue-d"], False, "来源：[1][2]。", "Sources: [1][2]."),
        (["revenue-c", "revenue-d"], True, "来源：营收 [1]，营收 [2]。", "Sources: revenue [1], revenue [2]."),
        (["revenue-c", "kinds"], True, "来源：营收 [1]，示例门类 [1]（未注明日期）。",
         "Source: revenue [1], Sample kinds [1] (undated)."),
        (["revenue-c", "kinds", "growth-a"], True, "来源：营收 [1]，示例门类 [1]（未注明日期），增速 [4]。",
         "Sources: revenue [1], Sample kinds [1] (undated), growth [4]."),
        (["halls"], True, "来源：[5]。", "Source: [5]."),
    ],
)  # fmt: skip
def test_source_lines(edition: Edition, ids: list[str], by_name: bool, chinese: str, english: str):
    numbers = {"doc-3": 1, "doc-4": 2, "doc-9": 3, "doc-13": 4, "doc-1": 5}
    context = context_of(edition, source_numbers=numbers)
    facts = [edition.facts[id] for id in ids]
    assert words(source_runs(context, facts, "zh", by_name=by_name)) == chinese
    assert words(source_runs(context, facts, "en", by_name=by_name)) == english


def test_counted_figures_are_marked_as_ours(editions: Shelf):
    edition = editions("robotics")
    facts = [edition.facts[id] for id in ("robotics-h1-revenue", "robotics-h1-growth", "robot-field-count")]
    context = context_of(edition)
    assert (
        words(source_runs(context, facts, "zh", by_name=True))
        == "来源：营收和增速 [2]，领域 [1]（未注明日期，经清点）。"
    )
    assert words(source_runs(context, facts, "en", by_name=True)) == (
        "Sources: revenue and growth [2], fields [1] (undated, counted by us)."
    )


def test_sources_are_named_once_in_order(edition: Edition):
    facts = [edition.facts[id] for id in ("revenue-d", "revenue-c", "four-bodies", "kinds")]
    assert sources_of(facts) == ("doc-4", "doc-3")


def test_each_block_tells_its_facts(editions: Shelf):
    edition = editions("long")
    found = {type(block).__name__: facts_of_block(block) for block in edition.brief.blocks}
    assert found["NumbersBlock"] == ("exhibits", "halls", "forums", "visitors")
    assert found["FiguresBlock"] == ("revenue-l", "growth-l", "halls")
    assert found["FieldMapBlock"] == ("kinds",)
    assert found["FrameBlock"] == ("four-bodies",)
    assert found["AimBlock"] == ("sample-aim",)
    assert found["ComparisonChart"][:2] == ("revenue-a", "growth-a")
    assert found["BarsChart"] == ("revenue-c", "revenue-f", "revenue-i", "revenue-l")
    assert found["MessagesBlock"] == ()
    printed = [fact.id for fact in printed_facts(context_of(edition))]
    assert len(printed) == len(set(printed))
    assert set().union(*found.values()) <= set(printed)


def test_a_list_without_sources_is_left_out(tmp_path: Path):
    edition = lay(tmp_path, "  - page: {zh: 页, en: Page}\n  - lead: {zh: 一。, en: One.}\n  - sources\n")
    assert "Sources" not in edition.text
    assert "来源" not in edition.text
