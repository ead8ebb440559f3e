"""Changes written into YAML: the wanted tree comes back, and nothing else in the file moves."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.data.yaml_edit.editor import with_tree
from briefgen.errors import AuthorsMistakes
from briefgen.spec import tree
from briefgen.spec.reader import read_bytes

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = [*sorted((ROOT / "data").glob("*.yaml")), *sorted((ROOT / "tests/samples/data").glob("*.yaml"))]


def node(plain: object) -> tree.Node:
    """Return a plain value as the reader's tree."""
    if isinstance(plain, dict):
        made = tree.Mapping()
        made.update({tree.Scalar(key): node(value) for key, value in plain.items()})
        return made
    if isinstance(plain, list):
        entries = tree.Sequence()
        entries.extend(node(entry) for entry in plain)
        return entries
    return tree.Scalar(plain)


def read(text: str | bytes) -> tree.Mapping:
    return read_bytes(text.encode() if isinstance(text, str) else text, "f.yaml")


def changed(text: str, plain: dict[str, object]) -> str:
    wanted = node(plain)
    result = with_tree(text.encode(), "f.yaml", wanted)
    assert read(result) == wanted
    return result.decode()


def without(mapping: tree.Mapping, key: str) -> tree.Mapping:
    made = tree.Mapping(mapping.place)
    made.update({own: value for own, value in mapping.items() if own != key})
    return made


FILE = """\
# What stands here first.
section: a   # its name

facts:
  # The first of them.
  one:
    name: {zh: 一, en: "One"}   # checked
    value: 19_400   # from the yearbook
    note:
      zh: 说明
      en: >-
        A long text that was written
        over two lines.
    overlaps: [two, three]

  two:
    value:
      list:
        - {zh: 甲, en: A}
        # about the second
        - zh: 乙
          en: B   # last
    source: 'it''s'
sources: {}
"""


def plain_of(part: tree.Node) -> object:
    if isinstance(part, tree.Mapping):
        return {str(key): plain_of(value) for key, value in part.items()}
    if isinstance(part, tree.Sequence):
        return [plain_of(entry) for entry in part]
    return str(part)


@pytest.fixture
def wanted() -> dict[str, object]:
    """Return the example file as plain values, to be changed."""
    plain = plain_of(read(FILE))
    assert isinstance(plain, dict)
    return plain


def test_a_number_alone_is_replaced(wanted):
    wanted["facts"]["one"]["value"] = "20100"
    assert changed(FILE, wanted) == FILE.replace("19_400", "20100")


def test_nothing_to_change_gives_the_same_bytes():
    content = FILE.encode()
    assert with_tree(content, "f.yaml", read(content)) is content


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_each_scalar_of_the_shipped_files_changes_alone(path: Path):
    content = path.read_bytes()
    root = read_bytes(content, path.name)
    records = root.get(tree.Scalar("facts"), tree.Mapping())
    for name in records:
        before = records[name]
        for key, value in before.items():
            if isinstance(value, tree.Scalar):
                before[key] = tree.Scalar("another 值")
                result = with_tree(content, path.name, root)
                before[key] = value
                old, new = content.decode().split("\n"), result.decode().split("\n")
                assert len(old) == len(new)
                assert [number for number, line in enumerate(old, 1) if line != new[number - 1]] == [value.place.line]


def test_quotes_and_comments_stay(wanted):
    wanted["facts"]["one"]["name"]["en"] = 'The "first": one'
    wanted["facts"]["two"]["source"] = "that's #1"
    result = changed(FILE, wanted)
    assert '    name: {zh: 一, en: "The \\"first\\": one"}   # checked\n' in result
    assert "    source: 'that''s #1'\n" in result


def test_a_text_that_plain_yaml_would_misread_is_quoted(wanted):
    wanted["facts"]["one"]["name"]["zh"] = "一, 二"
    wanted["facts"]["one"]["value"] = "a: b"
    result = changed(FILE, wanted)
    assert "{zh: '一, 二', en: " in result
    assert "value: 'a: b'   # from the yearbook\n" in result


