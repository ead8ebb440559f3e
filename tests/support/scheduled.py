"""Tasks of schedules for tests: a run of a schedule of a small project, and what it tells; nobody in it exists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from packs import BRIEF, SECTION, SETTINGS, delegation_of

from briefgen.project import Project, open_project
from briefgen.schedule import Schedule
from briefgen.schedule.actions import Task
from briefgen.schedule.store.records import Run
from briefgen.spec.when import parse_when

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def epoch(moment: datetime) -> dict[str, str]:
    """Return the environment in which it is this moment."""
    return {"SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}


def project_of(folder: Path, files: dict[str, str], now: datetime = NOW, **environment: str) -> Project:
    """Return a project with these files, at a moment."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return open_project(folder, environment={**epoch(now), **environment})


def brief_of(title: str, number: int = 1, **changes: str) -> str:
    """Return the file of a small brief; `changes` add keys."""
    text = BRIEF.replace("TITLE", title).replace("NUMBER", str(number))
    return text + "".join(f"{key}: {value}\n" for key, value in changes.items())


def files_of(briefs: dict[str, str], *, settings: str = "", section: str = SECTION) -> dict[str, str]:
    """Return the files of a project with these briefs and one section."""
    named = {f"briefings/{name}.yaml": text for name, text in briefs.items()}
    return {"briefgen.yaml": SETTINGS + settings, "data/sample.yaml": section, **named}


def delegation_file(name: str, more: str = "") -> dict[str, str]:
    """Return the file of a delegation, with further keys."""
    return {f"data/delegations/{name}.yaml": delegation_of(name) + more}


def run_of(action: str = "build", schedule: str = "run:library", now: datetime = NOW, **changes: Any) -> Run:
    """Return a run that has begun."""
    id = f"{now:%Y%m%d-%H%M}-{schedule.replace(':', '-')}"
    held: dict[str, Any] = {"state": "running", "started": now, **changes}
    return Run(id, schedule, action, f"{now:%Y-%m-%d %H:%M}", now, now, **held)


def task_of(
    project: Project,
    names: Sequence[str] = ("all",),
    action: Any = "build",
    told: list[tuple[str, str]] | None = None,
    **schedule: Any,
) -> Task:
    """Return what an action is to do; `told` takes what it tells."""
    heard = told if told is not None else []
    made = Schedule(
        schedule.pop("id", "run:library"), action, tuple(names), parse_when("daily 06:00"), "Asia/Shanghai", **schedule
    )
    return Task(project, made, run_of(action, made.id, project.now()), lambda *event: heard.append(event))
