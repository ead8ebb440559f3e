"""Peer: Typst through its Python package, Matplotlib charts as SVG whose text stays text."""

from __future__ import annotations

import json
from pathlib import Path

import typst
from common import FONTS, HERE, Content, draw_charts, main, prepare_charts


def set_up() -> typst.Compiler:
    prepare_charts("none")
    return typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)


def build(compiler: typst.Compiler, content: Content, out: Path) -> None:
    charts = {f"chart-{name}": file.decode("utf-8") for name, file in draw_charts(content, "svg").items()}
    written = {"content": json.dumps(content, ensure_ascii=False), **charts}
    compiler.compile(str(HERE / "brief.typ"), output=str(out), sys_inputs=written)


if __name__ == "__main__":
    main(set_up, build)