def test_a_folded_text_stays_folded_to_its_width(wanted):
    wanted["facts"]["one"]["note"]["en"] = "Another long text that is written over three lines, as the first was."
    lines = changed(FILE, wanted).split("\n")
    first = lines.index("      en: >-")
    assert lines[first + 1 : first + 4] == [
        "        Another long text that is",
        "        written over three lines, as",
        "        the first was.",
    ]


def test_keys_come_after_the_key_they_follow(wanted):
    one = wanted["facts"]["one"]
    wanted["facts"]["one"] = {"name": one["name"], "unit": "CNY", **one, "owner": "统计局"}
    result = changed(FILE, wanted)
    assert "# checked\n    unit: CNY\n    value: 19_400" in result
    assert "    overlaps: [two, three]\n    owner: 统计局\n\n  two:" in result


def test_a_new_fact_ends_the_facts_after_an_empty_line(wanted):
    wanted["facts"]["three"] = {"name": {"zh": "三", "en": "Three"}, "value": "3", "overlaps": ["one", "two"]}
    result = changed(FILE, wanted)
    tail = "    source: 'it''s'\n\n  three:\n    name: {zh: 三, en: Three}\n    value: 3\n    overlaps: [one, two]\n"
    assert result == FILE.replace("    source: 'it''s'\n", tail)


def test_long_texts_of_a_new_fact_take_lines_of_their_own(wanted):
    wanted["facts"]["three"] = {"name": {"zh": "三" * 80, "en": "Three " * 8 + "end"}}
    result = changed(FILE, wanted)
    assert f"    name:\n      zh: {'三' * 80}\n      en: Three" in result


def test_the_first_fact_of_a_file(wanted):
    text = "section: a\ntitle: {zh: 甲, en: A}\n"
    plain = {"section": "a", "title": {"zh": "甲", "en": "A"}, "facts": {"one": {"value": "1", "unit": "CNY"}}}
    assert changed(text, plain) == text + "facts:\n  one:\n    value: 1\n    unit: CNY\n"
    assert changed(text + "facts: {}  # none yet\n", plain).startswith(text + "facts:\n  one:\n")


def test_comments_of_deleted_lines_stay(wanted):
    del wanted["facts"]["one"]["value"]
    del wanted["facts"]["two"]["value"]["list"][1]
    result = changed(FILE, wanted)
    assert "    # from the yearbook\n    note:\n" in result
    assert "        - {zh: 甲, en: A}\n        # about the second\n        # last\n    source" in result


def test_deleting_a_fact_leaves_one_empty_line(wanted):
    del wanted["facts"]["one"]
    result = changed(FILE, wanted)
    assert "facts:\n  # The first of them.\n  # checked\n  # from the yearbook\n" in result
    text = "facts:\n  a: {v: 1}\n\n  b: {v: 2}\n\n  c: {v: 3}\n"
    plain = {"facts": {"a": {"v": "1"}, "c": {"v": "3"}}}
    assert changed(text, plain) == "facts:\n  a: {v: 1}\n\n  c: {v: 3}\n"


def test_lists_change_entry_by_entry(wanted):
    wanted["facts"]["one"]["overlaps"] = ["three", "four"]
    wanted["facts"]["two"]["value"]["list"].insert(1, {"zh": "丙", "en": "C, too"})
    result = changed(FILE, wanted)
    assert "    overlaps: [three, four]\n" in result
    assert "        - {zh: 甲, en: A}\n        - {zh: 丙, en: 'C, too'}\n        # about the second\n" in result


def test_a_value_can_take_another_form(wanted):
    wanted["facts"]["one"]["value"] = {"low": "1", "high": "2"}
    wanted["facts"]["two"]["value"] = "missing"
    result = changed(FILE, wanted)
    assert "    value: {low: 1, high: 2}   # from the yearbook\n" in result
    assert "    # about the second\n    value: missing   # last\n    source" in result


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_stay(wanted, ending: str):
    text = FILE.replace("\n", ending)
    wanted["facts"]["one"]["value"] = "5"
    wanted["facts"]["new"] = {"value": "1"}
    result = changed(text, wanted)
    assert "\n" not in result.replace(ending, "")
    expected = FILE.replace("19_400", "5").replace("'it''s'\n", "'it''s'\n\n  new:\n    value: 1\n")
    assert result == expected.replace("\n", ending)


