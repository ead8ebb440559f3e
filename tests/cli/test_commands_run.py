"""The program as its users meet it: messages, exit codes, files, on every console."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from editions import copy_project

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "from briefgen.cli.main import main; main()"


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run briefgen in a process of its own and return its exit code and output."""
    world = {key: value for key, value in os.environ.items() if key not in ("BRIEFGEN_DEBUG", "PYTHONIOENCODING")}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=cwd,
        env={**world, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        check=False,
    )


def out(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode("utf-8").replace("\r\n", "\n")


def err(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode("utf-8").replace("\r\n", "\n")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project's own inputs, in a folder with a blank and Chinese in its name."""
    root = tmp_path / "投资 briefs"
    copy_project(root)
    return root


def break_theme(project: Path) -> None:
    brief = project / "briefings" / "industries" / "robotics.yaml"
    brief.write_text(brief.read_text("utf-8").replace("theme: robotics", "theme: robotic"), "utf-8")


def test_build_writes_the_file_and_says_so(project: Path):
    done = run("build", "robotics", cwd=project)
    assert done.returncode == 0, err(done)
    assert out(done).startswith("robotics  →  dist/robotics.pdf  (")
    assert " pages, " in out(done)
    assert (project / "dist" / "robotics.pdf").read_bytes().startswith(b"%PDF-")
    assert [file.name for file in (project / "dist").glob("*.pdf")] == ["robotics.pdf"]
    assert not list((project / ".briefgen").glob("work-*"))


def test_the_same_brief_gives_the_same_bytes(project: Path):
    run("build", "robotics", cwd=project)
    first = (project / "dist" / "robotics.pdf").read_bytes()
    again = run("build", "robotics", cwd=project)
    assert "unchanged" in out(again)
    forced = run("build", "--all", "--force", cwd=project, PYTHONHASHSEED="7", TZ="Asia/Shanghai")
    assert "unchanged" not in out(forced)
    assert (project / "dist" / "robotics.pdf").read_bytes() == first


def test_other_editions_have_names_of_their_own(project: Path):
    done = run(
        "build",
        "robotics",
        "--lang",
        "zh",
        "--audience",
        "internal",
        "--edition",
        "office",
        "--out",
        "there",
        cwd=project,
    )
    assert done.returncode == 0, err(done)
    assert out(done).startswith("robotics (internal, office, zh)  →  there/robotics.internal.office.zh.pdf  (")
    assert (project / "there" / "robotics.internal.office.zh.pdf").is_file()
    assert not (project / "dist").exists()


def test_a_project_is_reached_from_anywhere(project: Path, tmp_path: Path):
    done = run("-C", str(project), "build", "robotics", cwd=tmp_path)
    assert done.returncode == 0, err(done)
    assert (project / "dist" / "robotics.pdf").is_file()


def test_a_mistake_is_told_with_place_and_next_step_and_nothing_is_written(project: Path):
    break_theme(project)
    done = run("build", "robotics", cwd=project)
    assert done.returncode == 1
    assert out(done) == ""
    assert 'briefings/industries/robotics.yaml:9:8: There is no theme "robotic".\n  Did you mean' in err(done)
    assert "robotics was not built: 1 problem." in err(done)
    assert not (project / "dist").exists()


def test_good_briefs_are_built_beside_bad_ones(project: Path):
    good = project / "briefings" / "industries" / "robotics.yaml"
    shutil.copy(good, project / "briefings" / "copy.yaml")
    break_theme(project)
    done = run("build", "--all", cwd=project)
    assert done.returncode == 1
    assert out(done).startswith("copy  →  dist/copy.pdf")
    assert "robotics was not built: 1 problem." in err(done)
    assert [file.name for file in (project / "dist").glob("*.pdf")] == ["copy.pdf"]


def test_mistakes_of_settings_facts_and_briefs_are_told_together(project: Path):
    (project / "briefgen.yaml").write_text("issuer: {zh: 示例, en: Sample}\nlogos: none\n", "utf-8")
    (project / "data" / "robotics.yaml").write_text("section: robots\n", "utf-8")
    (project / "briefings" / "broken.yaml").write_text("kind: industrie\n", "utf-8")
    done = run("check", cwd=project)
    assert done.returncode == 1
    for file in ("briefgen.yaml:", "data/robotics.yaml:", "briefings/broken.yaml:"):
        assert file in err(done)


def test_check_writes_nothing(project: Path):
    before = sorted(project.rglob("*"))
    done = run("check", cwd=project)
    assert done.returncode == 0, err(done)
    assert out(done).startswith("robotics: ")
    assert sorted(project.rglob("*")) == before


def test_list_names_the_briefs(project: Path):
    done = run("list", cwd=project)
    assert done.returncode == 0
    assert out(done) == "robotics  industry  南京机器人产业  Robotics in Nanjing  manufacturing, digital\n"


def test_list_names_briefs_that_cannot_be_read(project: Path):
    (project / "briefings" / "broken.yaml").write_text("kind: [\n", "utf-8")
    done = run("list", cwd=project)
    assert done.returncode == 1
    assert "broken" in out(done)
    assert "robotics" in out(done)
    assert "briefings/broken.yaml:" in err(done)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "robotic"], 'No brief is called "robotic". Did you mean "robotics"?'),
        (["build"], "Briefs: robotics."),
        (["build", "robotics", "--all"], "A name and --all"),
        (["build", "robotics", "--lang", "de"], 'is not written in "de"'),
        (["build", "robotics", "--edition", "tablet"], "tablet"),
        (["build", "--al"], "--al"),
        (["bild", "robotics"], "bild"),
        (["-C", "nowhere", "list"], "No briefgen.yaml in"),
    ],
)
def test_a_wrong_command_ends_with_two(project: Path, arguments: list[str], message: str):
    done = run(*arguments, cwd=project)
    assert done.returncode == 2
    assert message in err(done)
    assert "Traceback" not in err(done)
    assert not (project / "dist").exists()


