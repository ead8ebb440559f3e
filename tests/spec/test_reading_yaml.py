"""The reader: exact places, texts as texts, and a refusal of whatever could surprise an author."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Place, Problem
from briefgen.project import Project
from briefgen.spec.characters import REFUSED
from briefgen.spec.reader import MOST_BYTES, read_bytes, read_yaml
from briefgen.spec.tree import Mapping, Scalar, Sequence, place_of


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with the C parser, and with the one that is there where PyYAML came without it."""
    if request.param == "python":
        monkeypatch.delattr(yaml, "CSafeLoader")


def refusal(content: str | bytes) -> Problem:
    """Return the one problem of a content."""
    with pytest.raises(AuthorsMistakes) as found:
        read_bytes(content if isinstance(content, bytes) else content.encode("utf-8"), "a.yaml")
    assert len(found.value.problems) == 1, found.value.problems
    return found.value.problems[0]


def text_of(content: str) -> Scalar:
    value = read_bytes(content.encode("utf-8"), "a.yaml")[Scalar("a")]
    assert isinstance(value, Scalar)
    return value


def test_everything_is_text_and_has_a_place() -> None:
    tree = read_bytes(b"number: 19.4\nword: no\nday: 2026-11-01\nlist:\n  - ~\n  - {a: 0x1F}\n", "a.yaml")
    assert tree == {"number": "19.4", "word": "no", "day": "2026-11-01", "list": ["~", {"a": "0x1F"}]}
    entries = tree[Scalar("list")]
    assert isinstance(entries, Sequence)
    inner = entries[1]
    assert isinstance(inner, Mapping)
    assert tree.place == Place("a.yaml", 1, 1)
    assert tree.key_place("word") == Place("a.yaml", 2, 1)
    assert place_of(tree[Scalar("number")]) == Place("a.yaml", 1, 9)
    assert entries.place == Place("a.yaml", 5, 3)
    assert (inner.place, inner.flow, tree.flow) == (Place("a.yaml", 6, 5), True, False)
    assert place_of(inner[Scalar("a")]) == Place("a.yaml", 6, 9)


def test_byte_order_mark_and_windows_line_ends_change_no_place() -> None:
    tree = read_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\r\n", "a.yaml")
    assert [(key, key.place.line, key.place.column) for key in tree] == [("a", 1, 1), ("b", 2, 1), ("c", 3, 1)]


def test_text_is_normalised() -> None:
    assert text_of("a: e\u0301") == "\u00e9"


@pytest.mark.parametrize(
    ("content", "character", "line", "column"),
    [
        ("a: 南京{x}", "{", 1, 6),
        ("a: '南''京{x}'", "{", 1, 9),
        ('a: "南\\u4eac\\t{x}"', "{", 1, 14),
        ("a: |\n  南京\n  是 {x}\n", "{", 3, 5),
        ("a: |2-  # as it is\n    南 {x}\n", "{", 2, 7),
        ("a: >\n  Nanjing\n  is {x}\n", "{", 3, 6),
        ("a: Nanjing\n   is\n   here {x}\n", "{", 3, 9),
        ("b: 1\na: 'Nanjing\n\n  is {x}'\n", "{", 4, 6),
    ],
)
def test_a_character_inside_a_text_is_found_exactly(content: str, character: str, line: int, column: int) -> None:
    text = text_of(content)
    assert text.at(text.index(character)) == Place("a.yaml", line, column)
    assert content.split("\n")[line - 1][column - 1] == character


@given(st.text(st.sampled_from("ab南京'\"\\{}#:,|>*&! \n"), max_size=40), st.sampled_from(["'", '"', "|", ">", None]))
def test_every_character_of_a_text_is_found(text: str, style: str | None) -> None:
    dumped = yaml.safe_dump({"a": text}, default_style=style, allow_unicode=True, width=12)
    lines = dumped.split("\n")
    tree = read_bytes(dumped.encode("utf-8"), "a.yaml")
    read = tree[Scalar("a")]
    assert isinstance(read, Scalar)
    assert read == text
    for offset, character in enumerate(read):
        if character not in " \n":
            place = read.at(offset)
            written = lines[place.line - 1][place.column - 1]
            assert written in (character, "\\")


