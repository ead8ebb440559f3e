"""What a finished file holds beside its pages: faces, properties, bookmarks, sizes."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from editions import Edition, Shelf, briefgen, copy_project
from page_marks import MM

from briefgen import __version__
from briefgen.spec.blocks import FigureBlock, PageBlock
from briefgen.spec.text import plain

NAMES = [
    "robotics",
    "robotics.internal",
    "robotics.office",
    "robotics.zh",
    "robotics.en",
    "long",
    "long.internal",
    "short",
    "tables",
    "blocks",
    "blocks.internal",
]


@pytest.fixture(params=NAMES)
def edition(request: pytest.FixtureRequest, editions: Shelf) -> Edition:
    return editions(request.param)


def opened(edition: Edition) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(edition.data))


def test_each_face_is_embedded_once_as_a_subset(edition: Edition):
    with opened(edition) as document:
        fonts = {
            font.objgen: font
            for page in document.pages
            for font in page.obj.Resources.get("/Font", pikepdf.Dictionary()).values()
        }
        names = [str(font.BaseFont) for font in fonts.values()]
        assert names
        assert all(re.fullmatch(r"/[A-Z]{6}\+[A-Za-z0-9-]+", name) for name in names), names
        faces = Counter(name.split("+")[1] for name in names)
        assert set(faces.values()) == {1}, faces
        for font in fonts.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert len(descriptor.FontFile2.read_bytes()) > 0
        declared = [found for found in document.objects if _is_font(found)]
        assert len(declared) == 2 * len(fonts)  # each a Type 0 font and its descendant; no font beside these


def _is_font(found: object) -> bool:
    return isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/Font"


def test_nothing_of_the_standard_fonts_is_left(edition: Edition):
    with opened(edition) as document:
        plain = b"".join(
            found.unparse(resolved=True) if not isinstance(found, pikepdf.Stream) else found.read_bytes()
            for found in document.objects
        )
    assert b"Helvetica" not in plain
    assert b"ZapfDingbats" not in plain


def test_the_robotics_brief_is_all_outlines(editions: Shelf):
    edition = editions("robotics")
    with opened(edition) as document:
        kinds = [str(found.get("/Subtype")) for found in document.objects if isinstance(found, pikepdf.Stream)]
        assert "/Image" not in kinds
        assert all(
            str(one.operator) not in ("BI", "Do")
            for page in document.pages
            for one in pikepdf.parse_content_stream(page)
        )
    assert len(edition.data) <= 200_000


def test_a_picture_of_the_author_is_embedded_once(editions: Shelf):
    with opened(editions("long")) as document:
        images = [
            found
            for found in document.objects
            if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image"
        ]
    assert len(images) == 1


def test_every_page_is_upright_a4(edition: Edition):
    with opened(edition) as document:
        assert len(document.pages) == edition.pages
        for page in document.pages:
            assert [round(float(value) / MM, 1) for value in page.mediabox] == [0, 0, 210, 297]
            assert int(page.obj.get("/Rotate", 0)) == 0


@pytest.mark.parametrize(
    ("name", "title", "language"),
    [
        ("robotics", "南京机器人产业 · Robotics in Nanjing", "zh"),
        ("robotics.zh", "南京机器人产业", "zh"),
        ("robotics.en", "Robotics in Nanjing", "en"),
        ("robotics.internal", "南京机器人产业 · Robotics in Nanjing", "zh"),
    ],
)
def test_the_properties_name_title_author_and_language(editions: Shelf, name: str, title: str, language: str):
    edition = editions(name)
    with opened(edition) as document:
        assert str(document.docinfo.Title) == title
        assert str(document.Root.Lang) == language
        issuer = edition.shared.settings.issuer
        for spoken in edition.brief.languages:
            assert issuer[spoken].source in str(document.docinfo.Author)
        assert str(document.docinfo.Creator) == f"briefgen {__version__}"
        assert str(document.docinfo.CreationDate).startswith("D:20261101")
        assert str(document.docinfo.Keywords) == ("ROB-2026-02-INT" if "internal" in name else "ROB-2026-02")
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)


def test_bookmarks_follow_pages_and_figures_in_each_language(editions: Shelf):
    """One branch for each language, without language escapes: some viewers show their letters."""
    brief = editions("robotics").brief
    pages = [block.page for block in brief.blocks if isinstance(block, PageBlock)]
    figures = [block for block in brief.blocks if isinstance(block, FigureBlock)]
    with opened(editions("robotics")) as document, document.open_outline() as outline:
        for entry, language, label in zip(outline.root, ("zh", "en"), ("图", "Figure "), strict=True):
            assert (entry.title, _page(document, entry)) == (plain(brief.title[language]), 1)
            found = [(child.title, _page(document, child)) for child in entry.children]
            assert found == [(plain(words[language]), page) for page, words in enumerate(pages, start=2)]
            assert [len(child.children) for child in entry.children] == [0, 2, 1, 0]
            below = [each.title for child in entry.children for each in child.children]
            assert below == [
                f"{label}{number} {plain(block.takeaway[language])}" for number, block in enumerate(figures, start=1)
            ]


def test_bookmarks_lead_to_the_first_of_the_pages_with_one_title(editions: Shelf):
    edition = editions("long")
    with opened(edition) as document, document.open_outline() as outline:
        chinese = outline.root[0]
        assert len(chinese.children) > 3
        for entry in chinese.children:
            page = _page(document, entry)
            shown = edition.page_text(page).replace("\n", "")
            assert entry.title in shown
            assert "续）示例" not in shown
            for child in entry.children:
                number = child.title.split(" ")[0]
                assert number in edition.page_text(_page(document, child)).split("\n")


def _page(document: pikepdf.Pdf, entry: pikepdf.OutlineItem) -> int:
    destination = entry.destination
    assert isinstance(destination, pikepdf.Array)
    pages = [page.objgen for page in document.pages]
    return pages.index(destination[0].objgen) + 1


def test_viewers_count_pages_as_the_foot_does(edition: Edition):
    document = pypdfium2.PdfDocument(edition.data)
    labels = [document.get_page_label(number) or str(number + 1) for number in range(len(document))]
    document.close()
    assert labels == [str(number) for number in range(1, edition.pages + 1)]
    for page in range(2, edition.pages + 1):
        assert f"{page} / {edition.pages}" in edition.page_text(page).split("\n")


@pytest.mark.parametrize("name", ["robotics", "long", "long.internal", "tables"])
def test_a_viewer_reads_the_same_words(editions: Shelf, name: str):
    """PDFium finds the same characters as the content streams hold, white space apart."""
    edition = editions(name)
    document = pypdfium2.PdfDocument(edition.data)
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        # PDFium gives U+0002 for a hyphen at the end of a line.
        seen = "".join(text_page.get_text_bounded().replace("\x02", "-").split())
        ours = "".join("".join(line.text for line in edition.lines if line.page == number).split())
        assert sorted(seen) == sorted(ours), number + 1
        text_page.close()
        page.close()
    document.close()


def test_the_program_writes_the_same_bytes_as_the_stages(editions: Shelf, tmp_path: Path):
    root = copy_project(tmp_path / "项目 a", samples=True)
    done = briefgen("build", "short", "--out", str(tmp_path / "out"), cwd=root)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "out" / "short.pdf").read_bytes() == editions("short").data
