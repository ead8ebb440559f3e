"""A month of a bureau with faults throughout: ledger, mailbox, folders, storage and files agree to the last copy."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import month_oracle as oracle
import pytest
from mail_server import authority, mail_server
from month import (
    BRIEFS,
    BROKEN,
    BY_HAND,
    COUNTING,
    EMBARGOED,
    FADING,
    GUESTS,
    HASTY,
    SERVER_NAME,
    UNTIL,
    brief_of,
    halves,
    write_project,
)
from month_bureau import DESK, Bureau, deliver, pack, secrets
from storage_server import storage_server

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.skipif(sys.platform == "win32", reason="processes are killed in other ways on this system"),
]
OVERRIDE = ("--override", "stale", "--reason", "it is known", "--by", DESK)
RENAMED = [f"d{number:02}" for number in (*range(1, 5), 23, 24, 33)]
CORRECTED = ["d03", "d19", "d20", "d24", "d34", "d37", "d39"]
FORGOTTEN = ("d20", "d20-aide")


def test_the_month_of_a_bureau(tmp_path: Path):
    trusted, context = authority(tmp_path / "ca", SERVER_NAME)
    root = tmp_path / "bureau"
    with mail_server(starttls=context, login=True) as (box, port), storage_server() as (address, client):
        box.slow = 3
        write_project(root, port, address)
        bureau = Bureau(root, box, secrets(trusted))
        packs_are_made(bureau)
        packs_are_sent(bureau)
        delegations_change_their_names(bureau)
        an_embargo_ends(bureau)
        a_figure_is_corrected(bureau)
        a_recipient_is_forgotten(bureau)
        what_was_sent_is_not_sent_again(bureau)
        found = oracle.arrived(root, box, client)
    all_that_was_wanted_arrived_once(bureau, found)
    ledger_and_files_agree(bureau, found)
    unknown_outcomes_were_told_and_settled(bureau)
    no_name_is_in_files_of_others(bureau, found)


def packs_are_made(bureau: Bureau) -> None:
    """Make the packs of all, with a full disk, a broken brief, a stale figure, an embargo and two processes at once."""
    broken = bureau.here(pack(HASTY, *BY_HAND))
    assert broken.codes == [1]
    told = " ".join(problem["message"] for one in broken.objects for problem in one["problems"])
    assert "nothing" in told
    assert "(gate stale)" in told
    assert {path.name for path in (bureau.root / "packs").iterdir() if path.is_dir()} == set(BY_HAND)
    (bureau.root / "briefings" / f"{BROKEN}.yaml").write_text(brief_of(BROKEN), "utf-8")
    hasty = bureau.here(pack(HASTY), pack(HASTY, options=OVERRIDE), deliver(HASTY), deliver(HASTY, *OVERRIDE))
    assert hasty.codes == [1, 0, 1, 0]
    assert [one["shut"] for one in hasty.objects if "shut" in one] == [[f"stale/{FADING}"]] * 2
    bureau.want([HASTY])
    bureau.change("data/sample.yaml", "2026-10-31", "2026-12-31")
    bureau.change("data/delegations/d37.yaml", "甲, en:", "乙, en:")
    old = bureau.packed("d37")
    assert bureau.run(pack("d37"), small=30_000).codes == [3]
    assert bureau.packed("d37") == old
    names = [name for name in GUESTS if name not in (HASTY, EMBARGOED)]
    for die in (70, 400):
        assert bureau.run(pack(*names[:3]), die=die).killed
    mine, yours = halves(names)
    for told in bureau.at_once([pack(*mine, "d06")], [pack(*yours, "d05", EMBARGOED)]):
        assert set(told.codes) <= {0, 1}
        assert told.shut in ({}, {EMBARGOED: ["embargo"]})
    bureau.day = 1
    before = bureau.packed("d05")
    bureau.change("data/delegations/d05.yaml", "甲, en:", "丙, en:")
    assert bureau.here(["reissue", "d05", "--json"]).codes == [0]
    after = bureau.packed("d05")
    changed = {name.partition("_")[0] for name in after if after[name] != before.get(name)}
    assert changed  # papers that tell of members, and no brief
    assert changed <= {"欢迎函", "访问日程"}


def packs_are_sent(bureau: Bureau) -> None:
    """Send them, with processes killed, a server that misbehaves, a full disk and two processes for the same packs."""
    box = bureau.box
    names = [name for name in GUESTS if name not in (HASTY, EMBARGOED)]
    bureau.want(names)
    for after, some in ((2, names[:4]), (1, names[4:7])):
        running = bureau.start([deliver(name) for name in some])
        with bureau.killing([running], after):
            assert bureau.end(running).killed
    for pair in ((("d08", -1), ("d23", -9)), (("d33", -4), ("d24", -27)), (("d39", -2), ("d34", -30))):
        both = [bureau.start([deliver(name)], die=die) for name, die in pair]
        assert all(bureau.end(one).killed for one in both)
    assert bureau.run(deliver("d25"), deliver("d26"), full=4).codes == [5, 5]
    box.recipient = ["550 no such user", "", "451 grey", "drop", "", "421 closing", "", "451 grey"]
    box.before = ["", "451 not now", "", "drop", "", "cut", ""]
    box.after = ["", "", "keep-drop", "", "drop", "", "451 later", "keep-slow", "", "slow", "keep-nonsense", "552 no"]
    by_mail = [name for name in names if "mail" in GUESTS[name].channels]
    same = [bureau.start([deliver(name) for name in order]) for order in (by_mail, by_mail[::-1])]
    both = [bureau.end(one) for one in same]
    assert {code for told in both for code in told.codes} <= {0, 5}
    assert (box.recipient, box.before, box.after) == ([], [], [])
    bureau.deliver_all(names)
    marks = [["deliver", name, "--json", "--mark-sent", "wechat", "--to", f"{name}-liaison"] for name in BY_HAND]
    assert bureau.here(*marks).codes == [0] * len(BY_HAND)


def delegations_change_their_names(bureau: Bureau) -> None:
    """Change the names that stand on the covers, after delivery; each gets its files anew, once."""
    bureau.day = 7
    for name in RENAMED:
        bureau.change(f"data/delegations/{name}.yaml", "代表团, en:", "考察团, en:")
    mine, yours = halves(RENAMED)
    for told in bureau.at_once([["reissue", *mine, "--json"]], [["reissue", *yours, "--json"]]):
        assert told.codes == [0]
    bureau.want(RENAMED)
    assert bureau.run(*[deliver(name) for name in RENAMED[:3]], die=-3).killed
    bureau.deliver_all(RENAMED)


def an_embargo_ends(bureau: Bureau) -> None:
    bureau.day = UNTIL - 1
    assert bureau.here(pack(EMBARGOED), deliver(EMBARGOED)).codes == [1, 2]
    bureau.day = UNTIL
    assert bureau.here(pack(EMBARGOED)).codes == [0]
    bureau.want([EMBARGOED])
    bureau.deliver_all([EMBARGOED])


def a_figure_is_corrected(bureau: Bureau) -> None:
    """Correct a figure that has been delivered; who holds the old one is known, and who was sent the new one."""
    bureau.day = 15
    old = holders(bureau)
    bureau.change("data/sample.yaml", "value: 481", "value: 517")
    told = bureau.here(deliver("d01"), ["holdings", "count", "--json"])
    assert told.codes == [1, 0]
    assert told.shut == {"d01": counting("d01")}
    assert {one["status"] for one in told.objects} == {"failed", "old", "counted"}
    assert held(told.objects) == old
    mine, yours = halves(CORRECTED)
    for each in bureau.at_once([["reissue", *mine, "--json"]], [["reissue", *yours, "--json"]]):
        assert each.codes == [0]
    bureau.want(CORRECTED)
    bureau.deliver_all(CORRECTED)
    marks = ["deliver", "d37", "--json", "--mark-sent", "wechat", "--to", "d37-liaison"]
    told = bureau.here(marks, ["holdings", "count", "--json"])
    assert told.codes == [0, 0]
    assert held(told.objects, "corrected") | held(told.objects, "old") == old
    assert {delegation for delegation, *_ in held(told.objects, "corrected")} == set(CORRECTED)
    assert {delegation for delegation, *_ in held(told.objects, "old")} == set(GUESTS) - set(CORRECTED)


def counting(name: str) -> list[str]:
    """Return the gates that are shut because a delegation's briefs print the old figure."""
    return [f"stale/{brief}" for brief in COUNTING if brief in GUESTS[name].briefs]


