"""Small briefs laid out over the sample project, and the context that their blocks are composed in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from editions import Edition, copy_project, make

from briefgen.layout.citations import cited_sources
from briefgen.layout.context import Context
from briefgen.layout.grid import columns
from briefgen.theme.load import load_theme

HEAD = """\
kind: topic
title: {zh: 示例, en: A sample}
theme: software
edition: {date: 2026-03-05, number: 1}
sections: [sample]
"""


def lay(
    folder: Path,
    blocks: str,
    *,
    head: str = HEAD,
    settings: tuple[str, str] | None = None,
    data: str | None = None,
    language: str | None = None,
    internal: bool = False,
    office: bool = False,
) -> Edition:
    """Lay out a brief of these blocks; `settings` is a text of briefgen.yaml and what stands instead of it.

    `data`: a further section of the name "more".
    """
    root = copy_project(folder / "p", samples=True) if not (folder / "p").exists() else folder / "p"
    (root / "briefings" / "case.yaml").write_text(f"{head}blocks:\n{blocks}", "utf-8")
    if data is not None:
        (root / "data" / "more.yaml").write_text(data, "utf-8")
    if settings is not None:
        path = root / "briefgen.yaml"
        text = path.read_text("utf-8")
        assert settings[0] in text
        path.write_text(text.replace(*settings), "utf-8")
    return make(root, "case", language=language, internal=internal, office=office)


def context_of(edition: Edition, **changes: object) -> Context:
    """Return the context of an edition's blocks, before any page is known."""
    brief = edition.brief
    made = Context(
        brief=brief,
        facts=edition.facts,
        store=edition.shared.store,
        settings=edition.shared.settings,
        theme=load_theme(brief.theme),
        faces=edition.shared.faces,
        project=edition.project,
        columns=columns(brief.languages),
        source_numbers=cited_sources(brief, edition.facts, edition.shared.store),
        figure_numbers={},
        pictures={},
        pages={},
    )
    return replace(made, **changes)  # type: ignore[arg-type]
