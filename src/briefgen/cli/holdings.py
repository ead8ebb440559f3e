"""`briefgen holdings`: who holds the old number of a fact that was corrected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.columns import aligned
from briefgen.cli.messages import counted
from briefgen.cli.report import reporting
from briefgen.cli.session import Session
from briefgen.errors import UsageMistake

if TYPE_CHECKING:
    from briefgen.cli.report import Report
    from briefgen.deliver.ledger.answering import Answer
    from briefgen.deliver.ledger.records import Holding


@click.command()
@click.argument("fact", metavar="FACT")
@click.option("--draft", is_flag=True, help="Write a note of correction for each of them; nothing is sent.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write the notes here.")
@click.option("--force", is_flag=True, help="Write over notes that are there.")
@reporting
@click.pass_obj
def holdings(session: Session, fact: str, draft: bool, out: Path | None, force: bool) -> None:
    """List who holds a copy in which FACT says anything else than it says today.

    Who has been sent the new number since is marked so. The notes of --draft go to ledger/drafts/FACT, in Chinese and
    English.
    """
    from briefgen.deliver.ledger.answering import holders_of, write_drafts
    from briefgen.deliver.ledger.opening import open_ledger

    if (out is not None or force) and not draft:
        raise UsageMistake("--out and --force are for notes.", "Add --draft.")
    project = session.project()
    report = session.report
    with open_ledger(project, reading=True) as opened:
        answer = holders_of(project, opened, fact)
        _tell(fact, answer, report)
        if not draft:
            return
        folder = out.absolute() if out is not None else project.kept / "drafts" / fact
        written = write_drafts(project, opened, answer, folder, force=force)
    for one in written:
        name = project.relative(folder / one.name)
        report.say(name + (f"  (no corrected edition is made yet of {', '.join(one.without)})" if one.without else ""))
        fields = {"fact": fact, "delegation": one.delegation, "recipient": one.recipient, "path": name}
        report.record(status="drafted", **fields, without=list(one.without), unsure=one.unsure, problems=[])
    report.say(f"{counted(len(written), 'note')} written, none sent. Read them before you send them.")


def _tell(fact: str, answer: Answer, report: Report) -> None:
    held = answer.found.held
    today = " / ".join(answer.words.values()) if answer.fact else "no longer in the data"
    report.say(f"{fact} today: {today}")
    for line in aligned([_line(one, answer) for one in held]):
        report.say(line)
    for one in held:
        report.record(
            status="corrected" if one.corrected else "old",
            fact=fact,
            delivery=one.delivery,
            delegation=one.delegation,
            recipient=one.recipient,
            channel=one.channel,
            brief=one.brief,
            edition=one.edition,
            language=one.language,
            copy_id=one.copy_id,
            certain=one.certain,
            since=one.since,
            said=dict(answer.found.words.get(one.said, {})),
            corrected=one.corrected,
            problems=[],
        )
    people = {(one.delegation, one.recipient) for one in held}
    waiting = {(one.delegation, one.recipient) for one in held if not one.corrected}
    if held:
        report.say(
            f"{counted(len(people), 'recipient')} {'holds' if len(people) == 1 else 'hold'} an old number; "
            f"{len(waiting)} of them {'has' if len(waiting) == 1 else 'have'} not been sent today's."
        )
    else:
        report.say("Nobody holds an old number.")
    if answer.found.forgotten:
        report.say(
            f"{counted(answer.found.forgotten, 'old copy').replace('copys', 'copies')} went to people who were "
            "forgotten since."
        )
    fields = {"fact": fact, "today": answer.words, "recipients": len(people), "waiting": len(waiting)}
    report.record(status="counted", **fields, forgotten=answer.found.forgotten, problems=[])


def _line(one: Holding, answer: Answer) -> list[str]:
    words = " / ".join(answer.found.words.get(one.said, {}).values())
    standing = f"corrected {one.corrected[:10]}" if one.corrected else "" if one.certain else "perhaps never arrived"
    to = f"{one.recipient} ({one.delegation})"
    return [one.since[:10], one.channel, to, f"{one.edition} {one.language}", words, standing]
