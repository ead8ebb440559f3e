"""The doctor: damaged fonts, missing libraries, folders that cannot be written, and no project at all."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
from pathlib import Path

import pytest
from editions import copy_project
from hypothesis import given
from hypothesis import strategies as st

from briefgen.cli.main import run
from briefgen.pipeline.doctor import demands as demands_module
from briefgen.pipeline.doctor.demands import Demand, Demands, demand, demands
from briefgen.pipeline.doctor.examine import examine, versions
from briefgen.pipeline.doctor.folders import unwritable
from briefgen.pipeline.doctor.fonts import common_characters, fonts
from briefgen.pipeline.finding import Finding
from briefgen.project import fonts_folder


def found(folder: Path | None = None, console: str | None = "utf-8") -> dict[str, Finding]:
    return {finding.what: finding for finding in examine(folder, console=console)}


@pytest.fixture
def linked_fonts(tmp_path: Path) -> Path:
    """Return a folder of fonts of which single files can be replaced."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    for file in fonts_folder().iterdir():
        if file.suffix == ".ttf":
            (folder / file.name).symlink_to(file)
    shutil.copy(fonts_folder() / "manifest.yaml", folder)
    return folder


def replace_font(folder: Path, name: str, content: bytes) -> None:
    (folder / name).unlink()
    (folder / name).write_bytes(content)


def test_this_installation_is_sound(tmp_path: Path):
    root = copy_project(tmp_path / "p")
    everything = found(root)
    assert [finding for finding in everything.values() if finding.status == "failed"] == []
    assert everything["output"].message == "dist can be written"
    assert everything["matplotlib"].status == "ok"
    assert everything["pikepdf"].status == "ok"
    assert "8,105 of 8,105 general standard characters" in everything["BriefGenSansSC-Regular.ttf"].message
    assert everything["texts"].status == "ok"
    assert not (root / "dist").exists()
    assert not (root / ".briefgen").exists()


def test_without_a_project_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    everything = found()
    assert everything["folder"] == Finding("Project", "folder", "ok", "None here; briefgen init DIR makes one.")
    assert "output" not in everything


def test_a_folder_that_was_named_and_is_no_project_is_a_failure(tmp_path: Path):
    assert found(tmp_path)["folder"].status == "failed"


def test_a_damaged_font_is_found(linked_fonts: Path):
    whole = (linked_fonts / "SourceSans3-Bold.ttf").read_bytes()
    replace_font(linked_fonts, "SourceSans3-Bold.ttf", whole[:-1] + bytes([whole[-1] ^ 1]))
    replace_font(linked_fonts, "BriefGenSansSC-Bold.ttf", b"")
    states = {finding.what: finding for finding in fonts(linked_fonts)}
    bad = [name for name, finding in states.items() if finding.status == "failed"]
    assert bad == ["BriefGenSansSC-Bold.ttf", "SourceSans3-Bold.ttf"]
    assert "damaged" in states["SourceSans3-Bold.ttf"].message
    assert "Install briefgen again" in states["SourceSans3-Bold.ttf"].hint


def test_a_missing_font_or_manifest_does_not_stop_the_rest(linked_fonts: Path, monkeypatch: pytest.MonkeyPatch):
    (linked_fonts / "SourceSans3-Bold.ttf").unlink()
    monkeypatch.setattr("briefgen.project.fonts_folder", lambda: linked_fonts)
    everything = list(examine(None, console="utf-8"))
    failed = [finding for finding in everything if finding.status == "failed"]
    assert "SourceSans3-Bold.ttf is missing" in failed[0].message
    assert {finding.group for finding in everything} >= {"Versions", "Themes", "Console", "Programs"}


def test_without_the_list_the_characters_of_gb_2312_are_counted(linked_fonts: Path):
    characters, source = common_characters(linked_fonts)
    assert (len(characters), characters[0], characters[-1]) == (3755, "啊", "座")
    assert "GB/T 2312" in source


