"""What `briefgen verify` tells of approvals: a line for people, an object for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefgen.deliver.approval.of_file import Signed


def approval_line(signed: Sequence[Signed]) -> str:
    """Return how a file stands in each language."""
    return f"approval   {'; '.join(_of(one) for one in signed)}"


def _of(one: Signed) -> str:
    last = one.approval
    if last is None:
        return f"{one.language} not approved"
    match one.state:
        case "approved":
            return f"{one.language} by {last.by} on {last.at[:10]}"
        case "not-approved":
            return f"{one.language} not approved: differs from what {last.by} approved on {last.at[:10]}"
        case "unknown":
            return f"{one.language} unknown: perhaps not what {last.by} approved on {last.at[:10]}"


def approval_record(one: Signed) -> dict[str, Any]:
    """Return the same as programs get it."""
    last = one.approval
    by, at = (last.by, last.at) if last is not None else ("", "")
    return {"language": one.language, "state": one.state, "by": by, "at": at}
