"""Every way a run can end has its message and its exit code; nobody sees a traceback unasked."""

from __future__ import annotations

import errno
import signal
from pathlib import Path

import click
import pytest

from briefgen.cli import main, program
from briefgen.cli.session import Session
from briefgen.errors import (
    AuthorsMistakes,
    EnvironmentFailure,
    Place,
    Problem,
    UsageMistake,
    VerificationFailure,
)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Return a function that runs a command which raises an exception in an open project."""
    (tmp_path / "briefgen.yaml").write_text("", "utf-8")

    def run(error: BaseException, **environment: str) -> int:
        @click.command("fail")
        @click.pass_obj
        def fail(session: Session) -> None:
            session.project()
            raise error

        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setitem(program.briefgen.commands, "fail", fail)
        return main.run(["-C", str(tmp_path), "fail"])

    monkeypatch.delenv("BRIEFGEN_DEBUG", raising=False)
    return run


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            AuthorsMistakes([Problem(Place("a.yaml", 3, 5), "Wrong.", "Right it.")]),
            1,
            "a.yaml:3:5: Wrong.\n  Right it.\n",
        ),
        (UsageMistake("No such brief.", "Name another."), 2, "No such brief.\n  Name another.\n"),
        (EnvironmentFailure("The disk is full."), 3, "The disk is full.\n"),
        (VerificationFailure("The file is not whole."), 4, "The file is not whole.\n"),
        (KeyboardInterrupt(), 130, "Interrupted.\n"),
        (click.Abort(), 130, "Interrupted.\n"),
        (OSError(errno.EACCES, "Permission denied", "data/x.yaml"), 3, "data/x.yaml: Permission denied\n"),
    ],
)
def test_each_end_has_its_code(failing, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, said: str):
    assert failing(error) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.lstrip("\n") == said  # click goes to a new line after ^C


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError(), ValueError("one\ntwo"), AssertionError("")])
def test_a_fault_of_ours_is_one_line_and_a_request(failing, capsys: pytest.CaptureFixture[str], error: Exception):
    assert failing(error) == 3
    said = capsys.readouterr().err
    assert type(error).__name__ in said.splitlines()[0]
    assert "fault of briefgen" in said.splitlines()[1]
    assert len(said.splitlines()) == 2


def test_a_developer_sees_where_it_happened(failing, capsys: pytest.CaptureFixture[str]):
    assert failing(KeyError("x"), BRIEFGEN_DEBUG="1") == 3
    assert "Traceback" in capsys.readouterr().err


def test_the_process_ends_with_the_code(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(main, "_run", lambda arguments, interrupts: 4)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with pytest.raises(SystemExit) as caught:
            main.main([])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert caught.value.code == 4


@pytest.mark.parametrize(("octets", "said"), [(1, "1 kB"), (1499, "1 kB"), (142_300, "142 kB"), (2_460_000, "2.5 MB")])
def test_sizes_are_short(octets: int, said: str):
    from briefgen.cli.messages import size

    assert size(octets) == said


def test_one_page_is_no_plural():
    from briefgen.cli.messages import counted

    assert (counted(1, "page"), counted(5, "page"), counted(0, "warning")) == ("1 page", "5 pages", "0 warnings")
