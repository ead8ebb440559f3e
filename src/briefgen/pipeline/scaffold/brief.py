"""A brief of one's own: a specification and a section of sample facts that build at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from briefgen.errors import UsageMistake
from briefgen.pipeline.scaffold.files import place_files
from briefgen.pipeline.scaffold.text import SPOKEN, base, filled, literal, told
from briefgen.project import Project, printable

if TYPE_CHECKING:
    from briefgen.theme.load import Palette

Kind = Literal["industry", "topic", "event", "visit"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FOLDERS: dict[Kind, str] = {"industry": "industries", "topic": "topics", "event": "events", "visit": "visits"}
THEMES: dict[Kind, str] = {"industry": "software", "topic": "next-gen-ict", "event": "event", "visit": "event"}
"""The theme of a brief whose name is no theme, where none is asked for."""
TITLES: dict[Kind, dict[str, str]] = {
    "industry": {"zh": "产业名称（示例）", "en": "Name of the industry (sample)"},
    "topic": {"zh": "专题名称（示例）", "en": "Title of the topic (sample)"},
    "event": {"zh": "活动名称（示例）", "en": "Name of the event (sample)"},
    "visit": {"zh": "来访交流|简报（示例）", "en": "Brief for a visit (sample)"},
}
RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""What no file can be called on Windows, whatever its ending."""


@dataclass(frozen=True)
class NewBrief:
    """Hold what was added: the brief's name, its file and its data with forward slashes, and its theme."""

    name: str
    kind: Kind
    brief: str
    data: str
    theme: str


def new_brief(
    project: Project, kind: Kind, name: str, titles: Sequence[str] = (), theme: str | None = None
) -> NewBrief:
    """Add a brief and a section of facts to a project, in the project's languages; both files or neither.

    `titles` holds texts such as zh=…, or one for all languages. Raises UsageMistake for a name that cannot be or is
    taken, an unknown theme, and a title that lacks a language; EnvironmentFailure where the files cannot be written.
    """
    from briefgen.spec.load import load_settings
    from briefgen.theme.load import theme_names

    brief, data = f"briefings/{FOLDERS[kind]}/{name}.yaml", f"data/{name}.yaml"
    _refuse_name(project, name, data)
    settings = load_settings(project)
    languages, palette = settings.languages, settings.palette
    chosen = _theme(kind, name, theme, palette)
    values = {
        **_titles(kind, titles, languages),
        "name": name,
        "theme": chosen,
        "themes": ", ".join(theme_names(palette)),
        "languages": ", ".join(languages[:2]),
        "date": project.today.isoformat(),
        "year": f"{project.today.year - 1}",
        "day": f"{project.today.year + 1}-06-18",
    }
    place_files(
        {
            data: filled(f"{kind}-data.yaml", languages, values).encode("utf-8"),
            brief: filled(f"{kind}.yaml", languages, values).encode("utf-8"),
        },
        project.root,
    )
    return NewBrief(name, kind, brief, data, chosen)


def kind_of(word: str) -> Kind:
    """Return the kind of brief that a word names. Raises UsageMistake where it names none."""
    for kind in KINDS:
        if kind == word:
            return kind
    raise UsageMistake(f'"{printable(word)}" is no kind of brief.', f"Kinds: {', '.join(KINDS)}.")


def _refuse_name(project: Project, name: str, data: str) -> None:
    from briefgen.spec.fields import NAME_PATTERN
    from briefgen.spec.find import find_briefs
    from briefgen.spec.meant import lenient_shelf_of

    if not NAME_PATTERN.fullmatch(name):
        raise UsageMistake(
            f'"{printable(name)}" cannot be a name: names hold small letters, digits and single hyphens.',
            "Write a name such as new-materials or forum-2026.",
        )
    if RESERVED.fullmatch(name):
        raise UsageMistake(f'No file can be called "{name}" on Windows.', "Choose another name.")
    files = find_briefs(project)
    if name in files:
        raise UsageMistake(
            f'There is a brief "{name}" already: {project.relative(files[name])}.',
            "Choose another name, or change that one.",
        )
    if name in lenient_shelf_of(files, project).tags:
        raise UsageMistake(f'Briefs have "{name}" as a tag, by which they are named.', "Choose another name.")
    if (project.root / data).exists():
        raise UsageMistake(f'There is a section "{name}" already: {data}.', "Choose another name for the new brief.")


def _theme(kind: Kind, name: str, asked: str | None, palette: Palette) -> str:
    from briefgen.spec.nearest import nearest
    from briefgen.theme.load import theme_names

    themes = theme_names(palette)
    if asked is None:
        return name if name in themes else THEMES[kind]
    if asked not in themes:
        raise UsageMistake(f'There is no theme "{printable(asked)}".', nearest(asked, themes, ask="Themes"))
    return asked


def _titles(kind: Kind, given: Sequence[str], languages: tuple[str, ...]) -> dict[str, str]:
    """Return the value of each title's placeholder; a title that is not given is a sample."""
    asked = {base(tag): text for tag, text in told("--title", given, languages).items()}
    return {f"title_{tag}": literal(asked.get(tag, TITLES[kind][tag]), breaks=True) for tag in SPOKEN}