def test_a_library_without_metadata_is_a_failure(monkeypatch: pytest.MonkeyPatch):
    true = importlib.metadata.version

    def version(name: str) -> str:
        if name == "reportlab":
            raise importlib.metadata.PackageNotFoundError(name)
        if name == "segno":
            return None  # type: ignore[return-value]
        return "1.0" if name == "matplotlib" else true(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    states = {finding.what: finding for finding in versions()}
    assert states["reportlab"].status == "failed"
    assert states["reportlab"].hint.startswith("pip install 'reportlab>=")
    assert "damaged" in states["segno"].message
    assert states["matplotlib"].message.startswith("1.0, where >=")
    assert states["click"].status == "ok"


def test_what_is_needed_comes_from_the_metadata_of_an_installation(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(demands_module, "_from_source", lambda *_: None)
    installed = demands()
    assert installed is not None
    assert installed.told_by == "metadata"
    assert {library.name for library in installed.libraries} >= {"click", "reportlab"}
    assert "pytest" not in {library.name for library in installed.libraries}
    assert demands("no-such-program") is None


def test_an_installation_that_tells_nothing_is_a_warning(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(demands_module, "demands", lambda: None)
    (only,) = versions()
    assert (only.what, only.status) == ("briefgen", "warning")


def test_another_python_is_a_failure(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(demands_module, "demands", lambda: Demands("9.9", "metadata", demand("python>=4"), ()))
    states = {finding.what: finding for finding in versions()}
    assert states["Python"].status == "failed"
    assert "its metadata says 9.9" in states["briefgen"].message


@pytest.mark.parametrize(
    ("text", "good", "bad"),
    [
        ("reportlab>=5.1,<5.2", ["5.1", "5.1.9"], ["5.0.9", "5.2", "6"]),
        ("x~=2.11", ["2.11", "2.30"], ["2.10", "3.0"]),
        ("x==1.2.*", ["1.2", "1.2.7"], ["1.3"]),
        ("x!=1.2", ["1.2.1"], ["1.2", "1.2.0"]),
        ("x>1,<=3", ["1.0.1", "3.0.0"], ["1.0", "3.0.1"]),
        ("x", ["0", "99"], []),
    ],
)
def test_versions_are_compared_by_their_numbers(text: str, good: list[str], bad: list[str]):
    wanted = demand(text)
    assert [wanted.fits(version) for version in (*good, *bad)] == [True] * len(good) + [False] * len(bad)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=4), st.lists(st.integers(0, 30), min_size=1, max_size=4))
def test_at_least_and_less_than_exclude_each_other(one: list[int], other: list[int]):
    version, limit = (".".join(map(str, numbers)) for numbers in (one, other))
    assert Demand("x", ((">=", limit),)).fits(version) != Demand("x", (("<", limit),)).fits(version)


def test_an_output_that_cannot_be_written_is_a_failure(tmp_path: Path):
    root = copy_project(tmp_path / "p")
    (root / "dist").write_text("in the way", "utf-8")
    (root / ".briefgen").write_text("in the way", "utf-8")
    everything = found(root)
    assert everything["output"].status == "failed"
    assert "a file stands at dist" in everything["output"].message
    assert everything["store"].status == "warning"
    assert "drawn anew" in everything["store"].hint


def test_a_folder_that_takes_no_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert unwritable(tmp_path / "dist") == "permission denied"


def test_characters_that_no_font_has_are_told_with_their_place(tmp_path: Path):
    root = copy_project(tmp_path / "p")
    data = root / "data" / "robotics.yaml"
    data.write_text(data.read_text("utf-8").replace("机器人产业", "机器人业𪚥𠮷", 1), "utf-8")
    told = [finding for finding in examine(root, console="utf-8") if finding.what.startswith("U+")]
    assert [finding.what for finding in told] == ["U+20BB7 𠮷", "U+2A6A5 𪚥"]
    assert {finding.status for finding in told} == {"warning"}
    assert "data/robotics.yaml:" in told[0].message


def test_schemas_of_another_version_are_a_warning(tmp_path: Path):
    root = copy_project(tmp_path / "p")
    assert "There is no .schema" in found(root)["schemas"].message
    (root / ".schema").mkdir()
    assert "Not those of this briefgen" in found(root)["schemas"].message


@pytest.mark.parametrize(
    ("encoding", "status"), [("utf-8", "ok"), ("gbk", "ok"), ("ascii", "warning"), ("x", "warning")]
)
def test_a_console_without_chinese_is_a_warning(encoding: str, status: str):
    assert found(console=encoding)["encoding"].status == status


def test_the_command_ends_with_3_where_something_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    root = copy_project(tmp_path / "p")
    assert run(["-C", str(root), "doctor"]) == 0
    (root / "dist").write_text("in the way", "utf-8")
    capsys.readouterr()
    assert run(["-C", str(root), "doctor", "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert (told["command"], told["status"]) == ("doctor", "failed")
    assert [problem["severity"] for problem in told["problems"]] == ["error", "warning"]
    assert {check["what"] for check in told["checks"]} >= {"briefgen", "Python", "output", "encoding"}
    assert run(["-C", str(root), "doctor", "-q"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "FAILED" in said.err
