"""The colour profile is the one that its script makes, and its colours are those of sRGB."""

import io
import struct

import pikepdf
import pytest
from PIL import Image, ImageCms
from sample_file import sample

from briefgen.pdf.finishing import srgb

# D50 primaries of sRGB as the ICC's own profile has them, in 1/65536.
PRIMARIES = {"rXYZ": (0.4360, 0.2225, 0.0139), "gXYZ": (0.3851, 0.7169, 0.0971), "bXYZ": (0.1431, 0.0606, 0.7141)}


def tags(data: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">I", data, 128)
    entries = (struct.unpack_from(">4sII", data, 132 + 12 * place) for place in range(count))
    return {name.decode(): data[start : start + size] for name, start, size in entries}


def test_the_file_is_what_the_script_makes():
    assert srgb.FILE.read_bytes() == srgb.profile()
    assert len(srgb.profile()) < 3000


def test_the_primaries_are_those_of_srgb():
    found = tags(srgb.profile())
    for name, expected in PRIMARIES.items():
        values = [value / 65536 for value in struct.unpack_from(">3i", found[name], 8)]
        assert values == pytest.approx(expected, abs=2e-4)
    total = [sum(struct.unpack_from(">3i", found[name], 8)[place] for name in PRIMARIES) / 65536 for place in range(3)]
    assert total == pytest.approx(srgb.D50, abs=5e-5)


def test_the_header_says_what_it_is():
    data = srgb.profile()
    assert struct.unpack_from(">I", data)[0] == len(data)
    assert (data[8:10], data[12:24], data[36:40]) == (b"\x02\x10", b"mntrRGB XYZ ", b"acsp")


def test_colours_stay_what_they_are_in_another_srgb():
    """Little CMS takes it, and converts to its own sRGB and Lab without a visible difference."""
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb.profile()))
    assert ImageCms.getProfileDescription(ours).strip() == srgb.DESCRIPTION
    image = Image.new("RGB", (512, 8))
    image.putdata([(n * 7 % 256, n * 31 % 256, n % 256) for n in range(512 * 8)])
    for intent in (ImageCms.Intent.PERCEPTUAL, ImageCms.Intent.RELATIVE_COLORIMETRIC):
        to = ImageCms.profileToProfile(image, ours, ImageCms.createProfile("sRGB"), renderingIntent=intent)
        assert to is not None
        worst = max(abs(a - b) for a, b in zip(image.tobytes(), to.tobytes(), strict=True))
        assert worst <= 1


def test_files_carry_it():
    with pikepdf.open(io.BytesIO(sample())) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert int(intent.DestOutputProfile.N) == 3
        assert intent.DestOutputProfile.read_bytes() == srgb.profile()
