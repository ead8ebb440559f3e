"""What all peers share: the content and its variation, the four charts as people draw them, the command line.

python benchmarks/peers/PEER.py OUT.pdf              one brief
python benchmarks/peers/PEER.py FOLDER --briefs 20   twenty different briefs in one process
"""

from __future__ import annotations

import argparse
import copy
import io
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[1] / "fonts"
REGULAR = FONTS / "NotoSansSC-Regular.ttf"
BOLD = FONTS / "BriefGenSansSC-Bold.ttf"

COLOURS = ["#1f4e79", "#2e8b9a", "#e0a030", "#c0504d", "#7f6ba8"]
BLUE, RED, INK, MUTED, RULE, BAND = "#1f4e79", "#c0504d", "#1a1a1a", "#666666", "#c8d0d8", "#eef3f7"
CHART_MM = (174, 62)
MM_PER_INCH = 25.4

Content = dict[str, Any]


def load() -> Content:
    """Return the one brief, read as a user would read it."""
    return yaml.safe_load((HERE / "content.yaml").read_text(encoding="utf-8"))


def vary(content: Content, issue: int) -> Content:
    """Return a later issue, of the same shape with other numbers and other characters; issue 0 is the brief itself."""
    if issue == 0:
        return content
    made, chance = copy.deepcopy(content), random.Random(issue)

    def other(value: float) -> float:
        return round(value * chance.uniform(0.9, 1.1), 1)

    made["meta"]["issue"] = issue + 1
    made["meta"]["title_zh"] += f"（{issue + 1}）"
    made["meta"]["title_en"] += f" ({issue + 1})"
    for figure in made["kpis"]:
        figure["value"], figure["yoy"] = other(figure["value"]), other(figure["yoy"])
    for chart in made["charts"].values():
        for item in chart.get("items", []):
            item["value"] = other(item["value"])
        for series in chart.get("series", []):
            series["values"] = [other(value) for value in series["values"]]
    for row in made["table"]["rows"]:
        row[3], row[4] = other(row[3]), other(row[4])
    for section in made["sections"]:
        for text in section["paras"]:
            text["zh"] = re.sub(r"\d+(\.\d)?(?=%)", lambda found: str(other(float(found.group()))), text["zh"])
            text["en"] = re.sub(r"\d+(\.\d)?(?= percent)", lambda found: str(other(float(found.group()))), text["en"])
    made["sections"][-1]["paras"][-1]["zh"] += f"（{''.join(chance.sample(RARE, 3))}）"
    return made


RARE = "龙凤麒麟鹏鹤鸿雁松柏梅兰竹菊荷桂枫棠榆槐"
"""Characters that the brief does not use otherwise, so that each issue needs other glyphs."""


# ------------------------------------------------------------------------------------------------------------- charts
def prepare_charts(svg_text: str = "path") -> None:
    """Tell Matplotlib the fonts. `svg_text` is path or none: outlines, or text that stays text."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import font_manager

    for path in (REGULAR, BOLD):
        font_manager.fontManager.addfont(str(path))
    matplotlib.rcParams.update(
        {
            "font.family": "Noto Sans SC",
            "font.size": 8,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.unicode_minus": False,
            "svg.fonttype": svg_text,
        }
    )


def draw_charts(content: Content, kind: str, dpi: int = 200) -> dict[str, bytes]:
    """Return the charts by name as files of a kind (png, svg), the way most people make them: with pyplot."""
    import matplotlib.pyplot as plt  # noqa: TID251

    files: dict[str, bytes] = {}
    for name, chart in content["charts"].items():
        figure, axes = plt.subplots(figsize=(CHART_MM[0] / MM_PER_INCH, CHART_MM[1] / MM_PER_INCH))
        _paint(axes, chart)
        figure.tight_layout()
        file = io.BytesIO()
        figure.savefig(file, format=kind, dpi=dpi)
        plt.close(figure)
        files[name] = file.getvalue()
    return files


def _paint(axes: Any, chart: Content) -> None:
    title = f"{chart['title_zh']}  {chart['title_en']}"
    axes.set_title(title, fontsize=9.5, fontfamily="BriefGen Sans SC", fontweight="bold", color=INK, loc="left")
    {"bar": _bars, "line": _lines, "stacked": _stacks, "donut": _ring}[chart["kind"]](axes, chart)
    if "ylabel_zh" in chart:
        axes.set_ylabel(f"{chart['ylabel_zh']} / {chart['ylabel_en']}")
        axes.grid(axis="y", color="#e4e8ec", lw=0.6)
        axes.set_axisbelow(True)


def _bars(axes: Any, chart: Content) -> None:
    items = chart["items"]
    values = [item["value"] for item in items]
    bars = axes.bar([f"{item['zh']}\n{item['en']}" for item in items], values, color=COLOURS, width=0.6)
    labels = [f"{item['value']:.1f} (+{item['yoy']:.1f}%)" for item in items]
    axes.bar_label(bars, labels, padding=2, fontsize=7.5)
    axes.set_ylim(0, max(values) * 1.15)


def _lines(axes: Any, chart: Content) -> None:
    names = [name.replace(" ", "\n") for name in chart["x"]]
    for series, colour in zip(chart["series"], COLOURS, strict=False):
        label = f"{series['zh']} {series['en']}"
        axes.plot(names, series["values"], marker="o", ms=3, color=colour, label=label)
    axes.legend(frameon=False, loc="upper left", fontsize=7.5)


def _stacks(axes: Any, chart: Content) -> None:
    base = [0.0] * len(chart["x"])
    for series, colour in zip(chart["series"], COLOURS, strict=False):
        label = f"{series['zh']} {series['en']}"
        bars = axes.bar(chart["x"], series["values"], bottom=base, color=colour, width=0.55, label=label)
        labels = [f"{value:.1f}" for value in series["values"]]
        axes.bar_label(bars, labels, label_type="center", color="white", fontsize=7.5)
        base = [low + value for low, value in zip(base, series["values"], strict=True)]
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=7.5)


def _ring(axes: Any, chart: Content) -> None:
    items = chart["items"]
    values = [item["value"] for item in items]
    rim = {"width": 0.42, "edgecolor": "white"}
    wedges, _ = axes.pie(values, colors=COLOURS, startangle=90, counterclock=False, wedgeprops=rim)
    labels = [f"{item['zh']} {item['en']}  {item['value'] / sum(values) * 100:.1f}%" for item in items]
    axes.legend(wedges, labels, frameon=False, loc="center left", bbox_to_anchor=(1.05, 0.5), fontsize=8)
    axes.set_aspect("equal")


# ------------------------------------------------------------------------------------------------------ command line
def main(set_up: Callable[[], Any], build: Callable[[Any, Content, Path], None]) -> None:
    """Run a peer: `set_up` once, then `build` for each brief."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path, help="the PDF, or a folder where several briefs are made")
    parser.add_argument("--briefs", type=int, default=0)
    options = parser.parse_args()
    content = load()
    if not options.briefs:
        build(set_up(), content, options.out)
        return
    issues = [vary(content, issue) for issue in range(1, options.briefs + 1)]
    state = set_up()
    options.out.mkdir(parents=True, exist_ok=True)
    for issue, varied in enumerate(issues, 1):
        build(state, varied, options.out / f"{issue:02}.pdf")
