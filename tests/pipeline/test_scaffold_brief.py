"""`new`: each kind of brief builds at once, marked as a sample; both files or neither."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from core_yaml import core
from jsonschema import Draft202012Validator
from scaffolded import made_project, run

from briefgen.data.load import load_store
from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.pipeline.scaffold.brief import FOLDERS, KINDS, Kind, new_brief
from briefgen.pipeline.scaffold.project import new_project
from briefgen.project import Project
from briefgen.spec.load import load_brief

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 9, 21)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    new_project(tmp_path / "own")
    return Project(tmp_path / "own", ROOT / "fonts", TODAY, {})


def relabelled(project: Project, languages: str) -> None:
    """Give the settings other languages: the text of zh stands for each tag of Chinese."""
    text = project.settings.read_text("utf-8").replace("languages: [zh, en]", f"languages: [{languages}]")
    for tag in languages.split(", "):
        text = re.sub(rf"^  {tag[:2]}: ", f"  {tag}: ", text, flags=re.MULTILINE)
    project.settings.write_text(text, "utf-8")


@pytest.mark.parametrize("languages", ["zh,en", "en", "zh"])
def test_each_kind_builds_at_once(languages: str, tmp_path: Path):
    folder = made_project(tmp_path / "own", "--languages", languages)
    for kind in KINDS:
        done = run("new", kind, f"my-{kind}", cwd=folder)
        assert done.returncode == 0, done.stderr
        assert f"Next: briefgen build my-{kind}" in done.stdout
    names = [f"my-{kind}" for kind in KINDS]
    done = run("check", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    done = run("build", *names, "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert {record["brief"]: record["problems"] for record in told if "brief" in record} == {name: [] for name in names}
    for name in names:
        assert (folder / "dist" / f"{name}.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("languages", [("zh", "en"), ("en",), ("zh",)])
@pytest.mark.parametrize("kind", KINDS)
def test_the_files_keep_to_their_schemas_and_hold_no_other_language(
    kind: Kind, languages: tuple[str, ...], tmp_path: Path
):
    new_project(tmp_path / "own", languages)
    project = Project(tmp_path / "own", ROOT / "fonts", TODAY, {})
    made = new_brief(project, kind, "own-brief")
    assert made.brief == f"briefings/{FOLDERS[kind]}/own-brief.yaml"
    for name in (made.brief, made.data):
        path = project.root / name
        text = path.read_text("utf-8")
        line = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert line
        schema = json.loads((path.parent / line[1]).read_text("utf-8"))
        assert not list(Draft202012Validator(schema).iter_errors(core(text)))
        assert "$" not in text.partition("\n")[2]
        assert not re.search(r"^ *#(zh|en) ", text, re.MULTILINE)
        for other in {"zh", "en"} - set(languages):
            assert not re.search(rf"^ *{other}: ", text, re.MULTILINE)
        if "zh" not in languages:
            assert not re.search("[一-鿿]", text)


@pytest.mark.parametrize("kind", KINDS)
def test_samples_say_that_they_are(kind: Kind, project: Project):
    made = new_brief(project, kind, "own-brief")
    store = load_store(project, ("zh", "en"))
    section = store.sections["own-brief"]
    assert len(section.facts) >= 6
    for fact in section.facts.values():
        assert "示例" in fact.name["zh"]
        assert "sample" in fact.name["en"].lower()
        assert fact.id.startswith("own-brief-sample-")
    for source in section.sources.values():
        assert "示例" in source.title["zh"]
        assert "sample" in source.title["en"].lower()
    text = (project.root / made.brief).read_text("utf-8")
    assert "zh: 本简报的文字和数据均为示例，不得引用。" in text
    assert "en: Texts and figures are samples. Do not quote." in text
    used = set(re.findall(r"own-brief-sample-[a-z-]*[a-z]", text))
    assert used == set(section.facts) or used < set(section.facts) | {"own-brief-sample"}


def test_the_kinds_differ(project: Project):
    made = {kind: new_brief(project, kind, f"my-{kind}") for kind in KINDS}
    briefs = {kind: load_brief(project.root / new.brief, project) for kind, new in made.items()}
    assert {kind: brief.kind for kind, brief in briefs.items()} == {kind: kind for kind in KINDS}
    assert [kind for kind, brief in briefs.items() if brief.prepared_for] == ["visit"]
    blocks = {kind: {type(block).__name__ for block in brief.blocks} for kind, brief in briefs.items()}
    assert "ComparisonChart" in blocks["industry"]
    assert {"BarsChart", "AimBlock"} <= blocks["topic"]
    assert {"NumbersBlock", "FrameBlock"} <= blocks["event"]
    assert {"FiguresBlock", "FrameBlock", "NotesBlock"} <= blocks["visit"]
    store = load_store(project, ("zh", "en"))
    for kind in ("event", "visit"):
        assert store.facts[f"my-{kind}-sample-date"].quantity.unit == "date"
    assert all(brief.edition.date == TODAY for brief in briefs.values())


@pytest.mark.parametrize(
    ("name", "theme", "expected"),
    [("biomedicine", None, "biomedicine"), ("tea", None, "software"), ("tea", "robotics", "robotics")],
)
def test_the_theme_is_that_of_the_name_or_of_the_kind_or_asked_for(
    name: str, theme: str | None, expected: str, project: Project
):
    made = new_brief(project, "industry", name, theme=theme)
    assert made.theme == expected
    assert yaml.safe_load((project.root / made.brief).read_text("utf-8"))["theme"] == expected


def test_titles_are_printed_as_given_and_may_break(project: Project):
    made = new_brief(project, "topic", "own-brief", ["zh=南京：{新}|专题 #1", "en=A 'topic': one"])
    brief = load_brief(project.root / made.brief, project)
    from briefgen.spec.text import plain

    assert plain(brief.title["zh"]) == "南京：{新}专题 #1"
    assert plain(brief.title["en"]) == "A 'topic': one"


def test_tags_with_script_or_region_take_the_words_of_their_language(project: Project):
    relabelled(project, "en-GB, zh-Hans")
    made = new_brief(project, "visit", "own-brief", ["en-GB=Colour", "zh-Hans=颜色"])
    brief = load_brief(project.root / made.brief, project)
    assert brief.languages == ("en-GB", "zh-Hans")
    assert brief.title["en-GB"].source == "Colour"


@pytest.mark.parametrize(
    ("name", "theme", "titles", "told"),
    [
        ("robotics", None, [], 'a brief "robotics" already: briefings/industries/robotics.yaml'),
        ("h1-2025", None, [], 'a section "h1-2025" already: data/h1-2025.yaml'),
        ("manufacturing", None, [], 'Briefs have "manufacturing" as a tag'),
        ("My Brief", None, [], '"My Brief" cannot be a name'),
        ("../up", None, [], "cannot be a name"),
        ("新材料", None, [], "cannot be a name"),
        ("nul", None, [], 'called "nul" on Windows'),
        ("own-brief", "robotic", [], 'no theme "robotic"'),
        ("own-brief", "house", [], 'no theme "house"'),
        ("own-brief", None, ["zh=题"], 'not given in "en"'),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_added(
    name: str, theme: str | None, titles: list[str], told: str, project: Project
):
    before = sorted(project.root.rglob("*"))
    with pytest.raises(UsageMistake, match=re.escape(told)) as refused:
        new_brief(project, "topic", name, titles, theme)
    assert refused.value.hint
    assert sorted(project.root.rglob("*")) == before


def test_an_unknown_theme_is_told_the_nearest(project: Project):
    with pytest.raises(UsageMistake) as refused:
        new_brief(project, "topic", "own-brief", theme="robotic")
    assert refused.value.hint == 'Did you mean "robotics"?'


def test_what_another_process_puts_into_a_new_folder_stays(project: Project, monkeypatch: pytest.MonkeyPatch):
    rename = Path.rename
    folder = project.briefings / FOLDERS["topic"]

    def beside(path: Path, to: Path) -> Path:
        if to.parent == folder:
            (folder / "of-another.yaml").write_bytes(b"kind: topic")
            raise PermissionError(13, "Permission denied")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", beside)
    with pytest.raises(EnvironmentFailure, match="cannot be written"):
        new_brief(project, "topic", "own-brief")
    assert [path.name for path in folder.iterdir()] == ["of-another.yaml"]


@pytest.mark.parametrize("after", [0, 1])
def test_both_files_are_placed_or_neither(after: int, project: Project, monkeypatch: pytest.MonkeyPatch):
    before = sorted(project.root.rglob("*"))
    rename = Path.rename
    moved: list[Path] = []

    def fail(path: Path, to: Path) -> Path:
        moved.append(path)
        if len(moved) > after:
            raise PermissionError(13, "Permission denied")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(EnvironmentFailure, match="cannot be written"):
        new_brief(project, "topic", "own-brief")
    monkeypatch.undo()
    assert sorted(project.root.rglob("*")) == before


def test_outside_a_project_there_is_nothing_to_add_to(tmp_path: Path):
    done = run("new", "topic", "own-brief", cwd=tmp_path)
    assert done.returncode == 2
    assert "briefgen.yaml" in done.stderr
