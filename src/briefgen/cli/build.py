"""`briefgen build`: make the PDF of one or more briefs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from briefgen.cli.completion import brief_names
from briefgen.cli.messages import counted, size
from briefgen.cli.report import as_object, failed, reporting
from briefgen.cli.session import Session
from briefgen.errors import AuthorsMistakes, BriefgenError, UsageMistake

if TYPE_CHECKING:
    from briefgen.pipeline.results import Built
    from briefgen.project import Project


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=brief_names)
@click.option("--all", "everything", is_flag=True, help="Build all briefs of the project.")
@click.option("--out", type=click.Path(), metavar="DIR", help="Write here, not in the project's output folder.")
@click.option("--lang", "language", metavar="zh|en", help="Draw one language only.")
@click.option("--audience", type=click.Choice(["external", "internal"]), help="Draw the edition for these readers.")
@click.option(
    "--edition", "cover", type=click.Choice(["full", "office"]), help="office: a white cover for an office printer."
)
@click.option("--force", is_flag=True, help="Draw charts anew and write the file even where nothing has changed.")
@reporting
@click.pass_obj
def build(
    session: Session,
    names: tuple[str, ...],
    everything: bool,
    out: str | None,
    language: str | None,
    audience: Literal["external", "internal"] | None,
    cover: Literal["full", "office"] | None,
    force: bool,
) -> int:
    """Make the PDF of one or more briefs.

    Where an author has made a mistake, all mistakes are listed and nothing is written for that brief.
    """
    from briefgen.pipeline.batch import build_briefs, choose
    from briefgen.pipeline.results import Built
    from briefgen.pipeline.wish import Wish

    if out is not None and not out.strip():
        raise UsageMistake("--out names no folder.", "Name one, or leave --out away.")
    project = session.project()
    chosen = choose(project, names, everything=everything)
    wish = Wish(audience, cover, language)
    report = session.report
    code = 0
    for result in build_briefs(project, chosen, wish, out=Path(out) if out else None, force=force):
        if isinstance(result, Built):
            report.say(line(result, project))
            report.problems(result.warnings, "warning")
            report.record(**record(result, project))
        else:
            report.refusal(result.error)
            report.remark(f" was not built{_count(result.error)}.", result.name, "red")
            report.record(brief=result.name, **failed(result.error))
            code = max(code, result.error.exit_code)
    return code


def line(built: Built, project: Project) -> str:
    """Return what is said of a finished brief."""
    name = f"{built.name} ({built.edition})" if built.edition else built.name
    facts = [counted(built.pages, "page"), size(built.size), *([] if built.written else ["unchanged"])]
    return f"{name}  →  {project.relative(built.path)}  ({', '.join(facts)})"


def record(built: Built, project: Project) -> dict[str, object]:
    """Return what programs are told of a finished brief."""
    return {
        "brief": built.name,
        "edition": built.edition,
        "status": "built" if built.written else "unchanged",
        "path": project.relative(built.path),
        "sha256": built.sha256,
        "pages": built.pages,
        "size": built.size,
        "timings": {stage: round(seconds, 4) for stage, seconds in built.timings.items()},
        "problems": [as_object(warning, "warning") for warning in built.warnings],
    }


def _count(error: BriefgenError) -> str:
    """Return how many mistakes were listed, where these are the reason."""
    return f": {error.message}" if isinstance(error, AuthorsMistakes) else ""
