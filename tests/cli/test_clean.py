"""`briefgen clean`: what builds leave goes, what people made stays."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from built_project import build, reason
from editions import briefgen, copy_project

from briefgen.errors import AuthorsMistakes, UsageMistake
from briefgen.pipeline import clean as cleaning
from briefgen.pipeline.current import NEW
from briefgen.pipeline.results import Built
from briefgen.pipeline.wish import Wish
from briefgen.pipeline.work import WORK, working
from briefgen.project import open_project


@pytest.fixture(scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_project(tmp_path_factory.mktemp("clean") / "project")
    for wish in (Wish(), Wish("internal")):
        assert isinstance(build(root, wish=wish), Built)
    return root


@pytest.fixture
def root(_built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_built, tmp_path / "project"))


def clean(root: Path, **options: object) -> dict[str, str]:
    project = open_project(root, environment={})
    return {project.relative(found.path): found.status for found in cleaning.clean(project, **options)}


def names(root: Path) -> list[str]:
    """Return what is there beside the authors' own files."""
    files = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return sorted(name for name in files if not name.startswith(("data/", "briefings/", "briefgen.yaml")))


def test_finished_briefs_stay_and_all_else_goes(root: Path):
    assert clean(root) == {".briefgen": "removed", "dist/.manifest": "removed"}
    assert names(root) == ["dist/robotics.internal.pdf", "dist/robotics.pdf"]
    assert not (root / ".briefgen").exists()
    assert not (root / "dist" / ".manifest").exists()
    assert clean(root) == {}
    assert reason(root) == NEW
    made = build(root)
    assert isinstance(made, Built)
    assert made.state == "unchanged"


def test_all_removes_finished_briefs_too(root: Path):
    found = clean(root, editions=True)
    assert {name for name, status in found.items() if status == "removed"} == {
        ".briefgen",
        "dist/.manifest",
        "dist/robotics.internal.pdf",
        "dist/robotics.pdf",
    }
    assert names(root) == []
    assert not (root / "dist").exists()


def test_what_people_made_or_changed_stays(root: Path):
    (root / "dist" / "robotics.pdf").write_bytes(b"signed")
    (root / "dist" / "other.pdf").write_bytes(b"%PDF-")
    (root / "dist" / ".manifest" / "notes.txt").write_text("mine", "utf-8")
    assert clean(root, editions=True)["dist/robotics.pdf"] == "changed"
    assert names(root) == ["dist/.manifest/notes.txt", "dist/other.pdf", "dist/robotics.pdf"]


def test_a_file_whose_record_is_damaged_stays(root: Path):
    (root / "dist" / ".manifest" / "robotics.json").write_bytes(b"x")
    clean(root, editions=True)
    assert names(root) == ["dist/robotics.pdf"]


def test_work_in_progress_stays(root: Path):
    project = open_project(root)
    with working(project.store, WORK) as folder:
        (folder / "half.pdf").write_bytes(b"half")
        (project.store / "work-dead").mkdir()
        (project.store / "work-dead.lock").write_bytes(b"")
        assert clean(root)[".briefgen"] == "in use"
        assert {path.name for path in project.store.iterdir()} == {folder.name, f"{folder.name}.lock"}
    assert clean(root) == {}


def test_links_are_not_followed(root: Path, tmp_path: Path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "file").write_bytes(b"")
    (root / ".briefgen" / f"{64 * '0'}.json").symlink_to(tmp_path / "outside", target_is_directory=True)
    clean(root, editions=True)
    assert (tmp_path / "outside" / "file").exists()
    assert not (root / ".briefgen").exists()


def test_what_others_keep_in_the_same_folder_stays(root: Path, tmp_path: Path):
    shared = (root / ".briefgen").rename(tmp_path / "shared")
    (root / ".briefgen").symlink_to(shared, target_is_directory=True)
    (shared / "package.json").write_bytes(b"{}")
    (shared / "notes" / "mine").write_bytes(b"")
    (shared / "other").mkdir()
    assert clean(root)[".briefgen"] == "removed"
    assert {path.name for path in shared.rglob("*")} == {"package.json", "notes", "mine", "other"}
    assert clean(root) == {}


def test_a_build_that_writes_meanwhile_is_no_failure(root: Path, monkeypatch: pytest.MonkeyPatch):
    note = root / ".briefgen" / "notes" / "output"
    unlink = Path.unlink

    def unlinked(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok)
        if path == note:
            path.write_bytes(b"anew")

    monkeypatch.setattr(Path, "unlink", unlinked)
    assert clean(root)[".briefgen"] == "removed"
    assert note.read_bytes() == b"anew"


def test_another_folder_is_cleaned(root: Path, tmp_path: Path):
    assert isinstance(build(root, out=tmp_path / "there"), Built)
    clean(root, out=tmp_path / "there", editions=True)
    assert not (tmp_path / "there").exists()
    assert (root / "dist" / "robotics.pdf").exists()
    with pytest.raises(UsageMistake):
        clean(root, out=root / "data")
    assert (root / "data" / "robotics.yaml").exists()


def test_settings_with_mistakes_keep_nothing_from_being_cleaned(root: Path):
    (root / "briefgen.yaml").write_text("issuer: 5\n", "utf-8")
    with pytest.raises(AuthorsMistakes):
        clean(root)
    assert not (root / ".briefgen").exists()
    assert (root / "dist" / "robotics.pdf").exists()


def test_the_command_says_what_went(root: Path):
    done = briefgen("clean", "--all", cwd=root)
    assert done.returncode == 0, done.stderr.decode()
    said = done.stdout.decode()
    assert "dist/robotics.pdf removed (1 file, " in said
    assert ".briefgen removed (" in said
    assert briefgen("clean", cwd=root).stdout.decode() == "There is nothing to remove.\n"


def test_finished_files_without_a_record_stay_and_it_is_said(root: Path):
    briefgen("clean", cwd=root)
    said = briefgen("clean", "--all", cwd=root).stdout.decode()
    assert said == "There is nothing to remove. A finished brief of which there is no record stays.\n"
    assert (root / "dist" / "robotics.pdf").exists()


def test_programs_are_told_one_object_for_each(root: Path):
    (root / "dist" / "robotics.pdf").write_bytes(b"signed")
    done = briefgen("clean", "--all", "--json", cwd=root)
    told = {entry["path"]: entry for entry in map(json.loads, done.stdout.decode().splitlines())}
    assert told["dist/robotics.pdf"]["status"] == "changed"
    removed = told["dist/robotics.internal.pdf"]
    assert (removed["command"], removed["status"], removed["files"], removed["problems"]) == ("clean", "removed", 1, [])
    assert removed["size"] > 1000
