"""A document with every role, drawn as blocks draw: parts of lines, notes, lists, tables, artifacts, data inside."""

from __future__ import annotations

from typing import Any

from plain_lines import line, run, surface

from briefgen.pdf.attachment import Attachment
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface

DATA = Attachment("图1.csv", "年,增速\n2025,20%\n".encode(), "text/csv", "图1的数据 · Data of figure 1")
FACTS = Attachment("facts.json", b"{}\n", "application/json", "Facts of this edition", "Supplement")
HAN = "南京机器人"


def zh(text: str, **look: Any) -> Any:
    return run(text, name="sans-sc-400", language="zh", **look)


def every_role(*, files: bool = False, **facts: Any) -> Surface:
    """Return a drawn document of three pages that is not finished yet; `files` puts data into it."""
    drawing = surface(**facts)
    if files:
        drawing.attach(FACTS)
    long = Element("P", "en")
    with drawing.element("Part"):
        _opening(drawing)
        with drawing.element("Sect"):
            with drawing.element("H2", "en"):
                drawing.line(line(run("Fields")), 20, 100)
            _running(drawing, long)
            _figure(drawing, files)
    _page(drawing)
    with drawing.element(long):
        drawing.line(line(run("goes on"), zh("南京", x=50)), 20, 60)
    _table(drawing)
    _page(drawing)
    with drawing.element(long):
        drawing.line(line(run("and ends here.")), 20, 60)
    _notes(drawing)
    drawing.outline("南京机器人", 0, "start")
    drawing.outline("Figure 1", 1, "figure")
    drawing.outline("Notes", 0, "note-1")
    return drawing


def _page(drawing: Surface) -> None:
    drawing.page(300, 400)
    with drawing.artifact("header"):
        drawing.line(line(run("Running head")), 20, 20)
        drawing.rule(20, 24, 280, 24, "#000000", 0.5)
    with drawing.artifact("footer"):
        drawing.line(line(run("Office")), 20, 390)
        with drawing.artifact("page-number"):
            drawing.line(line(run(str(drawing.pages))), 200, 390)
        drawing.line(line(run("2026")), 240, 390)


def _opening(drawing: Surface) -> None:
    drawing.destination("start", 0)
    with drawing.artifact("decoration"):
        drawing.rule(20, 10, 280, 10, "#000000", 0.75)
    with drawing.element("H1"):
        with drawing.element("Span", "en"):
            drawing.line(line(run("Robotics")), 20, 40)
        with drawing.element("Span", "zh"):
            drawing.line(line(zh(HAN)), 20, 60)
    with drawing.element("TOC"):
        with drawing.element("Caption", "en"):
            drawing.line(line(run("Contents")), 20, 70)
        with drawing.element("TOCI"):
            with drawing.element("Lbl", "en"):
                drawing.line(line(run("1", link="#figure")), 20, 80)
            with drawing.element("P", "en"):
                drawing.line(line(run("A figure", link="#figure"), run(", here", x=60)), 40, 80)


def _running(drawing: Surface, long: Element) -> None:
    with drawing.element(long):
        drawing.line(line(run("See "), run("source", x=25, link="#note-1"), run(" and", x=60)), 20, 120)
        drawing.line(line(run("https://example.org/a ", link="https://example.org/a")), 20, 130)
        drawing.line(line(run("b", link="https://example.org/a"), run(" then", x=60)), 20, 140)
    with drawing.element("Div"), drawing.element("P", "en"):
        with drawing.element("Span", expansion="RMB 19.4 billion, first half of 2025"):
            drawing.line(line(run("RMB 19.4 bn")), 20, 150)
        drawing.line(line(zh("约20%")), 90, 150)
    with drawing.element("P", "en"):
        pass  # says nothing


def _figure(drawing: Surface, files: bool) -> None:
    with drawing.element("Figure", "en", alt={"en": "Two bars: 5 and 7", "zh": "两根柱：5和7"}) as figure:
        drawing.destination("figure", 160, words="Figure 1: two bars")
        with drawing.artifact("background"):
            drawing.rectangle(20, 160, 100, 60, fill="#EEEEEE")
        drawing.rectangle(30, 180, 20, 40, fill="#112233")
        drawing.rectangle(60, 170, 20, 50, fill="#112233")
        drawing.line(line(run("5")), 30, 178)
        if files:
            figure.files.append(DATA)
        with drawing.element("Caption", "en"):
            drawing.line(line(run("Figure 1"), zh("图1", x=60)), 20, 230)


def _cells(drawing: Surface, role: Any, texts: list[str], y: float, **facts: Any) -> None:
    with drawing.element("TR"):
        for place, text in enumerate(texts):
            first = role == "TD" and not place
            given = {"scope": "Row"} if first else facts
            with drawing.element("TH" if first else role, "en", **given):
                if text:
                    drawing.line(line(run(text)), 20 + 60 * place, y)


def _table(drawing: Surface) -> None:
    with drawing.element("Table"):
        with drawing.element("Caption", "en"):
            drawing.line(line(run("Table 1")), 20, 80)
        with drawing.element("THead"):
            with drawing.element("TR"):
                with drawing.element("TH", "en", scope="Both", rows=2):
                    drawing.line(line(run("Year")), 20, 100)
                with drawing.element("TH", "en", scope="Column", columns=2):
                    drawing.line(line(run("Growth")), 80, 100)
            _cells(drawing, "TH", ["Real", "Planned"], 110, scope="Column")
        with drawing.element("TBody"):
            _cells(drawing, "TD", ["2024", "10%", ""], 120)
            with drawing.artifact("repeated-head"), drawing.element("TR"), drawing.element("TH", "en"):
                drawing.line(line(run("Growth", link="#figure")), 80, 130)
            with drawing.artifact("rule"):
                drawing.rule(20, 135, 200, 135, "#000000", 0.5)
            _cells(drawing, "TD", ["2025", "12%", "15%"], 140)


def _notes(drawing: Surface) -> None:
    with drawing.element(Element("L", numbering="Decimal")):
        with drawing.element("Caption", "en"):
            drawing.line(line(run("Notes")), 20, 190)
        for number in (1, 2):
            with drawing.element("LI"):
                with drawing.element("Lbl", "en"):
                    drawing.line(line(run(f"[{number}]")), 20, 190 + 10 * number)
                with drawing.element("LBody"), drawing.element("Note", "en", id=f"note-{number}"):
                    drawing.destination(f"note-{number}", 190, words=f"Source {number}: a digest")
                    drawing.line(line(run("A digest")), 40, 190 + 10 * number)
    with drawing.element("P", "en"):
        drawing.line(line(run("Back to the start", link="#start")), 20, 300)
