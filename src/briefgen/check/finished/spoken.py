"""What a screen reader says of an element, piece by piece in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from briefgen.check.finished.announced import announce, voice
from briefgen.check.finished.heads import Cell, grid_of
from briefgen.check.finished.said import Said
from briefgen.language.words import colon, comma

INLINE = frozenset({"Span", "Link", "Reference", "Quote", "Code", "BibEntry", "Annot", "Em", "Strong"})
"""Roles within a line of text; labels are among them where they stand in a text (PDF 2.0)."""
HEADINGS = {f"H{level}": level for level in range(1, 7)}
DESCRIBED = ("Figure", "Formula")


@dataclass(frozen=True)
class Spoken:
    """Hold what is said at once: its role in the structure, the language that it is said in, the words.

    `level`: of a heading, 1 to 6; within lists, their depth, from 1; of a cell, its row, from 1, and 0 in the heads;
    else 0. `shared`: it is said once for listeners of all languages, such as a code or a number.
    """

    role: str
    language: str
    text: str
    level: int = 0
    shared: bool = False


def spoken(root: Said, languages: Sequence[str]) -> Iterator[Spoken]:
    """Yield what is said of a document; announcements of lists and tables are said in each of `languages`."""
    yield from _Speaker(tuple(languages) or (root.language,)).element(root, "P", 0)


@dataclass(frozen=True)
class _Speaker:
    languages: tuple[str, ...]

    def flow(self, node: Said, role: str, level: int) -> Iterator[Spoken]:
        """Say what stands in an element one after the other; text without an element of its own is said as `role`."""
        line: list[Said | str] = []
        for child in node.children:
            if isinstance(child, str) or child.role in INLINE or child.role == "Lbl":
                line.append(child)
                continue
            yield from self.line(line, role, node.language, level)
            line = []
            yield from self.element(child, role, level)
        yield from self.line(line, role, node.language, level)

    def element(self, node: Said, role: str, level: int) -> Iterator[Spoken]:
        """Say an element that is more than a part of a line; `role` is how text that stands in it is said."""
        match node.role:
            case "Figure" | "Formula" if not node.alt:
                yield from self.flow(node, role, level)
            case found if node.alt:
                yield from self.described(node, found if found in DESCRIBED else "P", level)
            case found if found in HEADINGS:
                yield from self.flow(node, found, HEADINGS[found])
            case "L":
                yield from self.list(node, level + 1)
            case "TOC":
                yield from self.flow(node, "TOCI", level + 1)
            case "LI" | "TOCI" | "Note" | "FENote":
                yield from self.labelled(node, "Note" if node.role == "FENote" else node.role, level)
            case "Table":
                yield from self.table(node)
            case "Caption":
                yield from self.flow(node, "Caption", level)
            case _:
                yield from self.flow(node, role, level)

    def described(self, node: Said, role: str, level: int) -> Iterator[Spoken]:
        """Say the description that stands for an element."""
        for language, text in node.alt:
            yield Spoken(role, language, _tidy(text), level)

    def line(self, line: Sequence[Said | str], role: str, language: str, level: int) -> Iterator[Spoken]:
        """Say a line of text: as one piece, or where nothing but parts in several languages stands in it, each of them.

        A line in another language than the text around, or without any letters, is there for listeners of all.
        """
        parts = [(tongue, words) for child in line for tongue, words in _pieces(child) if words.strip()]
        if not parts:
            return
        loose = "".join(words for tongue, words in parts if tongue is None)
        tongues = dict.fromkeys(tongue for tongue, _ in parts if tongue is not None)
        if not tongues or _has_letters(loose):
            whole = _tidy("".join(map(_words, line)))
            yield Spoken(role, language, whole, level, shared=not _has_letters(whole))
            return
        gathered: list[tuple[str, list[str]]] = []
        for found, words in parts:
            tongue = found or (gathered[-1][0] if gathered else next(iter(tongues)))
            if gathered and gathered[-1][0] == tongue:
                gathered[-1][1].append(words)
            else:
                gathered.append((tongue, [words]))
        for tongue, said in gathered:
            words = _tidy("".join(said))
            alone = len(tongues) == 1
            yield Spoken(role, tongue, words, level, shared=alone and (tongue != language or not _has_letters(words)))

    def list(self, node: Said, level: int) -> Iterator[Spoken]:
        """Say a list: its caption, how many items it has, the items."""
        for child in node.elements():
            if child.role == "Caption":
                yield from self.element(child, "P", level - 1)
        items = [one for child in node.elements() if child.role != "Caption" for one in self.element(child, "P", level)]
        yield from self.announced("L", "list", level, items, count=sum(child.role == "LI" for child in node.elements()))
        yield from items

    def labelled(self, node: Said, role: str, level: int) -> Iterator[Spoken]:
        """Say an item or a note: its label together with the first words of each language."""
        labels = list(takewhile(lambda child: isinstance(child, Said) and child.role == "Lbl", node.children))
        label = [one for child in labels if isinstance(child, Said) for one in self.flow(child, role, level)]
        body = list(self.flow(replace(node, children=node.children[len(labels) :]), "P", level))
        count = len(list(takewhile(lambda one: one.role in ("P", "Note") and one.level == level, body)))
        if not count:
            yield from label
            yield from body
            return
        if any(_is_term(one.text) for one in label) and all(one.shared for one in body[:count]):
            # What is said once for all is said behind the label of each language.
            body[:count] = [replace(one, language=own.language, shared=False) for own in label for one in body[:count]]
            count *= len(label)
        for place in {one.language: place for place, one in reversed([*enumerate(body[:count])])}.values():
            first = body[place]
            words = [one.text for one in label if one.language == first.language or one.shared or len(label) == 1]
            between = colon(voice(first.language)) if role == "LI" and any(map(_is_term, words)) else " "
            body[place] = replace(first, role=role, text=between.join([*words, first.text]))
        yield from body

    def table(self, node: Said) -> Iterator[Spoken]:
        """Say a table: caption, size, heads, then each row; before each cell the heads of its column are said."""
        for child in node.elements():
            if child.role == "Caption":
                yield from self.element(child, "P", 0)
        grid = grid_of(node)
        heads = {head: tuple(self.cell(head, 0)) for head in grid.heads}
        found = [one for said in heads.values() for one in said]
        said_rows: list[list[list[Spoken]]] = []
        for number, row in enumerate(grid.rows, start=1):
            said_rows.append([])
            for cell in row:
                above = [one for head in grid.above(cell) for one in heads[head]] if cell.node.role == "TD" else []
                said_rows[-1].append([*self.headed(list(self.cell(cell, number)), above, number)])
            found += [one for said in said_rows[-1] for one in said]
        for language in self.tongues(found):
            # A column that is there for listeners of one language only counts for them alone.
            widths = [
                sum(language in {one.language for one in heard} or any(one.shared for one in heard) for heard in row)
                for row in said_rows
            ]
            columns = max(widths, default=0) or grid.width
            words = announce("table", language, rows=len(grid.rows), columns=columns)
            yield Spoken("Table", language, words, 0)
        yield from found

    def cell(self, cell: Cell, level: int) -> Iterator[Spoken]:
        """Say what stands in a cell, once in each language; the words of a head are there for its language alone."""
        role = cell.node.role
        found = self.described(cell.node, role, level) if cell.node.alt else self.flow(cell.node, role, level)
        gathered: dict[str, Spoken] = {}
        for one in found:
            if one.role not in (role, "P", *DESCRIBED):
                yield one
            elif (before := gathered.get(one.language)) is not None:
                gathered[one.language] = replace(before, text=before.text + comma(voice(one.language)) + one.text)
            else:
                shared = one.shared and not (role == "TH" and _has_letters(one.text))
                gathered[one.language] = replace(one, role=role, level=level, shared=shared)
        yield from gathered.values()

    def headed(self, said: Sequence[Spoken], heads: Sequence[Spoken], row: int) -> Iterator[Spoken]:
        """Say a cell behind its heads; one that is there for all languages behind the head of each."""
        told = dict.fromkeys(one.language for one in heads)
        if not told:
            yield from said
            return
        if not said:
            said = [Spoken("TD", language, announce("blank", language), row) for language in told]
        elif len({one.language for one in said}) == 1:
            said = [replace(one, language=language, shared=False) for language in told for one in said]
        for one in said:
            words = [head.text for head in heads if head.language == one.language]
            yield replace(one, text=colon(voice(one.language)).join([*words, one.text])) if words else one

    def announced(self, role: str, key: str, level: int, content: Sequence[Spoken], **values: int) -> Iterator[Spoken]:
        """Say what begins, in each language of its content."""
        for language in self.tongues(content):
            yield Spoken(role, language, announce(key, language, **values), level)

    def tongues(self, content: Sequence[Spoken]) -> Sequence[str]:
        """Return the languages in which a content is announced."""
        told = {one.language for one in content if not one.shared}
        return [one for one in self.languages if one in told] or self.languages


def _is_term(label: str) -> bool:
    """Say whether a label is a word and not a number, a letter or a bullet."""
    return len(label) > 1 and _has_letters(label)


def _pieces(part: Said | str) -> list[tuple[str | None, str]]:
    """Return a part of a line with its language: what is said in full in several languages is a piece in each."""
    if isinstance(part, str):
        return [(None, part)]
    return [*part.expansion] if len(part.expansion) > 1 else [(part.language, _words(part))]


def _words(part: Said | str) -> str:
    """Return what is said of a part of a line: in full where it is an abbreviation, as described where it has words."""
    if isinstance(part, str):
        return part
    if part.expansion:
        return " ".join(text for _, text in part.expansion)
    if part.alt:
        return " ".join(text for _, text in part.alt)
    return "".join(map(_words, part.children))


def _tidy(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)
