"""Peer 1: ReportLab platypus, Matplotlib charts as PNG at 200 dpi. Every ratio of the benchmark is to this one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

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
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (  # noqa: TID251
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

WIDTH, HEIGHT = A4
MARGIN = 18 * mm
MEASURE = WIDTH - 2 * MARGIN


def style(name: str, font: str = "regular", size: float = 9, lead: float = 13, colour: str = INK, **more: Any) -> Any:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=lead, textColor=HexColor(colour), **more)


CHINESE = style("chinese", size=9.5, lead=15, wordWrap="CJK")
ENGLISH = style("english")
HEADING = style("heading", "bold", 14, 20, BLUE, spaceBefore=8, spaceAfter=5)
SOURCE = style("source", lead=14, wordWrap="CJK")
SOURCE_ENGLISH = style("source-english", lead=14, leftIndent=14, spaceAfter=5)


class Document(BaseDocTemplate):
    """Set a cover and body pages with head, foot and outline."""

    def __init__(self, out: Path, meta: Content) -> None:
        title = f"{meta['title_zh']} {meta['title_en']}"
        super().__init__(str(out), pagesize=A4, title=title, author=meta["author_en"])
        self.meta = meta
        cover = Frame(MARGIN, MARGIN, MEASURE, HEIGHT - 2 * MARGIN, 0, 0, 0, 0)
        body = Frame(MARGIN, 20 * mm, MEASURE, HEIGHT - 42 * mm, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("cover", cover), PageTemplate("body", body, onPage=self.furniture)])

    def furniture(self, canvas: Any, document: Any) -> None:
        """Draw head and foot of a page."""
        canvas.setFont("regular", 8)
        canvas.setFillColor(HexColor(MUTED))
        canvas.drawString(MARGIN, HEIGHT - 13 * mm, self.meta["title_zh"])
        canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 13 * mm, self.meta["title_en"])
        canvas.setStrokeColor(HexColor(RULE))
        canvas.line(MARGIN, HEIGHT - 15 * mm, WIDTH - MARGIN, HEIGHT - 15 * mm)
        canvas.drawString(MARGIN, 11 * mm, self.meta["date"])
        canvas.drawRightString(WIDTH - MARGIN, 11 * mm, f"第 {document.page} 页 · Page {document.page}")

    def afterFlowable(self, flowable: Any) -> None:
        """Put each heading into the outline."""
        if getattr(flowable, "style", None) is HEADING:
            key = f"heading-{id(flowable)}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key, 0)


def set_up() -> None:
    pdfmetrics.registerFont(TTFont("regular", str(REGULAR)))
    pdfmetrics.registerFont(TTFont("bold", str(BOLD)))
    prepare_charts()


def paragraph(text: object, look: Any) -> Paragraph:
    return Paragraph(escape(str(text)), look)


def cover(meta: Content) -> list[Flowable]:
    return [
        Spacer(1, 70 * mm),
        paragraph(meta["title_zh"], style("title", "bold", 30, 40, BLUE)),
        paragraph(meta["title_en"], style("title-english", "bold", 20, 28, BLUE)),
        Spacer(1, 8 * mm),
        paragraph(meta["subtitle_zh"], style("subtitle", size=13, lead=20)),
        paragraph(meta["subtitle_en"], style("subtitle", size=13, lead=20)),
        Spacer(1, 30 * mm),
        paragraph(meta["date"], style("date", "bold", 12, 18)),
        paragraph(f"第 {meta['issue']} 期 · Issue {meta['issue']}", style("issue", size=11, lead=16)),
        paragraph(f"{meta['author_zh']} · {meta['author_en']}", style("author", size=11, lead=16)),
        Spacer(1, 30 * mm),
        paragraph(meta["note_zh"], style("note", size=8.5, lead=13, colour=MUTED, wordWrap="CJK")),
        paragraph(meta["note_en"], style("note-english", size=8.5, lead=13, colour=MUTED)),
        NextPageTemplate("body"),
        PageBreak(),
    ]


def key_figures(figures: list[Content]) -> list[Flowable]:
    big, label = style("big", "bold", 18, 24, BLUE), style("label", size=8, lead=11)
    growth = style("growth", "bold", 9, 13, RED)
    cells = [
        [
            paragraph(figure["label_zh"], label),
            paragraph(figure["label_en"], label),
            paragraph(f"{figure['value']:.1f}", big),
            paragraph(figure["unit"], label),
            paragraph(f"+{figure['yoy']:.1f}%", growth),
        ]
        for figure in figures
    ]
    look = TableStyle([("BACKGROUND", (0, 0), (-1, -1), HexColor(BAND)), ("LINEAFTER", (0, 0), (2, 0), 2, white)])
    return [Table([cells], [MEASURE / 4] * 4, style=look), Spacer(1, 4 * mm)]


def sections(content: Content, charts: dict[str, Image]) -> list[Flowable]:
    columns = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
        ]
    )
    story: list[Flowable] = []
    for section in content["sections"]:
        texts = [
            Table([[paragraph(text["zh"], CHINESE), paragraph(text["en"], ENGLISH)]], [MEASURE / 2] * 2, style=columns)
            for text in section["paras"]
        ]
        heading = paragraph(f"{section['title_zh']} {section['title_en']}", HEADING)
        story += [KeepTogether([heading, texts[0]]), *texts[1:]]
        if section["chart"]:
            story.append(charts[section["chart"]])
    return story


def table(written: Content) -> list[Flowable]:
    head, cell = style("head", "bold", 8.5, 11, "#ffffff"), style("cell", size=8.5, lead=11)
    rows = [[paragraph(f"{column['zh']} {column['en']}", head) for column in written["columns"]]]
    rows += [[paragraph(value, cell) for value in row] for row in written["rows"]]
    look = TableStyle(
        [
            ("BACKGROUND", (0, 0), (-1, 0), HexColor(BLUE)),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor(RULE)),
            ("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, HexColor("#f5f8fa")]),
        ]
    )
    widths = [MEASURE * share for share in (0.1, 0.28, 0.26, 0.2, 0.16)]
    heading = paragraph(f"{written['title_zh']} {written['title_en']}", HEADING)
    return [PageBreak(), heading, Table(rows, widths, repeatRows=1, style=look)]


def sources(written: list[Content]) -> list[Flowable]:
    story: list[Flowable] = [PageBreak(), paragraph("资料来源 Sources", HEADING)]
    for number, source in enumerate(written, 1):
        story += [paragraph(f"[{number}] {source['zh']}", SOURCE), paragraph(source["en"], SOURCE_ENGLISH)]
    return story


def build(_: object, content: Content, out: Path) -> None:
    drawn = draw_charts(content, "png")
    height = MEASURE * CHART_MM[1] / CHART_MM[0]
    charts = {name: Image(io.BytesIO(file), MEASURE, height) for name, file in drawn.items()}
    Document(out, content["meta"]).build(
        [
            *cover(content["meta"]),
            *key_figures(content["kpis"]),
            *sections(content, charts),
            *table(content["table"]),
            *sources(content["sources"]),
        ]
    )


if __name__ == "__main__":
    main(set_up, build)
