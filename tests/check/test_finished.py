"""A finished file is looked at before it is put in place: what was broken on purpose stops the build."""

from __future__ import annotations

from dataclasses import replace

import broken_editions as breaks
import pytest
from broken_editions import Break, broken
from editions import Edition, Shelf, shelf

from briefgen.check.finished.data_files import data_files
from briefgen.check.finished.furnished import furnished
from briefgen.check.finished.opened import open_finished
from briefgen.check.finished.verify import verify
from briefgen.errors import VerificationFailure
from briefgen.pdf.elements import Element, Mark
from briefgen.pdf.profiles import DEFAULT, PROFILES, WITH_DATA, ProfileName


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf(tmp_path_factory.mktemp("editions"))


def refusal(edition: Edition, data: bytes, profile: ProfileName = DEFAULT, tree: Element | None = None) -> str:
    """Return what stops a file, an empty text where nothing does."""
    try:
        verify(replace(edition.laid, data=data, tree=tree or edition.tree), PROFILES[profile])
    except VerificationFailure as failure:
        assert "fault of briefgen" in failure.hint
        return failure.message
    return ""


@pytest.mark.parametrize(
    ("name", "profile"),
    [
        ("robotics", DEFAULT),
        ("robotics.zh", DEFAULT),
        ("long.internal", DEFAULT),
        ("tables.data", WITH_DATA),
        ("robotics.ua2", "ua2+a4f"),
        ("robotics.plain", "plain"),
    ],
)
def test_what_was_meant_passes(editions: Shelf, name: str, profile: ProfileName):
    edition = editions(name)
    verify(edition.laid, PROFILES[profile])
    assert not refusal(edition, broken(edition.data, lambda pdf: None), profile)


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("robotics", breaks.reading_order_swapped, "as-recorded"),
        ("robotics", breaks.languages_of_a_heading_swapped, "as-written: The brief says “Ataglance”"),
        ("robotics", breaks.paragraph_dropped, "lost"),
        ("robotics", breaks.digit_changed, "The text reads"),
        ("robotics", breaks.nine_reads_as_six, "The text reads"),
        ("robotics", breaks.metadata_title_changed, "The title (en) in the metadata is “Robots in Nanjing”"),
        ("robotics", breaks.information_title_changed, "title in the information dictionary"),
        ("robotics", breaks.author_changed, "The author in the information dictionary is “Somebody else”"),
        ("robotics", breaks.claim_changed, "The file claims PDF/UA-1 and PDF/A-3a, not PDF/UA-1 and PDF/A-2a."),
        ("robotics", breaks.document_language_changed, "language of the document"),
        ("robotics", breaks.description_changed, "The description is zh"),
        ("robotics", breaks.description_run_together, "The description is zh"),
        ("robotics", breaks.language_swapped, "The language is zh, not en."),
        ("robotics", breaks.expansion_added, "Its expansion is 'RMB 19.5 billion', not None."),
        ("tables", breaks.cells_swapped, "as-recorded"),
        ("tables", breaks.scope_changed, "Its scope is 'Row', not 'Column'."),
        ("robotics", breaks.page_missing, "pages: The file has 4 pages, not 5."),
        ("robotics", breaks.bookmark_renamed, "No bookmark has the title “南京机器人产业” in its place."),
        ("robotics", breaks.bookmark_elsewhere, "leads to a page that does not have this title"),
        ("robotics", breaks.link_to_nowhere, "nowhere"),
        ("robotics", breaks.page_link_elsewhere, "links-lead-right: The link “4” leads to “第4页："),
        ("robotics", breaks.source_link_elsewhere, "links-lead-right: The link “[2]” leads to “来源1："),
        ("robotics", breaks.source_link_astray, "The link “[2]” leads elsewhere than the others of its number."),
        ("robotics", breaks.source_links_swapped, "The links to source [2] do not lead below the source before it."),
        ("robotics", breaks.source_link_called_otherwise, "links-lead-right: The link “[1]” leads to “来源12："),
        ("robotics", breaks.nine_looks_like_six, "seen-as-read: The font "),
        ("robotics", breaks.outline_replaced, "shows another sign, or another width, for “"),
        ("robotics", breaks.width_of_a_sign_changed, "shows another sign, or another width, for “"),
        ("robotics", breaks.bookmark_lengthened, "No bookmark has the title “南京机器人产业” in its place."),
        ("robotics", breaks.page_cropped, "pages: The page is not 595.28 by 841.89 points."),
        ("tables.data", breaks.attachment_replaced, "has another content than was meant"),
        ("tables.data", breaks.attachment_lost, "is missing"),
    ],
)
def test_a_broken_file_is_refused(editions: Shelf, name: str, change: Break, told: str):
    profile = WITH_DATA if name.endswith("data") else DEFAULT
    edition = editions(name)
    assert told in refusal(edition, broken(edition.data, change), profile)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (breaks.digit_changed, "is not where it was drawn"),
        (breaks.nine_reads_as_six, "is not where it was drawn"),
        (breaks.nine_looks_like_six, "shows another sign, or another width, for “6”, “9”"),
        (breaks.width_of_a_sign_changed, "shows another sign, or another width, for “"),
        (breaks.information_title_changed, "title in the information dictionary"),
        (breaks.page_missing, "pages: The file has 4 pages, not 5."),
        (breaks.bookmark_lengthened, "No bookmark has the title “南京机器人产业” in its place."),
        (breaks.figure_of_a_bookmark_changed, "No bookmark has the title “图1 规划：放大工业机器人优势"),
        (breaks.bookmark_added, "The file has 17 bookmarks, not 16."),
        (breaks.action_added, "actions: The file acts by itself (OpenAction)."),
        (breaks.action_of_a_link_replaced, "actions: The file acts by itself (Launch)."),
        (breaks.page_cut, "The page is not 595.28 by 841.89 points. (page 3)"),
        (breaks.page_cropped, "The page is not 595.28 by 841.89 points. (page 3)"),
        (breaks.page_turned, "The page is turned. (page 2)"),
        (breaks.bookmark_renamed, "No bookmark has the title"),
    ],
)
def test_a_file_without_tags_is_looked_at_too(editions: Shelf, change: Break, told: str):
    edition = editions("robotics.plain")
    assert told in refusal(edition, broken(edition.data, change), "plain")


