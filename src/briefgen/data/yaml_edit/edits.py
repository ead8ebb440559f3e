"""What to replace in a YAML text so that it reads as another tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefgen.data.yaml_edit.places import YamlPlaces
from briefgen.data.yaml_edit.text import Spot, write_beside_dash, write_entry, write_node, write_text
from briefgen.spec.tree import Mapping, Node, Scalar
from briefgen.spec.tree import Sequence as Entries


@dataclass(frozen=True, order=True)
class Edit:
    """Hold what replaces the text between two offsets; `number` orders edits at one offset."""

    begin: int
    end: int
    number: int
    text: str


@dataclass
class Edits:
    """Collect the edits that lead from one tree to the other; `step` is by how many columns a level is indented."""

    text: str
    places: YamlPlaces
    made: list[Edit] = field(default_factory=list["Edit"])
    step: int = 2

    def change(self, present: Mapping, wanted: Mapping) -> None:
        """Note all edits."""
        inner = [part for part in present.values() if isinstance(part, Mapping) and part and not part.flow]
        steps = [next(iter(part)).place.column - 1 for part in inner]
        self.step = next((step for step in steps if step), 2)
        self._mapping(present, wanted, Spot(-self.step, 0, step=self.step))

    def _replace(self, begin: int, end: int, text: str) -> None:
        self.made.append(Edit(begin, end, len(self.made), text))

    def _lift_comments(self, begin: int, end: int) -> None:
        """Keep the comments of a part that goes, in lines of their own above the line where it begins."""
        start = self.places.line_begin(begin)
        lines = self._comment_lines(begin, end)
        if lines:
            self._replace(start, start, "".join(f"{line}\n" for line in lines))

    def _comment_lines(self, begin: int, end: int) -> list[str]:
        line = self.text[self.places.line_begin(begin) : begin]
        margin = line[: len(line) - len(line.lstrip(" "))]
        return [f"{margin}{comment}" for comment in self.places.comments_within(begin, end)]

    def _value(self, present: Node, wanted: Node, spot: Spot, after: int, lead: str = "") -> None:
        """Change a value; `after` is where its colon or dash ends, `lead` what is missing there."""
        if present == wanted:
            return
        if isinstance(present, Mapping) and isinstance(wanted, Mapping) and self._is_open(present) and wanted:
            self._mapping(present, wanted, spot)
        elif isinstance(present, Entries) and isinstance(wanted, Entries) and self._is_open(present) and wanted:
            self._entries(present, wanted, spot, after)
        elif isinstance(present, Scalar) and isinstance(wanted, Scalar) and (present or present.style):
            self._scalar(present, wanted, spot)
        else:
            self._whole(present, wanted, spot, after, lead)

    def _is_open(self, node: Mapping | Entries) -> bool:
        """Say whether single parts of a mapping or list can be changed: there are some, and brackets where inline."""
        return bool(node) and (not node.flow or self.places.is_bracketed(node))

    def _whole(self, present: Node, wanted: Node, spot: Spot, after: int, lead: str = "") -> None:
        end = max(self.places.end(present), after)
        self._lift_comments(after, end)
        before = after - self.places.line_begin(after)
        follows_dash = self.text[after - 1 : after] == "-"
        written = (write_beside_dash if follows_dash else write_node)(wanted, spot, before)
        if not after or self.text[after - 1] in "[{":
            written = written.lstrip()
        rest = self.text[end : end + 1]
        blank = " " if rest and rest not in " \n,]}" else ""
        self._replace(after, end, lead + written + blank)

    def _scalar(self, present: Scalar, wanted: Scalar, spot: Spot) -> None:
        begin, end = self.places.begin(present), self.places.end(present)
        written = write_text(wanted, flow=spot.flow, old=present, indent=max(spot.indent, 0))
        if present.style in ("|", ">") and not written.startswith(present.style):
            self._lift_comments(begin, end)
        self._replace(begin, end, written)

    def _mapping(self, present: Mapping, wanted: Mapping, spot: Spot) -> None:
        keys = list(present)
        kept = [key for key in keys if key in wanted]
        inner = self._inside(present, keys[0], spot)
        if not kept or not self._removable(present, keys, kept):
            begin = self.places.begin(present)
            self._whole(present, wanted, spot, self._gap_before(begin))
            return
        for key in kept:
            colon = self.places.colon(key, present[key])
            after, lead = (colon, "") if colon is not None else (self.places.end(key), ":")
            self._value(present[key], wanted[key], inner, after, lead)
        self._remove(present.flow, [(key, present[key], key in wanted) for key in keys])
        for before, new in _runs(list(wanted), kept):
            texts = [write_entry(key, wanted[key], inner) for key in new]
            if present.flow:
                self._insert_inline(texts, present[before] if before else None, kept[0])
            else:
                self._insert_lines(texts, before, present, kept[0], inner)

    def _inside(self, present: Mapping, first: Scalar, spot: Spot) -> Spot:
        """Return the spot of the values of a mapping."""
        below = replace(spot.below(), flow=spot.flow or present.flow)
        return below if below.flow else replace(below, indent=first.place.column - 1)

    def _gap_before(self, begin: int) -> int:
        """Return where the white space and comments before a part begin: after its colon or dash."""
        spans = {end: first for first, end in self.places.comments}
        while begin:
            if self.text[begin - 1] in " \n":
                begin -= 1
            elif begin in spans:
                begin = spans[begin]
            else:
                break
        return begin

    def _removable(self, node: Mapping, keys: list[Scalar], kept: list[Scalar]) -> bool:
        """Say whether keys can be taken out alone: in a block, one that does not lead its line stands before a kept."""
        return node.flow or all(
            key in kept or self.places.leads_its_line(self.places.begin(key)) or following in kept
            for key, following in zip(keys, [*keys[1:], None], strict=True)
        )

    def _remove(self, flow: bool, parts: Sequence[tuple[Node, Node, bool]]) -> None:
        """Take out the entries that do not stay: (first part, last part, stays)."""
        before: int | None = None
        previous: int | None = None
        for index, (first, last, stays) in enumerate(parts):
            begin, end = self.places.begin(first), self.places.end(last)
            following = self.places.begin(parts[index + 1][0]) if index + 1 < len(parts) else end
            if not stays and flow and before is not None and previous is not None:
                self._lift_comments(previous, end)
                self._replace(previous, end, "")
            elif not stays and (flow or not self.places.leads_its_line(begin)):
                self._lift_comments(begin, following)
                self._replace(begin, following, "")
            elif not stays:
                self._remove_lines(begin, end)
            before = end if stays else before
            previous = end

    def _remove_lines(self, begin: int, end: int) -> None:
        """Take out whole lines, and one of the empty lines where they stood between two."""
        start, stop = self.places.line_begin(begin), self.places.line_end(end)
        comments = self._comment_lines(begin, stop)
        above = self.text[self.places.line_begin(max(start - 1, 0)) : start]
        if not comments and start and not above.strip() and stop < len(self.text):
            line = self.places.line_end(stop + 1)
            stop = stop if self.text[stop:line].strip() else line
        if start:
            # The line break before goes, so that what is put in at the end of either line stands clear of this.
            self._replace(start - 1, stop, "".join(f"\n{line}" for line in comments))
        else:
            self._replace(0, min(stop + 1, len(self.text)), "".join(f"{line}\n" for line in comments))

    def _insert_inline(self, texts: list[str], before: Node | None, first: Node) -> None:
        if before is not None:
            self._replace(self.places.end(before), self.places.end(before), "".join(f", {text}" for text in texts))
        else:
            begin = self.places.begin(first)
            self._replace(begin, begin, "".join(f"{text}, " for text in texts))

    def _insert_lines(
        self, texts: list[str], before: Scalar | None, present: Mapping, first: Scalar, inner: Spot
    ) -> None:
        margin = " " * inner.indent
        apart = "\n" * (1 + self._stand_apart(present, inner.depth))
        begin = self.places.begin(first)
        if before is None and self.places.leads_its_line(begin):
            start = self.places.line_begin(begin)
            self._replace(start, start, "".join(f"{margin}{text}{apart}" for text in texts))
            return
        end = self.places.line_end(self.places.end(present[before if before is not None else first]))
        self._replace(end, end, "".join(f"{apart}{margin}{text}" for text in texts))

    def _stand_apart(self, present: Mapping, depth: int) -> bool:
        """Say whether the entries of a mapping have empty lines between them; new facts have where there is one."""
        keys = list(present)
        if len(keys) == 1:
            return depth == 2
        gap = self.text[self.places.end(present[keys[-2]]) : self.places.begin(keys[-1])]
        return re.search(r"\n[ \t]*\n", gap) is not None

    def _entries(self, present: Entries, wanted: Entries, spot: Spot, after: int) -> None:
        """Change a list: entries alike at its begin and end stay, those between are changed one by one."""
        same = 0
        while same < min(len(present), len(wanted)) and present[same] == wanted[same]:
            same += 1
        tail = 0
        while tail < min(len(present), len(wanted)) - same and present[-1 - tail] == wanted[-1 - tail]:
            tail += 1
        old, new = list(present[same : len(present) - tail]), list(wanted[same : len(wanted) - tail])
        pairs = min(len(old), len(new))
        dashes = [] if present.flow else self._dashes(present)
        firm = all(self.places.leads_its_line(dash) for dash in dashes)
        if len(old) != len(new) and (not firm or not same + tail + pairs):
            self._whole(present, wanted, spot, after)
            return
        inner = self._among(present, spot)
        for index in range(pairs):
            self._value(old[index], new[index], inner, self._gap_before(self.places.begin(old[index])))
        stays = same + pairs
        if present.flow:
            parts = [(entry, entry, not stays <= i < len(present) - tail) for i, entry in enumerate(present)]
            self._remove(True, parts)
        else:
            for index in range(stays, len(present) - tail):
                self._remove_lines(dashes[index], self.places.end(present[index]))
        self._add_entries(present, new[pairs:], stays, dashes, inner)

    def _add_entries(self, present: Entries, new: list[Node], at: int, dashes: list[int], inner: Spot) -> None:
        if not new:
            return
        before = present[at - 1] if at else None
        if present.flow:
            texts = [write_node(entry, inner).strip() for entry in new]
            self._insert_inline(texts, before, present[0])
            return
        margin = " " * (dashes[0] - self.places.line_begin(dashes[0]))
        lines = [f"{margin}-{write_beside_dash(entry, inner, len(margin) + 1)}" for entry in new]
        if before is None:
            start = self.places.line_begin(dashes[0])
            self._replace(start, start, "".join(f"{line}\n" for line in lines))
        else:
            end = self.places.line_end(self.places.end(before))
            self._replace(end, end, "".join(f"\n{line}" for line in lines))

    def _among(self, present: Entries, spot: Spot) -> Spot:
        """Return the spot of the entries of a list."""
        below = replace(spot.below(), flow=spot.flow or present.flow)
        return below if below.flow else replace(below, indent=present.place.column - 1)

    def _dashes(self, present: Entries) -> list[int]:
        """Return where the dash of each entry of a block list stands."""
        dashes: list[int] = []
        reached = self.places.begin(present)
        for entry in present:
            dashes.append(self.places.dash(reached, entry))
            reached = self.places.end(entry)
        return dashes


def _runs(wanted: list[Scalar], kept: list[Scalar]) -> Iterator[tuple[Scalar | None, list[Scalar]]]:
    """Yield the keys that are new, each run with the key that it follows, None at the begin."""
    own = {str(key): key for key in kept}
    before: Scalar | None = None
    run: list[Scalar] = []
    for key in wanted:
        if key not in own:
            run.append(key)
            continue
        if run:
            yield before, run
        before, run = own[key], []
    if run:
        yield before, run