def test_a_brief_may_be_named_by_its_file(project: Path):
    assert run("check", "briefings/industries/robotics.yaml", cwd=project).returncode == 0


def test_a_folder_that_cannot_be_written_ends_with_three(project: Path):
    (project / "dist").write_text("", "utf-8")
    done = run("build", "robotics", cwd=project)
    assert done.returncode == 3
    assert "a file stands where a folder is meant" in err(done)
    assert "Traceback" not in err(done)


def test_an_output_folder_outside_the_project_is_refused(project: Path):
    settings = project / "briefgen.yaml"
    settings.write_text(settings.read_text("utf-8").replace("output: dist", "output: ../dist"), "utf-8")
    done = run("build", "robotics", cwd=project)
    assert done.returncode == 1
    assert "briefgen.yaml:" in err(done)
    assert not (project.parent / "dist").exists()


@pytest.mark.parametrize("encoding", ["cp936", "ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("arguments", [["list"], ["build", "robotics"], ["check"], ["--help"]])
def test_no_console_breaks_the_program(project: Path, encoding: str, arguments: list[str]):
    done = run(*arguments, cwd=project, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    shown = done.stdout.decode(encoding)
    if arguments[0] == "build":
        assert ("→" if encoding in ("cp936", "utf-8") else "->") in shown
    if arguments[0] == "list":
        assert ("南京机器人产业" in shown) == (encoding in ("cp936", "utf-8"))


@pytest.mark.parametrize("encoding", ["cp936", "ascii"])
def test_no_console_breaks_a_message(project: Path, encoding: str):
    break_theme(project)
    brief = project / "briefings" / "industries" / "robotics.yaml"
    brief.write_text(brief.read_text("utf-8").replace("南京机器人产业", "南京\U0002a6a5\U0001f600"), "utf-8")
    done = run("build", "robotics", cwd=project, PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert "U+2A6A5" in done.stderr.decode(encoding)


def test_a_reader_that_leaves_is_no_error(project: Path):
    """A pipe whose reading end is closed must not change the exit code or print anything."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, "build", "robotics"],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"Broken pipe" not in done.stderr
    assert (project / "dist" / "robotics.pdf").is_file()


def test_help_and_version_load_nothing_heavy(tmp_path: Path):
    heavy = (
        "pydantic",
        "yaml",
        "babel",
        "matplotlib",
        "numpy",
        "reportlab",
        "uharfbuzz",
        "segno",
        "briefgen.spec.brief",
    )
    code = (
        "import sys\nfrom briefgen.cli.main import run\n"
        "codes = [run(['--help']), run(['--version']), run(['build', '--help'])]\n"
        f"print('loaded', codes, [name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "loaded [0, 0, 0] []"


def test_without_a_command_the_help_is_shown(tmp_path: Path):
    done = run(cwd=tmp_path)
    assert done.returncode == 2
    assert "Commands:" in out(done) + err(done)


def test_force_draws_charts_anew_and_keeps_them(project: Path):
    assert run("build", "robotics", "--force", cwd=project).returncode == 0
    (picture,) = (project / ".briefgen").glob("*.json")
    whole = picture.read_bytes()
    before = picture.stat().st_mtime_ns
    assert run("build", "robotics", "--force", cwd=project).returncode == 0
    assert picture.read_bytes() == whole
    assert picture.stat().st_mtime_ns > before
