"""Bases made of the editions of the shelf, and copies of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from editions import Shelf, copy_project, make, shelf

from briefgen.check.finished.opened import open_finished
from briefgen.check.finished.proof import Meant, proved
from briefgen.check.finished.verify import findings
from briefgen.layout.document import Laid, lay_out
from briefgen.layout.personal import copy_words, set_parts
from briefgen.pdf.elements import Element, Mark
from briefgen.pdf.personal.personalise import changed_objects
from briefgen.pdf.personal.update import updated
from briefgen.pdf.profiles import Profile
from briefgen.pipeline.personal import Base, Personal, build_base, personalise
from briefgen.pipeline.pictures import draw_pictures
from briefgen.pipeline.wish import Wish, geometry_of, profile_of
from briefgen.spec.frozen import Frozen
from briefgen.spec.text import Text
from briefgen.theme.load import load_theme

COPY = "3f2a9c1e0b7d44a6"
WORDS = {"zh": "瑞典皇家工程科学院代表团", "en": "Royal Swedish Academy delegation"}
OTHER = {"zh": "喀麦隆农业部考察组", "en": "Ministry of Agriculture, Cameroon"}
WISHES: Mapping[str, Wish] = {
    "robotics": Wish(),
    "robotics.office": Wish(edition="office"),
    "robotics.phone": Wish(edition="phone"),
    "robotics.print": Wish(edition="print"),
    "robotics.data": Wish(attach=True),
    "robotics.ua2": Wish(profile="ua2+a4f"),
    "robotics.plain": Wish(profile="plain"),
    "robotics.zh": Wish(language="zh"),
    "robotics.en": Wish(language="en"),
    "robotics.phone.zh": Wish(edition="phone", language="zh"),
}
ARCHIVES = {name: "3a" if "data" in name else "4f" if "ua2" in name else "2a" for name in WISHES if "plain" not in name}


@dataclass(frozen=True)
class Case:
    """Hold a base and what it was made of."""

    name: str
    base: Base
    wish: Wish
    profile: Profile
    again: Callable[[Mapping[str, str] | None], Laid]

    def personal(self, words: Mapping[str, str] = WORDS, *, visible: bool = False, copy: str = COPY) -> Personal:
        told = {tag: words[tag.partition("-")[0]] for tag in self.base.languages} if words else {}
        return Personal(copy, told, visible)

    @cached_property
    def copy(self) -> bytes:
        return personalise(self.base, self.personal())

    @cached_property
    def made_out(self) -> Laid:
        """Return the edition laid out anew with the line, as an author would write it into the brief."""
        words = self.personal().prepared_for
        laid = self.again(words)
        return laid if self.profile.tagged else replace(laid, tree=_line_last(laid.tree, words))

    def faults(self, data: bytes) -> list[str]:
        """Return what the full verification says against a copy."""
        return [str(one) for one in findings(open_finished(data), self.made_out, self.profile)]

    def meant(self, personal: Personal | None = None) -> Meant:
        told = personal or self.personal()
        words = told.prepared_for
        shown = copy_words(told, self.base.languages) if told.visible else ""
        labels = dict(self.base.slot.labels) if words else {}
        return Meant(told.copy_id, labels, {tag: words[tag] for tag in labels}, shown, self.base.slot.at)

    def denied(self, data: bytes, personal: Personal | None = None) -> list[str]:
        """Return what the proof says against a copy."""
        return [str(one) for one in proved(self.base.data, data, self.meant(personal))]

    def forged(self, change: Callable[[dict[int, bytes]], None]) -> bytes:
        """Return a copy whose objects were changed, with an identifier that is right for that."""
        from briefgen.typeset.faces import load_faces

        parts = set_parts(self.base.slot, self.personal(), load_faces(self.base.fonts))
        objects = changed_objects(self.base.frame, parts, self.base.height, self.base.greys)
        change(objects)
        return updated(self.base.frame, objects)


def _line_last(tree: Element, words: Mapping[str, str]) -> Element:
    """Return a tree as if the line had been drawn last, since without tags texts are looked for as they were drawn."""
    items = [
        item for item in tree.walk() if item.role == "LI" and any(item.text.endswith(one) for one in words.values())
    ]
    for element in (element for item in items for element in item.walk()):
        element.children[:] = [
            Mark(child.page, child.mcid + 1000, child.text) if isinstance(child, Mark) else child
            for child in element.children
        ]
    return tree


_CASES: dict[str, Case] = {}


def case(folder: Path, name: str) -> Case:
    """Return a base of the run, made once; `folder` takes the shelf where there is none yet."""
    if name not in _CASES:
        brief, _, _ = name.partition(".")
        _CASES[name] = _made(shelf(folder), name, brief)
    return _CASES[name]


def bound_case(folder: Path) -> Case:
    """Return a base of the bound document of the repository."""
    root = copy_project(folder / "library", library=True)
    edition = make(root, "nanjing-prospectus")
    return _of("nanjing-prospectus", edition.project, edition.shared, edition.brief, Wish())


def _made(editions: Shelf, name: str, brief: str) -> Case:
    known = ".".join(part for part in name.split(".") if part in (brief, "zh", "en", "phone", "office", "data"))
    edition = editions(known)
    return _of(name, edition.project, edition.shared, edition.brief, WISHES[name])


def _of(name, project, shared, brief, wish) -> Case:
    def again(words: Mapping[str, str] | None) -> Laid:
        texts = words and Frozen({tag: Text(text, brief.place) for tag, text in words.items()})
        made_out = brief.model_copy(update={"prepared_for": texts})
        theme, geometry = load_theme(brief.theme, shared.settings.palette), geometry_of(wish)
        pictures = draw_pictures(made_out, shared.store, theme, project.store, width=geometry.width)
        profile = profile_of(wish, made_out)
        return lay_out(
            made_out, shared.store, shared.settings, theme, shared.faces, pictures, project, profile, geometry=geometry
        )

    base = build_base(project, shared, brief, wish)
    return Case(name, base, wish, profile_of(wish, brief), again)


__all__ = ("ARCHIVES", "COPY", "OTHER", "WISHES", "WORDS", "Case", "Personal", "bound_case", "case")
