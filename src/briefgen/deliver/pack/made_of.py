"""What a pack was made of, as digests: its delegation and its briefs; what figures say is asked one by one.

Whom it goes to, by which ways and when is none of it: that is decided when it goes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from briefgen.deliver.pack.digests import digest_of
from briefgen.pipeline.record import images
from briefgen.project import Project
from briefgen.spec.brief import Brief
from briefgen.spec.delegation import Delegation
from briefgen.spec.settings import Settings

DELEGATION = ""
"""The key of the delegation among those of its briefs, which are their names."""


def made_of(delegation: Delegation, briefs: Mapping[str, str]) -> dict[str, str]:
    """Return the digests of a delegation and of its briefs (`of_brief`), by the names of these."""
    return {DELEGATION: of_delegation(delegation), **briefs}


def of_delegation(delegation: Delegation) -> str:
    """Return the digest of a delegation as its papers and copies tell it, rows of table files among it."""
    sent = {"recipients": (), "channels": (), "schedule": (), "rows_from": (), "embargo": None}
    return digest_of(delegation.model_copy(update=sent))


def of_brief(brief: Brief, settings: Settings, project: Project) -> str:
    """Return the digest of a brief as it is written, with its pictures."""
    return digest_of(brief, [_picture(project.root / name) for name in images(brief, settings)])


def _picture(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""  # whoever lays it out says what is wrong
