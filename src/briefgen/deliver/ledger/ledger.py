"""What the ledger can be told and asked. Each call that writes is one transaction, on disk when it returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from briefgen.deliver.copies import Copy
from briefgen.deliver.ledger import decisions, forgetting, planning, reading, recording, sending, settling
from briefgen.deliver.ledger import holdings as held
from briefgen.deliver.ledger.faults import guarded
from briefgen.deliver.ledger.records import Approval, Attempt, Delivery, Holding, KnownCopy, Override, Planned, State
from briefgen.deliver.ledger.senders import Sender, clear, has_ended
from briefgen.errors import EnvironmentFailure
from briefgen.pipeline.growing import writing
from briefgen.project import Project

ENDED = "the process that was sending it ended before the outcome was known"


class Ledger:
    """Hold an open ledger, made by `open_ledger`.

    Where ids are taken, one or several can be given: what goes in one message is written at once, all or none.
    `left` are the deliveries that were found in sending though their process is no more; they are unknown now.
    """

    def __init__(self, project: Project, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.folder: Path = project.kept
        self.left: tuple[int, ...] = ()
        self._project = project
        self._sender = Sender(project.kept)

    def record_copy(self, copy: Copy, words: recording.Words | None = None) -> None:
        """Record a finished file; `words` are what its facts say, kept for notes of correction (`copies.worded`)."""
        self.record_copies([copy], words)

    def record_copies(self, copies: Iterable[Copy], words: recording.Words | None = None) -> None:
        """Record finished files at once."""
        with self._writing():
            for copy in copies:
                recording.record_copy(self.connection, copy, words or {}, self._now())

    def plan(self, wanted: Iterable[Planned]) -> list[int]:
        """Plan deliveries and return their ids, in order; see `planning.plan`."""
        with self._writing():
            return planning.plan(self.connection, tuple(wanted), self._now())

    def begin(self, ids: int | Iterable[int], message_id: str) -> Attempt:
        """Set deliveries to sending, on disk before anything is sent.

        Raises AlreadySent, OutcomeUnknown or NotToBeSent, and then none of them is set.
        """
        sender = self._sender.claim()
        with self._writing():
            return sending.begin(self.connection, _several(ids), message_id, sender, self._now())

    def sent(self, ids: int | Iterable[int], receipt: str = "") -> None:
        """Record that deliveries were accepted; addresses in the receipt are left out."""
        self._end(ids, "sent", receipt=receipt)

    def failed(self, ids: int | Iterable[int], reason: str, *, temporary: bool = False) -> None:
        """Record that deliveries certainly did not arrive; they can be begun again."""
        self._end(ids, "failed", reason=reason, temporary=temporary)

    def unknown(self, ids: int | Iterable[int], reason: str) -> None:
        """Record that nobody knows whether deliveries arrived; they are not sent again until settled."""
        self._end(ids, "unknown", reason=reason)

    def settle(self, what: str, *, sent: bool, by: str, recipient: str = "") -> list[int]:
        """Record what somebody found out of deliveries of unknown outcome; return their ids; see `settling.settle`."""
        with self._writing():
            return settling.settle(self.connection, what, recipient, sent=sent, by=by, now=self._now())

    def forget(self, recipient: str, delegations: Collection[str] = ()) -> forgetting.Forgotten:
        """Forget a recipient, with drafts of notes, but for the hashes of files and days; see `forgetting.forget`."""
        with self._writing():
            found = forgetting.forget(self.connection, recipient, delegations)
            # Before it is settled: who cannot be forgotten wholly can then be forgotten again.
            forgetting.remove_drafts(self.folder, recipient, found.delegations)
        self._write_anew()
        return found

    def forgotten(self, copies: Sequence[str], delegation: str, recipient: str, channel: str) -> dict[str, str]:
        """Return which copies, by id, a recipient got who was forgotten since; see `planning.forgotten`."""
        with guarded("read"):
            return planning.forgotten(self.connection, copies, delegation, recipient, channel)

    def approved(self, approval: Approval) -> None:
        """Record an approval, with the present moment."""
        with self._writing():
            decisions.approve(self.connection, approval, self._now())

    def approvals(self, brief: str = "", edition: str = "", language: str = "") -> tuple[Approval, ...]:
        """Return approvals, the oldest first; "" stands for any."""
        with guarded("read"):
            return decisions.approvals(self.connection, brief, edition, language)

    def record_contents(self, contents: Iterable[tuple[str, str, Mapping[str, str]]]) -> None:
        """Record what bodies give their readers: SHA-256 of the body, brief, digests by language."""
        with self._writing():
            for base, brief, digests in contents:
                decisions.record_contents(self.connection, base, brief, digests)

    def contents(self, base: str, brief: str, language: str) -> frozenset[str]:
        """Return the digests of what a body gives the readers of a language; none where that was not recorded."""
        with guarded("read"):
            return decisions.contents(self.connection, base, brief, language)

    def overridden(self, gate: str, what: str, reason: str, by: str) -> None:
        """Record that somebody let something pass a gate."""
        with self._writing():
            decisions.override(self.connection, Override(gate, what, reason, by, self._now()))

    def overrides(self, gate: str = "", what: str = "") -> tuple[Override, ...]:
        """Return overrides, the oldest first; "" stands for any."""
        with guarded("read"):
            return decisions.overrides(self.connection, gate, what)

    def known_copy(self, id: str, sha256: str) -> KnownCopy | None:
        """Return what is known of a finished file by its copy id or its SHA-256; None where it was never recorded."""
        with guarded("read"):
            return reading.known_copy(self.connection, id, sha256)

    def rows(
        self,
        *,
        ids: Collection[int] | None = None,
        delegation: str = "",
        brief: str = "",
        recipient: str = "",
        channel: str = "",
        states: Collection[State] = (),
    ) -> Iterator[Delivery]:
        """Yield deliveries in the order in which they were planned; what is not given is not asked for."""
        with guarded("read"):
            yield from reading.deliveries(
                self.connection, ids=ids, delegation=delegation, brief=brief, recipient=recipient, channel=channel,
                states=states,
            )  # fmt: skip

    def went_out(self) -> frozenset[str]:
        """Return the SHA-256 of each file that was sent or may have been, and of the file that its body comes from."""
        with guarded("read"):
            return reading.went_out(self.connection)

    def bodies_out(self) -> tuple[tuple[str, str, str, str], ...]:
        """Return of what was sent, or may have been: brief, edition, SHA-256 of the body, the last day."""
        with guarded("read"):
            return reading.bodies_out(self.connection)

    def holdings(self, fact: str, said: str) -> held.Holdings:
        """Return who holds copies in which a fact says anything else than today; `said` is `copies.said` of it."""
        with guarded("read"):
            return held.holdings(self.connection, fact, said)

    def knows(self, fact: str) -> bool:
        """Say whether a recorded copy prints a fact."""
        with guarded("read"):
            return held.knows(self.connection, fact)

    def newest(self, fact: str, said: str, holding: Holding) -> str:
        """Return the newest edition that can be sent to a holder and in which a fact says what it says today."""
        with guarded("read"):
            return held.newest(self.connection, fact, said, holding)

    def sweep(self) -> None:
        """Set to unknown what processes that are no more left in sending."""
        with guarded("read"):
            found = self.connection.execute(
                "SELECT sender FROM deliveries WHERE state = 'sending' GROUP BY sender"
            ).fetchall()
        for (sender,) in found:
            if has_ended(self.folder, sender):
                with self._writing():
                    self.left += tuple(sending.leave(self.connection, sender, self._now(), ENDED))
        clear(self.folder)

    def close(self) -> None:
        """End the work with the ledger: what is still in sending is unknown now."""
        try:
            if self._sender.token:
                with self._writing():
                    sending.leave(self.connection, self._sender.token, self._now(), "sending it was broken off")
        finally:
            self.connection.close()
            self._sender.release()

    def _end(
        self,
        ids: int | Iterable[int],
        state: State,
        *,
        reason: str = "",
        receipt: str = "",
        temporary: bool = False,
    ) -> None:
        with self._writing():
            sending.end(
                self.connection, _several(ids), state, self._sender.token, self._now(),
                reason=reason, receipt=receipt, temporary=temporary,
            )  # fmt: skip

    def _write_anew(self) -> None:
        """Write the file anew: of rows that SQLite moved, copies stay in it that deleting does not reach."""
        try:
            with guarded():
                self.connection.execute("VACUUM")
        except EnvironmentFailure as error:
            message = f"All is forgotten, but traces may be left in the file of the ledger: {error.message}"
            raise EnvironmentFailure(message, error.hint) from error

    @contextmanager
    def _writing(self) -> Generator[None]:
        """Be the only writer of all processes, for one transaction."""
        with guarded(), writing(self.connection):
            yield

    def _now(self) -> str:
        return self._project.now().strftime("%Y-%m-%dT%H:%M:%SZ")


def _several(ids: int | Iterable[int]) -> tuple[int, ...]:
    return (ids,) if isinstance(ids, int) else tuple(dict.fromkeys(ids))
