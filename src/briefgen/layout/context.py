"""What every block may know while it composes itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefgen.charts.picture import Picture
from briefgen.data.facts import Fact, Store
from briefgen.layout.grid import A4, Column, Geometry, is_han
from briefgen.project import Project
from briefgen.spec.blocks import SourcesBlock
from briefgen.spec.brief import Brief
from briefgen.spec.papers import Paper
from briefgen.spec.settings import Settings
from briefgen.theme.tokens import Theme
from briefgen.typeset.faces import FaceSet
from briefgen.typeset.glyphs import ParagraphStyle, Run
from briefgen.typeset.paragraph import Paragraph

if TYPE_CHECKING:
    from briefgen.layout.draft.draft import Draft
    from briefgen.pdf.attachment import Attachment

LABELS = ("label", "table-name", "quality-label")
"""Roles in which English stands one colour step back beside Chinese; alone it takes the first rank."""


@dataclass(frozen=True)
class Context:
    """Hold the brief and all that its blocks are composed with.

    `pages` tells on which page each block with an id stands, as the last pass found; `source_numbers` and
    `figure_numbers` (by index of the block) count from 1.
    """

    brief: Brief
    facts: Mapping[str, Fact]
    store: Store
    settings: Settings
    theme: Theme
    faces: FaceSet
    project: Project
    columns: Mapping[str, Column]
    source_numbers: Mapping[str, int]
    figure_numbers: Mapping[int, int]
    pictures: Mapping[int, Picture]
    pages: Mapping[str, int]
    geometry: Geometry = A4
    chart_theme: Theme | None = None
    """The theme in whose type scale the words of charts are set; None: `theme`, as on A4."""
    personal: bool = False
    """Whether the cover keeps room for a line that is added to each copy: for whom it is."""
    draft: Draft | None = None
    """What is shown beside the edition where this is a draft of it, which stays in the office."""
    block: int = 0
    """The index of the block that is being composed."""
    attachments: Mapping[int, Attachment] = field(default_factory=dict[int, "Attachment"])
    """The data of charts and tables, by the index of the block, where they are to travel inside the file."""
    paragraphs: dict[tuple[tuple[Run, ...], ParagraphStyle], Paragraph] = field(default_factory=dict[Any, Any])
    """What is set already: a further pass over the pages sets only what changed."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of this edition, the leading one first."""
        return self.brief.languages

    @property
    def internal(self) -> bool:
        """Say whether this edition stays in the office."""
        return self.brief.audience == "internal"

    @property
    def paper(self) -> Paper | None:
        """Return the paper that this is: without a cover, with a code of its own; None for a brief."""
        return self.brief if isinstance(self.brief, Paper) else None

    @property
    def kept(self) -> bool:
        """Say whether each page is marked to stay in the office."""
        return self.internal or (self.paper is not None and self.paper.kept)

    @property
    def front(self) -> int:
        """Return how many pages stand before the content: the cover, which papers do not have."""
        return 0 if self.paper else 1

    @property
    def lists_sources(self) -> bool:
        """Say whether a block of this edition lists the sources, so that their numbers can lead there."""
        return bool(self.source_numbers) and any(isinstance(block, SourcesBlock) for block in self.brief.blocks)

    @property
    def piled(self) -> bool:
        """Say whether languages stand below each other, each over the full width."""
        return self.geometry.piled and len(self.languages) > 1

    def leading(self, role: str, language: str) -> float:
        """Return the distance of lines of a role in a language, in points."""
        share = 1.0 if is_han(language) else self.geometry.latin_leading
        return self.theme.roles[role].leading * share

    def colour(self, token: str) -> str:
        """Return the hex value of a colour token."""
        return self.theme.colour(token)

    def stress(self, language: str) -> int | None:
        """Return the weight of a stressed label: bold in Han, and in Latin where it stands alone; None: as it is."""
        if is_han(language):
            return 700
        return 600 if len(self.languages) == 1 else None

    def style(
        self,
        role: str,
        language: str,
        *,
        weight: int | None = None,
        colour: str | None = None,
    ) -> ParagraphStyle:
        """Return the paragraph style of a role in a language, with weight or colour token replaced where given."""
        row = self.theme.roles[role]
        letter = row.letter(language)
        if colour is None and letter.colour == "ink-2" and role in LABELS and len(self.languages) == 1:
            colour = "ink"
        return ParagraphStyle(
            language=language,
            family=letter.family,
            weight=weight or letter.weight,
            size=letter.size,
            leading=row.leading,
            colour=self.colour(colour or letter.colour),
            display=row.display,
            balance=row.balance,
        )
