"""Copies made out to somebody: one verified base, and for each copy what is personal, added and proved."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.layout.blocks.receiver import Slot
from briefgen.layout.personal import Personal, copy_words, set_parts, slot_of
from briefgen.layout.sheet import greys_of
from briefgen.pdf.personal.frame import Frame, read_frame
from briefgen.pdf.personal.personalise import with_parts

if TYPE_CHECKING:
    from briefgen.layout.context import Context
    from briefgen.pdf.profiles import Profile
    from briefgen.pipeline.shared import Shared
    from briefgen.pipeline.wish import Wish
    from briefgen.project import Project
    from briefgen.spec.brief import Brief
    from briefgen.typeset.faces import FaceSet

__all__ = ("Base", "Personal", "base_of", "build_base", "personalise")


@dataclass(frozen=True)
class Base:
    """Hold a verified file that is made out to nobody, and all that its copies need; it passes between processes.

    `height`: that of its pages, in points.
    """

    name: str
    frame: Frame
    slot: Slot
    height: float
    greys: Mapping[str, float]
    fonts: Path

    @property
    def data(self) -> bytes:
        """Return the file."""
        return self.frame.data

    @cached_property
    def sha256(self) -> str:
        """Return the digest of the file."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the edition, the leading one first."""
        return tuple(self.slot.labels)


def build_base(project: Project, shared: Shared, brief: Brief, wish: Wish) -> Base:
    """Lay out and verify a brief, as it is to be drawn, without the line that says for whom it is.

    Raises AuthorsMistakes with all problems of the brief, VerificationFailure.
    """
    from briefgen.check.finished.verify import verify
    from briefgen.check.preflight import preflight
    from briefgen.pipeline.drawn import drawn
    from briefgen.pipeline.wish import profile_of

    made_out = brief.model_copy(update={"prepared_for": None})
    profile = profile_of(wish, made_out)
    preflight(made_out, shared.store, shared.settings, shared.faces, project)
    laid = drawn(project, shared, made_out, wish, personal=True)
    verify(laid, profile)
    return base_of(laid.context, laid.data, profile)


def base_of(context: Context, data: bytes, profile: Profile) -> Base:
    """Return the base that a verified file is; `context` says with what it was laid out, with `personal` set.

    Of the context only brief, facts, settings, theme, geometry and project are looked at, so that one made anew for a
    kept file will do. Raise RuntimeError for a file without a cover, or one that is encrypted.
    """
    return Base(
        name=context.brief.name,
        frame=read_frame(data, profile, context.languages),
        slot=slot_of(context),
        height=context.geometry.page_height,
        greys=greys_of(context.geometry, context.theme),
        fonts=context.project.fonts,
    )


def personalise(base: Base, personal: Personal) -> bytes:
    """Return a copy made out to somebody, proved to be the verified base and what was meant besides.

    Equal input gives equal bytes. Raises AuthorsMistakes for words that cannot be printed, VerificationFailure.
    """
    from briefgen.check.finished.proof import Meant, prove

    parts = set_parts(base.slot, personal, _faces(base.fonts))
    data = with_parts(base.frame, parts, height=base.height, greys=base.greys)
    words = personal.prepared_for
    meant = Meant(
        copy_id=personal.copy_id,
        labels=base.slot.labels if words else {},
        words={language: words[language] for language in base.languages} if words else {},
        shown=copy_words(personal, base.languages) if personal.visible else "",
        at=base.slot.at,
    )
    prove(base.name, base.data, data, meant)
    return data


@lru_cache(maxsize=4)
def _faces(fonts: Path) -> FaceSet:
    from briefgen.typeset.faces import load_faces

    return load_faces(fonts)
