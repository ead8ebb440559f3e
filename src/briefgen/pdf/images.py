"""Pictures from files, as PDF embeds them: JPEG as it is, all else as pixels, with its transparency apart."""

from __future__ import annotations

import hashlib
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import EnvironmentFailure

if TYPE_CHECKING:
    from PIL.Image import Image

HINT = "Save the picture again as PNG or JPEG."
PASSED_ON = {"RGB": "/DeviceRGB", "L": "/DeviceGray"}


@dataclass(frozen=True)
class ImageData:
    """Hold an image ready to be written: size in pixels, data and the filter that undoes it, eight bits a sample.

    `mask` is how opaque each pixel is, compressed, or None.
    """

    width: int
    height: int
    colours: str
    filter: str
    data: bytes
    mask: bytes | None = None


def read_image(content: bytes, path: Path) -> ImageData:
    """Return a PNG or JPEG for embedding.

    Rotation noted in a JPEG is not followed; of an animation the first picture is taken.
    Raise EnvironmentFailure, naming `path`, for other formats, damaged files and absurd sizes.
    """
    import warnings

    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
            image.load()
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise EnvironmentFailure(f"The picture {path} is not a PNG or JPEG that can be read.", HINT) from error
    if image.format == "JPEG" and image.mode in PASSED_ON:
        return ImageData(image.width, image.height, PASSED_ON[image.mode], "/DCTDecode", content)
    return _pixels(image)


def content_key(content: bytes) -> str:
    """Return the name of a file's content, so that the same picture is embedded once."""
    return hashlib.sha256(content).hexdigest()


def _pixels(image: Image) -> ImageData:
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    mask = None
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        opacity = image.getchannel("A")
        if opacity.getextrema() != (255, 255):
            mask = zlib.compress(opacity.tobytes(), 9)
    mode = "L" if image.mode in ("1", "L") else "RGB"
    pixels = image.convert(mode)
    data = zlib.compress(pixels.tobytes(), 9)
    return ImageData(pixels.width, pixels.height, PASSED_ON[mode], "/FlateDecode", data, mask)
