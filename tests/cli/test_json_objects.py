"""With --json, standard output holds objects only, and each has the fields that docs/json.md describes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from editions import briefgen, copy_project
from json_document import COMMON, DOCUMENT, KINDS, check, documented, tables

from briefgen.cli import console
from briefgen.cli.commands import COMMANDS
from briefgen.cli.report import as_object
from briefgen.errors import Place, Problem


def objects(project: Path, *arguments: str, **environment: str) -> tuple[list[dict[str, Any]], int]:
    """Run a command with --json and return its objects, each held to the document, and its exit code."""
    done = briefgen(*arguments, "--json", cwd=project, **environment)
    assert done.stderr == b"", done.stderr.decode()
    found = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    for entry in found:
        documented(entry)
    return found, done.returncode


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "投资 p")


def spoil(project: Path) -> None:
    good = (project / "briefings" / "industries" / "robotics.yaml").read_text("utf-8")
    (project / "briefings" / "bad.yaml").write_text(good.replace("theme: robotics", "theme: robotic"), "utf-8")


def test_build(project: Path):
    spoil(project)
    (bad, built), code = objects(project, "build", "--all")
    assert (bad["brief"], bad["status"], bad["exit_code"], code) == ("bad", "failed", 1, 1)
    (problem,) = bad["problems"]
    assert (problem["file"], problem["severity"]) == ("briefings/bad.yaml", "error")
    assert problem["line"] > 1
    assert (built["brief"], built["status"], built["path"]) == ("robotics", "built", "dist/robotics.pdf")
    data = (project / built["path"]).read_bytes()
    assert built["size"] == len(data)
    assert built["reason"]
    assert set(built["timings"]) >= {"check", "charts", "layout", "verify", "write"}
    (again,), code = objects(project, "build", "robotics", "-v")
    assert (again["status"], again["sha256"], again["pages"], code) == ("unchanged", built["sha256"], built["pages"], 0)
    assert again["reason"] == ""
    (other,), _ = objects(project, "build", "robotics", "--lang", "zh", "--out", str(project.parent / "there"))
    assert (other["edition"], "\\" in other["path"]) == ("zh", False)
    assert Path(other["path"]).is_file()


def test_verify_and_read(project: Path):
    good = (project / "briefings" / "industries" / "robotics.yaml").read_text("utf-8")
    head, _, _ = good.partition("blocks:")
    text = head + "blocks:\n  - page: {zh: 样例, en: Sample}\n  - lead: {zh: 样例。, en: A sample.}\n"
    (project / "briefings" / "small.yaml").write_text(text, "utf-8")
    (built,), _ = objects(project, "build", "small")
    (project / "text.pdf").write_text("no PDF", "utf-8")
    (sound, faulty, missing), code = objects(project, "verify", built["path"], "text.pdf", "none.pdf")
    assert [sound["status"], faulty["status"], missing["status"], code] == ["ok", "faulty", "failed", 4]
    assert (sound["path"], sound["pages"], sound["size"]) == ("dist/small.pdf", built["pages"], built["size"])
    assert sound["claims"] == ["PDF/UA-1", "PDF/A-2a"]
    assert faulty["problems"]
    assert (missing["path"], missing["exit_code"]) == ("none.pdf", 3)
    (heard,), code = objects(project, "read", "small")
    assert (heard["brief"], heard["path"], heard["stale"], code) == ("small", "dist/small.pdf", "", 0)
    assert [each["text"] for each in heard["spoken"] if each["text"] in ("样例。", "A sample.")] == [
        "样例。",
        "A sample.",
    ]
    (heard,), _ = objects(project, "read", "--file", "dist/small.pdf", "--lang", "en")
    assert ("brief" in heard, heard["path"]) == (False, "dist/small.pdf")
    (failed,), code = objects(project, "read", "--file", "text.pdf")
    assert (failed["exit_code"], code) == (4, 4)


def test_check_and_list(project: Path):
    spoil(project)
    for command in ("check", "list"):
        found, code = objects(project, command)
        assert [entry["brief"] for entry in found] == ["bad", "robotics"]
        assert found[1]["status"] == "ok"
        assert code == (1 if command == "check" else 0)
    (project / "briefings" / "bad.yaml").write_text("kind: [\n", "utf-8")
    (bad, good), code = objects(project, "list")
    assert (bad["status"], good["title"]["zh"], code) == ("failed", "南京机器人产业", 1)


@pytest.mark.parametrize("name", ["robotics", "bad", "robotics-h1-revenue", "robotics-national-rank"])
def test_show(project: Path, name: str):
    spoil(project)
    (found,), code = objects(project, "show", name)
    if found.get("exit_code") != 2:
        assert code == 0
        assert name in (found.get("brief"), found.get("fact"))


def test_show_of_what_is_not_there(project: Path):
    (found,), code = objects(project, "show", "nothing")
    assert (found["status"], found["exit_code"], code) == ("failed", 2, 2)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["schema"], "written"),
        (["schema", "--check"], "outdated"),
        (["new", "topic", "one"], "made"),
        (["completion", "bash"], "ok"),
        (["completion", "powershell"], "ok"),
    ],
)
def test_other_commands(project: Path, arguments: list[str], status: str):
    (found,), _ = objects(project, *arguments)
    assert found["status"] == status


def test_facts(project: Path):
    (made,), code = objects(project, "facts", "export", "all.xlsx")
    assert (made["path"], sum(made["facts"].values()) > 5, code) == ("all.xlsx", True, 0)
    assert (project / "all.xlsx").stat().st_size == made["size"]
    (found,), code = objects(project, "facts", "import", "all.xlsx")
    assert (found["changes"], code) == (0, 0)
    data = project / "data" / "robotics.yaml"
    data.write_text(data.read_text("utf-8").replace("value: 19400000000", "value: 19500000000"), "utf-8")
    objects(project, "facts", "export", "robotics.csv", "--section", "robotics")
    data.write_text(data.read_text("utf-8").replace("value: 19500000000", "value: missing"), "utf-8")
    changed, code = objects(project, "facts", "import", "robotics.csv")
    assert ([entry.get("fact") for entry in changed], code) == (["robotics-h1-revenue", None], 0)
    gaps, _ = objects(project, "facts", "gaps")
    assert [(gap["fact"], gap["status"]) for gap in gaps] == [("robotics-h1-revenue", "blank")]
    written, _ = objects(project, "facts", "gaps", "--by", "office")
    assert {entry["status"] for entry in written} <= {"written", "left-out"}


def test_init_doctor_and_clean(tmp_path: Path):
    (made,), code = objects(tmp_path, "init", "new one")
    assert (made["path"], code) == ("new one", 0)
    project = tmp_path / "new one"
    (found,), _ = objects(project, "doctor")
    assert found["checks"]
    objects(project, "build", "--all")
    removed, code = objects(project, "clean", "--all")
    assert {entry["status"] for entry in removed} == {"removed"}
    assert code == 0


@pytest.mark.parametrize(
    ("arguments", "command", "said"),
    [
        (["build", "--al"], "build", "--al"),
        (["build"], "build", "Say which brief"),
        (["build", "nothing"], "build", '"nothing"'),
        (["build", "robotics", "--jobs", "many"], "build", "'many'"),
        (["bild"], "", "bild"),
        ([], "", "--json stands after the command."),
        (["completion", "tcsh"], "completion", "tcsh"),
        (["-C", "nowhere", "list"], "list", "briefgen.yaml"),
    ],
)
def test_a_wrong_command_is_an_object_too(project: Path, arguments: list[str], command: str, said: str):
    (found,), code = objects(project, *arguments)
    assert (found["command"], found["status"], found["exit_code"], code) == (command, "failed", 2, 2)
    assert said in found["problems"][0]["message"]


def test_what_is_wrong_for_all_is_one_object(project: Path):
    (project / "briefgen.yaml").write_text("issuer: {zh: 示例, en: Sample}\nlogos: none\n", "utf-8")
    (found,), code = objects(project, "build", "--all")
    assert (found["exit_code"], code, "brief" in found) == (1, 1, False)
    assert found["problems"][0]["file"] == "briefgen.yaml"


@pytest.mark.parametrize("encoding", ["cp936", "ascii", "latin-1", "utf-16", "utf-8"])
def test_no_encoding_loses_anything(project: Path, encoding: str):
    brief = project / "briefings" / "industries" / "robotics.yaml"
    brief.write_text(brief.read_text("utf-8").replace("南京机器人产业", "南京𪚥机器人"), "utf-8")
    done = briefgen("list", "--json", cwd=project, PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout.decode(encoding))["title"]["zh"] == "南京𪚥机器人"


@pytest.mark.parametrize("text", ["\udcff", "a\u2028b", "\x7f\x9b31m", "\u202e", "tab\t", "line\n", '"\\"'])
def test_marks_that_steer_a_console_stay_whole(capsys: pytest.CaptureFixture[str], text: str):
    console.say_object({"text": text})
    shown = capsys.readouterr().out
    assert json.loads(shown) == {"text": text}
    assert not set(shown.rstrip("\n")) & set("\udcff\u2028\x7f\x9b\u202e\t\n")


def test_a_problem_in_a_table_file_names_the_cell():
    found = as_object(Problem(Place("data/x.xlsx", 12, 4, "Facts!D12"), "Wrong.", "Right it."))
    check({"problems": [found]}, {"problems": "list", **{key: kind for key, kind in COMMON.items() if "[]" in key}})
    assert (found["line"], found["column"], found["cell"]) == (12, 4, "Facts!D12")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str):
    import click

    from briefgen.cli.commands import Commands

    context = click.Context(Commands())
    command = Commands().get_command(context, name)
    names = [f"{name} {sub}" for sub in command.list_commands(context)] if isinstance(command, click.Group) else [name]
    for each in names:
        assert f"\n## `briefgen {each}`\n" in DOCUMENT, f"docs/json.md does not describe {each}"
        last = command.get_command(context, each.split()[-1]) if isinstance(command, click.Group) else command
        assert last is not None
        assert {"json", "quiet", "verbose"} <= {option.name for option in last.params}


def test_the_document_names_no_type_that_is_not_explained():
    for part in re.findall(r"^## (.*)$", DOCUMENT, flags=re.MULTILINE):
        for table in tables(part):
            assert {kind.removesuffix("?") for kind in table.values()} <= set(KINDS)
