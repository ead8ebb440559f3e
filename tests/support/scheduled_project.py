"""A project whose files say when things are due; what they say beside that is little, as nobody reads it here."""

from __future__ import annotations

import os
from pathlib import Path

from briefgen.project import Project, open_project

HEAD = "issuer: {zh: 示例, en: Sample}\nseries: {zh: 示例, en: Sample}\n"
LONG_AGO = 1_700_000_000


def write(folder: Path, file: str, text: str) -> Path:
    """Write a file that looks as if it had not been changed for long, so that its state is trusted."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def make(folder: Path, schedule: str = "") -> Project:
    """Make a project; `schedule` is what stands below `schedule:` of its settings."""
    write(folder, "briefgen.yaml", f"{HEAD}schedule:\n{schedule}" if schedule else HEAD)
    (folder / "briefings").mkdir(exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    return open_project(folder)


def brief(folder: Path, name: str, schedule: str, *, below: str = "") -> Path:
    return write(folder, f"briefings/{below}{name}.yaml", f"kind: topic\nschedule: {schedule}\ntitle: x\n")


def delegation(
    folder: Path, name: str, schedule: str, days: str = "arrival: 2026-11-20\ndeparture: 2026-11-23\n"
) -> Path:
    text = f"delegation: {name}\n{days}members:\n  - name: {{zh: 某人, en: Somebody Secret}}\nschedule:\n{schedule}"
    return write(folder, f"data/delegations/{name}.yaml", text)
