"""What a workbook that came back changes: each cell beside what the sheet showed and beside what is written now.

A cell that is as the sheet showed it changes nothing, whatever has become of the fact since. A cell that was changed
there and in the project too is a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Literal

from briefgen.data.agree import disagreements
from briefgen.data.exchange.fact_sheets import ReturnedFacts, SheetRow
from briefgen.data.exchange.fact_trees import key_of, rank_of, rewritten
from briefgen.data.exchange.fact_workbook import Remembered
from briefgen.data.exchange.written_facts import WrittenFact, WrittenSection
from briefgen.data.fact_rows import ID, tree_of
from briefgen.data.section import FactRecord
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.project import Project
from briefgen.spec import tree
from briefgen.spec.fields import NAME_PATTERN
from briefgen.spec.validate import validate

Prefer = Literal["sheet", "project"]
Kind = Literal["changed", "new", "deleted"]
_TIMES = ("period", "as-of")
_ONCE = ("source", "valid-until", *_TIMES)
"""What must be told anew with a new figure where the old one had it."""
_OF_ONE_FIGURE = ("value", "derive", "unit", "qualifier", *_TIMES, "period-inferred", "scope", "source", "locator")
"""What is true together; half of it from the sheet and half from the project may be true of no figure."""
_NUMBERS = ("value", "value.low", "value.high")
LEAP = 100
"""From how many times as much a new number is asked about; a figure rarely changes so from one period to the next."""
_OF_THE_OLD = ("quality", "caution", "cleared-by", "note")
"""What is said of one value alone, and stays beside a new one only if somebody has looked."""


@dataclass(frozen=True)
class CellChange:
    """Hold one key of a fact by its head, as it is and as it would be; "" is a key that is not written."""

    head: str
    old: str
    new: str


@dataclass(frozen=True)
class FactChange:
    """Hold what changes of one fact; `node` is its new tree, None where it is deleted; `row` its row in the sheet."""

    id: str
    section: str
    kind: Kind
    cells: tuple[CellChange, ...]
    node: tree.Mapping | None
    place: Place
    row: Mapping[str, tree.Scalar]


@dataclass
class Changes:
    """Hold what a workbook changes, what is wrong with it, and what should be looked at.

    `vanished` are facts whose rows are gone from the workbook, `unknown` unchanged rows whose facts are gone from the
    project.
    """

    facts: list[FactChange] = field(default_factory=list["FactChange"])
    problems: list[Problem] = field(default_factory=list["Problem"])
    warnings: list[Problem] = field(default_factory=list["Problem"])
    vanished: list[str] = field(default_factory=list[str])
    unknown: list[str] = field(default_factory=list[str])


def changes_of(
    returned: ReturnedFacts,
    sections: Mapping[str, WrittenSection],
    project: Project,
    languages: tuple[str, ...],
    *,
    prefer: Prefer | None = None,
    delete: bool = False,
) -> Changes:
    """Return what the rows change; each changed fact is validated by itself, with its cells as places.

    `prefer` says whose text stands where both were changed; without it this is a problem. `delete`: facts that stood
    in the workbook and have no row in it any more are deleted.
    """
    return _Comparison(returned, sections, project, languages, prefer).run(delete=delete)


@dataclass
class _Comparison:
    returned: ReturnedFacts
    sections: Mapping[str, WrittenSection]
    project: Project
    languages: tuple[str, ...]
    prefer: Prefer | None
    made: Changes = field(default_factory=Changes)

    def run(self, *, delete: bool) -> Changes:
        self.present = {id: fact for section in self.sections.values() for id, fact in section.facts.items()}
        self.base = self.returned.base
        named = {str(row.name) for row in self.returned.rows}
        self.made.vanished = [id for id in self.base if id not in named and id in self.present]
        homes = self._homes()
        for row in self.returned.rows:
            present, remembered = self.present.get(row.name), self.base.get(row.name)
            if present is not None:
                self._compare(row, present, remembered)
            elif remembered is not None:
                self._gone(row, remembered)
            else:
                self._new(row, homes.get(_sheet_of(row), ""))
        if delete:
            for id in self.made.vanished:
                self._delete(self.present[id])
        return self.made

    def _say(self, place: Place, message: str, hint: str) -> None:
        self.made.problems.append(Problem(place, message, hint))

    def _homes(self) -> dict[tuple[str, str], str]:
        """Return the section that new facts of each sheet belong to: that of its name, else that of all its facts."""
        homes = {_sheet_of(row): row.sheet for row in self.returned.rows if row.sheet in self.sections}
        present = [row for row in self.returned.rows if row.name in self.present and _sheet_of(row) not in homes]
        found: dict[tuple[str, str], set[str]] = {}
        for row in present:
            found.setdefault(_sheet_of(row), set()).add(self.present[row.name].section)
        return homes | {sheet: names.pop() for sheet, names in found.items() if len(names) == 1}

    def _compare(self, row: SheetRow, present: WrittenFact, remembered: Remembered | None) -> None:
        before = remembered.row if remembered is not None else present.row
        shown = remembered.shown if remembered is not None else present.row
        blank = remembered.blank if remembered is not None else frozenset[str]()
        wanted = {
            head: str(cell)
            for head, cell in row.cells.items()
            if head != ID and head not in blank and cell != shown.get(head, "")
        }
        if any(row.cells.get(head) for head in blank):
            if self._is_half_filled(row, before, blank):
                return
            # What is left empty goes too: it belongs to the old figure.
            wanted.update({head: str(row.cells.get(head, "")) for head in sorted(blank)})
        clashes = {
            head for head, text in wanted.items() if present.row.get(head, "") not in (text, before.get(head, ""))
        }
        if clashes and self.prefer is None:
            for head in sorted(clashes):
                self._conflict(row, head, before.get(head, ""), present.row.get(head, ""))
            return
        if clashes and self.prefer == "project":
            kept = clashes | blank if clashes & blank else clashes
            wanted = {head: text for head, text in wanted.items() if head not in kept}
        self._warn_of_halves(row, present, before, wanted)
        self._change(row, present, {**present.row, **wanted})

    def _is_half_filled(self, row: SheetRow, before: Mapping[str, str], blank: frozenset[str]) -> bool:
        """Say what a new figure lacks: its value, and whatever the old one had of time, source and last day."""
        count = len(self.made.problems)
        values = [head for head in blank if key_of(head) == "value"]
        told = {head for head in blank if row.cells.get(head)}
        if values and not told & set(values):
            place = next((row.cells[head].place for head in sorted(values) if head in row.cells), row.name.place)
            self._say(
                place, f'The row of "{row.name}" is filled and has no value.', "Fill the value, or empty the row."
            )
        for head in _ONCE:
            timed = head in _TIMES and told & set(_TIMES)
            if head in blank and before.get(head) and head in row.cells and not row.cells[head] and not timed:
                hint = "Fill it: what stood there belongs to the old figure."
                self._say(row.cells[head].place, f'"{row.name}" has a new figure and no {head} for it.', hint)
        return len(self.made.problems) > count

    def _warn_of_halves(
        self, row: SheetRow, present: WrittenFact, before: Mapping[str, str], wanted: Mapping[str, str]
    ) -> None:
        """Say where the sheet changes one part of a figure and the project has changed another since."""
        heads = [head for head in dict.fromkeys([*before, *present.row, *wanted]) if key_of(head) in _OF_ONE_FIGURE]
        there = [head for head in heads if head not in wanted and present.row.get(head, "") != before.get(head, "")]
        here = [head for head in heads if head in wanted and wanted[head] != present.row.get(head, "")]
        if there and here:
            sentence = (
                f'Of "{row.name}" the project has changed {_listed(there)} since this was written, '
                f"and {_listed(here)} is changed here."
            )
            self.made.warnings.append(Problem(row.name.place, sentence, "Look whether they belong to one figure."))

    def _conflict(self, row: SheetRow, head: str, before: str, now: str) -> None:
        place = row.cells[head].place if head in row.cells else row.name.place
        was, became = _short(before), _short(now)
        self._say(
            place,
            f'"{head}" of "{row.name}" was changed here and in the project: there from {was} to {became}.',
            "Agree on one; --prefer sheet takes the workbook's, --prefer project keeps the project's.",
        )

    def _gone(self, row: SheetRow, remembered: Remembered) -> None:
        changed = any(cell != remembered.shown.get(head, "") for head, cell in row.cells.items() if head != ID)
        if changed and self.prefer != "project":
            hint = "Delete the row, or give it an id of its own for a new fact; --prefer project leaves it out."
            self._say(row.name.place, f'"{row.name}" was deleted from the project since this was written.', hint)
        elif not changed:
            self.made.unknown.append(row.name)

    def _new(self, row: SheetRow, section: str) -> None:
        old = self._renamed(row)
        if not NAME_PATTERN.fullmatch(row.name):
            hint = "Ids hold small letters, digits and single hyphens, such as robotics-h1-revenue."
            self._say(row.name.place, f'"{row.name}" cannot be the id of a fact.', hint)
        elif old is not None:
            hint = f"Write {old} again; an id is changed in the project's files, where briefs name it too."
            self._say(row.name.place, f'The id of "{old}" was changed to "{row.name}".', hint)
        elif not section:
            hint = f"Put its row on the sheet of one section: {', '.join(self.sections)}."
            self._say(row.name.place, f'It is not known which section the new fact "{row.name}" belongs to.', hint)
        else:
            texts = {head: str(row.cells[head]) for head in sorted(row.cells, key=rank_of) if row.cells[head]}
            del texts[ID]
            node = self._validated(row, texts, None)
            if node is not None:
                cells = tuple(CellChange(head, "", text) for head, text in texts.items())
                self.made.facts.append(FactChange(row.name, section, "new", cells, node, row.name.place, row.cells))

    def _renamed(self, row: SheetRow) -> str | None:
        """Return the fact that a new row was, where all its other cells are those of one that has no row now."""
        cells = {head: str(cell) for head, cell in row.cells.items() if head != ID}
        if self.returned.remembers:
            candidates = {id: self.base[id].shown for id in self.made.vanished}
        else:
            named = {str(other.name) for other in self.returned.rows}
            candidates = {id: fact.row for id, fact in self.present.items() if id not in named}
        for id, shown in candidates.items():
            if sum(map(bool, cells.values())) > 1 and all(text == shown.get(head, "") for head, text in cells.items()):
                return id
        return None

    def _delete(self, present: WrittenFact) -> None:
        if self._stands_in_yaml(present, present.name.place):
            cells = tuple(CellChange(head, text, "") for head, text in present.row.items() if head != ID)
            change = FactChange(present.name, present.section, "deleted", cells, None, present.name.place, {})
            self.made.facts.append(change)

    def _stands_in_yaml(self, present: WrittenFact, place: Place) -> bool:
        if present.in_table:
            sentence = f'"{present.name}" stands in a table file, {present.name.place}, which an import does not write.'
            self._say(place, sentence, "Make the change there.")
        return not present.in_table

    def _change(self, row: SheetRow, present: WrittenFact, texts: Mapping[str, str]) -> None:
        heads = dict.fromkeys([*row.cells, *texts, *present.row])
        cells = tuple(
            CellChange(head, present.row.get(head, ""), texts.get(head, ""))
            for head in heads
            if head != ID and texts.get(head, "") != present.row.get(head, "")
        )
        if not cells or not self._stands_in_yaml(present, row.name.place):
            return
        node = self._validated(row, texts, present)
        if node is not None:
            change = FactChange(row.name, present.section, "changed", cells, node, row.name.place, row.cells)
            self.made.facts.append(change)
            self.made.warnings.extend(_of_the_old(row, present, cells))
            self.made.warnings.extend(_leaps(row, cells))

    def _validated(self, row: SheetRow, texts: Mapping[str, str], present: WrittenFact | None) -> tree.Mapping | None:
        """Return the new tree of a fact as it will be written, or None where it is not valid."""
        cells = {
            head: tree.Scalar(text, row.cells[head].place if head in row.cells else row.name.place)
            for head, text in texts.items()
        }
        cells[ID] = row.name
        # Empty cells go along: a language that is missing is told at its own cell.
        empty = {head: cell for head, cell in row.cells.items() if not texts.get(head)}
        try:
            node = tree_of({**{head: tree.Scalar("", cell.place) for head, cell in empty.items()}, **cells})
            record = validate(node, FactRecord, self.project, languages=self.languages)
        except AuthorsMistakes as found:
            self.made.problems.extend(found.problems)
            return None
        wrong = list(disagreements(row.name, record, node))
        self.made.problems.extend(wrong)
        if wrong:
            return None
        return node if present is None else rewritten(present, node)


def _of_the_old(row: SheetRow, present: WrittenFact, cells: tuple[CellChange, ...]) -> Iterator[Problem]:
    """Yield that keys beside a changed value were written for the old one and did not change with it."""
    changed = {key_of(cell.head) for cell in cells}
    stay = {key_of(head) for head in present.row} - changed
    keys = [key for key in _OF_THE_OLD if key in stay]
    if "value" in changed and keys and present.row.get("value") != "missing":
        were, stays = ("was", "stays") if len(keys) == 1 else ("were", "stay")
        sentence = f'The {_listed(keys)} of "{row.name}" {were} written for the old value and {stays}.'
        again = "it" if len(keys) == 1 else "them"
        yield Problem(row.name.place, sentence, f"Read {again} again, and change what no longer holds.")


def _leaps(row: SheetRow, cells: tuple[CellChange, ...]) -> Iterator[Problem]:
    """Yield that a number grew or shrank so much that it may be in another unit, or a percentage as a fraction."""
    for cell in cells:
        old, new = _number(cell.old), _number(cell.new)
        if cell.head in _NUMBERS and old and new and not 1 / LEAP < abs(new / old) < LEAP:
            many, way = (new / old, "times") if abs(new) > abs(old) else (old / new, "times smaller than")
            sentence = f'The {cell.head} of "{row.name}" would be {abs(many):,.0f} {way} the old one.'
            hint = "Values are in base units with every digit: 194亿元 is 19400000000, and 16.5% is 16.5."
            yield Problem(row.cells[cell.head].place if cell.head in row.cells else row.name.place, sentence, hint)


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _sheet_of(row: SheetRow) -> tuple[str, str]:
    """Return the file and sheet of a row; several files may have sheets of one name, CSV files all the empty one."""
    return row.name.place.file, row.sheet


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _short(text: str) -> str:
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return f'"{shown}"' if shown else "nothing"
