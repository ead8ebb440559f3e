"""Numbers of sources, letters of notes and numbers of pages lead to what they name, in the language around them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from editions import Edition, Shelf
from layout_case import HEAD, lay

from briefgen.check.finished.opened import open_finished
from briefgen.layout.names import note_name, place_name, source_name
from briefgen.pdf.elements import Element, Mark
from briefgen.spec.blocks import SourcesBlock

NAMES = ["robotics", "robotics.internal", "robotics.en", "robotics-with-contact", "long", "long.internal", "tables.zh"]
NOTED = (
    HEAD
    + "notes:\n  core: {zh: 仅指核心产业, en: Core industry only}\n  rest: {zh: '其余[^core]', en: 'Rest[^core]'}\n"
)


@pytest.fixture(params=NAMES)
def edition(request: pytest.FixtureRequest, editions: Shelf) -> Edition:
    return editions(request.param)


def links(edition: Edition) -> list[tuple[str, str, int]]:
    """Return contents, text and page index of the target of each link within the document, in order of reading."""
    opened = open_finished(edition.data)
    found = [one for one in opened.annotations if one.target is not None and one.target.kind == "GoTo"]
    texts = [element.text for element in edition.tree.walk() if element.role == "Reference" and element.children
             and not isinstance(element.children[0], Mark)]  # fmt: skip
    assert len(texts) == len(found)
    return [(one.contents or "", "", one.target.page) for one in found if one.target is not None]


def notes(edition: Edition) -> dict[str, Element]:
    return {element.id: element for element in edition.tree.walk() if element.role == "Note" and element.id is not None}


def within(element: Element, role: str, inside: bool = False) -> str:
    """Return the text of an element that does not stand in one of a role."""
    if element.role == role:
        return ""
    return "".join(within(child, role) if isinstance(child, Element) else child.text for child in element.children)


def test_every_number_of_a_source_is_a_link_where_the_sources_are_listed(edition: Edition):
    assert any(isinstance(block, SourcesBlock) for block in edition.brief.blocks)
    for element in edition.tree.walk():
        if element.role in ("P", "TD"):
            assert not re.search(r"\[\d+\]", within(element, "Reference")), element.text


def test_links_to_sources_name_them_in_the_language_around_them(edition: Edition):
    titles = {
        f"{said}{number}{mark}{edition.shared.store.sources[id].title[language]}": language
        for id, number in edition.laid.context.source_numbers.items()
        for language, said, mark in (("zh", "来源", "："), ("en", "Source ", ": "))
        if language in edition.brief.languages
    }
    told = [contents for contents, _, _ in links(edition) if contents.startswith(("来源", "Source "))]
    assert told
    assert set(told) <= set(titles)
    # Each number is called in each language: no language leads to the other's entry.
    counts = {tag: sum(titles[one] == tag for one in told) for tag in edition.brief.languages}
    if edition.brief.audience == "external":  # the table of all facts has its numbers once
        assert len(set(counts.values())) == 1, counts


def test_links_to_sources_lead_to_the_pages_of_their_entries(edition: Edition):
    pages = {
        number: {line.page for line in edition.lines if line.text.startswith(f"[{number}]") and line.page > 0}
        for number in edition.laid.context.source_numbers.values()
    }
    for contents, _, page in links(edition):
        number = re.match(r"(?:来源|Source )(\d+)", contents)
        if number:
            assert page in pages[int(number[1])], contents


def test_every_source_is_a_note_under_its_name(edition: Edition):
    languages = edition.brief.languages
    wanted = {source_name(id, languages, tag) for id in edition.laid.context.source_numbers for tag in languages}
    assert wanted == {id for id in notes(edition) if id.startswith("source-")}


def test_a_brief_without_a_list_has_no_links_to_it(tmp_path: Path):
    edition = lay(tmp_path, "  - page: {zh: 页, en: Page}\n  - figures: [revenue-c]\n")
    assert "[1]" in edition.tree.text
    assert not links(edition)
    assert not notes(edition)


def test_two_lists_of_sources_have_one_place_for_each(tmp_path: Path):
    blocks = "  - page: {zh: 页, en: Page}\n  - figures: [revenue-c]\n  - sources\n  - sources\n"
    edition = lay(tmp_path, blocks)
    assert list(notes(edition)) == ["source-doc-3", "source-doc-3.en"]


@pytest.mark.parametrize("language", [None, "zh", "en"])
def test_letters_lead_to_the_notes_below_their_block(tmp_path: Path, language: str | None):
    message = "  - messages:\n      - head: {zh: 一, en: One}\n        text: {zh: '甲[^core]。', en: 'A[^core].'}\n"
    both = "  - messages:\n      - head: {zh: 二, en: Two}\n        text: {zh: '[^rest]。', en: 'B[^rest].'}\n"
    edition = lay(tmp_path, f"  - page: {{zh: 页, en: Page}}\n{message}{both}{message}", head=NOTED, language=language)
    languages = edition.brief.languages
    found = notes(edition)
    assert set(found) == {note_name(block, id, languages, tag) for block, id in ((1, "core"), (2, "rest"), (3, "core"))
                          for tag in languages}  # fmt: skip
    for id, note in found.items():
        tag = id.partition(".")[2] or languages[0]
        assert note.language == tag
        assert note.text.strip().startswith(("a", "b"))
    # The second note calls the first, which is not printed below its block: that letter leads nowhere.
    told = [contents for contents, _, _ in links(edition)]
    assert len(told) == 3 * len(languages)
    if "zh" in languages:
        assert [one for one in told if one.startswith("注")] == ["注a：仅指核心产业", "注b：其余", "注a：仅指核心产业"]
    if "en" in languages:
        assert told.count("Note a: Core industry only") == 2


def test_a_note_called_beside_another_in_a_note_leads_there(tmp_path: Path):
    """Where both are printed below the block, the call in the note is a link, too."""
    text = "        text: {zh: '甲[^rest][^core]。', en: 'A[^rest][^core].'}\n"
    blocks = f"  - page: {{zh: 页, en: Page}}\n  - messages:\n      - head: {{zh: 一, en: One}}\n{text}"
    assert len(links(lay(tmp_path, blocks, head=NOTED))) == 2 * 3


def test_numbers_of_pages_lead_to_what_they_name(editions: Shelf):
    edition = editions("robotics")
    told = {(contents, page) for contents, _, page in links(edition) if contents.startswith(("第", "Page "))}
    assert told == {
        ("第4页：图3 公布数据的五个产业中，机器人增速仅次于人工智能", 3),
        ("Page 4: Figure 3 Of the five industries reported, only AI grew faster than robotics", 3),
        ("第3页：图2 四个办公室主攻四条新赛道", 2),
        ("Page 3: Figure 2 Four offices drive four new tracks", 2),
    }


def test_the_bar_leads_to_the_contact(editions: Shelf):
    edition = editions("robotics-with-contact")
    told = {contents for contents, _, page in links(edition) if page == edition.pages - 1}
    assert {"第5页：来源与方法", "Page 5: Sources and methods"} <= told


def test_links_look_as_what_is_no_link(tmp_path: Path):
    """Neither rules nor another colour: the page says enough."""
    blocks = "  - page: {zh: 页, en: Page}\n  - figures: [revenue-c]\n"
    listed = lay(tmp_path, blocks + "  - sources\n")
    unlisted = lay(tmp_path, blocks)
    for text in ("来源：[1]。", "Source: [1]."):
        shown = [
            [(glyph.text, glyph.font, glyph.size, glyph.colour, round(glyph.x, 1)) for glyph in line.glyphs]
            for edition in (listed, unlisted)
            for line in edition.lines
            if line.text == text
        ]
        assert len(shown) == 2
        assert shown[0] == shown[1]


def test_names_of_places():
    assert place_name("block-five", ("zh", "en"), "zh") == "block-five"
    assert place_name("block-five", ("zh", "en"), "en") == "block-five.en"
    assert place_name("block-five", ("en",), "en") == "block-five"
