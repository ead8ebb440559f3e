"""The parser of the inline syntax: one pass from left to right, all mistakes of a text together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice

from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.spec.nearest import nearest
from briefgen.spec.pieces import (
    FORMS,
    FactReference,
    NoteReference,
    PageReference,
    PermittedBreak,
    Piece,
    Plain,
    SourceReference,
    Text,
)
from briefgen.spec.tree import Scalar

_WHITE = " \t\n"
_SPECIAL = re.compile(r"[\\{}\[*|]")
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_FACT = re.compile(rf"({_ID})(?:\|([^|]*))?")
_NAMED = re.compile(rf"(source|page):({_ID})")
_NOTE = re.compile(_ID)
_WEB = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f]")
# Presentation forms for vertical setting (Unicode blocks FE10-FE1F and FE30-FE4F); never right in horizontal text.
_VERTICAL = re.compile("[\ufe10-\ufe19\ufe30-\ufe44\ufe47\ufe48]")
_UPRIGHT = {"\ufe10": "，", "\ufe13": "：", "\ufe14": "；", "\ufe15": "！", "\ufe16": "？", "\ufe19": "……"}
MOST_TOLD = 20
"""How many mistakes of one text are told."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def pieces_of(text: Text, *, permitted_breaks: bool) -> tuple[Piece, ...]:
    """Return the pieces of a text; see `text.parse`."""
    source, offsets = _folded(text)
    parser = _Parser(source, lambda index: text.at(offsets[index] if offsets else index), permitted_breaks)
    parser.problems.extend(_refused(text))
    parser.run(0, len(source))
    if parser.problems:
        raise AuthorsMistakes(parser.problems)
    return _spaced(parser.pieces)


def folded(text: Text) -> str:
    """Return the source of a text in one line, with its white space as `text.parse` reads it."""
    return _folded(text)[0]


def _refused(text: Text) -> list[Problem]:
    source = text.source
    problems = [
        Problem(
            text.at(found.start()),
            f"The control character U+{ord(found.group()):04X} stands in the text.",
            "Delete it.",
        )
        for found in islice(_CONTROL.finditer(source), MOST_TOLD)
    ]
    for found in islice(_VERTICAL.finditer(source), MOST_TOLD):
        mark = found.group()
        upright = _UPRIGHT.get(mark) or unicodedata.normalize("NFKC", mark)
        message = f"{mark} (U+{ord(mark):04X}) is a mark for vertical text."
        problems.append(Problem(text.at(found.start()), message, f"Write {upright} instead."))
    paragraph = _PARAGRAPH.search(source.strip())
    if paragraph:
        begin = len(source) - len(source.lstrip()) + paragraph.end()
        message = "A text is one paragraph; this one has an empty line inside."
        problems.append(Problem(text.at(begin), message, "Delete the empty line, or begin another row or block."))
    return problems


def _folded(text: Text) -> tuple[str, list[int] | None]:
    """Return the text with folded white space, and for each character its offset in the source.

    None instead of offsets says that nothing changed.
    """
    source = unicodedata.normalize("NFC", text.source)
    one_line = not (isinstance(text.source, Scalar) and "\n" in text.source.raw)
    if one_line and not re.search(r"  |[\n\t]|^ | $", source):
        return source, None
    breaks = text.source.line_breaks() if isinstance(text.source, Scalar) else frozenset[int]()
    characters: list[str] = []
    offsets: list[int] = []
    index, end = 0, len(source)
    while index < end:
        if source[index] not in _WHITE:
            characters.append(source[index])
            offsets.append(index)
            index += 1
            continue
        start = index
        while index < end and source[index] in _WHITE:
            index += 1
        if start == 0 or index == end:
            continue
        broken = "\n" in source[start:index] or any(offset in breaks for offset in range(start, index))
        if broken and is_wide(source[start - 1]) and is_wide(source[index]):
            continue
        characters.append(" ")
        offsets.append(start)
    return "".join(characters), [*offsets, end]


def is_wide(character: str) -> bool:
    """Say whether a character is as wide as a Han character (Unicode Standard Annex 11: W or F)."""
    return unicodedata.east_asian_width(character) in "WF"


