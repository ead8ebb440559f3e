"""The contact, its code to scan, and what happens where the settings name none."""

from __future__ import annotations

from pathlib import Path

import pytest
import segno
from editions import Edition, Shelf
from layout_case import lay
from page_marks import MM

from briefgen.layout.qr import code_steps

ADDRESS = "https://example.org/sample"
BLOCKS = (
    "  - page: {zh: 页, en: Page}\n  - lead: {zh: 一。, en: One.}\n  - contact-bar\n"
    "  - page: {zh: 联系, en: Contact}\n  - contact\n"
)


def modules(address: str, size: float, count: int) -> list[list[bool]]:
    """Read the dark modules back from the outlines."""
    cell = size / count
    found = [[False] * count for _ in range(count)]
    steps = code_steps(address, size)
    for number in range(0, len(steps), 5):
        corners = [values for verb, values in steps[number : number + 4] if verb in "ML"]
        assert steps[number + 4] == ("Z", ())
        left, top = corners[0]
        right, bottom = corners[2]
        for row in range(round(top / cell), round(bottom / cell)):
            for column in range(round(left / cell), round(right / cell)):
                assert not found[row][column], "no module is painted twice"
                found[row][column] = True
    return found


@pytest.mark.parametrize(
    "address", [ADDRESS, "https://e.cn", "https://example.org/" + "a" * 180, "https://例子.cn/南京"]
)
def test_the_code_holds_the_address(address: str):
    """ISO/IEC 18004, level M."""
    code = segno.make(address, error="m", micro=False, boost_error=False)
    assert code.error == "M"
    assert code.designator.endswith("-M")
    matrix = [[bool(module) for module in row] for row in code.matrix]
    assert modules(address, 76.5, len(matrix)) == matrix


def test_the_code_on_the_page_is_that_of_the_web_row(editions: Shelf):
    """Read from the content stream: each painted rectangle, in modules."""
    import io

    import pikepdf

    edition = editions("long")
    page = edition.pages
    with pikepdf.open(io.BytesIO(edition.data)) as document:
        number = next(
            index for index in range(len(document.pages)) if "example.org/sample" in edition.page_text(index + 1)
        )
        content = pikepdf.parse_content_stream(document.pages[number])
    size, left, top = 27 * MM, 165 * MM, None
    corners: list[tuple[float, float]] = []
    boxes: list[list[tuple[float, float]]] = []
    for one in content:
        operator = str(one.operator)
        values = [float(value) for value in one.operands] if operator in ("m", "l") else []
        if operator == "m":
            corners = [(values[0], values[1])]
        elif operator == "l":
            corners.append((values[0], values[1]))
        elif operator == "h" and len(corners) == 4:
            boxes.append(corners)
    code = [box for box in boxes if box[0][0] >= left - 0.1 and box[2][0] <= left + size + 0.1]
    top = max(y for box in code for _, y in box)
    matrix = segno.make(ADDRESS, error="m", micro=False, boost_error=False).matrix
    cell = size / len(matrix)
    found = [[0] * len(matrix) for _ in matrix]
    for box in code:
        row, column = round((top - max(y for _, y in box)) / cell), round((box[0][0] - left) / cell)
        for step in range(round((box[2][0] - box[0][0]) / cell)):
            found[row][column + step] = 1
    assert found == [list(row) for row in matrix]
    assert page == edition.pages


def test_the_contact_says_each_line_once(editions: Shelf):
    edition = editions("event")
    text = edition.page_text(3)
    for once in ("+86 25 0000 0000", "contact@example.org", "example.org/sample"):
        assert text.count(once) == 1, once
    for words in (
        "对接服务窗口（示例）",
        "Investor service desk (sample)",
        "电话",
        "Telephone",
        "邮箱",
        "E-mail",
        "网页",
        "Web",
    ):
        assert words in text


def test_rows_of_the_contact_stand_where_the_design_has_them(editions: Shelf):
    edition = editions("event")
    at = {line.text: line for line in edition.lines if line.page == 2}
    first, second, third = (at[value] for value in ("+86 25 0000 0000", "contact@example.org", "example.org/sample"))
    assert {round(line.x / MM, 2) for line in (first, second, third)} == {96}
    assert (second.baseline - first.baseline) / MM == pytest.approx(7.5, abs=0.01)
    assert (third.baseline - second.baseline) / MM == pytest.approx(7.5, abs=0.01)
    assert at["电话"].baseline == first.baseline


def test_addresses_can_be_clicked(editions: Shelf):
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(editions("event").data)) as document:
        targets = [
            str(note.A.URI)
            for page in document.pages
            for note in page.obj.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        ]
    assert targets == ["mailto:contact@example.org", ADDRESS]


def without(edition: Edition) -> None:
    assert edition.pages == 2
    assert not any("Contact" in line.text or "联系" in line.text for line in edition.lines)
    assert not [element for element in edition.tree.walk() if element.role == "Figure"]


def test_without_a_contact_its_blocks_are_left_out(tmp_path: Path):
    root_settings = (Path(__file__).resolve().parents[1] / "samples" / "briefgen.yaml").read_text("utf-8")
    contact = root_settings[root_settings.index("contact:") : root_settings.index("languages:")]
    without(lay(tmp_path, BLOCKS, settings=(contact, "contact: none\n")))


def test_the_robotics_brief_has_no_contact_until_the_office_names_one(editions: Shelf):
    assert "QR" not in "".join(str(element.alt) for element in editions("robotics").tree.walk())
    assert any("QR code" in str(element.alt) for element in editions("long").tree.walk())


def test_a_contact_without_web_has_no_code(tmp_path: Path):
    edition = lay(tmp_path, BLOCKS, settings=("  web: https://example.org/sample\n", ""))
    assert not [element for element in edition.tree.walk() if element.role == "Figure"]
    assert "contact@example.org" in edition.text
    assert "Web" not in edition.text
