"""`briefgen deliver`: send a pack to those for whom it was made."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.foreseen import file_lines, head_lines, shown_record, text_lines
from briefgen.cli.held_back import tell_held_back, tell_passed
from briefgen.cli.messages import counted, size
from briefgen.cli.report import Report, reporting
from briefgen.cli.session import Session
from briefgen.errors import NOWHERE, Problem, UsageMistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.deliver.sending import Sending

CHANNELS = ("folder", "mail", "messenger", "s3")
GATES = ("embargo", "stale", "gap", "approval")
"""The gates that are asked again when a pack leaves."""
INCOMPLETE = 5
SERVED = ("mail", "s3")
"""The channels by which a server answers."""
_MESSAGE = re.compile(r"([0-9a-f]{32}@[\w.-]+)")
_APP = re.compile(r"[a-z][a-z0-9-]{0,29}")
WORDS = {
    "foreseen": "would go",
    "sent": "sent",
    "already-sent": "sent before; not sent again",
    "prepared": "laid out, to be sent by hand",
    "failed": "not sent",
    "unknown": "nobody knows whether it arrived; not sent again",
    "busy": "not sent here",
}
WOULD_NOT = "would not go"
"""What a dry run says of what fails already here."""


@click.command(short_help="Send a pack to those for whom it was made.")
@click.argument("delegation", metavar="DELEGATION")
@click.option(
    "--channel", "channels", multiple=True, type=click.Choice(CHANNELS), help="By this way only; can be given again."
)
@click.option(
    "--to", multiple=True, metavar="WHO",
    help="A recipient by id, and nobody else; can be given again. An e-mail address gets all mails as a test.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show what would go to whom, word for word with -v; send nothing.")
@click.option("--mark-sent", "app", metavar="APP", help="Record what was sent by hand with APP, such as wechat.")
@click.option(
    "--override", "let", multiple=True, type=click.Choice(GATES),
    help="Let the pack pass a gate that holds it back today; can be given again. It is recorded in the ledger.",
)  # fmt: skip
@click.option("--reason", metavar="TEXT", help="Why it may pass.")
@click.option("--by", metavar="NAME", help="Who lets it pass.")
@reporting
@click.pass_obj
def deliver(
    session: Session,
    delegation: str,
    channels: tuple[str, ...],
    to: tuple[str, ...],
    dry_run: bool,
    app: str | None,
    let: tuple[str, ...],
    reason: str | None,
    by: str | None,
) -> int:
    """Send the pack of DELEGATION to its recipients, by the channels that its file names.

    Each file reaches each recipient once: what was sent is not sent again, and what may have arrived is reported and
    left alone until `briefgen ledger settle` says what became of it. What is sent by hand is laid out in a folder;
    --mark-sent wechat --to ID tells the ledger when somebody has sent it.

    Before anything goes it is asked again whether it may: embargo, figures past their last day, withdrawn or changed
    since, approval. --override lets the pack pass, with --reason and --by.

    The exit code is 5 where something was not sent or nobody knows whether it arrived; with --dry-run, where something
    would not go, such as for want of a password.
    """
    from briefgen.deliver import sending
    from briefgen.deliver.addressing import by_hand, parcels_of
    from briefgen.deliver.ledger.opening import open_ledger
    from briefgen.deliver.others_addresses import require_nobodys
    from briefgen.deliver.pack.gates import HeldBackError, passes, record_passes
    from briefgen.deliver.ready import ready
    from briefgen.deliver.shared_addresses import shared_addresses

    if app is not None:
        _require_by_hand(app, channels, dry_run)
    passing = passes(let, reason, by)
    project = session.project()
    try:
        outgoing = ready(project, delegation, let, ask=app is None)
    except HeldBackError as error:
        tell_held_back(error, delegation, session.report)
        return error.exit_code
    if app is not None:
        parcels = by_hand(outgoing.delegation, outgoing.copies, to)
    else:
        parcels = parcels_of(outgoing.delegation, outgoing.copies, channels, to)
        require_nobodys(project, delegation, to)
    means, report = outgoing.means, session.report
    mailed = {parcel.recipient for parcel in parcels if parcel.channel == "mail"}
    doubled = {who: told for who, told in shared_addresses(outgoing.delegation).items() if who in mailed}
    report.problems(doubled.values(), "warning")
    with open_ledger(project, reading=dry_run) as ledger:
        tell_passed(outgoing.passed, passing, report, dry_run=dry_run)
        if not dry_run:
            record_passes(ledger, delegation, outgoing.passed, passing)
        if app is not None:
            found = sending.mark_sent(parcels, app, means, ledger)
        elif dry_run:
            found = sending.foresee(parcels, means, ledger)
        else:
            found = sending.deliver(parcels, means, ledger)
        if session.interrupts is not None:
            session.interrupts.once = not dry_run  # what is being sent is finished, and its outcome known
        try:
            return _tell(found, session, doubled, dry_run=dry_run)
        except KeyboardInterrupt:
            if not dry_run:
                report.remark(
                    f"What was being sent may have arrived. Look: briefgen ledger list --delegation {delegation}"
                )
            raise


def _require_by_hand(app: str, channels: tuple[str, ...], dry_run: bool) -> None:
    if app in CHANNELS or not _APP.fullmatch(app):
        raise UsageMistake("--mark-sent takes the name of a messenger.", "Write it like --mark-sent wechat")
    if dry_run or (channels and set(channels) != {"messenger"}):
        raise UsageMistake(
            "--mark-sent sends nothing, and is for messengers only.", "Leave out --dry-run and --channel."
        )


def _tell(found: Iterable[Sending], session: Session, doubled: Mapping[str, Problem], *, dry_run: bool) -> int:
    """Tell what came of each parcel as soon as it is known, then the sum of all.

    `doubled`: what was warned of for some recipients of mail; programs get it with what came of theirs.
    Raises KeyboardInterrupt before the next parcel where an interruption was swallowed by a library.
    """
    report = session.report
    count: dict[str, int] = {}
    complete = True
    for each in map(_without_addresses, found):
        count[each.status] = count.get(each.status, 0) + 1
        complete = complete and each.complete
        _show(each, report, dry_run=dry_run)
        warning = doubled.get(each.parcel.recipient) if each.parcel.channel == "mail" else None
        report.record(**record(each, warning, dry_run=dry_run))
        if session.interrupts is not None:
            session.interrupts.again()
    told = ", ".join(f"{number} {_word(status, dry_run=dry_run)}" for status, number in count.items())
    if dry_run:
        report.say(f"Nothing was sent: {told}")
    elif complete:
        report.say(f"Complete: {told}")
    else:
        report.remark(f"Incomplete: {told}")
    return 0 if complete else INCOMPLETE


def _without_addresses(each: Sending) -> Sending:
    """Return what came of a parcel without addresses of people in what a server answered; ids of messages stay."""
    from briefgen.deliver.ledger.sending import without_addresses

    if each.parcel.channel not in SERVED:
        return each  # names of files and folders, which may hold an @

    def plain(text: str) -> str:
        pieces = _MESSAGE.split(text)  # every second one is the id of a message
        address, recipient = each.parcel.address, each.parcel.recipient
        return "".join(
            piece if place % 2 else without_addresses(piece, address, recipient) for place, piece in enumerate(pieces)
        )

    return replace(each, receipt=plain(each.receipt), reason=plain(each.reason))  # hints are words of our own


def _word(status: str, *, dry_run: bool) -> str:
    return WOULD_NOT if dry_run and status == "failed" else WORDS[status]


def _show(each: Sending, report: Report, *, dry_run: bool) -> None:
    parcel = each.parcel
    what = f"{counted(len(parcel.copies), 'file')}, {size(parcel.size)}"
    word = _word(each.status, dry_run=dry_run)
    head = f"{parcel.recipient} by {parcel.channel}: {what}: {word}"
    tell = report.say if each.complete else report.remark
    reason, hint, say = each.reason, each.hint, report.say
    if word == WOULD_NOT:  # why, before what would have gone
        tell(f"{head}: {reason}\n  {hint}" if hint else f"{head}: {reason}")
        reason, hint, say = "", "", tell  # all of it in one stream
    else:
        tell(head)
    lines = [*head_lines(each, dry_run=dry_run), *text_lines(each, whole=report.verbose), *file_lines(each)]
    for line in lines if (dry_run or report.verbose) and not report.quiet else ():
        say(line)
    if each.status in ("sent", "prepared") and each.receipt:
        report.say(f"  {each.receipt}")
    for link in each.links:
        report.say(f"  {link.name}: {link.address}")
    for line in filter(None, (reason, hint)):
        tell(f"  {line}")
    if each.status == "prepared":
        report.say(
            f"  When it is sent: briefgen deliver {parcel.delegation} --mark-sent wechat --to {parcel.recipient}"
        )


def record(each: Sending, warning: Problem | None = None, *, dry_run: bool) -> dict[str, Any]:
    """Return what programs are told of a parcel; addresses of people only where nothing is sent."""
    from briefgen.cli.report import as_object

    parcel, found = each.parcel, each.foreseen
    known: dict[str, Any] = {
        "subject": found.subject if found else "",
        "form": found.form if found else "",
        "target": found.target if found and (dry_run or parcel.channel != "mail") else "",
        "message_id": each.message,
        "receipt": each.receipt,
    }
    problems = [] if each.complete else [as_object(Problem(NOWHERE, each.reason, each.hint))]
    problems += [as_object(warning, "warning")] if warning is not None else []
    return {
        "delegation": parcel.delegation,
        "recipient": parcel.recipient,
        "channel": parcel.channel,
        "status": each.status,
        "language": parcel.language,
        "test": parcel.test,
        "size": parcel.size,
        "tries": each.tries,
        **{key: value for key, value in known.items() if value},
        **shown_record(each),
        "files": [
            {
                "name": copy.name,
                "brief": copy.brief,
                "edition": copy.edition,
                "language": copy.language,
                "size": copy.size,
                "sha256": copy.sha256,
            }
            for copy in parcel.copies
        ],
        "links": [{"name": link.name, "address": link.address} for link in each.links],
        "problems": problems,
    }
