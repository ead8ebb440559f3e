"""The colour profile that finished files carry: sRGB (IEC 61966-2-1) as an ICC profile of version 2, made here.

Run it to write srgb.icc anew: `python -m briefgen.pdf.finishing.srgb`.
"""

from __future__ import annotations

import struct
from pathlib import Path

FILE = Path(__file__).with_name("srgb.icc")
STEPS = 1024
DESCRIPTION = "sRGB IEC61966-2.1"
RIGHTS = "Part of briefgen, licensed under the Apache License 2.0."
PRIMARIES = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
D65 = (0.3127, 0.3290)
D50 = (0.9642, 1.0, 0.8249)
BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))

Row = tuple[float, float, float]
Matrix = tuple[Row, Row, Row]


def profile() -> bytes:
    """Return the profile; it is the same on every machine.

    Its primaries are adapted to D50 by the Bradford transform (ICC.1:2001-04, annex E); the curve has 1024 steps.
    """
    curve = struct.pack(">4s4xI", b"curv", STEPS) + b"".join(
        struct.pack(">H", round(65535 * _linear(step / (STEPS - 1)))) for step in range(STEPS)
    )
    columns = tuple(zip(*_primaries(), strict=True))
    name = DESCRIPTION.encode("ascii") + b"\0"
    described = struct.pack(">4s4xI", b"desc", len(name)) + name + bytes(4 + 4 + 2 + 1 + 67)
    parts = {
        b"desc": described,
        b"cprt": struct.pack(">4s4x", b"text") + RIGHTS.encode("ascii") + b"\0",
        b"wtpt": _xyz(D50),
        **{f"{colour}XYZ".encode(): _xyz(column) for colour, column in zip("rgb", columns, strict=True)},
        **{f"{colour}TRC".encode(): curve for colour in "rgb"},
    }
    return _joined(parts)


def _joined(parts: dict[bytes, bytes]) -> bytes:
    """Return header, table of tags and their data; equal data is written once (ICC.1:2001-04, 6.1 and 6.2)."""
    table, data = struct.pack(">I", len(parts)), b""
    start = 128 + 4 + 12 * len(parts)
    places: dict[bytes, int] = {}
    for tag, part in parts.items():
        if part not in places:
            places[part] = start + len(data)
            data += part + bytes(-len(part) % 4)
        table += struct.pack(">4sII", tag, places[part], len(part))
    size = start + len(data)
    header = struct.pack(">I4xI4s4s4s", size, 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + _numbers(D50)
    return header + bytes(128 - len(header)) + table + data


def _linear(value: float) -> float:
    """Return the light of a sample from 0 to 1 (IEC 61966-2-1, 5.2)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _primaries() -> Matrix:
    """Return the matrix from light of red, green and blue to XYZ relative to D50."""
    columns = tuple(_from_chromaticity(*place) for place in PRIMARIES)
    colours = _transposed(columns[0], columns[1], columns[2])
    white = _from_chromaticity(*D65)
    amounts = _applied(_inverse(colours), white)
    scaled = _transposed(*(_scaled(column, amount) for column, amount in zip(columns, amounts, strict=True)))
    there, here = _applied(BRADFORD, white), _applied(BRADFORD, D50)
    gains = (here[0] / there[0], here[1] / there[1], here[2] / there[2])
    adapted = tuple(_scaled(row, gain) for row, gain in zip(BRADFORD, gains, strict=True))
    return _product(_inverse(BRADFORD), _product((adapted[0], adapted[1], adapted[2]), scaled))


def _from_chromaticity(x: float, y: float) -> Row:
    return (x / y, 1.0, (1 - x - y) / y)


def _scaled(row: Row, factor: float) -> Row:
    return (row[0] * factor, row[1] * factor, row[2] * factor)


def _transposed(a: Row, b: Row, c: Row) -> Matrix:
    return ((a[0], b[0], c[0]), (a[1], b[1], c[1]), (a[2], b[2], c[2]))


def _applied(matrix: Matrix, value: Row) -> Row:
    a, b, c = (sum(part * other for part, other in zip(row, value, strict=True)) for row in matrix)
    return (a, b, c)


def _product(first: Matrix, second: Matrix) -> Matrix:
    columns = [_applied(first, column) for column in _transposed(*second)]
    return _transposed(*columns)


def _inverse(m: Matrix) -> Matrix:
    (a, b, c), (d, e, f), (g, h, i) = m
    scale = 1 / (a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g))
    return (
        _scaled((e * i - f * h, c * h - b * i, b * f - c * e), scale),
        _scaled((f * g - d * i, a * i - c * g, c * d - a * f), scale),
        _scaled((d * h - e * g, b * g - a * h, a * e - b * d), scale),
    )


def _xyz(value: Row) -> bytes:
    return struct.pack(">4s4x", b"XYZ ") + _numbers(value)


def _numbers(value: Row) -> bytes:
    """Return numbers as multiples of 1/65536."""
    return struct.pack(">3i", *(round(part * 65536) for part in value))


if __name__ == "__main__":
    FILE.write_bytes(profile())
