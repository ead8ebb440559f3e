"""What a finished document says, and in which order, for those who hear it (the tree that the surface recorded)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from editions import Edition, Shelf, letters, marks_of
from page_marks import MM

from briefgen.pdf.elements import Element

NAMES = [
    "robotics",
    "robotics.internal",
    "robotics.office",
    "robotics.zh",
    "robotics.en",
    "long",
    "long.internal",
    "short",
    "event",
    "tables",
    "blocks",
    "blocks.internal",
    "tables.zh",
    "tables.internal",
]
PAIRED = ("P", "Caption", "Span")
LOGO = {"zh": "标识示例", "en": "Logosample"}


@pytest.fixture(params=NAMES)
def edition(request: pytest.FixtureRequest, editions: Shelf) -> Edition:
    return editions(request.param)


def elements(edition: Edition, *roles: str) -> list[Element]:
    return [element for element in edition.tree.walk() if element.role in roles]


def languages(element: Element) -> list[str | None]:
    return [child.language for child in element.children if isinstance(child, Element)]


def test_one_title_and_a_heading_for_each_page_title(edition: Edition):
    assert len(elements(edition, "H1")) == 1
    with_title = [block for block in edition.brief.blocks if type(block).__name__ == "PageBlock"]
    internal = 1 if edition.brief.audience == "internal" else 0
    assert len(elements(edition, "H2")) == len(with_title) + internal


def test_headings_speak_every_language_once_in_order(edition: Edition):
    for heading in elements(edition, "H1", "H2", "H3"):
        assert languages(heading) == list(edition.brief.languages), heading.text
        assert all(child.text for child in heading.children)


def test_each_section_with_a_label_has_one_heading_which_opens_it(edition: Edition):
    for section in elements(edition, "Sect"):
        headings = [child for child in section.children if isinstance(child, Element) and child.role == "H3"]
        if headings:
            assert len(headings) == 1
            assert section.children[0] is headings[0]
    labelled = [section for section in elements(edition, "Sect") if any(_is(child, "H3") for child in section.children)]
    assert len(labelled) == len(elements(edition, "H3"))


def test_headings_follow_pages(edition: Edition):
    """Title, page title, section label: no level is left out."""
    levels = [int(element.role[1]) for element in elements(edition, "H1", "H2", "H3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_paragraph_has_a_language_or_is_language_neutral(edition: Edition):
    for element in elements(edition, "P", "Caption", "TH", "TD", "Lbl"):
        inside = {below.language for below in element.walk() if below.language is not None}
        if not inside and edition.brief.languages != ("en",):
            assert not any(character.isalpha() for character in element.text), element.text


def test_each_language_says_what_it_is_said_to_be(edition: Edition):
    for element in edition.tree.walk():
        own = "".join(child.text for child in element.children if not isinstance(child, Element))
        if element.language == "en":
            assert not any("\u4e00" <= character <= "\u9fff" for character in own), own
        if element.language == "zh" and element.role in PAIRED and len(own) > 12:
            assert any("\u4e00" <= character <= "\u9fff" for character in own), own


def test_one_language_says_nothing_of_the_other(edition: Edition):
    said = {element.language for element in elements(edition, "P", "Caption", "Lbl") if element.language is not None}
    assert said == set(edition.brief.languages)


def test_each_block_is_read_in_the_leading_language_and_then_in_the_next(edition: Edition):
    """Between neighbours that hold both languages, all of one comes before all of the other."""
    whole = 0
    for parent in edition.tree.walk():
        if parent.role in ("Document", "P", "TR", "Figure") or parent.language is not None:
            continue
        for turn in _neighbours(parent):
            spoken = list(dict.fromkeys(turn))
            changes = 1 + sum(one != other for one, other in pairwise(turn))
            assert changes == len(spoken), (parent.role, turn, parent.text)
            if len(edition.brief.languages) > 1:
                assert spoken in (list(edition.brief.languages), *([one] for one in edition.brief.languages))
            if parent.role in ("Sect", "Div", "H1", "H2", "H3", "Caption"):
                assert spoken == list(edition.brief.languages), (parent.role, parent.text)
                whole += 1
    assert whole > 3


def _neighbours(parent: Element) -> Iterator[list[str]]:
    """Yield the languages of children in a row, up to the next child that holds both."""
    found: list[str] = []
    for child in parent.children:
        if isinstance(child, Element) and child.language is not None:
            found.append(child.language)
        elif found:
            yield found
            found = []
    if found:
        yield found


def test_each_language_says_as_much_as_the_other(edition: Edition):
    """Paragraphs, captions, labels, bodies and notes that have a language are there equally often in each."""
    if len(edition.brief.languages) == 1:
        return
    counts = Counter(
        (element.role, element.language)
        for element in elements(edition, "P", "Caption", "Lbl", "LBody", "L", "Note")
        if element.language is not None
    )
    for role, language in list(counts):
        assert len({counts[role, other] for other in edition.brief.languages}) == 1, (role, language, counts)


def test_whatever_is_said_has_a_language(edition: Edition):
    """Below the Document, whose language is only the leading one's."""

    def look(element: Element, language: str | None) -> None:
        language = element.language or language
        for child in element.children:
            if isinstance(child, Element):
                look(child, language)
            elif child.text.strip():
                assert language is not None, child.text

    for child in edition.tree.children:
        assert isinstance(child, Element)
        look(child, None if len(edition.brief.languages) > 1 else edition.brief.languages[0])


