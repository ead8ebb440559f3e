"""`init`: a project that builds, in each choice of languages; nothing written over, nothing half made."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml
from commands import commands_in
from core_yaml import core
from jsonschema import Draft202012Validator
from scaffolded import made_project, run

from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.pipeline.scaffold.project import new_project
from briefgen.project import open_project, samples_folder
from briefgen.spec.load import load_settings

ROOT = Path(__file__).resolve().parents[2]


def issuers(folder: Path) -> dict[str, str]:
    settings = load_settings(open_project(folder, environment={}))
    return {tag: text.source for tag, text in settings.issuer.items()}


@pytest.mark.parametrize("languages", ["zh,en", "en,zh", "zh", "en"])
def test_a_new_project_is_without_problems(languages: str, tmp_path: Path):
    folder = made_project(tmp_path / "own", "--languages", languages)
    done = run("check", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "robotics: no problems\n", "")
    settings = yaml.safe_load((folder / "briefgen.yaml").read_text("utf-8"))
    assert settings["languages"] == languages.split(",")
    assert sorted(settings["issuer"]) == sorted(languages.split(","))
    brief = (folder / "briefings" / "industries" / "robotics.yaml").read_text("utf-8")
    assert f"\nlanguages: [{languages.replace(',', ', ')}]\n" in brief
    readme = (folder / "README.md").read_text("utf-8")
    assert ("投资简报项目" in readme) == ("zh" in languages)
    assert ("A project of investor briefs" in readme) == ("en" in languages)


def test_the_commands_of_its_readme_work(tmp_path: Path):
    folder = made_project(tmp_path / "own")
    commands = list(dict.fromkeys(commands_in((folder / "README.md").read_text("utf-8"))))
    assert len(commands) == 3
    for command in commands:
        done = run(*shlex.split(command)[1:], cwd=folder)
        assert (done.returncode, done.stderr) == (0, ""), command
    assert (folder / "dist" / "robotics.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "data" / "new-materials.yaml").is_file()


def test_the_wheel_carries_what_the_sample_needs(tmp_path: Path):
    included = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    made = new_project(tmp_path / "own")
    samples = {name for name in made.files if name.startswith(("briefings/", "data/"))}
    carried = {name: place for name, place in included["force-include"].items() if name != "fonts"}
    assert carried == {name: f"briefgen/samples/{name}" for name in samples}


def test_the_sample_is_the_repositorys_own_and_says_that_it_is_a_sample(tmp_path: Path):
    made = new_project(tmp_path / "own")
    samples = [name for name in made.files if name.startswith(("briefings/", "data/"))]
    assert len(samples) == 6
    for name in samples:
        first, zh, en, *rest = (tmp_path / "own" / name).read_text("utf-8").splitlines()
        assert zh.startswith("# 示例：")
        assert en.startswith("# A sample ")
        whole = iter((samples_folder() / name).read_text("utf-8").splitlines())
        assert all(line in whole for line in (first, *rest) if "overlaps: [" not in line)
    assert issuers(tmp_path / "own") == {"zh": "发布单位名称（示例）", "en": "Issuing Office Name (sample)"}


@pytest.mark.parametrize("languages", [("zh", "en"), ("zh",), ("en",)])
def test_each_file_keeps_to_its_schema(languages: tuple[str, ...], tmp_path: Path):
    made = new_project(tmp_path / "own", languages)
    checked = 0
    for name in made.files:
        if not name.endswith(".yaml"):
            continue
        path = tmp_path / "own" / name
        line = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        assert line, name
        schema = json.loads((path.parent / line[1]).read_text("utf-8"))
        assert not list(Draft202012Validator(schema).iter_errors(core(path.read_text("utf-8")))), name
        checked += 1
    assert checked == 7


def test_the_commented_contact_can_be_taken_into_use(tmp_path: Path):
    new_project(tmp_path / "own")
    path = tmp_path / "own" / "briefgen.yaml"
    text = path.read_text("utf-8")
    start = text.index("contact: none")
    lines = text[start:].splitlines()
    below = [line.removeprefix("# ") if line.startswith("#  ") else line for line in lines[1:]]
    path.write_text(text[:start] + "\n".join(["contact:", *below]) + "\n", "utf-8")
    contact = load_settings(open_project(tmp_path / "own", environment={})).contact
    assert contact != "none"
    assert contact.email == "desk@example.org"
    assert contact.name["zh"].source == "投资服务窗口"


@pytest.mark.parametrize(
    "text",
    [
        "南京市投资促进局",
        "Office: trade & industry #1",
        "{braces} [brackets](x) **stars** back\\slash | bar",
        "it's “quoted” 'twice' \"so\"",
        "- dash",
        "no",
        "123",
        "2026-01-01",
        "@office",
        "局（南京）：一处",
        "trailing: ",
        "!tag &anchor *alias %x `y`",
        "?",
    ],
)
def test_an_issuer_is_printed_as_it_was_given(text: str, tmp_path: Path):
    new_project(tmp_path / "own", ("zh", "en"), [text])
    from briefgen.spec.text import plain

    settings = load_settings(open_project(tmp_path / "own", environment={}))
    assert {tag: plain(words) for tag, words in settings.issuer.items()} == {"zh": text.strip(), "en": text.strip()}


def test_an_issuer_can_be_given_in_each_language(tmp_path: Path):
    new_project(tmp_path / "own", ("en", "zh"), ["zh=南京局", "en=Nanjing: a=b"])
    assert issuers(tmp_path / "own") == {"en": "Nanjing: a=b", "zh": "南京局"}


@pytest.mark.parametrize(
    ("languages", "issuer", "told"),
    [
        (("zh", "de"), [], 'cannot be in "de"'),
        (("en-GB",), [], 'cannot be in "en-GB"'),
        (("zh", "zh"), [], "each language once"),
        ((), [], "each language once"),
        (("zh", "en"), ["zh=局"], 'not given in "en"'),
        (("zh",), ["en=Office"], 'given in "en"'),
        (("zh", "en"), ["A", "B"], "given twice"),
        (("zh", "en"), ["zh=A", "zh=B", "en=C"], 'given twice in "zh"'),
        (("zh", "en"), ["  "], "no text of one line"),
        (("zh", "en"), ["two\nlines"], "no text of one line"),
        (("zh", "en"), ["a\u202eb"], "no text of one line"),
        (("zh", "en"), ["a\udcffb"], "no text of one line"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(
    languages: tuple[str, ...], issuer: list[str], told: str, tmp_path: Path
):
    with pytest.raises(UsageMistake, match=re.escape(told)):
        new_project(tmp_path / "own", languages, issuer)
    assert not list(tmp_path.iterdir())


def test_an_empty_folder_is_filled_where_it_is(tmp_path: Path):
    (tmp_path / ".git").mkdir()
    done = run("init", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Next: briefgen build robotics" in done.stdout
    assert (tmp_path / "briefgen.yaml").is_file()
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".briefgen")]


def test_folders_above_are_made(tmp_path: Path):
    new_project(tmp_path / "一 二" / "own")
    assert (tmp_path / "一 二" / "own" / "briefgen.yaml").is_file()


@pytest.mark.parametrize("taken", ["notes.txt", "briefgen.yaml", "briefings"])
def test_a_folder_that_is_not_empty_stays_as_it_is(taken: str, tmp_path: Path):
    (tmp_path / taken).write_text("mine", "utf-8")
    done = run("init", str(tmp_path), cwd=tmp_path)
    assert done.returncode == 2
    assert ("is a project already" if taken == "briefgen.yaml" else "is not empty") in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [taken]
    assert (tmp_path / taken).read_text("utf-8") == "mine"


def test_a_file_is_no_folder(tmp_path: Path):
    (tmp_path / "own").write_text("mine", "utf-8")
    with pytest.raises(UsageMistake, match="is a file"):
        new_project(tmp_path / "own")


def test_a_project_that_is_there_is_not_named(tmp_path: Path):
    done = run("--project", str(ROOT), "init", "own", cwd=tmp_path)
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("after", range(4))
def test_a_failure_leaves_nothing(there: bool, after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "deep" / "own"
    if there:
        target.mkdir(parents=True)
    moved: list[Path] = []
    rename, write = Path.rename, Path.write_bytes

    def fail_late(path: Path, to: Path) -> Path:
        moved.append(path)
        if len(moved) > (after if there else 0):
            raise OSError(28, "No space left on device")
        return rename(path, to)

    def fail_early(path: Path, data: bytes) -> int:
        if "data" in path.parts:
            raise PermissionError(13, "Permission denied")
        return write(path, data)

    if after == 3:
        monkeypatch.setattr(Path, "write_bytes", fail_early)
    else:
        monkeypatch.setattr(Path, "rename", fail_late)
    with pytest.raises(EnvironmentFailure, match="cannot be written"):
        new_project(target)
    monkeypatch.undo()
    assert list(tmp_path.rglob("*")) == ([target.parent, target] if there else [])
    new_project(target)


def test_a_program_is_told_what_was_made(tmp_path: Path):
    done = run("init", "own", "--json", cwd=tmp_path)
    told = json.loads(done.stdout)
    assert (told["command"], told["status"], told["path"], told["languages"]) == ("init", "made", "own", ["zh", "en"])
    for name in told["files"]:
        assert (tmp_path / "own" / name).is_file()


def test_the_schemas_of_a_new_project_are_current(tmp_path: Path):
    folder = made_project(tmp_path / "own")
    assert run("schema", "--check", cwd=folder).returncode == 0
    (folder / ".schema" / "brief.json").write_text("{}", "utf-8")
    done = run("schema", "--check", cwd=folder)
    assert (done.returncode, ".schema/brief.json" in done.stdout) == (1, True)
    done = run("schema", cwd=folder)
    assert (done.returncode, "1 schema written" in done.stdout) == (0, True)
    assert run("schema", "--check", cwd=folder).returncode == 0


def test_what_a_killed_run_left_goes_with_the_next(tmp_path: Path):
    target = tmp_path / "own"
    target.mkdir()
    (target / ".briefgen-work-0123456789ab").mkdir()
    (target / ".briefgen-work-0123456789ab" / "README.md").write_text("half", "utf-8")
    (target / ".briefgen-work-0123456789ab.lock").touch()
    new_project(target)
    assert not [path.name for path in target.iterdir() if path.name.startswith(".briefgen")]
    assert (target / "briefgen.yaml").is_file()


def test_every_file_that_was_made_is_named(tmp_path: Path):
    made = new_project(tmp_path / "own")
    there = [path.relative_to(tmp_path / "own").as_posix() for path in (tmp_path / "own").rglob("*") if path.is_file()]
    assert list(made.files) == sorted(there)
