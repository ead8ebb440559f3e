"""What a message with a pack says, in Chinese or English: subject, text, and the same as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from html import escape

from briefgen.data.quantity import Day
from briefgen.deliver.channels.mail_headers import one_line
from briefgen.deliver.channels.parcel import Link, Means, Parcel, in_language
from briefgen.language.periods import day_text

BEIJING = timezone(timedelta(hours=8))
"""The time of the office; China has no summer time."""
_STYLE = "font: 15px/1.6 'Microsoft YaHei', 'PingFang SC', 'Noto Sans SC', Arial, sans-serif"
"""Mail programs take styles from attributes alone."""


@dataclass(frozen=True)
class Words:
    """Hold what a message says, each line ended as Unix does, and the tag of its language."""

    language: str
    subject: str
    text: str
    html: str


def language_of(parcel: Parcel) -> str:
    """Return the language in which we write to a recipient: Chinese where that is theirs, else English."""
    return "zh" if parcel.language.partition("-")[0] == "zh" else "en"


def subject_of(parcel: Parcel, means: Means) -> str:
    """Return the subject."""
    language = language_of(parcel)
    title, issuer = in_language(parcel.titles, language), in_language(means.issuer, language)
    if language == "zh":
        mark = "【测试】" if parcel.test else ""
        return one_line(f"{mark}{title}来访材料（{issuer}）")
    return one_line(f"{'[Test] ' if parcel.test else ''}{title}: visit materials from {issuer}")


def words_of(
    parcel: Parcel, means: Means, sender: str, links: Sequence[Link] = (), until: datetime | None = None
) -> Words:
    """Return the message for a parcel; with `links`, files are fetched by them until a moment in UTC."""
    language = language_of(parcel)
    write = _chinese if language == "zh" else _english
    files = [(link.name, link.address) for link in links] or [(copy.name, "") for copy in parcel.copies]
    greeting, opening, closing = write(parcel, means, sender, len(files), until if links else None)
    subject = subject_of(parcel, means)
    text = "\n".join(_text(greeting, opening, files, closing))
    return Words(language, subject, text, "\n".join(_html(language, subject, greeting, opening, files, closing)))


def _chinese(
    parcel: Parcel, means: Means, sender: str, count: int, until: datetime | None
) -> tuple[str, list[str], list[str]]:
    title = in_language(parcel.titles, "zh")
    if until is None:
        opening = [f"随信奉上为{title}准备的材料，共{count}份，请查收："]
    else:
        moment = until.astimezone(BEIJING)
        opening = [
            f"现奉上为{title}准备的材料，共{count}份，"
            f"请于{_day(moment, 'zh')}{moment:%H:%M}（北京时间）前通过以下链接下载："
        ]
    closing = [
        "如有任何问题，欢迎直接回复本邮件。",
        *_notes(parcel, "zh"),
        "顺颂时祺！",
        *_signature(means, sender, "zh"),
    ]
    return f"尊敬的{in_language(parcel.names, 'zh')}：", opening, closing


def _english(
    parcel: Parcel, means: Means, sender: str, count: int, until: datetime | None
) -> tuple[str, list[str], list[str]]:
    title = in_language(parcel.titles, "en")
    files = "the file" if count == 1 else f"the {count} files"
    if until is None:
        opening = [f"Please find attached {files} prepared for {title}:"]
    else:
        moment = until.astimezone(BEIJING)
        opening = [
            f"Please download {files} prepared for {title}. "
            f"The {'link works' if count == 1 else 'links work'} until {moment:%H:%M} Beijing time (UTC+8) "
            f"on {_day(moment, 'en')}:"
        ]
    closing = ["If you have any questions, please reply to this message.", *_notes(parcel, "en"), "Kind regards,"]
    return f"Dear {in_language(parcel.names, 'en')},", opening, [*closing, *_signature(means, sender, "en")]


def _day(moment: datetime, language: str) -> str:
    return day_text(Day(moment.year, moment.month, moment.day), language)


def _notes(parcel: Parcel, language: str) -> list[str]:
    notes: list[str] = []
    if parcel.sample:
        english = "This delegation is a sample; the materials are for demonstration only."
        notes.append("本代表团为示例，材料仅供演示。" if language == "zh" else english)
    if parcel.test:
        notes.append("这是一封测试邮件。" if language == "zh" else "This message is a test.")
    return notes


def _signature(means: Means, sender: str, language: str) -> list[str]:
    issuer = in_language(means.issuer, language)
    return [sender] if sender == issuer else [sender, issuer]


def _text(greeting: str, opening: list[str], files: Sequence[tuple[str, str]], closing: list[str]) -> Iterator[str]:
    yield from (one_line(greeting), "", *(one_line(line) for line in opening), "")
    for number, (name, address) in enumerate(files, 1):
        yield f"{number}. {one_line(name)}"
        if address:
            yield f"   {address}"
    for line in closing:
        yield from ("", one_line(line))
    yield ""


def _html(
    language: str, subject: str, greeting: str, opening: list[str], files: Sequence[tuple[str, str]], closing: list[str]
) -> Iterator[str]:
    yield f'<!DOCTYPE html><html lang="{"zh-Hans" if language == "zh" else "en"}"><head><meta charset="utf-8">'
    yield f'<title>{escape(subject)}</title></head><body style="{_STYLE}">'
    for line in (greeting, *opening):
        yield f"<p>{escape(one_line(line))}</p>"
    yield "<ol>"
    for name, address in files:
        shown = escape(one_line(name))
        yield f'<li><a href="{escape(address)}">{shown}</a></li>' if address else f"<li>{shown}</li>"
    yield "</ol>"
    for line in closing:
        yield f"<p>{escape(one_line(line))}</p>"
    yield "</body></html>"
    yield ""