def test_a_wrong_order_is_found_although_the_record_has_it_too(editions: Shelf):
    """The brief itself says in which order its blocks are read."""
    edition = editions("robotics")
    children = list(edition.tree.children)
    places = [place for place, one in enumerate(children) if isinstance(one, Element) and one.role == "Sect"]
    children[places[0]], children[places[-1]] = children[places[-1]], children[places[0]]
    swapped = replace(edition.tree, children=children)
    order = [*range(len(children))]
    order[places[0]], order[places[-1]] = order[places[-1]], order[places[0]]

    def change(pdf: breaks.pikepdf.Pdf) -> None:
        document = pdf.Root.StructTreeRoot.K
        document.K = breaks.Array([document.K[place] for place in order])

    told = refusal(edition, broken(edition.data, change), tree=swapped)
    assert "as-written" in told
    assert "as-recorded" not in told


def test_a_lost_block_is_found_although_the_record_lost_it_too(editions: Shelf):
    edition = editions("robotics")
    place = next(
        place for place, one in enumerate(edition.tree.children) if isinstance(one, Element) and "口径" in one.text
    )
    short = replace(edition.tree, children=[*edition.tree.children[:place], *edition.tree.children[place + 1 :]])

    def change(pdf: breaks.pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot.K.K[place]

    told = refusal(edition, broken(edition.data, change), tree=short)
    assert "The brief says “口径" in told
    assert "as-recorded" not in told


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("facts.json", b"{}", "The list of facts cannot be read."),
        ("facts.json", b'{"facts": []}', "The list of facts lacks "),
        (".csv", b"a,b\n", "No attached data has the number of "),
    ],
)
def test_wrong_data_is_found_although_it_was_attached_so(editions: Shelf, name: str, data: bytes, told: str):
    edition = editions("robotics.data")
    opened = open_finished(edition.data)
    assert not list(data_files(opened, edition.laid.context))
    wrong = tuple(replace(one, data=data) if one.name.endswith(name) else one for one in opened.attachments)
    assert any(told in str(one) for one in data_files(replace(opened, attachments=wrong), edition.laid.context))
    few = data_files(replace(opened, attachments=()), edition.laid.context)
    assert {one.message for one in few} >= {
        "The data of 0 charts and tables is attached, not of 1.",
        "The file has 0 lists of facts, not 1.",
    }