@pytest.mark.parametrize("content", ["", "# only a comment\n", "---\n", "\n \n"])
def test_an_empty_file(content: str) -> None:
    problem = refusal(content)
    assert problem == Problem(Place("a.yaml"), "The file is empty.")
    assert problem.hint == "Write its keys, or delete the file."


@pytest.mark.parametrize(("content", "found"), [("# x\n- a\n- b\n", "a list"), ("# x\nrobotics", "a text")])
def test_a_list_or_text_where_a_mapping_is_meant(content: str, found: str) -> None:
    problem = refusal(content)
    assert problem == Problem(Place("a.yaml", 2, 1), f"The file holds {found}; it must hold keys with values.")
    assert problem.hint == "Begin with a key, such as title:, without a hyphen before it."


def test_a_duplicate_key_names_both_lines() -> None:
    problem = refusal("a: 1\nb: 2\na: 3\n")
    assert problem == Problem(Place("a.yaml", 3, 1), '"a" stands twice in one mapping; the first is in line 1.')
    assert problem.hint == "Keep one of the two."


@pytest.mark.parametrize(
    ("content", "place", "sentence", "hint"),
    [
        ("a: &x 1", (1, 4), "&x is an anchor", "must stand in quotes"),
        ("a: *x", (1, 4), "*x is an alias", "must stand in quotes"),
        ("a: !!int 1", (1, 4), "is a tag", "must stand in quotes"),
        ("a:\n  !thing {b: c}", (2, 3), "!thing is a tag", "must stand in quotes"),
        ("a: 1\n---\nb: 2", (2, 1), "A second document begins here.", "two files"),
        ("a:\n\tb: 1", (2, 1), "A tab stands in the indentation.", "Indent with spaces only."),
        ("a: " + "[" * 60, (1, 53), "nested more than 50 deep", "flatter"),
        ('a: "\\0"', (1, 4), "The invisible character U+0000 cannot stand in a text.", "Delete it"),
        ("a: x\u2028y", (1, 5), "The invisible character U+2028 cannot stand in a text.", "Delete it"),
        ("a: x\x07", (1, 5), "The invisible character U+0007 cannot stand in a text.", "Delete it"),
        ("{a: b}: c", (1, 1), "A key must be a word.", "must stand in quotes"),
        # A text that had to be quoted.
        ("en: Small base: fast growth", (1, 15), 'This text holds ": "', "in quotes"),
        ("- {zh: 甲, en: Small base: fast}", (1, 25), 'This text holds ": "', "in quotes"),
        ("t: {zh: 甲, en: Rank #1}", (1, 21), 'This text holds " #"', "in quotes"),
        ("en: {id} grew", (1, 5), "A text that begins with { must stand in quotes", "in quotes"),
        ("en: [site](https://example.org) grew", (1, 5), "A text that begins with [", "in quotes"),
        ("en: **Robots** grew", (1, 5), "A text that begins with *", "in quotes"),
        ("en: & more", (1, 5), "A text that begins with &", "in quotes"),
        ("en: |up", (1, 5), "A text that begins with |", "in quotes"),
        ("en: > up", (1, 5), "A text that begins with >", "in quotes"),
        ("en: @desk", (1, 5), "A text that begins with @", "in quotes"),
        ("en: %5", (1, 5), "A text that begins with %", "in quotes"),
        ('en: "One" of them', (1, 5), 'A text that begins with "', "in quotes"),
        # Other slips.
        ("a: 'open\nb: 1\n", (1, 4), "opens a text that is never closed", "Close it"),
        ("a: [1, 2\nb: 3\n", (1, 4), "not closed", "in quotes"),
        ("a:\n  - b\n c: d\n", (3, 2), "does not fit the indentation", "equally"),
    ],
)
def test_a_refusal_tells_place_reason_and_next_step(
    content: str, place: tuple[int, int], sentence: str, hint: str
) -> None:
    problem = refusal(content)
    assert (problem.place.file, problem.place.line, problem.place.column) == ("a.yaml", *place)
    assert sentence in problem.message
    assert hint in problem.hint


