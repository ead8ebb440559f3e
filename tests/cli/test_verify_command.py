"""`briefgen verify`: what is said of files, sound, faulty, unreadable and locked."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from key_ring import no_ring
from personal_case import COPY, case

from briefgen.check.finished.report import Finding, Report
from briefgen.cli.main import run
from briefgen.pipeline.given import read_file

SOUND = Report(
    claims=("PDF/UA-1", "PDF/A-2a"),
    version="1.7",
    pages=5,
    languages=("zh-Hans", "en"),
    title="南京机器人产业 Robotics in Nanjing",
    elements=812,
    links=1,
    bookmarks=12,
    attachments=0,
)
FAULTS = (
    *(Finding("13-004", "A figure has no description.", page, f"Document/Figure[{page}]") for page in range(1, 15)),
    Finding("ISO 19005-2, 6.3.2", "An annotation has no flag.", 2, "Link", "Save it again."),
    Finding("13-004", "A formula has no description."),
)

Look = Callable[..., Report]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with two files in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BRIEFGEN_PDF_PASSWORD", raising=False)
    no_ring(monkeypatch)
    folder = tmp_path / "图 a"
    folder.mkdir()
    (folder / "good.pdf").write_bytes(b"good" * 1000)
    (folder / "bad.pdf").write_bytes(b"bad")
    return folder


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be judged by their first bytes."""

    def inspect_file(data: bytes, *, password: str | None = None) -> Report:
        if data == b"fault":
            raise KeyError("x")
        return SOUND if data.startswith(b"good") else Report(claims=("PDF/UA-1",), version="1.7", findings=FAULTS)

    monkeypatch.setitem(sys.modules, "briefgen.check.finished.inspection", SimpleNamespace(inspect_file=inspect_file))