def test_mixed_line_ends_stay_each():
    text = "a: 1\r\nb: 2\nc: 3\r\nd: 4"
    assert changed(text, {"a": "1", "b": "5", "c": "3", "d": "4", "e": "6"}) == "a: 1\r\nb: 5\nc: 3\r\nd: 4\r\ne: 6"


def test_a_byte_order_mark_stays():
    assert with_tree(b"\xef\xbb\xbfa: 1\n", "f.yaml", node({"a": "2"})) == b"\xef\xbb\xbfa: 2\n"


def test_a_decomposed_letter_elsewhere_stays_as_it_was():
    text = "a: cafe\u0301 \nb: 1\n"
    assert changed(text, {"a": "café", "b": "2"}) == "a: cafe\u0301 \nb: 2\n"
    assert changed(text, {"a": "thé", "b": "1"}) == "a: thé \nb: 1\n"


def test_a_file_without_a_last_line_end():
    assert changed("a: 1", {"a": "1", "b": "2"}) == "a: 1\nb: 2"
    assert changed("a: 1\nb: 2", {"a": "1"}) == "a: 1"


def test_what_cannot_be_changed_safely_is_refused_with_its_place():
    with pytest.raises(AuthorsMistakes) as caught:
        with_tree(b"a: 1\nm:\n  ? b\n  : 2\n  c: 3\n", "f.yaml", node({"a": "1", "m": {"c": "3"}}))
    assert str(caught.value.problems[0].place) == "f.yaml:3:5"
    assert "by hand" in caught.value.problems[0].hint


def test_a_text_that_no_yaml_can_hold_is_refused():
    with pytest.raises(AuthorsMistakes):
        with_tree(b"a: 1\n", "f.yaml", node({"a": "x\u200bz"}))


# Random trees, written at random in all styles that authors use.

WORDS = st.sampled_from(
    [
        "x",
        "19",
        "甲乙",
        "a b",
        "a: b",
        "it's",
        'say "x"',
        "no",
        "# x",
        "a #b",
        "- x",
        "[x",
        "{y",
        "x, y",
        "é",
        "",
        "a\nb",
    ]
)
NAMES = st.sampled_from(["a", "b", "c", "d", "zh", "en"])
PLAIN = st.recursive(
    WORDS, lambda below: st.dictionaries(NAMES, below, max_size=4) | st.lists(below, max_size=4), max_leaves=12
)
TREES = st.dictionaries(NAMES, PLAIN, min_size=1, max_size=5)


class Writer:
    """Write a plain value as YAML with comments, empty lines and a mixture of styles."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.comments = 0

    def comment(self) -> str:
        if self.chance.random() < 0.7:
            return ""
        self.comments += 1
        return f"{' ' * self.chance.randint(1, 3)}# comment {self.comments}, it's: {{odd"

    def between(self, indent: int) -> str:
        made = "\n" * (self.chance.random() < 0.2)
        return made + (f"{' ' * indent}{self.comment().strip()}\n" if self.chance.random() < 0.3 else "")

    def text(self, text: str, flow: bool) -> str:
        double = '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        single = "'" + text.replace("'", "''") + "'"
        safe = text and all(letter.isalnum() or letter in " " for letter in text) and text.strip() == text
        ways = [double, *([single] if "\n" not in text else []), *([text] * 3 if safe else [])]
        return self.chance.choice(ways)

    def flow(self, value: object) -> str:
        space = self.chance.choice(["", " "])
        if isinstance(value, dict):
            inside = ", ".join(f"{key}: {self.flow(below)}" for key, below in value.items())
            return f"{{{space}{inside}{space}}}"
        if isinstance(value, list):
            joint = self.chance.choice([", ", " , ", ",  "])
            return f"[{space}{joint.join(self.flow(below) for below in value)}{space}]"
        return self.text(value, True)

    def value(self, value: object, indent: int) -> str:
        """Return what follows a colon or dash, up to the line's end."""
        if isinstance(value, str) and value == "" and self.chance.random() < 0.3:
            return self.comment() + "\n"
        if isinstance(value, str) and value and "#" not in value and self.chance.random() < 0.2:
            lines = "".join(f"{' ' * indent}  {line}\n" for line in value.split("\n"))
            return f" |-{self.comment()}\n{lines}"
        if isinstance(value, str) or not value or self.chance.random() < 0.4:
            return f" {self.flow(value)}{self.comment()}\n"
        if isinstance(value, dict):
            return f"{self.comment()}\n{self.mapping(value, indent + self.chance.randint(1, 4))}"
        margin = indent + self.chance.randint(1, 3)
        entries = "".join(f"{self.between(margin)}{' ' * margin}-{self.value(entry, margin)}" for entry in value)
        return f"{self.comment()}\n{entries}"

    def mapping(self, value: dict[str, object], indent: int) -> str:
        return "".join(
            f"{self.between(indent)}{' ' * indent}{key}:{self.value(below, indent)}" for key, below in value.items()
        )


