"""Finished files, of this program or another, wherever they lie: read, and judged by what they claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, EnvironmentFailure
from briefgen.pipeline.faults import unexpected
from briefgen.pipeline.given import Given, name_of_file, read_file
from briefgen.pipeline.password import HINT, Lookup, keys
from briefgen.pipeline.results import Refused
from briefgen.pipeline.stages import DONE, Tell

if TYPE_CHECKING:
    from briefgen.check.finished.report import Report
    from briefgen.check.finished.signatures import Signature


@dataclass(frozen=True)
class Judged:
    """Hold what was found in a file; `name` is its path as it was given, `size` in bytes.

    `signatures` are in the order in which they were made; `unjudged` says why there are none where the file has some.
    """

    name: str
    size: int
    report: Report
    signatures: tuple[Signature, ...] = ()
    unjudged: str = ""
    sha256: str = ""


def judge(
    paths: Sequence[Path],
    *,
    moment: datetime,
    trust: Sequence[Path] = (),
    look: Lookup | None = None,
    tell: Tell | None = None,
) -> Iterator[Judged | Refused]:
    """Yield what is found in each file, or why its bytes cannot be had.

    `look` finds a password, which is judged and tried where a file asks for one. `moment` is now, in UTC; `trust`
    names files of certificates that signatures must lead to: an unsigned file then has a fault.
    A file that was read and is damaged, or is not a PDF, is judged: that is its fault. Raises EnvironmentFailure where
    a file of certificates is none, or signatures cannot be judged here although certificates are named.
    """
    roots = _certificates(trust)
    for path in paths:
        name = name_of_file(path)
        if tell is not None:
            tell(name, "verify")
        try:
            yield _judged(path, name, look, moment, roots)
        except BriefgenError as error:
            yield Refused(name, error)
        except Exception as error:
            yield Refused(name, unexpected(error))
        if tell is not None:
            tell(name, DONE)


def _certificates(files: Sequence[Path]) -> tuple[bytes, ...]:
    """Return what is in files of certificates, each looked at."""
    if not files:
        return ()
    from briefgen.check.finished.signatures import certificates, refuse_without_library

    refuse_without_library()
    found: list[bytes] = []
    for file in files:
        name = name_of_file(file)
        try:
            data = file.read_bytes()
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            hint = "Look at its name; it counts from the current folder."
            raise EnvironmentFailure(f"The file {name} cannot be read: {why}.", hint) from None
        if not certificates(data):
            raise EnvironmentFailure(f"There is no certificate in {name}.", "Name a file of them: PEM or DER.")
        found.append(data)
    return tuple(found)


def _judged(path: Path, name: str, look: Lookup | None, moment: datetime, trust: Sequence[bytes]) -> Judged:
    from briefgen.check.finished.inspection import inspect_file
    from briefgen.check.finished.report import LOCKED

    given = read_file(path)
    for key in keys(look):
        report = inspect_file(given.data, password=key)
        if all(finding.rule != LOCKED for finding in report.findings):
            return _with_signatures(
                Judged(name, given.size, report, sha256=sha256(given.data).hexdigest()), given, key, moment, trust
            )
    password = look() if look is not None else None
    why = f"{password.place} does not open it" if password is not None else "it is protected by a password"
    raise EnvironmentFailure(f"The file {name} cannot be read: {why}.", HINT)


def _with_signatures(
    judged: Judged, given: Given, password: str | None, moment: datetime, trust: Sequence[bytes]
) -> Judged:
    """Add what is found of signatures; a file without any needs no library to say so."""
    from briefgen.check.finished.report import Finding
    from briefgen.check.finished.signatures import AGAIN, NoLibrary, faults, read_signatures

    report = judged.report
    if not report.signed:
        if not trust or not report.version:
            return judged
        missing = Finding("signature-trusted", "The file is not signed.", hint=AGAIN)
        return replace(judged, report=replace(report, findings=(*report.findings, missing)))
    try:
        found = read_signatures(given.data, moment, password=password, trust=trust)
    except NoLibrary as failure:
        return replace(judged, unjudged=f"{failure.message} {failure.hint}")
    wrong = list(faults(found))
    if len(found) < report.signed:
        wrong.append(Finding("signature-intact", "A signature stands in no field, so that nobody sees it.", hint=AGAIN))
    return replace(judged, signatures=found, report=replace(report, findings=(*report.findings, *wrong)))
