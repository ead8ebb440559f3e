"""A delegation of one's own: one file, in which all people are samples."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.errors import UsageMistake
from briefgen.pipeline.scaffold.brief import RESERVED
from briefgen.pipeline.scaffold.files import place_files
from briefgen.pipeline.scaffold.text import SPOKEN, base, filled, literal, told
from briefgen.project import Project, printable

NAMES = {"zh": "代表团名称（示例）", "en": "Name of the Delegation (sample)"}
SHORT = {"zh": "示例团", "en": "Sample"}
IGNORED = """\
# Personal data never enter git; samples, which are invented, may.
*
!*.sample.*
"""
"""What git leaves out of the folder, wherever the project's own list does not say so."""
OFFICE = {"zh": "示例处室", "en": "Sample Division"}


@dataclass(frozen=True)
class NewDelegation:
    """Hold what was added: the delegation's name, and its file with forward slashes."""

    name: str
    file: str


def new_delegation(project: Project, name: str, titles: Sequence[str] = ()) -> NewDelegation:
    """Add a delegation to a project, in the project's languages, that is given the first brief of the project.

    `titles` holds its name such as zh=…, or one for all languages. Raises UsageMistake for a name that cannot be or is
    taken, for a title that lacks a language or cannot be a name, and where there is no brief that could be given;
    EnvironmentFailure where the file cannot be written.
    """
    from briefgen.spec.find import DELEGATIONS, find_briefs
    from briefgen.spec.load import load_settings

    folder = f"{project.data.name}/{DELEGATIONS}"
    _refuse_name(project, name, folder)
    languages = load_settings(project).languages
    briefs = find_briefs(project)
    if not briefs:
        raise UsageMistake("There is no brief that a delegation could be given.", "Add one: briefgen new industry NAME")
    day = datetime.timedelta(days=1)
    spoken = {base(tag) for tag in languages}
    values = {
        **_names(titles, languages),
        **{f"short_{tag}": literal(SHORT[tag]) for tag in SPOKEN},
        "name": name,
        "brief": "robotics" if "robotics" in briefs else next(iter(briefs)),
        "languages": ", ".join(languages[:2]),
        "leading": languages[0],
        "office": " / ".join(OFFICE[tag] for tag in SPOKEN if tag in spoken),
        "embargo": (project.today + 20 * day).isoformat(),
        "arrival": (project.today + 30 * day).isoformat(),
        "departure": (project.today + 32 * day).isoformat(),
    }
    file = f"{folder}/{name}.yaml"
    contents = {file: filled("delegation.yaml", languages, values).encode("utf-8")}
    if not (project.root / folder / ".gitignore").exists():  # the project may be older than delegations
        contents[f"{folder}/.gitignore"] = IGNORED.encode("utf-8")
    place_files(contents, project.root)
    return NewDelegation(name, file)


def _refuse_name(project: Project, name: str, folder: str) -> None:
    from briefgen.spec.find import NAME_PATTERN

    if not NAME_PATTERN.fullmatch(name):
        raise UsageMistake(
            f'"{printable(name)}" cannot be a name: names hold small letters, digits and single hyphens.',
            "Write a name such as nordic or chamber-2026.",
        )
    if RESERVED.fullmatch(name):
        raise UsageMistake(f'No file can be called "{name}" on Windows.', "Choose another name.")
    for file in (f"{folder}/{name}.yaml", f"{folder}/{name}.sample.yaml"):
        if (project.root / file).exists():
            raise UsageMistake(f'There is a delegation "{name}" already: {file}.', "Choose another name.")


def _names(given: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    """Return the value of each name's placeholder; a name that is not given is a sample."""
    from briefgen.spec.names import fault_of_name
    from briefgen.spec.text import Text

    asked = {base(tag): text for tag, text in told("--title", given, languages).items()}
    for text in asked.values():
        if fault := fault_of_name(Text(text)):
            raise UsageMistake(f"--title cannot be the name of a delegation: {fault[0]}", fault[1])
    return {f"title_{tag}": literal(asked.get(tag, NAMES[tag])) for tag in SPOKEN}
