"""Numbers as they are spoken: in Chinese characters, word by word, and in English words."""

from __future__ import annotations

from collections.abc import Sequence

HAN = "零一二三四五六七八九"
_GROUPS = ((8, "亿"), (4, "万"))
_PLACES = ((1000, "千"), (100, "百"))
_PAIR = "两"
"""2 before a measure word, and before 千, 万 and 亿 where a number begins."""

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = (
    (10**15, "quadrillion"),
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (1000, "thousand"),
)
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def chinese(digits: str, *, paired: bool = False) -> list[str]:
    """Return a written number in characters: 五千二百 for 5200, 十九点四 for 19.4; one entry for each word of pinyin.

    Tens and ones are one word, as are a digit and the 百 or 千 behind it (GB/T 16159-2012, 6.1.5). `paired`: what is
    counted follows, so that 2 is 两. Raises ValueError for what is no number.
    """
    whole, point, decimals = _split(digits)
    words = ["两"] if paired and whole == "2" and not point else _whole(int(whole), first=True)
    return [*words, "点", *(HAN[int(digit)] for digit in decimals)] if point else words


def with_magnitude(words: Sequence[str], magnitude: str) -> list[str]:
    """Put 万, 亿 or 万亿 behind a number; a single digit and the first of it are one word: yīwàn yì."""
    alone = len(words) == 1 and len(words[0]) == 1
    if not alone:
        return [*words, *magnitude]
    return [(_PAIR if words[0] == HAN[2] else words[0]) + magnitude[:1], *magnitude[1:]]


def chinese_year(year: int) -> str:
    """Return a year digit by digit: 二〇二五."""
    return "".join("〇" if digit == "0" else HAN[int(digit)] for digit in str(year))


def _whole(number: int, *, first: bool) -> list[str]:
    """Return the words of a whole number; `first`: nothing stands before it, so that 10 is 十 and 2000 两千."""
    if number == 0:
        return [HAN[0]]
    for power, name in _GROUPS:
        high, low = divmod(number, 10**power)
        if not high:
            continue
        words = _whole(high, first=first)
        if len(words) == 1 and len(words[0]) == 1:
            words = [(_PAIR if first and words[0] == HAN[2] else words[0]) + name]
        else:
            words.append(name)
        return words if not low else [*words, *_rest(low, 10 ** (power - 1))]
    return _small(number, first=first)


def _small(number: int, *, first: bool) -> list[str]:
    """Return the words of a number below 10,000."""
    for value, name in _PLACES:
        digit, low = divmod(number, value)
        if digit:
            word = (_PAIR if first and digit == 2 and value == 1000 else HAN[digit]) + name
            return [word] if not low else [word, *_rest(low, value // 10)]
    tens, ones = divmod(number, 10)
    ten = ("" if first and tens == 1 else HAN[tens]) + "十" if tens else ""
    return [ten + (HAN[ones] if ones else "")]


def _rest(number: int, place: int) -> list[str]:
    """Return what follows a higher place; 零 stands for the places between."""
    between = [HAN[0]] if number < place else []
    return [*between, *_whole(number, first=False)]


def english(digits: str) -> str:
    """Return a written number such as 5,200 or 19.4 in words; decimals are said one by one.

    Raises ValueError for what is no number.
    """
    whole, point, decimals = _split(digits.replace(",", ""))
    words = cardinal(int(whole))
    return " ".join([words, "point", *(_ONES[int(digit)] for digit in decimals)]) if point else words


def cardinal(number: int) -> str:
    """Return a whole number in British words: one hundred and ninety-four."""
    for value, name in _SCALES:
        high, low = divmod(number, value)
        if high:
            link = " and " if 0 < low < 100 else " "
            return f"{cardinal(high)} {name}" + (f"{link}{cardinal(low)}" if low else "")
    hundreds, low = divmod(number, 100)
    if hundreds:
        return f"{_ONES[hundreds]} hundred" + (f" and {cardinal(low)}" if low else "")
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def ordinal_words(number: int) -> str:
    """Return a place or a day in words: twenty-first."""
    words = cardinal(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:cut], words[cut:]
    if last in _ORDINALS:
        return head + _ORDINALS[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def english_year(year: int) -> str:
    """Return a year as it is said: twenty twenty-five, two thousand and six, nineteen oh five."""
    century, rest = divmod(year, 100)
    if not 1000 <= year <= 9999 or (year % 1000 < 10):
        return cardinal(year)
    if not rest:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {cardinal(rest)}" if rest >= 10 else f"{cardinal(century)} oh {cardinal(rest)}"


def _split(digits: str) -> tuple[str, str, str]:
    whole, point, decimals = digits.partition(".")
    if not (whole.isascii() and whole.isdecimal()) or (point and not (decimals.isascii() and decimals.isdecimal())):
        raise ValueError(f"{digits!r} is not a number that can be read out.")
    return whole, point, decimals
