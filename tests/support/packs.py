"""A project with two small briefs and two delegations, and packs made of it in this process; nobody in it exists."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf

from briefgen.deliver.pack.assemble import Made, Wanted, Workshop
from briefgen.project import Project, open_project

MOMENT = {"SOURCE_DATE_EPOCH": "1794787200"}
"""16 November 2026."""
TODAY = date(2026, 11, 16)

SETTINGS = "issuer: {zh: 示例局, en: Sample Office}\nseries: {zh: 示例, en: Samples}\n"
BRIEF = """\
kind: topic
title: {zh: TITLE产业, en: TITLE in Sampleton}
subject: {zh: TITLE产业, en: TITLE}
theme: software
edition: {date: 2026-11-01, number: NUMBER}
sections: [sample]
blocks:
  - page: {zh: 概览, en: At a glance}
  - lead: {zh: '示例数为{count}。', en: 'There are {count} samples.'}
    id: opening
  - page: {zh: 数据, en: Figures}
    id: figures
  - figures: [count, share]
    id: strip
"""
SECTION = """\
section: sample
title: {zh: 示例, en: Sample}
sources:
  s: {title: {zh: 示例来源, en: Sample source}, date: 2026, kind: sample}
facts:
  count:
    name: {zh: 示例数, en: Number of samples}
    value: 5
    unit: {zh: 个, en: sample|samples}
    period: 2025
    source: s
  share:
    name: {zh: 示例占比, en: Share of samples}
    value: 12
    unit: percent
    period: 2025
    source: s
"""
DELEGATION = """\
delegation: NAME
sample: yes
name: {zh: 示例MARK代表团, en: Sample WORD Delegation}
short: {zh: MARK团, en: WORD}
arrival: 2026-11-20
departure: 2026-11-22
briefs: [one, two]
members:
  - name: {zh: 示例MARK甲, en: Sample WORD Alpha}
    title: {zh: 团长, en: Head}
    leader: yes
  - name: {zh: 示例MARK乙, en: Sample WORD Beta}
hosts:
  - name: {zh: 示例接待人, en: Sample Host}
programme:
  - {day: 2026-11-20, time: '18:30', head: {zh: 抵达MARK, en: Arrival of WORD}}
  - {day: 2026-11-21, time: '09:30–11:00', head: {zh: 会谈, en: Meeting}, location: {zh: 会议室, en: Room}}
  - {day: 2026-11-22, head: {zh: 离开, en: Departure}}
talking:
  asks: [{zh: 示例请求, en: A sample request}]
"""
MARKS = {"east": ("赑", "Qwyx"), "west": ("屭", "Zjvk")}
"""What stands in the names of one delegation alone: a character, and letters that stand nowhere else together."""


def delegation_of(name: str) -> str:
    """Return the file of a delegation."""
    mark, word = MARKS[name]
    return DELEGATION.replace("NAME", name).replace("MARK", mark).replace("WORD", word)


def project_of_packs(folder: Path) -> Project:
    """Return a new project with the briefs `one` and `two` and the delegations `east` and `west`."""
    files = {
        "briefgen.yaml": SETTINGS,
        "briefings/one.yaml": BRIEF.replace("TITLE", "Robots").replace("NUMBER", "1"),
        "briefings/two.yaml": BRIEF.replace("TITLE", "Ships").replace("NUMBER", "2"),
        "data/sample.yaml": SECTION,
        **{f"data/delegations/{name}.yaml": delegation_of(name) for name in MARKS},
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return open_project(folder, environment=MOMENT)


def packed(project: Project, name: str = "east", wanted: Wanted | None = None) -> Made:
    """Make a pack as a new run of the program would."""
    return Workshop(project).pack(file_of(project, name), wanted or Wanted())


def file_of(project: Project, name: str = "east") -> Path:
    return project.data / "delegations" / f"{name}.yaml"


def change(path: Path, old: str, new: str) -> None:
    """Change a file of the authors."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def tree_of(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder but locks."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(".lock")
    }


def readable(data: bytes) -> Iterator[str]:
    """Yield all that can be read in a file: its bytes, and of a PDF each stream, each string, what each glyph says."""
    yield data.decode("utf-8", "replace")
    if not data.startswith(b"%PDF"):
        return
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for found in (*pdf.objects, pdf.trailer):
            yield from _strings(found)
            if isinstance(found, pikepdf.Stream):
                try:
                    decoded = found.read_bytes()
                except pikepdf.PdfError:
                    continue
                yield decoded.decode("utf-8", "replace")
                if b"beginbfchar" in decoded or b"beginbfrange" in decoded:
                    codes = re.findall(rb"<([0-9A-Fa-f]{4,})>", decoded)
                    yield "".join(bytes.fromhex(code.decode()).decode("utf-16-be", "replace") for code in codes)


def _strings(found: Any) -> Iterator[str]:
    """Yield the strings in an object, not those of objects that it refers to."""
    if isinstance(found, pikepdf.String):
        yield str(found)
    elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in found.keys():  # noqa: SIM118
            yield from _strings(found[key]) if not _refers(found[key]) else ()
    elif isinstance(found, pikepdf.Array):
        for one in found:
            yield from _strings(one) if not _refers(one) else ()


def _refers(found: Any) -> bool:
    return isinstance(found, pikepdf.Object) and found.is_indirect
