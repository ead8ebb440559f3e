"""Nothing leaves its place, touches something else, or is too small, too thin or too pale (design, section 11)."""

from __future__ import annotations

import pytest
from editions import Edition, Shelf
from page_marks import MM, Drawn, Paint, contrast, ground_of

ALL = [
    "robotics",
    "robotics.internal",
    "robotics.office",
    "robotics.zh",
    "robotics.en",
    "robotics-with-contact",
    "long",
    "long.internal",
    "long.zh",
    "long.en",
    "long.en.internal",
    "short",
    "short.internal",
    "event",
    "mirrored.internal",
    "tables",
    "blocks",
    "blocks.internal",
    "tables.zh",
    "tables.en.internal",
]
OUTDENT = 0.25 * MM
"""Large figures start 0.2 mm left of the edge (section 7)."""
COVER_OUTDENT = 0.65 * MM
"""So do the titles of covers, by what their letters have of white."""
HEADER, FOOT, LOWEST = 18 * MM, 276 * MM, 271.5 * MM
OPENING = "（“《"


@pytest.fixture(params=ALL)
def edition(request: pytest.FixtureRequest, editions: Shelf) -> Edition:
    return editions(request.param)


def content(edition: Edition) -> list[Drawn]:
    """Return the lines of inner pages between header rule and foot rule."""
    return [line for line in edition.inner() if HEADER < line.baseline < FOOT]


def told(line: Drawn) -> str:
    return f"page {line.page + 1}, y {line.baseline / MM:.2f} mm, x {line.x / MM:.2f}: {line.text}"


def test_no_text_leaves_the_margins(edition: Edition):
    out = [
        told(line)
        for line in edition.lines
        # An opening mark at the start of a line hangs by half an em, of which the left half is empty.
        if line.x
        < 18 * MM - (COVER_OUTDENT if line.page == 0 else OUTDENT) - (line.size / 2 if line.text[0] in OPENING else 0)
        or line.right - _closing(line) > 192 * MM + 0.05
    ]
    assert not out, "\n".join(out)


def _closing(line: Drawn) -> float:
    """Return the empty half of a full-width mark that ends a line."""
    return line.size / 2 if line.text.rstrip()[-1] in "，。、；：？！）”》" else 0.0


def test_no_text_of_the_content_stands_below_the_last_baseline(edition: Edition):
    low = [told(line) for line in content(edition) if line.baseline > LOWEST + 0.02]
    assert not low, "\n".join(low)


def test_only_the_foot_stands_below_the_content(edition: Edition):
    feet = {round(line.baseline / MM, 2) for line in edition.inner() if line.baseline > LOWEST + 0.02}
    assert feet == {281.25, 285.75}


def test_only_the_header_stands_above_the_header_rule(edition: Edition):
    heads = {round(line.baseline / MM, 2) for line in edition.inner() if line.baseline < HEADER}
    assert heads == ({9.75, 14.25} if edition.brief.audience == "internal" else {14.25})


def test_no_two_texts_overlap(edition: Edition):
    found: list[str] = []
    for page in range(edition.pages):
        lines = sorted((line for line in edition.lines if line.page == page), key=lambda line: line.top)
        for number, line in enumerate(lines):
            for other in lines[number + 1 :]:
                if other.top >= line.bottom:
                    break
                across = min(line.right, other.right) - max(line.x, other.x)
                if across > 0.1 and min(line.bottom, other.bottom) - max(line.top, other.top) > 0.1:
                    found.append(f"{told(line)}  |  {told(other)}")
    assert not found, "\n".join(found)


def test_no_rule_runs_through_or_under_a_text(edition: Edition):
    found: list[str] = []
    rules = [paint for paint in edition.paints if paint.horizontal and paint.page > 0]
    for line in edition.inner():
        found += [
            f"rule at {rule.top / MM:.2f} mm: {told(line)}"
            for rule in rules
            if rule.page == line.page
            and line.top < rule.top < line.baseline + 0.25 * line.size
            and min(rule.right, line.right) > max(rule.left, line.x)
        ]
    assert not found, "\n".join(found)


