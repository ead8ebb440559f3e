"""Peer: HTML and CSS by WeasyPrint, tagged, Matplotlib charts as inline SVG whose text stays text."""

from __future__ import annotations

from html import escape
from pathlib import Path

from common import BOLD, HERE, REGULAR, Content, draw_charts, main, prepare_charts
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

STYLE = (
    (HERE / "page.css").read_text(encoding="utf-8").replace("REGULAR", REGULAR.as_uri()).replace("BOLD", BOLD.as_uri())
)


def both(chinese: str, english: str) -> str:
    return f'{escape(chinese)}<br><span lang="en">{escape(english)}</span>'


def cover(meta: Content) -> str:
    return (
        f'<div class="cover"><div class="title">{escape(meta["title_zh"])}</div>'
        f'<div class="title-english" lang="en">{escape(meta["title_en"])}</div>'
        f'<div class="subtitle">{both(meta["subtitle_zh"], meta["subtitle_en"])}</div>'
        f'<div class="edition"><b>{meta["date"]}</b><br>第 {meta["issue"]} 期 · Issue {meta["issue"]}<br>'
        f"{escape(meta['author_zh'])} · {escape(meta['author_en'])}</div>"
        f'<div class="note">{both(meta["note_zh"], meta["note_en"])}</div></div>'
    )


def key_figures(figures: list[Content]) -> str:
    cells = [
        f"<div>{both(figure['label_zh'], figure['label_en'])}<b>{figure['value']:.1f}</b>{figure['unit']}<br>"
        f'<span class="growth">+{figure["yoy"]:.1f}%</span></div>'
        for figure in figures
    ]
    return f'<div class="figures">{"".join(cells)}</div>'


def section(written: Content, charts: dict[str, str]) -> str:
    texts = [
        f'<div class="pair"><p class="chinese">{escape(text["zh"])}</p><p lang="en">{escape(text["en"])}</p></div>'
        for text in written["paras"]
    ]
    chart = f'<figure class="chart">{charts[written["chart"]]}</figure>' if written["chart"] else ""
    heading = escape(f"{written['title_zh']} {written['title_en']}")
    return f"<section><h1>{heading}</h1>{''.join(texts)}{chart}</section>"


def table(written: Content) -> str:
    head = "".join(f"<th>{escape(column['zh'])} {escape(column['en'])}</th>" for column in written["columns"])
    rows = ("".join(f"<td>{escape(str(value))}</td>" for value in row) for row in written["rows"])
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    heading = escape(f"{written['title_zh']} {written['title_en']}")
    return (
        f'<section class="page"><h1>{heading}</h1><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></section>"
    )


def page(content: Content, charts: dict[str, str]) -> str:
    meta = content["meta"]
    running = f':root {{ --chinese: "{meta["title_zh"]}"; --english: "{meta["title_en"]}"; --date: "{meta["date"]}" }}'
    sources = "".join(f"<li>{both(source['zh'], source['en'])}</li>" for source in content["sources"])
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{escape(meta['title_zh'])} {escape(meta['title_en'])}</title>"
        f'<meta name="author" content="{escape(meta["author_en"])}"><style>{running}{STYLE}</style></head><body>'
        f"{cover(meta)}{key_figures(content['kpis'])}"
        f"{''.join(section(written, charts) for written in content['sections'])}{table(content['table'])}"
        f'<section class="page"><h1>资料来源 Sources</h1><ol>{sources}</ol></section></body></html>'
    )


def build(_: object, content: Content, out: Path) -> None:
    drawn = {name: file.decode("utf-8") for name, file in draw_charts(content, "svg").items()}
    charts = {name: file[file.index("<svg") :] for name, file in drawn.items()}
    HTML(string=page(content, charts)).write_pdf(out, font_config=FontConfiguration(), pdf_tags=True)


if __name__ == "__main__":
    main(lambda: prepare_charts("none"), build)
