"""Files that change while they are read: what is written is made of one state of all files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from built_project import build, reason

from briefgen.check import preflight
from briefgen.errors import EnvironmentFailure
from briefgen.pipeline.manifest import read_entry
from briefgen.pipeline.results import Built, Refused


def while_checking(monkeypatch: pytest.MonkeyPatch, change: Callable[[int], object]) -> list[int]:
    """Call `change` with the number of the try whenever a brief was read and nothing is drawn yet."""
    look, tries = preflight.preflight, []

    def looked(*arguments: object) -> object:
        tries.append(len(tries) + 1)
        change(len(tries))
        return look(*arguments)

    monkeypatch.setattr(preflight, "preflight", looked)
    return tries


def renumber(root: Path, number: int) -> None:
    """Give the edition another number: other pages."""
    path = root / "briefings" / "industries" / "robotics.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith("edition: "))
    lines[at] = f"edition: {{date: 2026-11-01, number: {number}}}\n"
    path.write_text("".join(lines), "utf-8")


def touched(root: Path, name: str) -> Callable[[int], object]:
    def change(attempt: int) -> None:
        if attempt == 1:
            path = root / name
            path.write_bytes(path.read_bytes() + b"\n# more\n")

    return change


@pytest.mark.parametrize(
    "name", ["briefings/industries/robotics.yaml", "data/robotics.yaml", "briefgen.yaml", "images/logo.png"]
)
def test_a_change_while_an_edition_is_made_makes_it_again(root: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    tries = while_checking(monkeypatch, touched(root, name))
    made = build(root, force=True)
    assert isinstance(made, Built)
    assert len(tries) == 2
    assert reason(root) == ""


def test_a_new_section_while_an_edition_is_made_makes_it_again(root: Path, monkeypatch: pytest.MonkeyPatch):
    new = root / "data" / "rows.csv"
    tries = while_checking(monkeypatch, lambda attempt: new.write_text("id\n", "utf-8") if attempt == 1 else None)
    assert isinstance(build(root, force=True), Built)
    assert len(tries) == 2
    entry = read_entry(root / "dist" / ".manifest" / "robotics.json")
    assert entry is not None
    assert "data/rows.csv" in entry.data


def test_what_is_written_is_made_of_the_last_state(root: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patch:
        while_checking(patch, lambda attempt: renumber(root, 7) if attempt == 1 else None)
        changed = build(root, force=True)
    again = build(root, force=True)
    assert isinstance(changed, Built)
    assert isinstance(again, Built)
    assert changed.sha256 == again.sha256


def test_a_file_that_never_rests_is_named_and_nothing_is_written(root: Path, monkeypatch: pytest.MonkeyPatch):
    target = root / "dist" / "robotics.pdf"
    before = target.read_bytes()
    tries = while_checking(monkeypatch, lambda attempt: renumber(root, 10 + attempt))
    made = build(root, force=True)
    assert isinstance(made, Refused)
    assert isinstance(made.error, EnvironmentFailure)
    assert made.error.message == "briefings/industries/robotics.yaml changed each time while it was read."
    assert made.error.hint
    assert len(tries) == 3
    assert target.read_bytes() == before


def test_a_mistake_of_a_half_written_file_is_nobodys(root: Path, monkeypatch: pytest.MonkeyPatch):
    from briefgen.spec import load

    path = root / "briefings" / "industries" / "robotics.yaml"
    whole, read, tries = path.read_bytes(), load.load_brief, []

    def reading(*arguments: object) -> object:
        tries.append(1)
        if len(tries) > 1:
            return read(*arguments)
        path.write_bytes(b"kind: [")
        try:
            return read(*arguments)
        finally:
            path.write_bytes(whole)

    monkeypatch.setattr(load, "load_brief", reading)
    assert isinstance(build(root, force=True), Built)
    assert len(tries) == 2


def test_sections_that_are_written_while_they_are_read_are_read_again(root: Path, monkeypatch: pytest.MonkeyPatch):
    from briefgen.data import load

    path = root / "data" / "robotics.yaml"
    whole, read, tries = path.read_bytes(), load.load_store, []

    def reading(*arguments: object) -> object:
        tries.append(1)
        if len(tries) > 1:
            return read(*arguments)
        path.write_bytes(b"section: [")
        try:
            return read(*arguments)
        finally:
            path.write_bytes(whole)

    monkeypatch.setattr(load, "load_store", reading)
    assert isinstance(build(root, force=True), Built)
    assert len(tries) == 2


def test_a_real_mistake_is_told_at_once(root: Path, monkeypatch: pytest.MonkeyPatch):
    (root / "briefings" / "industries" / "robotics.yaml").write_text("kind: nothing\n", "utf-8")
    tries = while_checking(monkeypatch, lambda attempt: None)
    assert isinstance(build(root), Refused)
    assert tries == []
