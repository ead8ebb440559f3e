"""What authors get wrong, from the command line: exit code, place, sentence, next step; and nothing is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from editions import copy_project

from briefgen.cli import main as program

BRIEF, DATA = "briefings/small.yaml", "data/sample.yaml"

SMALL = """\
kind: topic
title: {zh: 示例, en: A sample}
theme: software
edition: {date: 2026-03-05, number: 1}
sections: [sample]
notes:
  core: {zh: 示例, en: sample}
blocks:
  - page: {zh: 概览, en: Overview}
  - lead:
      zh: 示例简报，{revenue-c}。
      en: A sample brief, {revenue-c}.
  - figures: [revenue-a, growth-a]
  - chart: bars
    takeaway: {zh: 示例, en: A sample}
    rows:
      - {fact: revenue-c}
      - {fact: revenue-f}
  - image: images/sample.png
    takeaway: {zh: 图片, en: A picture}
    alt: {zh: 灰色图片, en: A grey picture}
    credit: {zh: 示例, en: sample}
    rights: {zh: 示例, en: sample}
  - sources
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = copy_project(tmp_path / "p", samples=True)
    for file in (root / "briefings").iterdir():
        file.unlink()
    (root / BRIEF).write_text(SMALL, "utf-8")
    return root


@dataclass(frozen=True)
class Told:
    """Hold what a run said and left behind."""

    code: int
    problems: dict[str, str]
    """The next step by place and sentence."""
    said: str