def held(objects: list[dict[str, Any]], *status: str) -> set[tuple[str, str, str, str]]:
    """Return who holds an old number, as the program says."""
    asked = status or ("old", "corrected")
    return {
        (one["delegation"], one["recipient"], one["channel"], one["brief"]) for one in objects if one["status"] in asked
    }


def holders(bureau: Bureau) -> set[tuple[str, str, str, str]]:
    """Return who holds it, as their files print it: each brief is known by the sentence on its page."""
    found: set[tuple[str, str, str, str]] = set()
    for (name, channel, recipient), digests in bureau.wanted.items():
        here = {oracle.sha256(data): data for data in bureau.packed(name).values()}
        for data in (here[digest] for digest in digests & here.keys() if here[digest].startswith(b"%PDF")):
            if "481 samples" in oracle.printed(data):
                (number,) = {
                    brief for brief in BRIEFS if f"Industry {int(brief[1:])} in Sampleton" in oracle.printed(data)
                }
                found.add((name, recipient, channel, number))
    return found


def a_recipient_is_forgotten(bureau: Bureau) -> None:
    name, recipient = FORGOTTEN
    assert bureau.here(["ledger", "forget", recipient, "--json"]).codes == [0]
    before = len(bureau.box.arrived)
    again = bureau.here(deliver(name))
    assert again.codes == [0]
    assert {one["status"] for one in again.objects} == {"already-sent"}
    assert len(bureau.box.arrived) == before
    address = dict(GUESTS[name].recipients)[recipient].encode()
    for path in (bureau.root / "ledger").rglob("*"):
        assert not path.is_file() or address not in path.read_bytes(), path


