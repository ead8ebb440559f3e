"""Completion, asked for as each shell asks, and by the shells themselves where they are installed."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from editions import ROOT, briefgen, copy_project

from briefgen.cli.commands import COMMANDS

SHELLS = ("bash", "zsh", "fish", "powershell")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = copy_project(tmp_path / "投资 p")
    text = (root / "briefings" / "industries" / "robotics.yaml").read_text("utf-8")
    (root / "briefings" / "rail.yaml").write_text(text, "utf-8")
    return root


def asked(shell: str, words: list[str], cwd: Path) -> list[str]:
    """Return what completes the last word, asked in the way of the shell's script."""
    *before, last = words
    if shell == "powershell":
        world = {"COMP_WORDS": "\n".join(words)}
    elif shell == "fish":
        world = {"COMP_WORDS": shlex.join(["briefgen", *before]) + f" {last}", "COMP_CWORD": last}
    else:
        world = {"COMP_WORDS": shlex.join(["briefgen", *words]), "COMP_CWORD": str(len(words))}
        if not last:
            world["COMP_WORDS"] = shlex.join(["briefgen", *before]) + " "
    done = briefgen(cwd=cwd, _BRIEFGEN_COMPLETE=f"{shell}_complete", **world)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    lines = done.stdout.decode("utf-8").replace("\r\n", "\n").splitlines()
    if shell == "zsh":
        return lines[1::3]
    return [line.replace("\t", ",").split(",")[1] for line in lines if line]


@pytest.mark.parametrize("shell", SHELLS)
def test_commands_names_options_and_choices(project: Path, shell: str):
    assert set(asked(shell, [""], project)) >= set(COMMANDS)
    assert asked(shell, ["build", ""], project) == ["rail", "robotics"]
    assert asked(shell, ["check", "ro"], project) == ["robotics"]
    assert asked(shell, ["build", "rail", ""], project) == ["robotics"]
    assert asked(shell, ["build", "--au"], project) == ["--audience"]
    assert asked(shell, ["build", "--audience", ""], project) == ["external", "internal"]
    assert asked(shell, ["build", "--profile", "ua1"], project) == ["ua1+a2a", "ua1+a3a"]
    assert asked(shell, ["read", "r"], project) == ["rail", "robotics"]
    assert asked(shell, ["completion", "z"], project) == ["zsh"]
    assert asked(shell, ["facts", "export", "a.xlsx", "--section", "robo"], project) == ["robotics"]


@pytest.mark.parametrize("shell", SHELLS)
def test_names_are_those_of_the_project_that_is_meant(project: Path, tmp_path: Path, shell: str):
    assert asked(shell, ["build", ""], tmp_path) == []
    assert asked(shell, ["-C", str(project), "build", "ra"], tmp_path) == ["rail"]


def test_a_project_with_mistakes_is_still_completed_and_a_broken_one_says_nothing(project: Path):
    (project / "briefings" / "rail.yaml").write_text("kind: [\n", "utf-8")
    assert asked("bash", ["build", ""], project) == ["rail", "robotics"]
    (project / "briefings" / "Not A Name.yaml").write_text("", "utf-8")
    assert asked("bash", ["build", ""], project) == []


def test_it_loads_nothing_heavy(project: Path):
    code = (
        "import sys\nfrom briefgen.cli.main import run\nrun()\n"
        "print([name for name in ('yaml', 'pydantic', 'rich', 'reportlab') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "_BRIEFGEN_COMPLETE": "powershell_complete",
            "COMP_WORDS": "build\nra",
        },
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert (done.stdout, done.stderr) == ("plain\trail\trail\n", "[]\n")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed_as_it_is_even_quietly(tmp_path: Path, shell: str):
    loud, quiet = (briefgen("completion", shell, *quietly, cwd=tmp_path) for quietly in ([], ["-q"]))
    assert loud.stdout == quiet.stdout
    assert b"_BRIEFGEN_COMPLETE" in loud.stdout
    assert b"\r" not in loud.stdout
    assert (loud.stderr, loud.returncode) == (b"", 0)


def in_shell(project: Path, tmp_path: Path, shell: str, script: str) -> list[str]:
    """Run a script in a shell that finds briefgen, and return its words."""
    program = tmp_path / "bin" / "briefgen"
    program.parent.mkdir(exist_ok=True)
    code = "from briefgen.cli.main import main; main()"
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT / "src"))} exec {shlex.quote(sys.executable)} -c "{code}" "$@"\n',
        "utf-8",
    )
    program.chmod(0o755)
    done = subprocess.run(
        [shell, *({"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]), "-c", script],
        cwd=project,
        env={**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.needs("bash")
def test_bash_completes(project: Path, tmp_path: Path):
    script = """
        eval "$(briefgen completion bash)"
        COMP_WORDS=(briefgen build ro); COMP_CWORD=2
        _briefgen_completion briefgen
        echo "${COMPREPLY[@]}"
        complete -p briefgen
    """
    assert in_shell(project, tmp_path, "bash", script)[:2] == ["robotics", "complete"]


@pytest.mark.needs("fish")
def test_fish_completes(project: Path, tmp_path: Path):
    script = "briefgen completion fish | source; complete --do-complete 'briefgen build ro'"
    assert in_shell(project, tmp_path, "fish", script) == ["robotics"]


@pytest.mark.needs("zsh")
def test_zsh_completes(project: Path, tmp_path: Path):
    """Put what zsh would offer in the place of its line editor, which needs a terminal."""
    script = """
        autoload -U compinit; compinit -D -u
        eval "$(briefgen completion zsh)"
        compadd() { print -r -- ${completions[@]} }
        words=(briefgen build ro); CURRENT=3
        _briefgen_completion
        print -r -- ${_comps[briefgen]}
    """
    assert in_shell(project, tmp_path, "zsh", script) == ["robotics", "_briefgen_completion"]
