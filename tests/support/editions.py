"""Finished editions of the repository's briefs, each made once in a run of the tests, in folders of the run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from page_marks import Drawn, Glyph, Paint, drawn_lines, marks
from sample_events import EVENT

from briefgen.data.facts import Fact
from briefgen.data.selection import selected
from briefgen.layout.document import Laid
from briefgen.pdf.elements import Element, Mark
from briefgen.pdf.profiles import ProfileName
from briefgen.pipeline.scaffold.sample import sample_texts
from briefgen.pipeline.shared import Shared, read_shared
from briefgen.pipeline.wish import EditionName
from briefgen.project import Project, open_project
from briefgen.spec.brief import Brief

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "samples"
PROGRAM = "from briefgen.cli.main import main; main()"


@dataclass(frozen=True)
class Edition:
    """Hold a finished edition and what it was made from."""

    laid: Laid
    brief: Brief
    shared: Shared
    project: Project

    @property
    def data(self) -> bytes:
        return self.laid.data

    @property
    def tree(self) -> Element:
        return self.laid.tree

    @property
    def pages(self) -> int:
        return self.laid.pages

    @property
    def facts(self) -> dict[str, Fact]:
        return dict(selected(self.shared.store, self.brief.sections, self.brief.audience))

    @cached_property
    def marks(self) -> list[Glyph | Paint]:
        return marks(self.data)

    @cached_property
    def paints(self) -> list[Paint]:
        return [mark for mark in self.marks if isinstance(mark, Paint)]

    @cached_property
    def glyphs(self) -> list[Glyph]:
        return [mark for mark in self.marks if isinstance(mark, Glyph)]

    @cached_property
    def lines(self) -> list[Drawn]:
        return drawn_lines(self.marks)

    def inner(self) -> list[Drawn]:
        """Return the lines of all pages but the cover."""
        return [line for line in self.lines if line.page > 0]

    def page_text(self, page: int) -> str:
        """Return the lines of a page, counted from 1, one below the other."""
        return "\n".join(line.text for line in self.lines if line.page == page - 1)

    @cached_property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def copy_project(folder: Path, *, samples: bool = False, library: bool = False) -> Path:
    """Copy the inputs of a project into a new folder: robotics with what it uses, all of it, or the samples.

    `library`: all briefs and data of the repository. `samples`: the sample project of the tests.
    """
    source = SAMPLES if samples else ROOT
    if samples or library:
        for name in ("briefings", "data", *(("images",) if samples else ())):
            shutil.copytree(source / name, folder / name)
    else:
        for name, text in sample_texts().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    shutil.copy(source / "briefgen.yaml", folder)
    return folder


def small_project(folder: Path) -> Path:
    """Return a project of two briefs that are built quickly: robotics and second."""
    root = copy_project(folder)
    brief = root / "briefings" / "industries" / "robotics.yaml"
    head, _, _ = brief.read_text("utf-8").partition("blocks:")
    text = head + "blocks:\n  - page: {zh: 样例, en: Sample}\n  - lead: {zh: 样例。, en: A sample.}\n"
    brief.write_text(text, "utf-8")
    (root / "briefings" / "second.yaml").write_text(text, "utf-8")
    return root


def make(
    root: Path,
    name: str,
    *,
    language: str | None = None,
    internal: bool = False,
    office: bool = False,
    phone: bool = False,
    attach: bool = False,
    profile: ProfileName | None = None,
    press: bool = False,
    multiple: int = 1,
) -> Edition:
    """Make an edition of a brief of the project at `root`, through all stages before writing."""
    from briefgen.check.finished.verify import verify
    from briefgen.check.preflight import preflight
    from briefgen.layout.document import lay_out
    from briefgen.pipeline.pictures import draw_pictures
    from briefgen.pipeline.wish import Wish, apply, geometry_of, profile_of
    from briefgen.spec.find import find_briefs
    from briefgen.spec.load import load_brief
    from briefgen.theme.load import load_theme

    project = open_project(root, environment={})
    shared = read_shared(project)
    page: EditionName | None = "phone" if phone else "print" if press else "office" if office else None
    wish = Wish("internal" if internal else None, page, language, profile, attach, multiple=multiple)
    brief = apply(wish, load_brief(find_briefs(project)[name], project))
    preflight(brief, shared.store, shared.settings, shared.faces, project)
    theme = load_theme(brief.theme, shared.settings.palette)
    geometry = geometry_of(wish)
    pictures = draw_pictures(brief, shared.store, theme, project.store, width=geometry.width)
    claimed = profile_of(wish, brief)
    laid = lay_out(
        brief, shared.store, shared.settings, theme, shared.faces, pictures, project, claimed,
        geometry=geometry, multiple=multiple,
    )  # fmt: skip
    verify(laid, claimed)
    return Edition(laid, brief, shared, project)


WISHES = {
    "internal": {"internal": True},
    "office": {"office": True},
    "zh": {"language": "zh"},
    "en": {"language": "en"},
    "data": {"attach": True},
    "plain": {"profile": "plain"},
    "ua2": {"profile": "ua2+a4f"},
    "phone": {"phone": True},
    "print": {"press": True},
    "by-4": {"multiple": 4},
}
"""What the words behind the name of an edition mean."""


class Shelf:
    """Make each edition when it is first asked for, by a name such as "robotics" or "long.zh.internal"."""

    def __init__(self, folder: Path) -> None:
        own, samples = copy_project(folder / "own"), copy_project(folder / "samples", samples=True)
        (samples / "briefings" / "event.yaml").write_text(EVENT, "utf-8")
        long = (samples / "briefings" / "long.yaml").read_text("utf-8")
        mirrored = long.replace("sections:", "languages: [en, zh]\nsections:", 1)
        # English leads, so that the wide cells, which the long number needs, stand first.
        mirrored = mirrored.replace("[exhibits, halls, forums, visitors]", "[visitors, exhibits, halls, forums]")
        (samples / "briefings" / "mirrored.yaml").write_text(mirrored, "utf-8")
        reached = copy_project(folder / "reached")
        (reached / "briefgen.yaml").write_text((SAMPLES / "briefgen.yaml").read_text("utf-8"), "utf-8")
        industries = reached / "briefings" / "industries"
        (industries / "robotics.yaml").rename(industries / "robotics-with-contact.yaml")
        self._roots = {"robotics": own, "robotics-with-contact": reached, "": samples}
        self._made: dict[str, Edition] = {}

    def __call__(self, edition: str) -> Edition:
        if edition not in self._made:
            name, *wishes = edition.split(".")
            options: dict[str, Any] = {key: value for wish in wishes for key, value in WISHES[wish].items()}
            self._made[edition] = make(self._roots.get(name, self._roots[""]), name, **options)
        return self._made[edition]


_SHELVES: list[Shelf] = []


def shelf(folder: Path) -> Shelf:
    """Return the one shelf of this run, made in `folder` where there is none yet."""
    if not _SHELVES:
        _SHELVES.append(Shelf(folder))
    return _SHELVES[0]


def briefgen(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    world = {key: value for key, value in os.environ.items() if key != "BRIEFGEN_DEBUG"}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=cwd,
        env={**world, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        check=False,
    )


def marks_of(element: Element) -> list[Mark]:
    """Return the pieces of content in an element, in reading order."""
    found: list[Mark] = []
    for child in element.children:
        found += marks_of(child) if isinstance(child, Element) else [child]
    return found


def letters(text: str) -> Counter[str]:
    """Count the characters of a text without its white space."""
    return Counter("".join(text.split()))
