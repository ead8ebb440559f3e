"""Notices on their way: what waits and whose time has come goes in one message; what is not taken is tried again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, Problem
from briefgen.schedule.notices import kept
from briefgen.schedule.notices.kept import Notice

if TYPE_CHECKING:
    from briefgen.deliver.channels.mail_message import Attachment
    from briefgen.deliver.channels.parcel import Outcome
    from briefgen.deliver.channels.smtp import TooLarge
    from briefgen.project import Project
    from briefgen.schedule.notices.way import Way

WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720))
"""After how long a notice is tried again that was not sent; the last holds for all further tries."""
PATIENCE, LAST_PATIENCE = 20.0, 60.0
"""Seconds for which the server may say nothing: the next look waits meanwhile."""
_ACCOUNT = "USER-AT-SERVER"
MOST_ATTACHED = 5_000_000
"""Bytes of reports that go along with a message."""


def is_due(project: Project, now: datetime) -> bool:
    """Say whether a notice waits whose time has come; a look may ask this each time."""
    return any(_has_come(notice, now) for notice in kept.waiting(project))


def send_due(project: Project, now: datetime) -> tuple[Notice, ...]:
    """Send what waits and whose time has come, in one message; return what still waits of it."""
    kept.sweep(project)
    due = [notice for notice in kept.waiting(project) if _has_come(notice, now)]
    if not due:
        return ()
    fault = _sent(project, due, now)
    if not fault:
        for notice in due:
            kept.drop(project, notice.key)
        return ()
    left = tuple(
        replace(notice, tries=notice.tries + 1, next=now + WAITS[min(notice.tries, len(WAITS) - 1)], reason=fault)
        for notice in due
    )
    for notice in left:
        kept.keep(project, notice)
    return left


def _has_come(notice: Notice, now: datetime) -> bool:
    """Say whether its time has come; so it has where it is so far off that the clock must have been put back."""
    return notice.next is None or notice.next <= now or notice.next - now > WAITS[-1]


def _sent(project: Project, notices: Sequence[Notice], now: datetime) -> str:
    """Send notices as one message, and return why it was not taken, "" where it was."""
    from briefgen.deliver.ledger.sending import without_addresses
    from briefgen.pipeline.faults import unexpected
    from briefgen.schedule.actions.said import line
    from briefgen.schedule.notices.way import way_of

    way = way_of(project)
    if isinstance(way, Problem):
        return way.message
    try:
        found = _handed_in(project, way, notices, now)
    except BriefgenError as error:
        # The name of an account has the form of an address, which would be taken out.
        told = line(f"{error.message} {error.hint}".replace(f"{way.user}@{way.server}", _ACCOUNT))
        return told.replace(_ACCOUNT, "USER@SERVER")
    except Exception as error:
        return line(unexpected(error).message)
    state = getattr(found, "state", "")
    if state == "sent":
        return ""
    reason = getattr(found, "reason", "") or "The message is too large for the server."
    return line(without_addresses(reason, way.address, "the operator"))


def _handed_in(project: Project, way: Way, notices: Sequence[Notice], now: datetime) -> Outcome | TooLarge:
    from briefgen.deliver.channels import smtp
    from briefgen.deliver.channels.mail_message import Message, written
    from briefgen.deliver.channels.parcel import in_language
    from briefgen.deliver.ledger.message_ids import message_id
    from briefgen.deliver.passwords import secret
    from briefgen.schedule.notices.texts import html_of, words
    from briefgen.spec.addresses import sendable
    from briefgen.spec.delivery import SECRETS

    language = "zh" if way.language.partition("-")[0] == "zh" else "en"
    account = f"{way.user}@{way.server}"
    password = secret(project, SECRETS["mail"], account, "password for the mail server") if way.user else ""
    sender, recipient = sendable(way.sender), sendable(way.address)
    subject = notices[0].subject[language]
    lines = list(notices[0].lines[language])
    if len(notices) > 1:
        subject = words("several", language, count=len(notices), first=subject)
        lines = [one for notice in notices for one in (notice.subject[language], *notice.lines[language])]
    ids = [f"{notice.key} {notice.at.isoformat()}" for notice in notices]
    message = Message(
        message_id(ids, "operator", sender.rpartition("@")[2]), now, (in_language(way.names, language), sender),
        ("", recipient), language, subject, "\n\n".join(lines) + "\n", html_of(language, subject, lines),
        _attached(project, notices),
    )  # fmt: skip
    server = smtp.Server(way.server, way.port, way.security, way.user, password, PATIENCE, LAST_PATIENCE)
    return smtp.hand_in(written(message), sender, recipient, server)


def _attached(project: Project, notices: Sequence[Notice]) -> tuple[Attachment, ...]:
    """Return the reports that go along, as far as they are there and not too large."""
    from briefgen.deliver.channels.mail_message import Attachment

    found: list[Attachment] = []
    room = MOST_ATTACHED
    for notice in notices:
        path = project.root / notice.report if notice.report else None
        with suppress(OSError):
            data = path.read_bytes() if path is not None else b""
            if 0 < len(data) <= room:
                room -= len(data)
                name = f"{Path(notice.report).parent.name}.pdf"
                found.append(Attachment(name, Path(name).stem, data))
    return tuple(found)
