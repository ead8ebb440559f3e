"""The inline syntax: references, strong text, links, permitted breaks; all else is literal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.spec.reader import read_bytes
from briefgen.spec.text import (
    FORMS,
    FactReference,
    NoteReference,
    PageReference,
    PermittedBreak,
    Piece,
    Plain,
    SourceReference,
    Text,
    parse,
    plain,
)
from briefgen.spec.tree import Scalar

HERE = Place("a.yaml", 7, 10)


def at(column: int) -> Place:
    return Place("a.yaml", 7, 9 + column)


def pieces(source: str, *, breaks: bool = False) -> tuple[Piece, ...]:
    return parse(Text(source, HERE), permitted_breaks=breaks)


def refusal(source: str) -> Problem:
    with pytest.raises(AuthorsMistakes) as found:
        pieces(source)
    assert len(found.value.problems) == 1, found.value.problems
    return found.value.problems[0]


def test_references() -> None:
    assert pieces("营收{r-1}，{r-1|unit}。{source:d-2}第{page:five}页[^core]") == (
        Plain("营收"),
        FactReference("r-1", "value", False, at(3)),
        Plain("，"),
        FactReference("r-1", "unit", False, at(9)),
        Plain("。"),
        SourceReference("d-2", at(20)),
        Plain("第"),
        PageReference("five", at(33)),
        Plain("页"),
        NoteReference("core", at(45)),
    )


@pytest.mark.parametrize("form", FORMS)
def test_forms(form: str) -> None:
    assert pieces(f"{{x|{form}}}") == (FactReference("x", form, False, at(1)),)


def test_strong_text_and_links() -> None:
    assert pieces("a **b {x} c** d") == (
        Plain("a "),
        Plain("b ", strong=True),
        FactReference("x", "value", True, at(7)),
        Plain(" c", strong=True),
        Plain(" d"),
    )
    assert pieces("See [the **site**](https://example.org/a_(b)?q=1#c), [mail](mailto:a@b.org)!") == (
        Plain("See "),
        Plain("the ", link="https://example.org/a_(b)?q=1#c"),
        Plain("site", strong=True, link="https://example.org/a_(b)?q=1#c"),
        Plain(", "),
        Plain("mail", link="mailto:a@b.org"),
        Plain("!"),
    )
    assert pieces("**[a](http://b.org)**") == (Plain("a", strong=True, link="http://b.org"),)


@pytest.mark.parametrize(
    "literal",
    [
        "<b>bold</b> <script>alert(1)</script> <para><font size=9>x</font>",
        "R&D &amp; &lt;x&gt;",
        "$x$ %s %d %(a)s $HOME `ls` ~/x",
        "javascript:alert(1) file:///etc/passwd",
        "[10] and [a] [b](",
        "* one * two # three _four_ ~five~",
        "a | b || c",
        "https://example.org/",
        "「日本」\u202eabc",
    ],
)
def test_everything_else_is_literal(literal: str) -> None:
    if literal.endswith("("):
        literal = literal[:-1]
    assert pieces(literal) == (Plain(literal),)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{x}}", "{x}"),
        ("{{{{", "{{"),
        (r"\{x\}", "{x}"),
        (r"\*\*a\*\*", "**a**"),
        (r"\[a](https://x.org)", "[a](https://x.org)"),
        (r"\[^a]", "[^a]"),
        (r"a\\b", r"a\b"),
        (r"\南", "南"),
        ("e\u0301", "\u00e9"),
        ("  a  b\t c ", "a b c"),
        ("南京\n机器人", "南京机器人"),
        ("Nanjing\nrobots", "Nanjing robots"),
        ("南京\nAI", "南京 AI"),
    ],
)
def test_escapes_and_white_space(source: str, printed: str) -> None:
    assert pieces(source) == (Plain(printed),)


def test_a_folded_line_joins_han_without_a_space() -> None:
    tree = read_bytes("a: >\n  南京放大\n  工业 机器人{x}\nb: 南京\n  放大 {x}\n".encode(), "a.yaml")
    first, second = tree[Scalar("a")], tree[Scalar("b")]
    assert isinstance(first, Scalar)
    assert isinstance(second, Scalar)
    assert parse(Text(first, first.place)) == (
        Plain("南京放大工业 机器人"), FactReference("x", "value", False, Place("a.yaml", 3, 9)),
    )  # fmt: skip
    assert parse(Text(second, second.place)) == (
        Plain("南京放大 "), FactReference("x", "value", False, Place("a.yaml", 5, 6)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("五个产业中，|机器人", [Plain("五个产业中，"), PermittedBreak(), Plain("机器人")]),
        ("五个产业中 | 机器人", [Plain("五个产业中"), PermittedBreak(), Plain("机器人")]),
        ("Of the five,|only AI", [Plain("Of the five, "), PermittedBreak(), Plain("only AI")]),
        ("Of the five, | only AI", [Plain("Of the five, "), PermittedBreak(), Plain("only AI")]),
        ("人工|AI", [Plain("人工"), PermittedBreak(), Plain("AI")]),
        ("“人”|“工”", [Plain("“人”"), PermittedBreak(), Plain("“工”")]),
        ("the “one”|and", [Plain("the “one” "), PermittedBreak(), Plain("and")]),
        (r"a\|b", [Plain("a|b")]),
    ],
)
def test_permitted_breaks(source: str, expected: list[Piece]) -> None:
    assert list(pieces(source, breaks=True)) == expected


def test_permitted_breaks_beside_references() -> None:
    fact = FactReference("x", "value", False, at(1))
    assert pieces("{x}|grew", breaks=True) == (fact, Plain(" "), PermittedBreak(), Plain("grew"))
    assert pieces("{x}|增长", breaks=True) == (fact, PermittedBreak(), Plain("增长"))
    assert pieces("{x|unit}", breaks=True) == (FactReference("x", "unit", False, at(1)),)
    assert pieces("**增|长**", breaks=True) == (
        Plain("增", strong=True), PermittedBreak(), Plain("长", strong=True),
    )  # fmt: skip


def test_plain() -> None:
    assert plain(Text("五个产业中，|**机器人**居前[^a]")) == "五个产业中，机器人居前"
    assert plain(Text("Of five,|only [AI](https://x.org) {x}")) == "Of five, only AI"
    assert plain(Text("a|b"), permitted_breaks=False) == "a|b"


@pytest.mark.parametrize(
    ("source", "column", "sentence", "hint"),
    [
        ("ab {x", 4, "This brace is not closed.", "{{"),
        ("{a {b}", 1, "This brace is not closed.", "{{"),
        ("ab }", 4, "This closing brace has no opening one.", "}}"),
        ("a {}", 3, "{} refers to nothing.", "{id|form}"),
        ("a {A b}", 3, "{A b} refers to nothing.", "{id|form}"),
        ("a {fact:b}", 3, "{fact:b} refers to nothing.", "{source:id}"),
        ("a {b|vlaue}", 6, '"vlaue" is no form of a fact.', 'Did you mean "value"?'),
        ("a {b|}", 6, '"" is no form of a fact.', "Known forms: value"),
        ("a **b", 3, "The strong text that begins here has no end.", "Write **"),
        ("**a** b **c", 9, "The strong text that begins here has no end.", "Write **"),
        ("[a **b](https://x.org)", 4, "The strong text that begins here has no end.", "Write **"),
        ("a [^b", 3, "This note reference is not closed.", "[^name]"),
        ("a [^b c]", 3, '"b c" cannot be the name of a note.', "[^name]"),
        ("[a](javascript:alert)", 5, '"javascript:alert" is not an address', "https://"),
        ("[a](file:///etc/passwd)", 5, "is not an address", "https://"),
        ("[a](b.html)", 5, "is not an address", "https://"),
        ("[a](https://)", 5, "is not an address", "https://"),
        ("[a](https://x.org y)", 5, "is not an address", "https://"),
        ("[a](https://x.org", 4, "The address of this link is not closed.", "Write )"),
        ("[](https://x.org)", 1, "This link has no text.", "[text]"),
        ("[a {b}](https://x.org)", 4, "The text of a link cannot hold a reference.", "before or after"),
        ("ab\\", 3, "The backslash at the end", "\\\\"),
        ("a\x07", 2, "The control character U+0007", "Delete"),
        ("一\ufe10二", 2, "(U+FE10) is a mark for vertical text.", "Write ， instead."),
        ("一\ufe41二", 2, "(U+FE41) is a mark for vertical text.", "Write 「 instead."),
    ],
)
def test_a_refusal_tells_the_exact_column(source: str, column: int, sentence: str, hint: str) -> None:
    problem = refusal(source)
    assert problem.place == at(column)
    assert sentence in problem.message
    assert hint in problem.hint


def test_a_text_is_one_paragraph() -> None:
    problem = refusal("a\n\nb")
    assert problem.place == Place("a.yaml", 9, 1)
    assert "one paragraph" in problem.message


def test_all_mistakes_of_a_text_are_told() -> None:
    with pytest.raises(AuthorsMistakes) as found:
        pieces("{x **a } [b](c) {d|e}")
    assert len(found.value.problems) >= 3


@given(st.text(st.sampled_from("ab南。{}[]()^*|\\:/ \n“") | st.characters(exclude_categories=["Cs"])), st.booleans())
def test_any_text_is_parsed_or_refused(source: str, breaks: bool) -> None:
    try:
        parsed = pieces(source, breaks=breaks)
    except AuthorsMistakes as mistakes:
        assert all(problem.place.line >= 7 and problem.hint for problem in mistakes.problems)
    else:
        assert all(piece.text for piece in parsed if isinstance(piece, Plain))


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.sampled_from("南京，。“”")), st.booleans())
def test_an_escaped_text_is_printed_as_it_is(source: str, breaks: bool) -> None:
    escaped = re.sub(r"([\\{}\[*|])", r"\\\1", source)
    printed = "".join(piece.text for piece in pieces(escaped, breaks=breaks) if isinstance(piece, Plain))
    assert printed == re.sub(" +", " ", source.strip(" "))
