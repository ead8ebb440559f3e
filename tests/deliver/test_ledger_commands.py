"""`briefgen ledger` and `briefgen holdings`, with a fact that is corrected after it was delivered."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from editions import briefgen
from harbour_project import harbour_project
from json_document import documented
from ledger_case import copy_of, planned

from briefgen.data.load import load_store
from briefgen.deliver.copies import said, worded
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.project import Project, open_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with three deliveries: income was RMB 760 million when two of them were sent."""
    project = open_project(harbour_project(tmp_path / "quays"), environment={"SOURCE_DATE_EPOCH": "1767225600"})
    facts = load_store(project, ("en", "zh")).facts
    words = {id: worded(fact, ("en", "zh")) for id, fact in facts.items()}
    copy = copy_of("quays", facts={id: said(fact) for id, fact in facts.items()})
    with open_ledger(project) as ledger:
        ledger.record_copy(copy, words)
        ids = ledger.plan([planned(copy), planned(copy, "=cmd()"), planned(copy, "guest", "wechat")])
        ledger.begin(ids[0], "<a@x>")
        ledger.sent(ids[0], "250 office@example.org")
        ledger.begin(ids[2], "<b@x>")
        ledger.unknown(ids[2], "lost")
    return project


def correct(project: Project) -> None:
    data = project.data / "harbour.yaml"
    data.write_text(data.read_text("utf-8").replace("value: 760000000", "value: 780000000"), "utf-8")


def objects(project: Project, *arguments: str) -> tuple[list[dict[str, Any]], int]:
    done = briefgen(*arguments, "--json", cwd=project.root)
    assert done.stderr == b"", done.stderr.decode()
    assert b"@example.org" not in done.stdout
    found = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    for one in found:
        documented(one)
    return found, done.returncode


def told(project: Project, *arguments: str, code: int = 0) -> str:
    done = briefgen(*arguments, cwd=project.root)
    text = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode == code, text
    assert "@example.org" not in text
    assert "Traceback" not in text
    return text


def test_list(project: Project):
    found, code = objects(project, "ledger", "list")
    assert [(one["status"], one["recipient"]) for one in found] == [
        ("sent", "office"), ("planned", "=cmd()"), ("unknown", "guest"),
    ]  # fmt: skip
    assert code == 0
    assert [one["id"] for one in objects(project, "ledger", "list", "--state", "unknown")[0]] == [3]
    text = told(project, "ledger", "list")
    assert "QUAYS-2026-01" in text
    assert "3 deliveries." in text
    assert "Of 1 nobody knows" in text
    assert "No deliveries." in told(project, "ledger", "list", "--brief", "none")


def test_people_are_shown_the_newest(project: Project, monkeypatch: pytest.MonkeyPatch):
    with open_ledger(project) as ledger:
        copies = [copy_of("many", number) for number in range(1, 121)]
        ledger.record_copies(copies)
        for copy in copies:
            ledger.plan([planned(copy, f"r-{copy.edition[-2:]}")])
    text = told(project, "ledger", "list", "--brief", "many")
    assert "20 older ones are not shown" in text
    assert len(told(project, "ledger", "list", "--brief", "many", "--all").splitlines()) == 121
    assert len(objects(project, "ledger", "list", "--brief", "many")[0]) == 120