def build(project: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Told:
    """Build everything and check that a refused build leaves no trace."""
    before = {path for path in project.rglob("*") if path.is_file() and ".briefgen" not in path.parts}
    code = program.run(["-C", str(project), "build", "--all", *arguments])
    shown = capsys.readouterr()
    after = {path for path in project.rglob("*") if path.is_file() and ".briefgen" not in path.parts}
    if code:
        assert shown.out == ""
        assert after == before
        assert not (project / "dist").exists()
        assert not list((project / ".briefgen").glob("work-*"))
    assert "Traceback" not in shown.err
    problems: dict[str, str] = {}
    lines = shown.err.splitlines()
    for line, following in zip(lines, [*lines, ""][1:], strict=True):
        if re.match(r"[\w./-]+\.yaml(:\d+(:\d+)?)?: ", line):
            problems[line] = following.strip() if following.startswith("  ") else ""
    return Told(code, problems, shown.err)


def expect(told: Told, place: str, sentence: str, hint: str) -> None:
    """Assert that a mistake was told at its place, with its next step, and that no other place was blamed."""
    assert told.code == 1, told.said
    matching = [line for line in told.problems if line.startswith(f"{place}: ") and sentence in line]
    assert matching, told.said
    assert hint in told.problems[matching[0]], told.said
    assert len({line.split(": ")[0] for line in told.problems}) == 1, told.said


def break_it(project: Path, file: str, old: str, new: str) -> str:
    """Write a text with MARK instead of another, take the mark out, and return the place where it stood."""
    change(project, file, old, new)
    path = project / file
    text = path.read_text("utf-8")
    before = text[: text.index(MARK)]
    path.write_text(text.replace(MARK, ""), "utf-8")
    return f"{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def change(project: Path, file: str, old: str, new: str) -> None:
    path = project / file
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_brief_is_good_before_it_is_broken(project: Path, capsys: pytest.CaptureFixture[str]):
    told = build(project, capsys)
    assert told.code == 0, told.said
    assert (project / "dist" / "small.pdf").is_file()


MARK = "⌖"
"""Stands in a broken text where the mistake is to be told."""

IN_THE_BRIEF = {
    "unknown key": ("theme: software", "⌖them: software", '"them" is not a key here.', 'Did you mean "theme"?'),
    "unknown key in a block": ("takeaway: {zh: 示例", "⌖takeawy: {zh: 示例", "not a key here", 'mean "takeaway"?'),
    "wrong type": ("[sample]", "⌖sample", '"sections" must be a list', "[a, b]"),
    "wrong number": ("number: 1", "number: ⌖one", '"one" is not a whole number', "digits"),
    "wrong date": ("2026-03-05", "⌖2026-02-30", "is not a day of the calendar", "Check month and day"),
    "unknown word": ("kind: topic", "kind: ⌖topics", '"kind" cannot be "topics"', 'Did you mean "topic"?'),
    "unknown fact in a block": ("growth-a]", "⌖growth-z]", 'There is no fact "growth-z"', "Did you mean"),
    "unknown fact in a text": ("brief, {revenue-c}", "brief, ⌖{revenue-x}", 'no fact "revenue-x"', "Did you mean"),
    "unknown fact in a chart": ("revenue-f", "⌖revenuef", 'There is no fact "revenuef"', 'Did you mean "revenue-f"?'),
    "unknown section": ("[sample]", "[⌖sampel]", '"sampel"', 'Did you mean "sample"?'),
    "unknown block": ("figures:", "⌖figure:", "figure", "figures"),
    "unknown bare block": ("  - sources", "  - ⌖sourcs", "sourcs", "sources"),
    "unknown chart": ("chart: bars", "chart: ⌖bar", "bar", "bars"),
    "unknown theme": ("software", "⌖softwear", 'There is no theme "softwear".', 'Did you mean "software"?'),
    "unknown form": ("brief, {revenue-c}", "brief, {revenue-c|⌖perod}", '"perod" is no form', 'mean "period"?'),
    "unknown source": ("brief, {revenue-c}", "brief, ⌖{source:doc-99}", 'There is no source "doc-99".', "Did you mean"),
    "unknown page": ("brief, {revenue-c}", "brief, ⌖{page:charts}", 'No block has the id "charts".', "Add id: charts"),
    "unknown note": ("brief, {revenue-c}.", "brief.⌖[^coer]", 'There is no note "coer".', 'Did you mean "core"?'),
    "missing translation": ("{zh: 概览, en: Overview}", "⌖{zh: 概览}", 'The text has no "en"', "Add en: …"),
    "empty text": ("en: Overview}", "⌖en: ''}", 'The text in "en" is empty', "Write the text"),
    "open brace": ("brief, {revenue-c}", "brief, ⌖{revenue-c", "This brace is not closed", "Write }"),
    "emoji": ("brief, {revenue-c}", "brief ⌖\U0001f600", "U+1F600", "Write it another way"),
    "rare character": ("简报，{revenue-c}", "简报⌖\U000323af", "U+323AF", "Write it another way"),
    "duplicate key": ("theme: software", "theme: software\n⌖kind: topic", '"kind" stands twice', "Keep one"),
    "anchor": ("theme: software", "theme: ⌖&x software", "&x is an anchor", "Delete it"),
    "alias": ("theme: software", "theme: ⌖*x", "*x is an alias", "Write the value out"),
    "tag": ("theme: software", "theme: ⌖!!str software", "is a tag", "Delete it"),
    "colon in a text": ("A sample brief, {revenue-c}.", "A sample⌖: brief", '": "', "quotes"),
    "comment in a text": ("A sample brief, {revenue-c}.", "A sample⌖ #1", '" #"', "quotes"),
    "tab": ("  - figures:", "⌖\t- figures:", "A tab stands in the indentation", "spaces"),
    "path upwards": ("images/sample.png", "⌖../sample.png", "leads out of the project", "relative"),
    "hidden way upwards": ("images/sample.png", "⌖images/../../a.png", "leads out of the project", "relative"),
    "absolute path": ("images/sample.png", "⌖/etc/hostname", "is not relative", "relative"),
    "home folder": ("images/sample.png", "⌖~/a.png", "is not relative", "relative"),
    "path with a drive": ("images/sample.png", "⌖C:/a.png", "is not relative", "relative"),
    "path with a backslash": ("images/sample.png", "⌖images\\sample.png", "backslash", "forward slashes"),
    "missing picture": ("images/sample.png", "⌖images/simple.png", "There is no picture", "capital letters"),
    "no picture": ("images/sample.png", "⌖briefgen.yaml", "neither a PNG nor a JPEG", "Save it again"),
    "a result as an aim": ("  - sources", "  - aim: ⌖revenue-a\n  - sources", "an aim block states", "correct"),
    "an aim as a result": ("growth-a]", "⌖sample-aim]", "would show it as a result", "State it with `aim:`"),
    "a count as a map": (
        "  - sources",
        "  - field-map: ⌖halls\n    takeaway: {zh: 一, en: One}\n  - sources",
        "a field map shows a list",
        "a list with states",
    ),
    "a fact without what is asked": (
        "brief, {revenue-c}",
        "brief, ⌖{revenue-c|scope}",
        "has no scope",
        "Add it in data",
    ),
    "same id twice": (
        "  - sources",
        "  - lead: {zh: 一, en: One}\n    id: a\n  - lead: {zh: 二, en: Two}\n    id: ⌖a\n  - sources",
        'The id "a" is used twice',
        "once",
    ),
    "too long a title": ("en: A sample}\ntheme", f"en: ⌖{'Very long title ' * 9}}}\ntheme", "on the cover", "shorter"),
    "an unreadable takeaway": (
        "  - chart: bars\n    takeaway: {zh: 示例,",
        f"  - ⌖chart: bars\n    takeaway: {{zh: {'很长的示例文字。' * 120},",
        "taller than a page",
        "shorter",
    ),
}


@pytest.mark.parametrize("name", IN_THE_BRIEF)
def test_a_mistake_in_a_brief(project: Path, capsys: pytest.CaptureFixture[str], name: str):
    old, new, sentence, hint = IN_THE_BRIEF[name]
    place = break_it(project, BRIEF, old, new)
    expect(build(project, capsys), place, sentence, hint)


IN_THE_DATA = {
    "no source": ("    name: {zh: 示例产业甲营收", "    ⌖name: {zh: 示例产业甲营收", "has no source", "Add source"),
    "unknown source": ("source: doc-1\n", "source: ⌖doc-0\n", 'No section has a source "doc-0"', "Did you mean"),
    "unknown unit": ("unit: CNY", "unit: ⌖CNX", '"CNX" is not a unit', "Known units: CNY"),
    "no number": ("1280000000", "⌖1.28 bn", '"1.28 bn" is not a number', "digits"),
    "number with commas": ("1280000000", "⌖'1,280,000,000'", "is not a number", "Write 1280000000."),
    "no half-year": ("period: 2025-H1", "period: ⌖2025-H3", "is not a half-year", "Write"),
    "unknown key": ("quality: consistent", "⌖qualty: consistent", '"qualty" is not a key', 'mean "quality"?'),
    "unknown word": ("quality: consistent", "quality: ⌖good", '"quality" cannot be "good"', "Known words"),
    "missing translation": (
        "{zh: 示例产业甲营收, en: 'Sample industry A: revenue'}",
        "⌖{zh: 示例产业甲营收}",
        'The text has no "en"',
        "Add en",
    ),
    "fact twice": ("  growth-a:\n", "  ⌖revenue-a:\n", '"revenue-a" stands twice', "Keep one"),
    "another section's name": ("section: sample", "section: ⌖samples", '"samples"', "Write section: sample"),
    "unknown overlap": ("quality: consistent", "quality: consistent\n    overlaps: [⌖nowhere]", '"nowhere"', "facts"),
}


@pytest.mark.parametrize("name", IN_THE_DATA)
def test_a_mistake_in_the_data(project: Path, capsys: pytest.CaptureFixture[str], name: str):
    old, new, sentence, hint = IN_THE_DATA[name]
    place = break_it(project, DATA, old, new)
    if name == "no source":
        change(project, DATA, "    source: doc-1\n", "")
    expect(build(project, capsys), place, sentence, hint)


DERIVED = "  {id}:\n    name: {{zh: 合计, en: Total}}\n    derive: {{{what}: [{of}]{digits}}}\n"


@pytest.mark.parametrize(
    ("what", "of", "overlaps", "sentence"),
    [
        ("sum", "revenue-a, revenue-b", True, "overlap"),
        ("share", "revenue-a, revenue-b", True, "overlap"),
        ("sum", "growth-a, growth-b", False, "percent"),
        ("sum", "revenue-a, halls", False, 'is in "CNY"'),
        ("share", "revenue-b, revenue-a", False, "larger"),
        ("growth", "revenue-b, revenue-a", False, "2025-H1"),
        ("sum", "revenue-a, nowhere", False, "nowhere"),
        ("count", "revenue-a", False, "not a list"),
    ],
)
def test_what_must_not_be_calculated(
    project: Path, capsys: pytest.CaptureFixture[str], what: str, of: str, overlaps: bool, sentence: str
):
    path = project / DATA
    text = path.read_text("utf-8")
    if overlaps:
        text = text.replace("    source: doc-1\n", "    source: doc-1\n    overlaps: [revenue-b]\n", 1)
    text += DERIVED.format(id="total", what=what, of=of, digits="" if what in ("sum", "count") else ", digits: 1")
    path.write_text(text, "utf-8")
    lines = text.count("\n")
    told = build(project, capsys)
    assert told.code == 1, told.said
    matching = [line for line in told.problems if sentence in line]
    assert matching, told.said
    assert all(re.match(rf"{DATA}:{lines}:\d+: ", line) for line in told.problems), told.said
    assert all(told.problems.values()), told.said


def test_what_the_public_must_not_see_is_refused_by_name(project: Path, capsys: pytest.CaptureFixture[str]):
    change(project, DATA, "quality: consistent", "quality: consistent\n    publish: internal")
    told = build(project, capsys)
    expect(told, f"{BRIEF}:13:15", 'The fact "revenue-a" is internal.', "make the brief's audience internal")
    assert program.run(["-C", str(project), "build", "small", "--audience", "internal"]) == 0


BYTES = [
    ("not YAML", SMALL.replace("sections: [sample]", "sections: [sample").encode(), "5:11", "not closed", "quotes"),
    ("not UTF-8", SMALL.encode("gb18030"), "2:14", "not UTF-8", "Save the file as UTF-8"),
    ("UTF-16", SMALL.encode("utf-16"), "1:1", "UTF-16", "Save the file as UTF-8"),
    ("empty", b"", "", "The file is empty.", "Write its keys"),
    ("comments only", b"# nothing yet\n", "", "The file is empty.", "Write its keys"),
    ("a list", b"- kind: topic\n", "1:1", "The file holds a list", "without a hyphen"),
    ("a text", b"topic\n", "1:1", "The file holds a text", "Begin with a key"),
    ("two documents", SMALL.encode() + b"---\nkind: topic\n", "25:1", "A second document", "---"),
    ("invisible character", SMALL.replace("Overview", "Overview\x07").encode(), "9:32", "U+0007", "Delete it"),
    ("deep nesting", b"kind: " + b"[" * 400 + b"]" * 400 + b"\n", "1:56", "nested", "flatter"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "place", "sentence", "hint"), [entry[1:] for entry in BYTES], ids=[entry[0] for entry in BYTES]
)
def test_a_file_that_cannot_be_read(
    project: Path, capsys: pytest.CaptureFixture[str], content: bytes, place: str, sentence: str, hint: str
):
    (project / BRIEF).write_bytes(content)
    expect(build(project, capsys), f"{BRIEF}:{place}" if place else BRIEF, sentence, hint)


def test_all_mistakes_are_told_in_one_run(project: Path, capsys: pytest.CaptureFixture[str]):
    change(project, BRIEF, "theme: software", "theme: softwear")
    change(project, BRIEF, "images/sample.png", "images/simple.png")
    change(project, BRIEF, "[revenue-a, growth-a]", "[revenue-a, growth-z]")
    change(project, BRIEF, "brief, {revenue-c}.", "brief \U0001f600.")
    told = build(project, capsys)
    assert told.code == 1
    places = [line.split(": ")[0] for line in told.problems]
    assert places == [f"{BRIEF}:3:8", f"{BRIEF}:12:26", f"{BRIEF}:13:26", f"{BRIEF}:19:12"]
    assert all(told.problems.values())
