"""Pictures of the author: on the width of the page, never too tall, with caption, credit, rights and a description."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pikepdf
import pytest
from editions import Edition, Shelf
from layout_case import lay
from page_marks import MM

from briefgen.layout.image_size import image_size

BLOCK = """\
  - page: {zh: 页, en: Page}
  - image: images/NAME
    takeaway: {zh: 图片的说明, en: What the picture shows}
    alt: {zh: 一幅灰色图片, en: A grey picture}
    credit: {zh: 示例作者, en: Sample Maker}
    rights: {zh: 经许可使用, en: used with permission}
    note: {zh: 另注, en: A further note}
"""


def png(wide: int, high: int) -> bytes:
    """Return a grey PNG picture (ISO/IEC 15948)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x80" * wide) * high
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def placed(edition: Edition) -> list[list[float]]:
    """Return left, top, width and height of each picture, in millimetres."""
    found: list[list[float]] = []
    with pikepdf.open(io.BytesIO(edition.data)) as document:
        for page in document.pages:
            box: list[float] = []
            for one in pikepdf.parse_content_stream(page):
                if str(one.operator) == "cm":
                    box = [float(value) / MM for value in one.operands]
                elif str(one.operator) == "Do":
                    found.append([box[4], 297 - box[5] - box[3], box[0], box[3]])
    return found


def with_picture(folder: Path, wide: int, high: int) -> Edition:
    images = folder / "p" / "images"
    lay(folder, "  - page: {zh: 页, en: Page}\n  - lead: {zh: 一。, en: One.}\n")
    (images / "x.png").write_bytes(png(wide, high))
    return lay(folder, BLOCK.replace("NAME", "x.png"))


@pytest.mark.parametrize(
    ("wide", "high", "width", "height"),
    [(400, 200, 174, 87), (300, 300, 174, 174), (200, 400, 87.75, 175.5), (1000, 100, 174, 17.4)],
)
def test_pictures_keep_their_shape(tmp_path: Path, wide: int, high: int, width: float, height: float):
    """On the whole width, or narrower where they would be too tall for the page."""
    (found,) = placed(with_picture(tmp_path, wide, high))
    assert found[0] == pytest.approx(18, abs=0.01)
    assert found[2:] == pytest.approx([width, height], abs=0.02)


def test_what_belongs_to_a_picture_is_said(tmp_path: Path):
    edition = lay(tmp_path, BLOCK.replace("NAME", "sample.png"))
    text = edition.page_text(2)
    for words in (
        "图1", "Figure 1", "图片的说明", "What the picture shows", "供图：示例作者；版权：经许可使用。",
        "Credit: Sample Maker; Rights: used with permission.", "另注。", "A further note.",
    ):  # fmt: skip
        assert words in text, words
    (figure,) = [element for element in edition.tree.walk() if element.role == "Figure"]
    assert figure.alt == {"zh": "一幅灰色图片", "en": "A grey picture"}


def test_caption_stands_above_and_credit_below(tmp_path: Path):
    edition = lay(tmp_path, BLOCK.replace("NAME", "sample.png"))
    ((_, top, _, height),) = placed(edition)
    at = {line.text: line.baseline / MM for line in edition.lines if line.page == 1}
    assert at["What the picture shows"] < top
    assert at["Credit: Sample Maker; Rights: used with permission."] > top + height
    assert top + height <= 271.5


def test_one_file_is_embedded_once(tmp_path: Path):
    edition = lay(
        tmp_path,
        BLOCK.replace("NAME", "sample.png") + "\n".join(BLOCK.replace("NAME", "sample.png").splitlines()[1:]) + "\n",
    )
    assert len(placed(edition)) == 2
    with pikepdf.open(io.BytesIO(edition.data)) as document:
        images = [
            found
            for found in document.objects
            if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image"
        ]
    assert len(images) == 1


def test_sizes_are_read_from_the_file(tmp_path: Path, editions: Shelf):
    (tmp_path / "a.png").write_bytes(png(37, 11))
    assert image_size(tmp_path / "a.png") == (37, 11)
    jpeg = (
        b"\xff\xd8"
        + b"\xff\xe0\x00\x10"
        + b"JFIF\0"
        + b"\0" * 9
        + b"\xff\xc2\x00\x11\x08"
        + struct.pack(">HH", 480, 640)
        + b"\0" * 10
    )
    (tmp_path / "b.jpg").write_bytes(jpeg)
    assert image_size(tmp_path / "b.jpg") == (640, 480)
    for bad in (b"", b"GIF89a", b"\xff\xd8\xff", b"<svg/>", b"\x89PNG\r\n\x1a\n"):
        (tmp_path / "c").write_bytes(bad)
        with pytest.raises(ValueError, match="neither a PNG nor a JPEG"):
            image_size(tmp_path / "c")