def mutated(value: object, chance: random.Random) -> object:
    """Return a plain value with a few changes."""
    if chance.random() < 0.1:
        return chance.choice(
            ["new", "a: b", "x # y", {"k": "v"}, ["v", "w"], {}, [], {"k": ["v", {"zh": "甲"}]}, "a\nb"]
        )
    if isinstance(value, dict):
        kept = [(key, mutated(below, chance)) for key, below in value.items() if chance.random() < 0.85]
        for _ in range(chance.choice([0, 0, 0, 1, 2])):
            kept.insert(
                chance.randint(0, len(kept)), (f"n{chance.randint(0, 9)}", chance.choice(["v", {"k": "w"}, ["x"]]))
            )
        return dict(kept)
    if isinstance(value, list):
        entries = [mutated(below, chance) for below in value if chance.random() < 0.85]
        for _ in range(chance.choice([0, 0, 0, 1])):
            entries.insert(chance.randint(0, len(entries)), chance.choice(["v", {"k": "w", "l": "x"}, ["x"]]))
        return entries
    return value


@settings(max_examples=400, deadline=None)
@given(TREES, st.integers(0, 2**32), st.sampled_from(["\n", "\r\n"]))
def test_any_change_reads_back_and_leaves_the_rest_alone(plain: dict[str, object], seed: int, ending: str):
    chance = random.Random(seed)
    writer = Writer(chance)
    text = writer.mapping(plain, 0).replace("\n", ending)
    root = read(text)
    assert root == node(plain), text
    wanted = mutated(plain, chance)
    if not isinstance(wanted, dict) or not wanted.keys() & plain.keys():
        wanted = {**plain, "k": wanted}
    result = with_tree(text.encode(), "f.yaml", node(wanted)).decode()
    assert read(result) == node(wanted)
    found = Counter(line[line.index("# comment") :] for line in result.split(ending) if "# comment" in line)
    assert sum(found.values()) == writer.comments
    # What belongs to a key of the file that did not change stands there as it was, comments inside included.
    keys = list(root)
    lines = text.split(ending)
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        if key in wanted and node(wanted[key]) == root[key]:
            last = following.place.line - 1 if following else len(lines)
            block = lines[key.place.line - 1 : last]
            while block and (not block[-1].strip() or block[-1].lstrip().startswith("#")):
                block.pop()
            assert ending.join(block) in result


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60), st.sampled_from(["plain", "'one'", '"two"', ">-\n    a\n    b", "|\n    a"]), st.booleans()
)
def test_any_text_reads_back_or_is_refused(text: str, old: str, flow: bool):
    content = (f"k: {{a: x}}\nz: {old}\n" if not flow or old[0] in ">|" else f"k: x\nz: {{y: {old} }}\n").encode()
    root = read(content)
    z = tree.Scalar("z")
    if isinstance(root[z], tree.Mapping):
        root[z][tree.Scalar("y")] = tree.Scalar(text)
    else:
        root[z] = tree.Scalar(text)
    try:
        result = with_tree(content, "f.yaml", root)
    except AuthorsMistakes:
        return
    assert read(result) == root
    assert result.startswith(content[:4])
