"""Builds in this process, and what would be built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefgen.pipeline.batch import build_briefs, choose
from briefgen.pipeline.plan import plan
from briefgen.pipeline.results import Built, Order, Refused
from briefgen.pipeline.wish import AS_WRITTEN, Wish
from briefgen.project import Project, open_project


def build(root: Path, name: str = "robotics", wish: Wish = AS_WRITTEN, **options: Any) -> Built | Refused:
    """Build one brief in this process."""
    project = open_project(root, environment={})
    (result,) = build_briefs(project, choose(project, [name], everything=False), wish, **options)
    return result


def planned(root: Path | Project, name: str = "robotics", wish: Wish = AS_WRITTEN, **options: Any) -> Built | Order:
    """Return an edition that is current, or what would be made."""
    project = root if isinstance(root, Project) else open_project(root, environment={})
    (result,) = plan(project, choose(project, [name], everything=False), wish, **options)
    return result


def reason(root: Path | Project, name: str = "robotics", wish: Wish = AS_WRITTEN, **options: Any) -> str:
    """Return why a brief would be made, "" where it is current."""
    result = planned(root, name, wish, **options)
    return result.reason if isinstance(result, Order) else ""
