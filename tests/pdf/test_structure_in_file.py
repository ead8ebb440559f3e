"""The tree in the file says all that the drawn elements say: roles, languages, words, cells, lists, links."""

import io
from contextlib import contextmanager

import pikepdf
import pytest
from every_role import every_role, zh
from page import ValidationProfile, validate_pdf_bytes
from plain_lines import line, run, surface
from tagged import elements, is_element, kids

from briefgen.pdf.elements import Element
from briefgen.pdf.finishing.strings import spoken
from briefgen.pdf.profiles import PROFILES

CLAIMS = {
    "ua1+a2a": (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2A),
    "ua1+a3a": (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A),
}


@contextmanager
def finished(drawing):
    with pikepdf.open(io.BytesIO(drawing.finish())) as pdf:
        yield pdf


def roles(element) -> list:
    return [str(element.S)[1:], *(roles(kid) for kid in kids(element) if is_element(kid))]


def of(pdf, role: str) -> list:
    return [element for element in elements(pdf.Root.StructTreeRoot) if f"/{role}" == element.S]


@pytest.mark.parametrize("name", CLAIMS)
@pytest.mark.parametrize("languages", [("en", "zh"), ("zh",)])
def test_a_validator_finds_nothing_wrong_with_every_role(name, languages):
    data = every_role(profile=PROFILES[name], languages=languages, files=PROFILES[name].attachments).finish()
    for claim in CLAIMS[name]:
        report = validate_pdf_bytes(data, profile=claim)
        assert list(report.failures) == []
        assert report.is_compliant


def test_roles_nest_as_they_were_drawn():
    with finished(every_role()) as pdf:
        (document,) = kids(pdf.Root.StructTreeRoot)
        found = roles(document)
    part, table, notes, back = found[1:]
    assert found[0] == "Document"
    toci = ["TOCI", ["Lbl", ["Reference", ["Link"]]], ["P", ["Reference", ["Link"]]]]
    assert part[:3] == ["Part", ["H1", ["Span"], ["Span"]], ["TOC", ["Caption"], toci]]
    running = ["P", ["Reference", ["Link"]], ["Link"], ["Span"]]
    assert part[3][:4] == ["Sect", ["H2"], running, ["Div", ["P", ["Span"], ["Span"]]]]
    assert part[3][4] == ["Figure", ["Caption", ["Span"]]]
    assert len(part[3]) == 5  # the paragraph that says nothing is left out
    row = ["TR", ["TH"], ["TD"], ["TD"]]
    head = ["THead", ["TR", ["TH"], ["TH"]], ["TR", ["TH"], ["TH"]]]
    assert table == ["Table", ["Caption"], head, ["TBody", row, row]]
    item = ["LI", ["Lbl"], ["LBody", ["Note"]]]
    assert notes == ["L", ["Caption"], item, item]
    assert back == ["P", ["Reference", ["Link"]]]


def test_an_element_over_three_pages_is_one():
    with finished(every_role()) as pdf:
        paragraph = next(element for element in of(pdf, "P") if element.get("/Pg") == pdf.pages[0].obj)
        found = next(one for one in of(pdf, "P") if any(_is_other_page(kid) for kid in kids(one)))
        pages = [kid.Pg.objgen for kid in kids(found) if _is_other_page(kid)]
        assert paragraph.S == found.S
        assert pages == [pdf.pages[1].obj.objgen, pdf.pages[2].obj.objgen]
        assert found.Pg.objgen == pdf.pages[0].obj.objgen


def _is_other_page(kid) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR"


def test_languages_stand_where_they_change():
    drawing = surface(languages=("zh", "en"))
    with drawing.element("Sect", "zh"), drawing.element("P", "zh"):
        drawing.line(line(zh("南京"), run(" Nanjing", x=20)), 20, 40)
    with drawing.element("P", "en"), drawing.element("Span", "en"):
        drawing.line(line(run("Nanjing")), 20, 60)
    with finished(drawing) as pdf:
        found = [(str(one.S), str(one.get("/Lang", ""))) for one in elements(pdf.Root.StructTreeRoot)]
        assert str(pdf.Root.Lang) == "zh"
    assert found == [
        ("/Document", "zh"), ("/Sect", ""), ("/P", ""), ("/Span", "en"), ("/P", "en"), ("/Span", "")
    ]  # fmt: skip


def test_alternatives_speak_each_language_behind_its_escape():
    with finished(every_role()) as pdf:
        (figure,) = of(pdf, "Figure")
        assert bytes(figure.Alt) == (
            b"\xfe\xff\x00\x1ben\x00\x1b"
            + "Two bars: 5 and 7 ".encode("utf-16-be")
            + b"\x00\x1bzh\x00\x1b"
            + "两根柱：5和7".encode("utf-16-be")
        )


@pytest.mark.parametrize(
    ("texts", "around", "found"),
    [
        ({"en": "Two bars"}, "en", "Two bars"),
        ({"en": "Two bars", "zh": ""}, "en", "Two bars"),
        ({}, "en", ""),
        ({"en": "Bars"}, "zh", b"\xfe\xff\x00\x1ben\x00\x1b\x00B\x00a\x00r\x00s"),
        ({"en-GB": "Bars"}, None, b"\xfe\xff\x00\x1benGB\x00\x1b\x00B\x00a\x00r\x00s"),
        ({"zh-Hans-CN": "柱"}, "en", b"\xfe\xff\x00\x1bzhCN\x00\x1b\x67\xf1"),
    ],
)
def test_text_strings_with_languages(texts, around, found):
    assert spoken(texts, around) == found


