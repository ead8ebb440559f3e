"""The comparison figure, by its numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from briefgen.charts.draw import draw_picture
from briefgen.charts.picture import Label, Mark, Picture
from briefgen.data.quantity import Period
from briefgen.spec.text import Text
from briefgen.theme.tokens import MM

ORDER = ["ai", "robotics", "software", "ict", "biomed"]
BAR = 6 * MM


@pytest.fixture
def picture(comparison, facts, theme, width) -> Picture:
    return draw_picture(comparison(), facts, theme, ("zh", "en"), width, None)


def box(mark: Mark) -> tuple[float, float, float, float]:
    """Return left, top, width and height."""
    points = [numbers[-2:] for _, numbers in mark.steps if numbers]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def bars_from(picture: Picture, zero: float) -> list[Mark]:
    """Return the bars that begin at `zero`, from top to bottom."""
    found = [mark for mark in picture.marks if mark.fill and box(mark)[3] == pytest.approx(BAR, abs=0.002)]
    return sorted((mark for mark in found if box(mark)[0] == pytest.approx(zero, abs=0.002)), key=lambda m: box(m)[1])


def label(picture: Picture, text: str) -> Label:
    (found,) = [label for label in picture.labels if label.text == text]
    return found


def mm(points: float) -> float:
    return round(points / MM, 2)


def test_the_picture_has_the_height_of_heads_and_rows(picture, width):
    assert (picture.width, mm(picture.height)) == (width, 7.5 + 5 * 14.25)


@pytest.mark.parametrize(("panel", "zero", "longest"), [("revenue", 60, 48), ("growth", 132, 18)])
def test_bars_start_at_zero_and_are_as_long_as_their_values(picture, facts, panel, zero, longest):
    amounts = [facts[f"{name}-{panel}"].quantity.value.value for name in ORDER]
    bars = bars_from(picture, zero * MM)
    assert len(bars) == 5
    for bar, amount in zip(bars, amounts, strict=True):
        assert box(bar)[2] == pytest.approx(longest * MM * float(amount / max(amounts)), abs=0.002)


def test_bars_stand_in_their_rows(picture):
    tops = [mm(box(bar)[1]) for bar in bars_from(picture, 60 * MM)]
    assert tops == pytest.approx([7.5 + 4.1 + 14.25 * row for row in range(5)], abs=0.01)


def test_only_the_subject_has_the_colour_of_the_theme(picture, theme):
    for zero in (60 * MM, 132 * MM):
        fills = [bar.fill for bar in bars_from(picture, zero)]
        assert fills == [theme.colours["main" if name == "robotics" else "compare"] for name in ORDER]


def test_the_subjects_band_bleeds_beyond_both_margins(picture, theme, width):
    (band,) = [mark for mark in picture.marks if mark.fill == theme.colours["tint"]]
    assert [mm(number) for number in box(band)] == [-1.5, 21.75, mm(width) + 3, 14.25]
    assert picture.marks[0] == band


def test_rules_and_zero_lines(picture, theme, width):
    lines = [(mark.stroke, mark.width, *(mm(number) for number in box(mark))) for mark in picture.marks if mark.stroke]
    rows = 5 * 14.25
    assert sorted(lines) == sorted(
        [
            (theme.colours["ink"], 0.75, 0, 7.5, mm(width), 0),
            (theme.colours["ink"], 0.75, 0, 7.5 + rows, mm(width), 0),
            *((theme.colours["rule"], 0.5, 0, 7.5 + 14.25 * row, mm(width), 0) for row in range(1, 5)),
            (theme.colours["ink-2"], 0.75, 60, 7.5, 0, rows),
            (theme.colours["ink-2"], 0.75, 132, 7.5, 0, rows),
        ]
    )


def test_values_are_piled_behind_their_bars(picture):
    zh, en = label(picture, "194亿元"), label(picture, "RMB 19.4 bn")
    end = 60 * MM + 48 * MM * 19.4 / 520
    assert (zh.x, en.x) == (pytest.approx(end + 2 * MM), pytest.approx(end + 2 * MM))
    assert (mm(zh.y), mm(en.y)) == (21.75 + 6, 21.75 + 11)
    assert (zh.role, zh.language, zh.colour, zh.name) == ("bar-value", "zh", "main", en.name)
    assert label(picture, "RMB 520 bn").colour is None


def test_a_value_that_is_the_same_in_both_languages_is_set_once_and_an_approximate_one_piled(picture):
    exact = label(picture, "16.5%")
    assert (exact.language, mm(exact.y)) == (None, 7.5 + 2 * 14.25 + 8.5)
    assert (label(picture, "约20%").language, label(picture, "about 20%").language) == ("zh", "en")


def test_names_are_followed_by_their_scope_and_the_subject_is_bold(picture):
    zh, en = label(picture, "机器人"), label(picture, "Robotics")
    assert (zh.weight, en.weight, zh.colour, en.colour) == (700, 600, "main", "main")
    assert (mm(zh.y), mm(en.y), zh.x) == (27.75, 32.75, 0)
    at = picture.labels.index(en)
    scope = picture.labels[at + 1]
    assert (scope.text, scope.role, scope.follows, mm(scope.gap)) == ("core industry", "unit-line", en.name, 2.5)
    assert (label(picture, "Biomedicine").weight, label(picture, "Biomedicine").colour) == (None, None)


def test_heads_stand_in_line(picture):
    zh, en = label(picture, "上半年营收"), label(picture, "First-half revenue")
    assert (mm(zh.x), mm(zh.y), mm(en.y), en.follows, zh.name) == (60, 4.5, 4.5, zh.name, en.name)
    assert 2 <= mm(en.gap) <= 4


def test_rows_are_sorted_as_asked(comparison, facts, theme, width):
    def names(sort: str) -> list[str]:
        drawn = draw_picture(comparison(sort=sort), facts, theme, ("en",), width, None)
        return [label.text for label in drawn.labels if label.role == "label"]

    assert [name.split()[0] for name in names("first")] == [
        "Software",
        "Biomedicine",
        "Next-generation",
        "Artificial",
        "Robotics",
    ]
    assert [name.split()[0] for name in names("second")][:2] == ["Artificial", "Robotics"]


def test_one_language_stands_in_the_middle_of_its_row(comparison, facts, theme, width):
    picture = draw_picture(comparison(), facts, theme, ("zh",), width, None)
    assert mm(label(picture, "机器人").y) == mm(label(picture, "194亿元").y) == 21.75 + 8.5
    assert {label.language for label in picture.labels} == {"zh"}


def test_one_measure_takes_the_whole_width(comparison, facts, theme, width):
    rows = tuple(row.model_copy(update={"facts": row.facts[:1]}) for row in comparison().rows)
    picture = draw_picture(comparison(rows=rows, heads=(), sort="first"), facts, theme, ("zh", "en"), width, None)
    assert mm(max(box(bar)[2] for bar in bars_from(picture, 60 * MM))) == 84
    assert mm(picture.height) == 5 * 14.25


def test_a_long_label_shortens_the_bars_of_its_panel(comparison, facts, theme, width, make_fact):
    facts["software-revenue"] = make_fact("software-revenue", "523456789012")
    picture = draw_picture(comparison(), facts, theme, ("zh", "en"), width, None)
    lengths = [box(bar)[2] for bar in bars_from(picture, 60 * MM)]
    assert max(lengths) < 47 * MM
    amounts = [float(facts[f"{name}-revenue"].quantity.value.value) for name in ORDER]
    assert [length / max(lengths) for length in lengths] == pytest.approx(
        [amount / max(amounts) for amount in amounts], abs=1e-4
    )


def test_a_negative_value_goes_left_from_zero(comparison, facts, theme, width, make_fact):
    facts["ict-growth"] = make_fact("ict-growth", "-6", "percent")
    picture = draw_picture(comparison(), facts, theme, ("zh", "en"), width, None)
    zero = 132 * MM + 18 * MM * 6 / 32
    assert len(bars_from(picture, zero)) == 4
    (bar,) = bars_from(picture, 132 * MM)
    assert box(bar)[2] == pytest.approx(18 * MM * 6 / 32, abs=0.002)
    assert label(picture, "−6%").x == pytest.approx(zero + 2 * MM)


def test_a_target_is_outlined_and_says_so(comparison, facts, theme, width):
    facts["ict-revenue"] = replace(
        facts["ict-revenue"], kind="target", period=Period("year", 2027), period_inferred=False
    )
    picture = draw_picture(comparison(), facts, theme, ("zh", "en"), width, None)
    assert len(bars_from(picture, 60 * MM)) == 4
    (outline,) = [m for m in picture.marks if m.stroke == theme.colours["compare"]]
    left, _, across, down = box(outline)
    assert outline.fill is None
    assert (left - outline.width / 2, across + outline.width, down + outline.width) == (
        pytest.approx(60 * MM, abs=0.002),
        pytest.approx(48 * MM * 74.2 / 520, abs=0.002),
        pytest.approx(BAR, abs=0.002),
    )
    assert label(picture, "2027年目标").follows == label(picture, "742亿元").name
    assert label(picture, "target, 2027").follows == label(picture, "RMB 74.2 bn").name


def test_a_value_of_zero_has_a_label_and_no_bar(comparison, facts, theme, width, make_fact):
    facts["ict-growth"] = make_fact("ict-growth", "0", "percent")
    picture = draw_picture(comparison(), facts, theme, ("zh", "en"), width, None)
    assert len(bars_from(picture, 132 * MM)) == 4
    assert mm(label(picture, "0%").x) == 134


def test_a_narrow_page_has_names_above_bars_and_everything_inside(comparison, facts, theme):
    width = 86 * MM
    picture = draw_picture(comparison(), facts, theme, ("zh", "en"), width, None)
    bar = bars_from(picture, 0.0)[0]
    assert label(picture, "Artificial intelligence").y < box(bar)[1]
    for mark in picture.marks:
        left, top, across, down = box(mark)
        assert left >= -1.5 * MM - 0.01
        assert left + across <= width + 1.5 * MM + 0.01
        assert 0 <= top <= top + down <= picture.height + 0.01


def test_names_keep_their_marks_of_text_but_not_its_syntax(comparison, facts, theme, width):
    rows = comparison().rows
    name = {"zh": Text("**AI**（智能）"), "en": Text("AI {{x}}")}
    rows = (rows[0].model_copy(update={"name": name}), *rows[1:])
    picture = draw_picture(comparison(rows=rows), facts, theme, ("zh", "en"), width, None)
    assert label(picture, "AI（智能）").language == "zh"
    assert label(picture, "AI {x}").language == "en"


def test_labels_keep_the_digits_of_the_source(comparison, facts, theme, width):
    assert facts["biomed-revenue"].quantity.value.value == Decimal("118500000000")
    picture = draw_picture(comparison(), facts, theme, ("zh", "en"), width, None)
    assert {"1185亿元", "RMB 118.5 bn", "26%", "RMB 26 bn"} <= {label.text for label in picture.labels}
