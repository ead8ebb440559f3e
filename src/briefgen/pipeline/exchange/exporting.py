"""Facts out to a workbook or a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import AuthorsMistakes, Place, Problem, UsageMistake
from briefgen.pipeline.files import ELSEWHERE, work_folder, write_whole
from briefgen.project import Project, printable

if TYPE_CHECKING:
    from briefgen.data.exchange.written_facts import WrittenSection
    from briefgen.pipeline.shared import Shared

ENDINGS = (".xlsx", ".csv")


@dataclass(frozen=True)
class Exported:
    """Hold what was written: the file, its size in bytes, and how many facts each section has in it."""

    path: Path
    size: int
    facts: dict[str, int]


def export_facts(
    project: Project, path: Path, *, sections: Sequence[str] = (), brief: str | None = None, force: bool = False
) -> Exported:
    """Write the facts of the named sections, of those of a brief, or of all, one row each.

    Raises UsageMistake for names that are not there, for another ending than .xlsx or .csv, and where the file is there
    already; AuthorsMistakes where the project's facts hold mistakes; EnvironmentFailure where it cannot be written.
    """
    from briefgen.data.exchange.written_facts import read_sections
    from briefgen.pipeline.shared import read_shared

    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UsageMistake(f'A workbook ends in .xlsx, not in "{printable(path.suffix)}".', "Or write a .csv file.")
    refuse_existing(path, force=force)
    shared = read_shared(project)
    written = read_sections(project, shared.settings.languages)
    chosen = [written[name] for name in _chosen(project, shared, written, sections, brief) if written[name].facts]
    if not chosen:
        raise UsageMistake("There are no facts to export.", "Name a section that holds some.")
    data = _csv(chosen) if ending == ".csv" else _workbook(project, chosen)
    with work_folder(project, path.parent, ELSEWHERE) as work:
        write_whole(data, path, work, ELSEWHERE)
    return Exported(path, len(data), {section.id: len(section.facts) for section in chosen})


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise UsageMistake where a file is there already: it may hold what somebody has typed into it."""
    if path.exists() and not force:
        name = printable(str(path))
        raise UsageMistake(f"{name} is there already.", "Choose another name, or write over it with --force.")


def _chosen(
    project: Project,
    shared: Shared,
    written: dict[str, WrittenSection],
    sections: Sequence[str],
    brief: str | None,
) -> list[str]:
    from briefgen.spec.nearest import nearest

    if sections and brief is not None:
        raise UsageMistake("--section and --brief were both given.", "Give one of them.")
    if brief is not None:
        from briefgen.pipeline.batch import choose
        from briefgen.spec.load import load_brief

        (file,) = choose(project, [brief], everything=False).values()
        return [str(name) for name in load_brief(file, project).sections if name in written]
    for name in sections:
        if name not in shared.store.sections:
            raise UsageMistake(f'There is no section "{printable(name)}".', nearest(name, written, ask="Sections"))
    return list(dict.fromkeys(sections or written))


def _workbook(project: Project, chosen: Sequence[WrittenSection]) -> bytes:
    from briefgen.data.exchange.fact_workbook import facts_workbook
    from briefgen.data.exchange.workbook_writer import workbook_bytes
    from briefgen.data.sheets.limits import MOST_BYTES, MOST_CELLS

    book = facts_workbook(chosen, "briefgen facts", project.today)
    data = workbook_bytes(book)
    cells = max(len(sheet.rows) * len(sheet.columns) for sheet in book.sheets)
    if cells > MOST_CELLS or len(data) > MOST_BYTES:
        message = "These are more facts than a workbook may have that is to be read again."
        raise UsageMistake(message, "Export them section by section, with --section.")
    return data


def _csv(chosen: Sequence[WrittenSection]) -> bytes:
    """Return the rows as CSV in UTF-8 with the mark by which Excel knows it (RFC 4180).

    Raises AuthorsMistakes for a text that a spreadsheet program would run as a formula.
    """
    import csv
    import io

    from briefgen.data.exchange.fact_workbook import columns_of, rows_of
    from briefgen.data.exchange.workbook_writer import is_exact_number

    if len(chosen) > 1:
        hint = "Name one with --section, or write a workbook (.xlsx)."
        raise UsageMistake("A CSV file holds one section, and several are meant.", hint)
    facts = chosen[0].facts
    columns = columns_of(fact.row for fact in facts.values())
    rows = rows_of((fact.row for fact in facts.values()), columns)
    problems = [
        Problem(
            fact.name.place if not fact.in_table else Place(fact.name.place.file),
            f'The text "{text[:40]}" would be run as a formula by programs that open CSV files.',
            "Write a workbook (.xlsx), where texts are texts.",
        )
        for fact, row in zip(facts.values(), rows, strict=True)
        for text in row
        if text.startswith(("=", "+", "-", "@")) and not is_exact_number(text)
    ]
    if problems:
        raise AuthorsMistakes(problems)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.head for column in columns])
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")
