"""How long a ledger of a million deliveries takes to answer: python benchmarks/ledger.py [DELIVERIES] [FOLDER].

Ten years of a bureau: 25 briefs in ten editions each, of which each goes as copies of its own to 2000 delegations with
two recipients each. Every edition prints 40 facts; the fact asked for was corrected after the first three editions of
one brief. The target is 0.2 s.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from pathlib import Path

from briefgen.deliver.ledger import recording
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.project import open_project

BRIEFS, EDITIONS, FACTS, RECIPIENTS = 25, 10, 40, 2
SINCE = 4
"""The edition from which on the fact says what it says today."""


def main() -> None:
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
        root = Path(folder)
        (root / "briefgen.yaml").write_text("issuer: {zh: 样例, en: Sample}\n", "utf-8")
        project = open_project(root)
        delegations = total // (BRIEFS * EDITIONS * RECIPIENTS)
        begin = time.perf_counter()
        with open_ledger(project) as ledger:
            fill(ledger, delegations)
        size = (project.kept / "ledger.sqlite3").stat().st_size
        print(f"filled in {time.perf_counter() - begin:.1f} s, {size / 1e6:.0f} MB")
        tell("opened for writing", lambda: opened(project, reading=False))
        for reading in range(3):
            with open_ledger(project, reading=True) as ledger:
                label = f"holdings, connection {reading + 1}"
                tell(label, lambda: f"{len(ledger.holdings('brief-0-fact-0', 'new').held)} hold an old number")
                tell("  asked again", lambda: f"{len(ledger.holdings('brief-0-fact-0', 'new').held)}")
                tell("  nobody", lambda: f"{len(ledger.holdings('brief-1-fact-1', 'same').held)}")
                if reading == 2:
                    tell("  a fact that all copies print", lambda: f"{len(ledger.holdings('common', 'new').held)}")
                    tell("  one delegation", lambda: f"{sum(1 for _ in ledger.rows(delegation='d-7'))} rows")
                    tell("  open ones", lambda: f"{sum(1 for _ in ledger.rows(states=['unknown', 'failed']))} rows")


def opened(project, *, reading):
    with open_ledger(project, reading=reading):
        return ""


def tell(what, ask):
    begin, used = time.perf_counter(), time.process_time()
    found = ask()
    wall, cpu = time.perf_counter() - begin, time.process_time() - used
    print(f"{what}: {1000 * wall:.1f} ms, of CPU {1000 * cpu:.1f} ms  {found}")


def fill(ledger, delegations):
    connection = ledger.connection
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    moment = "2026-01-01T00:00:00Z"
    for delegation in range(delegations):
        for recipient in range(RECIPIENTS):
            who = (f"d-{delegation}", f"r{recipient}")
            connection.execute("INSERT INTO recipients (delegation, id) VALUES (?, ?)", who)
    for brief in range(BRIEFS):
        for edition in range(1, EDITIONS + 1):
            facts = {f"brief-{brief}-fact-{number}": "same" for number in range(FACTS - 1)}
            facts[f"brief-{brief}-fact-0"] = "new" if edition >= SINCE else "old"
            facts["common"] = "old"
            body = recording._body(connection, facts)
            copies, rows = [], []
            for delegation in range(delegations):
                sha256 = hashlib.sha256(f"{brief} {edition} {delegation}".encode()).hexdigest()
                names = (f"d-{delegation}", f"brief-{brief}", f"B{brief}-{edition}")
                copies.append((sha256[:16], sha256, *names, body, moment))
            (last,) = connection.execute("SELECT coalesce(max(key), 0) FROM copies").fetchone()
            connection.executemany(
                "INSERT INTO copies"
                " (id, sha256, delegation, brief, edition, body, recorded, language, name, size, base)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, 'zh-en', 'brief.pdf', 1000000, 'base')",
                copies,
            )
            for delegation in range(delegations):
                for recipient in range(RECIPIENTS):
                    who = delegation * RECIPIENTS + recipient + 1
                    message = f"<{copies[delegation][0]}{recipient}@example.org>"
                    rows.append((last + delegation + 1, who, f"r{recipient}.{delegation}@example.org", message, moment))
            connection.executemany(
                "INSERT INTO deliveries (copy, recipient, channel, address, language, state, message, planned, started,"
                " ended, attempts, receipt, sender) VALUES (?1, ?2, 'mail', ?3, 'en', 'sent', ?4, ?5, ?5, ?5, 1,"
                " '250 2.0.0 accepted', 'f00df00df00df00d')",
                rows,
            )
    connection.execute(
        "INSERT INTO attempts (delivery, number, message, sender, started, ended, outcome)"
        " SELECT key, 1, message, sender, started, ended, 'sent' FROM deliveries"
    )
    connection.execute("COMMIT")


if __name__ == "__main__":
    main()
