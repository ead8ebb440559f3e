"""What is drawn stands in the tree once, in reading order, with page and number of its piece."""

import io

import pikepdf
import pytest
from plain_lines import line, run, surface

from briefgen.charts.picture import Picture
from briefgen.pdf.elements import Element, Mark


def outline(element: Element) -> list:
    """Return role and content of an element as nested lists."""
    return [element.role, *(outline(child) if isinstance(child, Element) else child for child in element.children)]


def links(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sum(len(page.obj.get("/Annots", [])) for page in document.pages)


def test_elements_nest_in_the_order_of_opening():
    drawing = surface()
    with drawing.element("Sect"):
        with drawing.element("H2", "en"):
            drawing.line(line(run("Head")), 10, 20)
        with drawing.element("P", "en") as paragraph:
            drawing.line(line(run("Text")), 10, 40)
    assert outline(drawing.tree) == ["Document", ["Sect", ["H2", Mark(0, 0, "Head")], ["P", Mark(0, 1, "Text")]]]
    assert paragraph.language == "en"
    assert drawing.tree.text == "HeadText"


def test_facts_of_an_element_are_kept():
    drawing = surface()
    with drawing.element("TH", scope="Row", columns=2, rows=3, title="t", alt={"en": "a"}) as head:
        pass
    assert (head.scope, head.columns, head.rows, head.title, head.alt) == ("Row", 2, 3, "t", {"en": "a"})


def test_lines_of_one_element_join_to_one_mark():
    drawing = surface()
    with drawing.element("P", "en"):
        drawing.line(line(run("one ")), 10, 20)
        drawing.line(line(run("two")), 10, 30)
    assert outline(drawing.tree) == ["Document", ["P", Mark(0, 0, "one two")]]


def test_an_artifact_between_parts_the_mark():
    drawing = surface()
    with drawing.element("P", "en"):
        drawing.line(line(run("one")), 10, 20)
        with drawing.artifact("rule"):
            drawing.rule(0, 25, 100, 25, "#000000", 0.5)
        drawing.line(line(run("two")), 10, 30)
    assert outline(drawing.tree) == ["Document", ["P", Mark(0, 0, "one"), Mark(0, 1, "two")]]


def test_an_element_opened_again_stays_one_also_on_the_next_page():
    drawing = surface()
    paragraph = Element("P", "en")
    with drawing.element("Sect"):
        with drawing.element(paragraph):
            drawing.line(line(run("one")), 10, 20)
        with drawing.element("P", "en"):
            drawing.line(line(run("beside")), 10, 20)
    drawing.page(300, 400)
    with drawing.element("Div"), drawing.element(paragraph):
        drawing.line(line(run("two")), 10, 20)
    assert outline(drawing.tree) == [
        "Document",
        ["Sect", ["P", Mark(0, 0, "one"), Mark(1, 0, "two")], ["P", Mark(0, 1, "beside")]],
        ["Div"],
    ]


def test_an_element_may_stay_open_over_pages():
    drawing = surface()
    with drawing.element("P", "en"):
        drawing.line(line(run("one")), 10, 20)
        drawing.page(300, 400)
        drawing.line(line(run("two")), 10, 20)
    assert outline(drawing.tree) == ["Document", ["P", Mark(0, 0, "one"), Mark(1, 0, "two")]]


def test_artifacts_and_elements_in_them_are_not_in_the_tree():
    drawing = surface()
    head = Element("TH", "en")
    with drawing.element("Table"):
        with drawing.artifact("repeated-head"), drawing.element("TR"), drawing.element(head):
            drawing.line(line(run("again", link="https://example.org")), 10, 20)
        with drawing.element(head):
            drawing.line(line(run("head")), 10, 40)
    assert outline(drawing.tree) == ["Document", ["Table", ["TH", Mark(0, 0, "head")]]]
    assert links(drawing.finish()) == 0


def test_another_language_gets_a_span_and_the_same_goes_on():
    drawing = surface()
    with drawing.element("P", "en") as paragraph:
        drawing.line(line(run("of "), run("南京", name="sans-sc-400", language="zh", x=10)), 10, 20)
        drawing.line(line(run("机器人", name="sans-sc-400", language="zh"), run(" now", x=40)), 10, 30)
    inner = ["Span", Mark(0, 1, "南京"), Mark(0, 2, "机器人")]
    assert outline(paragraph) == ["P", Mark(0, 0, "of "), inner, Mark(0, 3, " now")]
    assert paragraph.children[1].language == "zh"


def test_the_language_of_an_outer_element_counts():
    drawing = surface()
    with drawing.element("Sect", "zh"), drawing.element("P") as paragraph:
        drawing.line(line(run("南京", name="sans-sc-400", language="zh")), 10, 20)
    assert outline(paragraph) == ["P", Mark(0, 0, "南京")]


def test_a_linked_run_stands_in_a_link_also_over_two_lines():
    drawing = surface()
    with drawing.element("P", "en") as paragraph:
        drawing.line(line(run("see "), run("the ", x=20, link="https://example.org/a")), 10, 20)
        drawing.line(line(run("digest", link="https://example.org/a"), run(".", x=40)), 10, 30)
    assert outline(paragraph) == [
        "P",
        Mark(0, 0, "see "),
        ["Link", Mark(0, 1, "the "), Mark(0, 2, "digest")],
        Mark(0, 3, "."),
    ]


def test_two_links_beside_each_other_stay_two():
    drawing = surface()
    with drawing.element("P", "en") as paragraph:
        drawing.line(line(run("a", link="https://example.org/a"), run("b", x=9, link="https://example.org/b")), 10, 20)
    assert outline(paragraph) == ["P", ["Link", Mark(0, 0, "a")], ["Link", Mark(0, 1, "b")]]


def test_a_run_in_an_open_link_makes_no_second_link():
    drawing = surface()
    with drawing.element("P", "en") as paragraph, drawing.element("Link"):
        drawing.line(line(run("a", link="https://example.org/a")), 10, 20)
    assert outline(paragraph) == ["P", ["Link", Mark(0, 0, "a")]]
    assert links(drawing.finish()) == 1


def test_paint_of_a_figure_is_one_mark_without_text():
    drawing = surface()
    with drawing.element("Figure", alt={"en": "Two bars"}) as figure:
        drawing.rectangle(10, 10, 20, 20, fill="#112233")
        drawing.rectangle(40, 10, 20, 20, fill="#112233")
    assert outline(figure) == ["Figure", Mark(0, 0, "")]


DRAWINGS = {
    "line": lambda drawing: drawing.line(line(run("x")), 0, 0),
    "path": lambda drawing: drawing.path((("M", (0, 0)), ("L", (1, 1))), stroke="#000000"),
    "rectangle": lambda drawing: drawing.rectangle(0, 0, 1, 1, fill="#000000"),
    "rule": lambda drawing: drawing.rule(0, 0, 1, 1, "#000000", 1),
    "picture": lambda drawing: drawing.picture(Picture(1, 1, (), (), {}), 0, 0),
    "image": lambda drawing: drawing.image(None, 0, 0, 1, 1),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_outside_elements_is_refused(name):
    drawing = surface()
    with pytest.raises(RuntimeError, match="element below Document"):
        DRAWINGS[name](drawing)
    with drawing.element(drawing.tree), pytest.raises(RuntimeError, match="element below Document"):
        DRAWINGS[name](drawing)
    assert drawing.tree.children == []


def test_a_failed_block_leaves_no_element_or_artifact_open():
    drawing = surface()
    with pytest.raises(KeyError), drawing.element("P"), drawing.artifact("rule"):
        raise KeyError
    with pytest.raises(RuntimeError, match="element below Document"):
        drawing.rule(0, 0, 1, 1, "#000000", 1)


def test_a_link_in_an_artifact_leads_nowhere():
    drawing = surface()
    with drawing.artifact("repeated-head"):
        drawing.line(line(run("here", link="https://example.org")), 20, 40)
    assert links(drawing.finish()) == 0


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/hosts", "example.org", ""])
def test_links_lead_only_where_they_may(target):
    drawing = surface()
    with drawing.element("P", "en"), pytest.raises(RuntimeError, match="cannot lead"):
        drawing.line(line(run("here", link=target)), 20, 40)


def test_a_document_is_finished_once_and_whole():
    drawing = surface()
    with drawing.element("P"), pytest.raises(RuntimeError, match="every element closed"):
        drawing.finish()
    drawing.finish()
    with pytest.raises(RuntimeError, match="once"):
        drawing.finish()
    with pytest.raises(RuntimeError, match="finished"):
        drawing.page(10, 10)
    with drawing.artifact("rule"), pytest.raises(RuntimeError, match="No page"):
        drawing.rule(0, 0, 1, 1, "#000000", 1)


def test_a_link_within_the_document_stands_in_a_reference_also_over_two_lines():
    drawing = surface()
    with drawing.element("P", "en") as paragraph:
        drawing.destination("note", 0, words="Note 1: on sources")
        drawing.line(line(run("see "), run("the ", x=20, link="#note")), 10, 20)
        drawing.line(line(run("note", link="#note"), run(".", x=40)), 10, 30)
    inner = ["Reference", ["Link", Mark(0, 1, "the "), Mark(0, 2, "note")]]
    assert outline(paragraph) == ["P", Mark(0, 0, "see "), inner, Mark(0, 3, ".")]
    with drawing.element("P", "en") as other, drawing.element("Reference"):
        drawing.line(line(run("1", link="#note")), 10, 40)
    assert outline(other) == ["P", ["Reference", ["Link", Mark(0, 4, "1")]]]
    with pikepdf.open(io.BytesIO(drawing.finish())) as pdf:
        assert [str(found.Contents) for found in pdf.pages[0].Annots] == ["Note 1: on sources"] * 3


def test_destinations_know_the_element_that_stands_there():
    drawing = surface()
    drawing.destination("page", 0)
    with drawing.artifact("header"):
        drawing.destination("header", 0)
        drawing.rule(0, 0, 9, 0, "#000000", 1)
    with drawing.element("Sect") as section:
        drawing.destination("section", 10)
        with drawing.element("H2") as head, drawing.element("Span", "en"):
            drawing.line(line(run("Head")), 10, 20)
        drawing.destination("told", 10, element=head)
    drawing.destination("end", 400)
    found = {name: place.element for name, place in drawing._places.destinations.items()}
    assert found == {"page": head, "header": head, "section": section, "told": head, "end": None}
