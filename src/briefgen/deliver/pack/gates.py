"""What keeps a pack in the office: embargo, stale and missing figures, verification, languages, approval.

A gate that is shut says which brief and why. Somebody may let it pass by name, with a reason; that is recorded in the
ledger before the pack appears, and told with the pack.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.errors import NOWHERE, GateRefused, Problem, UsageMistake
from briefgen.project import printable

if TYPE_CHECKING:
    import datetime

    from briefgen.data.facts import Fact
    from briefgen.deliver.ledger.ledger import Ledger
    from briefgen.spec.delegation import Delegation

GATES = ("embargo", "stale", "gap", "language", "verification", "approval")
"""All gates, in the order in which they are asked."""
MOST_NAMED = 6
"""How many facts a sentence names."""


@dataclass(frozen=True)
class Gate:
    """Hold what a gate says; `what` is the brief that it speaks of, "" for the pack as a whole."""

    name: str
    passed: bool
    sentence: str
    hint: str = ""
    what: str = ""

    @property
    def problem(self) -> Problem:
        """Return it as a problem."""
        told = f"{self.what}: {self.sentence}" if self.what else self.sentence
        return Problem(NOWHERE, f"{told} (gate {self.name})", self.hint)


@dataclass(frozen=True)
class Passes:
    """Hold which gates somebody lets a pack pass, why, and who that is."""

    gates: frozenset[str] = frozenset()
    reason: str = ""
    by: str = ""


NONE = Passes()


class HeldBackError(GateRefused):
    """Refuse a pack, with all gates that are shut."""

    def __init__(self, delegation: str, gates: Iterable[Gate], what: str = "made") -> None:
        self.gates = tuple(gates)
        self._of = (delegation, self.gates, what)
        self.problems = tuple(gate.problem for gate in self.gates)
        count = len(self.gates)
        told = "one gate holds it" if count == 1 else f"{count} gates hold it"
        super().__init__(f"The pack of {delegation} was not {what}: {told} back.", _way_out(self.gates))

    def __reduce__(self) -> tuple[object, ...]:
        """Let it pass between processes."""
        return type(self), self._of


def _way_out(gates: Sequence[Gate]) -> str:
    names = dict.fromkeys(gate.name for gate in gates)
    options = " ".join(f"--override {name}" for name in names)
    return f"Mend what is said above. Whoever may decide otherwise: {options} --reason … --by …"


def passes(gates: Collection[str], reason: str | None, by: str | None) -> Passes:
    """Return what somebody lets pass. Raises UsageMistake for a gate that is none, and without a reason or a name."""
    for name in gates:
        if name not in GATES:
            raise UsageMistake(f'There is no gate "{printable(name)}".', f"Gates: {', '.join(GATES)}.")
    reason, by = (reason or "").strip(), (by or "").strip()
    if gates and not (reason and by):
        raise UsageMistake(
            "--override needs to say who passes the gate, and why.",
            "Add --reason 'why' and --by 'name'; both are recorded.",
        )
    if not gates and (reason or by):
        raise UsageMistake("--reason and --by belong to --override.", f"Add --override with one of {', '.join(GATES)}.")
    if any(not part.isprintable() for part in (reason, by)):
        raise UsageMistake("--reason and --by are one line each.", "Write them without line ends.")
    return Passes(frozenset(gates), reason, by)


def shut(gates: Iterable[Gate], let: Passes) -> list[Gate]:
    """Return the gates that hold a pack back."""
    return [gate for gate in gates if not gate.passed and gate.name not in let.gates]


def overridden(gates: Iterable[Gate], let: Passes) -> list[Gate]:
    """Return the gates that are shut and that somebody lets the pack pass."""
    return [gate for gate in gates if not gate.passed and gate.name in let.gates]


def record_passes(ledger: Ledger, delegation: str, gates: Iterable[Gate], let: Passes) -> None:
    """Record in the ledger what somebody lets pass, each brief for itself."""
    for gate in gates:
        what = f"{delegation}/{gate.what}" if gate.what else delegation
        ledger.overridden(gate.name, what, let.reason, let.by)


def embargo(delegation: Delegation, today: datetime.date) -> Gate:
    """Say whether the day has come from which a delegation may be given anything."""
    until = delegation.embargo
    if until is None:
        return Gate("embargo", True, "There is no embargo.")
    if today < until:
        sentence = f"It is under embargo until {until.isoformat()}."
        return Gate("embargo", False, sentence, "Make it on that day, or change embargo: in the delegation's file.")
    return Gate("embargo", True, f"The embargo ended on {until.isoformat()}.")


def stale(brief: str, facts: Sequence[Fact], tables: Sequence[str], *, stated: bool) -> Gate:
    """Say whether all figures that a brief prints may still be printed by their own rule.

    `facts`, `tables`: those past their last day. `stated`: the brief says in their place that they are awaited.
    """
    if not facts and not tables:
        return Gate("stale", True, "All figures may still be printed.", what=brief)
    told = _named([f"{fact.id}{_until(fact)}" for fact in facts] + [f"the table {id}" for id in tables])
    if stated:
        return Gate("stale", True, f"In place of figures past their last day it says so: {told}.", what=brief)
    return Gate("stale", False, f"Figures are past their last day: {told}.", _renew(facts), brief)


def gap(brief: str, facts: Sequence[Fact], *, stated: bool) -> Gate:
    """Say whether all figures that a brief prints have a value; `facts` are those that have none."""
    if not facts:
        return Gate("gap", True, "All figures have a value.", what=brief)
    told = _named([fact.id for fact in facts])
    if stated:
        return Gate("gap", True, f"In place of figures without a value it says so: {told}.", what=brief)
    return Gate("gap", False, f"Figures have no value yet: {told}.", _renew(facts), brief)


def outdated(brief: str, facts: Sequence[str]) -> Gate:
    """Say that a file that was packed prints figures that the data no longer give to its readers."""
    sentence = f"Figures are no longer what the data say: {_named(facts)}."
    return Gate("stale", False, sentence, "Make the pack again: briefgen reissue.", brief)


def changed(delegation: str, brief: str = "") -> Gate:
    """Say that a delegation, or a brief that it is given, is written otherwise than when its pack was made."""
    what = "The brief" if brief else "The delegation's file"
    sentence = f"{what} has changed since the pack was made."
    return Gate("stale", False, sentence, f"Make the pack again: briefgen reissue {delegation}", brief)


def others(delegation: str) -> Gate:
    """Say that a delegation would get other briefs today, as where one of a kind that it is given is new."""
    sentence = "It is given other briefs than when the pack was made."
    return Gate("stale", False, sentence, f"Make the pack again: briefgen reissue {delegation}")


def language(brief: str, missing: Sequence[str], wanted: Sequence[str]) -> Gate:
    """Say whether a brief is written in all languages that a delegation wants; `missing` are those that it lacks."""
    if not missing:
        return Gate("language", True, f"It is written in {' and '.join(wanted)}.", what=brief)
    sentence = f"It is not complete in {' and '.join(missing)}."
    return Gate("language", False, sentence, f"See what is missing: briefgen build {brief} --lang {missing[0]}", brief)


def verification(brief: str, fault: str = "") -> Gate:
    """Say whether the finished file of a brief holds what it must."""
    if not fault:
        return Gate("verification", True, "The finished file was verified.", what=brief)
    return Gate("verification", False, fault, "This is a fault of briefgen: please report it.", brief)


def approval(brief: str, missing: Sequence[str], code: str, *, inserted: bool) -> Gate:
    """Say whether an edition is approved in each of its languages; `inserted`: one delegation gets other texts, too."""
    if missing:
        sentence = f"{code} is not approved in {' and '.join(missing)} as it is now."
        return Gate("approval", False, sentence, f"Have it looked at: briefgen review {brief}", brief)
    if inserted:
        sentence = f"{code} is approved, but not the text that this delegation gets besides."
        return Gate("approval", False, sentence, "Let somebody answer for it by name.", brief)
    return Gate("approval", True, f"{code} is approved.", what=brief)


def _named(names: Sequence[str]) -> str:
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _until(fact: Fact) -> str:
    return f" (until {fact.valid_until.isoformat()})" if fact.valid_until is not None else ""


def _renew(facts: Sequence[Fact]) -> str:
    owners = dict.fromkeys(fact.owner for fact in facts if fact.owner)
    ask = f"Ask {' and '.join(owners)} for them, then renew" if owners else "Renew"
    return f"{ask} them in data/, or let the brief say that they are awaited: gaps: state."
