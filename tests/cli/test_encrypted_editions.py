"""Encrypted files: they open with the password only, and nothing that a build leaves or says tells it."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from editions import briefgen, small_project

PASSWORD = "Küste-蓝-1949"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_project(tmp_path / "small")


def test_an_encrypted_file_opens_with_the_password_only_and_nothing_tells_it(small: Path):
    options = ("build", "--all", "--jobs", "2", "--profile", "plain", "--encrypt", "-v")
    seen: list[bytes] = []
    for more in ((), (), ("--json",)):
        done = briefgen(*options, *more, cwd=small, BRIEFGEN_PDF_PASSWORD=PASSWORD, BRIEFGEN_DEBUG="1")
        assert done.returncode == 0, done.stderr.decode("utf-8")
        assert PASSWORD.encode("utf-8") not in done.stdout + done.stderr
        seen.append((small / "dist" / "second.encrypted.pdf").read_bytes())
        if more:
            told = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
            assert [each["status"] for each in told] == ["built", "built"]
            assert {each["edition"] for each in told} == {"encrypted"}
            assert {each["reason"] for each in told} == {"encrypted files are made anew each time"}
        else:
            assert b"dist/second.encrypted.pdf" in done.stdout
    assert len(set(seen)) == 3
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(seen[0]))
    with pikepdf.open(BytesIO(seen[0]), password=PASSWORD) as pdf:
        assert pdf.is_encrypted
        assert pdf.encryption.R == 6
        assert len(pdf.pages) == 2
    files = [path for path in small.rglob("*") if path.is_file()]
    secret = [PASSWORD.encode("utf-8"), PASSWORD.encode("utf-16-be"), PASSWORD.encode("unicode_escape")]
    assert [path for path in files if any(form in path.read_bytes() for form in secret)] == []
    assert [path.name for path in files if path.suffix == ".json" and path.parent.name == ".manifest"] == []
