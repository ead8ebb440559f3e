"""The size in pixels of a PNG or JPEG, read from its first bytes."""

from __future__ import annotations

import struct
from pathlib import Path


def image_size(path: Path) -> tuple[int, int]:
    """Return width and height in pixels.

    Raises ValueError where the file is neither PNG (ISO/IEC 15948) nor JPEG (ISO/IEC 10918-1).
    """
    data = path.read_bytes()
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        wide, high = struct.unpack(">II", data[16:24])
        return int(wide), int(high)
    if data[:2] == b"\xff\xd8":
        position = 2
        while position + 9 < len(data) and data[position] == 0xFF:
            marker = data[position + 1]
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                high, wide = struct.unpack(">HH", data[position + 5 : position + 9])
                return int(wide), int(high)
            position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    raise ValueError(f"{path.name} is neither a PNG nor a JPEG picture")
