"""Columns of tables on real pages: numbers on the point, heads in each language, widths by content."""

from __future__ import annotations

import pytest
from editions import Edition
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_case import context_of
from table_case import base, column, laid, line_of, number, pieces_in, point, rows_in, table_in, table_of, words

from briefgen.data.quantity import Amount, Missing, Period, Quantity, Span
from briefgen.data.tables.table import TableCell
from briefgen.errors import AuthorsMistakes
from briefgen.layout.blocks.table import fitted
from briefgen.layout.blocks.table_content import print_columns
from briefgen.layout.blocks.table_widths import fit_surely
from briefgen.layout.grid import LEFT
from briefgen.spec.blocks import TableBlock
from briefgen.spec.frozen import Frozen

NAMES = [words(f"名{zh}", f"Name {en}") for zh, en in zip("甲乙丙丁戊", "ABCDE", strict=True)]
REVENUE = [number("48200000000", "CNY"), number("5260000000", "CNY"), number("128400000000", "CNY", "about")]
GROWTH = [number("15.1", "percent"), number("-3", "percent"), number("20.25", "percent", "more-than")]


def three(languages: tuple[str, ...] = ("zh", "en"), **block: object) -> Edition:
    columns = [column("name", "words"), column("money", unit="CNY"), column("growth", unit="percent")]
    rows = [[NAMES[place], REVENUE[place], GROWTH[place]] for place in range(3)]
    return laid(table_of(columns, rows), languages=languages, **block)


def test_money_stands_in_a_column_for_each_language_on_its_own_point():
    edition = three()
    chinese = [line_of(edition, text) for text in ("482", "52.6", "约1284")]
    english = [line_of(edition, text) for text in ("48.2", "5.26", "about 128.4")]
    for lines in (chinese, english):
        points = [point(line) for line in lines]
        assert max(points) - min(points) < 0.1
    assert max(line.right for line in chinese) < min(line.x for line in english)


def test_a_percentage_is_set_once_unless_its_qualifier_has_words():
    edition = three()
    lines = [line_of(edition, text) for text in ("15.1", "−3", "逾20.25", "more than 20.25")]
    points = [point(line) for line in lines]
    assert max(points) - min(points) < 0.1
    assert [row[3] for row in rows_in(edition.tree)] == ["15.1", "−3", "逾20.25more than 20.25"]


@pytest.mark.parametrize(("language", "texts"), [("zh", ["482", "52.6", "约1284"]), ("en", ["48.2", "5.26"])])
def test_one_language_has_one_column_of_money(language: str, texts: list[str]):
    edition = three((language,))
    assert all(len(row) == 3 for row in rows_in(edition.tree))
    points = [point(line_of(edition, text)) for text in texts]
    assert max(points) - min(points) < 0.1


def test_units_stand_in_the_heads_alone():
    edition = three()
    heads = [cell.text for cell in table_in(edition.tree).walk() if cell.role == "TH" and cell.scope == "Column"]
    assert heads == ["栏nameHead name", "栏money亿元", "Head moneyRMB bn", "栏growth（%）Head growth (%)"]
    body = "".join(text for row in rows_in(edition.tree) for text in row)
    assert "元" not in body and "RMB" not in body and "%" not in body


def test_ranges_stand_on_the_point_of_their_upper_end():
    columns = [column("name", "words"), column("money", unit="CNY")]
    span = TableCell(Quantity(Span(number_of("12500000000"), number_of("30750000000")), "CNY"))
    edition = laid(table_of(columns, [[NAMES[0], span], [NAMES[1], REVENUE[0]]]))
    assert abs(point(line_of(edition, "125～307.5")) - point(line_of(edition, "482"))) < 0.1
    assert abs(point(line_of(edition, "12.5–30.75")) - point(line_of(edition, "48.2"))) < 0.1


def number_of(text: str):
    value = number(text).quantity
    assert value is not None and isinstance(value.value, Amount)
    return value.value.value


def test_blanks_have_their_marks_and_the_notes_explain_them():
    columns = [column("name", "words"), column("money", unit="CNY"), column("growth", unit="percent")]
    rows = [
        [NAMES[0], TableCell(blank="missing"), TableCell(blank="not-applicable")],
        [NAMES[1], *[REVENUE[0]], GROWTH[0]],
    ]
    edition = laid(table_of(columns, rows))
    assert rows_in(edition.tree)[0][1:] == ["…", "…", "–"]
    text = edition.text
    for note in ("暂无数据以“…”表示。", "“…” means not available."):
        assert note in text
    for note in ("不适用以“–”表示。", "“–” means not applicable."):
        assert note in text
    lines = [line.text for line in edition.inner() if "“–”" in line.text or "“…”" in line.text]
    assert len(lines) == 2, "both marks in one line of each language"


def look(edition: Edition, text: str) -> tuple[object, object]:
    """Return weight (as the font that has it) and colour of a line."""
    glyph = line_of(edition, text).glyphs[0]
    return glyph.font, glyph.colour


def test_what_is_awaited_does_not_look_like_a_number():
    columns = [column("name", "words"), column("growth", unit="percent")]
    awaited = TableCell(Quantity(Missing(), "percent"))
    edition = laid(table_of(columns, [[NAMES[0], awaited], [NAMES[1], GROWTH[0]]]), subject="r0")
    assert look(edition, "15.1")[1] == look(edition, "Head name")[1]
    for text in ("待更新", "awaiting update"):
        assert look(edition, text)[1] == look(edition, "Name B")[1]
    assert look(edition, "待更新")[0] != look(edition, "名乙")[0]