def test_every_figure_is_described_in_every_language(edition: Edition):
    figures = elements(edition, "Figure")
    for figure in figures:
        assert figure.alt
        assert tuple(figure.alt) == edition.brief.languages
        assert all(len(part) > 3 and "None" not in part for part in figure.alt.values())
    charts = [block for block in edition.brief.blocks if hasattr(block, "chart")]
    assert len(figures) >= len(charts)


def test_the_description_of_the_chart_holds_its_numbers(editions: Shelf):
    (figure,) = elements(editions("robotics"), "Figure")
    for said in (
        "260亿元",
        "194亿元",
        "5200亿元",
        "742亿元",
        "1185亿元",
        "约20%",
        "about 20%",
        "26%",
        "16.5%",
        "12.1%",
    ):
        assert said in "".join((figure.alt or {}).values()), said
    for said in ("RMB 26 b", "RMB 19.4 b", "RMB 520 b", "RMB 74.2 b", "RMB 118.5 b"):
        assert said in "".join((figure.alt or {}).values()), said


def test_nothing_of_the_content_is_an_artifact(edition: Edition):
    """Between header and foot of each page the tree has every character, repeated heads and samples apart."""
    for page in range(edition.pages):
        said = Counter[str]()
        for mark in marks_of(edition.tree):
            if mark.page == page:
                said += letters(mark.text)
        drawn = Counter[str]()
        for line in edition.lines:
            if line.page == page and (page == 0 or 18 * MM < line.baseline < 276 * MM):
                drawn += letters(line.text)
        extra = drawn - said
        assert not said - drawn, f"page {page + 1} says what it does not show: {said - drawn}"
        shown = "".join(sorted(extra.elements()))
        repeated = "".join(line.text for line in edition.lines if line.page == page and "续" in line.text)
        repeated += "".join(line.text for line in edition.lines if line.page == page and "continued" in line.text)
        if page == 0:
            logo = "".join(LOGO[language] for language in edition.brief.languages)
            assert shown in ("", "".join(sorted(logo)))
        elif not repeated:
            assert not shown, f"page {page + 1}: {shown}"


def test_furniture_says_nothing_of_its_own_in_the_tree(edition: Edition):
    said = edition.tree.text
    for page in range(2, edition.pages + 1):
        assert f"{page} / {edition.pages}" not in said


def test_repeated_heads_are_no_headings(editions: Shelf):
    edition = editions("long")
    said = edition.tree.text
    assert "续）" not in said
    assert "(continued)" not in said
    assert sum("（续）" in line.text for line in edition.lines) > 3


def test_a_section_over_two_pages_stays_one_section(editions: Shelf):
    """Its rows stay whole, as each of them fits on a page."""
    edition = editions("long")
    across = [section for section in elements(edition, "Sect") if len({mark.page for mark in marks_of(section)}) > 1]
    assert across
    assert not [
        paragraph for paragraph in elements(edition, "P") if len({mark.page for mark in marks_of(paragraph)}) > 1
    ]


def test_lists_have_labels_and_bodies(editions: Shelf):
    edition = editions("robotics")
    sources = next(found for found in elements(edition, "L") if "[1]" in found.text)
    items = [child for child in sources.children if isinstance(child, Element)]
    assert [item.role for item in items] == ["LI"] * 3
    for number, item in enumerate(items, start=1):
        label, body = item.children
        assert isinstance(label, Element)
        assert isinstance(body, Element)
        assert (label.role, label.text, body.role) == ("Lbl", f"[{number}]", "LBody")
        assert languages(body) == ["zh", "en"]
        notes = [child for child in body.children if isinstance(child, Element)]
        assert [[below.role for below in note.children if isinstance(below, Element)] for note in notes] == [
            ["P"] * 2
        ] * 2


def test_the_fact_table_is_a_table(editions: Shelf):
    edition = editions("long.internal")
    (table,) = elements(edition, "Table")
    rows = [element for element in table.walk() if element.role == "TR"]
    assert len(rows) > 12
    assert {len([child for child in row.children if _is(child, "TH", "TD")]) for row in rows} == {6}
    heads = [element for element in rows[0].walk() if element.role == "TH"]
    assert {head.scope for head in heads} == {"Column"}
    for row in rows[1:]:
        cells = [child for child in row.children if isinstance(child, Element)]
        assert (cells[0].role, cells[0].scope) == ("TH", "Row")
        (flag,) = cells[-1].children
        assert flag.text == "–" or (_is(flag, "Figure") and flag.alt)  # the flag, said in words


def _is(child: object, *roles: str) -> bool:
    return isinstance(child, Element) and child.role in roles


def test_lists_hold_their_caption_and_their_items_only(editions: Shelf):
    """PDF/UA asks for that: one Caption, then LI (ISO 32000-1, 14.8.4.3.3)."""
    for name in ("robotics", "long"):
        lists = [element for element in editions(name).tree.walk() if element.role == "L"]
        assert lists
        for element in lists:
            roles = [child.role for child in element.children if isinstance(child, Element)]
            assert set(roles) <= {"Caption", "LI"}
            assert roles.count("Caption") <= 1
            assert "Caption" not in roles[1:]
