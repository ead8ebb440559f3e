"""`briefgen diff`: what differs between two finished files, and what that means for approvals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.messages import counted
from briefgen.cli.report import reporting
from briefgen.cli.session import Session
from briefgen.errors import UsageMistake
from briefgen.project import printable

if TYPE_CHECKING:
    from briefgen.check.finished.comparing import Passed
    from briefgen.deliver.approval.comparing import Comparison, File
    from briefgen.project import Project

MOST = 12
"""How many passages of a language are shown; all with -v and --json."""
CALLED = {"facts": "figures", "edition": "edition", "personal": "for whom it is made"}
HOW = {
    "data": "by the data attached to both files",
    "ledger": "by what the ledger knows of both files",
    "pages": "by the numbers on the pages alone, since no data is attached to both",
}


@click.command(short_help="Show what differs between two finished files.")
@click.argument("old", metavar="OLD.pdf", type=click.Path(readable=False, path_type=Path))
@click.argument("new", metavar="NEW.pdf", type=click.Path(readable=False, path_type=Path))
@reporting
@click.pass_obj
def diff(session: Session, old: Path, new: Path) -> int:
    """Show what differs between two finished files of briefgen: figures, words by language and page, for whom they are.

    It says of which class the change is, and in which languages an approval of OLD does not hold for NEW. Where lines
    break and on which page something stands is no difference. Figures are compared by the data attached to both files,
    else by what the ledger of the project knows of them, else by the numbers on the pages. The password of
    encrypted files is taken from BRIEFGEN_PDF_PASSWORD or the key ring.

    The exit code is 0 whether they differ or not.
    """
    from briefgen.deliver.approval.comparing import compare_files
    from briefgen.pipeline.password import lookup

    report = session.report
    found = compare_files(old, new, project=_project(session), look=lookup(session.surroundings))
    for line in _lines(found, everything=report.verbose):
        report.say(printable(line))
    report.record(**_record(found))
    return 0


def _project(session: Session) -> Project | None:
    """Return the project that the command runs in, if it runs in one."""
    try:
        return session.project()
    except UsageMistake:
        if session.folder is not None:
            raise
        return None


def _lines(found: Comparison, *, everything: bool) -> Iterator[str]:
    yield f"old  {_file(found.old)}"
    yield f"new  {_file(found.new)}"
    if not found.classes:
        yield "They say the same."
        return
    figures = found.found.figures
    if figures:
        yield f"figures: {counted(len(figures), 'change')}"
    for one in figures or ():
        yield f"  {one.fact}"
        for language in dict.fromkeys((*one.old, *one.new)):
            yield f"    {language}  {one.old.get(language, '–')} → {one.new.get(language, '–')}"
    for language in dict.fromkeys(one.language for one in found.found.texts):
        texts = [one for one in found.found.texts if one.language == language]
        yield f"passages, {language}: {counted(len(texts), 'change')}"
        for one in texts if everything else texts[:MOST]:
            yield from _passage(one)
        if not everything and len(texts) > MOST:
            yield f"  and {len(texts) - MOST} more: see them with -v"
    yield f"class: {', '.join(CALLED.get(kind, kind) for kind in found.classes)}"
    if found.by == "pages" or everything:
        yield f"  Figures were compared {HOW[found.by]}."
    if found.found.texts and not found.alike:
        yield "  Pages of different kinds join heads and texts in different ways: compare files of one kind."
        return
    yield f"  {_meaning(found)}"


def _file(file: File) -> str:
    told = file.told
    copy = f", copy {told.copy}" if told.copy else ""
    return f"{file.name}  ({told.edition}, {counted(told.pages, 'page')}{copy})"


def _passage(one: Passed) -> Iterator[str]:
    pages = f"page {one.page}" if one.page else f"old page {one.old_page}"
    if one.page and one.old_page and one.page != one.old_page:
        pages = f"page {one.page}, was {one.old_page}"
    yield f"  {pages}, {one.kind}"
    yield f"    old  {one.old or '–'}"
    yield f"    new  {one.new or '–'}"


def _meaning(found: Comparison) -> str:
    if not found.voided:
        return "An approval of the old file holds for the new one."
    if "edition" in found.classes and not {"facts"} & set(found.classes):
        return "A new edition needs approvals of its own."
    return f"An approval of the old file does not hold for the new one in {' and '.join(found.voided)}."


def _record(found: Comparison) -> dict[str, Any]:
    return {
        "status": "different" if found.classes else "same",
        "old": _file_record(found.old),
        "new": _file_record(found.new),
        "classes": list(found.classes),
        "voided": list(found.voided),
        "compared_by": found.by,
        "same_pages": found.alike,
        "figures": [
            {"fact": one.fact, "old": dict(one.old), "new": dict(one.new)} for one in found.found.figures or ()
        ],
        "passages": [
            {
                "language": one.language,
                "old_page": one.old_page,
                "page": one.page,
                "kind": one.kind,
                "old": one.old,
                "new": one.new,
            }
            for one in found.found.texts
        ],
        "problems": [],
    }


def _file_record(file: File) -> dict[str, Any]:
    told = file.told
    fields = {"path": file.name, "sha256": file.sha256, "edition": told.edition, "copy": told.copy}
    return {**fields, "pages": told.pages, "languages": list(told.languages)}
