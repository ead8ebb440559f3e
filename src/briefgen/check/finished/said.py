"""What an element says, in one form for both the record of the drawing and the finished file, so that they compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import TypeAlias

from briefgen.check.finished.escapes import parts
from briefgen.check.finished.tree import Node, Piece
from briefgen.check.finished.values import Value
from briefgen.pdf.elements import Element, Mark
from briefgen.typeset.kinds import IGNORED

Alternative: TypeAlias = "tuple[str, str]"
"""A language and a description in it."""

_BLANK = dict.fromkeys((*map(ord, IGNORED), *map(ord, " \u00a0\u2002\u2003\u2007\u2009\u202f\u3000")))


@dataclass(frozen=True)
class Said:
    """Hold an element; `language` is the one that its text is in, told by itself or by an element above.

    `files` are the names of attached files, `children` the elements below it and the text of each piece of content.
    """

    role: str
    language: str
    alt: tuple[Alternative, ...] = ()
    title: str | None = None
    expansion: tuple[Alternative, ...] = ()
    scope: str | None = None
    columns: int = 1
    rows: int = 1
    id: str | None = None
    files: tuple[str, ...] = ()
    children: tuple[Said | str, ...] = ()

    @property
    def text(self) -> str:
        """Return all text below, as it is drawn."""
        return "".join([child if isinstance(child, str) else child.text for child in self.children])

    def elements(self) -> Iterator[Said]:
        """Yield the elements directly below."""
        yield from (child for child in self.children if isinstance(child, Said))


def squeezed(text: str) -> str:
    """Return a text without white space and invisible characters, which lines may add or drop."""
    return text.translate(_BLANK)


def whole_text(said: Said) -> str:
    """Return all that is said in the order of reading, squeezed; descriptions stand before what they describe."""
    pieces = [text for _, text in said.alt]
    pieces += [child if isinstance(child, str) else whole_text(child) for child in said.children]
    return squeezed("".join(pieces))


def said_in_record(element: Element, language: str = "") -> Said:
    """Return what was recorded while a document was drawn; elements that say nothing are left out, cells are not.

    `language` is that of the text around.
    """
    return _recorded(element, language, element.telling())


def _recorded(element: Element, language: str, telling: Set[Element]) -> Said:
    inside = element.language or language
    children: list[Said | str] = []
    for child in element.children:
        if isinstance(child, Mark):
            children.append(child.text)
        elif child in telling:
            children.append(_recorded(child, inside, telling))
    return Said(
        role=element.role,
        language=inside,
        alt=tuple((tag, text) for tag, text in (element.alt or {}).items() if text),
        title=element.title or None,
        expansion=_expansion(element.expansion, inside),
        scope=element.scope if element.role == "TH" else None,
        columns=element.columns,
        rows=element.rows,
        id=element.id,
        files=tuple(file.name for file in element.files),
        children=tuple(children),
    )


def _expansion(words: str | Mapping[str, str] | None, language: str) -> tuple[Alternative, ...]:
    told = {language: words} if isinstance(words, str) else words or {}
    return tuple((tag, text) for tag, text in told.items() if text)


def _expansion_in_file(node: Node) -> tuple[Alternative, ...]:
    found = [(tag or node.language, text) for tag, text in parts(node.expansion or "")]
    return tuple((tag, text.strip() if len(found) > 1 else text) for tag, text in found)


def said_in_file(node: Node, files: Mapping[str, str] | None = None) -> Said:
    """Return what an element of a finished file says; `files` gives the names of file specifications by address."""
    scope, columns, rows = (node.attribute("Table", name) for name in ("Scope", "ColSpan", "RowSpan"))
    children: list[Said | str] = []
    for child in node.children:
        if isinstance(child, Node):
            children.append(said_in_file(child, files))
        elif isinstance(child, Piece):
            children.append(child.text)
    return Said(
        role=node.role,
        language=node.language,
        alt=tuple((tag or node.language, text.strip()) for tag, text in parts(node.alt or "")),
        title=node.title,
        expansion=_expansion_in_file(node),
        scope=scope if isinstance(scope, str) else None,
        columns=columns if isinstance(columns, int) else 1,
        rows=rows if isinstance(rows, int) else 1,
        id=node.id,
        files=tuple((files or {}).get(one, "?") for one in _attached(node.entries.get("/AF"))),
        children=tuple(children) if node.actual_text is None else (node.actual_text,),
    )


def _attached(value: Value) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