@pytest.mark.parametrize(
    "lost", ["INTERNAL", "内部版", "2 / 8", "ROB-2026-02-INT", "Issuing Office Name", "机器人产业"]
)
def test_a_head_or_foot_without_its_words_is_found(editions: Shelf, lost: str):
    edition = editions("robotics.internal")
    opened, context = open_finished(edition.data), edition.laid.context
    parts = edition.laid.parts
    assert not list(furnished(opened, context, PROFILES[DEFAULT], parts))
    page = opened.pages[1]
    assert lost in page.artifacts
    pages = (opened.pages[0], replace(page, artifacts=page.artifacts.replace(lost, "")), *opened.pages[2:])
    (finding, *_) = furnished(replace(opened, pages=pages), context, PROFILES[DEFAULT], parts)
    assert lost in finding.message
    assert finding.page == 2


def test_a_lost_character_is_found(editions: Shelf):
    edition = editions("robotics.plain")
    tree = replace(
        edition.tree, children=[*edition.tree.children, Element("P", "zh", children=[Mark(0, 999, "\ufffd")])]
    )
    assert "A character is lost (U+FFFD)." in refusal(edition, edition.data, "plain", tree)


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"", "not a PDF"), (b"%PDF-1.7\n", "cannot be read"), (b"%%EOF", "not a PDF")],
)
def test_what_cannot_be_read_is_refused(editions: Shelf, data: bytes, told: str):
    assert told in refusal(editions("robotics"), data)


def test_half_a_file_is_refused(editions: Shelf):
    edition = editions("robotics")
    assert refusal(edition, edition.data[: len(edition.data) // 2])


def test_profiles_are_not_taken_for_each_other(editions: Shelf):
    edition = editions("robotics")
    assert "The file has tags." in refusal(edition, edition.data, "plain")
    assert "The file is PDF 1.7, not 2.0." in refusal(edition, edition.data, "ua2+a4f")
    assert "claims PDF/UA-1 and PDF/A-2a, not PDF/UA-1 and PDF/A-3a" in refusal(edition, edition.data, WITH_DATA)
    plain = editions("robotics.plain")
    assert "The file has no tags." in refusal(plain, plain.data)


def test_a_file_opens_with_its_password_only(editions: Shelf):
    edition = editions("robotics.plain")
    secret = broken(edition.data, lambda pdf: None)
    with breaks.pikepdf.open(breaks.io.BytesIO(secret)) as pdf:
        found = breaks.io.BytesIO()
        pdf.save(found, encryption=breaks.pikepdf.Encryption(owner="o", user="geheim"))
    laid = replace(edition.laid, data=found.getvalue())
    verify(laid, PROFILES["plain"], "geheim")
    with pytest.raises(VerificationFailure, match="password does not open it"):
        verify(laid, PROFILES["plain"], "another")
    with pytest.raises(VerificationFailure, match="encrypted"):
        verify(laid, PROFILES["plain"])
    with pytest.raises(VerificationFailure, match="not encrypted"):
        verify(edition.laid, PROFILES["plain"], "geheim")
