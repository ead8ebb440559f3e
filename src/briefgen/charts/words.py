"""What charts say by themselves, in each language.

A chart may have a line of its own, under its name, that opens its alt text.
"""

from __future__ import annotations

from briefgen.language.tags import Written, written

WORDS: dict[str, dict[Written, str]] = {
    "target": {"zh": "目标", "en": "target"},
    "aim": {"zh": "目标", "en": "aim"},
    "plan": {"zh": "规划", "en": "plan"},
    "projected": {"zh": "预测", "en": "projected"},
    "expected": {"zh": "预计", "en": "expected"},
    "planned-for": {"zh": "{period}{word}", "en": "{word}, {period}"},
    "chart": {"zh": "图表，自上而下共{count}项", "en": "Chart of {count} items, from top to bottom"},
    "bars": {"zh": "横向条形图，自上而下共{count}项", "en": "Bar chart of {count} items, from top to bottom"},
    "comparison": {"zh": "横向条形图，自上而下共{count}项", "en": "Bar chart of {count} items, from top to bottom"},
    "split": {
        "zh": "分段条形图，一个整体分为{count}部分，自左至右",
        "en": "Bar divided into {count} parts, from left to right",
    },
    "units": {
        "zh": "单位格图，每格代表一个，共分{count}部分，自左至右",
        "en": "Wall of cells, one for each thing, in {count} parts, from left to right",
    },
    "targets": {
        "zh": "目标阶梯图，数值大者在上，共{count}项，均为{word}，不是已有成果",
        "en": "Ladder of {count} figures, the largest at the top; each is marked “{word}” and is not a result",
    },
    "change": {"zh": "前后对比图", "en": "Two bars: before and after"},
    "rank": {
        "zh": "位次变化图，第一位在上，自左至右共{count}个时点，{head}",
        "en": "Line of {count} places in one ranking, the first place at the top, from left to right; {head}",
    },
    "range": {
        "zh": "区间图，自上而下共{count}项，自下限画至上限",
        "en": "Chart of {count} ranges on one scale, from top to bottom, each from its lower to its upper end",
    },
    "in-all": {"zh": "合计{value}", "en": "{value} in all"},
    "calculated": {"zh": "推算", "en": "calculated"},
    "no-result": {"zh": "{word}，非已有成果", "en": "{word}, not a result"},
    "ranked": {"zh": "{name}{of}排名", "en": "{name}, rank {of}"},
    "first": {"zh": "第1位", "en": "1st"},
    "sorted": {"zh": "，按“{head}”从大到小排列", "en": ", sorted by “{head}”, largest first"},
    "sorted-by-value": {"zh": "，按数值从大到小排列", "en": ", largest first"},
    "measures": {"zh": "指标：{heads}", "en": "Measures: {heads}"},
    "listed": {"zh": "、", "en": "; "},
    "measured": {"zh": "{head}{value}", "en": "{head} {value}"},
    "measured-apart": {"zh": "{head}为{value}", "en": "{head}: {value}"},
    "period": {"zh": "期间：{period}", "en": "Period: {period}"},
    "panel": {"zh": "{head}：{period}", "en": "{head}: {period}"},
    "row": {"zh": "{name}：{values}", "en": "{name}: {values}"},
    "remark": {"zh": "{name}（{remarks}）", "en": "{name} ({remarks})"},
    "subject": {"zh": "本简报主题", "en": "subject of this brief"},
    "and": {"zh": "，", "en": "; "},
    "also": {"zh": "；", "en": "; "},
    "stop": {"zh": "。", "en": ". "},
}

MEASURES = frozenset(
    (
        "Annual", "Average", "Balance", "Change", "Companies", "Cost", "Costs", "Cumulative", "Employees", "Exports",
        "First-half", "First-quarter", "Full-year", "Growth", "Imports", "Increase", "Index", "Investment",
        "Margin", "Monthly", "Number", "On", "Orders", "Output", "Patents", "Percentage", "Planned", "Price",
        "Production", "Profit", "Profits", "Projects", "Proportion", "Quarterly", "Rate", "Revenue", "Sales",
        "Second-half", "Share", "Shipments", "Spending", "Staff", "Total", "Trade", "Turnover",
        "Value", "Value-added", "Volume", "Year", "Year-on-year", "Yearly",
    )
)  # fmt: skip
"""English words that a measure may begin with and that are never names: only these lose their capital in a sentence."""


def say(key: str, language: str, **values: object) -> str:
    """Return a phrase in a language with `values` filled in; raise KeyError for a language without words."""
    return WORDS[key][written(language)].format(**values)