def test_text_that_begins_in_a_box_ends_in_it(edition: Edition):
    found: list[str] = []
    for box in (paint for paint in edition.paints if paint.page > 0 and _is_box(paint)):
        for line in edition.inner():
            middle = line.baseline - 0.3 * line.size
            inside = line.page == box.page and box.top < middle < box.bottom and box.left <= line.x < box.right
            if inside and (line.right > box.right + 0.05 or line.top < box.top or line.bottom > box.bottom):
                found.append(told(line))
    assert not found, "\n".join(found)


def _is_box(paint: Paint) -> bool:
    """Say whether an outline is a cell, a bar of words, a band; bars of charts are lower, the code has its own ink."""
    return not paint.rule and paint.bottom - paint.top > 7 * MM and paint.right - paint.left > 30 * MM


def test_no_text_is_smaller_than_readers_can_read(edition: Edition):
    """8 points in Chinese, 8.5 in English; raised letters of notes and Han inside English apart (section 3)."""
    small: list[str] = []
    for line in edition.lines:
        han = any(_han(glyph.text) for glyph in line.glyphs)
        for glyph in line.glyphs:
            raised = glyph.baseline < line.baseline - 0.1
            least = 8.0 if han or "SC" in glyph.font else 8.5
            if not raised and glyph.size < least - 1e-6:
                small.append(f"{glyph.size} {told(line)}")
                break
    assert not small, "\n".join(small)


def test_no_line_is_thinner_or_paler_than_presses_can_print(edition: Edition):
    """0.5 points, and never lighter than a quarter grey (section 5, Print); the cover's ridges stand on the ground."""
    lines = [paint for paint in edition.paints if paint.stroke is not None]
    assert lines
    assert min(paint.width for paint in lines) >= 0.5
    for paint in lines:
        if paint.page > 0:
            red, green, blue = (int(paint.stroke[place : place + 2], 16) for place in (1, 3, 5))  # type: ignore[index]
            assert 1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255 >= 0.25, paint


def test_every_text_stands_out_from_its_ground(edition: Edition):
    """Contrast of 4.5 to 1 at least (WCAG 2.2, 1.4.3)."""
    pale: set[str] = set()
    for page in range(edition.pages):
        paints = [paint for paint in edition.paints if paint.page == page and paint.fill is not None]
        for line in (line for line in edition.lines if line.page == page):
            for glyph in (line.glyphs[0], line.glyphs[-1]):
                if glyph.text.strip() and contrast(glyph.colour, ground_of(glyph, paints)) < 4.5:
                    pale.add(told(line))
    assert not pale, "\n".join(sorted(pale))


def test_sections_keep_their_distance(edition: Edition):
    """A section's rule stands at least 6 mm below the text above it (section 2; events are denser)."""
    close: list[str] = []
    for rule in (paint for paint in edition.paints if _starts_a_section(edition, paint)):
        above = [line for line in edition.inner() if line.page == rule.page and line.baseline < rule.top]
        last = max(above, key=lambda line: line.baseline, default=None)
        if last is not None and rule.top - last.baseline < 6 * MM - 0.01:
            close.append(f"rule at {rule.top / MM:.2f} mm: {told(last)}")
    assert not close, "\n".join(close)


def _starts_a_section(edition: Edition, paint: Paint) -> bool:
    """Say whether the label of a section hangs 6 mm below a rule."""
    if paint.page == 0 or not paint.horizontal or paint.stroke != "#16202A":
        return False
    labels = (line for line in edition.inner() if line.page == paint.page and _is_section_label(line))
    return any(abs(line.baseline - paint.top - 6 * MM) < 0.1 and abs(line.x - 18 * MM) < 0.1 for line in labels)


def _is_section_label(line: Drawn) -> bool:
    first = line.glyphs[0]
    return first.font.endswith("Bold") and first.size == (9.0 if "SC" in first.font else 9.5)


def _han(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)
