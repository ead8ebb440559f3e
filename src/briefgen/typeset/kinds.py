"""Kinds of characters, one letter each, as far as spacing and line breaking of Chinese and English tell them apart.

A text becomes a string of kinds of the same length, on which the rules are regular expressions. Classes in brackets are
those of UAX #14 (Unicode 17.0); marks that both scripts share, such as “ ” ‘ ’ — … ·, are resolved by the
language.

Set by a Han face:
    H Han character or kana (ID)            K small kana, iteration and length mark (CJ, NS)
    O opening mark （《“ (OP)                C closing mark ）》” (CL)
    S stop ，。、；：！？ (CL, EX, NS)        M middle mark — … · ～ (B2, IN, NS)
    F postfix ％ (PO)                        Y prefix ￥ (PR)
    I symbol or letter of Han width (ID)
Set by a Latin face:
    A letter or other word character (AL)   D digit (NU)
    o opening bracket (OP)                  c closing bracket (CP)
    e ! ? (EX)                              i . , : ; (IS)
    h hyphen (HY)                           d dash (BA, B2)
    s slash (SY)                            l ellipsis (IN)
    p postfix % ° (PO)                      r prefix $ € + (PR)
    t & @ # (AL)                            a other symbol (AL)
    q quotation mark (QU)                   R part of a source number
Either:
    W space (SP, BA)                        G space that forbids a break (GL)
    N end of line or tab                    Z U+200B, a permitted break (ZW)
    X combining mark (CM), before it is given the kind of what it stands on
"""

from __future__ import annotations

import re
import unicodedata

HAN_SIDE = "HKOCSMFYI"

_EVERYWHERE = {
    "O": "（［｛｟《〈「『【〔〖〘〚〝",
    "C": "）］｝｠》〉」』】〕〗〙〛〞〟",
    "S": "，。、；：！？．｡､",
    "M": "～〜・",
    "F": "％",
    "Y": "￥＄￡",
    "K": "々〻ーゝゞヽヾ゛゜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ",
    "H": "〇〆〼",
    "o": "([{",
    "c": ")]}",
    "e": "!?",
    "i": ".,:;",
    "h": "-‐",
    "d": "–",
    "s": "/",
    "p": "%‰‱°′″‴℃℉¢",
    "r": "$€£¥₤₽₹+±−№",
    "t": "&@#",
    "q": "\"'«»‹›„‚",
    "G": "\u00a0\u2007\u202f",
    "W": " \u3000",
    "N": "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029",
    "Z": "\u200b",
}
_SHARED = {
    "zh": {"O": "“‘", "C": "”’", "M": "—…·‥⋯―•"},
    "latin": {"q": "“”‘’", "d": "—―", "l": "…‥", "a": "·⋯•"},
}
_HAN_WIDE_SYMBOLS = (
    (0x2160, 0x217F), (0x2190, 0x21FF), (0x2460, 0x24FF), (0x25A0, 0x27BF), (0x3000, 0x303F), (0x3200, 0x33FF),
)  # fmt: skip
"""Roman numerals, arrows, enclosed numbers, geometric shapes, dingbats: a full em wide in Han faces only."""

IGNORED = frozenset(
    chr(code)
    for first, last in (
        (0x00, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F),
        (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)  # fmt: skip
"""Controls and invisible characters: they are never drawn. Tabs and ends of line count as spaces, U+200B as a break."""


class _Kinds(dict[int, str]):
    """Map code points to kinds for one language; kinds are worked out when first asked for."""

    def __init__(self, language: str) -> None:
        super().__init__()
        for table in (_EVERYWHERE, _SHARED[language]):
            for kind, characters in table.items():
                self.update(dict.fromkeys(map(ord, characters), kind))
        self._chinese = language == "zh"

    def __missing__(self, codepoint: int) -> str:
        kind = self[codepoint] = self._kind(codepoint)
        return kind

    def _kind(self, codepoint: int) -> str:
        character = chr(codepoint)
        category = unicodedata.category(character)
        wide = unicodedata.east_asian_width(character) in "FW"
        if (category == "Lo" and wide and not 0xAC00 <= codepoint <= 0xD7A3) or 0x2E80 <= codepoint <= 0x2FDF:
            return "H"
        if category[0] == "M":
            return "X"
        if category[0] == "Z":
            return "W"
        if wide:
            return {"Ps": "O", "Pe": "C"}.get(category, "I")
        if self._chinese and any(first <= codepoint <= last for first, last in _HAN_WIDE_SYMBOLS):
            return "I"
        if category == "Nd":
            return "D"
        if category == "Sc":
            return "r"
        return "A" if category[0] in "LN" else "a"


_CHINESE = _Kinds("zh")
_LATIN = _Kinds("latin")
_APOSTROPHE = re.compile(r"(?<=A)C(?=A)")
_COMBINED = re.compile(r"([^X])(X+)")


def is_chinese(language: str) -> bool:
    """Say whether a BCP 47 tag means Chinese."""
    return language.split("-", 1)[0].lower() == "zh"


def kinds_of(text: str, language: str) -> str:
    """Return the kinds of a text's characters, in a string of the same length."""
    if not is_chinese(language):
        kinds = text.translate(_LATIN)
    else:
        kinds = text.translate(_CHINESE)
        if "’" in text:
            for match in _APOSTROPHE.finditer(kinds):
                if text[match.start()] == "’":
                    kinds = f"{kinds[: match.start()]}q{kinds[match.end() :]}"
    if "X" in kinds:
        kinds = _COMBINED.sub(lambda match: match[1] * len(match[0]), kinds).replace("X", "A")
    return kinds
