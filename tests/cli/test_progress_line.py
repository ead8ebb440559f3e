"""Progress: nothing before a second, nothing where nobody sees it move, and nothing that stays."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator

import pytest

from briefgen.cli import progress as shown
from briefgen.cli.progress import Progress
from briefgen.cli.report import Report
from briefgen.cli.session import Session
from briefgen.pipeline.stages import DONE


class Terminal(io.TextIOWrapper):
    """Be a stream that somebody watches, in an encoding."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)

    def isatty(self) -> bool:
        return True

    @property
    def text(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Terminal]:
    """Return a function that lets somebody watch both streams, and a clock that goes on by half a second."""

    def begin(encoding: str = "utf-8") -> Terminal:
        terminal = Terminal(encoding)
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setattr(sys, "stdout", Terminal(encoding))
        times: Iterator[float] = (number / 2 for number in range(1000))
        monkeypatch.setattr(shown, "seconds", lambda: next(times))
        return terminal

    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return begin


def plain(text: str) -> str:
    """Return a text without the marks that steer a terminal."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


def test_nothing_is_shown_or_imported_in_the_first_second(watch, monkeypatch: pytest.MonkeyPatch):
    terminal = watch()
    progress = Progress(3, {})
    monkeypatch.setattr(Progress, "_made", None)  # would import rich
    progress.tell("a", "check")
    assert terminal.text == ""


def test_it_shows_which_brief_and_stage_and_leaves_nothing(watch):
    terminal = watch()
    with Progress(3, {}) as progress:
        for name in ("a", "b"):
            for stage in ("check", "layout", DONE):
                progress.tell(name, stage)
        seen = plain(terminal.text)
        assert "2 of 3 b: layout" in seen
        assert "a: layout" in seen
    assert terminal.text.endswith("\x1b[2K")  # the line is erased
    assert "\x1b[?25h" in terminal.text[terminal.text.rindex("\x1b[?25l") :]  # the cursor is back


def test_result_lines_come_before_it_not_into_it(watch):
    terminal = watch()
    session = Session(report=Report())
    progress = session.progress(2)
    for stage in ("check", "charts", "layout"):
        progress.tell("a", stage)
    assert "1 of 2" in terminal.text
    session.report.say("a is built")
    assert terminal.text.endswith("\x1b[2K")
    progress.tell("b", "layout")
    assert "b: layout" in plain(terminal.text.rpartition("\x1b[2K")[2])
    session.close()


def test_all_done_shows_nothing_more(watch):
    terminal = watch()
    progress = Progress(1, {})
    for stage in ("check", "layout"):
        progress.tell("a", stage)
    before = len(terminal.text)
    progress.tell("a", DONE)
    progress.tell("", "")
    assert len(terminal.text) == before


@pytest.mark.parametrize("encoding", ["cp936", "ascii", "utf-8"])
def test_a_code_page_gets_a_bar_that_it_can_show(watch, encoding: str):
    terminal = watch(encoding)
    progress = Progress(3, {})
    for stage in ("check", DONE, "layout"):
        progress.tell("a" if stage != "layout" else "b", stage)
    assert ("━" in terminal.text) == (encoding == "utf-8")
    assert "2 of 3 b: layout" in plain(terminal.text)
    progress.hide()


def test_no_colour_where_none_is_wanted(watch):
    for world, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        terminal = watch()
        progress = Progress(3, world)
        for stage in ("check", DONE, "x", "y"):
            progress.tell("a", stage)
        progress.hide()
        assert bool(re.search(r"\x1b\[[0-9;]*m", terminal.text)) == coloured


@pytest.mark.parametrize(
    ("world", "streams"), [({"TERM": "dumb"}, ""), (None, ""), ({}, "stdout"), ({}, "stderr"), ({}, "closed")]
)
def test_nothing_is_shown_where_it_would_be_in_the_way(
    watch, monkeypatch: pytest.MonkeyPatch, world: dict[str, str] | None, streams: str
):
    terminal = watch()
    if streams == "closed":
        monkeypatch.setattr(sys, "stdout", None)
    elif streams:
        monkeypatch.setattr(sys, streams, io.StringIO())
    progress = Progress(3, world)
    for stage in ("check", "charts", "layout"):
        progress.tell("a", stage)
    progress.hide()
    assert terminal.text == ""
    if streams == "stderr":
        assert sys.stderr.getvalue() == ""


@pytest.mark.parametrize("report", [Report(json=True), Report(quiet=True)])
def test_programs_and_the_quiet_get_none(watch, report: Report):
    terminal = watch()
    progress = Session(report=report).progress(2)
    for stage in ("check", "charts", "layout"):
        progress.tell("a", stage)
    assert terminal.text == ""


def test_an_interruption_that_was_swallowed_ends_the_next_stage():
    def again() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Progress(1, None, again).tell("a", "check")


def test_problems_stand_out_on_a_terminal_only(watch, monkeypatch: pytest.MonkeyPatch):
    from briefgen.cli.console import complain
    from briefgen.errors import Place, Problem

    problem = Problem(Place("a.yaml", 3, 5), "Wrong.", "Right it.")
    monkeypatch.setenv("NO_COLOR", "")
    terminal = watch()
    Report().problems([problem])
    Report().problems([problem], "warning")
    assert "\x1b[1ma.yaml:3:5: \x1b[0mWrong." in terminal.text
    assert "\x1b[33m\x1b[1mWarning: \x1b[0ma.yaml" in terminal.text
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = watch()
    Report().problems([problem])
    assert terminal.text == "a.yaml:3:5: Wrong.\n  Right it.\n"
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.delenv("NO_COLOR")
    complain(" is wrong", "\x1b[31mname", "red")
    assert sys.stderr.getvalue() == "\\x1b[31mname is wrong\n"
