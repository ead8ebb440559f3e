"""A project whose brief was reviewed, approved in Chinese, changed, and reviewed again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from editions import copy_project
from page_marks import Drawn, Paint, drawn_lines, marks

from briefgen.deliver.approval.approving import approve
from briefgen.deliver.review.review import Reviewed, review
from briefgen.layout.document import Laid
from briefgen.layout.draft.draft import Draft
from briefgen.pdf.noted import NotedLine
from briefgen.pipeline.shared import Shared, read_shared
from briefgen.project import Project, open_project
from briefgen.theme.tokens import MM

EDGES = 18 * MM, 192 * MM
BAR = 0.7 * MM
OWNER, CLEARED = "示例局", "示例处"
ROBOTICS = Path("briefings") / "industries" / "robotics.yaml"
DATA = Path("data") / "robotics.yaml"


@dataclass(frozen=True)
class Drafts:
    """Hold a made review and what was laid out for it."""

    project: Project
    shared: Shared
    made: Reviewed
    edition: Laid
    laid: Laid
    draft: Draft

    @cached_property
    def data(self) -> bytes:
        return self.made.draft.read_bytes()

    @cached_property
    def marks(self):
        return marks(self.data)

    @cached_property
    def lines(self) -> list[Drawn]:
        return drawn_lines(self.marks)

    def within(self, page: int) -> list[Drawn]:
        """Return the lines of a page, from 0, that stand between the margins."""
        return [line for line in self.lines if line.page == page and line.right > EDGES[0] and line.x < EDGES[1]]

    def numbers(self, page: int, *, right: bool) -> list[tuple[int, float]]:
        """Return the numbers in a margin of a page, each with its baseline, from the top."""
        found = [line for line in self.lines if line.page == page]
        beside = [line for line in found if (line.x > EDGES[1] if right else line.right < EDGES[0])]
        return sorted((int(line.text), line.baseline) for line in beside)

    def bars(self) -> list[Paint]:
        """Return what is painted as wide as a bar in the margins."""
        return [
            one
            for one in self.marks
            if isinstance(one, Paint)
            and abs(one.right - one.left - BAR) < 0.02
            and (one.right < EDGES[0] or one.left > EDGES[1])
        ]

    def noted(self) -> list[NotedLine]:
        return list(self.edition.lines)


def change(root: Path, file: Path, *pairs: tuple[str, str]) -> None:
    text = (root / file).read_text("utf-8")
    for old, new in pairs:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    (root / file).write_text(text, "utf-8")


def project_to_review(folder: Path) -> Path:
    """Return the folder of a project of robotics, one of whose figures has an owner and was cleared."""
    root = copy_project(folder)
    owned = f"    locator: Nanjing achieved revenue of 19.4 billion\n    owner: {OWNER}\n    cleared-by: {CLEARED}\n"
    change(root, DATA, ("    locator: Nanjing achieved revenue of 19.4 billion\n", owned))
    return root


def reviewed(root: Path) -> Drafts:
    """Make the review of robotics, and lay out again what is in it."""
    from briefgen.deliver.review import review as making

    project = open_project(root, environment={"SOURCE_DATE_EPOCH": "1794787200"})
    shared = read_shared(project)
    held: list[tuple[Laid, Laid, Draft]] = []
    before = making.draft_of

    def noted(*arguments, **options):
        found = before(*arguments, **options)
        held.append((found.edition, found.laid, found.draft))
        return found

    making.draft_of = noted
    try:
        made = review(project, root / ROBOTICS)
    finally:
        making.draft_of = before
    return Drafts(project, shared, made, *held[-1])


def approve_in_chinese(drafts: Drafts) -> None:
    approve(drafts.project, drafts.made.edition, ["zh"], "Sample Person, Sample Office")
