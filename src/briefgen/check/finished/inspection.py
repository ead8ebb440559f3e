"""Looking at any file: what it claims, and whether it holds."""

from __future__ import annotations

from dataclasses import replace

from briefgen.check.finished.budget import TooLarge
from briefgen.check.finished.claims import Claims, read_claims
from briefgen.check.finished.opened import Locked, Opened, open_finished
from briefgen.check.finished.report import LOCKED, TOO_LARGE, Finding, Report
from briefgen.check.finished.rules.hints import HINT_OF
from briefgen.check.finished.rules.table import rules_for
from briefgen.check.finished.xmp import COPY, COPY_ID
from briefgen.errors import VerificationFailure


def inspect_file(data: bytes, *, password: str | None = None, expected: Claims | None = None) -> Report:
    """Return what a file claims and what is wrong with it; one that cannot be read has that as its finding.

    Only what the file claims is judged, or what is `expected` of it.
    """
    try:
        file = open_finished(data, password)
        claims = read_claims(file.metadata)
        findings = judge(file, claims if expected is None else expected)
    except VerificationFailure as failure:
        rule = LOCKED if isinstance(failure, Locked) else TOO_LARGE if isinstance(failure, TooLarge) else "file-opens"
        return Report(findings=(Finding(rule, failure.message, hint=failure.hint),))
    return Report(
        claims=claims.words,
        version=file.version,
        pages=len(file.pages),
        languages=_languages(file),
        title=file.title,
        elements=len(file.tree.nodes),
        links=sum(annotation.subtype == "Link" for annotation in file.annotations),
        bookmarks=len(file.outline.bookmarks),
        attachments=len(file.attachments),
        signed=sum(isinstance(value, dict) and "/ByteRange" in value for value in file.objects.table.values()),
        copy=file.metadata.first(COPY, COPY_ID),
        edition=file.edition,
        findings=findings,
    )


def judge(file: Opened, claims: Claims) -> tuple[Finding, ...]:
    """Return what is wrong with an opened file by the rules that claims call for, each finding once."""
    found = (replace(finding, hint=HINT_OF[rule]) for rule in rules_for(claims) for finding in rule(file, claims))
    return tuple(dict.fromkeys(found))


def _languages(file: Opened) -> tuple[str, ...]:
    found = [file.language, *(node.language for node in file.tree.nodes)]
    return tuple(dict.fromkeys(language for language in found if language))