def test_all_problems_of_a_file_are_told_together() -> None:
    with pytest.raises(AuthorsMistakes) as found:
        read_bytes(b"a: &x 1\na: *x\nb: !!str 1\n", "a.yaml")
    assert [problem.place.line for problem in found.value.problems] == [1, 2, 2, 3]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("title: 南京\nname: ".encode() + "机器人".encode("gbk"), Place("a.yaml", 2, 7)),
        ("南京".encode() + b"\xff", Place("a.yaml", 1, 3)),
        (b"a: 1\r\nb: \xe5\x8d", Place("a.yaml", 2, 4)),
        ("a: 1".encode("utf-16"), Place("a.yaml", 1, 1)),
    ],
)
def test_a_file_that_is_not_utf8(content: bytes, place: Place) -> None:
    problem = refusal(content)
    assert problem.place == place
    assert problem.message.startswith("The file is not UTF-8")
    assert problem.hint.startswith("Save the file as UTF-8")


def test_a_file_that_is_too_large() -> None:
    problem = refusal(b"# " + b"x" * MOST_BYTES)
    assert problem == Problem(Place("a.yaml"), "The file is larger than 5 MB.")


def test_a_file_of_the_project_is_named_as_its_author_knows_it(project: Project) -> None:
    path = project.root / "data" / "x.yaml"
    path.parent.mkdir()
    path.write_text("a: 1", encoding="utf-8")
    assert read_yaml(path, project).place == Place("data/x.yaml", 1, 1)
    with pytest.raises(EnvironmentFailure, match=r"data/none\.yaml cannot be read"):
        read_yaml(Path(project.data / "none.yaml"), project)


def read_or_refuse(content: bytes) -> None:
    try:
        tree = read_bytes(content, "a.yaml")
    except AuthorsMistakes as mistakes:
        for problem in mistakes.problems:
            assert problem.place.file == "a.yaml"
            assert problem.message
            assert problem.hint
    else:
        assert isinstance(tree, Mapping)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refuse(content)


@given(st.text(st.sampled_from("ab:-#{}[]'\"|>*&!@%?,\\xuU0 \t\n\u00e9\u0301南~=<.") | st.characters(), max_size=60))
@example('a: "\\UFFFFFFFF"')
@example("%YAML " + "9" * 5000 + ".1\n---\na: 1")
@example('a: "\\ud800"')
@example("a: '\n---\n'")
@example("? [a]\n: b")
@example("[" * 5000)
@example("a: >\u0338")
def test_any_text_is_read_or_refused(content: str) -> None:
    read_or_refuse(content.encode("utf-8", "surrogatepass"))


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])).filter(lambda text: not REFUSED.search(text))
)
def test_a_quoted_text_is_read_as_it_is(text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    assert text_of(f"a: {quoted}") == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("content", "escape"),
    [('b: 1\na: "x \\q y"', "\\q"), ('b: 1\na: "x \\xZZ"', "\\x"), ('b: 1\na: "\\。"', "\\。")],
)
def test_an_escape_that_means_nothing(content: str, escape: str) -> None:
    problem = refusal(content)
    assert problem.message == f"The escape {escape} in this text is unknown."
    assert problem.place == Place("a.yaml", 2, content.splitlines()[1].index("\\") + 1)
    assert "single quotes" in problem.hint


def test_half_a_character_is_refused() -> None:
    problem = refusal('a: "x \\ud800 y"')
    assert problem.place.line == 1
    assert "escape \\ud800" in problem.message or "U+D800" in problem.message


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("kind：topic\ntitle: {zh: a}\n", (1, 5)),
        ("\nkind：topic\n\n# c: d\ntitle:\n  zh: 1\n", (2, 5)),
        ("a: 1\ntitle:x\ntheme: y\n", (2, 6)),
        ("a:\n  zh:x\n  en: y\n", (2, 5)),
        ("a:\n  - b：1\n    c: 2\n", (2, 6)),
    ],
)
def test_a_key_whose_colon_is_not_seen(content: str, place: tuple[int, int]) -> None:
    problem = refusal(content)
    assert problem.place == Place("a.yaml", *place)
    assert problem.message == "A colon and a space must follow the key."
