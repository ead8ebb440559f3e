"""The page on schedules leads from nothing to a timer: its settings, its commands, in order, on a small project."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from editions import ROOT, briefgen
from scheduled import brief_of, files_of, project_of

PAGE = (ROOT / "docs" / "schedule.md").read_text("utf-8")
STEPS = PAGE.partition("## From nothing to a running timer")[2].partition("\n## ")[0]
WAYS = {"--systemd": "linux", "--launchd": "darwin", "--windows": "win32"}


def commands(text: str) -> list[list[str]]:
    """Return the commands of briefgen in a text, without the program and its folder."""
    blocks = "\n".join(re.findall(r"```(?:sh|text)\n(.*?)```", text, re.DOTALL))
    found = [shlex.split(line) for line in blocks.splitlines() if re.match(r"(sudo )?\S*briefgen ", line)]
    return [words[words.index("schedule") :] for words in found]


def test_the_steps_lead_to_a_timer(tmp_path: Path):
    (shown,) = re.findall(r"```yaml\n(.*?)```", STEPS, re.DOTALL)
    project = project_of(tmp_path / "p", files_of({"one": brief_of("One")}, settings=shown)).root
    steps = commands(STEPS)
    assert [words[1] for words in steps[:4]] == ["list", "run", "status", "history"]
    assert {way for words in steps for way in words} >= {*WAYS, "--cron"}
    world = {"HOME": str(tmp_path / "home"), "LOCALAPPDATA": str(tmp_path / "home")}
    for words in steps:
        foreign = any(WAYS.get(way, sys.platform) != sys.platform for way in words)
        # What needs an administrator, and what would go into this user's own table of cron, is only shown.
        writes = "--write" in words and not foreign and "--user" in words and "--cron" not in words
        arguments = [word for word in words if word != "--write" or writes]
        done = briefgen(*arguments, cwd=project, **world)
        assert done.returncode == 0, f"{words}\n{done.stdout.decode()}{done.stderr.decode()}"
    assert any((tmp_path / "home").rglob("*briefgen*"))


def test_all_ways_that_are_told_are_there():
    told = set(re.findall(r"^\| \w[\w, ]* \| `([^`]+)` \|", STEPS, re.MULTILINE))
    assert told == {"--systemd", "--systemd --once", "--cron", "--launchd", "--windows"}
    shown = briefgen("schedule", "install", "--help", cwd=ROOT).stdout.decode()
    for way in (*WAYS, "--cron", "--once", "--user", "--write"):
        assert way in shown
        assert way in STEPS


def test_codes_and_defaults_are_those_of_the_program():
    from briefgen.schedule.ends import EARLY, LATE
    from briefgen.schedule.install.host import EVERY
    from briefgen.schedule.status import GRACE, HEARTBEAT
    from briefgen.spec.schedule import Keep

    assert (EARLY.days, LATE.days, GRACE.seconds // 60, EVERY) == (60, 14, 15, 5)
    assert "within 60 days" in PAGE and "Within 14 days" in PAGE and "more than 15 minutes late" in PAGE
    assert f"({HEARTBEAT.total_seconds() / 3600:.0f} hours)" in PAGE
    keep = Keep()
    shown = f"{{editions: {keep.editions}, logs: {keep.logs}, pictures: {keep.pictures}, runs: {keep.runs}}}"
    assert f"keep: {shown}" in PAGE
