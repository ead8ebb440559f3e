"""Send packs: made fresh first, and only what every gate lets pass; nothing goes twice."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.deliver import sending
from briefgen.deliver.addressing import parcels_of
from briefgen.deliver.channels import BY_HAND
from briefgen.deliver.delegations import load_delegation
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.sending import without_addresses
from briefgen.deliver.pack.gates import HeldBackError, Passes, record_passes
from briefgen.deliver.ready import ready
from briefgen.errors import BriefgenError
from briefgen.pipeline.faults import unexpected
from briefgen.schedule.actions.pack import delegation_file, pack_made, passes_of
from briefgen.schedule.actions.said import line, said_of, told
from briefgen.schedule.editions import body_of, keep_edition
from briefgen.schedule.store.records import Item, ItemState, Outcome, SectionState

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.deliver.ledger.ledger import Ledger
    from briefgen.deliver.sending import Sending
    from briefgen.schedule.actions import Task

STATES: dict[sending.Status, ItemState] = {
    "sent": "delivered",
    "already-sent": "unchanged",
    "prepared": "packed",
    "failed": "failed",
    "unknown": "unknown",
    "busy": "unknown",
}
"""What is told of each parcel; what was laid out to be sent by hand is packed, as nobody has sent it yet."""
PAPER = "."
"""Stands in the names of papers, such as nordic.letter, and in those of no brief."""
WORDS: dict[sending.Status, str] = {
    "sent": "Sent",
    "already-sent": "Sent before, not sent again",
    "prepared": "Laid out, to be sent by hand",
    "failed": "Not sent",
    "unknown": "Nobody knows whether it arrived, not sent again",
    "busy": "Another process is sending it",
}


def deliver(task: Task) -> Outcome:
    """Make the pack of the delegation anew, then send it to each recipient by the channels that are meant.

    One item for the pack, one for each parcel; a run that tries again what failed sends only that (`Run.only`), and
    tells how the rest stands. Where a gate is shut, or a section is not ok and the brief does not say
    so itself, nothing is sent.
    """
    file = delegation_file(task.project, task.schedule.delegation)
    if isinstance(file, Item):
        return Outcome((replace(file, kind="delivery"),))
    if late := _too_late(task, file):
        return Outcome((Item(task.schedule.delegation, "delivery", "held", message=late),))
    let = passes_of(task, file)
    packed, holding = pack_made(task, file, let)
    if holding is None:
        return Outcome((packed,))
    if holding:
        return Outcome((packed, Item(packed.subject, "delivery", "held", message=_said(holding), sections=holding)))
    return Outcome((packed, *_parcels(task, let)))


def _too_late(task: Task, file: Path) -> str:
    """Say that a visit is over before which a pack was to be sent, as after a long downtime; "" where it is not."""
    try:
        departure = load_delegation(file, task.project).departure
    except BriefgenError:
        return ""  # whoever makes the pack says what is wrong
    due = task.run.due.date()
    if due <= departure < task.project.today:
        return f"Not sent: it was due on {due}, and the visit ended on {departure}."
    return ""


def _parcels(task: Task, let: Passes) -> Iterator[Item]:
    """Yield what became of each parcel, and what cannot be begun as one."""
    name = task.schedule.delegation
    try:
        outgoing = ready(task.project, name, let.gates)
        parcels = parcels_of(outgoing.delegation, outgoing.copies, task.schedule.channels)

        def pause(seconds: float) -> None:
            task.tell(name, "wait")
            time.sleep(seconds)

        with open_ledger(task.project) as ledger:
            meant, others = _meant(task, parcels, ledger)

            def heard() -> Iterator[sending.Parcel]:
                for parcel in meant:
                    task.tell(_subject(parcel), "send")
                    yield parcel

            record_passes(ledger, name, outgoing.passed, let)
            for stands in (sending.standing(parcel, ledger) for parcel in others):
                if stands is not None:
                    yield _item(stands)
            for each in sending.deliver(heard(), outgoing.means, ledger, pause):
                yield _item(each)
                yield from _kept(task, each)
    except HeldBackError as error:
        yield Item(name, "delivery", "held", message=told(error.problems))
    except BriefgenError as error:
        yield Item(name, "delivery", "failed", message=said_of(error))
    except Exception as error:  # a fault of ours; the ledger knows what it left
        yield Item(name, "delivery", "failed", message=said_of(unexpected(error)))


def _meant(
    task: Task, parcels: Sequence[sending.Parcel], ledger: Ledger
) -> tuple[list[sending.Parcel], list[sending.Parcel]]:
    """Return what is to be sent, and of what is only told how it stands: all that a retry does not try."""
    if not task.run.retry:
        return list(parcels), []
    tried = {_subject(each) for each in parcels if _subject(each) in task.run.only}
    tried -= {_subject(each) for each in parcels if sending.refused(each, ledger)}
    return [each for each in parcels if _subject(each) in tried], [
        each for each in parcels if _subject(each) not in tried and each.channel not in BY_HAND
    ]


def _subject(parcel: sending.Parcel) -> str:
    return f"{parcel.delegation}/{parcel.recipient}/{parcel.channel}"


def _item(each: Sending) -> Item:
    parcel = each.parcel
    why = without_addresses(f"{each.reason} {each.hint}", parcel.address, parcel.recipient)
    return Item(
        _subject(parcel),
        "delivery",
        STATES.get(each.status, "failed"),
        message=line(f"{WORDS.get(each.status, each.status)}. {why}") if why.strip() or each.status != "sent" else "",
        temporary=each.temporary,
    )


def _kept(task: Task, each: Sending) -> Iterator[Item]:
    """Keep the bodies of what went, which the archive never gives up; yield what cannot be kept."""
    moment = task.run.started or task.run.due
    for copy in each.parcel.copies if each.status in ("sent", "unknown") else ():
        if PAPER in copy.brief:
            continue  # papers name people
        try:
            body = body_of(copy.path.read_bytes(), copy.base)
            if body is not None:
                keep_edition(task.project, copy.brief, copy.edition, body, moment.date())
        except BriefgenError as error:
            yield Item(copy.brief, "brief", "failed", message=f"It was sent, but not kept: {said_of(error)}")
        except OSError as error:
            yield Item(copy.brief, "brief", "failed", message=f"It was sent, but not kept: {error.strerror or error}.")


def _said(holding: Iterable[SectionState]) -> str:
    words = [f"the section {one.section} is {one.state}" + (f" ({one.why})" if one.why else "") for one in holding]
    return line(f"Not sent: {'; '.join(words)}.")