def what_was_sent_is_not_sent_again(bureau: Bureau) -> None:
    before = len(bureau.box.arrived)
    told = bureau.here(*[deliver(name) for name in (*CORRECTED, EMBARGOED)])
    assert set(told.codes[:-1]) == {0}
    assert {one["status"] for one in told.objects if one["delegation"] != EMBARGOED} == {"already-sent"}
    assert len(bureau.box.arrived) == before
    assert told.shut == {EMBARGOED: counting(EMBARGOED)}


def all_that_was_wanted_arrived_once(bureau: Bureau, found: oracle.Arrived) -> None:
    """Each wanted copy exactly once for each recipient and channel, and nothing to anybody else."""
    assert {end: dict(count) for end, count in found.count.items()} == {
        end: dict.fromkeys(digests, 1) for end, digests in bureau.wanted.items()
    }
    assert sum(count.total() for count in found.count.values()) >= 1600
    assert len(found.files) >= 900
    names = Counter(map(oracle.first_revision, (data for data in found.files.values() if data.startswith(b"%PDF"))))
    assert len([base for base, count in names.items() if count >= 20]) >= len(BRIEFS)  # bodies were shared
    messages = Counter(oracle.message_of(data) for data in bureau.box.messages)
    assert set(messages.values()) == {1}
    for name in GUESTS:
        for latest in (bureau.root / "out" / name).glob("latest.txt"):
            newest = latest.parent / latest.read_text("utf-8").strip()
            packed = {oracle.sha256(data) for data in bureau.packed(name).values()}
            assert {oracle.sha256(path.read_bytes()) for path in newest.iterdir()} == packed  # the whole pack


def ledger_and_files_agree(bureau: Bureau, found: oracle.Arrived) -> None:
    """What the ledger says was sent arrived, and the other way round; its numbers are those of the files."""
    said = oracle.ledger_of(bureau.root)
    forgotten = (FORGOTTEN[0], "mail", FORGOTTEN[1])
    assert forgotten not in said
    assert said == {end: count for end, count in found.count.items() if end != forgotten}
    states = Counter(dict(oracle.rows_of(bureau.root, "SELECT state, count(*) FROM deliveries GROUP BY state")))
    assert set(states) == {"sent"}
    sizes = dict(oracle.rows_of(bureau.root, "SELECT sha256, size FROM copies"))
    assert {digest: len(data) for digest, data in found.files.items()}.items() <= sizes.items()
    kept = oracle.rows_of(bureau.root, "SELECT sha256 FROM forgotten")
    assert {digest for (digest,) in kept} == set(found.count[forgotten])
    passed = oracle.rows_of(bureau.root, "SELECT gate, what, reason, overrider FROM overrides")
    assert passed == [("stale", f"{HASTY}/{FADING}", "it is known", DESK)] * 2
    assert oracle.rows_of(bureau.root, "PRAGMA integrity_check") == [("ok",)]


def unknown_outcomes_were_told_and_settled(bureau: Bureau) -> None:
    assert bureau.kills >= 10
    assert {name for name, _ in bureau.settled} == bureau.unknown
    assert {sent for _, sent in bureau.settled} == {True, False}
    ways = oracle.rows_of(
        bureau.root,
        "SELECT DISTINCT channel FROM attempts a JOIN deliveries d ON d.key = a.delivery"
        " WHERE a.reason LIKE 'settled as %'",
    )
    assert {way for (way,) in ways} == {"folder", "mail", "s3"}
    settled = oracle.rows_of(
        bureau.root, "SELECT DISTINCT message, outcome FROM attempts WHERE reason LIKE 'settled as %'"
    )
    assert {(name, outcome == "sent") for name, outcome in settled} == set(bureau.settled)
    rest = oracle.rows_of(bureau.root, "SELECT DISTINCT outcome FROM attempts")
    assert {outcome for (outcome,) in rest} == {"sent", "failed"}


def no_name_is_in_files_of_others(bureau: Bureau, found: oracle.Arrived) -> None:
    """Neither in bytes nor in decoded streams; and each file of a delegation was found to hold its own."""
    owners = {digest: name for (name, _, _), digests in bureau.wanted.items() for digest in digests}
    wrong, own = oracle.strangers(found.files, owners)
    assert wrong == []
    assert own == Counter(owners[digest] for digest in found.files)
