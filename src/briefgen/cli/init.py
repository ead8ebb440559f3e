"""`briefgen init`: make a project."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.messages import counted
from briefgen.cli.report import reporting
from briefgen.cli.session import Session
from briefgen.errors import UsageMistake


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--languages",
    default="zh,en",
    metavar="zh,en",
    show_default=True,
    help="The project's languages, the leading one first: zh,en or en,zh or one of them.",
)
@click.option(
    "--issuer",
    multiple=True,
    metavar="[zh=]TEXT",
    help="The office that issues the briefs: --issuer 'zh=…' --issuer 'en=…', or one text for all languages.",
)
@reporting
@click.pass_obj
def init(session: Session, folder: Path, languages: str, issuer: tuple[str, ...]) -> None:
    """Make a small project that builds, in a new or empty folder.

    It holds settings, a sample brief with its data, and what an editor needs. Nothing that is there is written over.
    """
    from briefgen.pipeline.scaffold.project import new_project
    from briefgen.pipeline.scaffold.sample import SAMPLE
    from briefgen.project import printable

    if session.folder is not None:
        raise UsageMistake("--project names a project that is there; init makes a new one.", "Write: briefgen init DIR")
    made = new_project(folder.absolute(), [tag.strip() for tag in languages.split(",")], issuer)
    report = session.report
    name = printable(str(folder))
    report.record(status="made", path=name, languages=made.languages, files=made.files, problems=[])
    for file in made.files:
        report.detail(f"  {file}")
    report.say(f"{name}  ({counted(len(made.files), 'file')}; languages: {', '.join(made.languages)})")
    step = "" if folder.absolute() == Path().absolute() else f"cd {_quoted(name)}, then "
    report.say(f"  Next: {step}briefgen build {SAMPLE}")


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