def test_english_words_below_chinese_ones_step_back_in_every_column():
    columns = [column("name", "words"), column("field", "words"), column("code", "words")]
    rows = [[NAMES[0], words("机器人", "Robots"), words("A-12", "A-12")]]
    both, alone = laid(table_of(columns, rows)), laid(table_of(columns, rows), languages=("en",))
    assert look(both, "Robots")[1] == look(both, "Name A")[1] != look(both, "机器人")[1]
    assert look(both, "A-12")[1] == look(both, "机器人")[1]
    assert look(alone, "Robots")[1] == look(alone, "Name A")[1] == look(alone, "Head name")[1]


def test_a_kind_and_a_time_of_its_own_stand_in_the_head():
    target = column("aim", unit="CNY", kind="target", period=Period("year", 2030))
    edition = laid(table_of([column("name", "words"), target], [[NAMES[0], REVENUE[0]]]), languages=("en",))
    heads = [cell.text for cell in table_in(edition.tree).walk() if cell.role == "TH" and cell.scope == "Column"]
    assert heads[1] == "Head aimtarget, 2030, RMB bn"


def test_money_is_piled_where_twins_have_no_room():
    columns = [column("name", "words"), *(column(f"m{place}", unit="CNY") for place in range(6))]
    rows = [[NAMES[0], *[number(f"{48_200_000_000 + place * 1_100_000_000}", "CNY") for place in range(6)]]]
    edition = laid(table_of(columns, rows))
    assert rows_in(edition.tree)[0][1:3] == ["48248.2", "49349.3"]
    assert abs(point(line_of(edition, "482")) - point(line_of(edition, "48.2"))) < 0.1


def test_columns_that_do_not_fit_are_refused_with_a_next_step():
    columns = [column("name", "words"), *(column(f"m{place}", unit="CNY") for place in range(15))]
    rows = [[NAMES[0], *[number("48200000000", "CNY", "at-least")] * 15]]
    with pytest.raises(AuthorsMistakes) as caught:
        laid(table_of(columns, rows))
    (problem,) = caught.value.problems
    assert "mm wider than the page" in problem.message
    assert "columns: [m0, m1]" in problem.hint
    assert problem.place.line == 8


def test_chosen_columns_and_rows_are_shown_in_order():
    edition = three(columns=("growth",), sort="money", limit=2)
    assert rows_in(edition.tree) == [["名丙Name C", "逾20.25more than 20.25"], ["名甲Name A", "15.1"]]
    assert "The table lists the first 2 of 3 rows." in edition.text
    assert "表内列出3行中的前2行。" in edition.text.replace(" ", "")


def test_the_subject_is_stressed():
    edition = three(subject="r1")
    colours = {glyph.colour for glyph in line_of(edition, "52.6").glyphs}
    others = {glyph.colour for glyph in line_of(edition, "482").glyphs}
    assert colours.isdisjoint(others)


@given(
    st.lists(
        st.tuples(
            st.decimals(min_value=-999_999, max_value=999_999, places=2),
            st.sampled_from(["none", "about", "more-than", "at-least", "nearly", "up-to", "class-of"]),
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=12)
def test_any_numbers_stand_on_one_point_inside_their_column(values: list[tuple[object, str]]):
    columns = [column("name", "words"), column("n", unit="percent"), column("last", "words")]
    rows = [[NAMES[0], number(str(value), "percent", word), words("末", "Last")] for value, word in values]
    edition = laid(table_of(columns, rows))
    said = {_bare(text) for row in pieces_in(edition.tree) for text in row[1]}
    cells = [line for line in edition.inner() if line.page == 1 and _bare(line.text) in said]
    assert len(cells) >= len(values)
    points = [point(line) for line in cells]
    assert max(points) - min(points) < 0.1
    ends = [line.x for line in edition.inner() if line.text == "Last"]
    assert all(line.x >= LEFT and line.right < min(ends) for line in cells)


def _bare(text: str) -> str:
    return "".join(text.split())


def test_a_stale_table_keeps_its_names_and_says_that_its_values_are_awaited():
    columns = [
        column("name", "words"),
        column("field", "words"),
        column("money", unit="CNY"),
        column("g", unit="percent"),
    ]
    rows = [
        [NAMES[0], words("机器人", "Robots"), REVENUE[0], TableCell(blank="not-applicable")],
        [NAMES[1], words("软件", "Software"), REVENUE[1], GROWTH[1]],
    ]
    note = Frozen({"zh": "其中48.2亿", "en": "of which 4.82"})
    table = table_of(columns, rows, stale=True, caution=note, note=note, publish="with-note", quality="estimated")
    edition = laid(table, sort="money")
    awaited = "待更新awaiting update"
    assert rows_in(edition.tree) == [["名甲Name A", awaited, awaited, "–"], ["名乙Name B", awaited, awaited, awaited]]
    for old in ("482", "48.2", "52.6", "5.26", "4.82", "Robots", "First half", "[1]", "H1 2025", "Sample document"):
        assert old not in edition.text, old


@given(
    st.lists(st.text("WM汉a1 .", min_size=1, max_size=14).filter(str.strip), min_size=1, max_size=7),
    st.integers(1, 10**13),
)
@settings(max_examples=25)
def test_a_table_that_surely_fits_does(texts: list[str], amount: int):
    columns = [column(f"c{place}", "words") for place in range(len(texts))]
    table = table_of(
        [*columns, column("n", unit="CNY")], [[*(words(text, text) for text in texts), number(f"{amount}", "CNY")]]
    )
    context = context_of(base())
    if fit_surely(context, print_columns(context, table, twins=False)):
        block = next(one for one in context.brief.blocks if isinstance(one, TableBlock))
        assert fitted(context, block, table, [False])
