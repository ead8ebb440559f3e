"""Pictures from files: JPEG as it is, PNG as pixels, each once, all else refused."""

import io
from contextlib import contextmanager

import decode
import pikepdf
import pytest
from PIL import Image
from plain_lines import surface

from briefgen.errors import EnvironmentFailure


@contextmanager
def drawn(*paths):
    drawing = surface()
    for path in paths:
        with drawing.element("Figure", alt={"en": "A picture"}):
            drawing.image(path, 10, 20, 30, 40)
    with pikepdf.open(io.BytesIO(drawing.finish())) as pdf:
        yield pdf


@contextmanager
def only_image(path):
    with drawn(path) as pdf:
        yield pdf.pages[0].Resources.XObject.I1


def test_a_jpeg_is_passed_on(tmp_path):
    path = tmp_path / "a.jpg"
    Image.linear_gradient("L").convert("RGB").save(path)
    with only_image(path) as found:
        assert (found.Filter, found.ColorSpace, int(found.Width)) == ("/DCTDecode", "/DeviceRGB", 256)
        assert found.read_raw_bytes() == path.read_bytes()


def test_a_jpeg_in_printing_colours_becomes_pixels(tmp_path):
    path = tmp_path / "a.jpg"
    Image.new("CMYK", (4, 4), (255, 0, 0, 0)).save(path)
    with only_image(path) as found:
        assert (found.Filter, found.ColorSpace) == ("/FlateDecode", "/DeviceRGB")
        red, green, blue = found.read_bytes()[:3]
        assert red < 30
        assert min(green, blue) > 200


@pytest.mark.parametrize(
    ("mode", "colour", "space", "pixel"),
    [
        ("RGB", (1, 2, 3), "/DeviceRGB", bytes([1, 2, 3])),
        ("L", 7, "/DeviceGray", bytes([7])),
        ("1", 1, "/DeviceGray", bytes([255])),
        ("P", 3, "/DeviceRGB", None),
        ("I;16", 0x8000, "/DeviceGray", bytes([128])),
        ("RGBA", (1, 2, 3, 255), "/DeviceRGB", bytes([1, 2, 3])),
    ],
)
def test_a_png_becomes_pixels(tmp_path, mode, colour, space, pixel):
    path = tmp_path / "a.png"
    Image.new(mode, (3, 2), colour).save(path)
    with only_image(path) as found:
        assert (found.ColorSpace, int(found.Width), int(found.Height), int(found.BitsPerComponent)) == (space, 3, 2, 8)
        assert "/SMask" not in found
        if pixel is not None:
            assert found.read_bytes() == pixel * 6


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_stands_apart(tmp_path, mode):
    path = tmp_path / "a.png"
    picture = Image.new("RGBA", (2, 1), (9, 8, 7, 0))
    picture.putpixel((1, 0), (9, 8, 7, 255))
    picture.convert(mode).save(path, transparency=0) if mode == "P" else picture.convert(mode).save(path)
    with only_image(path) as found:
        assert found.SMask.ColorSpace == "/DeviceGray"
        assert len(found.SMask.read_bytes()) == 2
        assert 0 in found.SMask.read_bytes()


def test_each_content_is_embedded_once(tmp_path):
    first, second, other = tmp_path / "a.png", tmp_path / "b.png", tmp_path / "c.png"
    Image.new("L", (2, 2), 9).save(first)
    second.write_bytes(first.read_bytes())
    Image.new("L", (2, 2), 10).save(other)
    with drawn(first, second, other, first) as pdf:
        assert sorted(pdf.pages[0].Resources.XObject.keys()) == ["/I1", "/I2"]
        assert sum(isinstance(found, pikepdf.Stream) and "/Width" in found for found in pdf.objects) == 2


def test_the_place_is_the_top_left(tmp_path):
    path = tmp_path / "a.png"
    Image.new("L", (2, 2), 9).save(path)
    drawing = surface()
    with drawing.artifact("decoration"):
        drawing.image(path, 10, 20, 30, 40)
    assert decode.paint(drawing.finish()) == [
        ([], "q"),
        ([30, 0, 0, 40, 10, 340], "cm"),
        (["/I1"], "Do"),
        ([], "Q"),
    ]


def test_other_files_are_refused(tmp_path):
    gif, text, cut, gone = (tmp_path / name for name in ("a.gif", "b.png", "c.png", "d.png"))
    Image.new("L", (2, 2), 9).save(gif)
    text.write_text("no picture", encoding="utf-8")
    Image.effect_noise((64, 64), 50).save(cut)
    cut.write_bytes(cut.read_bytes()[:1000])
    for path in (gif, text, cut, gone):
        with pytest.raises(EnvironmentFailure, match=path.name):
            drawn(path).__enter__()