def test_export(project: Project):
    (made,), _ = objects(project, "ledger", "export", "out/all.csv")
    with (project.root / "out" / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (made["deliveries"], len(rows), "address" in rows[0]) == (3, 3, False)
    assert rows[1]["recipient"] == "'=cmd()"
    assert "is there already" in told(project, "ledger", "export", "out/all.csv", code=2)
    told(project, "ledger", "export", "all.json", "--addresses", "--state", "sent")
    (row,) = json.loads((project.root / "all.json").read_text("utf-8"))
    assert (row["address"], row["receipt"], row["temporary"]) == ("office@example.org", "250 office", False)
    told(project, "ledger", "export", "all.txt", code=2)
    told(project, "ledger", "export", "none.json", "--brief", "none")
    assert json.loads((project.root / "none.json").read_text("utf-8")) == []


def test_backup(project: Project, tmp_path: Path):
    target = tmp_path / "elsewhere" / "copy.sqlite3"
    (made,), _ = objects(project, "ledger", "backup", str(target))
    assert made["size"] == target.stat().st_size
    told(project, "ledger", "backup", str(target), code=2)
    told(project, "ledger", "backup", str(target), "--force")
    told(project, "ledger", "backup", "ledger/copy.sqlite3", code=2)
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    before = told(project, "ledger", "list")
    (project.kept / "ledger.sqlite3").write_bytes(target.read_bytes())
    assert told(project, "ledger", "list") == before


def test_settle(project: Project):
    assert "--sent or --not-sent" in told(project, "ledger", "settle", "<b@x>", "--by", "desk", code=2)
    (settled,), code = objects(project, "ledger", "settle", "b@x", "--sent", "--by", "desk")
    assert (settled["status"], settled["reason"], code) == ("sent", "settled as sent by desk", 0)
    assert "is known: sent" in told(project, "ledger", "settle", "3", "--not-sent", "--by", "desk", code=2)


def test_forget(project: Project):
    (found,), _ = objects(project, "ledger", "forget", "office")
    assert (found["deliveries"], found["kept"], found["delegations"]) == (1, 1, ["nordic"])
    assert "knows no recipient" in told(project, "ledger", "forget", "office", code=2)
    correct(project)
    assert objects(project, "holdings", "income")[0][-1]["forgotten"] == 1


def test_holdings(project: Project):
    (count,), _ = objects(project, "holdings", "income")
    assert (count["recipients"], count["waiting"]) == (0, 0)
    assert "Nobody holds an old number." in told(project, "holdings", "income")
    correct(project)
    first, second, count = objects(project, "holdings", "income")[0]
    assert (first["recipient"], first["certain"], second["recipient"], second["certain"]) == (
        "office", True, "guest", False,
    )  # fmt: skip
    assert first["said"] == {"en": "RMB 760 million (2024)", "zh": "7.6亿元（2024年）"}
    assert count["today"] == {"en": "RMB 780 million (2024)", "zh": "7.8亿元（2024年）"}
    assert "2 recipients hold an old number; 2 of them" in told(project, "holdings", "income")
    assert objects(project, "holdings", "berths")[0][-1]["recipients"] == 0
    assert 'Did you mean "income"?' in told(project, "holdings", "incom", code=2)


def test_drafts(project: Project):
    correct(project)
    facts = load_store(project, ("en", "zh")).facts
    new = copy_of("quays", 2, facts={id: said(fact) for id, fact in facts.items()})
    with open_ledger(project) as ledger:
        ledger.record_copy(new)
    before = sorted(path.name for path in project.kept.iterdir())
    written = [one for one in objects(project, "holdings", "income", "--draft")[0] if one["status"] == "drafted"]
    assert [(one["path"], one["without"], one["unsure"]) for one in written] == [
        ("ledger/drafts/income/nordic--guest.txt", [], True),
        ("ledger/drafts/income/nordic--office.txt", [], False),
    ]
    text = (project.root / written[1]["path"]).read_text("utf-8")
    english, chinese = text.index("Correction"), text.index("更正说明")
    assert english < chinese  # the recipient is written to in English
    for words in (
        "The quays in figures (QUAYS-2026-01, sent on 1 January 2026)",
        "Income of the quays (Harbour): RMB 760 million (2024) is corrected to RMB 780 million (2024).",
        "The corrected edition of QUAYS-2026-01 is QUAYS-2026-02",
        "（QUAYS-2026-01，2026年1月1日发送）",
        "码头收入（港口）：原为7.6亿元（2024年），现更正为7.8亿元（2024年）。",
        "QUAYS-2026-01的更正版为QUAYS-2026-02，随本说明一并奉上。",
        "港务委员会（示例）",
    ):
        assert words in text
    assert sorted(path.name for path in project.kept.iterdir()) == sorted([*before, "drafts"])
    told(project, "holdings", "income", "--draft", code=2)
    told(project, "holdings", "income", "--draft", "--force")
    with open_ledger(project) as ledger:  # nothing was sent, and nothing planned
        assert len(list(ledger.rows())) == 3
        ids = ledger.plan([planned(new)])
        ledger.begin(ids, "<c@x>")
        ledger.sent(ids)
    first, _, count = objects(project, "holdings", "income")[0]
    assert (first["status"], first["corrected"] >= "2026", count["waiting"]) == ("corrected", True, 1)


def test_a_new_file_under_the_same_code_is_told_as_such(project: Project):
    correct(project)
    facts = load_store(project, ("en", "zh")).facts
    with open_ledger(project) as ledger:
        ledger.record_copy(copy_of("quays", facts={id: said(fact) for id, fact in facts.items()}, bytes_of="new"))
    written = [one for one in objects(project, "holdings", "income", "--draft")[0] if one["status"] == "drafted"]
    text = (project.root / written[1]["path"]).read_text("utf-8")
    assert "QUAYS-2026-01已更正，编号不变，更正后的文件随本说明一并奉上。" in text
    assert "QUAYS-2026-01 has been corrected under the same code" in text
    assert "的更正版为" not in text
    assert "edition of QUAYS-2026-01 is QUAYS-2026-01" not in text


@pytest.mark.parametrize(("language", "title"), [("zh", "更正说明"), ("en", "Correction")])
def test_a_project_of_one_language_writes_its_notes_in_it(project: Project, language: str, title: str):
    settings = project.root / "briefgen.yaml"
    settings.write_text(settings.read_text("utf-8").replace("languages: [en, zh]", f"languages: [{language}]"), "utf-8")
    correct(project)
    told(project, "holdings", "income", "--draft")
    text = (project.kept / "drafts" / "income" / "nordic--office.txt").read_text("utf-8")
    assert text.startswith(title)
    assert ("更正" in text) == (language == "zh")


def test_drafts_for_a_number_that_is_withdrawn(project: Project):
    data = project.data / "harbour.yaml"
    data.write_text(data.read_text("utf-8").replace("value: 760000000", "value: missing"), "utf-8")
    out = project.root / "notes"
    text = told(project, "holdings", "income", "--draft", "--out", str(out))
    assert "no corrected edition is made yet of quays" in text
    note = (out / "nordic--office.txt").read_text("utf-8")
    assert "RMB 760 million (2024) has been withdrawn" in note
    assert "原为7.6亿元（2024年），现已撤回，请勿再引用。" in note
    assert "QUAYS-2026-01暂无更正版" in note


@pytest.mark.parametrize("id", ["../../etc/x", "a/b", "..", "con:x\\y", "长" * 90, "a\nb"])
def test_no_id_leads_a_note_elsewhere(project: Project, id: str):
    facts = load_store(project, ("en", "zh")).facts
    copy = copy_of("quays", 5, facts={id: said(fact) for id, fact in facts.items()})
    with open_ledger(project) as ledger:
        ledger.record_copy(copy)
        ids = ledger.plan([planned(copy, id)])
        ledger.begin(ids, "m")
        ledger.sent(ids)
    correct(project)
    out = project.root / "notes"
    told(project, "holdings", "income", "--draft", "--out", str(out))
    assert len([path for path in out.iterdir() if path.is_file()]) == 3


def test_commands_without_a_ledger(tmp_path: Path):
    project = open_project(harbour_project(tmp_path / "new"))
    assert "No deliveries." in told(project, "ledger", "list")
    assert "Nobody holds" in told(project, "holdings", "income")
    assert "There is no ledger yet" in told(project, "ledger", "backup", "b.sqlite3", code=2)
    assert not project.kept.exists()


def test_a_ledger_that_has_gone_is_missed(project: Project):
    (project.kept / "ledger.sqlite3").unlink()
    for arguments in (["ledger", "list"], ["holdings", "income"], ["ledger", "backup", "b.sqlite3"]):
        assert "is not there any more" in told(project, *arguments, code=3)
    (project.kept / "ledger.sqlite3").write_bytes(b"")
    assert "is not there any more" in told(project, "ledger", "list", code=3)


def test_what_a_fact_says(project: Project):
    def digests() -> dict[str, str]:
        return {id: said(fact) for id, fact in load_store(project, ("en", "zh")).facts.items()}

    before = digests()
    data = project.data / "harbour.yaml"
    whole = data.read_text("utf-8")
    for old, new, changed in (
        ("value: 760000000", "value: 760000000.0", False),
        ("zh: 码头收入", "zh: 码头营收", False),
        ("value: 760000000", "value: 760000001", True),
        ("period: 2024\n", "period: 2023\n", True),
        ("unit: CNY\n", "unit: CNY\n    qualifier: about\n", True),
    ):
        data.write_text(whole.replace(old, new), "utf-8")
        assert data.read_text("utf-8") != whole
        assert (digests()["income"] != before["income"]) is changed, new
        assert digests()["berths"] == before["berths"]


def test_a_backup_is_a_whole_ledger(project: Project, tmp_path: Path):
    told(project, "ledger", "backup", str(tmp_path / "copy"))
    connection = sqlite3.connect(tmp_path / "copy")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT count(*) FROM deliveries").fetchone() == (3,)
    connection.close()
