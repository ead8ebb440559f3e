"""What a command tells: results, with -q problems only, with -v how they came about; a line for all at the end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from editions import briefgen, copy_project

from briefgen.cli.build import summary


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = copy_project(tmp_path / "p")
    good = (root / "briefings" / "industries" / "robotics.yaml").read_text("utf-8")
    (root / "briefings" / "bad.yaml").write_text(good.replace("theme: robotics", "theme: robotic"), "utf-8")
    (root / "briefings" / "copy.yaml").write_text(good, "utf-8")
    return root


def told(project: Path, *arguments: str) -> tuple[list[str], list[str]]:
    done = briefgen(*arguments, cwd=project)
    out, err = (stream.decode("utf-8").replace("\r\n", "\n").splitlines() for stream in (done.stdout, done.stderr))
    return out, err


def test_quietly_problems_only(project: Path):
    for command in (["build", "--all"], ["check"], ["list"]):
        loud, quiet = told(project, *command), told(project, *command, "-q")
        assert loud[0]
        assert quiet == ([], loud[1])
    assert told(project, "build", "robotics", "--force", "--quiet") == ([], [])


def test_with_details(project: Path):
    out, _ = told(project, "build", "robotics", "copy", "-v")
    why = [line for line in out if line.startswith("  why:")]
    times = [line for line in out if line.startswith("  times:")]
    assert why == ["  why:   there is no record of an earlier build"] * 2
    assert len(times) == 2
    for line in times:
        assert re.fullmatch(r"  times:( +[a-z]+ \d+\.\d\d s)+", line)
        assert {"check", "charts", "layout", "verify", "write"} <= set(line.split())
    again, _ = told(project, "build", "robotics", "-v")
    assert len(again) == 1
    assert "unchanged" in again[0]


def test_one_line_for_all_where_there_are_several(project: Path):
    out, _ = told(project, "build", "--all")
    assert re.fullmatch(r"3 briefs: 2 built, 1 failed \(\d+\.\d s\)", out[-1])
    out, _ = told(project, "build", "--all", "--jobs", "2")
    assert re.fullmatch(r"3 briefs: 2 unchanged, 1 failed \(\d+\.\d s\)", out[-1])
    out, _ = told(project, "build", "robotics")
    assert len(out) == 1


def test_the_line_for_all_leaves_out_what_is_not_there():
    assert (
        summary({"built": 2, "unchanged": 20, "failed": 1}, 3.14)
        == "23 briefs: 2 built, 20 unchanged, 1 failed (3.1 s)"
    )
    assert summary({"built": 0, "unchanged": 1, "failed": 0}, 0) == "1 brief: 1 unchanged (0.0 s)"


def test_jobs_change_nothing_that_is_told(project: Path):
    told(project, "build", "--all")
    alone, together = (told(project, "build", "--all", "--force", "--jobs", jobs) for jobs in ("1", "2"))
    assert alone[0][:-1] == together[0][:-1]
    assert alone[1] == together[1]


@pytest.mark.parametrize("option", ["--json", "-q", "-v", "--quiet", "--verbose"])
def test_options_of_every_command_stand_after_it(project: Path, option: str):
    done = briefgen(option, "list", cwd=project)
    assert done.returncode == 2
    assert f"{option} stands after the command." in (done.stdout + done.stderr).decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "There is no command 'biuld'.\n  Did you mean 'build'?"),
        (["zzz"], "There is no command 'zzz'.\n  Try 'briefgen --help' for help."),
        (["new"], "Choose from: industry, topic, event, visit, delegation\n"),
        (["completion"], "Choose from: bash, zsh, fish, powershell\n"),
    ],
)
def test_a_wrong_command_is_told_with_the_way_on(project: Path, arguments: list[str], said: str):
    done = briefgen(*arguments, cwd=project)
    assert done.returncode == 2
    assert said in done.stderr.decode("utf-8").replace("\r\n", "\n")


def test_who_has_no_project_is_told_how_to_make_one(tmp_path: Path):
    _, err = told(tmp_path, "build")
    assert "briefgen init DIR" in err[-1]


def test_who_begins_is_told_how(tmp_path: Path):
    _, err = told(tmp_path)
    assert any("To begin: `briefgen init DIR`" in line for line in err)
    assert any(line.startswith("Exit codes: 0 done") for line in (line.strip() for line in err))
