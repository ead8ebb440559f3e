"""What notices say to the operator, in Chinese and in English; ids, and no addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from briefgen.language.words import bracketed, colon
from briefgen.schedule.actions.said import line
from briefgen.schedule.report.rows import about_item, counted
from briefgen.schedule.report.words import ACTIONS, STATES, in_tongue, say
from briefgen.schedule.store.records import BAD, Item, ItemState, Outcome, Run, Trouble

LANGUAGES = ("zh", "en")
MOST = 12
"""How many items a message tells."""
_ORDER = tuple(STATES)
WORDS = {
    "failed": ("定时任务{schedule}需要处理：{what}", "Schedule {schedule} needs attention: {what}"),
    "recovered": ("定时任务{schedule}已恢复正常", "Schedule {schedule} works again"),
    "whole": ("运行失败", "the run failed"),
    "ended": ("运行中断", "the run was interrupted"),
    "missed": ("未按时运行", "the run was missed"),
    "about": (
        "任务{schedule}（{action}），计划时间{nominal}。",
        "Schedule {schedule} ({action}), due {nominal}.",
    ),
    "reason": ("原因：{reason}", "Reason: {reason}"),
    "more": ("另有{count}项，见报告。", "And {count} more: see the report."),
    "since": (
        "自{first}起出现问题，其间有{count}次运行未成功。",
        "Runs that failed since {first}: {count}.",
    ),
    "report": ("报告：{report}", "Report: {report}"),
    "tried": (
        "未发出的部分将于{at}（UTC）自动重发。",
        "What was not sent will be sent again automatically at {at} UTC.",
    ),
    "given-up": (
        "不再自动重发；如仍需发送，请人工处理。",
        "There will be no further automatic retry. Send it by hand if it is still needed.",
    ),
    "again": (
        "同一问题每天最多提醒一次，恢复后另行通知。查看：briefgen schedule status",
        "The same problem is reported at most once a day, and once more when it is solved. "
        "See: briefgen schedule status",
    ),
    "troubled": ("定时任务配置有误：{count}处", "Schedules cannot be read: {count}"),
    "untroubled": ("定时任务配置已改正", "All schedules can be read again"),
    "over": ("此前的问题已解决：", "These problems are solved:"),
    "stopped": (
        "下列问题解决前，有关任务暂停运行：",
        "These schedules will not run until the following is solved:",
    ),
    "all": ("全部任务", "all schedules"),
    "several": ("定时任务通知{count}条：{first}等", "{count} notices of schedules: {first} and others"),
}


def words(key: str, language: str, **values: object) -> str:
    """Return fixed words in a language; KeyError for an unknown key or a name without a value."""
    return in_tongue(WORDS[key], language).format_map(values)


def failure_subject(run: Run, outcome: Outcome, language: str) -> str:
    """Return in one line what failed."""
    bad: list[ItemState] = [item.state for item in outcome.items if item.state in BAD]
    state = run.state if run.state in ("ended", "missed") else "whole"
    what = counted(bad, language) if bad else words(state, language)
    return words("failed", language, schedule=run.schedule, what=what)


def failure_lines(
    run: Run, outcome: Outcome, report: str, language: str, again: datetime | None = None
) -> tuple[str, ...]:
    """Return what failed, item by item, when it is tried again by itself, and where the report is."""
    found = [_about(run, language)]
    bad = sorted((item for item in outcome.items if item.state in BAD), key=lambda one: _ORDER.index(one.state))
    message = outcome.message or ("" if bad else run.message)  # which says the same as these
    if message:
        found.append(words("reason", language, reason=line(message)))
    found += [_item(item, language) for item in bad[:MOST]]
    if len(bad) > MOST:
        found.append(words("more", language, count=len(bad) - MOST))
    if again is not None:
        found.append(words("tried", language, at=f"{again:%Y-%m-%d %H:%M}"))
    elif run.retry:
        found.append(words("given-up", language))
    if report:
        found.append(words("report", language, report=report))
    return (*found, words("again", language))


def recovery_lines(run: Run, first: datetime, count: int, language: str) -> tuple[str, ...]:
    """Return that a schedule works again, and how long it had not."""
    return (_about(run, language), words("since", language, first=f"{first:%Y-%m-%d %H:%M} UTC", count=count))


def trouble_lines(troubles: Iterable[Trouble], language: str, *, over: bool) -> tuple[str, ...]:
    """Return what keeps schedules from being run, or what does no more."""
    found = [words("over" if over else "stopped", language)]
    for one in troubles:
        head = (one.schedule or words("all", language)) + colon(language)
        found.append(f"- {head}{line(one.message)}")
    return tuple(found)


def html_of(language: str, subject: str, lines: Sequence[str]) -> str:
    """Return the same as HTML."""
    tag = "zh-Hans" if language == "zh" else "en"
    head = f'<!DOCTYPE html><html lang="{tag}"><head><meta charset="utf-8"><title>{escape(subject)}</title></head>'
    return "\n".join([f"{head}<body>", *(f"<p>{escape(one)}</p>" for one in lines), "</body></html>", ""])


def _about(run: Run, language: str) -> str:
    action = in_tongue(ACTIONS[run.action], language) if run.action in ACTIONS else run.action
    return words("about", language, schedule=run.schedule, action=action, nominal=run.nominal.replace("T", " "))


def _item(item: Item, language: str) -> str:
    """Return an item; in Chinese the message stands behind it as it is, in English."""
    about = about_item(item, language)
    if language == "zh":
        about = about.removesuffix(say("said", "zh"))
        about += bracketed(line(item.message), "zh") if item.message else ""
    return f"- {item.subject}{colon(language)}{about}"
