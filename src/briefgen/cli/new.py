"""`briefgen new`: add a brief and its data, or a delegation, to a project."""

from __future__ import annotations

import click

from briefgen.cli.report import reporting
from briefgen.cli.session import Session
from briefgen.errors import UsageMistake


def _themes(context: click.Context, option: click.Parameter, typed: str) -> list[str]:
    from briefgen.theme.load import theme_names

    return [name for name in theme_names() if name.startswith(typed)]


@click.command()
@click.argument("kind", type=click.Choice(["industry", "topic", "event", "visit", "delegation"]))
@click.argument("name", metavar="NAME")
@click.option(
    "--title",
    multiple=True,
    metavar="[zh=]TEXT",
    help="The title on the cover, or the delegation's name: --title 'zh=…' --title 'en=…', or one text for all.",
)
@click.option(
    "--theme", metavar="THEME", shell_complete=_themes, help="The theme, which gives colour and edition code."
)
@reporting
@click.pass_obj
def new(session: Session, kind: str, name: str, title: tuple[str, ...], theme: str | None) -> None:
    """Add a brief and a section of facts that build at once, or a delegation.

    All they say is a sample, and marked as such. The comments in the files say what to replace.
    """
    if kind == "delegation":
        _delegation(session, name, title, theme)
        return
    from briefgen.pipeline.scaffold.brief import kind_of, new_brief

    made = new_brief(session.project(), kind_of(kind), name, title, theme)
    report = session.report
    report.record(
        brief=made.name, status="made", kind=made.kind, files=[made.brief, made.data], theme=made.theme, problems=[]
    )
    report.say(f"{made.brief}  (theme {made.theme})")
    report.say(f"{made.data}  (sample facts, to be replaced)")
    report.say(f"  Next: briefgen build {made.name}")


def _delegation(session: Session, name: str, title: tuple[str, ...], theme: str | None) -> None:
    from briefgen.pipeline.scaffold.delegation import new_delegation

    if theme is not None:
        raise UsageMistake("A delegation has no theme.", "Leave --theme out; each brief has its own.")
    made = new_delegation(session.project(), name, title)
    report = session.report
    report.record(delegation=made.name, status="made", files=[made.file], problems=[])
    report.say(f"{made.file}  (sample people, to be replaced)")
    report.say(f"  Next: briefgen check {made.name}")
