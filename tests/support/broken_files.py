"""Files broken on purpose, each in one way, with the rule that has to find it.

They are made of `every_role` with data inside (PDF/UA-1 with PDF/A-3a), the last ones as PDF/UA-2 with PDF/A-4f.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from broken_editions import Break, elements
from pikepdf import Array, Dictionary, Name, NumberTree, Operator, String

Instructions = list[tuple[list[Any], str]]


# Helpers


def content(pdf: pikepdf.Pdf, page: int, change: Callable[[Instructions], Instructions]) -> None:
    """Replace the content of a page by what `change` makes of its operators."""
    found = [(list(one.operands), str(one.operator)) for one in pikepdf.parse_content_stream(pdf.pages[page])]
    written = pikepdf.unparse_content_stream([(operands, Operator(name)) for operands, name in change(found)])
    pdf.pages[page].obj.Contents = pdf.make_stream(written)


def metadata(pdf: pikepdf.Pdf, pattern: str, replacement: str = "") -> None:
    found = pdf.Root.Metadata.read_bytes().decode()
    changed = re.sub(pattern, replacement, found, flags=re.DOTALL)
    assert changed != found
    pdf.Root.Metadata.write(changed.encode())


def first_font(pdf: pikepdf.Pdf) -> Any:
    return next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Subtype") == "/Type0")


def to_unicode(pdf: pikepdf.Pdf, pattern: bytes, replacement: bytes) -> None:
    stream = first_font(pdf).ToUnicode
    changed = re.sub(pattern, replacement, stream.read_bytes(), count=1)
    assert changed != stream.read_bytes()
    stream.write(changed)


def glyph_of_first_code(pdf: pikepdf.Pdf, glyph: bytes) -> None:
    stream = first_font(pdf).DescendantFonts[0].CIDToGIDMap
    stream.write(stream.read_bytes()[:2] + glyph + stream.read_bytes()[4:])


def link(pdf: pikepdf.Pdf, *, inner: bool = False) -> Any:
    """Return the first link of the first page, that leads to a place in the file where `inner`."""
    return next(one for one in pdf.pages[0].obj.Annots if ("/Dest" in one) == inner)


def link_element(pdf: pikepdf.Pdf) -> Any:
    return elements(pdf, "Link")[0]


def files(pdf: pikepdf.Pdf) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, Dictionary) and "/EF" in one]


def _tagged(found: Instructions) -> list[int]:
    return [at for at, (operands, name) in enumerate(found) if name == "BDC" and _is_tag(operands)]


def _is_tag(operands: list[Any]) -> bool:
    return str(operands[0]) != "/Artifact" and "/MCID" in operands[1]


def _end(found: Instructions, start: int) -> int:
    return next(at for at in range(start, len(found)) if found[at][1] == "EMC")


# The document


def not_marked(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def suspects(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


def no_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def empty_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot["/K"]


def title_not_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences.DisplayDocTitle


def title_hidden(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def layer_without_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(), Configs=Array([Dictionary()]))


def layers_by_themselves(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(Name=String("a"), AS=Array()))


def form_in_xml(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp/>"))


# Languages


def no_document_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang
    for one in pdf.objects:
        if isinstance(one, Dictionary) and "/Lang" in one:
            del one.Lang


def no_language_of_an_expansion(pdf: pikepdf.Pdf) -> None:
    no_language(pdf)
    elements(pdf, "Table")[0].E = String("A table")


def wrong_language_tag(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("english please")


def wrong_language_tag_inside(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "P")[0].Lang = String("en_GB")


# Metadata


def no_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def broken_metadata(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(b"<x:xmpmeta")


def no_accessibility_claim(pdf: pikepdf.Pdf) -> None:
    metadata(pdf, "<pdfuaid:part>1</pdfuaid:part>")


def no_archive_claim(pdf: pikepdf.Pdf) -> None:
    metadata(pdf, "<pdfaid:part>3</pdfaid:part>")


def unknown_level(pdf: pikepdf.Pdf) -> None:
    metadata(pdf, "<pdfaid:conformance>A<", "<pdfaid:conformance>X<")


def no_title(pdf: pikepdf.Pdf) -> None:
    metadata(pdf, "<dc:title>.*?</dc:title>")


def schema_not_described(pdf: pikepdf.Pdf) -> None:
    metadata(pdf, "<pdfaExtension:schemas>.*?</pdfaExtension:schemas>")


def other_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = String("Another title")


# Structure


def figure_without_words(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0].Alt


def figure_with_empty_words(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Figure")[0].Alt = String("")


def formula_without_words(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "P")[0].S = Name.Formula


def heading_skips(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].S = Name.H3


def first_heading_is_second(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H1")[0].S = Name.H2


def headings_mixed(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].S = Name.H


def two_plain_headings(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H1")[0].S = Name.P
    elements(pdf, "H2")[0].S = Name.H
    elements(pdf, "P")[-4].S = Name.H
    sect = elements(pdf, "Sect")[0]
    for kid in list(sect.K)[1:3]:
        kid.S = Name.H


def head_without_scope(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TH")[2].A


def table_without_heads(pdf: pikepdf.Pdf) -> None:
    for one in elements(pdf, "TH"):
        one.S = Name.TD
        if "/A" in one:
            del one.A["/Scope"]


def cell_missing(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "TR")[3]
    row.K = Array(list(row.K)[:-1])


def cell_below_table(pdf: pikepdf.Pdf) -> None:
    row, table = elements(pdf, "TR")[3], elements(pdf, "Table")[0]
    table.K.append(row.K[-1])
    row.K = Array(list(row.K)[:-1])


def cells_overlap(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "TR")[2].K[2].A = Dictionary(O=Name.Table, RowSpan=2)


def item_outside_list(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "L")[0].S = Name.Div


def body_outside_item(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "LI")[0].S = Name.L


def entry_outside_contents(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "TOC")[0].S = Name.Div


def unknown_role(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "P")[0].S = Name("/Absatz")


def standard_role_mapped(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(P=Name.H1)


def roles_in_a_circle(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "P")[0].S = Name("/Foo")
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Foo=Name("/Bar"), Bar=Name("/Foo"))


def element_twice(pdf: pikepdf.Pdf) -> None:
    sect = elements(pdf, "Sect")[0]
    sect.K.append(sect.K[0])


def tree_in_a_circle(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Sect")[0].K.append(elements(pdf, "Part")[0])


def note_without_name(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Note")[0].ID


def notes_of_one_name(pdf: pikepdf.Pdf) -> None:
    first, second = elements(pdf, "Note")
    second.ID = first.ID


def names_not_listed(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot["/IDTree"]


# Marks


def painted_outside(pdf: pikepdf.Pdf) -> None:
    content(pdf, 0, lambda found: [*found, ([10, 10, 50, 50], "re"), ([], "f")])


def paragraph_not_marked(pdf: pikepdf.Pdf) -> None:
    def change(found: Instructions) -> Instructions:
        start = _tagged(found)[0]
        end = _end(found, start)
        return [one for at, one in enumerate(found) if at not in (start, end)]

    content(pdf, 0, change)


def artifact_inside(pdf: pikepdf.Pdf) -> None:
    def change(found: Instructions) -> Instructions:
        start = _tagged(found)[0]
        end = _end(found, start)
        inside = [([Name.Artifact], "BMC"), *found[start + 1 : end], ([], "EMC")]
        return [*found[: start + 1], *inside, *found[end:]]

    content(pdf, 0, change)


def inside_artifact(pdf: pikepdf.Pdf) -> None:
    content(pdf, 0, lambda found: [([Name.Artifact], "BMC"), *found, ([], "EMC")])


def number_twice(pdf: pikepdf.Pdf) -> None:
    def change(found: Instructions) -> Instructions:
        first, second = _tagged(found)[2:4]
        found[second] = ([found[second][0][0], found[first][0][1]], "BDC")
        return found

    content(pdf, 0, change)


def number_unknown(pdf: pikepdf.Pdf) -> None:
    def change(found: Instructions) -> Instructions:
        at = _tagged(found)[3]
        found[at] = ([found[at][0][0], Dictionary(MCID=999)], "BDC")
        return found

    content(pdf, 0, change)


def parents_swapped(pdf: pikepdf.Pdf) -> None:
    row = NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(pdf.pages[0].obj.StructParents)]
    assert row[0].objgen != row[3].objgen
    row[0], row[3] = row[3], row[0]


def no_parents(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot.ParentTree


def page_without_parents(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].obj.StructParents


def content_dropped(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "H2")[0]["/K"]


def mark_not_ended(pdf: pikepdf.Pdf) -> None:
    def change(found: Instructions) -> Instructions:
        last = max(at for at, (_, name) in enumerate(found) if name == "EMC")
        return [one for at, one in enumerate(found) if at != last]

    content(pdf, 2, change)


def mark_ended_twice(pdf: pikepdf.Pdf) -> None:
    content(pdf, 1, lambda found: [*found, ([], "EMC")])


# Links


def link_without_words(pdf: pikepdf.Pdf) -> None:
    del link(pdf).Contents


def link_in_no_link(pdf: pikepdf.Pdf) -> None:
    link_element(pdf).S = Name.Span


def link_not_in_tree(pdf: pikepdf.Pdf) -> None:
    one = link_element(pdf)
    one.K = Array([kid for kid in one.K if not isinstance(kid, Dictionary) or "/Obj" not in kid])


def link_without_way_back(pdf: pikepdf.Pdf) -> None:
    del link(pdf).StructParent


def link_with_wrong_way_back(pdf: pikepdf.Pdf) -> None:
    first, second = pdf.pages[0].obj.Annots[0], pdf.pages[0].obj.Annots[-1]
    first.StructParent, second.StructParent = second.StructParent, first.StructParent


def link_to_no_destination(pdf: pikepdf.Pdf) -> None:
    link(pdf, inner=True).Dest = String("nowhere")


def link_to_no_page(pdf: pikepdf.Pdf) -> None:
    link(pdf, inner=True).Dest = Array([pdf.Root.MarkInfo, Name.Fit])


def link_to_no_address(pdf: pikepdf.Pdf) -> None:
    link(pdf).A.URI = String("example")


def bookmark_to_nowhere(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines.First["/Dest"]


def bookmarks_in_a_circle(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.Last.Next = pdf.Root.Outlines.First


def no_order(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Tabs


def order_of_rows(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Tabs = Name.R


def stray_comment(pdf: pikepdf.Pdf) -> None:
    comment = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), F=4, Contents=String("Aha"))
    pdf.pages[0].obj.Annots.append(pdf.make_indirect(comment))


def comment_without_words(pdf: pikepdf.Pdf) -> None:
    stray_comment(pdf)
    del pdf.pages[0].obj.Annots[-1].Contents


def unknown_annotation(pdf: pikepdf.Pdf) -> None:
    stray_comment(pdf)
    pdf.pages[0].obj.Annots[-1].Subtype = Name("/Balloon")


def stray_field(pdf: pikepdf.Pdf) -> None:
    stray_comment(pdf)
    field = pdf.pages[0].obj.Annots[-1]
    field.Subtype = Name.Widget
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


# Fonts


def no_to_unicode(pdf: pikepdf.Pdf) -> None:
    del first_font(pdf).ToUnicode


def unicode_zero(pdf: pikepdf.Pdf) -> None:
    to_unicode(pdf, rb"<0001> <[0-9A-F]+>", b"<0001> <0000>")


def unicode_mark(pdf: pikepdf.Pdf) -> None:
    to_unicode(pdf, rb"<0001> <[0-9A-F]+>", b"<0001> <FEFF>")


def unicode_private(pdf: pikepdf.Pdf) -> None:
    to_unicode(pdf, rb"<0001> <[0-9A-F]+>", b"<0001> <E003>")


def unicode_missing(pdf: pikepdf.Pdf) -> None:
    to_unicode(pdf, rb"<0001> <[0-9A-F]+>\n", b"")


def wrong_width(pdf: pikepdf.Pdf) -> None:
    first_font(pdf).DescendantFonts[0].W = Array([0, 500, 123])


def no_glyph(pdf: pikepdf.Pdf) -> None:
    glyph_of_first_code(pdf, b"\0\0")


def glyph_beyond_the_last(pdf: pikepdf.Pdf) -> None:
    glyph_of_first_code(pdf, b"\xff\0")


def no_glyph_map(pdf: pikepdf.Pdf) -> None:
    del first_font(pdf).DescendantFonts[0]["/CIDToGIDMap"]


def wrong_glyph_map(pdf: pikepdf.Pdf) -> None:
    first_font(pdf).DescendantFonts[0].CIDToGIDMap = Name("/Somehow")


def not_embedded(pdf: pikepdf.Pdf) -> None:
    del first_font(pdf).DescendantFonts[0].FontDescriptor["/FontFile2"]


def glyph_list_incomplete(pdf: pikepdf.Pdf) -> None:
    first_font(pdf).DescendantFonts[0].FontDescriptor.CIDSet = pdf.make_stream(b"\x80")


# PDF/A


def link_not_printed(pdf: pikepdf.Pdf) -> None:
    del link(pdf)["/F"]


def link_hidden(pdf: pikepdf.Pdf) -> None:
    link(pdf).F = 6


def no_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def wrong_profile(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.write(b"no profile")


def colours_miscounted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 4


def empty_transition(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Trans = Dictionary()


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))


def launches(pdf: pikepdf.Pdf) -> None:
    link(pdf).A = Dictionary(S=Name.Launch, F=String("a"))


def file_named_once(pdf: pikepdf.Pdf) -> None:
    del files(pdf)[0].UF


def file_without_relationship(pdf: pikepdf.Pdf) -> None:
    del files(pdf)[0].AFRelationship


def file_without_type(pdf: pikepdf.Pdf) -> None:
    del files(pdf)[0].EF.F["/Subtype"]


def file_of_nothing(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF
    for one in pdf.objects:
        if isinstance(one, Dictionary) and "/AF" in one:
            del one.AF


def file_cut(pdf: pikepdf.Pdf) -> None:
    stream = files(pdf)[0].EF.F
    stream.write(stream.read_bytes()[:-1])


def file_changed(pdf: pikepdf.Pdf) -> None:
    stream = files(pdf)[0].EF.F
    stream.write(stream.read_bytes().swapcase()[::-1])


# PDF/UA-2 and PDF/A-4f


def no_namespace(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot.K["/NS"]


def old_note(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "FENote")[0].S = Name.Note
    del elements(pdf, "Note")[0]["/NS"]


def note_without_return(pdf: pikepdf.Pdf) -> None:
    for one in elements(pdf, "FENote"):
        if "/Ref" in one:
            del one.Ref


def place_on_a_page(pdf: pikepdf.Pdf) -> None:
    one = next(one for page in pdf.pages for one in page.obj.Annots if "/SD" in one.get("/A", Dictionary()))
    del one.A.SD


def no_year(pdf: pikepdf.Pdf) -> None:
    metadata(pdf, "<pdfuaid:rev>[0-9]*</pdfuaid:rev>")


def no_year_of_archive(pdf: pikepdf.Pdf) -> None:
    metadata(pdf, "<pdfaid:rev>[0-9]*</pdfaid:rev>")


def information(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String("Robotics")))


def no_list_of_files(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Names["/EmbeddedFiles"]


A3 = "ISO 19005-3, "
A4 = "ISO 19005-4, "
UA2 = "ISO 14289-2, "
PDF = "ISO 32000-1, "

# Each break with the rule that has to find it, and a piece of what it says.
BROKEN: tuple[tuple[Break, str, str], ...] = (
    (not_marked, "ISO 14289-1, 6.2", "The file does not say that it is tagged (MarkInfo, Marked)."),
    (suspects, "01-007", "The file says that its tags may be wrong (MarkInfo, Suspects)."),
    (no_tree, "ISO 14289-1, 7.1", "The file has no structure."),
    (empty_tree, "ISO 14289-1, 7.1", "The structure of the file is empty."),
    (title_not_shown, "07-001", "The file does not ask viewers to show its title"),
    (title_hidden, "07-002", "The file asks viewers to show its name, not its title"),
    (layer_without_name, "20-002", "A configuration of optional content has no name."),
    (layers_by_themselves, "20-003", "A configuration of optional content changes by itself (AS)."),
    (form_in_xml, "25-001", "The file has a form in XML (XFA)."),
    (no_document_language, "11-003", "The language of the bookmarks cannot be told."),
    (no_language, "11-001", "The language of text cannot be told."),
    (no_language_of_an_expansion, "11-002", "The language of “RMB 19.4 billion, first half …” cannot be"),
    (wrong_language_tag, "11-001", "The language of the document, “english please”, is not a"),
    (wrong_language_tag_inside, "11-001", "“en_GB” is not a language tag."),
    (no_metadata, "06-001", "The file has no metadata (XMP)."),
    (broken_metadata, "06-001", "The metadata are not valid XMP."),
    (no_accessibility_claim, "06-002", "The metadata do not say that the file is PDF/UA-1"),
    (no_archive_claim, A3 + "6.6.4", "The metadata do not say that the file is PDF/A-3a."),
    (unknown_level, A3 + "6.6.4", "The metadata do not say that the file is PDF/A-3a."),
    (no_title, "06-003", "The metadata have no title (dc:title)."),
    (schema_not_described, A3 + "6.6.2.3.1", "The metadata do not describe their property part of"),
    (other_title, "information-agrees", "The title of the file is “Another title”"),
    (figure_without_words, "13-004", "The figure has no alternative text (Alt)."),
    (figure_with_empty_words, "13-004", "The figure has no alternative text (Alt)."),
    (formula_without_words, "17-002", "The formula has no alternative text (Alt)."),
    (heading_skips, "14-003", "A heading of level 3 follows one of level 1; level 2 is"),
    (first_heading_is_second, "14-002", "The first heading is of level 2, not 1."),
    (headings_mixed, "14-007", "H1 and H stand in one document."),
    (two_plain_headings, "14-006", "Two headings H stand in one element."),
    (head_without_scope, "15-003", "The header cell does not say whether it is for a row or a"),
    (table_without_heads, "ISO 14289-1, 7.5", "The table has no header cells (TH)."),
    (cell_missing, "09-004", "The row has 2 columns, the first one 3."),
    (cell_below_table, "09-004", "TD stands below Table."),
    (cells_overlap, "09-004", "The row has 4 columns, the first one 3."),
    (item_outside_list, "09-005", "LI stands below Div."),
    (body_outside_item, "09-005", "Lbl stands below L."),
    (entry_outside_contents, "09-006", "TOCI stands below Div."),
    (unknown_role, "02-001", "The role Absatz is not a standard one and is mapped to none."),
    (standard_role_mapped, "02-004", "The standard role P is mapped to another (RoleMap)."),
    (roles_in_a_circle, "02-003", "The role Foo is mapped to itself."),
    (element_twice, PDF + "14.7.2", "The element stands in the tree twice."),
    (tree_in_a_circle, PDF + "14.7.2", "The element stands in the tree twice."),
    (note_without_name, "19-003", "The note has no identifier (ID)."),
    (notes_of_one_name, "19-004", "The identifier note-1 is that of 2 elements."),
    (names_not_listed, PDF + "14.7.2", "The list of identifiers does not lead from note-1 here."),
    (painted_outside, "01-005", "Something is painted that is neither tagged nor an artifact"),
    (paragraph_not_marked, "01-005", "Something is painted that is neither tagged nor an artifact"),
    (artifact_inside, "01-003", "An artifact stands inside tagged content."),
    (inside_artifact, "01-004", "Tagged content 0 stands inside an artifact."),
    (number_twice, PDF + "14.7.4.2", "The number 2 marks two pieces of content."),
    (number_unknown, PDF + "14.7.4.2", "The element names content 3, which is not there."),
    (parents_swapped, PDF + "14.7.4.4", "The parent tree does not lead from content 0 here."),
    (no_parents, PDF + "14.7.4.4", "The page has no entry in the parent tree."),
    (page_without_parents, PDF + "14.7.4.4", "The page has no entry in the parent tree."),
    (content_dropped, "01-005", "Content 6 belongs to no element."),
    (mark_not_ended, PDF + "14.6", "Marks do not end: 1."),
    (mark_ended_twice, PDF + "14.6", "A mark ends that never began."),
    (link_without_words, "28-012", "A link does not say where it leads (Contents)."),
    (link_in_no_link, "28-011", "A link is not in an element Link."),
    (link_not_in_tree, "28-011", "A link is not in an element Link."),
    (link_without_way_back, PDF + "14.7.4.4", "A link does not name its element (StructParent)."),
    (link_with_wrong_way_back, PDF + "14.7.4.4", "The parent tree does not lead from a link to its element."),
    (link_to_no_destination, "links-resolve", "A link leads nowhere: there is no destination “nowhere”."),
    (link_to_no_page, "links-resolve", "A link leads nowhere: its destination is on no page of the"),
    (link_to_no_address, "links-resolve", "A link leads nowhere: “example” is no full web address."),
    (bookmark_to_nowhere, "outline-resolves", "The bookmark “南京机器人” leads nowhere: it has no destination."),
    (bookmarks_in_a_circle, "outline-resolves", "The outline is broken: its entries run in a circle."),
    (no_order, "28-008", "The page does not state the tab order of its links (Tabs)."),
    (order_of_rows, "28-009", "The tab order of the page is not that of the structure (Tabs)."),
    (stray_comment, "28-002", "An annotation of type Text is not in an element Annot."),
    (comment_without_words, "28-004", "An annotation has no description (Contents)."),
    (unknown_annotation, "28-006", "An annotation has the unknown type “Balloon”."),
    (stray_field, "28-010", "A form field is not in an element Form."),
    (no_to_unicode, "31-027", "has no ToUnicode."),
    (unicode_zero, "31-028", "gives a code the Unicode value 0."),
    (unicode_mark, "31-029", "gives a code the Unicode value FEFF or FFFE."),
    (unicode_private, A3 + "6.2.11.7.3", "Text has private-use characters: U+E003."),
    (unicode_missing, "10-001", "gives no Unicode value for the code 0001."),
    (wrong_width, "31-016", "states another width than its glyph has"),
    (no_glyph, "31-030", "shows the sign for missing characters (.notdef) for the code"),
    (glyph_beyond_the_last, "31-011", "has no glyph for the code 0001."),
    (no_glyph_map, "31-005", "does not map its codes to glyphs (CIDToGIDMap)."),
    (wrong_glyph_map, "31-004", "maps its codes to glyphs in no known way."),
    (not_embedded, "31-009", "is not embedded."),
    (glyph_list_incomplete, "31-014", "is incomplete (CIDSet)."),
    (link_not_printed, A3 + "6.3.2", "An annotation of type Link is not set to print (F)."),
    (link_hidden, A3 + "6.3.2", "An annotation of type Link is hidden (F)."),
    (no_output_intent, A3 + "6.2.4.3", "No output intent says what the colours mean (OutputIntents)."),
    (wrong_profile, A3 + "6.2.3", "The colour profile of the output intent cannot be read."),
    (colours_miscounted, A3 + "6.2.3", "The colour profile of the output intent has another number of"),
    (empty_transition, PDF + "12.4.4", "The page has an empty transition (Trans)."),
    (script, A3 + "6.5.1", "The file runs an action when opened (OpenAction)."),
    (launches, A3 + "6.5.1", "PDF/A allows no action Launch."),
    (file_named_once, "21-001", "The attached file facts.json does not have both file names"),
    (file_without_relationship, A3 + "6.8", "The attached file facts.json does not say how it relates to"),
    (file_without_type, A3 + "6.8", "The attached file facts.json has no media type (Subtype)."),
    (file_of_nothing, A3 + "6.8", "The attached file facts.json belongs to no part of the"),
    (file_cut, "attachments-whole", "The attached file facts.json has another size or checksum"),
    (file_changed, "attachments-whole", "The attached file facts.json has another size or checksum"),
)
BROKEN_2: tuple[tuple[Break, str, str], ...] = (
    (no_namespace, UA2 + "8.2.5.2", "The structure does not begin with one Document of PDF 2.0."),
    (old_note, UA2 + "8.2.5.14", "PDF/UA-2 has dropped the role Note for FENote."),
    (note_without_return, UA2 + "8.2.5.14", "A note and what refers to it do not lead to each other."),
    (place_on_a_page, UA2 + "8.8", "A link leads to a place on a page, not to an element."),
    (no_year, UA2 + "5", "The metadata do not state the year of PDF/UA-2 (pdfuaid:rev)."),
    (no_year_of_archive, A4 + "6.7.3", "The metadata do not state the year of PDF/A-4 (pdfaid:rev)."),
    (information, A4 + "6.1.3", "The file has an information dictionary; PDF/A-4 allows"),
    (no_list_of_files, A4 + "6.9", "PDF/A-4f needs files inside, but the document lists none."),
    (no_tree, UA2 + "8.2.1", "The file has no structure."),
    (figure_without_words, "13-004", "The figure has no alternative text (Alt)."),
    (parents_swapped, PDF + "14.7.4.4", "The parent tree does not lead from content 0 here."),
    (unicode_missing, "10-001", "gives no Unicode value for the code 0001."),
    (no_output_intent, A4 + "6.2.4.3", "No output intent says what the colours mean (OutputIntents)."),
)

# What else a break breaks; every other one is found by its own rule alone.
BESIDE: Mapping[Break, frozenset[str]] = {
    no_tree: frozenset({"01-005", "28-011", PDF + "14.7.4.4"}),
    empty_tree: frozenset({"01-005", "28-011"}),
    layer_without_name: frozenset({"20-001"}),
    no_document_language: frozenset({"11-004", "11-006"}),
    no_language: frozenset({"11-002", "11-003", "11-004", "11-006"}),
    no_language_of_an_expansion: frozenset({"11-001", "11-003", "11-004", "11-006"}),
    no_metadata: frozenset({"06-002", A3 + "6.6.4"}),
    broken_metadata: frozenset({"06-002", A3 + "6.6.4"}),
    formula_without_words: frozenset({"09-006"}),
    two_plain_headings: frozenset({"09-006"}),
    cell_missing: frozenset({"01-005"}),
    unknown_role: frozenset({"09-006"}),
    roles_in_a_circle: frozenset({"09-006"}),
    paragraph_not_marked: frozenset({PDF + "14.7.4.2"}),
    number_unknown: frozenset({"01-005"}),
    stray_comment: frozenset({A3 + "6.3.3"}),
    comment_without_words: frozenset({"28-002", A3 + "6.3.3"}),
    unknown_annotation: frozenset({"28-002", A3 + "6.3.3"}),
    stray_field: frozenset({"28-005", A3 + "6.3.3"}),
    no_to_unicode: frozenset({"10-001"}),
    no_glyph_map: frozenset({"31-016"}),
    wrong_glyph_map: frozenset({"31-016"}),
    information: frozenset({"information-agrees"}),
}
