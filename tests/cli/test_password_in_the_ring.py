"""The password of encrypted files, kept in the key ring: each command that opens or makes one looks there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from editions import small_project
from key_ring import no_ring, ring

from briefgen.cli.main import run
from briefgen.pdf.finishing.encryption import encrypted, opens
from briefgen.pipeline import batch

SECRET = "Küste-蓝-1949"
COMMANDS = {
    "verify": ("verify", "FILE"),
    "read": ("read", "--file", "FILE"),
    "diff": ("diff", "FILE", "FILE"),
}
OPENED = {"verify": "robotics.plain", "read": "robotics", "diff": "robotics"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with finished files, and the same under a password beside them."""
    root = small_project(tmp_path_factory.mktemp("ring") / "small")
    for options in ((), ("--profile", "plain")):
        assert run(["-C", str(root), "build", "robotics", *options]) == 0
    for name in dict.fromkeys(OPENED.values()):
        data = (root / "dist" / f"{name}.pdf").read_bytes()
        (root / f"{name}.locked.pdf").write_bytes(encrypted(data, SECRET))
    return root


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIEFGEN_PDF_PASSWORD", raising=False)


def command(name: str, file: Path) -> Sequence[str]:
    return [str(file) if word == "FILE" else word for word in COMMANDS[name]]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_key_ring_opens_a_file(
    project: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    asked = ring(monkeypatch, {"pdf": SECRET})
    assert run(command(name, project / f"{OPENED[name]}.locked.pdf")) == 0
    said = capsys.readouterr()
    assert asked == ["pdf"]  # once, for two files of `diff` as well
    assert SECRET not in said.out + said.err


@pytest.mark.parametrize("name", COMMANDS)
def test_an_open_file_never_touches_the_key_ring(project: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    sought = no_ring(monkeypatch)
    assert run(command(name, project / "dist" / f"{OPENED[name]}.pdf")) == 0
    assert sought == []


@pytest.mark.parametrize("how", ["missing", "locked", "wrong"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_that_stays_closed_names_both_places(
    project: Path, name: str, how: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    if how == "missing":
        no_ring(monkeypatch)
    else:
        ring(monkeypatch, {"pdf": "mistaken"}, fails=how == "locked")
    assert run(command(name, project / f"{OPENED[name]}.locked.pdf")) == (3 if name == "verify" else 4)
    told = capsys.readouterr().err
    assert "Set BRIEFGEN_PDF_PASSWORD in the environment" in told
    assert "keyring set briefgen pdf" in told
    assert "mistaken" not in told
    if name == "verify":
        why = "what the key ring keeps for briefgen pdf does not open it"
        assert (why if how == "wrong" else "it is protected by a password") in told


def test_build_takes_the_password_from_the_key_ring(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    ring(monkeypatch, {"pdf": SECRET})
    assert run(["-C", str(project), "build", "robotics", "--profile", "plain", "--encrypt", "-v"]) == 0
    said = capsys.readouterr()
    assert SECRET not in said.out + said.err
    data = (project / "dist" / "robotics.encrypted.pdf").read_bytes()
    assert not opens(data, "")
    assert opens(data, SECRET)


def test_a_key_ring_that_is_locked_meanwhile_leaves_no_open_file(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    kept = {"pdf": SECRET}
    ring(monkeypatch, kept)
    monkeypatch.setattr(batch, "refuse_contradictions", lambda *_: kept.clear())
    options = ("--profile", "plain", "--encrypt", "--out", str(tmp_path))
    assert run(["-C", str(project), "build", "robotics", *options]) == 2
    assert "--encrypt needs a password" in capsys.readouterr().err
    assert list(tmp_path.glob("*.pdf")) == []
