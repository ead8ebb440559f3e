"""docs/first-brief.md, done word for word in an empty folder: its commands, its edits and what it shows of messages."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pypdfium2
import pytest
from scaffolded import run
from workbook_edits import edit_workbook, put

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "first-brief.md"
STEP = re.compile(
    r"^(?P<indent> *)```(?P<kind>\w+)\n(?P<body>.*?)^ *```$"
    r"|^\| `(?P<id>[a-z0-9-]+)` \| `(?P<head>[a-z.-]+)` \| `(?P<value>[^`]+)` \|$",
    re.MULTILINE | re.DOTALL,
)
"""A fenced block, or a row that says which cell of the workbook to change."""
WORKBOOK = "new-materials.xlsx"
INSTALL = [
    "python3 -m venv .venv",
    "source .venv/bin/activate",
    "pip install briefgen-0.1.0-py3-none-any.whl",
]
"""Done by `.ci/run` with the wheel, not here: it needs a network."""


def steps() -> list[tuple[str, str]]:
    """Return kind and content of each step; a cell's content is its fact, its column and what to write."""
    found: list[tuple[str, str]] = []
    for step in STEP.finditer(DOCUMENT.read_text("utf-8")):
        if step["id"]:
            found.append(("cell", "\n".join((step["id"], step["head"], step["value"]))))
        else:
            found.append(
                (
                    step["kind"],
                    "".join(line.strip() + "\n" for line in step["body"].splitlines())
                    if step["indent"]
                    else step["body"],
                )
            )
    return found


def filled_in(folder: Path, id: str, head: str, value: str) -> None:
    """Change a cell of the workbook as its first sheet shows it."""
    edit_workbook(folder / WORKBOOK, lambda sheets: put(next(iter(sheets.values())), id, head, value))


def edited(folder: Path, body: str) -> None:
    """Make the change that a diff shows: what it leaves and takes out stands in the file exactly once."""
    head, *lines = body.splitlines()
    assert head.startswith("--- "), body
    path = folder / head.removeprefix("--- ")
    old = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
    new = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{head} has {text.count(old)} of:\n{old}"
    path.write_text(text.replace(old, new), "utf-8")


def shown(folder: Path, body: str) -> None:
    """Run the command of a console block and compare what it says with what is shown."""
    command, _, expected = body.partition("\n")
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "briefgen"
    done = run(*arguments, cwd=folder)
    assert expected == done.stderr + done.stdout


def printed(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(document[index].get_textpage().get_text_bounded() for index in range(len(document)))
    finally:
        document.close()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project after all steps, done in order."""
    folder = tmp_path_factory.mktemp("empty")
    for kind, body in steps():
        if kind == "diff":
            edited(folder, body)
        elif kind == "console":
            shown(folder, body)
        elif kind == "cell":
            filled_in(folder, *body.split("\n"))
        elif kind == "sh":
            for command in body.splitlines():
                if command in INSTALL:
                    continue
                program, *arguments = shlex.split(command)
                if program == "cd":
                    folder /= arguments[0]
                    continue
                assert program == "briefgen", command
                result = run(*arguments, cwd=folder)
                assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
                assert not result.stderr, f"{command}\n{result.stderr}"
    return folder


def test_the_document_has_nothing_that_is_not_done():
    kinds = [kind for kind, _ in steps()]
    assert set(kinds) == {"sh", "console", "diff", "powershell", "cell"}
    assert kinds.count("diff") >= 5
    assert kinds.count("cell") == 1
    assert DOCUMENT.read_text("utf-8").count("```") == 2 * (len(kinds) - 1)
    assert [line for kind, body in steps() if kind == "sh" for line in body.splitlines()][: len(INSTALL)] == INSTALL


def test_the_brief_is_there_in_all_its_editions(done: Path):
    names = {path.name for path in (done / "dist").glob("new-materials*.pdf")}
    assert names == {f"new-materials{edition}.pdf" for edition in ("", ".internal", ".office", ".en")}


def test_the_new_numbers_are_printed_in_both_languages(done: Path):
    text = printed(done / "dist" / "new-materials.pdf")
    assert "794家企业" in text.replace(" ", "")
    assert "794 companies" in text
    assert "456" in text
    assert "45.6" in text
    assert "123亿" not in text.replace(" ", "")
    assert "增速居首" in text
    assert "First of four industries" in text


def test_the_version_of_the_wheel_is_that_of_the_project():
    from briefgen import __version__

    assert f"briefgen-{__version__}-py3-none-any.whl" in DOCUMENT.read_text("utf-8")
