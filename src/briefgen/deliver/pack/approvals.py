"""Whether the edition of a brief is approved as it is now, in each language that a delegation gets."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.deliver.approval.standing import not_approved
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
    written: Brief, languages: Sequence[str], code: str, delegation: Delegation, project: Project, shared: Shared
) -> Gate:
    """Ask for the approval of a brief as it is written: to leave a block out needs none, another text does."""
    inserted = any(entry.brief == written.name for entry in delegation.insert)
    missing = not_approved(project, shared, written, languages)
    return gates.approval(written.name, missing, code, inserted=inserted)
