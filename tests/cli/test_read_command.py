"""`briefgen read`: which file is read, what is told of stale ones, one language of several, objects."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from editions import copy_project

from briefgen.check.finished import aloud
from briefgen.check.finished.spoken import Spoken
from briefgen.cli.main import run
from briefgen.errors import VerificationFailure

SAID = (
    Spoken("H1", "zh", "南京机器人产业", 1),
    Spoken("H1", "en", "Robotics in Nanjing", 1),
    Spoken("P", "zh", "ROB-2026-01", 0, shared=True),
    Spoken("P", "zh", "总产值194亿元。"),
    Spoken("P", "en", "Output was RMB 19.4 billion → more."),
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project whose one brief is built quickly."""
    monkeypatch.delenv("BRIEFGEN_PDF_PASSWORD", raising=False)
    root = copy_project(tmp_path / "投资 p")
    brief = root / "briefings" / "industries" / "robotics.yaml"
    head, _, _ = brief.read_text("utf-8").partition("blocks:")
    blocks = "blocks:\n  - page: {zh: 样例, en: Sample}\n  - lead: {zh: 样例一则。, en: This is a sample.}\n"
    brief.write_text(head + blocks, "utf-8")
    return root


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file say the same, without looking at it."""

    def read_aloud(data: bytes, *, password: str | None = None) -> tuple[Spoken, ...]:
        if data == b"plain":
            raise VerificationFailure("The file has no tags.", "Build it with another profile than plain.")
        assert password is None
        return SAID

    monkeypatch.setattr(aloud, "read_aloud", read_aloud)


@pytest.mark.usefixtures("stand_in")
def test_a_current_file_is_read_without_a_word_more(project: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["-C", str(project), "build", "robotics"]) == 0
    capsys.readouterr()
    assert run(["-C", str(project), "read", "robotics"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out == aloud.aloud_text(SAID)
    assert run(["-C", str(project), "read", "-q", "robotics"]) == 0
    assert capsys.readouterr() == said


@pytest.mark.usefixtures("stand_in")
def test_a_stale_file_is_read_and_told_to_be_stale(project: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["-C", str(project), "build", "robotics"]) == 0
    with (project / "data" / "robotics.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# one line more\n")
    capsys.readouterr()
    assert run(["-C", str(project), "read", "robotics"]) == 0
    said = capsys.readouterr()
    assert said.out == aloud.aloud_text(SAID)
    assert said.err.splitlines() == [
        "Warning: dist/robotics.pdf may not be what the brief says now: data/robotics.yaml changed.",
        "  To hear what it says now: briefgen build robotics, then read it again.",
    ]
    assert run(["-C", str(project), "read", "robotics", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["stale"]) == ("ok", "data/robotics.yaml changed")
    assert [problem["severity"] for problem in told["problems"]] == ["warning"]


@pytest.mark.usefixtures("stand_in")
def test_a_file_without_a_record_may_be_anything(project: Path, capsys: pytest.CaptureFixture[str]):
    (project / "dist").mkdir()
    (project / "dist" / "robotics.pdf").write_bytes(b"anything")
    assert run(["-C", str(project), "read", "robotics"]) == 0
    assert "there is no record of an earlier build" in capsys.readouterr().err


@pytest.mark.usefixtures("stand_in")
def test_a_finished_file_that_is_not_the_one_that_was_built(project: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["-C", str(project), "build", "robotics"]) == 0
    (project / "dist" / "robotics.pdf").write_bytes(b"mine")
    capsys.readouterr()
    assert run(["-C", str(project), "read", "robotics"]) == 0
    assert "the finished file was changed" in capsys.readouterr().err


@pytest.mark.parametrize(("language", "absent"), [("zh", "Robotics"), ("en", "总产值")])
@pytest.mark.usefixtures("stand_in")
def test_one_language_keeps_what_is_said_for_all(
    project: Path, capsys: pytest.CaptureFixture[str], language: str, absent: str
):
    (project / "any.pdf").write_bytes(b"any")
    assert run(["read", "--file", str(project / "any.pdf"), "--lang", language]) == 0
    said = capsys.readouterr()
    assert absent not in said.out
    assert "ROB-2026-01" in said.out
    assert said.err == ""


@pytest.mark.usefixtures("stand_in")
def test_a_language_that_nobody_speaks(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(aloud, "read_aloud", lambda *_, **__: SAID[::2][:2])
    (project / "any.pdf").write_bytes(b"any")
    assert run(["read", "--file", str(project / "any.pdf"), "--lang", "en"]) == 2
    assert 'is said in "en"' in capsys.readouterr().err


@pytest.mark.parametrize("said", [(), (Spoken("P", "zh", " "),)])
def test_a_file_whose_tags_say_nothing_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, said: tuple[Spoken, ...]
):
    monkeypatch.setattr(aloud, "read_aloud", lambda *_, **__: said)
    monkeypatch.chdir(project)
    (project / "any.pdf").write_bytes(b"any")
    for more in ((), ("--lang", "zh")):
        assert run(["read", "--file", "any.pdf", *more]) == 4
        told = capsys.readouterr()
        assert told.out == ""
        assert "any.pdf: the tags of the file say nothing" in told.err


WRONG = {
    "read robotics": (2, "There is no dist/robotics.pdf: the brief is not built yet.", "briefgen build robotics"),
    "read robotic": (2, 'No brief is called "robotic". Did you mean "robotics"?', ""),
    "read": (2, "Neither a brief nor a file is named.", "briefgen read NAME"),
    "read robotics --file a.pdf": (2, "Both a brief and a file are named.", "briefgen read NAME"),
    "read dist/robotics.zh.pdf": (2, "dist/robotics.zh.pdf is a file.", "briefgen read --file dist/robotics.zh.pdf"),
    "read --file none.pdf": (3, "There is no file none.pdf.", "current folder"),
    "read --file plain.pdf": (4, "plain.pdf: The file has no tags.", "another profile than plain"),
    "read robotics --lang de": (2, "'de' is not one of", ""),
}


@pytest.mark.parametrize("command", WRONG)
@pytest.mark.usefixtures("stand_in")
def test_what_cannot_be_read_is_told_with_the_way_on(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
):
    monkeypatch.chdir(project)
    (project / "plain.pdf").write_bytes(b"plain")
    code, *words = WRONG[command]
    assert run(command.split()) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert all(word in said.err for word in words), said.err
    assert run([*command.split(), "--json"]) == code
    told = json.loads(capsys.readouterr().out)
    assert (told["command"], told["exit_code"]) == ("read", code)


@pytest.mark.usefixtures("stand_in")
def test_the_folder_of_the_settings_counts(project: Path, capsys: pytest.CaptureFixture[str]):
    settings = project / "briefgen.yaml"
    settings.write_text(settings.read_text("utf-8").replace("output: dist", "output: there"), "utf-8")
    assert run(["-C", str(project), "build", "robotics"]) == 0
    capsys.readouterr()
    assert run(["-C", str(project), "read", "robotics", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["path"] == "there/robotics.pdf"
