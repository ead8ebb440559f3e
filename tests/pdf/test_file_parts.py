"""What stands in the file around the pages: fonts, properties, bookmarks, labels, links; and what must not."""

import io
import re
import zlib

import pikepdf
import pytest
from decode import font_facts, to_unicode
from plain_lines import face, line, run, surface
from sample_file import HAN, sample

from briefgen.pdf.profiles import PROFILES


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def test_the_syntax_is_clean():
    with opened(sample()) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pdf_version == "1.7"
    assert sample().startswith(b"%PDF-1.7\n")


def test_each_face_is_embedded_once_as_a_subset():
    with opened(sample()) as pdf:
        fonts = [found for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and "/FontFile2" in found]
        names = [str(font.FontName) for font in fonts]
        assert len(names) == 3
        assert {name.split("+")[1] for name in names} == {
            "BriefGenSansSC-Bold",
            "SourceSans3-Regular",
            "SourceSerif4-Medium",
        }
        assert all(re.fullmatch(r"/[A-Z]{6}\+[A-Za-z0-9-]+", name) for name in names)
        assert len({name[1:7] for name in names}) == 3
        assert all(len(font.FontFile2.read_bytes()) == int(font.FontFile2.Length1) < 20_000 for font in fonts)


def test_fonts_say_what_pdf_wants_of_them():
    bold = face("sans-sc-700")
    with opened(sample()) as pdf:
        font = pdf.pages[0].Resources.Font.F1
        descendant = font.DescendantFonts[0]
        descriptor = descendant.FontDescriptor
        assert font.BaseFont == descendant.BaseFont == descriptor.FontName
        assert (str(descendant.CIDSystemInfo.Ordering), descendant.Subtype) == ("Identity", "/CIDFontType2")
        assert [int(value) for value in descriptor.FontBBox] == [round(value) for value in bold.bbox]
        assert int(descriptor.Ascent) == round(bold.ascent) > 0 > int(descriptor.Descent) == round(bold.descent)
        assert int(descriptor.CapHeight) == round(bold.cap_height)
        assert int(descriptor.Flags) == 4
        facts = font_facts(font)
        assert list(facts.texts.values()) == list(HAN)
        assert {facts.width(code) for code in facts.texts} == {1000}
        assert len(descendant.CIDToGIDMap.read_bytes()) == 2 * (len(HAN) + 1)


def test_the_glyph_map_leads_to_the_right_outlines():
    from fontTools.ttLib import TTFont

    whole = TTFont(face("sans-400").path)
    with opened(sample()) as pdf:
        font = pdf.pages[0].Resources.Font.F2
        descendant = font.DescendantFonts[0]
        embedded = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
        glyph_map = descendant.CIDToGIDMap.read_bytes()
        texts = to_unicode(font.ToUnicode.read_bytes())
    assert set(texts.values()) == set("Read this (now) page 2")
    for code, text in texts.items():
        new = embedded["glyf"][embedded.getGlyphName(int.from_bytes(glyph_map[2 * code : 2 * code + 2], "big"))]
        old = whole["glyf"][whole.getBestCmap()[ord(text)]]
        assert new.getCoordinates(embedded["glyf"])[0] == old.getCoordinates(whole["glyf"])[0], text
    assert not {"GSUB", "GPOS", "cmap", "name", "post"} & set(embedded.keys())


def test_widths_agree_with_the_embedded_program():
    from fontTools.ttLib import TTFont

    with opened(sample()) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            descendant = font.DescendantFonts[0]
            program = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
            glyph_map = descendant.CIDToGIDMap.read_bytes()
            facts = font_facts(font)
            for code in range(len(glyph_map) // 2):
                gid = int.from_bytes(glyph_map[2 * code : 2 * code + 2], "big")
                advance = program["hmtx"][program.getGlyphName(gid)][0] * 1000 / program["head"].unitsPerEm
                assert facts.width(code) == pytest.approx(advance, abs=0.01)


def test_many_glyphs_keep_to_blocks_of_a_hundred():
    drawing = surface()
    text = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 260))
    with drawing.element("P", "zh"):
        drawing.line(line(run(text, name="fallback-400", size=1, language="zh")), 0, 40)
    with opened(drawing.finish()) as pdf:
        cmap = pdf.pages[0].Resources.Font.F1.ToUnicode.read_bytes()
    assert [int(count) for count in re.findall(rb"(\d+) beginbfchar", cmap)] == [100, 100, 60]
    assert "".join(to_unicode(cmap).values()) == text


def test_no_standard_font_no_ascii85_no_transitions_all_compressed():
    data = sample(profile=PROFILES["plain"])
    for word in (b"Helvetica", b"Times-", b"ASCII85", b"/Trans", b"/Type1", b"/TrueType", b"/XObject"):
        assert word not in data, word
    with opened(data) as pdf:
        streams = [found for found in pdf.objects if isinstance(found, pikepdf.Stream)]
        assert len(streams) == 2 + 3 * 3
        for stream in streams:
            assert stream.Filter == "/FlateDecode"
            assert int(stream.Length) == len(stream.read_raw_bytes())
            assert zlib.decompress(stream.read_raw_bytes()) == stream.read_bytes()
    assert len(re.findall(rb"\nendstream\n", data)) == 2 + 3 * 3


def test_a_plain_file_has_no_tags():
    with opened(sample(profile=PROFILES["plain"])) as pdf:
        assert b"BDC" not in b"".join(page.Contents.read_bytes() for page in pdf.pages)
        assert "/StructTreeRoot" not in pdf.Root


