"""Sections over two pages: no lonely line, no head without its text, nothing lost, columns level."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.layout.strips import TALL, Section, Setting, Strip, text_strip
from briefgen.pdf.elements import Element
from briefgen.typeset.glyphs import Line

LEADING = 10.0
MANY = round(TALL / LEADING) + 4
"""So many lines make a row that may be split although other rows stand before it."""


class Recorder:
    """Take what strips draw, in place of a surface."""

    def __init__(self) -> None:
        self.drawn: list[tuple[str, float, float]] = []

    @contextmanager
    def element(self, *_: Any, **__: Any) -> Generator[None]:
        yield

    artifact = element

    def line(self, line: Line, x: float, baseline: float) -> None:
        self.drawn.append((line.text, x, round(baseline, 6)))

    def words(self) -> list[str]:
        return [text for text, _, _ in self.drawn]


def drawn(section: Section) -> list[tuple[str, float, float]]:
    recorder = Recorder()
    section.place(recorder, 0.0)  # type: ignore[arg-type]
    return recorder.drawn


def setting(name: str, count: int, *, x: float = 0.0, first: float = 0.0, head: bool = False) -> Setting:
    lines = tuple(Line((), 0.0, 50.0, f"{name}{number}") for number in range(count))
    return Setting(lines, x, first, LEADING, Element("P"), head)


def label(name: str) -> Strip:
    """Return a head or a rule: a strip that cannot be split and writes its name."""

    def draw(surface: Any, y: float) -> None:
        surface.line(Line((), 0.0, 0.0, name), 0.0, y)

    return Strip(0.0, 6.0, draw, keep=True)


def mark(name: str) -> Any:
    def draw(surface: Any, y: float) -> None:
        surface.line(Line((), 0.0, 0.0, name), 0.0, y)

    return draw


def section(*strips: Strip, repeat: bool = True) -> Section:
    return Section((label("head"), *strips), gap=9.0, under_title=12.0, repeat=(label("again"),) if repeat else ())


def row(name: str, left: int, right: int, *, before: float = 20.0, rule: str = "") -> Strip:
    """Return a row as messages have it: a head of one line in each column, and the text below it."""
    settings_ = [
        setting(f"{name}H", 1, head=True),
        setting(f"{name}L", left, first=LEADING),
        setting(f"{name}I", 1, x=100.0, head=True),
        setting(f"{name}R", right, x=100.0, first=LEADING),
    ]
    return text_strip(settings_, before=before, separator=mark(rule) if rule else None)


def test_a_section_that_fits_is_not_divided():
    whole = section(row("a", 4, 4))
    assert whole.height == 6 + 20 + 40
    assert whole.divided(whole.height) is None


def test_a_paragraph_is_split_between_lines():
    whole = section(text_strip([setting("a", 6), setting("b", 7, x=100.0)], before=20.0))
    first, rest = whole.divided(6 + 20 + 30) or (None, None)
    assert first is not None
    assert rest is not None
    assert [text for text, _, _ in drawn(first)] == ["head", "a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3"]
    assert [text for text, _, _ in drawn(rest)] == ["again", "a4", "a5", "b4", "b5", "b6"]
    below = {text: y for text, _, y in drawn(rest)}
    assert below["a4"] == below["b4"] == 6 + 20  # the first gap of the section, under the repeated head


def test_no_single_line_stays_or_goes():
    whole = section(text_strip([setting("a", 5), setting("b", 5, x=100.0)], before=20.0))
    for room, kept in ((20 + 6 + 5, 0), (20 + 6 + 10, 2), (20 + 6 + 20, 3), (20 + 6 + 30, 3)):
        halves = whole.divided(room)
        if not kept:
            assert halves is None
        else:
            assert halves is not None
            assert sum(text.startswith("a") and text != "again" for text, _, _ in drawn(halves[0])) == kept


def test_paragraphs_of_three_lines_stay_whole():
    whole = section(row("a", 1, 1), text_strip([setting("b", 3), setting("c", 3, x=100.0)], before=20.0))
    first, rest = whole.divided(6 + 20 + 10 + 20 + 10) or (None, None)
    assert first is not None
    assert rest is not None
    assert not any(text.startswith(("b", "c")) for text, _, _ in drawn(first))
    assert [text for text, _, _ in drawn(rest)] == ["again", "b0", "b1", "b2", "c0", "c1", "c2"]


def test_rows_of_usual_height_go_whole():
    """Where something stays on the page before, a row is not split for a few lines."""
    whole = section(row("a", 2, 2), row("b", 6, 6))
    first, rest = whole.divided(6 + 20 + 20 + 20 + 40) or (None, None)
    assert first is not None
    assert rest is not None
    assert not any(text.startswith("b") for text, _, _ in drawn(first))
    assert [text for text, _, _ in drawn(rest)][:3] == ["again", "bH0", "bL0"]


def test_the_head_of_a_tall_row_stays_with_two_lines_of_its_text():
    whole = section(row("a", 2, 2), row("b", MANY, MANY))
    # Room for the second row's head and one line of its text.
    first, rest = whole.divided(6 + 20 + 20 + 20 + 10) or (None, None)
    assert first is not None
    assert rest is not None
    assert not any(text.startswith("b") for text, _, _ in drawn(first))
    assert [text for text, _, _ in drawn(rest)][:3] == ["again", "bH0", "bL0"]
    # Room for the head and two lines.
    first, rest = whole.divided(6 + 20 + 20 + 20 + 20) or (None, None)
    assert first is not None
    assert [text for text, _, _ in drawn(first) if text.startswith("b")] == ["bH0", "bL0", "bL1", "bI0", "bR0", "bR1"]


def test_pairs_begin_on_one_page_or_go_together():
    """A row whose one text fits and whose other text would not begin is moved whole."""
    whole = section(row("a", 2, 2), text_strip([setting("b", 8), setting("c", 3, x=100.0)], before=20.0))
    first, rest = whole.divided(6 + 20 + 20 + 20 + 12) or (None, None)
    assert first is not None
    assert rest is not None
    assert not any(text.startswith(("b", "c")) for text, _, _ in drawn(first))
    assert sum(text.startswith("c") for text, _, _ in drawn(rest)) == 3


def test_one_row_of_several_does_not_stay_behind():
    """Where the section could begin on the next page, a single row under its head is too little to begin here."""
    whole = section(row("a", 2, 2), row("b", 2, 2), row("c", 2, 2))
    room = 6 + 40 + 5
    assert whole.divided(room, alone=False) is None
    first, _ = whole.divided(room, alone=True) or (None, None)
    assert first is not None
    assert whole.divided(room + 40, alone=False) is not None


def test_a_label_is_never_left_alone():
    whole = section(row("a", 6, 6))
    assert whole.divided(6 + 20 + 5) is None
    assert whole.divided(10) is None
    assert whole.divided(0) is None


def test_strips_that_keep_with_the_next_go_with_it():
    kept = Strip(5.0, 10.0, mark("kept"), keep=True)
    tall = Strip(5.0, 60.0, mark("tall"))
    whole = section(row("a", 2, 2), kept, tall)
    first, rest = whole.divided(6 + 40 + 20 + 40) or (None, None)
    assert first is not None
    assert rest is not None
    assert "kept" not in [text for text, _, _ in drawn(first)]
    assert [text for text, _, _ in drawn(rest)] == ["again", "kept", "tall"]


def test_what_divides_rows_is_not_drawn_under_a_repeated_head():
    whole = section(row("a", 2, 2), row("b", 2, 2, rule="rule b"), row("c", 2, 2, rule="rule c"))
    assert [text for text, _, _ in drawn(whole) if "rule" in text] == ["rule b", "rule c"]
    first, rest = whole.divided(6 + 40 + 5) or (None, None)
    assert first is not None
    assert rest is not None
    assert [text for text, _, _ in drawn(first) if "rule" in text] == []
    assert [text for text, _, _ in drawn(rest) if "rule" in text] == ["rule c"]


def test_what_divides_rows_goes_with_the_first_half_of_a_split_row():
    whole = section(row("a", 2, 2), row("b", MANY, MANY, rule="rule b"))
    first, rest = whole.divided(6 + 40 + 20 + 40) or (None, None)
    assert first is not None
    assert rest is not None
    assert "rule b" in [text for text, _, _ in drawn(first)]
    assert "rule b" not in [text for text, _, _ in drawn(rest)]


def test_bookmark_and_name_stay_with_the_beginning():
    named = Section((label("head"), row("a", 9, 9)), 9.0, 12.0, repeat=(label("again"),), id="here", outline="Here")
    first, rest = named.divided(60) or (None, None)
    assert first is not None
    assert rest is not None
    assert (first.id, first.outline) == ("here", "Here")
    assert (rest.id, rest.outline) == (None, None)


rows = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(rows, st.floats(0, 500))
def test_dividing_loses_nothing_and_leaves_no_scrap(counts: list[tuple[int, int]], room: float):
    whole = section(*(row("abcdef"[number], left, right) for number, (left, right) in enumerate(counts)))
    wanted = sorted(text for text, _, _ in drawn(whole) if text != "head")
    pages: list[Section] = []
    rest: Section | None = whole
    space = room
    while rest is not None:
        halves = rest.divided(space)
        if halves is None:
            pages.append(rest)
            break
        first, after = halves
        assert first.height <= space + 1e-6
        assert after.height < rest.height
        pages.append(first)
        rest, space = after, 200.0
    shown = [[text for text, _, _ in drawn(page)] for page in pages]
    assert sorted(text for page in shown for text in page if text not in ("head", "again")) == wanted
    assert [page[0] for page in shown] == ["head", *(["again"] * (len(pages) - 1))]
    for page in shown:
        for name, (left, right) in zip("abcdef", counts, strict=False):
            for kind, count in (("L", left), ("R", right)):
                here = [text for text in page if text.startswith(name + kind)]
                assert here == sorted(here)
                assert len(here) in (0, count) or (len(here) >= 2 and count - len(here) >= 2)
            # A head stands with text of its own, in both columns alike.
            assert (f"{name}H0" in page) == (f"{name}I0" in page)
            if f"{name}H0" in page:
                assert f"{name}L0" in page
                assert f"{name}R0" in page


def test_a_row_over_three_pages_keeps_clear_of_the_repeated_head():
    """The second half of a split row, split once more, must not rise onto the label above it."""
    tall = text_strip([setting("a", 60)], before=21.0)
    section = Section((label("head"), tall), gap=0.0, under_title=0.0, repeat=(label("again"),))
    room = 25 * LEADING
    places = []
    rest: Section | None = section
    while rest is not None:
        halves = rest.divided(room)
        here = halves[0] if halves else rest
        places.append(here.strips[1].before)
        rest = halves[1] if halves else None
    assert len(places) >= 3
    assert len(set(places)) == 1
