"""Whatever bytes a loader gets, it gives a result, or problems with a place and a next step; nothing else is raised.

How long the worst of them take, and how much memory, is looked at by `benchmarks/fuzz_limits.py`: no test asserts it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.charts import store
from briefgen.data.load import load_store
from briefgen.data.periods import parse_period
from briefgen.data.sheets.read import read_sheet
from briefgen.errors import AuthorsMistakes, EnvironmentFailure
from briefgen.pipeline.manifest import read_entry
from briefgen.project import Project, open_project
from briefgen.spec.load import load_brief, load_settings
from briefgen.spec.text import Text, parse

few = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, bytes], Project]]:
    """Return what opens a small project with one file replaced."""
    from_conftest = {
        "briefgen.yaml": b"issuer: {zh: a, en: a}\nseries: {zh: a, en: a}\n",
        "data/one.yaml": DATA.encode(),
        "briefings/small.yaml": BRIEF.encode(),
    }
    root = tmp_path_factory.mktemp("any")

    def opened(name: str, content: bytes) -> Project:
        for path, text in {**from_conftest, name: content}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text)
        return open_project(root, environment={})

    return opened


DATA = """\
section: one
title: {zh: 样例, en: Sample}
sources:
  sample: {title: {zh: 样例, en: Sample}, date: 2025-06, kind: sample}
facts:
  first: {name: {zh: 甲, en: First}, value: 12.5, unit: percent, period: 2025, source: sample, locator: a}
  second:
    name: {zh: 乙, en: Second}
    value: {low: 1, high: 2}
    unit: CNY
    as-of: 2025-H1
    source: sample
    valid-until: 2030-01-01
  third: {name: {zh: 丙, en: Third}, derive: {growth: [first, second], digits: 1}}
  fourth: {name: {zh: 丁, en: Fourth}, value: {list: [{zh: 甲, en: a}]}, unit: {zh: 个, en: one|many}, source: sample}
"""
BRIEF = """\
kind: topic
title: {zh: 样例, en: Sample}
theme: software
edition: {date: 2026-11-01, number: 1}
sections: [one]
notes: {a: {zh: 注, en: Note}}
blocks:
  - page: {zh: 样例, en: Sample}
  - lead: {zh: '甲为{first}[^a]。', en: 'The first is {first|number}[^a], [see](https://example.org) **it**.'}
  - figures: [first, second]
  - chart: bars
    takeaway: {zh: 乙大于甲, en: The second is larger}
    rows: [{fact: first}, {fact: second}]
  - sources
