"""A small file with a little of everything that the pdf room writes."""

from __future__ import annotations

from typing import Any

from plain_lines import line, run, surface

HAN = "南京机器人"


def sample(**facts: Any) -> bytes:
    """Return a file of two pages with three faces, a rule, links, bookmarks and labels."""
    drawing = surface(**facts)
    with drawing.artifact("rule"):
        drawing.rule(10, 10, 290, 10, "#000000", 0.75)
    with drawing.element("Sect"):
        drawing.destination("first", 10)
        drawing.outline("第一节 First", 1, "first")
        with drawing.element("H1", "zh"):
            drawing.line(line(run(HAN, name="sans-sc-700", language="zh")), 20, 40)
        with drawing.element("P", "en"):
            drawing.line(line(run("Read "), run("this (now)", x=24, link="https://example.org/a?b=(c)")), 20, 60)
            drawing.line(line(run("page 2", link="#second")), 20, 80)
    drawing.page(400, 300, "2")
    with drawing.element("P", "en"):
        drawing.destination("second", 30)
        drawing.outline("Second", 2, "second")
        drawing.line(line(run("Nanjing", name="serif-500")), 20, 40)
        drawing.line(line(run(HAN[2:], name="sans-sc-700", language="zh")), 20, 60)
    return drawing.finish()