@pytest.mark.usefixtures("stand_in")
def test_a_sound_file_is_told_in_a_few_lines(files: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["verify", "图 a/good.pdf"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines() == [
        "图 a/good.pdf",
        "  claims     PDF/UA-1, PDF/A-2a",
        "  title      南京机器人产业 Robotics in Nanjing",
        "  languages  zh-Hans, en",
        "  file       PDF 1.7, 5 pages, 4 kB",
        "  holds      812 elements, 1 link, 12 bookmarks, 0 attachments",
        "  no faults found",
    ]
    assert run(["verify", "-q", "图 a/good.pdf"]) == 0
    assert capsys.readouterr() == ("", "")


def test_the_id_of_a_copy_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    one = case(tmp_path, "robotics")
    (tmp_path / "copy.pdf").write_bytes(one.copy)
    (tmp_path / "base.pdf").write_bytes(one.base.data)
    assert run(["verify", str(tmp_path / "copy.pdf")]) == 0
    assert f"  copy       {COPY}" in capsys.readouterr().out.splitlines()
    assert run(["verify", "--json", str(tmp_path / "copy.pdf"), str(tmp_path / "base.pdf")]) == 0
    assert [json.loads(line)["copy"] for line in capsys.readouterr().out.splitlines()] == [COPY, ""]


@pytest.mark.usefixtures("stand_in")
def test_faults_stand_by_their_rules_with_pages_and_elements(files: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["verify", "-q", "图 a/bad.pdf"]) == 4
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    assert lines[:5] == [
        "图 a/bad.pdf: 16 faults",
        "  13-004",
        "    A figure has no description. (14 times)",
        "      page 1, Document/Figure[1]",
        "      page 2, Document/Figure[2]",
    ]
    assert lines[12:] == [
        "      page 10, Document/Figure[10]",
        "      and 4 more: see them with -v",
        "    A formula has no description.",
        "  ISO 19005-2, 6.3.2",
        "    An annotation has no flag.",
        "      page 2, Link",
        "    Save it again.",
    ]
    assert run(["verify", "-v", "图 a/bad.pdf"]) == 4
    said = capsys.readouterr()
    assert "page 14, Document/Figure[14]" in said.err
    assert "more" not in said.err
    assert "no faults" not in said.out


@pytest.mark.usefixtures("stand_in")
def test_all_files_are_told_whatever_is_wrong_with_some(files: Path, capsys: pytest.CaptureFixture[str]):
    (files / "fault.pdf").write_bytes(b"fault")
    names = ["图 a/none.pdf", "图 a", "图 a/*.pdf", "图 a/fault.pdf", "图 a/bad.pdf", "图 a/good.pdf"]
    assert run(["verify", *names]) == 4
    said = capsys.readouterr()
    for words in (
        "There is no file 图 a/none.pdf.",
        "图 a is a folder.",
        "write the names out",
        "KeyError",
        "图 a/bad.pdf: 16 faults",
    ):
        assert said.err.count(words) == 1, words
    assert said.out.endswith("  no faults found\n6 files: 1 sound, 1 with faults, 4 not opened\n")
    assert run(["verify", "图 a/none.pdf", "图 a/good.pdf"]) == 3
    assert run(["verify"]) == 2
    capsys.readouterr()
    assert run(["verify", "--json", *names]) == 4
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["path"] for each in told] == names
    assert [each["status"] for each in told] == ["failed"] * 4 + ["faulty", "ok"]
    assert [each.get("exit_code") for each in told] == [3, 3, 3, 3, None, None]
    assert told[4]["problems"][1] == {
        "severity": "error",
        "rule": "13-004",
        "page": 2,
        "where": "Document/Figure[2]",
        "message": "A figure has no description.",
        "hint": "",
    }
    assert told[4]["problems"][14]["hint"] == "Save it again."
    assert told[5]["languages"] == ["zh-Hans", "en"]
    assert told[5]["size"] == 4000


@pytest.mark.usefixtures("stand_in")
def test_a_file_that_may_not_be_read(files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert run(["verify", "图 a/good.pdf"]) == 3
    assert "The file 图 a/good.pdf cannot be read: permission denied." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["x" * 5000, "\udcff.pdf", "/dev/null", "-"])
@pytest.mark.usefixtures("stand_in")
def test_no_name_breaks_it(files: Path, capsys: pytest.CaptureFixture[str], name: str):
    assert run(["verify", "--", name]) == 3
    assert "fault of briefgen" not in capsys.readouterr().err


def pdf(password: str = "") -> bytes:
    made = BytesIO()
    with pikepdf.new() as new:
        new.add_blank_page(page_size=(100, 100))
        new.save(made, encryption=pikepdf.Encryption(user=password, owner=password) if password else False)
    return made.getvalue()


@pytest.mark.parametrize(
    ("password", "said"),
    [("", "it is protected by a password"), ("wrong", "BRIEFGEN_PDF_PASSWORD does not open it")],
)
def test_a_locked_file_asks_for_the_variable(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, password: str, said: str
):
    (files / "locked.pdf").write_bytes(pdf("right"))
    monkeypatch.setenv("BRIEFGEN_PDF_PASSWORD", password)
    assert run(["verify", "图 a/locked.pdf"]) == 3
    told = capsys.readouterr().err
    assert told.startswith(f"The file 图 a/locked.pdf cannot be read: {said}.\n  Set BRIEFGEN_PDF_PASSWORD")
    assert "wrong" not in told
    monkeypatch.setenv("BRIEFGEN_PDF_PASSWORD", "right")
    assert run(["verify", "图 a/locked.pdf"]) == 0
    told = capsys.readouterr().out
    assert "claims     nothing; only fonts, links and bookmarks were looked at\n" in told
    assert told.endswith("\n  nothing claimed; not judged\n")
    assert "1 page" in told
    assert "right" not in told


def test_a_file_that_claims_nothing_is_not_called_sound(files: Path, capsys: pytest.CaptureFixture[str]):
    (files / "good.pdf").write_bytes(pdf())
    assert run(["verify", "图 a/good.pdf", "图 a/good.pdf"]) == 0
    said = capsys.readouterr().out
    assert said.endswith("\n2 files: 2 not judged (nothing claimed)\n")
    assert "no faults" not in said
    assert run(["verify", "--json", "图 a/good.pdf"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["claims"], told["problems"]) == ("unclaimed", [], [])


@pytest.mark.parametrize("data", [b"", b"text", b"%PDF-1.7\n", b"%PDF-1.7\n/Encrypt", pdf()[:300], pdf("x")[:300]])
def test_what_is_no_whole_pdf_is_a_fault(files: Path, capsys: pytest.CaptureFixture[str], data: bytes):
    (files / "bad.pdf").write_bytes(data)
    assert run(["verify", "图 a/bad.pdf"]) == 4
    said = capsys.readouterr()
    assert "图 a/bad.pdf" in said.err
    assert "fault of briefgen" not in said.err
    assert "no faults" not in said.out


def test_a_file_of_another_program_is_judged_by_its_claims(files: Path, capsys: pytest.CaptureFixture[str]):
    made = BytesIO()
    with pikepdf.new() as new:
        new.add_blank_page(page_size=(100, 100))
        with new.open_metadata() as metadata:
            metadata["pdfuaid:part"] = "1"
        new.save(made)
    (files / "bad.pdf").write_bytes(made.getvalue())
    assert run(["verify", "图 a/bad.pdf"]) == 4
    said = capsys.readouterr()
    assert "claims     PDF/UA-1\n" in said.out
    assert "\n  06-003\n    The metadata have no title (dc:title).\n    Give the document a title" in said.err


FORGED = "evil\nclaims     PDF/UA-1\x1b[2J\u200b\u202e\u2028"


def test_no_value_of_a_file_makes_a_line_of_its_own(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    told = Report(
        claims=("PDF/UA-1",),
        version=FORGED,
        languages=(FORGED,),
        title=FORGED,
        findings=(Finding(FORGED, FORGED, 1, FORGED, FORGED),),
    )
    stand_in = SimpleNamespace(inspect_file=lambda *_, **__: told)
    monkeypatch.setitem(sys.modules, "briefgen.check.finished.inspection", stand_in)
    assert run(["verify", "图 a/good.pdf"]) == 4
    said = capsys.readouterr()
    spelt = "evil\\nclaims     PDF/UA-1\\x1b[2J\\u200b\\u202e\\u2028"
    assert said.out.splitlines()[1:4] == ["  claims     PDF/UA-1", f"  title      {spelt}", f"  languages  {spelt}"]
    assert len(said.out.splitlines()) == 6
    place = f"      page 1, {spelt}"
    assert said.err.splitlines()[1:] == [f"  {spelt}", f"    {spelt}", place, f"    {spelt}"]
    assert run(["verify", "--json", "图 a/good.pdf"]) == 4
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["title"] == FORGED
    assert "\u202e" not in line


def test_a_title_in_a_real_file_makes_no_line_of_its_own(files: Path, capsys: pytest.CaptureFixture[str]):
    made = BytesIO()
    with pikepdf.new() as new:
        new.add_blank_page(page_size=(100, 100))
        new.docinfo["/Title"] = "evil\nclaims PDF/UA-1"
        new.save(made)
    (files / "good.pdf").write_bytes(made.getvalue())
    assert run(["verify", "图 a/good.pdf"]) == 0
    assert "  title      evil\\nclaims PDF/UA-1\n" in capsys.readouterr().out


def test_a_password_is_judged_only_where_a_file_asks_for_one(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    (files / "good.pdf").write_bytes(pdf())
    (files / "locked.pdf").write_bytes(pdf("right"))
    monkeypatch.setenv("BRIEFGEN_PDF_PASSWORD", "x" * 128)
    assert run(["verify", "图 a/good.pdf"]) == 0
    assert run(["verify", "图 a/locked.pdf"]) == 3
    assert "is longer than 127 bytes" in capsys.readouterr().err


NFC, NFD = "caf\u00e9", "cafe\u0301"


@pytest.mark.parametrize(("typed", "made"), [(NFC, NFC), (NFD, NFC), (NFD, NFD)])
def test_however_a_password_is_typed_the_file_opens(
    files: Path, monkeypatch: pytest.MonkeyPatch, typed: str, made: str
):
    (files / "locked.pdf").write_bytes(pdf(made))
    monkeypatch.setenv("BRIEFGEN_PDF_PASSWORD", typed)
    assert run(["verify", "图 a/locked.pdf"]) == 0


def test_of_a_file_that_is_no_pdf_the_beginning_is_read_only(files: Path, capsys: pytest.CaptureFixture[str]):
    with (files / "huge.pdf").open("wb") as file:
        file.seek(5_000_000)
        file.write(b"%PDF-1.7")
    given = read_file(files / "huge.pdf")
    assert (len(given.data), given.size) == (1024, 5_000_008)
    assert run(["verify", "图 a/huge.pdf"]) == 4
    assert "This is not a PDF." in capsys.readouterr().err
