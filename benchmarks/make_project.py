"""Write the benchmark's brief, or later issues of it, as a briefgen project.

    python benchmarks/make_project.py             writes benchmarks/project anew
    python benchmarks/make_project.py DIR 20      writes twenty different issues into another folder

The words are those of `peers/content.yaml`, read for all programs from one place. Paragraphs become rows with a
run-in head, as briefgen has them; numbers that are facts become references, so that each issue's text follows its data.
Charts that briefgen does not have are bars for now: of the two lines every third month, of the stacks two of three
parts, the ring as bars in order of size.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "peers"))

from common import Content, load, vary  # noqa: E402

PROJECT = HERE / "project"
INDUSTRIES = ("software", "biopharma", "ict", "ai", "robotics")
"""Ids, in the order of the chart."""
STRIP = ("robotics-revenue", "software-revenue", "ai-revenue")
"""The key figures: a strip of briefgen holds three of the four."""
HEADS = {
    "overview": (("五个产业均增长", "All five grow"), ("读法", "How to read")),
    "industries": (("规模", "Size"), ("增速", "Growth")),
    "trend": (("走势", "Course"), ("更新", "Updates")),
    "structure": (("构成", "Make-up"), ("图形", "The chart")),
    "share": (("份额", "Shares"), ("展望", "Outlook")),
}
TAKEAWAYS = {
    "bar": ("软件规模最大，人工智能增速最快", "Software is the largest, AI the fastest"),
    "line": ("两个方向波动上升，服务较为平稳", "Both climb with some swings; services move less"),
    "stacked": ("服务比重逐季提高，产品比重相应下降", "Services gain a share each quarter, products lose it"),
    "table": ("软件园区营收领先，人工智能园区增速领先", "Software parks lead in revenue, AI parks in growth"),
    "donut": ("软件约占五个产业合计的七成", "Software holds close to seven tenths of the five"),
}


def main() -> None:
    content = load()
    if len(sys.argv) == 1:
        write(PROJECT, content, [0])
    else:
        write(Path(sys.argv[1]), content, range(1, int(sys.argv[2]) + 1))


def write(folder: Path, content: Content, issues: Any) -> None:
    """Write a project that holds the given issues of the brief; the issue 0 is the brief itself."""
    files = {"briefgen.yaml": SETTINGS}
    for issue in issues:
        prefix, name = (f"n{issue:02}-", f"issue-{issue:02}") if issue else ("", "industries")
        varied = vary(content, issue)
        files[f"data/{name}.yaml"] = section(varied, name, prefix)
        files[f"briefings/{name}.yaml"] = brief(content, varied, name, prefix, issue)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


SETTINGS = """\
# The settings of the benchmark's project. Written by benchmarks/make_project.py.
issuer: {zh: 简报编写组（样例）, en: Brief desk (sample)}
series: {zh: 基准测试样例, en: Benchmark sample}
contact: none
languages: [zh, en]
"""


# --------------------------------------------------------------------------------------------------------------- data
def section(content: Content, name: str, prefix: str) -> str:
    """Return the section of an issue: sources and facts, every figure synthetic."""
    lines = [
        "# Every figure is synthetic, made to measure speed. Written by benchmarks/make_project.py.",
        f"section: {name}",
        "title: {zh: 重点产业（合成数据）, en: Key industries (synthetic)}",
        "",
        "sources:",
    ]
    for number, source in enumerate(content["sources"], 1):
        lines += [
            f"  {prefix}s{number}:",
            f"    title: {both(source['zh'].rstrip('。'), source['en'].rstrip('.'))}",
            "    date: undated",
            "    kind: synthetic",
        ]
    lines += ["", "facts:"]
    for id, item in zip(INDUSTRIES, content["charts"]["bar"]["items"], strict=True):
        zh, en = item["zh"], item["en"]
        lines += fact(f"{prefix}{id}-revenue", f"{zh}营收", f"{en}, revenue", billions(item["value"]), "CNY", "2025-H1")
        lines += fact(f"{prefix}{id}-growth", f"{zh}增速", f"{en}, growth", item["yoy"], "percent", "2025-H1")
    for series, stem in zip(content["charts"]["line"]["series"], ("manufacturing", "services"), strict=True):
        for month, value in enumerate(series["values"], 1):
            zh, en = f"{month}月{series['zh']}指数", f"{series['en']} index, month {month}"
            unit = "{zh: 点, en: point|points}"
            lines += fact(f"{prefix}{stem}-{month:02}", zh, en, value, unit, "2024", prefix + "s2")
    for series, stem in zip(content["charts"]["stacked"]["series"], ("products", "service", "research"), strict=True):
        for quarter, value in enumerate(series["values"], 1):
            zh, en = f"第{quarter}季度{series['zh']}占比", f"{series['en']}, share, quarter {quarter}"
            lines += fact(f"{prefix}{stem}-q{quarter}", zh, en, value, "percent", "2024", prefix + "s3")
    lines += derived(f"{prefix}total", "五个产业合计", "Sum of the five", f"sum: [{revenues(prefix)}]")
    for id, item in zip(INDUSTRIES, content["charts"]["donut"]["items"], strict=True):
        how = f"share: [{prefix}{id}-revenue, {prefix}total], digits: 1"
        lines += derived(f"{prefix}{id}-share", f"{item['zh']}份额", f"{item['en']}, share", how)
    lines += ["", "tables:", *parks(content["table"], prefix)]
    text = "\n".join(lines) + "\n"
    return text.replace("    source: s1\n", f"    source: {prefix}s1\n")


def fact(id: str, zh: str, en: str, value: Any, unit: str, period: str, source: str = "s1") -> list[str]:
    return [
        f"  {id}:",
        f"    name: {both(zh, en)}",
        f"    value: {value}",
        f"    unit: {unit}",
        f"    period: {period}",
        f"    source: {source}",
        "    locator: synthetic",
    ]


def derived(id: str, zh: str, en: str, how: str) -> list[str]:
    return [f"  {id}:", f"    name: {both(zh, en)}", f"    derive: {{{how}}}"]


def billions(value: float) -> int:
    """Return thousands of millions in base units."""
    return int(Decimal(str(value)) * 10**9)


def revenues(prefix: str) -> str:
    return ", ".join(f"{prefix}{id}-revenue" for id in INDUSTRIES)


# -------------------------------------------------------------------------------------------------------------- brief
def brief(content: Content, varied: Content, name: str, prefix: str, issue: int) -> str:
    """Return the brief of an issue."""
    meta = varied["meta"]
    told = Telling(content, prefix)
    last = varied["sections"][-1]["paras"][-1]["zh"]
    rare = last[-5:] if issue else ""
    strip = f"  - figures: [{', '.join(prefix + id for id in STRIP)}]"
    lines = [
        "# The six-page brief that all programs of the benchmark set. Written by benchmarks/make_project.py.",
        "kind: event",
        f"title: {both(meta['title_zh'], meta['title_en'])}",
        f"subtitle: {both(meta['subtitle_zh'], meta['subtitle_en'])}",
        "theme: software",
        f"edition: {{date: {meta['date']}, number: {meta['issue']}}}",
        f"sections: [{name}]",
        "",
        "blocks:",
        *told.page("overview", strip, texts=("overview 0", "overview 1", "industries 0")),
        *told.page("industries", texts=("industries 1",)),
        *told.comparison(),
        *told.page("trend"),
        *told.months(),
        *told.page("structure"),
        *told.quarters(),
        *told.page("share", more=rare),
        *told.shares(),
        f"  - page: {both('附表与资料来源', 'Table and sources')}",
        f"  - table: {prefix}parks",
        f"    takeaway: {both(*TAKEAWAYS['table'])}",
        "  - sources",
        "  - methods:",
        f"      - head: {both('资料', 'Material')}",
        "        text:",
        f"          zh: 全部数据均为合成数据，仅供性能测试。{cited(prefix)}",
        f"          en: All figures are synthetic and serve only to measure speed. {cited(prefix)}",
    ]
    return "\n".join(lines) + "\n"


class Telling:
    """Write the texts and charts of an issue, whose facts have a prefix."""

    def __init__(self, content: Content, prefix: str) -> None:
        self.content = content
        self.prefix = prefix

    def page(self, id: str, *blocks: str, texts: tuple[str, ...] = (), more: str = "") -> list[str]:
        """Return a section's page: blocks, then the named paragraphs or its own; `more` ends the last Chinese one."""
        sections = {section["id"]: section for section in self.content["sections"]}
        written = sections[id]
        names = texts or (f"{id} 0", f"{id} 1")
        lines = [f"  - page: {both(written['title_zh'], written['title_en'])}", *blocks, "  - notes:"]
        for name in names:
            of, index = name.split(" ")
            text = sections[of]["paras"][int(index)]
            lines += [
                f"      - head: {both(*HEADS[of][int(index)])}",
                "        text:",
                f"          zh: {self.referring(text['zh'])}{more if name == names[-1] else ''}",
                f"          en: {self.referring(text['en'])}",
            ]
        return [*lines, f"    label: {both('正文', 'Text')}"]

    def referring(self, text: str) -> str:
        """Return a text with references in place of the figures of the five industries."""
        items = dict(zip(INDUSTRIES, self.content["charts"]["bar"]["items"], strict=True))
        pairs = [("112.3 and 71.8 billion RMB", "{biopharma-revenue} and {ict-revenue}")]
        pairs += [("11.7 and 11.4 percent", "{biopharma-growth} and {ict-growth}")]
        for id, item in items.items():
            value = Decimal(str(item["value"]))
            pairs += [
                (f"{plain(value * 10)}亿元", f"{{{id}-revenue}}"),
                (f"{plain(value)} billion RMB", f"{{{id}-revenue}}"),
            ]
            growth = plain(Decimal(str(item["yoy"])))
            pairs += [(f"增长{growth}%", f"增长{{{id}-growth}}"), (f"up {growth} percent", f"up {{{id}-growth}}")]
            pairs += [(f"和{growth}%", f"和{{{id}-growth}}")]
        for found, reference in pairs:
            text = text.replace(found, reference.replace("{", "{" + self.prefix))
        return text

    def figure(self, key: str, kind: str, chart: str) -> list[str]:
        """Return the head of a chart."""
        written = self.content["charts"][key]
        return [
            f"  # The peers draw this as: {chart}.",
            f"  - chart: {kind}",
            f"    takeaway: {both(*TAKEAWAYS[key])}",
            f"    unit-line: {both(written['title_zh'], written['title_en'])}",
        ]

    def comparison(self) -> list[str]:
        """Return the five industries by revenue and growth."""
        heads = [("产业", "Industry"), ("上半年营收", "First-half revenue"), ("同比增速", "Year-on-year growth")]
        lines = [
            *self.figure("bar", "comparison", "columns"),
            heads_line(heads),
        ]
        lines += ["    sort: second", f"    subject: {self.prefix}ai-revenue", "    rows:"]
        for id, item in zip(INDUSTRIES, self.content["charts"]["bar"]["items"], strict=True):
            lines.append(self.row(item["zh"], item["en"], f"{id}-revenue", f"{id}-growth"))
        return lines

    def months(self) -> list[str]:
        """Return the two indices at the end of each quarter."""
        heads = [("月份", "Month"), ("制造", "Manufacturing"), ("服务", "Services")]
        lines = [*self.figure("line", "comparison", "two lines"), heads_line(heads)]
        lines.append("    rows:")
        for number, month in list(enumerate(self.content["charts"]["line"]["x"], 1))[2::3]:
            zh, en = month.split(" ")
            lines.append(self.row(zh, en, f"manufacturing-{number:02}", f"services-{number:02}"))
        return lines

    def quarters(self) -> list[str]:
        """Return two of the three parts of each quarter; what they leave is the third."""
        heads = [("季度", "Quarter"), ("产品", "Products"), ("服务", "Services")]
        lines = [*self.figure("stacked", "comparison", "stacks"), heads_line(heads)]
        lines.append("    rows:")
        for number, quarter in enumerate(self.content["charts"]["stacked"]["x"], 1):
            zh, en = quarter.split(" ")
            lines.append(self.row(zh, en, f"products-q{number}", f"service-q{number}"))
        return lines

    def shares(self) -> list[str]:
        """Return the shares of the five industries."""
        lines = [*self.figure("donut", "bars", "a ring"), "    sort: value", "    rows:"]
        for id, item in zip(INDUSTRIES, self.content["charts"]["donut"]["items"], strict=True):
            lines.append(f"      - {{fact: {self.prefix}{id}-share, name: {both(item['zh'], item['en'])}}}")
        return lines

    def row(self, zh: str, en: str, *facts: str) -> str:
        """Return a row of a comparison."""
        return f"      - {{name: {both(zh, en)}, facts: [{', '.join(self.prefix + fact for fact in facts)}]}}"


