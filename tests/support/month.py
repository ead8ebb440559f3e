"""The month of a bureau: 25 small briefs and 40 delegations, whose people are invented, and how each is reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FIRST = 1793599200
"""2 November 2026, 06:00 UTC."""
DAY = 86_400
BRIEFS = tuple(f"b{number:02}" for number in range(1, 26))
COUNTING = BRIEFS[:4]
"""The briefs that print the figure which is corrected later."""
FADING = "b24"
"""The brief whose figure is past its last day at first."""
BROKEN = "b25"
"""The brief that has a mistake at first."""
EMBARGOED, UNTIL = "d40", 13
"""A delegation that may be given nothing before the 15th, and the days that this takes."""
HASTY = "d02"
"""The delegation that gets its briefs before the mistake is mended and the figure renewed."""
BY_HAND = ("d37", "d38")
SERVER_NAME = "localhost"

SETTINGS = """\
issuer: {zh: 示例局, en: Sample Office}
series: {zh: 示例, en: Samples}
deliver:
  folder: out
  messenger: {folder: by-hand}
  mail:
    server: localhost
    port: PORT
    security: starttls
    sender: {name: {zh: 示例窗口, en: Sample desk}, address: desk@example.org}
    user: desk
  s3: {endpoint: 'SERVICE', bucket: packs, expires: 7 days}
"""
BRIEF = """\
kind: topic
title: {zh: 示例产业NUMBER, en: Industry NUMBER in Sampleton}
subject: {zh: 示例产业NUMBER, en: Industry NUMBER}
theme: software
edition: {date: 2026-11-01, number: NUMBER}
sections: [sample]
blocks:
  - page: {zh: 概览, en: At a glance}
  - lead: {zh: 'SAYS', en: 'TELLS'}
"""
SAYS = {
    "count": ("示例数为{count}。", "There are {count} samples."),
    "fading": ("示例占比为{fading}。", "The share is {fading}."),
    "": ("示例产业NUMBER发展平稳。", "Industry NUMBER goes on as it did."),
}
DATA = """\
section: sample
title: {zh: 示例, en: Sample}
sources:
  s: {title: {zh: 示例来源, en: Sample source}, date: 2026, kind: sample}
facts:
  count:
    name: {zh: 示例数, en: Number of samples}
    value: 481
    unit: {zh: 个, en: sample|samples}
    period: 2025
    source: s
  fading:
    name: {zh: 示例占比, en: Share of samples}
    value: 12
    unit: percent
    period: 2025
    valid-until: 2026-10-31
    source: s
"""
DELEGATION = """\
delegation: NAME
sample: yes
name: {zh: 示例MARK代表团, en: Sample WORD Delegation}
short: {zh: MARK团, en: WORD}
arrival: 2026-11-25
departure: 2026-11-27
EMBARGObriefs: [WANTED]
members:
  - name: {zh: 示例MARK甲, en: Sample WORD Alpha}
    title: {zh: 团长, en: Head}
    leader: yes
programme:
  - {day: 2026-11-25, time: '18:30', head: {zh: 抵达MARK, en: Arrival of WORD}}
  - {day: 2026-11-27, head: {zh: 离开, en: Departure}}
RECIPIENTSchannels: [CHANNELS]
"""


@dataclass(frozen=True)
class Guest:
    """Hold a delegation: what stands in its texts alone, what it wants, how it and its recipients are reached.

    `mark` is a character, `word` letters; both stand in no other delegation's names. `recipients`: id and address by
    which mail reaches them, "" of those who are served by hand.
    """

    name: str
    mark: str
    word: str
    briefs: tuple[str, ...]
    channels: tuple[str, ...]
    recipients: tuple[tuple[str, str], ...] = ()

    @property
    def ends(self) -> tuple[tuple[str, str], ...]:
        """Return each way by which files are to arrive: channel and recipient."""
        whole = tuple((channel, self.name) for channel in self.channels if channel in ("folder", "s3"))
        people = tuple(("mail" if address else "messenger", id) for id, address in self.recipients)
        return whole + people


def _guest(number: int) -> Guest:
    name = f"d{number:02}"
    mark, word = chr(0x7C00 + 3 * number), f"Q{chr(96 + (number - 1) // 8)}y{chr(104 + (number - 1) % 8)}vx"
    briefs = tuple(one for one in BRIEFS if (int(one[1:]) + number) % 10 not in (0, 1, 2))
    if name == HASTY:
        briefs = (BRIEFS[0], FADING, BROKEN)
    people = ("office", "aide", "guide")[: 2 + number % 2]
    mail = tuple((f"{name}-{who}", f"{who}.{name}@example.net") for who in people)
    if name in BY_HAND:
        return Guest(name, mark, word, BRIEFS[:2], ("messenger",), ((f"{name}-liaison", ""),))
    if number <= 22:
        return Guest(name, mark, word, briefs, ("mail",), mail)
    if number in range(33, 37):
        return Guest(name, mark, word, briefs, ("s3",))
    if number == 39:
        return Guest(name, mark, word, briefs, ("folder", "s3", "mail"), mail)
    return Guest(name, mark, word, briefs, ("folder",))


GUESTS = {guest.name: guest for guest in map(_guest, range(1, 41))}


def brief_of(name: str, says: str = "") -> str:
    """Return the file of a brief; `says` replaces its sentence."""
    chinese, english = SAYS["count" if name in COUNTING else "fading" if name == FADING else ""]
    text = BRIEF.replace("SAYS", says or chinese).replace("TELLS", says or english)
    return text.replace("NUMBER", str(int(name[1:])))


def delegation_of(guest: Guest) -> str:
    """Return the file of a delegation."""
    rows = ""
    for id, address in guest.recipients:
        reached = f"address: {address}" if address else "channels: [messenger]"
        language = "zh" if id.endswith("aide") else "en"
        rows += f"  - {{id: {id}, name: {{zh: MARK联络人, en: WORD desk}}, language: {language}, {reached}}}\n"
    values = {
        "RECIPIENTS": f"recipients:\n{rows}" if rows else "",
        "EMBARGO": "embargo: 2026-11-15\n" if guest.name == EMBARGOED else "",
        "WANTED": ", ".join(guest.briefs),
        "CHANNELS": ", ".join(guest.channels),
        "NAME": guest.name,
        "MARK": guest.mark,
        "WORD": guest.word,
    }
    text = DELEGATION
    for key, value in values.items():
        text = text.replace(key, value)
    return text


def write_project(root: Path, port: int, service: str) -> None:
    """Write the project of the bureau as it is on the first day, with its mistakes."""
    files = {
        "briefgen.yaml": SETTINGS.replace("PORT", str(port)).replace("SERVICE", service),
        "data/sample.yaml": DATA,
        **{f"briefings/{name}.yaml": brief_of(name) for name in BRIEFS},
        **{f"data/delegations/{guest.name}.yaml": delegation_of(guest) for guest in GUESTS.values()},
    }
    files[f"briefings/{BROKEN}.yaml"] = brief_of(BROKEN, "{nothing}")
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def halves(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return names in two lists of like size."""
    return list(names[::2]), list(names[1::2])
