"""Names of files that people can read in each language, and that every system takes.

`机器人简报_北欧团_2026-11.pdf`, `City-Robotics-Brief_Nordic_Nov2026.pdf`.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping

from briefgen.spec.brief import Brief
from briefgen.spec.delegation import Delegation
from briefgen.spec.text import Text, plain

MOST_BYTES = 200
"""Bytes of a name in UTF-8: less than any file system takes, so that a mail program can add to it."""
KINDS: Mapping[str, tuple[str, str]] = {
    "letter": ("欢迎函", "Letter"),
    "programme": ("访问日程", "Programme"),
    "calendar": ("访问日程", "Programme"),
    "talking": ("谈话要点", "Talking-Points"),
    "interpreter": ("口译参考", "Interpreters-Sheet"),
    "collection": ("简报汇编", "Collected-Briefs"),
}
"""What the papers of a pack are called in Chinese and in English."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])")
_GONE = ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")
"""Categories of characters that are left out: controls, what shows nothing, what is no character."""
_BRIEF = "简报"
_INDUSTRY = "产业"


def brief_name(brief: Brief, delegation: Delegation, language: str, ending: str = ".pdf") -> str:
    """Return the name of a brief's file in a language, with the month of its edition."""
    day = brief.edition.date
    if is_chinese(language):
        subject = _said(brief.subject or brief.title, language)
        short = subject.removesuffix(_INDUSTRY) or subject
        what = subject if _BRIEF in subject else f"{short}{_BRIEF}"
    else:
        what = f"{_headed(_said(brief.title, language))} Brief"
    return file_name(what, _said(delegation.short, language), day, language, ending)


def paper_name(kind: str, delegation: Delegation, language: str, ending: str = ".pdf") -> str:
    """Return the name of a paper's file in a language, with the month of the visit."""
    what = KINDS[kind][0 if is_chinese(language) else 1]
    return file_name(what, _said(delegation.short, language), delegation.arrival, language, ending)


def file_name(what: str, whom: str, day: datetime.date, language: str, ending: str) -> str:
    """Return what it is, for whom and of which month, as one name of at most MOST_BYTES."""
    when = f"{day.year}-{day.month:02d}" if is_chinese(language) else f"{_MONTHS[day.month - 1]}{day.year}"
    blank = "" if is_chinese(language) else "-"
    rest = f"_{safe(whom, blank) or 'x'}_{when}{ending}"
    room = MOST_BYTES - len(rest.encode("utf-8"))
    head = shortened(safe(what, blank), room) or "x"
    if _RESERVED.fullmatch(head):
        head = f"x{head}"
    return head + rest


def safe(words: str, blank: str = "-") -> str:
    """Return words as a part of a name that no system refuses, and that leads to no other folder.

    NFC, as macOS compares names; without what Windows forbids, controls and marks that turn the direction of writing;
    blanks become `blank`; no dots, hyphens or underscores at the ends.
    """
    text = unicodedata.normalize("NFC", words)
    text = "".join(mark for mark in text if unicodedata.category(mark) not in _GONE)
    text = _FORBIDDEN.sub("-", text).replace("_", "-")
    text = (blank or " ").join(text.split())
    if not blank:  # Latin words inside of Chinese keep apart
        text = re.sub(r"(?<=[!-~]) (?=[!-~])", "-", text).replace(" ", "")
    return re.sub(r"-{2,}", "-", text).strip(".-_ ")


def shortened(words: str, most: int) -> str:
    """Return words cut to `most` bytes of UTF-8, between characters and their marks."""
    while len(words.encode("utf-8")) > most:
        while words and unicodedata.combining(words[-1]):
            words = words[:-1]
        words = words[:-1]
    return words.rstrip(".-_ ")


def unique(name: str, taken: set[str]) -> str:
    """Return a name that no other is like, whatever its capitals are; where one is, a number goes before the ending.

    `taken` is told of it.
    """
    stem, dot, ending = name.rpartition(".")
    number = 1
    while folded(name) in taken:
        number += 1
        mark = f"-{number}"
        room = MOST_BYTES - len(f"{mark}{dot}{ending}".encode())
        name = f"{shortened(stem, room)}{mark}{dot}{ending}"
    taken.add(folded(name))
    return name


def unique_in_each(names: Mapping[str, str], taken: dict[str, set[str]]) -> dict[str, str]:
    """Return names by language, each unlike all others of its language; `taken` is told of them."""
    return {language: unique(name, taken.setdefault(language, set())) for language, name in names.items()}


def folded(name: str) -> str:
    """Return what names are compared by."""
    return unicodedata.normalize("NFC", name).casefold()


def is_chinese(language: str) -> bool:
    """Say whether names in this language are written without blanks, year first."""
    return language.partition("-")[0] == "zh"


def _said(texts: Mapping[str, Text], language: str) -> str:
    """Return a text in a language, or in the one that comes first where it is not there."""
    base = language.partition("-")[0]
    for tag, text in texts.items():
        if tag.partition("-")[0] == base:
            return plain(text)
    return plain(next(iter(texts.values())))


def _headed(title: str) -> str:
    """Return an English title as a headline, its place first: Trade in Springfield → Springfield Trade."""
    head, joint, place = title.rpartition(" in ")
    if joint and place.isalpha() and place[0].isupper():
        title = f"{place} {head}"
    words = title.split()
    return " ".join(
        word if (number and word in _SMALL) or not word[:1].islower() else word[0].upper() + word[1:]
        for number, word in enumerate(words)
    )
