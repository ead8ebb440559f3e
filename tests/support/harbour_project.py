"""A project of another office: its own issuer, partners, colours and figures, and English before Chinese."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

SETTINGS = """\
issuer: {en: Harbour Board (sample), zh: 港务委员会（示例）}
series: {en: Harbour Letters, zh: 港口通讯}
logo: pictures/board.png
partners:
  - image: pictures/wide.png
    alt: {en: 'Pilots of the harbour (sample)', zh: 港口引航站（示例）}
  - image: pictures/square.png
    alt: {en: 'Quay school (sample)', zh: 码头学校（示例）}
palette:
  harbour: {code: HARB, main: "#1F5F8B", deep: "#0B2438"}
  robotics: {main: "#7A3B1D", deep: "#2B1409"}
languages: [en, zh]
"""

DATA = """\
section: harbour
title: {en: Harbour, zh: 港口}
sources:
  yearbook:
    title: {en: Yearbook of the harbour, zh: 港口年鉴}
    date: 2025-04
    kind: report
    form: {en: Report, zh: 报告}
facts:
  berths:
    name: {en: Berths in use, zh: 在用泊位}
    unit: {en: berths, zh: 个}
    value: 38
    as-of: 2024-12
    source: yearbook
  income:
    name: {en: Income of the quays, zh: 码头收入}
    unit: CNY
    value: 760000000
    period: 2024
    source: yearbook
"""

BRIEF = """\
kind: topic
title: {en: The quays in figures, zh: 码头数据}
theme: THEME
languages: [en, zh]
edition: {date: 2025-09-30, number: 3}
sections: [harbour]
blocks:
  - page: {en: At a glance, zh: 概览}
  - lead: {en: 'The quays are busy.', zh: 码头繁忙。}
  - figures: [income, berths]
  - sources
"""


def png(wide: int, high: int) -> bytes:
    """Return a grey PNG picture (ISO/IEC 15948)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x80" * wide) * high
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def harbour_project(folder: Path, *, theme: str = "harbour", settings: str = SETTINGS) -> Path:
    """Write the project into a new folder."""
    for name in ("briefings", "data", "pictures"):
        (folder / name).mkdir(parents=True)
    for name, wide, high in (("board", 50, 50), ("wide", 60, 30), ("square", 40, 40)):
        (folder / "pictures" / f"{name}.png").write_bytes(png(wide, high))
    (folder / "briefgen.yaml").write_text(settings, "utf-8")
    (folder / "data" / "harbour.yaml").write_text(DATA, "utf-8")
    (folder / "briefings" / "quays.yaml").write_text(BRIEF.replace("THEME", theme), "utf-8")
    return folder
