"""What a screen reader says of finished files is what editors of both languages read and found good."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path

import pytest
from editions import Edition, Shelf
from read_texts import EDITIONS, FOLDER, heard, path_of

from briefgen.check.finished.aloud import read_aloud
from briefgen.check.finished.said import Said, said_in_record, squeezed
from briefgen.check.finished.spoken import Spoken

HOW = "Read the difference; if it is wanted, run: python tests/acceptance/update_read.py"
HAN = range(0x4E00, 0xA000)


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_reads_as_it_did(editions: Shelf, edition: str):
    kept = path_of(edition)
    assert kept.is_file(), HOW
    before, now = kept.read_text("utf-8"), heard(editions(edition).data)
    assert before == now, "\n".join([*unified_diff(before.splitlines(), now.splitlines(), lineterm=""), HOW])


def test_no_kept_text_is_left_over():
    assert sorted(FOLDER.glob("*")) == sorted(map(path_of, EDITIONS))


@pytest.mark.parametrize("edition", EDITIONS)
def test_kept_texts_are_clean(edition: str):
    lines = path_of(edition).read_text("utf-8").split("\n")
    assert lines[-1] == ""
    assert all(line == line.rstrip() for line in lines)
    assert not any(before == after == "" for before, after in pairwise(lines))


def test_one_language_of_a_bilingual_file_reads_like_the_file_in_that_language(editions: Shelf):
    """But for how long lists are that hold what each language has for itself."""

    def said(text: str) -> list[str]:
        return [line for line in text.splitlines() if line and not line.lstrip().startswith(("[list", "［列表"))]

    for language in ("zh", "en"):
        of_both, alone = editions("robotics").data, editions(f"robotics.{language}").data
        assert said(heard(of_both, language)) == said(heard(alone))


def spoken(edition: Edition) -> tuple[Spoken, ...]:
    return read_aloud(edition.data)


@pytest.mark.parametrize("name", ["robotics", "long.internal", "event", "mirrored", "tables.zh"])
def test_each_piece_is_in_the_language_that_it_says(editions: Shelf, name: str):
    pieces = spoken(editions(name))
    assert len(pieces) > 20
    for one in pieces:
        assert one.text == " ".join(one.text.split()) != ""
        # Tables of internal editions tell values as each language writes them.
        if one.language == "en" and one.role != "TD":
            foreign = sum(ord(mark) in HAN for mark in one.text)
            assert foreign * 5 <= len(one.text), one
    assert {one.language for one in pieces} == set(editions(name).brief.languages)


def test_headings_tables_and_pictures_are_told_as_such(editions: Shelf):
    pieces = spoken(editions("robotics"))
    assert [one.level for one in pieces if one.role == "H1"] == [1, 1]
    assert {one.role for one in pieces} >= {"H1", "H2", "H3", "P", "L", "LI", "Figure"}
    (chinese, english) = [one for one in pieces if one.role == "Figure"]
    assert chinese.text.startswith("横向条形图")
    assert english.text.startswith("Bar chart")
    cells = [one for one in spoken(editions("tables")) if one.role in ("TH", "TD") and one.level]
    assert all("：" in one.text for one in cells if one.role == "TD" and one.language == "zh")


def test_nothing_of_the_furniture_is_heard(editions: Shelf):
    edition = editions("long")
    said = heard(edition.data)
    assert "续）" not in said
    assert not any(f"{page} / {edition.pages}" in said for page in range(2, edition.pages + 1))


@pytest.mark.needs("pdfinfo")
@pytest.mark.parametrize("name", ["robotics", "tables", "blocks"])
def test_another_program_finds_the_same_structure_and_text(editions: Shelf, tmp_path: Path, name: str):
    """Poppler walks the tags by itself: its order, roles and text are those that were recorded."""
    edition = editions(name)
    (tmp_path / "file.pdf").write_bytes(edition.data)
    run = subprocess.run(
        ["pdfinfo", "-enc", "UTF-8", "-struct-text", str(tmp_path / "file.pdf")], capture_output=True, check=True
    )
    assert not run.stderr
    told = run.stdout.decode("utf-8").splitlines()
    record = said_in_record(edition.tree)
    assert [found.groups() for line in told if (found := ELEMENT.fullmatch(line))] == list(outline(record))
    said = "".join(found[1] for line in told if (found := TEXT.fullmatch(line)))
    assert squeezed(said) == squeezed(record.text)


ELEMENT = re.compile(r'( *)([A-Z][A-Za-z0-9]*)(?: ".*")?(?: <.*>)?(?: \((?:block|inline)\))?:?')
TEXT = re.compile(r' *"(.*)"')


def outline(said: Said, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the elements as pdfinfo lists them: indented by their depth."""
    yield "  " * depth, said.role
    for child in said.elements():
        yield from outline(child, depth + 1)
