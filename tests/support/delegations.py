"""A project with two small briefs and a delegation, for tests of delegations; nobody in it exists."""

from __future__ import annotations

import datetime
from pathlib import Path

from briefgen.project import Project

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime.date(2026, 11, 1)

SETTINGS = "issuer: {zh: 示例, en: Sample}\nseries: {zh: 示例, en: Sample}\n"
BRIEF = """\
kind: KIND
title: {zh: 示例, en: Sample}
theme: software
edition: {date: 2026-11-01, number: 1}
sections: [sample]
blocks:
  - page: {zh: 示例, en: Sample}
    id: first
  - lead: {zh: '示例，见第{page:last}页。', en: 'A sample; see page {page:last}.'}
    id: middle
  - page: {zh: 示例, en: Sample}
    id: last
  - figures: [count]
"""
SECTION = """\
section: sample
title: {zh: 示例, en: Sample}
sources:
  s: {title: {zh: 示例, en: Sample}, date: 2026, kind: sample}
facts:
  count:
    name: {zh: 示例数, en: Samples}
    value: 5
    unit: {zh: 个, en: sample|samples}
    period: 2025
    source: s
  hidden:
    name: {zh: 内部数, en: Internal}
    value: 6
    unit: {zh: 个, en: sample|samples}
    period: 2025
    source: s
    publish: internal
"""
DELEGATION = """\
delegation: guests
name: {zh: 示例团, en: Sample Guests}
short: {zh: 示例团, en: Guests}
arrival: 2026-11-20
departure: 2026-11-22
embargo: 2026-11-10
briefs: [one, event]
omit: [{brief: one, block: middle}]
insert: [{brief: one, after: first, head: {zh: 加, en: Added}, text: {zh: '共{count}。', en: 'There are {count}.'}}]
members:
  - name: {zh: 示例成员甲, en: Sample Member A}
    title: {zh: 团长, en: Head}
    leader: yes
  - name: {zh: 示例成员乙, en: Sample Member B}
hosts:
  - name: {zh: 示例接待人, en: Sample Host}
programme:
  - {day: 2026-11-20, time: '18:30', head: {zh: 抵达, en: Arrival}}
  - {day: 2026-11-21, time: '09:30–11:00', head: {zh: 会谈, en: Meeting}, location: {zh: 会议室, en: Room}}
  - {day: 2026-11-21, head: {zh: 参观, en: Visit}}
talking:
  asks: [{zh: 请求, en: A request}]
  questions: [{question: {zh: 多少, en: How many}, answer: {zh: '{hidden}', en: '{hidden}'}, cleared-by: 处}]
recipients:
  - {id: office, name: {zh: 示例处, en: Sample Office}, address: office@example.org, language: en, channels: [mail]}
  - {id: desk, name: {zh: 示例台, en: Sample Desk}, language: zh}
"""


def project_of_guests(folder: Path) -> Project:
    """Return a new project in which DELEGATION is without mistakes."""
    files = {
        "briefgen.yaml": SETTINGS,
        "briefings/one.yaml": BRIEF.replace("KIND", "topic"),
        "briefings/two.yaml": BRIEF.replace("KIND", "event"),
        "data/sample.yaml": SECTION,
        "data/delegations/guests.yaml": DELEGATION,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Project(folder, ROOT / "fonts", TODAY, {})