"""
SETTINGS = """\
issuer: {zh: 样例, en: Sample}
series: {zh: 样例, en: Sample}
contact: {name: {zh: 样例, en: Sample}, email: a@example.org, web: https://example.org, telephone: '+86 25'}
languages: [zh, en]
output: dist
"""
CSV = "id,name.zh,name.en,value,unit,period,source\nfirst,甲,First,12.5,percent,2025,sample\n"

ODD = st.sampled_from(
    ["", "0", "-1", "1e999", "9" * 400, "{", "}", "[", "]", "'", '"', ": ", " #", "\n", "\t", "- ", "&a ", "*a", "!!x ",
     "<<: ", "? ", "|", ">", "%", "@", "`", "{first}", "{{", "**", "[^a]", "](", "\\", "é", "文", "\u0301", "\x00",
     "\ufeff", "\u202e", "\U0001f600", "zh", "2025-13", "none", "true", "missing"]
)  # fmt: skip


def broken(whole: str) -> st.SearchStrategy[bytes]:
    """Give a good text with some of it replaced, doubled or cut, or any text or bytes at all."""
    places = st.integers(0, len(whole))

    @st.composite
    def cut(draw: st.DrawFn) -> bytes:
        text = whole
        for _ in range(draw(st.integers(1, 4))):
            start, length = draw(places), draw(st.integers(0, 30))
            piece = draw(ODD | st.text(max_size=5) | st.just(text[start : start + length] * 2))
            text = text[:start] + piece + text[start + length :]
        return text.encode("utf-8", "surrogatepass")

    return cut() | st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))


def read(load: Callable[[], object], file: str) -> None:
    """Assert that a loader gives something, or problems that an author can follow."""
    try:
        load()
    except AuthorsMistakes as refused:
        assert refused.problems
        for problem in refused.problems:
            assert problem.place.file.endswith(file), problem
            assert problem.message
            assert "Traceback" not in problem.message
            assert "pydantic" not in str(problem).lower()
    except EnvironmentFailure as refused:
        assert refused.message


@few
@given(broken(BRIEF))
def test_any_brief(small: Callable[[str, bytes], Project], content: bytes):
    project = small("briefings/small.yaml", content)
    read(lambda: load_brief(project.briefings / "small.yaml", project), "briefings/small.yaml")


@few
@given(broken(DATA))
def test_any_section(small: Callable[[str, bytes], Project], content: bytes):
    project = small("data/one.yaml", content)
    read(lambda: load_store(project, ("zh", "en")), "data/one.yaml")


@few
@given(broken(SETTINGS))
def test_any_settings(small: Callable[[str, bytes], Project], content: bytes):
    project = small("briefgen.yaml", content)
    read(lambda: load_settings(project), "briefgen.yaml")


@few
@given(broken(CSV))
def test_any_csv_file(small: Callable[[str, bytes], Project], content: bytes):
    project = small("data/sheet.csv", content)
    read(lambda: read_sheet(project.data / "sheet.csv", project), "data/sheet.csv")


@few
@given(st.binary(max_size=400) | st.binary(max_size=400).map(lambda content: b"PK\x03\x04" + content))
def test_any_workbook(small: Callable[[str, bytes], Project], content: bytes):
    project = small("data/sheet.xlsx", content)
    read(lambda: read_sheet(project.data / "sheet.xlsx", project), "data/sheet.xlsx")


@given(st.text() | st.lists(ODD, max_size=12).map("".join), st.booleans())
def test_any_inline_text(text: str, breaks: bool):
    read(lambda: parse(Text(text), permitted_breaks=breaks), "")


@given(st.text(max_size=12) | st.from_regex(r"[0-9]{1,5}(-[0-9HQ]{1,3}){0,2}(/[0-9]{1,5})?", fullmatch=True))
def test_any_period(text: str):
    """The field turns this error into a problem at its place."""
    try:
        parse_period(text)
    except ValueError as error:
        assert str(error)


RECORDS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def sealed(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


@few
@given(st.binary(max_size=200), st.booleans())
def test_any_kept_record_counts_as_missing(small: Callable[[str, bytes], Project], content: bytes, whole: bool):
    """Even one whose checksum is right."""
    project = small(".briefgen/x.json", sealed(content) if whole else content)
    assert store.load(project.store, "x") is None
    assert read_entry(project.store / "x.json") is None


@few
@given(RECORDS)
def test_a_record_of_another_shape_counts_as_missing(small: Callable[[str, bytes], Project], value: object):
    import json

    project = small(".briefgen/x.json", sealed(json.dumps(value).encode("ascii")))
    assert store.load(project.store, "x") is None
    assert read_entry(project.store / "x.json") is None


@pytest.mark.parametrize("file", ["data/one.yaml", "briefings/small.yaml", "briefgen.yaml"])
def test_no_more_is_told_than_anybody_reads(small: Callable[[str, bytes], Project], file: str):
    """What a bad file costs is bounded by what is told of it, not by its size."""
    texts = {"data/one.yaml": DATA, "briefings/small.yaml": BRIEF, "briefgen.yaml": SETTINGS}
    project = small(file, (texts[file] + "".join(f"key{number}: a\n" for number in range(5000))).encode())
    with pytest.raises(AuthorsMistakes) as refused:
        load_settings(project)
        load_brief(project.briefings / "small.yaml", project)
        load_store(project, ("zh", "en"))
    problems = refused.value.problems
    assert len(problems) <= 101
    assert "4900 more mistakes stand in this file." in problems[0].message


@pytest.mark.parametrize("mark", ["\u0301", "\u0316\u0301", "\u05b0", "\u302a"])
def test_a_pile_of_marks_is_refused_before_it_is_sorted(small: Callable[[str, bytes], Project], mark: str):
    text = SETTINGS.replace("Sample", "Sam" + mark * 31, 1)
    with pytest.raises(AuthorsMistakes, match="1 problem") as refused:
        load_settings(small("briefgen.yaml", text.encode()))
    (problem,) = refused.value.problems
    assert problem.message == "More than 30 marks stand on one letter here."
    assert problem.place.line == 1
    load_settings(small("briefgen.yaml", SETTINGS.replace("Sample", "Sam" + mark * (30 // len(mark)), 1).encode()))
