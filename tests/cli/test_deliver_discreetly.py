"""`briefgen deliver` sends no test to another's guest, and tells neither addresses nor what is not so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from mail_server import Box, mail_server
from parcels import ENGLISH, copy_of, mail_settings, project_with

from briefgen.cli.main import run
from briefgen.deliver import ready
from briefgen.deliver.copies import Pack

FILE = """\
delegation: NAME
name: {zh: 示例代表团, en: Sample Delegation}
short: {zh: 示例团, en: Sample}
arrival: 2026-11-20
departure: 2026-11-23
embargo: 2026-11-10
briefs: [robotics]
channels: [mail]
recipients:
  - {id: office, name: {zh: 办公室, en: Office}, address: office@NAME.example, language: en, channels: [mail]}
"""
ROWS = "part,id,name.zh,name.en,address,language\nrecipients,desk,值班室,Desk,Desk@sheet.example,en\n"
DAY = 1794300000  # 2026-11-10
WORDS = (["deliver", "nordic"], ["deliver", "nordic", "--json"])


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Box, Path]]:
    """Yield what arrives and the delegations' folder of a project with two, one of whose packs is played."""
    root = tmp_path / "p"
    with mail_server() as (box, port):
        project_with(root, mail_settings(port))
        brief = "kind: topic\ntitle: {zh: 题, en: T}\ntheme: robotics\nedition: {date: 2026-11-01, number: 1}\n"
        (root / "briefings").mkdir()
        (root / "briefings" / "robotics.yaml").write_text(f"{brief}sections: []\nblocks: [sources]\n", "utf-8")
        folder = root / "data" / "delegations"
        folder.mkdir(parents=True)
        for name in ("nordic", "bay"):
            (folder / f"{name}.yaml").write_text(FILE.replace("NAME", name), "utf-8")
        copy = copy_of(root / "pack", ENGLISH)
        copy = copy.__class__(**{**vars(copy), "path": copy.path.rename(copy.path.with_suffix(".bin")), "facts": {}})
        pack = Pack("nordic", root / "pack", None, (copy,), (), root / "pack" / "manifest.json")
        monkeypatch.setattr(ready, "pack_of", lambda project, delegation: pack)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAY))
        monkeypatch.chdir(root)
        yield box, folder


@pytest.mark.parametrize("address", ["office@bay.example", "OFFICE@Bay.Example", "desk@sheet.example"])
def test_no_test_goes_to_a_recipient_of_another_delegation(
    served: tuple[Box, Path], capsys: pytest.CaptureFixture[str], address: str
):
    box, folder = served
    bay = folder / "bay.yaml"
    (folder / "bay.csv").write_text(ROWS, "utf-8")
    bay.write_text(f"{bay.read_text('utf-8')}rows-from: [bay.csv]\n", "utf-8")
    assert run(["deliver", "nordic", "--to", address]) == 2
    told = capsys.readouterr().err
    assert "This is the address of a recipient of bay, who would take a test for their pack." in told
    assert "Send the test to an address of your own." in told
    assert not box.arrived
    assert run(["deliver", "nordic", "--to", "me@example.org"]) == 0
    assert [to for _, to, _ in box.arrived] == [("me@example.org",)]


@pytest.mark.parametrize("text", ["delegation: [bay\n", "recipients: none\n", "rows-from: [missing.csv]\n"])
def test_where_another_file_does_not_tell_its_addresses_no_test_goes(
    served: tuple[Box, Path], capsys: pytest.CaptureFixture[str], text: str
):
    box, folder = served
    (folder / "bay.yaml").write_text(text, "utf-8")
    assert run(["deliver", "nordic", "--to", "me@example.org"]) == 2
    told = capsys.readouterr().err
    assert "The file of bay has mistakes" in told
    assert "briefgen check bay" in told
    assert not box.arrived
    assert run(["deliver", "nordic"]) == 0


def test_a_dry_run_does_not_say_that_an_override_is_recorded(
    served: tuple[Box, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAY - 86400))
    options = ["--override", "embargo", "--reason", "agreed", "--by", "Sample Person"]
    assert run(["deliver", "nordic", "--dry-run", *options]) == 0
    told = capsys.readouterr().err
    assert "Passed by Sample Person: agreed. Nothing is recorded in a dry run; it would be in the ledger." in told
    assert "It is in the ledger." not in told
    assert run(["deliver", "nordic", *options]) == 0
    assert "Passed by Sample Person: agreed. It is in the ledger." in capsys.readouterr().err


@pytest.mark.parametrize("arguments", WORDS)
def test_addresses_in_what_a_server_answers_are_not_told(
    served: tuple[Box, Path], capsys: pytest.CaptureFixture[str], arguments: list[str]
):
    box, _ = served
    box.recipient = ["550 5.1.1 <Office@nordic.example>: no such user, ask chief@nordic.example"]
    assert run(arguments) == 5
    out, err = capsys.readouterr()
    assert "nordic.example" not in (out + err).lower()
    assert "no such user" in out + err
    assert "office" in out + err


def test_the_id_of_a_message_is_told_whole(served: tuple[Box, Path], capsys: pytest.CaptureFixture[str]):
    box, _ = served
    box.after = ["keep-drop"]
    assert run(["deliver", "nordic", "--json"]) == 5
    id = json.loads(capsys.readouterr().out)["message_id"]
    assert "@" in id
    assert run(["deliver", "nordic"]) == 5
    told = capsys.readouterr().err
    assert f'ledger settle "{id}"' in told
    assert "(address)" not in told
