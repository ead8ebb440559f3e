"""Streams that are closed before the program begins, and words that could steer a console."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from editions import copy_project

from briefgen.cli import console
from briefgen.cli import main as program


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "p", samples=False)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["list"], 0), (["check"], 0), (["build", "nothing"], 2), (["--help"], 0), (["--version"], 0), (["bild"], 2)],
)
def test_closed_streams_leave_the_exit_code_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert program.run(["-C", str(project), *arguments]) == code


def test_control_characters_are_spelt_out(capsys: pytest.CaptureFixture[str]):
    console.say("one\x1b[31m\rtwo\n  three")
    console.complain("\x07")
    shown = capsys.readouterr()
    assert shown.out == "one\\x1b[31m\\rtwo\n  three\n"
    assert shown.err == "\\x07\n"


@pytest.mark.parametrize("out", ["", " ", "data", "briefings/pdf", ".briefgen"])
def test_a_wrong_output_folder_is_a_wrong_command(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, out: str
):
    monkeypatch.chdir(project)
    before = sorted(path for path in project.rglob("*"))
    assert program.run(["build", "robotics", "--out", out]) == 2
    assert "--out" in capsys.readouterr().err
    assert sorted(path for path in project.rglob("*")) == before
