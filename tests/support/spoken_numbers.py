"""Numbers in texts of both languages: typed ones must be known, and stand in both."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from content_ledger import ledger
from own_forms import MONTHS, ORDINALS

from briefgen.check.case import Case

HAN_DIGITS = {mark: number for number, mark in enumerate("〇一二三四五六七八九")} | {"两": 2, "零": 0}
HAN_TENS = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "百": 100, "千": 1000}
ENGLISH_LARGE = {"trillion": 10**12, "tn": 10**12, "billion": 10**9, "bn": 10**9, "million": 10**6, "mn": 10**6}
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ROUND = {"thousand": 1000, "hundred": 100, "ten thousand": 10**4}
ALLOWED = re.compile(
    r"(?<![0-9A-Za-z])(?:6G|H1|1\+4\+6|No\. 1 Document|14th Five-Year)(?![0-9A-Za-z])"
    r"|bn即10亿|RMB 0\.1 bn is 1亿元|1亿元(?:为|即)RMB 0\.1 bn"
    r"|“1”的含义|(?i:what the “?1”? (?:stands for|means))|“4”和“6”|the 4 and the 6"
)
"""Names and explanations that hold numbers which come from no fact."""
_SILENT = re.compile(r"\{[^{}]*\}|\[\^[^\]]*\]|\]\([^)]*\)")
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?:st|nd|rd|th|G)?"
    r"\s*(万亿|亿|万|千|百(?!分)|(?:trillion|tn|billion|bn|million|mn)(?![A-Za-z]))?"
)
_MAY = re.compile(r"(?<=[0-9] )May\b|\bMay(?= [0-9])")


def numbers(text: str, *, months: bool = True) -> set[Decimal]:
    """Return the numbers that are written in digits, and months that are written in words; references say nothing."""
    text = ALLOWED.sub(" ", _SILENT.sub(" ", text))
    for number, month in enumerate(MONTHS if months else (), start=1):
        text = re.sub(rf"\b{month}\b", f" {number} ", text) if month != "May" else _MAY.sub(" 5 ", text)
    found: set[Decimal] = set()
    for one in _NUMBER.finditer(text):
        scale = LARGE.get(one[2] or "", 0) or ENGLISH_LARGE.get(one[2] or "", 1)
        found.add(Decimal(one[1].replace(",", "")) * scale)
    return found


def in_words(text: str) -> set[Decimal]:
    """Return the numbers that are written in words or Han numerals."""
    low = text.lower()
    found = {Decimal(number) for number, word in enumerate(WORDS, start=1) if re.search(rf"\b{word}\b", low)}
    found |= {Decimal(number) for number, word in enumerate(ORDINALS, start=1) if re.search(rf"\b{word}\b", low)}
    found |= {Decimal(number) for word, number in ROUND.items() if word in low}
    for one in re.finditer("[〇零一二两三四五六七八九十百千]*(?:万亿|亿|万)?", text):
        if one[0] and not re.search(f"[{''.join(HAN_DIGITS)}]{{2}}", one[0]):  # 十四五 is no number
            found.add(_han(one[0]))
    return found


def _han(written: str) -> Decimal:
    scale = next((value for word, value in LARGE.items() if value >= 10**4 and written.endswith(word)), 1)
    total, digit = 0, 0
    for mark in written:
        if mark in HAN_DIGITS:
            digit = HAN_DIGITS[mark]
        elif mark in HAN_TENS:
            total, digit = total + (digit or 1) * HAN_TENS[mark], 0
    return Decimal((total + digit) or 1) * scale


def known_numbers(case: Case) -> frozenset[Decimal]:
    """Return the years, months and days of the facts in the brief's sections and of all sources."""
    checked = ledger()
    dates = [date for date, _ in checked.sources.values()]
    for name in case.brief.sections:
        section = case.store.sections.get(name)
        for id in section.facts if section is not None else ():
            if id in checked.facts:
                dates += [checked.facts[id].time, checked.facts[id].date, checked.facts[id].against]
    return frozenset(Decimal(part) for date in dates for part in re.findall(r"(?<![HQ0-9])[0-9]+", date))


def known_values(case: Case) -> frozenset[Decimal]:
    """Return the values of the facts in the brief's sections, which methods may explain."""
    checked = ledger().facts
    ids = [id for name in case.brief.sections if name in case.store.sections for id in case.store.sections[name].facts]
    return frozenset(
        value
        for id in ids
        if id in checked
        for value in (checked[id].value, checked[id].low, checked[id].high)
        if value is not None
    )


def one_sided(texts: Mapping[str, str], known: Collection[Decimal], apart: Collection[Decimal] = ()) -> Iterator[str]:
    """Yield the numbers that one language has and the other neither in digits nor in words.

    A known year may stand in one alone where the other names no year, and so may the numbers in `apart`.
    """
    if set(texts) != {"zh", "en"}:
        return
    years = {language: any(1900 <= number < 2100 for number in numbers(text)) for language, text in texts.items()}
    for language, other in (("zh", "en"), ("en", "zh")):
        there = numbers(texts[other]) | in_words(texts[other])
        for number in sorted(numbers(texts[language], months=False) - there):
            year = number in known and number >= 1000
            if number not in apart and not (year and not years[other]):
                yield f"{number:f} stands in {language} and not in {other}: {texts[language]}"


def typed_numbers(texts: Mapping[str, str], known: Collection[Decimal]) -> Iterator[str]:
    """Yield the numbers that come from no fact and no date of one, and are not allowed."""
    for language, text in texts.items():
        for number in sorted(numbers(text)):
            if number not in known:
                yield f"{number:f} is typed in {language} and comes from no fact: {text}"
