"""What stays together on a line (design.md, section 4), and where addresses may break."""

from __future__ import annotations

import re
from typing import NamedTuple

_HAN_NUMERAL = "〇零一二三四五六七八九十百千万亿两几数"
_NUMBER = r"[0-9０-９][0-9０-９.,:/％%‰+\-–]*"
_SCALE = "[十百千万亿]*"
_MORE = "[余多]?"
_LONG_UNITS = (
    "平方公里|平方千米|平方米|立方米|个百分点|百分点|人民币|美元|欧元|港元|日元|英镑|公里|千米|公顷|公斤|千克|千瓦时|"
    "千瓦|兆瓦|小时|分钟|厘米|毫米|微米|纳米|摄氏度|人次|架次|台套|标准箱|世纪|季度|周年|年代|月份|个月"
)
_UNITS = (
    "年月日时分秒号天周岁元角亩吨克斤米里升度倍成折级个家台人项次种类批条件套座处所间名位届期版章节页卷册册份部篇场层栋"
    "幢辆艘架列颗枚根块片张把支只头匹棵株群组队班轮届站点线路区县市省国地方集款笔户口员代维核层段步点楼室厅馆园院校"
)
_MEASURE = f"{_MORE}{_SCALE}{_MORE}(?:{_LONG_UNITS}|[{_UNITS}])?"
_MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_CURRENCY = r"\b(?:RMB|CNY|USD|EUR|GBP|HKD|JPY|US\$|HK\$)"
_ENGLISH_UNITS = (
    r"(?:bn|billion|m|mn|million|trillion|tn|thousand|per cent|percent|percentage points?|pp|km²?|m²|cm|mm|nm|ha"
    r"|hectares?|kg|t|tonnes?|[kMGT]W[hp]?|[kMGT]?Hz|[kMGT]B|hours?|minutes?|h|min|a\.m\.|p\.m\.|am|pm)(?![A-Za-z])"
)
_APPROXIMATELY = (
    r"\b(?:[Aa]bout|[Aa]round|[Oo]ver|[Nn]early|[Aa]lmost|[Mm]ore than|[Ll]ess than|[Aa]t least|[Uu]p to|[Ss]ome)"
)
_LABELS = (
    r"\b(?:[Pp]ages?|pp?\.|[Ff]igures?|[Ff]igs?\.|[Tt]ables?|[Ss]ections?|[Cc]hapters?|[Aa]rticles?|[Nn]otes?|[Pp]arts?"
    r"|[Aa]nnex|[Vv]ersion|[Vv]ol\.|[Nn]os?\.|[Pp]hase|[Hh]all|[Rr]oom)"
)

_PART = "[\u4e00-\u9fff]{1,7}"
"""A part of a foreign name in Chinese characters, which breaks behind its · only: 亚历山德拉·范例."""
_CHINESE = re.compile(
    "|".join(
        (
            f"(?:约合|不足|[约近逾超第图表])?(?:{_NUMBER})(?:[～~—–至到](?:{_NUMBER}))?{_MEASURE}",
            f"[约近逾超第][{_HAN_NUMERAL}]+{_MEASURE}",
            f"[{_HAN_NUMERAL}]+{_MORE}(?:{_LONG_UNITS}|[{_UNITS}])",
            "[上下]半年|[亿万]元|[亿万][美欧港日]元",
            "[A-Z]+(?=[股轮级类座型区])[股轮级类座型区]",
            "（(?:[\u4e00-\u9fff]{2,3}|年份为推断)）",
            f"{_PART}(?=·{_PART})|(?<=·){_PART}",
        )
    )
)
_ENGLISH = re.compile(
    "|".join(
        (
            r"\+?[0-9]+(?:[ -][0-9]+)+",
            rf"(?:{_APPROXIMATELY}[ ])?(?:{_CURRENCY}[ ]?)?(?<![0-9.,])[+−-]?[$€£¥]?[0-9][0-9.,]*"
            rf"(?:(?:[ ]?[–-][ ]?|[ ]to[ ])[0-9][0-9.,]*)?(?:[ ]?{_ENGLISH_UNITS}|%|[ ]{_MONTHS}(?:[ ][0-9]{{4}})?)?",
            rf"{_MONTHS}[ ][0-9]{{1,2}}(?:,?[ ][0-9]{{4}})?(?![0-9])",
            rf"{_MONTHS}[ ][0-9]{{4}}",
            rf"{_LABELS}[ ][0-9A-Z][0-9.]*",
            r"\b(?:H[12]|Q[1-4])[ ][0-9]{4}",
            r"\b(?:Mr|Ms|Mrs|Dr|Prof|St)\.?[ ][A-Z]",
            r"\b[A-Za-z]-[A-Za-z]+",
        )
    )
)
_RANGE = re.compile("(?<=[0-9])[—–-](?=[0-9])")

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-;=?-Z_a-z~]+|[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+"
    r"|\b(?:[0-9a-z-]+\.)+(?:com|org|net|cn|gov|edu|eu|int)\b(?:/[!-;=?-Z_a-z~]*)?"
)
_ADDRESS_BREAK = re.compile(r"(?<=[/.?&=_@-])(?=[0-9A-Za-z%~#@])")
_ADDRESS_TAIL = ".,;:!?)]}'\""
_ADDRESS_HEAD = 4
"""So many characters stay at least on either side of a break in an address."""


def kept(text: str, kinds: str) -> list[tuple[int, int]]:
    """Return spans of the text inside which a line breaks only if the span is wider than the measure."""
    spans: list[tuple[int, int]] = []
    if "H" in kinds:
        spans += [match.span() for match in _CHINESE.finditer(text)]
    if "A" in kinds or "D" in kinds:
        spans += [match.span() for match in _ENGLISH.finditer(text)]
        spans += [(match.start() - 1, match.end() + 1) for match in _RANGE.finditer(text)]
    return spans


class Address(NamedTuple):
    """Hold where a URL or e-mail address stands, where it may break, and where it may in a narrow measure."""

    start: int
    end: int
    breaks: list[int]
    narrow: list[int]


def addresses(text: str) -> list[Address]:
    """Return the URLs and e-mail addresses of a text."""
    if "." not in text:
        return []
    found: list[Address] = []
    for match in _ADDRESS.finditer(text):
        start = match.start()
        end = start + len(match[0].rstrip(_ADDRESS_TAIL))
        narrow = [place.start() for place in _ADDRESS_BREAK.finditer(text, start, end)]
        breaks = [
            at
            for at in narrow
            if start + _ADDRESS_HEAD <= at <= end - _ADDRESS_HEAD and text[at - 1] != "@" and text[at - 2 : at] != "//"
        ]
        found.append(Address(start, end, breaks, narrow))
    return found
