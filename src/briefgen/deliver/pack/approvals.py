"""Whether the edition of a brief is approved as it is now, in each language that a delegation gets."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.deliver.approval.standing import not_approved
from briefgen.deliver.copies import Copy
from briefgen.deliver.ledger.ledger import Ledger
from briefgen.deliver.ledger.records import Approval
from briefgen.deliver.pack import gates
from briefgen.deliver.pack.gates import Gate
from briefgen.pipeline.shared import Shared
from briefgen.project import Project
from briefgen.spec.brief import Brief
from briefgen.spec.delegation import Delegation


def is_asked(shared: Shared) -> bool:
    """Say whether the project lets only approved editions into packs."""
    return shared.settings.deliver is not None and shared.settings.deliver.approval


def approval_of(
    written: Brief,
    languages: Sequence[str],
    code: str,
    delegation: Delegation,
    project: Project,
    shared: Shared,
    known: Sequence[Approval] | None = None,
) -> Gate:
    """Ask for the approval of a brief as it is written: to leave a block out needs none, another text does.

    `known`: the approvals of the ledger, where it was read before.
    """
    inserted = any(entry.brief == written.name for entry in delegation.insert)
    missing = not_approved(project, shared, written, languages, known)
    return gates.approval(written.name, missing, code, inserted=inserted)


def approval_of_copy(copy: Copy, languages: Sequence[str], ledger: Ledger) -> Gate | None:
    """Say that a packed file gives its readers what nobody approved; None where it does not, or that is not known.

    The brief may have been changed and changed back since it was packed.
    """
    missing = [
        tag
        for tag in languages
        if (made := ledger.contents(copy.base, copy.brief, tag))
        and not made & {one.content for one in ledger.approvals(copy.brief, copy.edition, tag)}
    ]
    if not missing:
        return None
    sentence = f"{copy.edition} was packed with what is not approved in {' and '.join(missing)}."
    return Gate("approval", False, sentence, f"Pack it again: briefgen pack {copy.delegation}", copy.brief)
