"""`new delegation`: a file of samples that checks and packs at once in any languages, or nothing."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from core_yaml import core
from jsonschema import Draft202012Validator
from scaffolded import made_project, run

from briefgen.deliver.papers.talking import offices_of
from briefgen.errors import UsageMistake
from briefgen.pipeline.scaffold.delegation import IGNORED, new_delegation
from briefgen.pipeline.scaffold.project import new_project
from briefgen.project import Project

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "data/delegations"
OFFICES = {"zh": "示例处室", "en": "Sample Division"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    new_project(tmp_path / "own")
    return Project(tmp_path / "own", ROOT / "fonts", date(2026, 9, 21), {})


@pytest.mark.parametrize(
    ("languages", "offices"),
    [
        ("zh,en", "示例处室 / Sample Division"), ("en,zh", "示例处室 / Sample Division"), ("en", "Sample Division"),
        ("zh", "示例处室"),
    ],
)  # fmt: skip
def test_it_checks_and_packs_at_once(languages: str, offices: str, tmp_path: Path):
    folder = made_project(tmp_path / "own", "--languages", languages)
    done = run("new", "delegation", "guests", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    file = folder / FOLDER / "guests.yaml"
    held = core(file.read_text("utf-8"))
    schema = json.loads((ROOT / ".schema" / "delegation.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(held)
    (question,) = held["talking"]["questions"]
    assert question["cleared-by"] == offices
    tongues = languages.split(",")
    assert set(question["answer"]) == set(tongues)
    assert offices_of(offices, tongues) == {tag: OFFICES[tag] for tag in tongues}
    done = run("check", "guests", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "guests: no problems\n", "")
    file.write_text(re.sub(r"(?m)^embargo:.*\n", "", file.read_text("utf-8")), "utf-8")
    done = run("pack", "guests", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((folder / "packs" / "guests").rglob("*.pdf"))) == 5


def test_it_is_named_as_asked_and_kept_out_of_git(project: Project):
    made = new_delegation(project, "nordic-2026", ("zh=北欧团", "en=Nordic Delegation"))
    assert (made.name, made.file) == ("nordic-2026", f"{FOLDER}/nordic-2026.yaml")
    held = core((project.root / made.file).read_text("utf-8"))
    assert held["name"] == {"zh": "北欧团", "en": "Nordic Delegation"}
    assert held["arrival"] < held["departure"]
    assert (project.root / FOLDER / ".gitignore").read_text("utf-8") == IGNORED


@pytest.mark.parametrize("name", ["Nordic", "../out", "a_b", "", "a b"])
def test_other_names_are_refused(project: Project, name: str):
    with pytest.raises(UsageMistake, match="cannot be a name"):
        new_delegation(project, name)
    assert not list(project.data.rglob("*.yaml")) or not (project.root / FOLDER / f"{name}.yaml").exists()


def test_a_name_of_windows_and_one_that_is_taken_are_refused(project: Project):
    with pytest.raises(UsageMistake, match="on Windows"):
        new_delegation(project, "con")
    (project.root / FOLDER).mkdir(parents=True, exist_ok=True)
    (project.root / FOLDER / "port.sample.yaml").write_text("", "utf-8")
    with pytest.raises(UsageMistake, match=r"already: data/delegations/port\.sample\.yaml"):
        new_delegation(project, "port")
    assert not (project.root / FOLDER / "port.yaml").exists()


def test_where_there_is_no_brief_the_way_to_one_is_told(project: Project):
    for path in project.briefings.rglob("*.yaml"):
        path.unlink()
    with pytest.raises(UsageMistake) as found:
        new_delegation(project, "guests")
    assert found.value.hint == "Add one: briefgen new industry NAME"


@pytest.mark.parametrize("titles", [("zh=北欧团",), ("zh=北欧团", "en=A / B\nC")])
def test_a_title_that_lacks_a_language_or_is_none_is_refused(project: Project, titles: tuple[str, ...]):
    with pytest.raises(UsageMistake, match="--title"):
        new_delegation(project, "guests", titles)
    assert not (project.root / FOLDER / "guests.yaml").exists()
