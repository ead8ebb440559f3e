"""Projects, copies and recipients with which ledgers are tried; invented throughout."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from briefgen.deliver.copies import Copy
from briefgen.deliver.ledger.records import Planned
from briefgen.project import Project, open_project

SETTINGS = "issuer: {zh: 港务委员会（示例）, en: Harbour Board (sample)}\nseries: {zh: 样例, en: Sample}\n"


def ledger_project(folder: Path) -> Project:
    """Return a project without anything in it, at a fixed moment: 2026-01-01."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "briefgen.yaml").write_text(SETTINGS, "utf-8")
    return open_project(folder, environment={"SOURCE_DATE_EPOCH": "1767225600"})


def copy_of(
    brief: str = "one",
    number: int = 1,
    *,
    delegation: str = "nordic",
    language: str = "zh-en",
    facts: Mapping[str, str] | None = None,
    bytes_of: str = "",
) -> Copy:
    """Return a finished file that is nowhere; `bytes_of` tells the same copy in other bytes."""
    words = f"{delegation} {brief} {number} {language}"
    id = hashlib.sha256(words.encode()).hexdigest()[:16]
    sha256 = hashlib.sha256(f"{words} {bytes_of}".encode()).hexdigest()
    name = f"{brief}-{number}.pdf"
    path = Path("dist") / name
    edition = f"{brief.upper()}-2026-{number:02d}"
    said = facts if facts is not None else {"income": f"{number}", "berths": "same"}
    return Copy(id, delegation, brief, edition, language, name, path, sha256, 1000 + number, sha256, said)


def planned(copy: Copy, recipient: str = "office", channel: str = "mail") -> Planned:
    """Return the plan to send a copy to somebody."""
    return Planned(copy.id, recipient, f"{recipient}@example.org", "en", channel)
