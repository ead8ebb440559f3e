"""`briefgen facts`: facts out to workbooks, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from briefgen.cli.columns import aligned
from briefgen.cli.completion import brief_names, section_names
from briefgen.cli.messages import counted, size
from briefgen.cli.report import Report, as_object, reporting
from briefgen.cli.session import Session
from briefgen.errors import UsageMistake

if TYPE_CHECKING:
    from briefgen.data.exchange.fact_changes import CellChange, FactChange
    from briefgen.pipeline.exchange.gaps import GapFound, TableGap
    from briefgen.pipeline.exchange.importing import Imported

_LONGEST = 60
"""Characters of a text that are shown."""


@click.group()
def facts() -> None:
    """Take facts out to workbooks, and bring them back."""


@facts.command("export")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xlsx")
@click.option(
    "--section",
    "sections",
    multiple=True,
    metavar="NAME",
    help="This section only; can be given again.",
    shell_complete=section_names,
)
@click.option("--brief", metavar="NAME", help="The sections of this brief only.", shell_complete=brief_names)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@reporting
@click.pass_obj
def export_(session: Session, file: Path, sections: tuple[str, ...], brief: str | None, force: bool) -> None:
    """Write facts to a workbook: a sheet for each section, a row for each fact, nothing left out.

    A file that ends in .csv is written as CSV; it holds one section.
    """
    from briefgen.pipeline.exchange.exporting import export_facts
    from briefgen.project import printable

    project = session.project()
    made = export_facts(project, file.absolute(), sections=sections, brief=brief, force=force)
    count, name = sum(made.facts.values()), printable(str(file))
    report = session.report
    report.say(f"{name}  ({counted(count, 'fact')}, {size(made.size)})")
    for section, number in made.facts.items():
        report.detail(f"  {section}: {counted(number, 'fact')}")
    report.record(status="written", path=name, size=made.size, facts=made.facts, problems=[])


@facts.command("import")
@click.argument("files", type=click.Path(path_type=Path), metavar="FILE.xlsx...", nargs=-1, required=True)
@click.option("--apply", is_flag=True, help="Write what changes; without this it is only shown.")
@click.option(
    "--prefer",
    type=click.Choice(["sheet", "project"]),
    help="What stands where the workbook and the project were both changed; without this, that is a problem.",
)
@click.option("--delete", is_flag=True, help="Delete the facts whose rows are no longer in the workbook.")
@reporting
@click.pass_obj
def import_(
    session: Session, files: tuple[Path, ...], apply: bool, prefer: Literal["sheet", "project"] | None, delete: bool
) -> None:
    """Show what workbooks would change, by fact; with --apply, write it into the files of data/.

    Workbooks given together are brought in together, as where figures of several offices are calculated with. Every
    row is checked as the files are, and nothing is written if anything is wrong. Comments, order and everything that
    does not change stay as they are.
    """
    from briefgen.pipeline.exchange.importing import import_facts

    project = session.project()
    found = import_facts(project, *(file.absolute() for file in files), apply=apply, prefer=prefer, delete=delete)
    report = session.report
    _tell_changes(found, report)
    report.problems(found.warnings, "warning")
    if not delete and found.vanished:
        names = ", ".join(found.vanished)
        report.say(f"Not in the workbook any more, and kept: {names}. Give --delete to delete them.")
    if found.unknown:
        names = ", ".join(found.unknown)
        report.say(f"In the workbook, and not in this project any more: {names}. Their rows are left alone.")
    for sheet in found.ignored:
        report.detail(f"The sheet {sheet} holds no facts.")
    if not found.remembers:
        report.detail("A workbook does not tell what it was made from: its rows are compared with the project alone.")
    report.say(_summary(found))
    status = "applied" if found.written else "shown"
    problems = [as_object(warning, "warning") for warning in found.warnings]
    report.record(
        status=status,
        changes=len(found.changes),
        files=[*found.files.values()],
        vanished=[*found.vanished],
        problems=problems,
    )


@facts.command("gaps")
@click.option("--by", type=click.Choice(["office"]), help="Write a workbook for each office that answers for some.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write them here; default: gaps/.")
@click.option("--force", is_flag=True, help="Write over workbooks that are there.")
@reporting
@click.pass_obj
def gaps(session: Session, by: str | None, out: Path | None, force: bool) -> None:
    """List the figures that are blank or stale; with --by office, write the workbooks in which offices fill them.

    Units and scopes are fixed in these. What comes back goes in by `briefgen facts import`. Tables that are stale, or
    have missing cells, are listed too; they are filled in their own files.
    """
    from briefgen.pipeline.exchange.gaps import find_gaps, table_gaps, write_gaps

    if by is None and (out is not None or force):
        raise UsageMistake("--out and --force are for workbooks.", "Add --by office.")
    project = session.project()
    report = session.report
    shared, found = find_gaps(project)
    tables = table_gaps(shared)
    if not found and (by is not None or not tables):
        report.say("Nothing is missing: no figure is blank or stale.")
        report.record(status="ok", gaps=0, problems=[])
        return
    if by is None:
        _tell_gaps(found, tables, report)
        return
    folder = out.absolute() if out is not None else project.root / "gaps"
    for file in write_gaps(project, shared, found, folder, force=force):
        name = project.relative(file.path)
        report.say(f"{name}  ({counted(file.facts, 'fact')}, {size(file.size)})")
        report.record(status="written", office=file.office, path=name, facts=file.facts, size=file.size, problems=[])
    for gap in found:
        if not gap.fillable:
            report.say(f"{gap.fact.id} is in no workbook: {_why_not(gap)}.")
            report.record(status="left-out", fact=gap.fact.id, office=gap.fact.owner, problems=[])


def _tell_changes(found: Imported, report: Report) -> None:
    for section, file in found.files.items():
        report.say(file)
        for change in found.changes:
            if change.section == section:
                _tell_change(change, found, report)
    for change in found.changes:
        report.record(
            status="applied" if found.written else "shown",
            fact=change.id,
            file=found.files[change.section],
            change=change.kind,
            keys=[{"key": cell.head, "old": cell.old, "new": cell.new} for cell in change.cells],
            printed={tag: {"old": said.old, "new": said.new} for tag, said in found.printed[change.id].items()},
            problems=[],
        )


def _tell_change(change: FactChange, found: Imported, report: Report) -> None:
    remark = {"changed": "", "new": "  (new)", "deleted": "  (deleted)"}[change.kind]
    report.say(f"  {change.id}{remark}")
    for cell in change.cells if change.kind == "changed" else ():
        report.say(f"    {cell.head}: {_shown(cell, 'old')} → {_shown(cell, 'new')}")
    said = [value for value in found.printed[change.id].values() if value.old != value.new]
    if said:
        told = "; ".join(f"{value.old or '–'} → {value.new or '–'}" for value in said)
        report.say(f"    printed: {told}")


def _shown(cell: CellChange, which: Literal["old", "new"]) -> str:
    text: str = getattr(cell, which).replace("\n", " ¶ ")
    if not text:
        return "(none)"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _summary(found: Imported) -> str:
    if not found.changes:
        return "Nothing changes."
    kinds = [(kind, sum(change.kind == kind for change in found.changes)) for kind in ("changed", "new", "deleted")]
    told = ", ".join(f"{number} {kind}" for kind, number in kinds if number)
    where = counted(len(found.files), "file")
    return f"{told}; written to {where}." if found.written else f"{told}, in {where}. Give --apply to write this."


def _tell_gaps(found: tuple[GapFound, ...], tables: tuple[TableGap, ...], report: Report) -> None:
    rows = [
        [
            gap.fact.owner or "(no office)",
            gap.fact.id,
            next(iter(gap.fact.name.values())),
            f"stale since {gap.since}" if gap.since else "blank",
        ]
        for gap in found
    ]
    rows += [
        [gap.table.owner or "(no office)", gap.table.id, next(iter(gap.table.title.values())), _matter(gap)]
        for gap in tables
    ]
    for line in aligned(rows):
        report.say(line)
    for gap in found:
        fields: dict[str, Any] = {"fact": gap.fact.id, "office": gap.fact.owner, "name": dict(gap.fact.name)}
        report.record(status="stale" if gap.since else "blank", **fields, valid_until=gap.since, problems=[])
    for gap in tables:
        fields = {"table": gap.table.id, "office": gap.table.owner, "name": dict(gap.table.title)}
        status = "stale" if gap.since else "blank"
        report.record(status=status, **fields, missing=gap.missing, valid_until=gap.since, problems=[])
    if found:
        report.say(f"{counted(len(found), 'gap')}. Give --by office for workbooks in which offices fill them.")
    if tables:
        report.say(f"{counted(len(tables), 'table')} to be filled in the files of data/.")


def _matter(gap: TableGap) -> str:
    since = [f"stale since {gap.since}"] if gap.since else []
    return "table: " + ", ".join([*since, *([f"{counted(gap.missing, 'cell')} missing"] if gap.missing else [])])


def _why_not(gap: GapFound) -> str:
    if gap.fact.derivation is not None:
        return "it is calculated; change its valid-until in its file"
    return f"it stands in {gap.fact.place.file}, which is filled itself"
