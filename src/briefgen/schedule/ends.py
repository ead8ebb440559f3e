"""What runs out: certificates and calendars, each with the moment after which it is of no use any more.

Nothing is asked over the network: the certificate of a server is not known here, that of an authority in a file is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError
from briefgen.project import printable

if TYPE_CHECKING:
    from briefgen.project import Project
    from briefgen.schedule.workdays.known import Workdays
    from briefgen.spec.settings import Settings

EARLY = timedelta(days=60)
"""How long before its end a thing is told."""
LATE = timedelta(days=14)
"""How long before its end it counts as something wrong."""
AUTHORITIES = "SSL_CERT_FILE"
"""The variable that names a file with the authorities that the office trusts in mails and storage."""
OWN = 8
"""How many certificates a file holds at most that an office keeps itself, and not its system."""


@dataclass(frozen=True)
class End:
    """Hold when something runs out; `at` is None where that cannot be known, and `why` says why.

    `kind`: `certificate` (to sign with), `authority` (of servers) or `calendar`. `others`: it is one of several, of
    which others hold for longer.
    """

    kind: str
    name: str
    at: datetime | None
    hint: str
    why: str = ""
    others: bool = False


def ends(project: Project, settings: Settings | None, calendars: Iterable[Workdays]) -> tuple[End, ...]:
    """Return what is known to run out, the soonest first."""
    found = [*_calendars(calendars), *_authorities(project), *_certificate(project, settings)]
    return tuple(sorted(found, key=lambda end: (end.at is not None, end.at or datetime.max.replace(tzinfo=UTC))))


def _calendars(calendars: Iterable[Workdays]) -> Iterator[End]:
    for calendar in calendars:
        last = calendar.last_known
        if last.year < 9999:
            at = datetime.combine(last, time.max.replace(microsecond=0), UTC)
            hint = (
                "Upgrade chinesecalendar, and start again what runs all the time (briefgen schedule run); or write the"
                " next year's notice into the project's calendar file."
            )
            yield End("calendar", calendar.source, at, hint)


def _authorities(project: Project) -> Iterator[End]:
    named = project.environment.get(AUTHORITIES, "")
    if not named:
        return
    import ssl

    hint = f"Ask the office's network for the new one, and put it into that file ({AUTHORITIES})."
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(named)
        moments = [str(each["notAfter"]) for each in context.get_ca_certs() if "notAfter" in each]
    except (OSError, ValueError) as error:  # SSLError is an OSError
        yield End("authority", printable(named), None, hint, f"It cannot be read: {error}.")
        return
    found = sorted(datetime.fromtimestamp(ssl.cert_time_to_seconds(moment), UTC) for moment in moments)
    if found:
        yield End("authority", printable(named), found[-1], hint)
    # Nobody knows which of several the servers need; of the whole world's, some have always ended.
    if len(found) <= OWN and found and found[0] < found[-1]:
        name = f"One of {len(found)} certificates of {printable(named)}"
        yield End("authority", name, found[0], hint, others=True)


def _certificate(project: Project, settings: Settings | None) -> Iterator[End]:
    if settings is None or settings.signing is None or settings.signing.certificate is None:
        return
    from briefgen.pipeline.signing import certificate_file, end_of_certificate

    name = project.relative(Path(certificate_file(project, settings)))
    hint = "Ask whoever issued it for a new one."
    try:
        yield End("certificate", name, end_of_certificate(project, settings), hint)
    except BriefgenError as error:
        yield End("certificate", name, None, error.hint or hint, error.message)
