"""A project of one's own: settings, the sample brief with its data, and what an editor needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import UsageMistake
from briefgen.pipeline.scaffold.files import place_folder, refuse_taken
from briefgen.pipeline.scaffold.sample import SAMPLE_BRIEF, sample_texts
from briefgen.pipeline.scaffold.text import SPOKEN, filled, literal, told
from briefgen.project import SETTINGS

NO_ISSUER = {"zh": "发布单位名称（示例）", "en": "Issuing Office Name (sample)"}
IGNORED = """\
dist/
.briefgen/
# Personal data never enter git; samples, which are invented, may.
data/delegations/*
!data/delegations/*.sample.*
/ledger/
/packs/
/out/
/by-hand/
/hand-over/
# Nor do keys with which files are signed.
*.p12
*.pfx
"""
"""What git leaves out of a project."""
_LANGUAGES = re.compile(r"^languages: .*$", re.MULTILINE)


@dataclass(frozen=True)
class NewProject:
    """Hold what was made: the folder, its files with forward slashes, and its languages."""

    folder: Path
    files: tuple[str, ...]
    languages: tuple[str, ...]


def new_project(target: Path, languages: Sequence[str] = SPOKEN, issuer: Sequence[str] = ()) -> NewProject:
    """Make a small project that builds, in a new or empty folder; the leading language is named first.

    `issuer` holds texts such as zh=…, or one for all languages. Raises UsageMistake for a language that the sample
    is not written in, an issuer that lacks a language, and a folder that is not empty; EnvironmentFailure where the
    folder cannot be written, which then stays as it was.
    """
    chosen = _chosen(languages)
    issuers = told("--issuer", issuer, chosen) or {tag: NO_ISSUER[tag] for tag in chosen}
    refuse_taken(target)
    contents = _schemas() | {name: text.encode("utf-8") for name, text in _texts(chosen, issuers).items()}
    place_folder(contents, target)
    return NewProject(target, tuple(sorted(contents)), chosen)


def _chosen(languages: Sequence[str]) -> tuple[str, ...]:
    for tag in languages:
        if tag not in SPOKEN:
            raise UsageMistake(
                f'A new project cannot be in "{tag}": its sample is written in {" and ".join(SPOKEN)}.',
                f"Write --languages {','.join(SPOKEN)}, or one of them; other tags can be set in {SETTINGS} later.",
            )
    if not languages or len(set(languages)) < len(languages):
        raise UsageMistake("--languages names each language once.", f"Write --languages {','.join(SPOKEN)}.")
    return tuple(languages)


def _texts(languages: tuple[str, ...], issuers: dict[str, str]) -> dict[str, str]:
    named = {f"issuer_{tag}": literal(issuers.get(tag, NO_ISSUER[tag])) for tag in SPOKEN}
    values = {**named, "languages": ", ".join(languages)}
    texts = {
        SETTINGS: filled("settings.yaml", languages, values),
        ".gitignore": IGNORED,
        "README.md": "\n".join((filled(f"readme-{tag}.md", (tag,), {})) for tag in languages),
    }
    banner = filled("sample-banner.yaml", languages, {})
    for name, text in sample_texts().items():
        first, _, rest = text.partition("\n")
        texts[name] = f"{first}\n{banner}{rest}"
    line = f"languages: [{', '.join(languages)}]"
    texts[SAMPLE_BRIEF] = _LANGUAGES.sub(line, texts[SAMPLE_BRIEF], count=1)
    return texts


def _schemas() -> dict[str, bytes]:
    from briefgen.pipeline.schemas import FOLDER, schemas

    return {f"{FOLDER}/{name}": content for name, content in schemas().items()}
