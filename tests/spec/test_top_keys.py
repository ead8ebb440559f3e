"""Some keys of a file, read without the rest: the same as in the whole file, with the same places."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import AuthorsMistakes, Place
from briefgen.spec.reader import read_bytes
from briefgen.spec.top_keys import top_keys
from briefgen.spec.tree import Mapping, Node, Scalar, Sequence

KEYS = ("schedule", "arrival")
LINES = (
    "title: x", "schedule: daily 06:00", "schedule:", "  when: daily 06:00", "  zone: UTC", "- {when: daily 06:00}",
    "  - {when: on change, do: pack}", "arrival: 2026-11-20", "# schedule: no", "", "  # a remark", "blocks:",
    "  - lead: {zh: 甲, en: schedule}", "text: >", "  schedule: no", "'schedule': x", "note: \"a", "  schedule: b\"",
    "other: [", "  a]", "---", "...", "\"sched\\u0075le\": x", "? schedule", ": x", "schedule : y", "{schedule: z}",
)  # fmt: skip


def placed(node: Node | None) -> object:
    """Return a tree with all places."""
    if isinstance(node, Mapping):
        return [(str(key), key.place, placed(value)) for key, value in node.items()]
    if isinstance(node, Sequence):
        return [placed(entry) for entry in node]
    return (str(node), node.place) if isinstance(node, Scalar) else None


@given(st.lists(st.sampled_from(LINES), max_size=9), st.sampled_from(("\n", "\r\n", "\r")), st.booleans())
def test_the_same_as_in_the_whole_file(lines: list[str], end: str, mark: bool):
    content = ("\ufeff" if mark else "").encode() + end.join(lines).encode()
    try:
        whole = read_bytes(content, "f.yaml")
    except AuthorsMistakes:
        # Of a file that is no YAML, a part may still be read; what is found in it stands there.
        with suppress(AuthorsMistakes):
            top_keys(content, "f.yaml", KEYS)
        return
    expected = {key: value for key, value in whole.items() if key in KEYS}
    found = top_keys(content, "f.yaml", KEYS)
    if "schedule" not in expected:
        assert found is None
    else:
        assert found is not None
        assert [(str(key), key.place, placed(value)) for key, value in found.items()] == [
            (str(key), key.place, placed(value)) for key, value in expected.items()
        ]


def test_mistakes_elsewhere_do_not_matter():
    found = top_keys(b"title: [\nschedule: daily 06:00\nblocks: }\n", "f.yaml", KEYS)
    assert found == {"schedule": "daily 06:00"}
    assert found[Scalar("schedule")].place == Place("f.yaml", 2, 11)


def test_mistakes_in_the_part_are_told_as_the_whole_file_tells_them():
    content = b"title: x\nschedule: [daily\n"
    with pytest.raises(AuthorsMistakes) as part:
        top_keys(content, "f.yaml", KEYS)
    with pytest.raises(AuthorsMistakes) as whole:
        read_bytes(content, "f.yaml")
    assert part.value.problems == whole.value.problems
    with pytest.raises(AuthorsMistakes):
        top_keys(b"schedule: a\nschedule: b\n", "f.yaml", KEYS)
