"""The ledger beside a model of it and a mail server that is the truth, through any order of events (hypothesis)."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from ledger_case import copy_of, ledger_project, planned

from briefgen.deliver.ledger.faults import AlreadySent, NotToBeSent, OutcomeUnknown
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.senders import Sender
from briefgen.errors import DeliveryFailure, UsageMistake

NUMBERS = st.integers(1, 3)
BRIEFS = st.sampled_from(["one", "two"])
RECIPIENTS = st.sampled_from(["office", "guest"])
CHANNELS = st.sampled_from(["mail", "folder"])
Key = tuple[str, int, str, str]


@dataclass
class Known:
    """Hold what the model knows of one delivery: its state, and whether this process is sending it."""

    state: str
    id: int
    facts: int = 0


class Deliveries(RuleBasedStateMachine):
    """Send, fail, break off, settle and forget; the server counts what it accepted."""

    @initialize()
    def begin(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.project = ledger_project(Path(self._folder.name))
        self.accepted: dict[Key, int] = {}
        self.model: dict[Key, Known] = {}
        self.gone: set[Key] = set()
        self.open()

    def open(self) -> None:
        self._context = open_ledger(self.project)
        self.ledger = self._context.__enter__()

    def teardown(self) -> None:
        if hasattr(self, "_context"):
            self._context.__exit__(None, None, None)
            self._folder.cleanup()

    @rule(
        brief=BRIEFS, number=NUMBERS, recipient=RECIPIENTS, channel=CHANNELS, bytes_of=st.sampled_from(["", "signed"])
    )
    def plan(self, brief: str, number: int, recipient: str, channel: str, bytes_of: str) -> None:
        copy, key = copy_of(brief, number, bytes_of=bytes_of), (brief, number, recipient, channel)
        self.ledger.record_copy(copy)
        if key in self.gone:
            try:
                self.ledger.plan([planned(copy, recipient, channel)])
            except AlreadySent:
                return
            raise AssertionError("what a forgotten one got was planned again")
        (id,) = self.ledger.plan([planned(copy, recipient, channel)])
        known = self.model.setdefault(key, Known("planned", id))
        assert known.id == id
        if known.state == "superseded":
            known.state = "planned"
        for (other, which, who, way), each in self.model.items():
            newer = (other, who, way) == (brief, recipient, channel) and which != number
            if newer and each.state in ("planned", "failed"):
                each.state = "superseded"

    def chosen(self, data: Any, *states: str) -> tuple[Key, Known] | None:
        found = sorted(key for key, known in self.model.items() if not states or known.state in states)
        if not found:
            return None
        key = data.draw(st.sampled_from(found))
        return key, self.model[key]

    @precondition(lambda self: self.model)
    @rule(data=st.data(), outcome=st.sampled_from(["sent", "failed", "unknown", "lost", "open", "raised"]))
    def send(self, data: Any, outcome: str) -> None:
        """Send something; where the outcome is unknown or open, the server may have it or not."""
        key, known = self.chosen(data) or (None, None)
        assert key is not None
        assert known is not None
        try:
            self.ledger.begin(known.id, f"<{known.id}@x>")
        except AlreadySent:
            assert known.state == "sent"
            return
        except OutcomeUnknown:
            assert known.state in ("sending", "unknown")
            return
        except NotToBeSent:
            assert known.state == "superseded"
            return
        assert known.state in ("planned", "failed")
        known.state = "sending"
        if outcome in ("sent", "lost", "raised"):
            self.accepted[key] = self.accepted.get(key, 0) + 1
        if outcome == "sent":
            self.ledger.sent(known.id, "250")
        elif outcome == "failed":
            self.ledger.failed(known.id, "451", temporary=data.draw(st.booleans()))
        elif outcome in ("unknown", "lost"):
            self.ledger.unknown(known.id, "connection lost")
        known.state = {"sent": "sent", "failed": "failed", "unknown": "unknown", "lost": "unknown"}.get(
            outcome, "sending"
        )

    @precondition(lambda self: any(known.state == "sending" for known in self.model.values()))
    @rule(data=st.data())
    def answer_late(self, data: Any) -> None:
        """The server answers what was begun before: the truth."""
        key, known = self.chosen(data, "sending") or (None, None)
        assert key is not None
        assert known is not None
        if self.accepted.get(key):
            self.ledger.sent(known.id)
            known.state = "sent"
        else:
            self.ledger.failed(known.id, "550")
            known.state = "failed"

    @rule(killed=st.booleans())
    def end(self, killed: bool) -> None:
        """The process ends, by itself or by force; another one opens the ledger."""
        if killed:
            self.ledger.connection.close()
            if self.ledger._sender._file is not None:
                self.ledger._sender._file.close()
            self.ledger._sender = Sender(self.project.kept)  # nothing of it is done when the context is collected
        else:
            self._context.__exit__(None, None, None)
        self.open()
        left = {known.id for known in self.model.values() if known.state == "sending"}
        assert set(self.ledger.left) == (left if killed else set())
        for known in self.model.values():
            if known.state == "sending":
                known.state = "unknown"

    @precondition(lambda self: any(known.state == "unknown" for known in self.model.values()))
    @rule(data=st.data())
    def settle(self, data: Any) -> None:
        """Somebody looks into the mailbox, and says what is there."""
        key, known = self.chosen(data, "unknown") or (None, None)
        assert key is not None
        assert known is not None
        there = bool(self.accepted.get(key))
        assert self.ledger.settle(f"<{known.id}@x>", sent=there, by="test") == [known.id]
        known.state = "sent" if there else "failed"

    @precondition(lambda self: any(known.state != "unknown" for known in self.model.values()))
    @rule(data=st.data(), sent=st.booleans())
    def settle_what_is_known(self, data: Any, sent: bool) -> None:
        _, known = self.chosen(data, "planned", "sending", "sent", "failed", "superseded") or (None, None)
        assert known is not None
        try:
            self.ledger.settle(str(known.id), sent=sent, by="test")
        except UsageMistake:
            assert known.state != "sending"
        except DeliveryFailure:
            assert known.state == "sending"
        else:
            raise AssertionError("what was known was settled")

    @rule(recipient=RECIPIENTS)
    def forget(self, recipient: str) -> None:
        theirs = {key: known for key, known in self.model.items() if key[2] == recipient}
        try:
            found = self.ledger.forget(recipient)
        except UsageMistake:
            assert not theirs
            return
        except DeliveryFailure:
            assert any(known.state == "sending" for known in theirs.values())
            return
        assert found.deliveries == len(theirs)
        for key, known in theirs.items():
            del self.model[key]
            if known.state in ("sent", "unknown"):
                self.gone.add(key)
            else:
                assert not self.accepted.get(key)

    @invariant()
    def nothing_was_accepted_twice(self) -> None:
        if hasattr(self, "accepted"):
            assert set(self.accepted.values()) <= {1}

    @invariant()
    def the_ledger_says_what_the_model_says(self) -> None:
        if hasattr(self, "model"):
            found = {row.id: row.state for row in self.ledger.rows()}
            assert found == {known.id: known.state for known in self.model.values()}

    @invariant()
    def who_holds_what_is_known(self) -> None:
        """Of the fact `income`, each number of a copy says another thing; 2 is right today."""
        if hasattr(self, "model"):
            held = {each.delivery for each in self.ledger.holdings("income", "2").held}
            assert held == {
                known.id
                for (_, number, *_), known in self.model.items()
                if number != 2 and known.state in ("sent", "unknown", "sending")
            }


Deliveries.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
test_any_order_of_events = Deliveries.TestCase
