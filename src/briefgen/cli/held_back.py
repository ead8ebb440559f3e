"""What people and programs are told of gates that hold a pack back, and of those that somebody lets it pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefgen.cli.report import Report, as_object

if TYPE_CHECKING:
    from briefgen.deliver.pack.gates import Gate, HeldBackError, Passes


def tell_held_back(error: HeldBackError, delegation: str, report: Report) -> None:
    """Tell all gates that are shut."""
    report.problems(error.problems)
    report.remark(f"{error.message}\n  {error.hint}")
    told = [as_object(problem) for problem in error.problems]
    shut = [f"{gate.name}/{gate.what}" if gate.what else gate.name for gate in error.gates]
    report.record(delegation=delegation, status="failed", exit_code=error.exit_code, shut=shut, problems=told)


def tell_passed(passed: Sequence[Gate], let: Passes, report: Report, *, dry_run: bool = False) -> None:
    """Tell of each gate that somebody let the pack pass; -q does not keep it back."""
    kept = "Nothing is recorded in a dry run; it would be in the ledger." if dry_run else "It is in the ledger."
    for gate in passed:
        what = f"{gate.what}: " if gate.what else ""
        report.remark(
            f"{what}{gate.sentence}\n  Passed by {let.by}: {let.reason}. {kept}",
            f"Override {gate.name}: ",
            "yellow",
        )