def parks(written: Content, prefix: str) -> list[str]:
    """Return the table of parks; numbering, a column of its own in the peers, stands before the name."""
    columns = [
        "{id: park, name: {zh: 园区, en: Park}}",
        "{id: lead, name: {zh: 主导产业, en: Lead industry}}",
        "{id: revenue, name: {zh: 营收, en: Revenue}, unit: CNY}",
        "{id: growth, name: {zh: 同比, en: Growth}, unit: percent}",
    ]
    lines = [f"  {prefix}parks:", f"    title: {both(written['title_zh'], written['title_en'])}", "    columns:"]
    lines += [f"      - {column}" for column in columns]
    lines += ["    period: 2025-H1", f"    source: {prefix}s5", "    rows:"]
    for number, zh_en, lead, revenue, growth in written["rows"]:
        park, industry = zh_en.split(" ", 1), lead.split(" ", 1)
        name = both(f"{number} {park[0]}", f"{number} {park[1]}")
        lines.append(
            f"      - {{park: {name}, lead: {both(*industry)}, revenue: {billions(revenue)}, growth: {growth}}}"
        )
    return lines


def heads_line(heads: list[tuple[str, str]]) -> str:
    return f"    heads: [{', '.join(both(*head) for head in heads)}]"


def cited(prefix: str) -> str:
    return "".join(f"{{source:{prefix}s{number}}}" for number in range(1, 9))


def both(zh: str, en: str) -> str:
    """Return a text in both languages in one line of YAML."""
    return f"{{zh: '{zh}', en: '{quoted(en)}'}}"


def quoted(text: str) -> str:
    return text.replace("'", "''")


def plain(value: Decimal) -> str:
    """Return a number without needless noughts."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


if __name__ == "__main__":
    main()