def test_properties():
    with opened(sample()) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        assert info.pop("/Producer").startswith("ReportLab 5.")
        assert info == {
            "/Title": "Robotics in Nanjing · 南京机器人产业",
            "/Author": "Office",
            "/Subject": "Fields and figures",
            "/Keywords": "robots",
            "/Creator": "briefgen 0.1.0",
            "/CreationDate": "D:20261101000000Z",
            "/ModDate": "D:20261101000000Z",
        }
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


def test_empty_properties_are_left_out():
    drawing = surface(author="", subject="", keywords="", title={"en": "One"})
    with opened(drawing.finish()) as pdf:
        assert sorted(pdf.docinfo.keys()) == ["/CreationDate", "/Creator", "/ModDate", "/Producer", "/Title"]


def test_page_sizes():
    with opened(sample()) as pdf:
        assert [[float(value) for value in page.MediaBox] for page in pdf.pages] == [[0, 0, 300, 400], [0, 0, 400, 300]]


def test_links_cover_their_words():
    sans = face("sans-400")
    with opened(sample()) as pdf:
        outside, inside = pdf.pages[0].Annots
        assert (str(outside.A.URI), str(outside.Contents)) == ("https://example.org/a?b=(c)", "this (now)")
        left, bottom, right, top = (float(value) for value in outside.Rect)
        shown = run("this (now)")
        assert (left, right) == pytest.approx((44, 44 + shown.width), abs=0.01)
        assert (bottom, top) == pytest.approx((340 + sans.descent / 100, 340 + sans.ascent / 100), abs=0.01)
        assert inside.Dest[0].objgen == pdf.pages[1].objgen
        assert list(inside.Dest)[1:4] == ["/XYZ", 0, 270]
        assert str(inside.Contents) == "page 2"
        assert int(outside.F) == 4
        assert "/Annots" not in pdf.pages[1]


def test_runs_of_one_link_make_one_rectangle():
    drawing = surface()
    parts = (run("the ", link="#x"), run("南京", name="sans-sc-400", size=12, x=18, link="#x", language="zh"))
    with drawing.element("P", "en"):
        drawing.destination("x", 0)
        drawing.line(line(*parts), 20, 40)
    with opened(drawing.finish()) as pdf:
        (link,) = pdf.pages[0].Annots
        assert [float(value) for value in link.Rect][::2] == pytest.approx([20, 20 + 18 + 24], abs=0.01)
        assert str(link.Contents) == "the 南京"


def test_a_link_says_its_words_and_addresses_are_ascii():
    drawing = surface()
    with drawing.element("P", "en"):
        for place, words in enumerate(("Annual ", "report")):
            drawing.line(line(run(words, link="https://example.org/中")), 20, 40 + 20 * place)
    with opened(drawing.finish()) as pdf:
        first, second = pdf.pages[0].Annots
        assert str(first.Contents) == str(second.Contents) == "Annual report"
        assert str(first.A.URI) == str(second.A.URI) == "https://example.org/%E4%B8%AD"


def test_destinations_must_be_set_once():
    drawing = surface()
    drawing.destination("a", 0)
    with pytest.raises(RuntimeError, match="twice"):
        drawing.destination("a", 10)
    drawing.outline("Nowhere", 1, "b")
    with pytest.raises(RuntimeError, match="'b', which was not set"):
        drawing.finish()


def test_bookmarks_nest_by_level():
    drawing = surface()
    drawing.destination("a", 0)
    for title, level in (("1", 1), ("1.1", 2), ("1.1.1", 3), ("1.2", 2), ("2", 1), ("2.0.1", 3)):
        drawing.outline(title, level, "a")
    with opened(drawing.finish()) as pdf, pdf.open_outline() as outline:

        def nested(items):
            return [(item.title, nested(item.children)) if item.children else item.title for item in items]

        assert nested(outline.root) == [("1", [("1.1", ["1.1.1"]), "1.2"]), ("2", ["2.0.1"])]
        assert int(pdf.Root.Outlines.Count) == 6
        assert pdf.Root.PageMode == "/UseOutlines"
        last = pdf.Root.Outlines.Last
        assert (str(last.Title), str(last.Prev.Title), last.Parent.objgen) == ("2", "1", pdf.Root.Outlines.objgen)


@pytest.mark.parametrize(
    "labels", [("i", "ii", "1", "2", "A–3"), ("1", "2", "3"), (None, None, "7", None), ("01", "02"), ("0", "1")]
)
def test_page_labels(labels):
    drawing = surface()
    drawing._pages[0].label = labels[0]
    for label in labels[1:]:
        drawing.page(10, 10, label)
    with opened(drawing.finish()) as pdf:
        assert [page.label for page in pdf.pages] == [label or str(place) for place, label in enumerate(labels, 1)]
        assert ("/PageLabels" in pdf.Root) == (labels != ("1", "2", "3"))


def test_the_identity_follows_the_content():
    def identity(word, **facts):
        drawing = surface(**facts)
        with drawing.element("P", "en"):
            drawing.line(line(run(word)), 10, 20)
        with opened(drawing.finish()) as pdf:
            first, second = pdf.trailer.ID
            assert bytes(first) == bytes(second)
            return bytes(first)

    assert identity("a") == identity("a") != identity("b")
    assert identity("a") != identity("a", author="Another")
    assert len(identity("a")) == 16
