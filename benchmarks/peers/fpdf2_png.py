"""Peer: fpdf2, Matplotlib charts as PNG at 200 dpi."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from common import (
    BAND,
    BLUE,
    BOLD,
    CHART_MM,
    INK,
    MUTED,
    RED,
    REGULAR,
    RULE,
    Content,
    draw_charts,
    main,
    prepare_charts,
)
from fpdf import FPDF
from fpdf.enums import TableCellFillMode, WrapMode
from fpdf.fonts import FontFace

MARGIN, MEASURE = 18, 174
HALF = MEASURE / 2 - 2


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


class Document(FPDF):
    """Set pages with head, foot and outline; lengths in millimetres."""

    def __init__(self, meta: Content) -> None:
        super().__init__(format="A4")
        self.meta = meta
        self.add_font("sans", "", str(REGULAR))
        self.add_font("sans", "B", str(BOLD))
        self.set_margins(MARGIN, 22, MARGIN)
        self.set_auto_page_break(True, 20)
        self.set_title(f"{meta['title_zh']} {meta['title_en']}")
        self.set_author(meta["author_en"])

    def header(self) -> None:
        """Draw the head of each page but the cover."""
        if self.page > 1:
            self.set_y(9)
            self.ink("", 8, MUTED)
            self.cell(MEASURE / 2, 5, self.meta["title_zh"])
            self.cell(MEASURE / 2, 5, self.meta["title_en"], align="R")
            self.set_draw_color(*rgb(RULE))
            self.line(MARGIN, 15, MARGIN + MEASURE, 15)
            self.set_y(22)

    def footer(self) -> None:
        """Draw the foot of each page but the cover."""
        if self.page > 1:
            self.set_y(-13)
            self.ink("", 8, MUTED)
            self.cell(MEASURE / 2, 5, self.meta["date"])
            self.cell(MEASURE / 2, 5, f"第 {self.page} 页 · Page {self.page}", align="R")

    def ink(self, weight: str, size: float, colour: str = INK) -> None:
        """Choose font and colour."""
        self.set_font("sans", weight, size)
        self.set_text_color(*rgb(colour))

    def put(self, text: object, weight: str, size: float, lead: float, colour: str = INK) -> None:
        """Set a text over the whole measure."""
        self.ink(weight, size, colour)
        self.multi_cell(MEASURE, lead, str(text), new_x="LMARGIN", new_y="NEXT", align="L")

    def heading(self, text: str) -> None:
        """Set a heading, with its entry in the outline."""
        if self.get_y() > 240:
            self.add_page()
        self.ln(3)
        self.start_section(text)
        self.put(text, "B", 14, 7, BLUE)
        self.ln(1.5)

    def pair(self, chinese: str, english: str) -> None:
        """Set two texts side by side, on one page."""
        self.ink("", 9.5)
        left = self.multi_cell(HALF, 5.3, chinese, dry_run=True, output="HEIGHT", wrapmode=WrapMode.CHAR, align="L")
        self.ink("", 9)
        right = self.multi_cell(HALF, 4.6, english, dry_run=True, output="HEIGHT", align="L")
        height = max(left, right)
        if self.will_page_break(height):
            self.add_page()
        top = self.get_y()
        self.set_xy(MARGIN + MEASURE / 2 + 2, top)
        self.multi_cell(HALF, 4.6, english, align="L")
        self.ink("", 9.5)
        self.set_xy(MARGIN, top)
        self.multi_cell(HALF, 5.3, chinese, wrapmode=WrapMode.CHAR, align="L")
        self.set_xy(MARGIN, top + height + 2.5)

    def chart(self, file: bytes) -> None:
        """Place a chart over the whole measure."""
        height = MEASURE * CHART_MM[1] / CHART_MM[0]
        if self.will_page_break(height):
            self.add_page()
        top = self.get_y()
        self.image(io.BytesIO(file), MARGIN, top, MEASURE, height)
        self.set_y(top + height)


def cover(pdf: Document) -> None:
    meta = pdf.meta
    pdf.add_page()
    pdf.set_y(82)
    pdf.put(meta["title_zh"], "B", 30, 14, BLUE)
    pdf.put(meta["title_en"], "B", 20, 10, BLUE)
    pdf.ln(8)
    pdf.put(meta["subtitle_zh"], "", 13, 7)
    pdf.put(meta["subtitle_en"], "", 13, 7)
    pdf.ln(30)
    pdf.put(meta["date"], "B", 12, 6.5)
    pdf.put(f"第 {meta['issue']} 期 · Issue {meta['issue']}", "", 11, 5.8)
    pdf.put(f"{meta['author_zh']} · {meta['author_en']}", "", 11, 5.8)
    pdf.ln(30)
    pdf.put(meta["note_zh"], "", 8.5, 4.6, MUTED)
    pdf.put(meta["note_en"], "", 8.5, 4.6, MUTED)


def key_figures(pdf: Document, figures: list[Content]) -> None:
    top, width = pdf.get_y(), MEASURE / 4
    for index, figure in enumerate(figures):
        left = MARGIN + width * index
        pdf.set_fill_color(*rgb(BAND))
        pdf.rect(left, top, width - 0.7, 27, style="F")
        pdf.set_xy(left + 2, top + 1)
        lines: list[tuple[str, str, float, float, str]] = [
            (figure["label_zh"], "", 8, 4, INK),
            (figure["label_en"], "", 8, 4, INK),
            (f"{figure['value']:.1f}", "B", 18, 8, BLUE),
            (figure["unit"], "", 8, 4, INK),
            (f"+{figure['yoy']:.1f}%", "B", 9, 5, RED),
        ]
        for text, weight, size, lead, colour in lines:
            pdf.ink(weight, size, colour)
            pdf.cell(width - 4, lead, text, new_x="LEFT", new_y="NEXT")
    pdf.set_xy(MARGIN, top + 31)


def table(pdf: Document, written: Content) -> None:
    pdf.add_page()
    pdf.heading(f"{written['title_zh']} {written['title_en']}")
    pdf.ink("", 8.5)
    pdf.set_draw_color(*rgb(RULE))
    look: dict[str, Any] = {
        "borders_layout": "HORIZONTAL_LINES",
        "headings_style": FontFace("sans", "BOLD", 8.5, rgb("#ffffff"), rgb(BLUE)),
        "cell_fill_color": rgb("#f5f8fa"),
        "cell_fill_mode": TableCellFillMode.ROWS,
    }
    widths = (10, 28, 26, 20, 16)
    with pdf.table(col_widths=widths, width=MEASURE, line_height=5.2, align="L", text_align="L", **look) as made:
        made.row([f"{column['zh']} {column['en']}" for column in written["columns"]])
        for row in written["rows"]:
            made.row([str(value) for value in row])


def build(_: object, content: Content, out: Path) -> None:
    charts = draw_charts(content, "png")
    pdf = Document(content["meta"])
    cover(pdf)
    pdf.add_page()
    key_figures(pdf, content["kpis"])
    for section in content["sections"]:
        pdf.heading(f"{section['title_zh']} {section['title_en']}")
        for text in section["paras"]:
            pdf.pair(text["zh"], text["en"])
        if section["chart"]:
            pdf.chart(charts[section["chart"]])
    table(pdf, content["table"])
    pdf.add_page()
    pdf.heading("资料来源 Sources")
    for number, source in enumerate(content["sources"], 1):
        pdf.put(f"[{number}] {source['zh']}", "", 9, 5)
        pdf.put(f"     {source['en']}", "", 9, 5)
        pdf.ln(1.8)
    pdf.output(str(out))


if __name__ == "__main__":
    main(prepare_charts, build)
