"""`briefgen verify`: check that finished files meet the standards they claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from briefgen.cli.messages import counted, size
from briefgen.cli.report import Report, failed, reporting
from briefgen.cli.session import Session
from briefgen.cli.signatures import signature_lines, signature_record
from briefgen.cli.signed import approval_line, approval_record
from briefgen.errors import BriefgenError
from briefgen.project import now, printable

if TYPE_CHECKING:
    from briefgen.check.finished.report import Finding
    from briefgen.deliver.approval.of_file import Signed
    from briefgen.pipeline.judging import Judged

FAULTY = 4
MOST = 10
"""How many places of one fault are told; all with -v and --json."""

STANDINGS = {"ok": "sound", "unclaimed": "not judged (nothing claimed)", "faulty": "with faults"}
"""What the summary says of a file with a status."""


@click.command(short_help="Check that PDF files meet the standards they claim.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(readable=False, path_type=Path))
@click.option(
    "--trust",
    multiple=True,
    type=click.Path(readable=False, path_type=Path),
    metavar="FILE",
    help="Demand a signature that leads to a certificate in this file (PEM or DER); may be given several times.",
)
@reporting
@click.pass_obj
def verify(session: Session, files: tuple[Path, ...], trust: tuple[Path, ...]) -> int:
    """Check that PDF files meet the standards they claim: PDF/UA for screen readers, PDF/A for archives.

    Every build does this before it writes a file; this command does it for any file, wherever it is and whatever
    program made it. Each fault is given with its rule: a number of the Matterhorn Protocol, a clause of a standard, or
    one of briefgen's own rules. A file that claims no standard is not judged by one. The password of
    an encrypted file is taken from BRIEFGEN_PDF_PASSWORD or the key ring. Of each signature is told who signed and
    when, and whether anything was altered since; who the signer is, only certificates that you name can vouch for.

    The exit code is 4 if a file has faults, is damaged or is not a PDF; 3 if it cannot be opened.
    """
    from briefgen.pipeline.judging import judge
    from briefgen.pipeline.password import lookup
    from briefgen.pipeline.results import Refused

    report = session.report
    look = lookup(session.surroundings)
    code = 0
    count = {"sound": 0, "not judged (nothing claimed)": 0, "with faults": 0, "not opened": 0}
    with session.progress(len(files)) as progress:
        for result in judge(files, moment=now(session.surroundings), trust=trust, look=look, tell=progress.tell):
            if isinstance(result, Refused):
                report.refusal(result.error)
                report.record(path=result.name, **failed(result.error))
                count["not opened"] += 1
                code = max(code, result.error.exit_code)
                continue
            signed = _approvals(session, result)
            tell_judged(result, report, signed)
            report.record(**record(result), approvals=[approval_record(one) for one in signed])
            count[STANDINGS[_status(result)]] += 1
            code = max(code, 0 if result.report.ok else FAULTY)
    if len(files) > 1:
        told = ", ".join(f"{number} {what}" for what, number in count.items() if number)
        report.say(f"{counted(len(files), 'file')}: {told}")
    return code


def _approvals(session: Session, judged: Judged) -> tuple[Signed, ...]:
    """Return what the project that the command runs in knows of approvals; nothing outside a project."""
    found = judged.report
    if not (found.edition or found.copy):
        return ()
    from briefgen.deliver.approval.of_file import signed_of

    try:
        project = session.project()
    except BriefgenError:
        return ()
    own = tuple(dict.fromkeys(tag.partition("-")[0] for tag in found.languages))
    return signed_of(
        project, Path(judged.name), sha256=judged.sha256, copy=found.copy, edition=found.edition, languages=own
    )


def tell_judged(judged: Judged, report: Report, signed: Sequence[Signed] = ()) -> None:
    """Tell what a file claims and holds, then its faults, by rule; no value of the file can make a line of its own."""
    found = judged.report
    report.say(judged.name)
    for line in _held(judged) if found.version else ():
        report.say(f"  {printable(line)}")
    if signed:
        report.say(f"  {printable(approval_line(signed))}")
    for line in signature_lines(judged):
        report.say(f"  {printable(line)}")
    if found.ok:
        report.say("  no faults found" if found.claims else "  nothing claimed; not judged")
        return
    report.remark(counted(len(found.findings), "fault"), f"{judged.name}: ")
    for line in _faults(found.findings, MOST if not report.verbose else None):
        report.remark(f"  {printable(line)}")


def record(judged: Judged) -> dict[str, Any]:
    """Return what programs are told of a file."""
    found = judged.report
    return {
        "path": judged.name,
        "status": _status(judged),
        "claims": list(found.claims),
        "version": found.version,
        "title": found.title,
        "languages": list(found.languages),
        "pages": found.pages,
        "size": judged.size,
        "elements": found.elements,
        "links": found.links,
        "bookmarks": found.bookmarks,
        "attachments": found.attachments,
        "copy": found.copy,
        "signatures": [signature_record(one) for one in judged.signatures],
        "signed": found.signed,
        "problems": [_problem(finding) for finding in found.findings],
    }


def _status(judged: Judged) -> Literal["ok", "unclaimed", "faulty"]:
    """Return how a file stands; one that claims nothing has nothing to be judged by, so that it is not "ok"."""
    if not judged.report.ok:
        return "faulty"
    return "ok" if judged.report.claims else "unclaimed"


def _held(judged: Judged) -> Iterator[str]:
    found = judged.report
    if found.claims:
        yield f"claims     {', '.join(found.claims)}"
    else:
        yield "claims     nothing; only fonts, links and bookmarks were looked at"
    if found.title:
        yield f"title      {found.title}"
    if found.languages:
        yield f"languages  {', '.join(found.languages)}"
    yield f"file       PDF {found.version}, {counted(found.pages, 'page')}, {size(judged.size)}"
    if found.copy:
        yield f"copy       {found.copy}"
    counts = ((found.elements, "element"), (found.links, "link"), (found.bookmarks, "bookmark"))
    numbers = [counted(number, noun) for number, noun in (*counts, (found.attachments, "attachment"))]
    yield f"holds      {', '.join(numbers)}"


def _faults(findings: Sequence[Finding], most: int | None) -> Iterator[str]:
    """Yield lines: each rule once, below it each sentence with its places, and at last what to do."""
    rules: dict[str, dict[str, list[str]]] = {}
    hints: dict[str, dict[str, None]] = {}
    for finding in findings:
        hints.setdefault(finding.rule, {}).update({finding.hint: None} if finding.hint else {})
        rules.setdefault(finding.rule, {}).setdefault(finding.message, []).append(_place(finding))
    for rule, messages in rules.items():
        yield rule
        for message, places in messages.items():
            told = [place for place in places if place]
            yield f"  {message}" + (f" ({len(places)} times)" if len(places) > 1 else "")
            for place in told[:most]:
                yield f"    {place}"
            if most is not None and len(told) > most:
                yield f"    and {len(told) - most} more: see them with -v"
        yield from (f"  {hint}" for hint in hints[rule])


def _place(finding: Finding) -> str:
    page = f"page {finding.page}" if finding.page else ""
    return ", ".join(part for part in (page, finding.where) if part)


def _problem(finding: Finding) -> dict[str, Any]:
    known = {"rule": finding.rule, "page": finding.page, "where": finding.where}
    told = {key: value for key, value in known.items() if value}
    return {"severity": "error", **told, "message": finding.message, "hint": finding.hint}
