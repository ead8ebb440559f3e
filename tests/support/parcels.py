"""Small projects with settings of delivery, delegations and packs of a few bytes, for tests of channels."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.deliver.channels.parcel import Means, Parcel
from briefgen.deliver.copies import Copy
from briefgen.project import Project, open_project
from briefgen.spec.load import load_settings

CHINESE = "机器人简报_北欧团_2026-11.pdf"
LONG = "南京市机器人与人工智能产业投资环境及重点企业对接情况综合简报（二〇二六年下半年修订版）_北欧代表团_2026-11.pdf"
ENGLISH = "Nanjing-Robotics-Brief_Nordic_Nov2026.pdf"
NAMES = {"zh": "北欧代表团办公室", "en": "Nordic office"}
TITLES = {"zh": "北欧代表团", "en": "Nordic Delegation"}
SENDER = "desk@example.org"


def project_with(folder: Path, deliver: str, **environment: str) -> Project:
    """Return a project whose `deliver:` holds these lines of YAML."""
    folder.mkdir(parents=True, exist_ok=True)
    body = "".join(f"  {line}\n" for line in deliver.splitlines())
    head = "issuer: {zh: 示例局, en: Sample Office}\nseries: {zh: 简报, en: Briefs}\n"
    (folder / "briefgen.yaml").write_text(f"{head}deliver:\n{body}", "utf-8")
    return open_project(folder, environment=environment)


def means_of(project: Project) -> Means:
    settings = load_settings(project)
    assert settings.deliver is not None
    issuer = {language: text.source for language, text in settings.issuer.items()}
    return Means(project, settings.deliver, issuer)


def copy_of(
    folder: Path, name: str, data: bytes = b"%PDF-1.7 sample", *, brief: str = "robotics", language: str = "zh-en"
) -> Copy:
    """Write a file and return it as a copy; `name` is that for people, and need not be one that a disk can hold."""
    digest = hashlib.sha256(data).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{digest[:12]}.pdf"
    if not path.exists():  # several processes may ask for it at once, and read it meanwhile
        begun = folder / f"{digest[:12]}.{os.getpid()}"
        begun.write_bytes(data)
        begun.replace(path)
    id = hashlib.sha256(f"{brief}{language}{digest}".encode()).hexdigest()[:16]
    edition = f"{brief[:3].upper()}-2026-02"
    return Copy(id, "nordic", brief, edition, language, name, path, digest, len(data), "0" * 64, {"robots": "1" * 64})


def parcel_of(copies: Sequence[Copy], channel: str = "mail", **changes: object) -> Parcel:
    parcel = Parcel("nordic", TITLES, channel, "nordic-office", NAMES, "office@example.net", "en", tuple(copies))
    return replace(parcel, **changes)  # type: ignore[arg-type]


def mail_settings(port: int, *, security: str = "none", more: Mapping[str, str] | None = None, rest: str = "") -> str:
    """Return `mail:` with a server on this machine."""
    host = "localhost" if security != "none" else "127.0.0.1"
    lines = ["mail:", f"  server: {host}", f"  port: {port}", f"  security: {security}"]
    lines += [f"  sender: {{name: {{zh: 示例局, en: Sample Office}}, address: {SENDER}}}"]
    lines += [f"  {key}: {value}" for key, value in (more or {}).items()]
    return "\n".join([*lines, *rest.splitlines()]) + "\n"
