"""How an edition stands in a language: a line for people, an object for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefgen.deliver.approval.standing import Standing

WHY = {
    "facts": "figures have changed since",
    "form": "blocks or pictures have changed since",
    "wording": "the wording has changed since",
    "changed": "it has changed since",
    "edition": "this is a new edition since",
}
"""What is said of an approval that does not hold any more."""


def line_of(standing: Standing) -> str:
    """Return how an edition stands in a language, as a line."""
    last = standing.approval
    if last is None:
        return f"{standing.language} not approved"
    signed = f"by {last.by} on {last.at[:10]}"
    if standing.approved:
        return f"{standing.language} approved {signed}"
    return f"{standing.language} not approved: {WHY[standing.why]} ({last.edition} was approved {signed})"


def standing_record(standing: Standing) -> dict[str, Any]:
    """Return what programs are told of how an edition stands in a language."""
    last = standing.approval
    return {
        "language": standing.language,
        "approved": standing.approved,
        "why": standing.why,
        "edition": last.edition if last is not None else "",
        "by": last.by if last is not None else "",
        "at": last.at if last is not None else "",
        "scan": last.scan if last is not None else "",
    }
