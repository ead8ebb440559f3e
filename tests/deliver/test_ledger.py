"""What the ledger is told stays; what must not be sent twice is refused."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from ledger_case import copy_of, ledger_project, planned

from briefgen.deliver.ledger.faults import AlreadySent, NotToBeSent, OutcomeUnknown
from briefgen.deliver.ledger.message_ids import message_id
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.records import Approval
from briefgen.errors import DeliveryFailure, EnvironmentFailure, UsageMistake
from briefgen.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return ledger_project(tmp_path)


def states(project: Project) -> list[str]:
    with open_ledger(project, reading=True) as ledger:
        return [row.state for row in ledger.rows()]


def test_a_delivery_from_plan_to_receipt(project: Project):
    copy = copy_of()
    with open_ledger(project) as ledger:
        ledger.record_copy(copy, {"income": {"zh": "1元", "en": "RMB 1"}})
        (id,) = ledger.plan([planned(copy)])
        attempt = ledger.begin(id, "<a@b>")
        assert (attempt.numbers, states(project)) == ((1,), ["sending"])
        ledger.sent(id, "250 2.1.5 Office@Example.org and other@example.com: queued as 4F")
    with open_ledger(project, reading=True) as ledger:
        (row,) = ledger.rows()
    assert (row.state, row.message_id, row.attempts, row.ended) == ("sent", "<a@b>", 1, "2026-01-01T00:00:00Z")
    assert row.receipt == "250 2.1.5 office and (address): queued as 4F"
    assert (row.recipient, row.sha256, row.edition, row.copy_id) == ("office", copy.sha256, "ONE-2026-01", copy.id)
    assert "example.org" not in repr(row)


def test_planning_again_changes_nothing(project: Project):
    one, two = copy_of("one"), copy_of("two")
    with open_ledger(project) as ledger:
        ledger.record_copies([one, two])
        ledger.record_copies([two, one])
        first = ledger.plan([planned(one), planned(two), planned(one)])
        assert first[0] == first[2] != first[1]
        ledger.begin(first[0], "m")
        ledger.sent(first[0])
        assert ledger.plan([planned(two), planned(one)]) == [first[1], first[0]]
        assert [row.state for row in ledger.rows()] == ["sent", "planned"]


def test_what_was_sent_is_not_begun_again(project: Project):
    copy = copy_of()
    with open_ledger(project) as ledger:
        ledger.record_copy(copy)
        (id,) = ledger.plan([planned(copy)])
        ledger.begin(id, "m")
        with pytest.raises(OutcomeUnknown):
            ledger.begin(id, "m")
        ledger.sent(id)
        with pytest.raises(AlreadySent) as refused:
            ledger.begin(id, "m")
        assert refused.value.exit_code == 5
        with pytest.raises(OutcomeUnknown):
            ledger.failed(id, "late")


def test_the_same_copy_in_other_bytes_is_the_same_copy(project: Project):
    """A file that is signed or encrypted again has other bytes, and says the same to the same people."""
    first, again = copy_of(), copy_of(bytes_of="signed later")
    with open_ledger(project) as ledger:
        ledger.record_copy(first)
        ids = ledger.plan([planned(first)])
        ledger.record_copy(again)
        assert ledger.plan([planned(again)]) == ids
        assert [row.sha256 for row in ledger.rows()] == [again.sha256]
        ledger.begin(ids, "m")
        ledger.sent(ids)
        ledger.record_copy(copy_of(bytes_of="and once more"))
        assert ledger.plan([planned(again)]) == ids
        assert [(row.sha256, row.state) for row in ledger.rows()] == [(again.sha256, "sent")]


def test_what_goes_in_one_message_is_begun_at_once_or_not_at_all(project: Project):
    copies = [copy_of(brief) for brief in ("one", "two", "three")]
    with open_ledger(project) as ledger:
        ledger.record_copies(copies)
        ids = ledger.plan([planned(copy) for copy in copies])
        ledger.begin(ids[2], "m")
        ledger.sent(ids[2])
        with pytest.raises(AlreadySent):
            ledger.begin(ids, "m")
        assert [row.state for row in ledger.rows()] == ["planned", "planned", "sent"]
        ledger.begin(ids[:2], "m")
        ledger.sent(ids[:2], "250")
        assert {row.state for row in ledger.rows()} == {"sent"}


def test_a_failed_one_is_tried_again_and_each_attempt_is_kept(project: Project):
    copy = copy_of()
    with open_ledger(project) as ledger:
        ledger.record_copy(copy)
        (id,) = ledger.plan([planned(copy)])
        ledger.begin(id, "m")
        ledger.failed(id, "451 <office@example.org> try later", temporary=True)
        (row,) = ledger.rows(states=["failed"])
        assert (row.temporary, row.reason, row.attempts) == (True, "451 <office> try later", 1)
        assert ledger.begin(id, "m").numbers == (2,)
        ledger.sent(id)
        (row,) = ledger.rows()
        assert (row.temporary, row.reason, row.attempts, row.state) == (False, "", 2, "sent")
        told = ledger.connection.execute("SELECT number, outcome, reason FROM attempts ORDER BY number").fetchall()
    assert told == [(1, "failed", "451 <office> try later"), (2, "sent", "")]


def test_a_newer_copy_supersedes_what_was_not_sent(project: Project):
    old, new, other = copy_of(number=1), copy_of(number=2), copy_of(number=1, language="en")
    with open_ledger(project) as ledger:
        ledger.record_copies([old, new, other])
        ids = ledger.plan([planned(old), planned(old, "guest"), planned(other)])
        ledger.begin(ids[1], "m")
        ledger.sent(ids[1])
        ledger.plan([planned(new), planned(new, "guest")])
        assert [row.state for row in ledger.rows()] == ["superseded", "sent", "planned", "planned", "planned"]
        with pytest.raises(NotToBeSent):
            ledger.begin(ids[0], "m")
        ledger.plan([planned(old)])  # the change was taken back
        assert [row.state for row in ledger.rows()] == ["planned", "sent", "planned", "superseded", "planned"]


def test_what_is_broken_off_is_unknown_and_stays_so(project: Project):
    copy = copy_of()

    def break_off():
        with open_ledger(project) as ledger:
            ledger.record_copy(copy)
            ledger.begin(ledger.plan([planned(copy)]), "<m@x>")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    with open_ledger(project) as ledger:
        (row,) = ledger.rows()
        assert (row.state, row.reason) == ("unknown", "sending it was broken off")
        with pytest.raises(OutcomeUnknown) as refused:
            ledger.begin(row.id, "<m@x>")
        assert f"ledger settle {row.id}" in refused.value.hint
    assert [path.name for path in (project.kept / "senders").iterdir()] == []


@pytest.mark.parametrize("what", ["message", "bare", "number", "copy", "hash"])
@pytest.mark.parametrize("sent", [True, False])
def test_settling(project: Project, what: str, sent: bool):
    copy = copy_of()
    name = message_id([copy.id], "office", "example.org")
    with open_ledger(project) as ledger:
        ledger.record_copy(copy)
        ids = ledger.plan([planned(copy), planned(copy, "guest")])
        ledger.begin(ids[0], name)
        ledger.unknown(ids[0], "connection lost")
        words = {"message": name, "bare": name.strip("<>"), "number": str(ids[0]), "copy": copy.id, "hash": copy.sha256}
        assert ledger.settle(words[what], sent=sent, by="desk", recipient="office") == ids[:1]
        with pytest.raises(UsageMistake):
            ledger.settle(words[what], sent=not sent, by="desk", recipient="office")
        if sent:
            with pytest.raises(AlreadySent):
                ledger.begin(ids[0], name)
        else:
            ledger.begin(ids[0], name)
            with pytest.raises(DeliveryFailure):
                ledger.settle(name, sent=True, by="desk")
            ledger.sent(ids[0])
        assert [row.state for row in ledger.rows()] == ["sent", "planned"]
        with pytest.raises(UsageMistake):
            ledger.settle("nothing of the kind", sent=True, by="desk")


def test_message_ids_depend_on_copies_and_recipient_alone():
    assert message_id(["b", "a"], "office") == message_id(["a", "b", "a"], "office")
    found = {message_id(["a"], "office"), message_id(["b"], "office"), message_id(["a"], "guest")}
    assert len(found) == 3
    assert all(name.isascii() and "office" not in name for name in found)


def test_forgetting_keeps_hash_and_day_only(project: Project):
    one, two = copy_of("one"), copy_of("two")
    with open_ledger(project) as ledger:
        ledger.record_copies([one, two])
        ids = ledger.plan([planned(one, "zhang"), planned(two, "zhang"), planned(one, "office")])
        for id in (ids[0], ids[2]):
            ledger.begin(id, message_id([one.id], str(id)))
            ledger.sent(id, "for zhang@example.org")
        found = ledger.forget("zhang")
        assert (found.deliveries, found.kept, found.delegations) == (2, 1, ("nordic",))
        assert [row.recipient for row in ledger.rows()] == ["office"]
        kept = ledger.connection.execute("SELECT sha256, day FROM forgotten").fetchall()
        assert kept == [(one.sha256, "2026-01-01")]
        with pytest.raises(AlreadySent, match="before being forgotten"):
            ledger.plan([planned(one, "zhang")])
        assert ledger.holdings("income", "9").forgotten == 1
        with pytest.raises(UsageMistake):
            ledger.forget("nobody")
    for path in project.kept.rglob("*"):
        assert path.is_dir() or b"zhang" not in path.read_bytes(), path.name
    with open_ledger(project) as ledger:
        ledger.plan([planned(two, "zhang")])  # what was never sent leaves no mark


def test_forgetting_leaves_no_copy_of_a_row_that_was_moved(project: Project):
    """SQLite moves rows from page to page where they grow, and what it leaves behind lies between rows."""
    random = Random(7)
    names = [f"guest{number:02}" for number in range(12)]
    copies = [copy_of(f"brief{number}") for number in range(30)]
    with open_ledger(project) as ledger:
        ledger.record_copies(copies)
        wanted = [planned(copy, name) for copy in copies for name in names]
        random.shuffle(wanted)
        ids = ledger.plan(wanted)
        for id in random.sample(ids, len(ids)):
            ledger.begin(id, message_id([copies[0].id], str(id)))
            ledger.sent(id, "taken " + "x" * random.randint(0, 90))
        for name in names[:-1]:
            ledger.forget(name)
            for path in project.kept.rglob("*"):
                assert path.is_dir() or name.encode() not in path.read_bytes(), (name, path.name)
        assert {row.recipient for row in ledger.rows()} == {names[-1]}
        assert ledger.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_that_traces_may_be_left_where_the_disk_is_full_is_told(project: Project):
    one = copy_of()
    with open_ledger(project) as ledger:
        ledger.record_copies([one])
        ledger.plan([planned(one, "zhang")])
        ledger.connection.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK
        )
        with pytest.raises(EnvironmentFailure, match="All is forgotten, but traces may be left"):
            ledger.forget("zhang")
        assert list(ledger.rows()) == []


def test_forgetting_takes_tests_and_drafts_along(project: Project):
    one = copy_of()
    tested = "test-0123abcd-zhang"
    drafts = project.kept / "drafts" / "income"
    with open_ledger(project) as ledger:
        ledger.record_copies([one])
        ids = ledger.plan([planned(one, "zhang"), planned(one, tested), planned(one, "test-0123abcd-li")])
        for id in ids:
            ledger.begin(id, message_id([one.id], str(id)))
            ledger.sent(id)
        assert [each.recipient for each in ledger.holdings("income", "9").held] == ["zhang"]
        drafts.mkdir(parents=True)
        (drafts / "nordic--zhang.txt").write_text("Correction", "utf-8")
        (drafts / "nordic--li.txt").write_text("Correction", "utf-8")
        found = ledger.forget("zhang")
        assert (found.deliveries, found.kept, found.delegations) == (2, 1, ("nordic",))
        assert [row.recipient for row in ledger.rows()] == ["test-0123abcd-li"]
        assert [path.name for path in drafts.iterdir()] == ["nordic--li.txt"]
        assert ledger.holdings("income", "9").forgotten == 1


def test_nothing_is_forgotten_where_a_draft_stays(project: Project):
    one = copy_of()
    with open_ledger(project) as ledger:
        ledger.record_copies([one])
        ledger.plan([planned(one, "zhang")])
        (project.kept / "drafts" / "income" / "nordic--zhang.txt").mkdir(parents=True)  # cannot be unlinked
        with pytest.raises(EnvironmentFailure, match="cannot be deleted"):
            ledger.forget("zhang")
        assert [row.recipient for row in ledger.rows()] == ["zhang"]


def test_what_a_holder_was_sent_before_is_not_called_the_corrected_file(project: Project):
    old, new = copy_of(number=1), copy_of(number=2)
    with open_ledger(project) as ledger:
        ledger.record_copies([old, new])
        for copy in (old, new):
            (id,) = ledger.plan([planned(copy)])
            ledger.begin(id, message_id([copy.id], "office"))
            ledger.sent(id)
        ledger.connection.execute("UPDATE deliveries SET ended = '2025-12-31T00:00:00Z' WHERE key = 1")
        (holding,) = ledger.holdings("income", "1").held  # the number was taken back to what it was first
        assert (holding.copy_id, holding.corrected) == (new.id, "")
        assert ledger.newest("income", "1", holding) == ""
        assert ledger.newest("income", "1", replace(holding, recipient="guest")) == old.edition


def test_who_is_meant_must_be_said_where_ids_are_shared(project: Project):
    one, other = copy_of(), copy_of(delegation="alpine")
    with open_ledger(project) as ledger:
        ledger.record_copies([one, other])
        ledger.plan([planned(one), planned(other)])
        with pytest.raises(UsageMistake, match="alpine, nordic"):
            ledger.forget("office")
        ledger.forget("office", ["alpine"])
        assert [row.delegation for row in ledger.rows()] == ["nordic"]


def test_approvals_and_overrides_are_only_added(project: Project):
    with open_ledger(project) as ledger:
        ledger.approved(Approval("one", "ONE-1", "zh", "c1", "desk", scan="s"))
        ledger.approved(Approval("one", "ONE-1", "en", "c2", "desk"))
        ledger.approved(Approval("one", "ONE-1", "zh", "c3", "chief"))
        ledger.overridden("embargo", "ONE-1", "the minister asked", "chief")
    with open_ledger(project) as ledger:
        assert [found.content for found in ledger.approvals(edition="ONE-1", language="zh")] == ["c1", "c3"]
        assert [found.by for found in ledger.approvals()] == ["desk", "desk", "chief"]
        assert ledger.approvals("two") == ()
        (found,) = ledger.overrides("embargo")
        assert (found.what, found.reason, found.by, found.at) == (
            "ONE-1", "the minister asked", "chief", "2026-01-01T00:00:00Z",
        )  # fmt: skip


def test_rows_by_what_is_asked_for(project: Project):
    copies = [copy_of("one"), copy_of("two"), copy_of("one", delegation="alpine")]
    with open_ledger(project) as ledger:
        ledger.record_copies(copies)
        ids = ledger.plan([*(planned(copy) for copy in copies), planned(copies[0], "guest", "folder")])
        asked = [
            {"delegation": "alpine"}, {"brief": "two"}, {"recipient": "guest"}, {"channel": "folder"},
            {"ids": ids[1:3]}, {"states": ["sent", "unknown"]},
            {"states": ["planned"], "delegation": "nordic", "brief": "one"},
        ]  # fmt: skip
        found = [[row.id for row in ledger.rows(**one)] for one in asked]
    assert found == [[ids[2]], [ids[1]], [ids[3]], [ids[3]], ids[1:3], [], [ids[0], ids[3]]]


def test_deleting_what_builds_leave_spares_the_ledger(project: Project):
    from briefgen.pipeline.clean import clean

    with open_ledger(project) as ledger:
        ledger.record_copy(copy_of())
    list(clean(project, editions=True))
    assert (project.kept / "ledger.sqlite3").is_file()
    assert project.store not in (project.kept, *project.kept.parents)


def test_reading_makes_nothing(project: Project):
    with open_ledger(project, reading=True) as ledger:
        assert list(ledger.rows()) == []
        assert ledger.holdings("income", "1").held == ()
    assert not project.kept.exists()


def test_settings_that_make_a_commit_last(project: Project):
    with open_ledger(project) as ledger:
        asked = ("synchronous", "journal_mode", "secure_delete", "foreign_keys")
        found = [ledger.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert found == [2, "truncate", 1, 1]


def test_a_fault_of_ours_is_no_damage(project: Project):
    with open_ledger(project) as ledger:
        with pytest.raises(KeyError):
            ledger.plan([planned(copy_of())])
        with pytest.raises(KeyError):
            ledger.begin(99, "m")
        assert not ledger.connection.in_transaction
        with pytest.raises(sqlite3.IntegrityError):
            ledger.connection.execute("INSERT INTO body_sayings (saying, body) VALUES (1, 1)")


def test_opening_a_ledger_loads_little():
    """It is opened by commands that should start at once."""
    program = "import sys, briefgen.deliver.ledger.opening; print(*(n for n in sys.modules if '.' not in n))"
    source = Path(__file__).resolve().parents[2] / "src"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(source)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert not {"pydantic", "yaml", "pikepdf", "reportlab", "click"} & set(done.stdout.split())


def test_no_question_reads_all_deliveries(project: Project):
    """What a million deliveries answer quickly; see benchmarks/ledger.py."""
    asked: list[str] = []
    with open_ledger(project) as ledger:
        copy = copy_of()
        ledger.record_copy(copy)
        ids = ledger.plan([planned(copy)])
        ledger.begin(ids, "m")
        ledger.unknown(ids, "lost")
        ledger.connection.set_trace_callback(asked.append)
        (holding,) = ledger.holdings("income", "9").held
        ledger.newest("income", "1", holding)
        ledger.sweep()
        ledger.plan([planned(copy)])
        for wanted in ({"ids": ids}, {"states": ["unknown"]}, {"delegation": "nordic"}, {"recipient": "office"}):
            list(ledger.rows(**wanted))
        ledger.settle("m", sent=True, by="desk")
        ledger.forget("office")
        ledger.connection.set_trace_callback(None)
        whole = [
            (step[3], statement)
            for statement in asked
            if statement.startswith(("SELECT", "UPDATE", "DELETE"))
            for step in ledger.connection.execute(f"EXPLAIN QUERY PLAN {statement}")
            if step[3].startswith(("SCAN d", "SCAN c", "SCAN deliveries", "SCAN copies", "SCAN attempts"))
        ]
    assert len(asked) > 20
    assert whole == []


def test_what_went_out_is_known_with_the_files_that_it_comes_from(project: Project):
    names = ("planned", "failed", "sent", "unknown", "forgotten")
    copies = {name: replace(copy_of(name), base=f"{index}" * 64) for index, name in enumerate(names)}
    with open_ledger(project) as ledger:
        assert ledger.went_out() == frozenset()
        ledger.record_copies(copies.values())
        ids = {name: ledger.plan([planned(copy, f"to-{name}")])[0] for name, copy in copies.items()}
        for name in names[1:]:
            ledger.begin(ids[name], name)
        ledger.failed(ids["failed"], "no")
        ledger.unknown(ids["unknown"], "cut")
        ledger.sent([ids["sent"]])
        ledger.sent([ids["forgotten"]])
        ledger.forget("to-forgotten")
        went = [copies[name] for name in ("sent", "unknown", "forgotten")]
        assert ledger.went_out() == {digest for copy in went for digest in (copy.sha256, copy.base)}
