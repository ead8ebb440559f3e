"""What the data files say by themselves: heads of columns, kinds of figures, words for cells without a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefgen.language.tags import written

WORDS: Mapping[str, tuple[str, str]] = {
    # Heads
    "row": ("序号", "Row"),
    "name": ("名称", "Name"),
    "measure": ("指标", "Measure"),
    "value": ("数值", "Value"),
    "low": ("下限", "Low"),
    "high": ("上限", "High"),
    "printed": ("文中表述", "As printed"),
    "unit": ("单位", "Unit"),
    "time": ("时间", "Time"),
    "first-day": ("起始日期", "First day"),
    "last-day": ("截止日期", "Last day"),
    "year-inferred": ("年份为推断", "Year inferred"),
    "kind": ("数据性质", "Kind"),
    "qualifier": ("限定词", "Qualifier"),
    "scope": ("统计范围", "Scope"),
    "notes": ("注释", "Notes"),
    "remarks": ("本期说明", "Notes on the edition"),
    "sources": ("来源", "Sources"),
    "fact": ("数据编号", "Fact"),
    "figure": ("图表", "Figure"),
    "edition": ("期号", "Edition"),
    # Languages
    "zh": ("中文", "Chinese"),
    "en": ("英文", "English"),
    # Kinds of facts
    "reported": ("公布", "reported"),
    "target": ("目标", "target"),
    "aim": ("目标", "aim"),
    "plan": ("规划", "plan"),
    "projected": ("预测", "projected"),
    "expected": ("预计", "expected"),
    "rank": ("位次", "rank"),
    "designation": ("称号", "designation"),
    "list": ("清单", "list"),
    "event": ("事件", "event"),
    "policy": ("政策", "policy"),
    "quote": ("引语", "quotation"),
    "qualitative": ("定性表述", "in words"),
    "derived": ("推算", "calculated"),
    # Cells
    "missing": ("暂无数据", "not available"),
    "not-applicable": ("不适用", "not applicable"),
    "awaited": ("待更新", "awaiting update"),
    "undated": ("未注明日期", "undated"),
    "date": ("日期", "date"),
    # Descriptions
    "facts": ("本期所载数据及其来源", "The facts of this edition and their sources"),
}
"""For each key the Chinese and the English text."""


def say(key: str, language: str, **values: object) -> str:
    """Return a fixed text, with its names in braces filled in; KeyError for an unknown key or language."""
    chinese, english = WORDS[key]
    return (chinese if written(language) == "zh" else english).format_map(values)


def say_all(key: str, languages: Sequence[str]) -> str:
    """Return a fixed text in all languages: 数值 / Value."""
    return slashed(say(key, language) for language in languages)


def slashed(texts: Iterable[str]) -> str:
    """Join texts of several languages for one cell, each once."""
    return " / ".join(dict.fromkeys(texts))
