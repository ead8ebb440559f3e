"""YAML read with the exact place of every key and value; whatever could surprise an author is refused.

Every scalar is read as text: 19.4 is "19.4", no is "no". The models decide what a text means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Place, Problem
from briefgen.project import Project
from briefgen.spec.characters import REFUSED, refused_character
from briefgen.spec.not_yaml import explain
from briefgen.spec.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    import yaml

MOST_BYTES = 5_000_000
DEEPEST = 50
HIGHEST_PILE = 30
MOST_TOLD = 20
"""How many refused characters of a file are told."""

_MAYBE_MARKS = re.compile(
    f"[^\0-\u02ff\u2000-\u20cf\u2e80-\u3029\u3030-\u3098\u309b-\ua66e\uac00-\ud7ff\uff00-\uffef]{{{HIGHEST_PILE + 1},}}"
)
"""Runs in which marks can be piled up: no letters of Western, Chinese, Japanese or Korean texts."""

_SAVE_AS_UTF8 = "Save the file as UTF-8 in your editor, and close it before you try again."


def read_yaml(path: Path, project: Project) -> Mapping:
    """Read a file of the project into a tree whose parts know where they stand.

    Text is brought to Unicode form NFC and line ends to one form before it is read; columns count characters.
    Raises AuthorsMistakes where the file is not a YAML mapping in UTF-8, or holds duplicate keys, anchors,
    aliases, tags or several documents; EnvironmentFailure where it cannot be opened.
    """
    name = project.relative(path)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentFailure(f"{name} cannot be read: {error.strerror or error}.") from error
    return read_bytes(content, name)


def read_bytes(content: bytes, name: str) -> Mapping:
    """Read the bytes of a YAML file that problems call `name`; see `read_yaml`."""
    text = _decode(content, name)
    builder = _Builder(name, text)
    builder.build()
    if builder.problems:
        raise AuthorsMistakes(builder.problems)
    root = builder.root
    if root is None or (isinstance(root, Scalar) and not root and not root.style):
        raise _mistake(Place(name), "The file is empty.", "Write its keys, or delete the file.")
    if not isinstance(root, Mapping):
        found = "a list" if isinstance(root, Sequence) else "a text"
        hint = "Begin with a key, such as title:, without a hyphen before it."
        raise _mistake(root.place, f"The file holds {found}; it must hold keys with values.", hint)
    return root


def _mistake(place: Place, message: str, hint: str) -> AuthorsMistakes:
    return AuthorsMistakes([Problem(place, message, hint)])


def _decode(content: bytes, name: str) -> str:
    if len(content) > MOST_BYTES:
        megabytes = MOST_BYTES // 1_000_000
        raise _mistake(Place(name), f"The file is larger than {megabytes} MB.", "Split it into several files.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _mistake(Place(name, 1, 1), "The file is not UTF-8, but UTF-16.", _SAVE_AS_UTF8)
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        bad = error.start
        before = error.object[:bad].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"The file is not UTF-8: the byte {error.object[bad]:02X} cannot stand here."
        raise _mistake(place, message, _SAVE_AS_UTF8) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_piles(text, name)
    text = unicodedata.normalize("NFC", text)
    problems = [
        refused_character(text[found.start()], _place_in(text, found.start(), name))
        for found in islice(REFUSED.finditer(text), MOST_TOLD)
    ]
    if problems:
        raise AuthorsMistakes(problems)
    return text


def _refuse_piles(text: str, name: str) -> None:
    """Refuse more marks on one letter than any writing has (Unicode Standard Annex 15, section 13: Stream-Safe).

    To bring a pile of marks to NFC takes time with the square of its height.
    """
    for found in _MAYBE_MARKS.finditer(text):
        height = 0
        for index in range(found.start(), found.end()):
            height = height + 1 if unicodedata.combining(text[index]) else 0
            if height > HIGHEST_PILE:
                message = f"More than {HIGHEST_PILE} marks stand on one letter here."
                raise _mistake(_place_in(text, index, name), message, "Delete them; no writing needs so many.")


def _place_in(text: str, index: int, name: str) -> Place:
    return Place(name, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


@dataclass
class _Open:
    """Hold a mapping or list whose end is not reached, and the key that waits for its value."""

    node: Mapping | Sequence
    key: Scalar | None = None


@dataclass
class _Builder:
    """Build the tree from the parser's events, without recursion."""

    name: str
    text: str
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list["Problem"])
    _open: list[_Open] = field(default_factory=list["_Open"])

    def build(self) -> None:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            documents = 0
            for event in _events(self.text, loader):
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._say(event, "A second document begins here.", "Delete the line ---, or use two files.")
                        return
                elif isinstance(event, yaml.ScalarEvent):
                    self._refuse_marks(event)
                    self._add(self._scalar(event))
                elif isinstance(event, yaml.MappingStartEvent):
                    self._refuse_marks(event)
                    self._open.append(_Open(Mapping(self._place(event), flow=bool(event.flow_style))))
                elif isinstance(event, yaml.SequenceStartEvent):
                    self._refuse_marks(event)
                    self._open.append(_Open(Sequence(self._place(event), flow=bool(event.flow_style))))
                elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                    self._add(self._open.pop().node)
                elif isinstance(event, yaml.AliasEvent):
                    self._say(
                        event,
                        f"*{event.anchor} is an alias, which briefgen does not follow.",
                        "Write the value out; a text that begins with * must stand in quotes.",
                    )
                    self._add(Scalar("", self._place(event)))
                if len(self._open) > DEEPEST:
                    self._say(
                        event, f"Lists and mappings are nested more than {DEEPEST} deep here.", "Make it flatter."
                    )
                    return
        except yaml.MarkedYAMLError as error:
            self.problems.append(explain(error, self.text, self.name))
        except (yaml.YAMLError, ValueError, OverflowError, IndexError):
            # The scanner's own checks fail in these ways on escapes and directives that mean nothing.
            self.problems.append(
                Problem(Place(self.name), "The file cannot be read as YAML.", "Look for odd \\ marks.")
            )

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name)

    def _say(self, event: yaml.Event, message: str, hint: str) -> None:
        self.problems.append(Problem(self._place(event), message, hint))

    def _refuse_marks(self, event: yaml.NodeEvent) -> None:
        anchor: str | None = event.anchor
        tag: str | None = getattr(event, "tag", None)
        if anchor is not None:
            hint = "Delete it; a text that begins with & must stand in quotes."
            self._say(event, f"&{anchor} is an anchor, which briefgen does not use.", hint)
        if tag is not None:
            hint = "Delete it; a text that begins with ! must stand in quotes."
            self._say(event, f"{tag} is a tag, which briefgen does not use.", hint)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        value: str = event.value
        style: str = event.style or ""
        begin, end = event.start_mark, event.end_mark
        raw = self.text[begin.index : end.index] if begin and end else value
        place = self._place(event)
        if style == '"' and "\\" in raw:
            refused = REFUSED.search(value)
            if refused:
                self.problems.append(refused_character(refused.group(), place))
        cut = not style and end is not None and self.text.startswith(" #", end.index)
        return Scalar(value, place, "" if raw == value else raw, style, cut=cut)

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        inside = self._open[-1]
        if isinstance(inside.node, Sequence):
            inside.node.append(node)
        elif inside.key is None:
            inside.key = self._key(node, inside.node)
        else:
            inside.node[inside.key] = node
            inside.key = None

    def _key(self, node: Node, mapping: Mapping) -> Scalar:
        if not isinstance(node, Scalar):
            hint = "A text that begins with { or [ must stand in quotes."
            self.problems.append(Problem(node.place, "A key must be a word.", hint))
            return Scalar("", node.place)
        if node in mapping:
            first = mapping.key_place(node).line
            where = f"line {first}" if first != node.place.line else "the same line"
            message = f'"{node}" stands twice in one mapping; the first is in {where}.'
            self.problems.append(Problem(node.place, message, "Keep one of the two."))
        return node


def _events(text: str, loader: type[yaml.SafeLoader]) -> Iterator[yaml.Event]:
    import yaml

    return yaml.parse(text, Loader=loader)
