"""Whether the edition of a brief is approved as it is now, in each language that a delegation gets."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

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
    """Ask for the approval of a brief as it is written: to leave a block out needs none, another text does.

    Where approvals cannot be looked up, none is taken to be there.
    """
    inserted = any(entry.brief == written.name for entry in delegation.insert)
    try:
        standing: Any = import_module("briefgen.deliver.approval.standing")
        missing = tuple(standing.not_approved(project, shared, written, languages))
    except (ImportError, AttributeError):
        missing = tuple(languages)
    return gates.approval(written.name, missing, code, inserted=inserted)
