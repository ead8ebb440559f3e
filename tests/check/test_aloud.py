"""What a listener hears of a structure, and how it is laid out for people to read."""

from __future__ import annotations

from briefgen.check.finished.aloud import aloud_text
from briefgen.check.finished.said import Said
from briefgen.check.finished.spoken import Spoken, spoken

Part = Said | str


def el(role: str, *children: Part, language: str = "zh", **more: object) -> Said:
    return Said(role, language, children=children, **more)  # type: ignore[arg-type]


def en(role: str, *children: Part, **more: object) -> Said:
    return el(role, *children, language="en", **more)


def both(role: str, chinese: str, english: str, **more: object) -> Said:
    return el(role, el("Span", chinese), en("Span", english), **more)


def heard(*children: Part) -> list[Spoken]:
    return list(spoken(el("Document", *children), ("zh", "en")))


def text(*children: Part, language: str | None = None) -> str:
    return aloud_text(heard(*children), language)


def test_headings_have_their_level_and_each_language():
    assert heard(both("H2", "领域", "Fields")) == [Spoken("H2", "zh", "领域", 2), Spoken("H2", "en", "Fields", 2)]
    assert text(both("H2", "领域", "Fields")) == "## 领域\n## Fields\n"


def test_a_paragraph_is_one_piece_with_its_links_and_foreign_words():
    link = el("Reference", el("Link", "[2]"))
    said = heard(en("P", "One of ", el("Span", "南京"), "’s tracks. ", link))
    assert said == [Spoken("P", "en", "One of 南京’s tracks. [2]")]


def test_an_abbreviation_is_said_in_full():
    said = heard(en("P", en("Span", "RMB 19.4 bn", expansion=(("en", "RMB 19.4 billion, first half of 2025"),))))
    assert [one.text for one in said] == ["RMB 19.4 billion, first half of 2025"]


def test_what_is_said_once_is_there_for_listeners_of_both_languages():
    code, number = el("P", en("Span", "ROB-2026-02")), el("P", "26%")
    assert [(one.language, one.shared) for one in heard(code, number)] == [("en", True), ("zh", True)]
    for language in ("zh", "en"):
        assert text(code, number, language=language) == "ROB-2026-02\n26%\n"
    assert text(el("P", "机器人"), en("P", "Robotics"), code, language="zh-Hans") == "机器人\nROB-2026-02\n"


def test_a_picture_is_its_description_in_each_language_and_nothing_else():
    figure = el("Figure", el("Span", "260"), alt=(("zh", "条形图。"), ("en", "Bar chart.")))
    assert text(figure) == "［图］条形图。\n[Figure] Bar chart.\n"
    assert text(figure, language="en") == "[Figure] Bar chart.\n"


def test_lists_say_how_long_they_are_and_items_go_with_their_labels():
    item = el("LI", el("Lbl", "核心产业营收"), el("LBody", el("Span", "194亿元")))
    assert text(el("L", item)) == "［列表，1项］\n- 核心产业营收：194亿元\n"
    source = el("LI", el("Lbl", en("Span", "[1]")), el("LBody", el("P", "概况"), en("P", "Overview")))
    assert text(el("L", source, source)) == (
        "［列表，2项］ [list, 2 items]\n- [1] 概况\n  [1] Overview\n- [1] 概况\n  [1] Overview\n"
    )


def test_a_value_for_all_is_said_behind_the_label_of_each_language():
    item = el("LI", both("Lbl", "编号", "Edition"), el("LBody", en("Span", "ROB-2026-02")))
    assert text(el("L", item)) == ("［列表，1项］ [list, 1 item]\n- 编号：ROB-2026-02\n  Edition: ROB-2026-02\n")
    assert text(el("L", item), language="en") == "[list, 1 item]\n- Edition: ROB-2026-02\n"


def test_lists_in_lists_are_indented():
    inner = el("L", el("LI", el("LBody", "机器人")))
    said = text(el("L", el("LI", el("Lbl", "4个办公室"), el("LBody", inner)), el("LI", el("LBody", "6个专班"))))
    assert said == "［列表，2项］\n- 4个办公室\n  ［列表，1项］\n  - 机器人\n- 6个专班\n"


