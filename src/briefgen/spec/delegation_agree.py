"""Whether the parts of one delegation agree: days, leaders, ids, addresses. No sentence quotes a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.errors import Place, Problem
from briefgen.spec.delegation import Delegation, Member
from briefgen.spec.tree import Mapping, Scalar, place_of


def disagreements(delegation: Delegation, written: Mapping) -> Iterator[Problem]:
    """Yield what does not fit together in a delegation; `written` is the tree of its file."""
    yield from _days(delegation, written)
    yield from _programme(delegation)
    yield from _leaders(delegation.members, "members", "the delegation")
    yield from _leaders(delegation.hosts, "hosts", "the hosts")
    yield from _twice(delegation, written)
    yield from _recipients(delegation)


def _days(delegation: Delegation, written: Mapping) -> Iterator[Problem]:
    if delegation.departure < delegation.arrival:
        sentence = f"The departure is before the arrival, {delegation.arrival}."
        yield Problem(_value(written, "departure"), sentence, "Look at year, month and day of both.")
    elif delegation.embargo is not None and delegation.embargo > delegation.departure:
        sentence = f"The embargo ends after the departure, {delegation.departure}: nothing could be handed over."
        yield Problem(_value(written, "embargo"), sentence, "Write the first day on which the pack may go out.")


def _programme(delegation: Delegation) -> Iterator[Problem]:
    visit = f"{delegation.arrival} to {delegation.departure}"
    latest: tuple[str, str] = ("", "")
    for stop in delegation.programme:
        if delegation.arrival <= delegation.departure and not delegation.arrival <= stop.day <= delegation.departure:
            sentence = f"This entry is on {stop.day}; the visit is from {visit}."
            yield Problem(stop.place, sentence, "Correct the day, or arrival and departure.")
            continue
        day = stop.day.isoformat()
        moment = (day, stop.time or (latest[1] if latest[0] == day else ""))
        if moment < latest:
            sentence = "This entry is earlier than the one before it."
            yield Problem(stop.place, sentence, "Put the entries in order of day and time.")
        latest = max(latest, moment)


def _leaders(people: Sequence[Member], key: str, whom: str) -> Iterator[Problem]:
    leaders = [person for person in people if person.leader]
    for second in leaders[1:]:
        first = leaders[0].place
        near = first.file == second.place.file and not first.cell
        sentence = f'Two of "{key}" lead {whom}; the first is in {f"line {first.line}" if near else first}.'
        yield Problem(second.place, sentence, "Let one of them have leader: yes.")


def _twice(delegation: Delegation, written: Mapping) -> Iterator[Problem]:
    groups: dict[str, Sequence[str]] = {
        "language": delegation.languages,
        "brief": delegation.briefs,
        "channel": delegation.channels,
        "recipient": [recipient.id for recipient in delegation.recipients],
    }
    keys = {"language": "languages", "brief": "briefs", "channel": "channels", "recipient": "recipients"}
    for what, names in groups.items():
        seen: set[str] = set()
        for name in names:
            if name in seen:
                place = place_of(name, _value(written, keys[what]))
                yield Problem(place, f'The {what} "{name}" stands here twice.', "Use each once.")
            seen.add(name)
    left_out: set[tuple[str, str]] = set()
    for omission in delegation.omit:
        if (omission.brief, omission.block) in left_out:
            yield Problem(omission.place, "This block is left out twice.", "Keep one of the two entries.")
        left_out.add((str(omission.brief), str(omission.block)))


def _recipients(delegation: Delegation) -> Iterator[Problem]:
    for recipient in delegation.recipients:
        channels = delegation.channels_of(recipient)
        if "mail" in channels and recipient.address is None:
            hint = "Add address: …, or channels: [folder] for instance."
            yield Problem(recipient.place, "This recipient gets mail and has no address.", hint)
        elif "mail" in channels and "@" not in (recipient.address or ""):
            place = place_of(recipient.address, recipient.place)
            yield Problem(
                place, "This is not an e-mail address, and mail goes to it.", "Write it like desk@example.org."
            )
        if len(set(recipient.channels)) < len(recipient.channels):
            yield Problem(recipient.place, "A channel of this recipient is named twice.", "Use each once.")


def _value(written: Mapping, key: str) -> Place:
    """Return where the value of a key stands."""
    node = written.get(Scalar(key))
    return node.place if node is not None else written.place
