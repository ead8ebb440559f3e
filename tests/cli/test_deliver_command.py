"""`briefgen deliver`: what it shows, what it tells programs, and how it ends."""

from __future__ import annotations

import json
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from json_document import documented
from mail_server import Box, mail_server
from parcels import CHINESE, ENGLISH, copy_of, mail_settings, project_with

from briefgen.cli.main import run
from briefgen.deliver import ready, sending
from briefgen.deliver.channels import smtp
from briefgen.deliver.copies import Pack
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.project import open_project

FILE = """
delegation: nordic
name: {zh: 北欧代表团, en: Nordic Delegation}
short: {zh: 北欧团, en: Nordic}
arrival: 2026-11-20
departure: 2026-11-23
embargo: 2026-11-10
briefs: [robotics]
recipients:
  - {id: office, name: {zh: 办公室, en: Office}, address: office@example.net, language: en, channels: [mail]}
  - {id: liaison, name: {zh: 联络人, en: Liaison}, language: zh, channels: [messenger]}
channels: [folder]
"""
DAY = "1794300000"  # 2026-11-10


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Yield what arrives and the folder of a project with a delegation, whose pack is played."""
    root = tmp_path / "p"
    with mail_server() as (box, port):
        rest = "folder: out\nmessenger: {folder: by-hand}\n"
        project_with(root, mail_settings(port, rest=rest))
        brief = "kind: topic\ntitle: {zh: 题, en: T}\ntheme: robotics\nedition: {date: 2026-11-01, number: 1}\n"
        (root / "briefings").mkdir()
        (root / "briefings" / "robotics.yaml").write_text(f"{brief}sections: []\nblocks: [sources]\n", "utf-8")
        (root / "data" / "delegations").mkdir(parents=True)
        (root / "data" / "delegations" / "nordic.yaml").write_text(FILE, "utf-8")
        copies = (copy_of(root / "pack", CHINESE), copy_of(root / "pack", ENGLISH, b"two", brief="software"))
        copies = tuple(_as(copy, ".bin") for copy in copies)
        pack = Pack("nordic", root / "pack", None, copies, (), root / "pack" / "manifest.json")
        monkeypatch.setattr(ready, "pack_of", lambda project, delegation: pack)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
        monkeypatch.chdir(root)
        yield box, root


def _as(copy: Any, suffix: str) -> Any:
    """Return a copy whose file is no PDF, of which no pictures are made."""
    from dataclasses import replace

    return replace(copy, path=copy.path.rename(copy.path.with_suffix(suffix)), facts={})


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[list[dict[str, Any]], int]:
    code = run(["deliver", "nordic", *arguments, "--json"])
    out, err = capsys.readouterr()
    assert err == ""
    found = [json.loads(line) for line in out.splitlines()]
    for each in found:
        documented(each)
    return found, code


def test_a_dry_run_shows_all_and_sends_nothing(served: tuple[Box, Path], capsys: pytest.CaptureFixture[str]):
    box, root = served
    assert run(["deliver", "nordic", "--dry-run"]) == 0
    out, _ = capsys.readouterr()
    for words in (
        "office@example.net", "Nordic Delegation: visit materials from Sample Office", CHINESE, ENGLISH, "by-hand",
        "Nothing was sent: 3 would go", "attachments",
    ):  # fmt: skip
        assert words in out
    assert (box.arrived, (root / "out").exists(), (root / "by-hand").exists()) == ([], False, False)
    found, code = told(capsys, "--dry-run")
    assert [(each["channel"], each["status"], each["test"]) for each in found] == [
        ("folder", "foreseen", False), ("mail", "foreseen", False), ("messenger", "foreseen", False),
    ]  # fmt: skip
    assert (found[1]["target"], code) == ("office@example.net", 0)
    assert not list((root).glob("ledger/*"))


def test_each_goes_once_and_addresses_are_not_told(served: tuple[Box, Path], capsys: pytest.CaptureFixture[str]):
    box, _ = served
    found, code = told(capsys)
    assert ([each["status"] for each in found], code) == (["sent", "sent", "prepared"], 0)
    assert len(box.arrived) == 1
    assert "example.net" not in json.dumps(found)
    (marked,), code = told(capsys, "--mark-sent", "wechat", "--to", "liaison")
    assert (marked["status"], marked["receipt"], code) == ("sent", "wechat, by hand", 0)
    found, code = told(capsys)
    assert ({each["status"] for each in found}, code) == ({"already-sent"}, 0)
    assert len(box.arrived) == 1
    assert run(["deliver", "nordic", "--dry-run"]) == 0
    assert "sent before; not sent again" in capsys.readouterr().out


def test_what_is_incomplete_ends_with_5(
    served: tuple[Box, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    box, _ = served
    box.recipient = ["550 no such user"]
    (failed,), code = told(capsys, "--channel", "mail")
    assert (failed["status"], failed["problems"][0]["message"][:5], code) == ("failed", "The m", 5)
    box.after = ["keep-drop"]
    (unknown,), code = told(capsys, "--to", "office")
    assert (unknown["status"], code, len(box.arrived)) == ("unknown", 5, 1)
    assert run(["deliver", "nordic", "--channel", "mail"]) == 5
    out, err = capsys.readouterr()
    assert unknown["message_id"] in err
    assert "ledger settle" in err
    assert "Incomplete: 1 nobody knows whether it arrived" in err
    assert "example.net" not in out + err
    assert len(box.arrived) == 1
    assert run(["ledger", "settle", unknown["message_id"], "--sent", "--by", "desk"]) == 0
    capsys.readouterr()
    (settled,), code = told(capsys, "--channel", "mail")
    assert (settled["status"], code, len(box.arrived)) == ("already-sent", 0, 1)


def test_an_interruption_that_a_library_swallowed_ends_the_delivery(
    served: tuple[Box, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    attempt = sending._attempt

    def interrupted(*given: Any) -> Any:
        with suppress(BaseException):
            signal.raise_signal(signal.SIGINT)
        return attempt(*given)

    monkeypatch.setattr(sending, "_attempt", interrupted)
    box, root = served
    assert run(["deliver", "nordic"]) == 130
    assert len(list((root / "out" / "nordic").iterdir())) == 2  # what was begun is finished
    assert not box.arrived
    assert "Look: briefgen ledger list --delegation nordic" in capsys.readouterr().err


def test_a_test_goes_to_nobody_else(served: tuple[Box, Path], capsys: pytest.CaptureFixture[str]):
    box, root = served
    (found,), code = told(capsys, "--to", "me@example.org")
    assert (found["status"], found["test"], code) == ("sent", True, 0)
    ((_, to, data),) = box.arrived
    assert to == ("me@example.org",)
    assert b"office@example.net" not in data
    assert found["subject"].startswith("[Test] ")
    assert not (root / "out").exists()
    found, _ = told(capsys)
    assert [each["status"] for each in found] == ["sent", "sent", "prepared"]  # a test takes nobody's place


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nobody"], 2, "no delegation"),
        (["nordic", "--to", "nobody"], 2, "no recipient"),
        (["nordic", "--channel", "s3"], 5, "s3"),
        (["nordic", "--mark-sent", "wechat"], 2, "who got it"),
        (["nordic", "--mark-sent", "mail", "--to", "office"], 2, "messenger"),
        (["nordic", "--mark-sent", "wechat", "--to", "liaison", "--dry-run"], 2, "--dry-run"),
        (["nordic", "--mark-sent", "wechat", "--to", "liaison"], 2, "Nothing was laid out"),
    ],
)
def test_refusals(
    served: tuple[Box, Path], capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
):
    assert run(["deliver", *arguments]) == code
    assert words in capsys.readouterr().err
    assert served[0].arrived == []


def test_nothing_goes_before_the_embargo_has_ended(
    served: tuple[Box, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(DAY) - 86400))
    assert run(["deliver", "nordic"]) == 1
    assert "under embargo until 2026-11-10" in capsys.readouterr().err
    assert (served[0].arrived, (served[1] / "out").exists()) == ([], False)
    override = ["deliver", "nordic", "--channel", "folder", "--override", "embargo"]
    assert run(override) == 2
    assert "--reason" in capsys.readouterr().err
    assert run([*override, "--reason", "agreed by telephone", "--by", "the director"]) == 0
    told = capsys.readouterr().err
    assert "Override embargo: It is under embargo until 2026-11-10." in told
    assert "Passed by the director: agreed by telephone. It is in the ledger." in told
    with open_ledger(open_project(served[1])) as ledger:
        assert [(each.gate, each.what, each.by) for each in ledger.overrides()] == [
            ("embargo", "nordic", "the director")
        ]


def test_without_a_pack_it_is_said_how_to_make_one(
    served: tuple[Box, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.undo()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    monkeypatch.chdir(served[1])
    assert run(["deliver", "nordic"]) == 2
    assert "briefgen pack nordic" in capsys.readouterr().err


def test_patience_is_that_of_the_standard():
    assert (smtp.PATIENCE, smtp.LAST_PATIENCE) == (60, 600)
