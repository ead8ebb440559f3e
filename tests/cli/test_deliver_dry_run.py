"""`briefgen deliver --dry-run`: the words that would go, compact or whole, and why something would not go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from json_document import documented
from key_ring import ring
from mail_server import free_port
from parcels import ENGLISH, copy_of, mail_settings, project_with

from briefgen.cli.main import run
from briefgen.deliver import ready
from briefgen.deliver.copies import Pack

FILE = """\
delegation: nordic
name: {zh: 北欧代表团, en: Nordic Delegation}
short: {zh: 北欧团, en: Nordic}
arrival: 2026-11-20
departure: 2026-11-23
briefs: [robotics]
channels: [mail]
recipients:
  - {id: office, name: {zh: 办公室, en: Office}, address: office@example.net, language: en, channels: [mail, messenger]}
"""
DAY = "1794300000"  # 2026-11-10
TEXT = "Dear Office,\n\nPlease find attached the file prepared for Nordic Delegation:\n"
DRY = ("deliver", "nordic", "--dry-run")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Enter a project with a delegation whose pack is played; return what its key ring keeps."""
    root = tmp_path / "p"
    more = {"user": "desk"}
    project_with(root, mail_settings(free_port(), more=more, rest="messenger: {folder: by-hand}\n"))
    (root / "briefings").mkdir()
    brief = "kind: topic\ntitle: {zh: 题, en: T}\ntheme: robotics\nedition: {date: 2026-11-01, number: 1}\n"
    (root / "briefings" / "robotics.yaml").write_text(f"{brief}sections: []\nblocks: [sources]\n", "utf-8")
    (root / "data" / "delegations").mkdir(parents=True)
    (root / "data" / "delegations" / "nordic.yaml").write_text(FILE, "utf-8")
    copy = copy_of(root / "pack", ENGLISH)
    copy = copy.__class__(**{**vars(copy), "path": copy.path.rename(copy.path.with_suffix(".bin")), "facts": {}})
    pack = Pack("nordic", root / "pack", None, (copy,), (), root / "pack" / "manifest.json")
    monkeypatch.setattr(ready, "pack_of", lambda project, delegation: pack)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    monkeypatch.delenv("BRIEFGEN_SMTP_PASSWORD", raising=False)
    monkeypatch.chdir(root)
    found = {"desk@127.0.0.1": "secret"}
    ring(monkeypatch, found)
    return found


def files() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path.cwd().rglob("*") if path.is_file()}


@pytest.mark.usefixtures("kept")
def test_compact_it_shows_the_first_line_and_with_v_the_whole(capsys: pytest.CaptureFixture[str]):
    before = files()
    assert run(DRY) == 0
    out, err = capsys.readouterr()
    assert "  from      Sample Office <desk@example.org>\n" in out
    assert "  says, en  Dear Office, … (11 lines: see them with -v)\n" in out
    assert "Please find" not in out
    assert f"  file      {ENGLISH} (zh-en, 1 kB) → 1-robotics.bin\n" in out
    assert err == ""
    assert run([*DRY, "-v"]) == 0
    out = capsys.readouterr().out
    whole = "".join(f"    {line}".rstrip() + "\n" for line in TEXT.splitlines())
    assert f"  says, en\n{whole}" in out
    assert "  says, zh\n    办公室，您好！" in out  # to paste, by messenger
    assert "secret" not in out
    assert files() == before


@pytest.mark.usefixtures("kept")
def test_programs_get_the_whole(capsys: pytest.CaptureFixture[str]):
    assert run([*DRY, "--json"]) == 0
    mail, messenger = map(json.loads, capsys.readouterr().out.splitlines())
    documented(mail)
    documented(messenger)
    ((language, text),) = [(one["language"], one["text"]) for one in mail["texts"]]
    assert (language, mail["sender"]) == ("en", "Sample Office <desk@example.org>")
    assert text.startswith(TEXT)
    assert text.endswith("Kind regards,\n\nSample Office\n")
    assert [one["language"] for one in messenger["texts"]] == ["zh", "en"]
    assert (messenger["names"], "names" in mail) == (["1-robotics.bin"], False)


def test_what_would_not_go_is_told_first_and_ends_with_5(kept: dict[str, str], capsys: pytest.CaptureFixture[str]):
    kept.clear()
    before = files()
    assert run(DRY) == 5
    out, err = capsys.readouterr()
    head, hint, *rest = err.splitlines()
    assert head.startswith("office by mail: 1 file, ")
    assert head.endswith(": would not go: There is no password for the mail server.")
    assert hint.endswith("keyring set briefgen desk@127.0.0.1")
    assert any(line.startswith("  says, en  Dear Office,") for line in rest)
    assert out.endswith("Nothing was sent: 1 would not go, 1 would go\n")
    assert run([*DRY, "-q"]) == 5
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == ("", [head, hint])
    assert run([*DRY, "--json"]) == 5
    failed, foreseen = map(json.loads, capsys.readouterr().out.splitlines())
    documented(failed)
    assert [failed["status"], foreseen["status"]] == ["failed", "foreseen"]
    assert failed["problems"][0]["message"] == "There is no password for the mail server."
    assert failed["texts"][0]["text"].startswith(TEXT)
    assert files() == before


@pytest.mark.usefixtures("kept")
def test_a_test_shows_what_would_go_as_a_test(capsys: pytest.CaptureFixture[str]):
    assert run([*DRY, "--to", "me@example.org", "-v"]) == 0
    out = capsys.readouterr().out
    assert "  subject   [Test] Nordic Delegation" in out
    assert "    This message is a test.\n" in out
    assert "office@example.net" not in out
