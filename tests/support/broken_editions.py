"""Finished files broken on purpose: each function changes one thing in an open file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Break = Callable[[pikepdf.Pdf], None]


def broken(data: bytes, change: Break) -> bytes:
    """Return a file with one change."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        found = io.BytesIO()
        pdf.save(found, deterministic_id=True, fix_metadata_version=False)
    return found.getvalue()


def elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    """Return the elements of a role, in reading order."""
    return [one for one in _walk(pdf.Root.StructTreeRoot.K) if str(one.S)[1:] == role]


def _walk(found: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in found if isinstance(found, Array) else [found]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from _walk(kid.K)


def reading_order_swapped(pdf: pikepdf.Pdf) -> None:
    first, second = [one for one in elements(pdf, "P") if "/Lang" in one][0:2]
    kids = pdf.Root.StructTreeRoot.K.K
    kids[1], kids[2] = kids[2], kids[1]
    assert first.objgen != second.objgen


def languages_of_a_heading_swapped(pdf: pikepdf.Pdf) -> None:
    heading = elements(pdf, "H2")[0]
    heading.K = Array(list(reversed(list(heading.K))))


def paragraph_dropped(pdf: pikepdf.Pdf) -> None:
    for parent in elements(pdf, "Sect"):
        kids = list(parent.K)
        dropped = next((kid for kid in kids if isinstance(kid, Dictionary) and kid.get("/S") == "/P"), None)
        if dropped is not None:
            parent.K = Array([kid for kid in kids if kid.objgen != dropped.objgen])
            return


def description_changed(pdf: pikepdf.Pdf) -> None:
    (figure, *_) = [one for one in elements(pdf, "Figure") if "/Alt" in one]
    raw = bytes(figure.Alt)
    figure.Alt = String(raw.replace("194".encode("utf-16-be"), "195".encode("utf-16-be")))
    assert bytes(figure.Alt) != raw


def description_run_together(pdf: pikepdf.Pdf) -> None:
    for figure in elements(pdf, "Figure"):
        if "/Alt" in figure:
            figure.Alt = String(str(figure.Alt).replace("bar chart", "barchart").replace("Bar chart", "Barchart"))


def language_swapped(pdf: pikepdf.Pdf) -> None:
    next(one for one in elements(pdf, "P") if one.get("/Lang") == "en").Lang = String("zh")


def expansion_added(pdf: pikepdf.Pdf) -> None:
    next(one for one in elements(pdf, "P") if one.get("/Lang") == "en").E = String("RMB 19.5 billion")


def cells_swapped(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "TR")[1]
    row.K = Array([row.K[0], *reversed(list(row.K)[1:])])


def scope_changed(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "TH")[0].A.Scope = Name.Row


def page_missing(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


def link_to_nowhere(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for note in page.get("/Annots", Array()):
            if "/Dest" in note:
                note.Dest = String("nowhere")
                return
    raise AssertionError("no link leads to a place in the file")


def page_link_elsewhere(pdf: pikepdf.Pdf) -> None:
    """Let the first link to a page, which says its number, lead to the cover."""
    _link(pdf, "第").Dest[0] = pdf.pages[0].obj


def source_link_elsewhere(pdf: pikepdf.Pdf) -> None:
    """Let two links to sources change what they say of these, so that [2] announces source 1."""
    found = _link(pdf, "来源2")
    found.Contents = _link(pdf, "来源1").Contents


def source_link_astray(pdf: pikepdf.Pdf) -> None:
    """Let one link to source 2 lead to the place of source 1, which is on the same page."""
    _link(pdf, "来源2").Dest = _link(pdf, "来源1").Dest


def source_links_swapped(pdf: pikepdf.Pdf) -> None:
    """Let every link to source 2 lead to the place of source 1, and every one to source 1 to that of source 2."""
    first, second = _links(pdf, "来源1"), _links(pdf, "来源2")
    places = first[0].Dest, second[0].Dest
    for note in first:
        note.Dest = places[1]
    for note in second:
        note.Dest = places[0]


def source_link_called_otherwise(pdf: pikepdf.Pdf) -> None:
    """Let the words of a link to source 1 begin with a number that has its own inside."""
    found = _link(pdf, "来源1")
    found.Contents = String(str(found.Contents).replace("来源1", "来源12"))


def _link(pdf: pikepdf.Pdf, words: str) -> pikepdf.Object:
    return _links(pdf, words)[0]


def _links(pdf: pikepdf.Pdf, words: str) -> list[pikepdf.Object]:
    notes = [note for page in pdf.pages for note in page.get("/Annots", Array())]
    return [note for note in notes if words in str(note.Contents) and "/Dest" in note]


def metadata_title_changed(pdf: pikepdf.Pdf) -> None:
    found = pdf.Root.Metadata.read_bytes()
    changed = found.replace(b">Robotics in Nanjing<", b">Robots in Nanjing<")
    assert changed != found
    pdf.Root.Metadata.write(changed)


def information_title_changed(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = String(str(pdf.docinfo["/Title"]).replace("Robotics", "Robots"))


def author_changed(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = String("Somebody else")


def claim_changed(pdf: pikepdf.Pdf) -> None:
    found = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(found.replace(b"<pdfaid:part>2<", b"<pdfaid:part>3<"))


def document_language_changed(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("en")


def bookmark_renamed(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].title = "Another title"


def bookmark_lengthened(pdf: pikepdf.Pdf) -> None:
    first = pdf.Root.Outlines.First
    first.Title = String(str(first.Title) + " 99")


def figure_of_a_bookmark_changed(pdf: pikepdf.Pdf) -> None:
    first = pdf.Root.Outlines.First.First.Next.First
    first.Title = String(str(first.Title).replace("1", "2", 1))


def bookmark_added(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Buy now", 0))


def action_added(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def action_of_a_link_replaced(pdf: pikepdf.Pdf) -> None:
    link = next(one for page in pdf.pages for one in page.get("/Annots", []))
    if "/Dest" in link:
        del link.Dest
    link.A = Dictionary(S=Name.Launch, F=String("a"))


def page_cut(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].MediaBox = Array([0, 0, 10, 10])


def page_cropped(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].CropBox = Array([0, 0, 10, 10])


def page_turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Rotate = 180


def bookmark_elsewhere(pdf: pikepdf.Pdf) -> None:
    """Let the last bookmark of each branch lead to the cover."""
    entry = pdf.Root.Outlines.Last
    while "/Last" in entry and "/Dest" not in entry.Last.get("/First", Dictionary()):
        entry = entry.Last
    entry.Dest = Array([pdf.pages[0].obj, Name.XYZ, 0, 0, None])


def attachment_replaced(pdf: pikepdf.Pdf) -> None:
    name = sorted(pdf.attachments)[0]
    stream = pdf.attachments[name].obj.EF.F
    stream.write(stream.read_bytes().replace(b"1", b"2"))


def attachment_lost(pdf: pikepdf.Pdf) -> None:
    """Take a file out of every place that names it."""
    kept = pdf.Root.Names.EmbeddedFiles.Names
    lost = kept[1].objgen
    pdf.Root.Names.EmbeddedFiles.Names = Array(list(kept)[2:])
    pdf.Root.AF = Array([one for one in pdf.Root.AF if one.objgen != lost])
    for one in _walk(pdf.Root.StructTreeRoot.K):
        if "/AF" in one:
            one.AF = Array([file for file in one.AF if file.objgen != lost])


def nine_reads_as_six(pdf: pikepdf.Pdf) -> None:
    """Let ToUnicode call a 9 a 6, so that the page looks right and reads wrong."""
    for stream in _maps(pdf):
        found = stream.read_bytes()
        changed = re.sub(rb"> <0039>", b"> <0036>", found)
        if changed != found:
            stream.write(changed)
            return
    raise AssertionError("no font has a 9")


def nine_looks_like_six(pdf: pikepdf.Pdf) -> None:
    """Swap the glyphs of 6 and 9 in every font, so that the page reads right and looks wrong."""
    swapped = 0
    for font in [one for one in pdf.objects if isinstance(one, Dictionary) and "/ToUnicode" in one]:
        codes = dict(re.findall(rb"<003([69])> <(\w{4})>", _turned(font.ToUnicode.read_bytes())))
        if len(codes) == 2:
            stream = font.DescendantFonts[0].CIDToGIDMap
            found = bytearray(stream.read_bytes())
            six, nine = (2 * int(codes[digit], 16) for digit in (b"6", b"9"))
            found[six : six + 2], found[nine : nine + 2] = found[nine : nine + 2], found[six : six + 2]
            stream.write(bytes(found))
            swapped += 1
    assert swapped


def outline_replaced(pdf: pikepdf.Pdf) -> None:
    """Change the beginning of one outline in an embedded program, which neither text nor maps tell."""
    stream = next(one.FontFile2 for one in pdf.objects if isinstance(one, Dictionary) and "/FontFile2" in one)
    found = bytearray(stream.read_bytes())
    tables = {bytes(found[at : at + 4]): at for at in range(12, 12 + 16 * found[5], 16)}
    at = tables[b"loca"]
    start = int.from_bytes(found[at + 8 : at + 12], "big")
    found[start + 4 : start + 12] = found[start + 12 : start + 20]
    stream.write(bytes(found))


def width_of_a_sign_changed(pdf: pikepdf.Pdf) -> None:
    """State other widths than those of the face for the signs of a font."""
    font = next(one for one in pdf.objects if isinstance(one, Dictionary) and "/CIDToGIDMap" in one)
    font.W = Array([1, Array([111, 222])])


def _turned(found: bytes) -> bytes:
    return re.sub(rb"<(\w{4})> <(\w{4})>", rb"<\2> <\1>", found)


def digit_changed(pdf: pikepdf.Pdf) -> None:
    """Show another digit than was drawn, on an inner page."""
    page = pdf.pages[1]
    for name, font in page.Resources.Font.items():
        codes = dict(re.findall(rb"<(\w{4})> <003([0-9])>", font.ToUnicode.read_bytes()))
        if len(codes) < 2:
            continue
        first, other = sorted(codes)[:2]
        lines = page.Contents.read_bytes().split(b"\n")
        used = b""
        for place, line in enumerate(lines):
            used = line if line.endswith(b" Tf") else used
            if used.startswith(name.encode() + b" ") and line.endswith(b"TJ") and _shows(line, first):
                lines[place] = _replaced(line, first, other)
                page.Contents.write(b"\n".join(lines))
                return
    raise AssertionError("no digit is shown")


def _maps(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [one.ToUnicode for one in pdf.objects if isinstance(one, Dictionary) and "/ToUnicode" in one]


def _codes(shown: bytes) -> list[bytes]:
    return [shown[at : at + 4] for at in range(0, len(shown), 4)]


def _shows(line: bytes, code: bytes) -> bool:
    return any(code in _codes(shown) for shown in re.findall(rb"<(\w+)>", line))


def _replaced(line: bytes, code: bytes, other: bytes) -> bytes:
    def change(found: re.Match[bytes]) -> bytes:
        return b"<" + b"".join(other if one == code else one for one in _codes(found[1])) + b">"

    return re.sub(rb"<(\w+)>", change, line)
