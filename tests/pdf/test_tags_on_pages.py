"""Everything painted stands in one sequence of marked content, and the tree leads to each and back."""

import io
from contextlib import ExitStack

import pikepdf
import pytest
from every_role import every_role, zh
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_lines import face, glyphs, line, run, surface
from tagged import agree, sequences

from briefgen.pdf.content import Content
from briefgen.pdf.elements import Element, Mark
from briefgen.pdf.profiles import PROFILES
from briefgen.typeset.glyphs import Glyph

TAGGED = [name for name, profile in PROFILES.items() if profile.tagged]


def recorded(tree: Element) -> dict[tuple[int, int], str]:
    return {
        (mark.page, mark.mcid): mark.text for found in tree.walk() for mark in found.children if isinstance(mark, Mark)
    }


def shown(value) -> str | list[str]:
    return [str(one) for one in value] if isinstance(value, pikepdf.Array) else str(value)


def check(drawing) -> list:
    data = drawing.finish()
    found = sequences(data)
    told = {(one.page, one.mcid): one.text for one in found if one.mcid is not None}
    assert told == recorded(drawing.tree)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        agree(pdf, found)
    return found


@pytest.mark.parametrize("name", TAGGED)
def test_every_role_is_marked_once_and_reads_as_it_was_drawn(name):
    found = check(every_role(profile=PROFILES[name]))
    tags = {one.tag for one in found}
    notes = "/Note" if name.startswith("ua1") else "/FENote"
    assert tags >= {"/Artifact", "/Span", "/P", "/Lbl", "/TH", "/TD", "/Link", "/Caption", "/Figure", notes}


def test_a_plain_file_has_no_sequences():
    data = every_role(profile=PROFILES["plain"]).finish()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        operators = [str(one.operator) for page in pdf.pages for one in pikepdf.parse_content_stream(page)]
        assert "/StructTreeRoot" not in pdf.Root
    assert "TJ" in operators
    assert not {"BDC", "EMC"} & set(operators)


def test_the_lines_of_one_element_stand_in_one_sequence():
    drawing = surface()
    with drawing.element("P", "en"):
        for place in range(3):
            drawing.line(line(run(f"line {place} ")), 20, 40 + 10 * place)
    (only,) = check(drawing)
    assert (only.tag, only.text, only.paint) == ("/P", "line 0 line 1 line 2 ", ["TJ"] * 3)


def test_parts_of_a_line_have_sequences_of_their_own():
    drawing = surface()
    with drawing.element("P", "en"):
        drawing.line(line(run("of "), zh("南京", x=15), run(" now", x=40)), 20, 40)
        drawing.line(line(run("and then")), 20, 50)
    assert [(one.tag, one.text) for one in check(drawing)] == [
        ("/P", "of "), ("/Span", "南京"), ("/P", " now"), ("/P", "and then")
    ]  # fmt: skip


def test_a_text_with_more_glyphs_than_characters_keeps_its_own_sequence_inside():
    drawing = surface()
    gid = face("sans-400").gid("e")
    shown = (*glyphs(face("sans-400"), "a", 10), Glyph(gid, "½", 5.0, 5.0), Glyph(gid, "", 10.0, 5.0))
    with drawing.element("P", "en"):
        drawing.line(line(run("", glyphs=shown)), 20, 40)
    (only,) = check(drawing)
    assert only.text == "a½"


def test_artifacts_say_what_they_are():
    drawing = surface()
    kinds = ("header", "footer", "page-number", "repeated-head", "rule", "decoration", "background")
    for kind in kinds:
        with drawing.artifact(kind):
            drawing.rectangle(10, 20, 30, 40, fill="#000000")
            drawing.rectangle(20, 30, 30, 40, fill="#000000")
    with drawing.artifact("background"), drawing.artifact("decoration"):
        drawing.rule(0, 0, 9, 9, "#000000", 1)
    with drawing.artifact("background"):
        drawing.line(line(run("x")), 20, 100)
    data = drawing.finish()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pikepdf.parse_content_stream(pdf.pages[0])
        begun = [one.operands[1].items() for one in content if str(one.operator) == "BDC"]
        found = [{key: shown(value) for key, value in properties} for properties in begun]
    assert found[:6] == [
        {"/Type": "/Pagination", "/Subtype": "/Header", "/Attached": ["/Top"]},
        {"/Type": "/Pagination", "/Subtype": "/Footer", "/Attached": ["/Bottom"]},
        {"/Type": "/Pagination"},
        {"/Type": "/Pagination"},
        {"/Type": "/Layout"},
        {"/Type": "/Layout"},
    ]
    assert found[6] == {"/Type": "/Background", "/BBox": ["10", "330", "50", "380"]}
    assert found[7]["/Type"] == "/Layout"
    assert found[8]["/Type"] == "/Background"
    assert len(found) == 9


def test_paint_that_belongs_to_nothing_is_refused_by_the_page_itself():
    content = Content(400, tagged=True)
    with pytest.raises(RuntimeError, match="marked content"):
        content.rectangle((0, 0, 1, 1), "#000000", None, 0, ())
    with pytest.raises(RuntimeError, match="marked content"):
        content.image("I1", 0, 0, 1, 1)
    with pytest.raises(RuntimeError, match="marked content"):
        content.marks((), 0, 0)
    content.begin("P", 0)
    content.rectangle((0, 0, 1, 1), "#000000", None, 0, ())
    content.begin_text()
    with pytest.raises(RuntimeError, match="text object"):
        content.begin("P", 1)
    with pytest.raises(RuntimeError, match="still open"):
        content.data()


DRAW = ["line", "mixed", "linked", "box"]
STEPS = st.sampled_from([*DRAW, "open", "figure", "again", "close", "artifact", "background", "page"])


@settings(max_examples=60)
@given(st.lists(STEPS, max_size=40), st.sampled_from(TAGGED))
def test_any_drawing_has_balanced_sequences_and_ways_back(steps, name):
    drawing = surface(profile=PROFILES[name])
    drawing.destination("here", 0)
    known: list[Element] = []
    with ExitStack() as whole:
        stacks = [whole]

        def opened(context) -> None:
            stack = ExitStack()
            found = stack.enter_context(context)
            stacks.append(stack)
            if isinstance(found, Element):
                known.append(found)

        opened(drawing.element("Sect"))
        for number, step in enumerate(steps):
            if step == "open":
                opened(drawing.element("P", ("en", "zh", None)[number % 3]))
            elif step == "figure":
                opened(drawing.element("Figure", alt={"en": "a"}))
            elif step == "again":
                opened(drawing.element(known[number % len(known)]))
            elif step in ("artifact", "background"):
                opened(drawing.artifact("rule" if step == "artifact" else "background"))
            elif step == "close" and len(stacks) > 2:
                stacks.pop().close()
            elif step == "line":
                drawing.line(line(run(f"l{number} ")), 20, 40)
            elif step == "mixed":
                drawing.line(line(run("m "), zh("南", x=20), run("m ", x=30)), 20, 40)
            elif step == "linked":
                drawing.line(line(run("a", link="#here"), run("b", x=9, link="https://example.org")), 20, 40)
            elif step == "box":
                drawing.rectangle(0, 0, 9, 9, fill="#000000")
            elif step == "page":
                drawing.page(300, 400)
        while len(stacks) > 1:
            stacks.pop().close()
    check(drawing)
