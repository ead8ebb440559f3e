"""Looking at a finished file before it is put in place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.furnished import furnished
from briefgen.check.finished.inspection import judge
from briefgen.check.finished.matching import RULE, differences
from briefgen.check.finished.meant import actions, attachments, claims, links, outline, properties, sheets
from briefgen.check.finished.opened import Opened, open_finished
from briefgen.check.finished.outlines import shown_as_read
from briefgen.check.finished.report import Finding
from briefgen.check.finished.said import said_in_file, said_in_record, squeezed, whole_text
from briefgen.check.finished.wordings import lost, parts_of
from briefgen.errors import NOWHERE, Problem, VerificationFailure
from briefgen.pdf.elements import Element, Mark

if TYPE_CHECKING:
    from briefgen.layout.document import Laid
    from briefgen.pdf.profiles import Profile

FAULT = "This is a fault of briefgen; the old file stays, nothing was written."
REPLACEMENT = "\ufffd"
MOST = 20
"""How many findings of one kind are told."""


def verify(laid: Laid, profile: Profile, password: str | None = None) -> None:
    """Read a finished file once and look whether it is whole, keeps to its profile, and says what its brief says.

    Its structure is compared with what was recorded while it was drawn, and its text also with the brief alone.
    Raises VerificationFailure with everything that was found.
    """
    name = laid.context.brief.name
    try:
        opened = open_finished(laid.data, password)
    except VerificationFailure as error:
        raise VerificationFailure(f"The file of {name} fails its verification: {error.message}", FAULT) from error
    found = list(findings(opened, laid, profile, encrypted=password is not None))
    if found:
        told = [str(finding) for finding in dict.fromkeys(found)]
        listed = "\n".join(f"- {finding}" for finding in told)
        single = [Problem(NOWHERE, finding, FAULT) for finding in told]
        raise VerificationFailure(f"The file of {name} fails its verification:\n{listed}", FAULT, single)


def findings(opened: Opened, laid: Laid, profile: Profile, *, encrypted: bool = False) -> Iterator[Finding]:
    """Yield everything in which a file is not what was meant."""
    if len(opened.pages) != laid.pages:
        yield Finding("pages", f"The file has {len(opened.pages)} pages, not {laid.pages}.")
    yield from claims(opened, profile, encrypted=encrypted)
    yield from judge(opened, Claims(profile.ua, profile.archive, profile.level))
    yield from properties(opened, laid.context, profile)
    yield from outline(opened, laid.context)
    yield from actions(opened)
    yield from sheets(opened, laid.context.geometry)
    yield from links(opened)
    yield from attachments(opened, laid.tree, laid.attachments)
    if opened.attachments or laid.context.brief.attachments == "data":
        from briefgen.check.finished.data_files import data_files

        yield from data_files(opened, laid.context)
    yield from islice(furnished(opened, laid.context, profile, laid.parts), MOST)
    yield from shown_as_read(opened, laid.context.faces.faces)
    recorded = said_in_record(laid.tree)
    if profile.tagged:
        files = {file.address: file.name for file in opened.attachments}
        tops = [said_in_file(node, files) for node in opened.tree.top]
        if len(tops) == 1:
            yield from islice(differences(recorded, tops[0], profile.version), MOST)
        else:
            yield Finding(RULE, f"The structure has {len(tops)} elements at its top, not one.")
        said = "".join(map(whole_text, tops))
    else:
        yield from islice(_drawn(opened, laid.tree), MOST)
        said = whole_text(recorded)
    yield from islice(_wordings(said, laid), MOST)


def _wordings(said: str, laid: Laid) -> Iterator[Finding]:
    if REPLACEMENT in said:
        yield Finding("as-written", "A character is lost (U+FFFD).")
    for one in lost(said, parts_of(laid.context)):
        yield Finding(
            "as-written", f"The brief says “{one.words}” ({one.where}, {one.language}) here; the file does not."
        )


def _drawn(opened: Opened, tree: Element) -> Iterator[Finding]:
    """Yield what was recorded and does not stand on its page in the order in which it was drawn."""
    marks: dict[int, list[Mark]] = {}
    for element in tree.walk():
        for child in element.children:
            if isinstance(child, Mark):
                marks.setdefault(child.page, []).append(child)
    for page, drawn in sorted(marks.items()):
        text = squeezed(opened.pages[page].text) if page < len(opened.pages) else ""
        at = 0
        for mark in sorted(drawn, key=lambda mark: mark.mcid):
            words = squeezed(mark.text)
            place = text.find(words, at)
            if place < 0:
                yield Finding(RULE, f"The text “{mark.text}” is not where it was drawn.", page + 1)
            else:
                at = place + len(words)
