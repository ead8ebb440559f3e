"""Files of PDF 2.0: namespaces, other names of roles, places as elements, notes that know who leads to them."""

import io
from contextlib import contextmanager

import pikepdf
import pytest
from every_role import every_role
from plain_lines import line, run, surface
from tagged import elements

from briefgen.pdf.profiles import PROFILES

PDF_1, PDF_2 = "http://iso.org/pdf/ssn", "http://iso.org/pdf2/ssn"


@contextmanager
def finished(drawing=None):
    made = drawing or every_role(profile=PROFILES["ua2+a4f"])
    with pikepdf.open(io.BytesIO(made.finish())) as pdf:
        yield pdf


def of(pdf, role: str) -> list:
    return [element for element in elements(pdf.Root.StructTreeRoot) if f"/{role}" == element.S]


def test_every_element_names_its_namespace():
    with finished() as pdf:
        assert pdf.pdf_version == "2.0"
        found = {(str(one.S)[1:], str(one.NS.NS)) for one in elements(pdf.Root.StructTreeRoot)}
        assert {role for role, space in found if space == PDF_1} == {"TOC", "TOCI"}
        assert not {"Note", "Reference", "TOC", "TOCI"} & {role for role, space in found if space == PDF_2}
        spaces = {str(one.NS) for one in pdf.Root.StructTreeRoot.Namespaces}
        assert spaces == {PDF_1, PDF_2}


def test_what_leads_to_a_note_is_its_label_and_both_know_each_other():
    with finished() as pdf:
        noted, unknown = of(pdf, "FENote")
        assert "/Ref" not in unknown
        (link,) = noted.Ref
        assert link.S == "/Link"
        assert link.P.S == "/Lbl"
        assert [found.objgen for found in link.Ref] == [noted.objgen]
        others = [one for one in of(pdf, "Link") if "/Ref" not in one]
        assert {str(one.P.S) for one in others} == {"/Span", "/P"}


def test_links_bookmarks_and_contents_lead_to_elements():
    with finished() as pdf:
        (figure,), (entry,), (part,) = of(pdf, "Figure"), of(pdf, "TOCI"), of(pdf, "Part")
        annotations = [found for page in pdf.pages for found in page.obj.get("/Annots", [])]
        inner = [found for found in annotations if found.A.S == "/GoTo"]
        assert not [found for found in annotations if "/Dest" in found]
        assert [found.A.SD[0].objgen for found in inner[:2]] == [figure.objgen] * 2
        assert [found.objgen for found in entry.Ref] == [figure.objgen]
        assert all(found.A.D[0].Type == "/Page" for found in inner)
        first = pdf.Root.Outlines.First
        assert first.A.SD[0].objgen == part.objgen
        assert first.First.A.SD[0].objgen == figure.objgen
        assert "/Dest" not in first


def test_a_place_where_nothing_stands_is_refused():
    drawing = surface(profile=PROFILES["ua2+a4f"])
    with drawing.element("P", "en"):
        drawing.line(line(run("x", link="#end")), 20, 40)
    drawing.destination("end", 400)
    with pytest.raises(RuntimeError, match="Nothing stands at the destination 'end'"):
        drawing.finish()


def test_there_is_no_information_dictionary_and_a_list_of_files():
    with finished() as pdf:
        assert "/Info" not in pdf.trailer
        assert list(pdf.Root.Names.EmbeddedFiles.Names) == []


def test_lists_with_labels_in_words_are_descriptions():
    drawing = surface(profile=PROFILES["ua2+a4f"])
    with drawing.element("L", "en"), drawing.element("LI"):
        with drawing.element("Lbl"):
            drawing.line(line(run("Office")), 20, 40)
        with drawing.element("LBody"):
            drawing.line(line(run("x")), 60, 40)
    with finished(drawing) as pdf:
        assert of(pdf, "L")[0].A.ListNumbering == "/Description"


def test_page_numbers_are_called_so():
    with finished() as pdf:
        content = pikepdf.parse_content_stream(pdf.pages[1])
        begun = [one.operands for one in content if str(one.operator) == "BDC" and one.operands[0] == "/Artifact"]
        assert {"/Type": "/Pagination", "/Subtype": "/PageNum"} in [dict(properties.items()) for _, properties in begun]
