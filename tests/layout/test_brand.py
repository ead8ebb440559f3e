"""The brand of another office: nothing of the shipped project is left, its own logos, colours and order are there."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from editions import ROOT, Edition, make
from harbour_project import SETTINGS, harbour_project
from page_marks import MM, Paint

from briefgen.errors import AuthorsMistakes
from briefgen.pdf.elements import Element


@pytest.fixture(scope="module")
def quays(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return make(harbour_project(tmp_path_factory.mktemp("brand") / "p"), "quays")


def pictures(edition: Edition, page: int) -> list[list[float]]:
    """Return left, top, width and height of each picture of a page, in millimetres."""
    found: list[list[float]] = []
    with pikepdf.open(io.BytesIO(edition.data)) as document:
        box: list[float] = []
        for one in pikepdf.parse_content_stream(document.pages[page]):
            if str(one.operator) == "cm":
                box = [float(value) / MM for value in one.operands]
            elif str(one.operator) == "Do":
                found.append([round(value, 2) for value in (box[4], 297 - box[5] - box[3], box[0], box[3])])
    return found


def figures(element: Element) -> list[dict[str, str]]:
    """Return the descriptions of all figures of the tags."""
    own = [dict(element.alt)] if element.role == "Figure" and element.alt else []
    return own + [alt for child in element.children if isinstance(child, Element) for alt in figures(child)]


def test_nothing_of_another_office_is_there(quays: Edition):
    with pikepdf.open(io.BytesIO(quays.data)) as document:
        about = str(document.Root.Metadata.read_bytes(), "utf-8") + repr(dict(document.docinfo))
    for word in ("Nanjing", "南京", "Investor", "投资", "Issuing Office", "发布单位"):
        assert word not in quays.text
        assert word not in about
    assert "Harbour Board (sample)" in about


def test_issuer_and_series_stand_on_cover_and_inner_pages(quays: Edition):
    for page in range(1, quays.pages + 1):
        for words in ("Harbour Board (sample)", "港务委员会（示例）", "Harbour Letters", "港口通讯"):
            assert words in quays.page_text(page), (page, words)


def test_the_first_language_leads(quays: Edition):
    cover = [line for line in quays.lines if line.page == 0]
    tops = {line.text: line.baseline for line in cover}
    assert tops["Harbour Board (sample)"] < tops["港务委员会（示例）"]
    lines = {line.text: line.x / MM for line in quays.inner()}
    assert lines["The quays are busy."] == pytest.approx(18, abs=0.5)
    assert lines["码头繁忙。"] > 90
    assert quays.text.index("RMB 760 m") < quays.text.index("7.6亿元")


def test_pages_are_in_the_project_s_own_colours(quays: Edition):
    fills = {paint.fill for paint in quays.paints if isinstance(paint, Paint)} | {g.colour for g in quays.glyphs}
    assert {"#1F5F8B", "#0B2438"} <= {str(fill).upper() for fill in fills}
    assert "HARB-2025-03" in quays.text


def test_a_shipped_theme_takes_the_project_s_colours_and_keeps_its_code(tmp_path: Path):
    edition = make(harbour_project(tmp_path / "p", theme="robotics"), "quays")
    assert "#7A3B1D" in {str(paint.fill).upper() for paint in edition.paints}
    assert "ROB-2025-03" in edition.text


def test_partners_stand_right_of_the_issuer_twelve_millimetres_high(quays: Edition):
    logo, wide, square = pictures(quays, 0)
    assert logo == [18, 18, 20, 20]
    assert wide[1:] == [22.5, 24, 12]
    assert square[1:] == [22.5, 12, 12]
    assert square[0] == pytest.approx(wide[0] + 24 + 4.5, abs=0.02)
    cover = {line.text: line for line in quays.lines if line.page == 0}
    assert wide[0] == pytest.approx(cover["Harbour Board (sample)"].right / MM + 6, abs=0.6)
    assert square[0] + 12 <= cover["Harbour Letters"].x / MM - 5.5
    described = figures(quays.tree)
    assert {"en": "Pilots of the harbour (sample)", "zh": "港口引航站（示例）"} in described
    assert {"en": "Quay school (sample)", "zh": "码头学校（示例）"} in described


def test_partners_stand_below_the_names_on_a_small_cover(tmp_path: Path):
    """The phone's page is 178 mm high; `pictures` counts from the top of an A4 page."""
    edition = make(harbour_project(tmp_path / "p"), "quays", phone=True)
    _, wide, square = ([left, round(top - 297 + 178, 2), *size] for left, top, *size in pictures(edition, 0))
    assert wide[0] == 7
    assert wide[2:] == [16, 8]
    assert square[2:] == [8, 8]
    lines = {line.text: line.baseline / MM for line in edition.lines if line.page == 0}
    assert lines["Harbour Letters"] < wide[1]
    assert wide[1] + wide[3] < lines["The quays in figures"] - 6


def test_partners_become_smaller_together_before_they_are_refused(tmp_path: Path):
    root = harbour_project(tmp_path / "p")
    from harbour_project import png

    (root / "pictures" / "wide.png").write_bytes(png(160, 30))
    _, wide, square = pictures(make(root, "quays"), 0)
    assert 6 <= wide[3] < 12
    assert wide[3] == square[3]
    (root / "pictures" / "wide.png").write_bytes(png(500, 20))
    with pytest.raises(AuthorsMistakes) as caught:
        make(root, "quays")
    (problem,) = caught.value.problems
    assert "logos of partners" in problem.message
    assert (problem.place.file, problem.place.line) == ("briefgen.yaml", 5)


@pytest.mark.parametrize(("name", "told"), [("pictures/none.png", "There is no picture"), ("briefgen.yaml", "neither")])
def test_a_partner_without_a_picture_is_refused_at_its_place(name: str, told: str, tmp_path: Path):
    root = harbour_project(tmp_path / "p", settings=SETTINGS.replace("pictures/square.png", name))
    with pytest.raises(AuthorsMistakes) as caught:
        make(root, "quays")
    (problem,) = caught.value.problems
    assert told in problem.message
    assert (problem.place.file, problem.place.line) == ("briefgen.yaml", 7)


def test_no_line_of_the_program_names_the_city():
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix in (".py", ".yaml", ".txt"):
            text = path.read_text("utf-8")
            assert "nanjing" not in text.lower(), path.name
            assert "南京" not in text, path.name