def table(*rows: Said, caption: Part = "") -> Said:
    heads = el(
        "THead", el("TR", both("TH", "产业", "Industry", scope="Column"), both("TH", "增速", "Growth", scope="Column"))
    )
    return el("Table", *([el("Caption", caption)] if caption else []), heads, el("TBody", *rows))


def test_cells_are_said_behind_the_heads_of_their_columns():
    row = el("TR", both("TH", "机器人", "Robotics", scope="Row"), el("TD", en("Span", "26%")))
    assert text(table(row)) == (
        "［表格，1行2列］ [table, 1 row, 2 columns]\n"
        "| 产业 | 增速\n| Industry | Growth\n"
        "| 机器人 | 增速：26%\n| Robotics | Growth: 26%\n"
    )
    assert text(table(row), language="en") == (
        "[table, 1 row, 2 columns]\n| Industry | Growth\n| Robotics | Growth: 26%\n"
    )


def test_empty_cells_and_pictures_in_cells_are_told():
    flag = el("TD", el("Figure", alt=(("zh", "单一来源"), ("en", "Single source"))))
    rows = [el("TR", both("TH", "甲", "A", scope="Row"), cell) for cell in (el("TD"), flag)]
    assert text(table(*rows)).splitlines()[3:] == [
        "| 甲 | 增速：空白",
        "| A | Growth: blank",
        "| 甲 | 增速：单一来源",
        "| A | Growth: Single source",
    ]


def test_cells_find_their_heads_across_spans():
    heads = el(
        "THead",
        el("TR", el("TH", "项", scope="Column", rows=2), el("TH", "营收", scope="Column", columns=2)),
        el("TR", el("TH", "2024年", scope="Column"), el("TH", "2025年", scope="Column")),
    )
    row = el("TR", el("TH", "甲", scope="Row"), el("TD", "1"), el("TD", "2"))
    assert text(el("Table", heads, el("TBody", row))).splitlines()[-1] == "| 甲 | 营收：2024年：1 | 营收：2025年：2"


def test_a_column_in_one_language_stays_in_it():
    heads = el("TR", el("TH", el("Span", "亿元"), scope="Column"), el("TH", en("Span", "RMB bn"), scope="Column"))
    row = el("TR", el("TD", el("Span", "260")), el("TD", en("Span", "26")))
    said = el("Table", el("THead", heads), el("TBody", row))
    assert text(said, language="zh").splitlines()[1:] == ["| 亿元", "| 亿元：260"]
    assert text(said, language="en").splitlines()[1:] == ["| RMB bn", "| RMB bn: 26"]


def test_notes_are_told_as_such():
    note = el("Note", el("Lbl", "a"), el("P", "仅指核心产业。"), id="note-core")
    assert text(note) == "［注］a 仅指核心产业。\n"
    assert heard(note)[0].role == "Note"


def test_one_language_stands_after_the_other():
    short = [el("P", "概览"), en("P", "Overview"), el("P", "数据"), en("P", "Data")]
    assert text(*short) == "概览\nOverview\n\n数据\nData\n"
    long = [el("P", "一。"), el("P", "二。"), en("P", "One."), en("P", "Two.")]
    assert text(*long) == "一。\n二。\n\nOne.\nTwo.\n"


def test_nothing_is_said_of_nothing():
    assert text() == ""
    assert text(el("P", " "), el("Sect", el("P"))) == ""


def test_other_languages_are_announced_in_english():
    row = Said("TR", "de", children=(Said("TD", "de", children=("26 %",)),))
    heads = Said("TR", "de", children=(Said("TH", "de", scope="Column", children=("Wachstum",)),))
    root = Said("Document", "de", children=(Said("Table", "de", children=(heads, row)),))
    assert aloud_text(list(spoken(root, ("de",)))) == "[table, 1 row, 1 column]\n| Wachstum\n| Wachstum: 26 %\n"
