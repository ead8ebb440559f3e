"""The addresses of other delegations of a project: none of them may get a pack that is not theirs as a test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from briefgen.deliver.delegation_rows import fill_rows
from briefgen.deliver.delegations import find_delegations
from briefgen.errors import BriefgenError, UsageMistake
from briefgen.project import Project
from briefgen.spec.addresses import compared
from briefgen.spec.reader import read_yaml
from briefgen.spec.tree import Mapping as Tree
from briefgen.spec.tree import Scalar
from briefgen.spec.tree import Sequence as Entries

_RECIPIENTS, _ADDRESS = Scalar("recipients"), Scalar("address")


def require_nobodys(project: Project, delegation: str, to: Sequence[str]) -> None:
    """Require of each e-mail address that no recipient of another delegation has it.

    Raises UsageMistake where one has it, or where the file of another delegation does not tell.
    """
    tests = {compared(each) for each in to if "@" in each}
    if not tests:
        return
    unread = ""
    for name, path in find_delegations(project).items():
        if name == delegation:
            continue
        found = _addresses(path, project)
        if found is None:
            unread = unread or name
        elif tests & found:
            sentence = f"This is the address of a recipient of {name}, who would take a test for their pack."
            raise UsageMistake(sentence, "Send the test to an address of your own.")
    if unread:
        sentence = f"The file of {unread} has mistakes, so that nobody knows whether this address is in it."
        raise UsageMistake(sentence, f"Look at it with: briefgen check {unread}. Then send the test.")


def _addresses(path: Path, project: Project) -> set[str] | None:
    """Return the addresses in a delegation's file and its tables, as they are compared; None where it does not tell."""
    try:
        project.require_file(path)
        written = read_yaml(path, project)
        if fill_rows(written, project):
            return None
    except BriefgenError:
        return None
    entries = written.get(_RECIPIENTS, Entries())
    if not isinstance(entries, Entries):
        return None
    found: set[str] = set()
    for entry in entries:
        if not isinstance(entry, Tree):
            return None
        found |= set(_told(entry))
    return found


def _told(entry: Tree) -> Iterator[str]:
    address = entry.get(_ADDRESS)
    if isinstance(address, Scalar) and "@" in address:
        yield compared(str(address))
