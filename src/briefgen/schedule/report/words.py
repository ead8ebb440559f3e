"""The fixed words of reports and of messages to the operator, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.language.tags import written
from briefgen.schedule.store.records import ItemState, SectionCondition

STATES: Mapping[ItemState, tuple[str, str]] = {
    "failed": ("失败", "Failed"),
    "unknown": ("送达情况不明", "Delivery unconfirmed"),
    "held": ("暂不放行", "Held back"),
    "stale": ("数据过期", "Stale"),
    "built": ("已生成", "Built"),
    "packed": ("已打包", "Packed"),
    "delivered": ("已发送", "Sent"),
    "unchanged": ("无变化", "Unchanged"),
}
"""How an item stands; what must be looked at first."""
SECTIONS: Mapping[SectionCondition, tuple[str, str]] = {
    "failed": ("有误", "failed"),
    "stale": ("已过期", "stale"),
    "empty": ("空缺", "empty"),
    "ok": ("正常", "ok"),
}
GATES: Mapping[str, tuple[str, str]] = {
    "embargo": ("未到发布日", "embargo"),
    "stale": ("数据过期", "stale"),
    "gap": ("数据缺失", "gap"),
    "language": ("语种不全", "language"),
    "verification": ("未通过核验", "verification"),
    "approval": ("未经签发", "approval"),
}
ACTIONS: Mapping[str, tuple[str, str]] = {
    "build": ("生成简报", "build"),
    "pack": ("制作材料包", "pack"),
    "deliver": ("发送材料包", "deliver"),
}
WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("定时运行报告", "Scheduled run report"),
    "short-title": ("运行报告", "Run report"),
    "run": (
        "{schedule}（{action}），计划时间{nominal}",
        "{schedule} ({action}), due {nominal}",
    ),
    "again": ("，第{attempt}次运行", ", attempt {attempt}"),
    "retry": ("，第{retry}次重发", ", retry {retry}"),
    "fine": ("运行正常：{counts}。", "All fine: {counts}."),
    "nothing": ("本次没有需要处理的内容。", "There was nothing to do."),
    "look": ("需要处理：{counts}。", "Needs attention: {counts}."),
    "whole": ("运行失败，未完成。", "The run failed and was not completed."),
    "missed": ("未运行：错过{count}次。", "Not run: {count} missed."),
    "rows": ("明细", "Details"),
    "head-item": ("对象", "Item"),
    "head-what": ("结果", "Outcome"),
    "more": ("另有{count}项：{counts}。完整清单见report.json。", "And {count} more: {counts}. report.json lists all."),
    "sections": ("数据文件：{counts}。", "Sections: {counts}."),
    "section": ("数据文件{section}{state}", "section {section} {state}"),
    "edition": ("，{edition}", ", {edition}"),
    "said": ("，说明见英文栏", ""),
    "reason": ("原因", "Reason"),
}


def say(key: str, language: str, **values: object) -> str:
    """Return fixed words in a language; KeyError for an unknown key or a name without a value."""
    return in_tongue(WORDS[key], language).format_map(values)


def in_tongue(pair: tuple[str, str], language: str) -> str:
    """Return the Chinese or the English of two."""
    return pair[0] if written(language) == "zh" else pair[1]
