"""`briefgen show`: what a brief selects, or everything that is known of one fact."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal

import click

from briefgen.cli.completion import brief_names
from briefgen.cli.report import as_object, reporting
from briefgen.cli.session import Session
from briefgen.cli.standings import line_of, standing_record
from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from briefgen.deliver.approval.standing import Standing
    from briefgen.pipeline.overview.brief import Overview
    from briefgen.pipeline.overview.facts import FactOverview


@click.command(short_help="Show what a brief selects, or what is known of a fact.")
@click.argument("name", shell_complete=brief_names)
@click.option("--brief", "what", flag_value="brief", help="NAME is a brief.")
@click.option("--fact", "what", flag_value="fact", help="NAME is a fact.")
@reporting
@click.pass_obj
def show(session: Session, name: str, what: Literal["brief", "fact"] | None) -> int:
    """Show what the brief NAME selects: its facts, texts, pictures and sources, what is missing, and its files.

    Where no brief is called NAME, show the fact of this id and where it is used. With -v, facts that the brief does
    not print are listed, too. Mistakes do not stop it: it shows what can be read.
    """
    from briefgen.cli.show_brief import brief_lines
    from briefgen.cli.show_fact import fact_lines
    from briefgen.pipeline.overview.brief import Overview, show

    report = session.report
    found = show(session.project(), name, what or "")
    if isinstance(found, Overview):
        for line in brief_lines(found, everything=report.verbose):
            report.say(line)
        standings = _standings(session, found)
        if standings:
            report.say("")
            report.say("Approval")
        for standing in standings:
            report.say(f"  {line_of(standing)}")
        report.problems(() if found.complete else found.problems)
        report.record(**_brief(found), standings=[standing_record(standing) for standing in standings])
    else:
        for line in fact_lines(found):
            report.say(line)
        report.record(**_fact(found))
    return 0


def _standings(session: Session, found: Overview) -> tuple[Standing, ...]:
    """Return how the brief is approved; nothing where it has mistakes, or nobody ever reviewed it."""
    from briefgen.deliver.approval.standing import standing_of

    if found.problems:
        return ()
    try:
        return standing_of(session.project(), found.name)
    except BriefgenError:
        return ()  # a ledger that cannot be read is told by the commands that need it


def _brief(found: Overview) -> dict[str, Any]:
    """Return an overview as programs get it: its fields, the brief's name and its problems under the usual names."""
    fields = asdict(found)
    fields.pop("warnings")
    name = fields.pop("name")
    problems = [as_object(problem) for problem in found.problems]
    problems += [as_object(warning, "warning") for warning in found.warnings]
    return {"brief": name, "status": "failed" if found.problems else "ok", **fields, "problems": problems}


def _fact(found: FactOverview) -> dict[str, Any]:
    fields = asdict(found)
    line = fields.pop("line")
    return {"fact": line.pop("id"), "status": "ok", **line, **fields, "problems": []}
