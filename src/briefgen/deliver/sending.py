"""A pack on its way: who gets what, and each parcel sent once, with the ledger told before and after."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefgen.deliver.channels import BY_HAND, PERSONAL, channel
from briefgen.deliver.channels.parcel import Foreseen, Link, Means, Outcome, Parcel, Shown
from briefgen.deliver.copies import Copy
from briefgen.deliver.ledger.faults import AlreadySent, OutcomeUnknown
from briefgen.deliver.ledger.ledger import Ledger
from briefgen.deliver.ledger.message_ids import message_id
from briefgen.deliver.ledger.records import Delivery, Planned
from briefgen.errors import BriefgenError, UsageMistake

WAITS = (2.0, 10.0, 30.0)
"""Seconds before each further try where the fault may pass; what takes longer is for the next run."""

Status = Literal["foreseen", "sent", "already-sent", "prepared", "failed", "unknown", "busy"]
"""busy: another process is sending it just now."""
INCOMPLETE: tuple[Status, ...] = ("failed", "unknown", "busy")
OPEN = ("planned", "failed", "superseded")
"""The states of deliveries that can be begun."""


@dataclass(frozen=True)
class Sending:
    """Hold what came of a parcel, or of those of its copies that share a fate.

    `message`: its Message-ID, "" where none was made. `tries`: how often it was begun. `temporary`: whether it failed
    for a reason that may pass. `shown`: what would be seen of it, where it is only foreseen.
    """

    parcel: Parcel
    status: Status
    foreseen: Foreseen | None = None
    message: str = ""
    receipt: str = ""
    reason: str = ""
    hint: str = ""
    links: tuple[Link, ...] = ()
    tries: int = 0
    temporary: bool = False
    shown: Shown | None = None

    @property
    def complete(self) -> bool:
        """Say whether nothing is left to be done or found out."""
        return self.status not in INCOMPLETE


def foresee(parcels: Iterable[Parcel], means: Means, ledger: Ledger) -> Iterator[Sending]:
    """Yield what would go and what would not; nothing is written, asked elsewhere or sent."""
    for parcel in parcels:
        if gone := _forgotten(parcel, ledger):
            yield from gone
            continue
        rows = _known(parcel, ledger)
        closed = tuple(_closed(parcel, rows, _newer(parcel, ledger)))
        rest = _open(parcel, rows)
        if not rest.copies:
            yield from _pointed(parcel, closed, means, writing=False)
            continue
        yield from closed
        yield _foreseen(rest, means)


def _foreseen(parcel: Parcel, means: Means) -> Sending:
    """Return what would come of a parcel; what it says is shown, too, where only a password or a file is missing."""
    found: Foreseen | None = None
    shown: Shown | None = None
    name = ""
    try:
        way = channel(parcel.channel)
        found = way.foresee(parcel, means)
        name = _message(parcel, means)
        shown = way.show(parcel, means)
        if found.refusal:
            return Sending(parcel, "failed", found, name, reason=found.refusal, hint=found.hint, shown=shown)
        way.require(parcel, means)
    except BriefgenError as error:
        return Sending(parcel, "failed", found, name, reason=error.message, hint=error.hint, shown=shown)
    return Sending(parcel, "foreseen", found, name, shown=shown)


def deliver(
    parcels: Iterable[Parcel], means: Means, ledger: Ledger, pause: Callable[[float], None] = time.sleep
) -> Iterator[Sending]:
    """Send each parcel once, and yield what came of it; a failure of one does not keep back the others.

    What was sent is not sent again, nor is what may have arrived; what failed for a reason that may pass is tried again
    after a while (`WAITS`). Nothing goes to somebody who was forgotten since.
    """
    for parcel in parcels:
        if gone := _forgotten(parcel, ledger):
            yield from gone
            continue
        try:
            ledger.record_copies(parcel.copies)
            ledger.plan(_planned(parcel))
        except AlreadySent as error:  # to somebody who was forgotten at this moment
            yield Sending(parcel, "failed", reason=error.message, hint=error.hint)
            continue
        rows = _known(parcel, ledger)
        closed = tuple(_closed(parcel, rows, _newer(parcel, ledger)))
        rest = _open(parcel, rows)
        if not rest.copies:
            yield from _pointed(parcel, closed, means, writing=True)
            continue
        yield from closed
        ids = [rows[copy.id].id for copy in rest.copies]
        yield _by_hand(rest, means) if rest.channel in BY_HAND else _sent(rest, ids, means, ledger, pause)


def standing(parcel: Parcel, ledger: Ledger) -> Sending | None:
    """Return how the briefs of a parcel stand by the ledger alone, None where nothing of them was ever begun.

    Nothing is begun or written. Of several fates the one is told that somebody must look at.
    """
    briefs = {copy.brief for copy in parcel.copies}
    found = ledger.rows(delegation=parcel.delegation, recipient=parcel.recipient, channel=parcel.channel)
    rows = [row for row in found if row.brief in briefs]
    fates: tuple[tuple[str, Status], ...] = (
        ("unknown", "unknown"), ("sending", "busy"), ("failed", "failed"), ("sent", "already-sent"),
    )  # fmt: skip
    for state, status in fates:
        row = next((row for row in rows if row.state == state), None)
        if row is not None:
            reason = row.reason or (f"Sent on {row.ended[:10]}." if state == "sent" else "")
            return Sending(parcel, status, None, row.message_id, row.receipt, reason)
    return None


def refused(parcel: Parcel, ledger: Ledger) -> bool:
    """Say whether the ledger knows what is left of a parcel to have been refused for good."""
    rows = _known(parcel, ledger)
    left = [rows[copy.id] for copy in _open(parcel, rows).copies if copy.id in rows]
    return any(row.state == "failed" and not row.temporary for row in left)


def mark_sent(parcels: Iterable[Parcel], app: str, means: Means, ledger: Ledger) -> Iterator[Sending]:
    """Record that somebody sent by hand what was laid out, and yield what is known of each parcel now.

    Raises UsageMistake where nothing was laid out of the pack as it is, since then something else was sent.
    """
    from briefgen.deliver.channels.messenger import is_laid_out

    for parcel in parcels:
        if gone := _forgotten(parcel, ledger):
            yield from gone
            continue
        rows = _known(parcel, ledger)
        yield from _closed(parcel, rows, _newer(parcel, ledger))
        rest = _open(parcel, rows)
        if not rest.copies:
            continue
        if not is_laid_out(rest, means):
            raise UsageMistake(
                f"Nothing was laid out for {rest.recipient} since the pack was made.",
                f"First: briefgen deliver {rest.delegation} --channel messenger",
            )
        ledger.record_copies(rest.copies)
        ids = ledger.plan(_planned(rest))
        name = _message(rest, means)
        try:
            ledger.begin(ids, name)
        except (AlreadySent, OutcomeUnknown) as error:
            yield _overtaken(rest, error)
            continue
        receipt = f"{app}, by hand"
        ledger.sent(ids, receipt)
        yield Sending(rest, "sent", None, name, receipt, tries=1)


def _sent(parcel: Parcel, ids: Sequence[int], means: Means, ledger: Ledger, pause: Callable[[float], None]) -> Sending:
    found: Foreseen | None = None
    name = ""
    try:
        way = channel(parcel.channel)
        found = way.foresee(parcel, means)
        name = _message(parcel, means)
        if found.refusal:
            ledger.begin(ids, name)
            ledger.failed(ids, found.refusal)
            return Sending(parcel, "failed", found, name, reason=found.refusal, hint=found.hint, tries=1)
        tries = 0
        while True:
            ledger.begin(ids, name)
            tries += 1
            outcome = _attempt(parcel, ids, means, ledger)
            if not (outcome.state == "failed" and outcome.temporary and tries <= len(WAITS)):
                break
            pause(WAITS[tries - 1])
    except (AlreadySent, OutcomeUnknown) as error:
        return _overtaken(parcel, error)
    except BriefgenError as error:
        return Sending(parcel, "failed", found, name, reason=error.message, hint=error.hint)
    return Sending(
        parcel, outcome.state, found, name, outcome.receipt, outcome.reason, outcome.hint, outcome.links, tries,
        outcome.state == "failed" and outcome.temporary,
    )  # fmt: skip


def _attempt(parcel: Parcel, ids: Sequence[int], means: Means, ledger: Ledger) -> Outcome:
    """Send once what the ledger knows to be in sending, and tell it what came of it."""
    try:
        outcome = channel(parcel.channel).send(parcel, means)
    except BriefgenError as error:  # raised only before anything has left
        ledger.failed(ids, error.message)
        raise
    except Exception as error:
        ledger.unknown(ids, f"briefgen failed while sending: {type(error).__name__}")
        raise
    if outcome.state == "sent":
        ledger.sent(ids, outcome.receipt)
    elif outcome.state == "failed":
        ledger.failed(ids, outcome.reason, temporary=outcome.temporary)
    else:
        ledger.unknown(ids, outcome.reason)
    return outcome


def _by_hand(parcel: Parcel, means: Means) -> Sending:
    """Lay out what somebody will send; the ledger has it as planned until they say so."""
    try:
        way = channel(parcel.channel)
        found, outcome = way.foresee(parcel, means), way.send(parcel, means)
    except BriefgenError as error:
        return Sending(parcel, "failed", reason=error.message, hint=error.hint)
    return Sending(parcel, outcome.state, found, "", outcome.receipt, outcome.reason, outcome.hint)


def _overtaken(parcel: Parcel, error: BriefgenError) -> Sending:
    """Say that another process was quicker."""
    status: Status = "already-sent" if isinstance(error, AlreadySent) else "busy"
    reason = "Another process sent it." if status == "already-sent" else "Another process is sending it just now."
    return Sending(parcel, status, reason=reason, hint="" if status == "already-sent" else "See: briefgen ledger list")


def _message(parcel: Parcel, means: Means) -> str:
    """Return the id of the message, by which an attempt is found again; only mail carries it."""
    if parcel.channel == "mail":
        from briefgen.deliver.channels.mail import id_of

        return id_of(parcel, means)
    return message_id((copy.id for copy in parcel.copies), parcel.recipient)


def _planned(parcel: Parcel) -> list[Planned]:
    return [
        Planned(copy.id, parcel.recipient, parcel.address, parcel.language, parcel.channel) for copy in parcel.copies
    ]


def _known(parcel: Parcel, ledger: Ledger) -> dict[str, Delivery]:
    """Return what the ledger knows of the copies of a parcel, by their ids."""
    rows = ledger.rows(delegation=parcel.delegation, recipient=parcel.recipient, channel=parcel.channel)
    wanted = {copy.id for copy in parcel.copies}
    return {row.copy_id: row for row in rows if row.copy_id in wanted}


def _newer(parcel: Parcel, ledger: Ledger) -> dict[str, str]:
    """Return of the copies after which the recipient was sent another of the same brief and language: the day.

    A folder has a pointer that can be turned back; by other ways the recipient goes by what came last.
    """
    if parcel.channel == "folder":
        return {}
    rows = [
        row
        for row in ledger.rows(delegation=parcel.delegation, recipient=parcel.recipient, channel=parcel.channel)
        if row.state == "sent"
    ]
    wanted = {copy.id for copy in parcel.copies}
    about = Counter((copy.brief, copy.language) for copy in parcel.copies)
    found: dict[str, str] = {}
    for row in rows:
        # Where a pack holds several of one brief and language, none is known to have taken another's place.
        if row.copy_id not in wanted or about[row.brief, row.language] != 1:
            continue
        for other in rows:
            same = (other.brief, other.language) == (row.brief, row.language) and other.copy_id not in wanted
            if same and (other.ended, other.id) > (row.ended, row.id):
                found[row.copy_id] = max(found.get(row.copy_id, ""), other.ended[:10])
    return found


def _forgotten(parcel: Parcel, ledger: Ledger) -> tuple[Sending, ...]:
    """Return what is told of a parcel for somebody who was forgotten after other files of it, or none.

    Who was forgotten is written to only on purpose, so that what they have not got does not go either.
    """
    ways = dict.fromkeys((parcel.channel, *(PERSONAL if parcel.channel in PERSONAL else ())))
    ids = [copy.id for copy in parcel.copies]
    by_way = {way: ledger.forgotten(ids, parcel.delegation, parcel.recipient, way) for way in ways}
    days = by_way[parcel.channel]
    last = max((day for found in by_way.values() for day in found.values()), default=None)
    if last is None:
        return ()
    told: list[Sending] = []
    had = [copy for copy in parcel.copies if copy.id in days]
    rest = [copy for copy in parcel.copies if copy.id not in days]
    who = parcel.recipient
    if had:
        day = max(days.values()) or "undated"
        reason = f"{who} got this by {parcel.channel} before being forgotten ({day})."
        hint = f"Take {who} out of the file of the delegation {parcel.delegation}."
        told.append(Sending(_only(parcel, had), "already-sent", reason=reason, hint=hint))
    if rest:
        reason = f"{who} was forgotten since they were sent other files of this pack ({last or 'undated'})."
        hint = "If they are to be written to again: give them a new id in the file of the delegation."
        told.append(Sending(_only(parcel, rest), "failed", reason=reason, hint=hint))
    return tuple(told)


def _pointed(parcel: Parcel, closed: tuple[Sending, ...], means: Means, *, writing: bool) -> tuple[Sending, ...]:
    """Return what is told of a parcel of which nothing is left to be sent; a folder is made to hold it again.

    A change that was taken back leaves nothing new to send, but the pointer at what was taken back. The ledger knows
    of it already. `writing`: whether it is done, or only told.
    """
    if parcel.channel != "folder" or any(each.status != "already-sent" for each in closed):
        return closed
    from briefgen.deliver.channels import folder

    whole = replace(parcel, copies=(), along=parcel.copies)
    try:
        if folder.is_latest(whole, means):
            return closed
        if not writing:
            said = f"{folder.LATEST} does not name a folder of just this pack; it would be laid out again."
            return tuple(replace(each, reason=f"{each.reason} {said}") for each in closed)
        outcome = folder.send(whole, means)
    except BriefgenError as error:
        return (Sending(parcel, "failed", reason=error.message, hint=error.hint),)
    if outcome.state != "sent":
        return (Sending(parcel, "failed", None, "", "", outcome.reason, outcome.hint, temporary=outcome.temporary),)
    said = f"{folder.LATEST} names it again: {outcome.receipt}"
    return tuple(replace(each, receipt=outcome.receipt, reason=f"{each.reason} {said}") for each in closed)


def _open(parcel: Parcel, rows: dict[str, Delivery]) -> Parcel:
    """Return a parcel with those of its copies that can be sent."""
    rest = _only(parcel, [copy for copy in parcel.copies if copy.id not in rows or rows[copy.id].state in OPEN])
    if parcel.channel != "folder":
        return rest
    # Whoever follows the pointer of a folder is to find the whole pack, not only what is new in it.
    sent = (copy for copy in parcel.copies if copy.id in rows and rows[copy.id].state == "sent")
    return replace(rest, along=tuple(sent))


def _closed(parcel: Parcel, rows: dict[str, Delivery], newer: Mapping[str, str]) -> Iterator[Sending]:
    """Yield those copies of a parcel that must not be sent, by their fate and message; `newer` as of `_newer`."""
    fates: dict[tuple[str, str, str], list[Copy]] = {}
    for copy in parcel.copies:
        row = rows.get(copy.id)
        if row is not None and row.state not in OPEN:
            fates.setdefault((row.state, row.message_id, newer.get(copy.id, "")), []).append(copy)
    for (state, name, later), copies in fates.items():
        row = rows[copies[0].id]
        part = _only(parcel, copies)
        if later:
            reason = f"Sent on {row.ended[:10]}; {parcel.recipient} has a newer copy of it, sent on {later}."
            hint = "If this one is to hold again: give the brief another edition number, approve and pack it again."
            yield Sending(part, "failed", None, name, row.receipt, reason, hint)
        elif state == "sent":
            yield Sending(part, "already-sent", None, name, row.receipt, *_when(row, parcel))
        elif state == "sending":
            yield _overtaken(part, OutcomeUnknown(""))
        else:
            said = f'briefgen ledger settle "{name}" --sent --by NAME, or --not-sent.'
            hint = f"Look whether it arrived, then say so: {said}"
            yield Sending(
                part, "unknown", None, name, reason=f"Nobody knows whether it arrived: {row.reason}.", hint=hint
            )


def _when(row: Delivery, parcel: Parcel) -> tuple[str, str]:
    """Say when a copy was sent, with a next step where the recipient has another address since; it names neither."""
    day = row.ended[:10]
    if parcel.channel != "mail" or row.address in ("", parcel.address):
        return f"Sent on {day}.", ""
    hint = "If it should go to the new address as well: give the recipient another id in the file of the delegation."
    return f"Sent on {day}, to another address than the file has now.", hint


def _only(parcel: Parcel, copies: Sequence[Copy]) -> Parcel:
    return replace(parcel, copies=tuple(copies))
