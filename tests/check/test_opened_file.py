"""A finished file reads back as it was drawn: text, structure, ways, fonts, attachments."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from broken_editions import broken
from every_role import every_role
from pikepdf import Array, Dictionary, Name
from plain_lines import line, run, surface

from briefgen.check.finished.opened import Opened, open_finished
from briefgen.check.finished.tree import LinkObject, Node, Piece
from briefgen.errors import VerificationFailure
from briefgen.pdf.elements import Element, Mark
from briefgen.pdf.profiles import PROFILES, ProfileName

TAGGED: tuple[ProfileName, ...] = ("ua1+a2a", "ua1+a3a", "ua2+a4f")


def opened(profile: ProfileName = "ua1+a3a") -> tuple[Opened, Element]:
    drawing = every_role(files=PROFILES[profile].attachments, profile=PROFILES[profile])
    return open_finished(drawing.finish()), drawing.tree


@pytest.mark.parametrize("profile", TAGGED)
def test_text_by_the_tags_is_what_was_drawn(profile: ProfileName):
    file, tree = opened(profile)
    assert [node.text for node in file.tree.top] == [tree.text]
    assert "南京机器人" in tree.text


def test_text_of_a_page_that_has_no_tags_is_what_was_drawn():
    file, tree = opened("plain")
    assert not file.tree.present
    assert "goes on南京" in file.pages[1].text
    assert sorted(file.pages[0].text) == sorted("".join(child.text for child in _marks(tree, 0)))


def _marks(tree: Element, page: int) -> Iterator[Mark]:
    for element in tree.walk():
        yield from (child for child in element.children if isinstance(child, Mark) and child.page == page)


def test_artifacts_are_told_apart():
    page = opened()[0].pages[1]
    assert page.artifacts.startswith("Running headOffice2")
    assert "Running head" not in "".join(page.marks.values())


def test_an_element_over_three_pages_is_one():
    file, _ = opened()
    (long,) = [node for node in file.tree.nodes if node.text.startswith("See source")]
    assert long.text.endswith("and ends here.")
    assert {child.page for child in _pieces(long)} == {0, 1, 2}
    assert (long.role, long.path, long.page) == ("P", "Document/Part/Sect/P", 0)


def _pieces(node: Node) -> Iterator[Piece]:
    for one in node.walk():
        yield from (child for child in one.children if isinstance(child, Piece))


def test_facts_of_elements_read_back():
    file, _ = opened()
    figure = next(node for node in file.tree.nodes if node.role == "Figure")
    assert figure.alt is not None
    assert "两根柱：5和7" in figure.alt
    spoken = next(node for node in file.tree.nodes if node.expansion)
    assert spoken.expansion == "RMB 19.4 billion, first half of 2025"
    heads = [node for node in file.tree.nodes if node.role == "TH"]
    assert [head.attribute("Table", "Scope") for head in heads[:2]] == ["Both", "Column"]
    assert (heads[0].attribute("Table", "RowSpan"), heads[1].attribute("Table", "ColSpan")) == (2, 2)
    assert [node.id for node in file.tree.nodes if node.role == "Note"] == ["note-1", "note-2"]


def test_languages_come_from_above_where_an_element_has_none():
    file, _ = opened()
    label = next(node for node in file.tree.nodes if node.role == "H1")
    assert [node.language for node in label.nodes] == ["en", "zh"]
    body = next(node for node in file.tree.nodes if node.role == "LBody")
    assert (body.own_language, body.language) == (None, "en")


def test_links_stand_in_the_tree_and_lead_somewhere():
    file, _ = opened()
    by_address = {annotation.address: annotation for annotation in file.annotations}
    targets = [
        by_address[child.address].target
        for node in file.tree.nodes
        for child in node.children
        if isinstance(child, LinkObject)
    ]
    assert [(one.kind, one.words or one.page) for one in targets if one][:4] == [
        ("GoTo", 0),
        ("GoTo", 0),
        ("GoTo", 2),
        ("URI", "https://example.org/a"),
    ]
    assert not any(one.fault for one in targets if one)


def test_destinations_of_the_second_part_name_elements():
    file, _ = opened("ua2+a4f")
    by_address = {node.address: node for node in file.tree.nodes}
    inner = [one.target for one in file.annotations if one.target and one.target.kind == "GoTo"]
    assert {by_address[target.element].role for target in inner} >= {"Figure", "FENote"}
    assert all(target.page >= 0 for target in inner)


def test_bookmarks_have_levels_and_plain_titles():
    outline = opened()[0].outline
    assert [(one.title, one.level, one.target.page) for one in outline.bookmarks] == [
        ("南京机器人", 0, 0),
        ("Figure 1", 1, 0),
        ("Notes", 0, 2),
    ]


def test_attachments_come_out_as_they_went_in():
    assert [(one.name, one.media, one.relationship, one.data) for one in opened()[0].attachments] == [
        ("facts.json", "application/json", "Supplement", b"{}\n"),
        ("图1.csv", "text/csv", "Data", "年,增速\n2025,20%\n".encode()),
    ]


def test_fonts_know_what_they_show():
    fonts = opened()[0].fonts
    assert len(fonts) == 2
    shown = {font.texts[code] for font in fonts for code in font.used}
    assert {"R", "南"} <= shown
    assert "京" in shown
    assert all(font.program and font.mapped for font in fonts)


def test_actual_text_stands_for_what_is_shown():
    def say_otherwise(pdf: pikepdf.Pdf) -> None:
        found = pdf.pages[0].Contents.read_bytes()
        start = found.index(b"BDC") + 3
        end = found.index(b"EMC", start)
        inner = b"\n/Span <</ActualText <FEFF0041530B>>> BDC" + found[start:end] + b"EMC\n"
        pdf.pages[0].obj.Contents = pdf.make_stream(found[:start] + inner + found[end:])

    drawing = surface()
    with drawing.element("P", "en"):
        drawing.line(line(run("shown")), 20, 20)
    file = open_finished(broken(drawing.finish(), say_otherwise))
    assert [node.text for node in file.tree.top] == ["A匋"]
    assert len(file.fonts[0].used) == len(set("shown"))


def test_text_in_a_form_belongs_to_the_mark_around_it():
    def into_form(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        found = page.Contents.read_bytes()
        start, end = found.index(b"BT"), found.index(b"ET") + 2
        form = pdf.make_stream(found[start:end])
        form.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 300, 400])})
        form.Resources = page.Resources
        page.Resources = Dictionary(XObject=Dictionary(Fm=form))
        page.Contents = pdf.make_stream(found[:start] + b"/Fm Do" + found[end:])

    drawing = surface()
    with drawing.element("P", "en"):
        drawing.line(line(run("shown")), 20, 20)
    file = open_finished(broken(drawing.finish(), into_form))
    assert [node.text for node in file.tree.top] == ["shown"]
    assert [slip.kind for slip in file.pages[0].slips] == []


def test_a_file_that_cannot_be_read_is_told_in_words():
    for data in (b"", b"hello", b"%PDF-1.7\n"):
        with pytest.raises(VerificationFailure, match=r"not a PDF|damaged"):
            open_finished(data)


def test_an_encrypted_file_needs_its_password():
    drawing = surface(profile=PROFILES["plain"], password="a secret")
    with drawing.element("P", "en"):
        drawing.line(line(run("shown")), 20, 20)
    data = drawing.finish()
    with pytest.raises(VerificationFailure, match="encrypted"):
        open_finished(data)
    with pytest.raises(VerificationFailure, match="password does not open it"):
        open_finished(data, "another")
    file = open_finished(data, "a secret")
    assert file.encrypted
    assert file.pages[0].text == "shown"


def test_numbers_that_stand_by_themselves_are_read():
    def move_out(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.StructParents = pdf.make_indirect(pikepdf.Object.parse(b"0"))

    data = broken(every_role(profile=PROFILES["ua1+a2a"]).finish(), move_out)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert b" R" in pdf.pages[0].obj.unparse()
    file = open_finished(data)
    assert file.objects.integer(file.pages[0].entries["/StructParents"]) == 0