def test_a_language_that_no_escape_can_tell_is_refused():
    assert spoken({"yue": "柱"}, "yue") == "柱"
    with pytest.raises(RuntimeError, match="'yue'"):
        spoken({"yue": "柱"}, "en")


def test_cells_lists_and_figures_have_their_attributes():
    with finished(every_role()) as pdf:
        year, growth, real, _, *rows = (dict(one.A.items()) for one in of(pdf, "TH"))
        assert year == {"/O": "/Table", "/Scope": "/Both", "/RowSpan": 2}
        assert growth == {"/O": "/Table", "/Scope": "/Column", "/ColSpan": 2}
        assert real == {"/O": "/Table", "/Scope": "/Column"}
        assert rows == [{"/O": "/Table", "/Scope": "/Row"}] * 2
        assert all("/A" not in cell for cell in of(pdf, "TD"))
        (numbered,), (figure,), (table,) = of(pdf, "L"), of(pdf, "Figure"), of(pdf, "Table")
        assert dict(numbered.A.items()) == {"/O": "/List", "/ListNumbering": "/Decimal"}
        left, bottom, right, top = (float(value) for value in figure.A.BBox)
        assert (left, right, bottom) == (20, pytest.approx(95, abs=5), pytest.approx(168, abs=4))
        assert top == pytest.approx(400 - 178 + 10, abs=3)  # the label above the bar
        assert table.A.O == "/Layout"


@pytest.mark.parametrize("numbering", ["Decimal", None])
def test_lists_tell_how_they_are_numbered_as_the_block_says(numbering):
    drawing = surface()
    with drawing.element(Element("L", "en", numbering=numbering)):
        for label in ("2024", "2025"):
            with drawing.element("LI"):
                with drawing.element("Lbl"):
                    drawing.line(line(run(label)), 20, 40)
                with drawing.element("LBody"):
                    drawing.line(line(run("x")), 30, 40)
    with finished(drawing) as pdf:
        (found,) = of(pdf, "L")
        assert (str(found.A.ListNumbering)[1:] if "/A" in found else None) == numbering


def test_what_goes_over_pages_has_no_box():
    drawing = surface()
    with drawing.element("Figure", "en", alt={"en": "a"}):
        drawing.rectangle(0, 0, 9, 9, fill="#000000")
        drawing.page(300, 400)
        drawing.rectangle(0, 0, 9, 9, fill="#000000")
    with finished(drawing) as pdf:
        assert "/A" not in of(pdf, "Figure")[0]


def test_an_expansion_a_title_and_ids():
    with finished(every_role()) as pdf:
        spans = [str(one.E) for one in of(pdf, "Span") if "/E" in one]
        assert spans == ["RMB 19.4 billion, first half of 2025"]
        names = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        assert {name: str(found.ID) for name, found in names.items()} == {"note-1": "note-1", "note-2": "note-2"}
        assert [found.objgen for found in names.values()] == [note.objgen for note in of(pdf, "Note")]


def test_notes_have_an_id_also_where_nobody_gave_one_and_no_two_are_alike():
    drawing = surface()
    for _ in range(2):
        with drawing.element("Note", "en"):
            drawing.line(line(run("x")), 20, 40)
    with finished(drawing) as pdf:
        assert len({str(note.ID) for note in of(pdf, "Note")}) == 2
    drawing = surface()
    for _ in range(2):
        with drawing.element("Note", "en", id="a"):
            drawing.line(line(run("x")), 20, 40)
    with pytest.raises(RuntimeError, match="id 'a'"):
        drawing.finish()


def test_links_stand_in_the_tree_with_words():
    with finished(every_role()) as pdf:
        found = [str(annotation.Contents) for page in pdf.pages for annotation in page.obj.get("/Annots", [])]
        assert found == [
            "Figure 1: two bars",
            "Figure 1: two bars",
            "Source 1: a digest",
            "https://example.org/a b",
            "https://example.org/a b",
            "Back to the start",
        ]
        kinds = [[str(kid.Type) for kid in kids(link) if not isinstance(kid, int)] for link in of(pdf, "Link")]
        assert kinds == [["/OBJR"], ["/OBJR"], ["/OBJR"], ["/OBJR", "/OBJR"], ["/OBJR"]]
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)


def test_the_catalogue_says_that_the_file_is_tagged():
    with finished(every_role()) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert "/RoleMap" not in pdf.Root.StructTreeRoot
        assert all("/Trans" not in page.obj for page in pdf.pages)


def test_empty_cells_are_kept_and_what_has_words_only():
    drawing = surface()
    with drawing.element("Table", "en"), drawing.element("TR"):
        with drawing.element("TH", scope="Row"):
            pass
        with drawing.element("TD", alt={"en": "not known"}):
            pass
    with drawing.element("Sect"), drawing.element(Element("P")):
        pass
    with finished(drawing) as pdf:
        found = [str(one.S)[1:] for one in elements(pdf.Root.StructTreeRoot)]
        assert found == ["Document", "Table", "TR", "TH", "TD"]


def test_bookmarks_show_no_escapes_to_those_who_see_them():
    for languages in (("en", "zh"), ("zh", "en")):
        with finished(every_role(languages=languages)) as pdf:
            first = pdf.Root.Outlines.First
            assert (str(first.Title), str(first.First.Title), str(first.Next.Title)) == (
                "南京机器人",
                "Figure 1",
                "Notes",
            )
