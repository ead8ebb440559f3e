"""Editions by profile, with data inside, encrypted: what is refused, how files are called, what is never told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from editions import briefgen, copy_project, small_project
from key_ring import no_ring

from briefgen.cli.main import run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "投资 p")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_project(tmp_path / "small")


REFUSED = {
    "--attach --profile ua1+a2a": ("ua1+a2a cannot carry any", "Leave --profile out, which makes it ua1+a3a."),
    "--encrypt": ("PDF/A forbids encryption", "Add --profile plain"),
    "--encrypt --profile ua1+a2a": ("as ua1+a2a is: PDF/A forbids encryption", "Add --profile plain"),
    "--encrypt --profile ua2+a4f --attach": ("as ua2+a4f is", "Add --profile plain"),
    "--encrypt --profile plain": ("--encrypt needs a password", "$env:BRIEFGEN_PDF_PASSWORD = Read-Host"),
    "--profile ua1": ("'ua1' is not one of", "--help"),
}


@pytest.mark.parametrize("options", REFUSED)
def test_what_contradicts_itself_is_told_once_before_anything_is_made(
    small: Path, options: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("BRIEFGEN_PDF_PASSWORD", raising=False)
    no_ring(monkeypatch)
    assert run(["-C", str(small), "build", "--all", *options.split()]) == 2
    said = capsys.readouterr()
    for words in REFUSED[options]:
        assert said.err.count(words) == 1
    assert said.out == ""
    assert not (small / "dist").exists()
    assert run(["-C", str(small), "build", "--all", *options.split(), "--json"]) == 2
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (told["status"], told["exit_code"], len(told["problems"])) == ("failed", 2, 1)


@pytest.mark.parametrize("password", ["x" * 128, "蓝" * 43, "\udcff", "abc\r", "   ", " abc", "abc\u3000"])
def test_a_password_that_no_file_can_have_is_refused_without_telling_it(
    small: Path, password: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("briefgen.project.surroundings", lambda: {"BRIEFGEN_PDF_PASSWORD": password})
    assert run(["-C", str(small), "build", "second", "--profile", "plain", "--encrypt"]) == 3
    said = capsys.readouterr()
    assert "BRIEFGEN_PDF_PASSWORD is" in said.err
    assert password.strip()[:3] == "" or password.strip()[:3] not in said.out + said.err
    assert not (small / "dist").exists()


def test_data_that_the_brief_asks_for_are_not_left_out(small: Path):
    brief = small / "briefings" / "second.yaml"
    brief.write_text(f"attachments: data\n{brief.read_text('utf-8')}", "utf-8")
    done = briefgen("build", "--all", "--profile", "ua1+a2a", "--json", cwd=small)
    robotics, second = map(json.loads, done.stdout.decode("utf-8").splitlines())
    assert (robotics["status"], second["status"], second["exit_code"], done.returncode) == ("built", "failed", 2, 2)
    assert '"second" is to carry its own' in second["problems"][0]["message"]
    assert [path.name for path in (small / "dist").glob("*.pdf")] == ["robotics.pdf"]


def test_each_variant_has_a_file_and_a_record_of_its_own(small: Path, capsys: pytest.CaptureFixture[str]):
    variants = {
        (): "second.pdf",
        ("--profile", "plain"): "second.plain.pdf",
        ("--attach",): "second.data.pdf",
        ("--profile", "plain", "--attach", "--lang", "zh"): "second.zh.data.plain.pdf",
    }
    made: dict[str, bytes] = {}
    for options, name in variants.items():
        assert run(["-C", str(small), "build", "second", *options]) == 0, capsys.readouterr().err
        assert f"→  dist/{name}" in capsys.readouterr().out
        assert {path.name: path.read_bytes() for path in (small / "dist").glob("*.pdf") if path.name != name} == made
        made[name] = (small / "dist" / name).read_bytes()
    for options in variants:
        assert run(["-C", str(small), "build", "second", *options, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["status"], told["reason"], told["timings"]) == ("unchanged", "", {})
        assert told["edition"] == ", ".join(Path(told["path"]).name.split(".")[1:-1])
    assert run(["-C", str(small), "build", "second", "--profile", "ua1+a2a", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["path"], told["edition"]) == ("unchanged", "dist/second.pdf", "")
    assert run(["-C", str(small), "clean", "--all"]) == 0
    assert not (small / "dist").exists()


def test_the_environment_of_a_project_is_not_shown(small: Path):
    from briefgen.project import open_project

    project = open_project(small, environment={"BRIEFGEN_PDF_PASSWORD": "Küste-蓝-1949"})
    assert "Küste" in project.environment["BRIEFGEN_PDF_PASSWORD"]
    assert "Küste" not in repr(project)


def test_a_file_that_fails_its_verification_stays_away_and_its_faults_are_told(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    from briefgen.pdf.finishing import finish

    assert run(["-C", str(small), "build", "second"]) == 0
    before = (small / "dist" / "second.pdf").read_bytes()
    monkeypatch.setattr(finish, "write_metadata", lambda *_: None)
    capsys.readouterr()
    assert run(["-C", str(small), "build", "second", "--force"]) == 4
    said = capsys.readouterr()
    assert said.out == ""
    head, *faults, last, end = said.err.splitlines()
    assert head == "The file of second fails its verification:"
    assert [fault for fault in faults if fault.startswith("- 06-001: ")]
    assert all(fault.startswith("- ") for fault in faults)
    assert len(faults) > 2
    assert last == "  This is a fault of briefgen; the old file stays, nothing was written."
    assert end == "second was not built."
    assert (small / "dist" / "second.pdf").read_bytes() == before
    assert run(["-C", str(small), "build", "second", "--force", "--json"]) == 4
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["exit_code"]) == ("failed", 4)
    assert [f"- {problem['message']}" for problem in told["problems"]] == faults


def test_no_file_passes_for_encrypted_that_is_not(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    import pikepdf

    monkeypatch.setenv("BRIEFGEN_PDF_PASSWORD", "geheim")
    monkeypatch.setattr(pikepdf, "Encryption", lambda **_: False)
    assert run(["-C", str(small), "build", "second", "--profile", "plain", "--encrypt"]) == 4
    assert "The file is not encrypted." in capsys.readouterr().err
    assert not (small / "dist").exists()
