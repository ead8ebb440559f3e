"""The words of a finished file, paragraph by paragraph, with page and language, read from the file alone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf
from tagged import is_element, kids, sequences

PARAGRAPHS = frozenset({"P", "H1", "H2", "H3", "LI", "Lbl", "LBody", "TD", "TH", "Caption", "Note", "TOCI"})


def flat(text: str) -> str:
    """Return a text without white space, but for what parts two numbers."""
    return re.sub(r"\s+", "", re.sub(r"(?<=[0-9])\s+(?=[0-9])", "\x00", text)).replace("\x00", " ")


@dataclass(frozen=True)
class Words:
    """Hold what one paragraph shows on one page in one language; `page` counts from 1."""

    page: int
    language: str
    text: str


@dataclass(frozen=True)
class PageTexts:
    """Hold all paragraphs of a file in reading order; `furniture` is what no tag names: heads, feet."""

    paragraphs: tuple[Words, ...]
    furniture: tuple[Words, ...]

    def of(self, language: str, page: int = 0) -> str:
        """Return what stands in one language, flattened; of one page, or of all where it is 0."""
        return "\n".join(
            flat(words.text) for words in self.paragraphs if words.language == language and page in (0, words.page)
        )

    @cached_property
    def pages(self) -> int:
        return max(words.page for words in self.paragraphs)

    def all(self, page: int = 0) -> str:
        """Return what stands on a page, or on all, in all languages, flattened."""
        return "\n".join(flat(words.text) for words in self.paragraphs + self.furniture if page in (0, words.page))


def page_texts(data: bytes) -> PageTexts:
    """Read the words of a file by its tags."""
    shown: dict[tuple[int, int], str] = {}
    furniture: list[Words] = []
    for one in sequences(data):
        if one.mcid is None:
            furniture.append(Words(one.page + 1, "", one.text))
        else:
            shown[one.page, one.mcid] = one.text
    with pikepdf.open(io.BytesIO(data)) as document:
        places = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        root = document.Root.StructTreeRoot
        default = str(document.Root.get("/Lang", ""))
        found = list(_below(root, _Inherited(default, 0, None), shown, places))
    joined: dict[tuple[int, int, str], list[str]] = {}
    for paragraph, page, language, text in found:
        joined.setdefault((paragraph, page, language.split("-")[0]), []).append(text)
    made = tuple(Words(page + 1, language, " ".join(texts)) for (_, page, language), texts in joined.items())
    return PageTexts(made, tuple(furniture))


@dataclass(frozen=True)
class _Inherited:
    language: str
    paragraph: int
    page: Any


def _below(
    element: Any, above: _Inherited, shown: dict[tuple[int, int], str], places: dict[Any, int]
) -> Iterator[tuple[int, int, str, str]]:
    language = str(element.get("/Lang", above.language))
    role = str(element.get("/S", "/None"))[1:]
    paragraph = element.objgen[0] if role in PARAGRAPHS else above.paragraph
    page = element.get("/Pg", above.page)
    inherited = _Inherited(language, paragraph, page)
    for kid in kids(element):
        if is_element(kid):
            yield from _below(kid, inherited, shown, places)
        elif isinstance(kid, int):
            number = places[page.objgen]
            yield paragraph, number, language, shown[number, kid]
        elif kid.get("/Type") == "/MCR":
            number = places[kid.get("/Pg", page).objgen]
            yield paragraph, number, language, shown[number, int(kid.MCID)]
