"""A report written: whole or not at all, and as much of it as can be made."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError
from briefgen.pipeline.faults import unexpected
from briefgen.schedule.actions.said import said_of
from briefgen.schedule.report.record import record_of

if TYPE_CHECKING:
    from briefgen.project import Project
    from briefgen.schedule.store.records import Outcome, Run

PAGE = "report.pdf"
RECORD = "report.json"


@dataclass(frozen=True)
class Report:
    """Hold where a report is; `page` is None where it could not be made, and `fault` says why."""

    page: Path | None
    record: Path
    fault: str = ""


def write_report(project: Project, run: Run, outcome: Outcome) -> Report:
    """Write the report of a run into its folder: the page, then the record, which tells where there is no page.

    Raises OSError where not even the record can be written.
    """
    folder = project.runs / run.id
    folder.mkdir(parents=True, exist_ok=True)
    page: Path | None = folder / PAGE
    fault = ""
    try:
        from briefgen.schedule.report.paper import page_of

        _place(folder / PAGE, page_of(project, run, outcome).data)
    except Exception as error:
        # Whatever it is: what a run did is told, with a page or without.
        known = error if isinstance(error, BriefgenError) else unexpected(error)
        page, fault = None, f"The page could not be made: {said_of(known)}"
    record = record_of(run, outcome, PAGE if page is not None else "", fault)
    _place(folder / RECORD, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
    return Report(page, folder / RECORD, fault)


def _place(target: Path, data: bytes) -> None:
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