@dataclass
class _Parser:
    """Go through a text; `at` tells the place of an index."""

    source: str
    at: Callable[[int], Place]
    permitted_breaks: bool
    pieces: list[Piece] = field(default_factory=list["Piece"])
    problems: list[Problem] = field(default_factory=list["Problem"])
    strong: bool = False
    link: str | None = None

    def run(self, index: int, end: int) -> None:
        """Read from `index` to `end`; strong text that opens in this stretch must close in it."""
        opened: int | None = None
        before = self.strong
        while index < end:
            found = _SPECIAL.search(self.source, index, end)
            stop = found.start() if found else end
            self._add(self.source[index:stop])
            if found is None:
                break
            index, mark = stop, found.group()
            pair = self.source[index : index + 2] if index + 1 < end else mark
            if mark == "\\":
                if index + 1 == end:
                    self._say(index, "The backslash at the end has nothing to escape.", "Write \\\\ for a backslash.")
                self._add(self.source[index + 1 : index + 2] if index + 1 < end else "")
                index += 2
            elif pair in ("{{", "}}"):
                self._add(mark)
                index += 2
            elif mark == "{":
                index = self._braces(index, end)
            elif mark == "}":
                self._say(index, "This closing brace has no opening one.", "Write }} for a brace in the text.")
                index += 1
            elif pair == "**":
                opened = None if self.strong != before else index
                self.strong = not self.strong
                index += 2
            elif pair == "[^":
                index = self._note(index, end)
            elif mark == "[":
                index = self._bracket(index, end)
            elif mark == "|" and self.permitted_breaks:
                self.pieces.append(PermittedBreak())
                index += 1
            else:
                self._add(mark)
                index += 1
        if opened is not None and self.strong != before:
            self._say(opened, "The strong text that begins here has no end.", "Write ** after it, or \\*\\* for stars.")
        self.strong = before

    def _say(self, index: int, message: str, hint: str) -> None:
        if len(self.problems) < MOST_TOLD:
            self.problems.append(Problem(self.at(index), message, hint))

    def _add(self, text: str) -> None:
        if not text:
            return
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, Plain) and (last.strong, last.link) == (self.strong, self.link):
            self.pieces[-1] = replace(last, text=last.text + text)
        else:
            self.pieces.append(Plain(text, self.strong, self.link))

    def _braces(self, index: int, end: int) -> int:
        close = self.source.find("}", index, end)
        again = self.source.find("{", index + 1, end)
        if close < 0 or 0 <= again < close:
            self._say(index, "This brace is not closed.", "Write } after the name, or {{ for a brace in the text.")
            return index + 1
        if self.link is not None:
            self._say(index, "The text of a link cannot hold a reference.", "Write it before or after the link.")
            return close + 1
        inside = self.source[index + 1 : close]
        place = self.at(index)
        named = _NAMED.fullmatch(inside)
        fact = _FACT.fullmatch(inside)
        if named:
            kind = SourceReference if named[1] == "source" else PageReference
            self.pieces.append(kind(named[2], place))
        elif fact and (fact[2] is None or fact[2] in FORMS):
            self.pieces.append(FactReference(fact[1], fact[2] or "value", self.strong, place))
        elif fact:
            shift = index + 1 + fact.start(2)
            self._say(shift, f'"{fact[2]}" is no form of a fact.', nearest(fact[2], FORMS, ask="Known forms"))
        else:
            hint = "Write {id}, {id|form}, {source:id} or {page:id}; {{ and }} are braces in the text."
            self._say(index, f"{{{inside}}} refers to nothing.", hint)
        return close + 1

    def _note(self, index: int, end: int) -> int:
        close = self.source.find("]", index, end)
        name = self.source[index + 2 : close] if close >= 0 else ""
        if self.link is not None:
            self._say(index, "The text of a link cannot hold a reference.", "Write it before or after the link.")
        elif _NOTE.fullmatch(name):
            self.pieces.append(NoteReference(name, self.at(index)))
        else:
            message = "This note reference is not closed." if close < 0 else f'"{name}" cannot be the name of a note.'
            self._say(index, message, "Write [^name] with a name of notes:, or \\[ for a bracket in the text.")
        return close + 1 if close >= 0 else index + 2

    def _bracket(self, index: int, end: int) -> int:
        """Read a link where one begins here; any other bracket is literal."""
        close = index + 1
        while close < end and self.source[close] not in "[]":
            close += 2 if self.source[close] == "\\" else 1
        if self.link is not None or close >= end or self.source[close : close + 2] != "](":
            self._add("[")
            return index + 1
        depth, stop = 1, close + 2
        while stop < end and depth:
            depth += {"(": 1, ")": -1}.get(self.source[stop], 0)
            stop += 1
        if depth:
            self._say(close + 1, "The address of this link is not closed.", "Write ) after the address.")
            return end
        target = self.source[close + 2 : stop - 1]
        if not (_WEB.fullmatch(target) or _MAIL.fullmatch(target)):
            hint = "Links begin with https://, http:// or mailto:; write \\[ for a bracket in the text."
            self._say(close + 2, f'"{target}" is not an address that a link can have.', hint)
        if not self.source[index + 1 : close].strip():
            self._say(index, "This link has no text.", "Write [text](https://…).")
        self.link = target
        self.run(index + 1, close)
        self.link = None
        return stop


def _spaced(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Move white space around permitted breaks in front of them, and add a space between narrow neighbours."""
    if not any(isinstance(piece, PermittedBreak) for piece in pieces):
        return tuple(pieces)
    made: list[Piece] = []
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if isinstance(piece, Plain):
            text = piece.text
            if isinstance(before, PermittedBreak):
                text = text.lstrip(" ")
            if isinstance(after, PermittedBreak):
                text = text.rstrip(" ")
                following = pieces[index + 2] if index + 2 < len(pieces) else None
                text += " " if text and _needs_space(piece, following) else ""
            if text:
                made.append(replace(piece, text=text))
        elif isinstance(piece, PermittedBreak):
            if before is not None and not isinstance(before, Plain) and _needs_space(before, after):
                made.append(Plain(" "))
            made.append(piece)
        else:
            made.append(piece)
    return tuple(made)


def _needs_space(before: Piece | None, after: Piece | None) -> bool:
    """Say whether the words on both sides of a permitted break are told apart by a space."""
    sides = {_side(before, -1), _side(after, 0)}
    return "narrow" in sides and "wide" not in sides


def _side(piece: Piece | None, index: int) -> str:
    text = piece.text.strip() if isinstance(piece, Plain) else ""
    width = unicodedata.east_asian_width(text[index]) if text else "A"
    return "wide" if width in "WF" else "open" if width == "A" else "narrow"
