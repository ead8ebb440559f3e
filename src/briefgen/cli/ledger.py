"""`briefgen ledger`: what was delivered to whom."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.columns import aligned
from briefgen.cli.messages import size
from briefgen.cli.report import reporting
from briefgen.cli.session import Session
from briefgen.errors import UsageMistake

if TYPE_CHECKING:
    from briefgen.deliver.ledger.records import Delivery

SHOWN = 100
"""Deliveries that people are shown, the newest; programs get all."""
STATES = ("planned", "sending", "sent", "failed", "superseded", "unknown")


@click.group()
def ledger() -> None:
    """Look up who was sent what, keep that safe, and settle what nobody knows."""


def _chosen(command: Any) -> Any:
    """Add the options that choose deliveries."""
    for option in (
        click.option("--channel", default="", metavar="NAME", help="By this channel only."),
        click.option("--recipient", default="", metavar="ID", help="To this recipient only."),
        click.option("--brief", default="", metavar="NAME", help="Of this brief only."),
        click.option("--delegation", default="", metavar="NAME", help="Of this delegation only."),
        click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="Can be given again."),
    ):
        command = option(command)
    return command


@ledger.command("list")
@_chosen
@click.option("--all", "everything", is_flag=True, help=f"Show all, not only the newest {SHOWN}.")
@reporting
@click.pass_obj
def list_(session: Session, everything: bool, **chosen: Any) -> None:
    """List deliveries: what, to whom, by which channel, when, and what became of it."""
    from briefgen.deliver.ledger.opening import open_ledger

    report = session.report
    shown: deque[Delivery] = deque(maxlen=None if everything else SHOWN)
    count = unknown = 0
    with open_ledger(session.project(), reading=True) as opened:
        for row in opened.rows(**chosen):
            count += 1
            unknown += row.state == "unknown"
            shown.append(row)
            report.record(status=row.state, **fields_of(row), problems=[])
    for line in aligned([_line(row) for row in shown]):
        report.say(line)
    if count > len(shown):
        report.say(f"{count - len(shown)} older ones are not shown; --all shows them.")
    report.say(_deliveries(count) + "." if count else "No deliveries.")
    if unknown:
        report.say(f"Of {unknown} nobody knows whether they arrived. Look, then: briefgen ledger settle NUMBER …")


@ledger.command("export")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@_chosen
@click.option("--addresses", is_flag=True, help="Write addresses too.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@reporting
@click.pass_obj
def export_(session: Session, file: Path, addresses: bool, force: bool, **chosen: Any) -> None:
    """Write deliveries to FILE, which ends in .csv or .json.

    Recipients stand with their ids; --addresses adds where they were reached.
    """
    from briefgen.deliver.ledger.exporting import export
    from briefgen.deliver.ledger.opening import open_ledger

    project = session.project()
    with open_ledger(project, reading=True) as opened:
        count = export(opened.rows(**chosen), file.absolute(), addresses=addresses, force=force)
    name = project.relative(file.absolute())
    made = file.stat().st_size
    session.report.say(f"{name}  ({_deliveries(count)}, {size(made)})")
    session.report.record(status="written", path=name, deliveries=count, size=made, problems=[])


@ledger.command("backup")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@reporting
@click.pass_obj
def backup(session: Session, file: Path, force: bool) -> None:
    """Copy the whole ledger to FILE, while others may go on writing.

    The copy is looked through before it takes its place. To go back to it, put it as ledger.sqlite3 into ledger/ when
    nothing is being sent.
    """
    from briefgen.deliver.ledger.backing_up import back_up
    from briefgen.deliver.ledger.opening import open_ledger
    from briefgen.deliver.ledger.place import file_of, is_missed

    project = session.project()
    if not file_of(project).exists() and not is_missed(project):
        raise UsageMistake("There is no ledger yet: nothing was delivered.", "It is made by the first delivery.")
    with open_ledger(project, reading=True) as opened:
        made = back_up(opened, file.absolute(), force=force)
    name = project.relative(file.absolute())
    session.report.say(f"{name}  ({size(made)})")
    session.report.record(status="written", path=name, size=made, problems=[])


@ledger.command("settle")
@click.argument("what", metavar="MESSAGE-ID|NUMBER|COPY")
@click.option("--sent", "outcome", flag_value="sent", help="It arrived.")
@click.option("--not-sent", "outcome", flag_value="not-sent", help="It did not arrive, and may be sent again.")
@click.option("--by", metavar="NAME", required=True, help="Who found that out.")
@click.option("--recipient", default="", metavar="ID", help="To this recipient only.")
@reporting
@click.pass_obj
def settle(session: Session, what: str, outcome: str | None, by: str, recipient: str) -> None:
    """Say of a delivery of unknown outcome whether it arrived.

    It is named by the Message-ID of its message, by its number in the ledger, or by the id or SHA-256 of the copy.
    """
    from briefgen.deliver.ledger.opening import open_ledger

    if outcome is None:
        raise UsageMistake("Say whether it arrived.", "Add --sent or --not-sent.")
    report = session.report
    with open_ledger(session.project()) as opened:
        settled = opened.settle(what, sent=outcome == "sent", by=by, recipient=recipient)
        rows = list(opened.rows(ids=settled))
    for row in rows:
        follow = "it arrived" if row.state == "sent" else "it did not arrive; the next delivery sends it"
        report.say(f"{row.id}  {row.edition} to {row.recipient} by {row.channel}: {follow}.")
        report.record(status=row.state, **fields_of(row), problems=[])


@ledger.command("forget")
@click.argument("recipient", metavar="RECIPIENT")
@click.option("--delegation", "delegations", multiple=True, metavar="NAME", help="As a recipient of this one only.")
@reporting
@click.pass_obj
def forget(session: Session, recipient: str, delegations: tuple[str, ...]) -> None:
    """Forget a recipient: of what was sent, only the hash of the file and the day stay.

    Backups and exports made before still hold the recipient, and so does the file of the delegation.
    """
    from briefgen.deliver.ledger.opening import open_ledger

    with open_ledger(session.project()) as opened:
        found = opened.forget(recipient, delegations)
    report = session.report
    report.say(f"{recipient} is forgotten: {_deliveries(found.deliveries)}, of {found.kept} the hash and day are kept.")
    report.say("Take the recipient out of the file of the delegation too, and delete old backups and exports.")
    fields = {"recipient": recipient, "delegations": list(found.delegations), "deliveries": found.deliveries}
    report.record(status="forgotten", **fields, kept=found.kept, problems=[])


def fields_of(row: Delivery) -> dict[str, Any]:
    """Return what programs are told of a delivery: all but the address, and the state, which is the status."""
    return {name: value for name, value in asdict(row).items() if name not in ("address", "state")}


def _line(row: Delivery) -> list[str]:
    when = (row.ended or row.started or row.planned).replace("T", " ").removesuffix("Z")
    to = f"{row.recipient} ({row.delegation})"
    return [str(row.id), row.state, when, row.channel, to, f"{row.edition} {row.language}", row.reason]


def _deliveries(count: int) -> str:
    return f"{count} delivery" if count == 1 else f"{count} deliveries"
