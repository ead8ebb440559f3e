"""Blank and stale figures: which there are, and a workbook for each office that is to fill them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.pipeline.exchange.exporting import refuse_existing
from briefgen.pipeline.files import ELSEWHERE, work_folder, write_whole
from briefgen.project import Project

if TYPE_CHECKING:
    from briefgen.data.exchange.gap_workbook import Gap
    from briefgen.data.facts import Fact
    from briefgen.data.tables.table import Table
    from briefgen.pipeline.shared import Shared

NO_OFFICE = "未注明单位 no office"
"""What the workbook of facts without an owner is called."""
LONGEST = 120
"""Bytes of a file's name without its ending: far below what any file system takes."""
_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
"""Names that Windows keeps for devices."""


@dataclass(frozen=True)
class GapFound:
    """Hold a figure that is awaited: who answers for it, since when it is stale ("" where blank), where it stands.

    `fillable` is False where a workbook cannot fill it: it is calculated, or stands in a table file.
    """

    fact: Fact
    since: str
    fillable: bool


@dataclass(frozen=True)
class TableGap:
    """Hold a table of which cells are missing, or that is stale: since when ("" where it is not)."""

    table: Table
    since: str
    missing: int


@dataclass(frozen=True)
class GapsFile:
    """Hold a workbook that was written for an office; "" is none."""

    office: str
    path: Path
    size: int
    facts: int


def find_gaps(project: Project) -> tuple[Shared, tuple[GapFound, ...]]:
    """Return what was read, and the figures that are blank or stale today, by office and in the order of the data.

    A calculated figure is named only where no part of it is a gap. Raises AuthorsMistakes where the data hold mistakes.
    """
    from briefgen.data.freshness import roots_of
    from briefgen.pipeline.shared import read_shared

    shared = read_shared(project)
    facts = shared.store.facts
    roots = {root.id: root for fact in facts.values() if fact.gap for root in roots_of(fact, facts)}
    ordered = sorted((fact for fact in facts.values() if fact.id in roots), key=lambda fact: fact.owner)
    found = [
        GapFound(
            fact,
            fact.valid_until.isoformat() if fact.gap == "stale" and fact.valid_until else "",
            fact.derivation is None and not fact.place.cell,
        )
        for fact in ordered
    ]
    return shared, tuple(found)


def table_gaps(shared: Shared) -> tuple[TableGap, ...]:
    """Return the tables that are stale today or have missing cells, by office and in the order of the data."""
    found = [
        TableGap(
            table,
            table.valid_until.isoformat() if table.stale and table.valid_until else "",
            sum(cell.blank == "missing" for row in table.rows for cell in row.cells),
        )
        for table in shared.store.tables.values()
    ]
    return tuple(sorted((gap for gap in found if gap.since or gap.missing), key=lambda gap: gap.table.owner))


def write_gaps(
    project: Project, shared: Shared, found: Sequence[GapFound], folder: Path, *, force: bool = False
) -> tuple[GapsFile, ...]:
    """Write one workbook for each office into a folder; nothing where there is nothing to fill.

    Raises UsageMistake where one of the files is there already, EnvironmentFailure where they cannot be written.
    """
    from briefgen.data.exchange.gap_workbook import gap_workbook
    from briefgen.data.exchange.workbook_writer import workbook_bytes
    from briefgen.data.exchange.written_facts import read_sections

    if folder.exists() and not folder.is_dir():
        raise UsageMistake(f"{folder} is a file, not a folder.", "Name another folder with --out.")
    sections = read_sections(project, shared.settings.languages)
    rows = {id: fact.row for section in sections.values() for id, fact in section.facts.items()}
    offices: dict[str, list[Gap]] = {}
    for gap in found:
        if gap.fillable:
            offices.setdefault(gap.fact.owner, []).append(_gap(gap, rows, shared.settings.languages))
    paths = [folder / f"{name}.xlsx" for name in file_names(list(offices))]
    for path in paths:
        refuse_existing(path, force=force)
    made: list[GapsFile] = []
    with work_folder(project, folder, ELSEWHERE) as work:
        for (office, gaps), path in zip(offices.items(), paths, strict=True):
            data = workbook_bytes(gap_workbook(gaps, shared.store.sources, office or NO_OFFICE, project.today))
            try:
                write_whole(data, path, work, ELSEWHERE)
            except EnvironmentFailure as error:
                others = ", ".join(file.path.name for file in made) or "none"
                raise EnvironmentFailure(f"{error.message} Written before that: {others}.", error.hint) from error
            made.append(GapsFile(office, path, len(data), len(gaps)))
    return tuple(made)


def file_names(offices: Sequence[str]) -> list[str]:
    """Return a file name, without its ending, for each office: such as Windows takes, each once."""
    used: set[str] = set()
    made: list[str] = []
    for office in offices:
        plain = _REFUSED.sub("_", office).strip(" .") or NO_OFFICE
        if _DEVICES.fullmatch(plain):
            plain = f"_{plain}"
        plain = _cut(plain, LONGEST)
        name, number = plain, 1
        while name.casefold() in used:
            number += 1
            name = f"{_cut(plain, LONGEST - 5)}-{number}"
        used.add(name.casefold())
        made.append(name)
    return made


def _cut(text: str, most: int) -> str:
    return text.encode("utf-8")[:most].decode("utf-8", "ignore").rstrip(" .")


def _gap(gap: GapFound, rows: Mapping[str, Mapping[str, str]], languages: Sequence[str]) -> Gap:
    from briefgen.data.exchange.gap_workbook import Gap
    from briefgen.data.periods import write_period
    from briefgen.language.quantities import phrase

    fact = gap.fact
    time = fact.period or fact.as_of
    told = dict.fromkeys(phrase(fact.quantity, language, "table") for language in languages)
    return Gap(
        id=fact.id,
        section=fact.section,
        row=rows[fact.id],
        blank=not gap.since,
        last_value=" / ".join(told) if gap.since else "",
        last_time=write_period(time) if time is not None and gap.since else "",
        reason=f"有效期至 valid until {gap.since}" if gap.since else "待填报 awaited",
    )
