"""Pinyin with tones for the words that spoken numbers are made of, and for what is counted in Chinese.

Tones are those of a dictionary: 一 is yī and 不 bù wherever they stand, as GB/T 16159-2012 (6.6) writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

SYLLABLES: Mapping[str, str] = {
    "零": "líng", "〇": "líng", "一": "yī", "二": "èr", "两": "liǎng", "三": "sān", "四": "sì", "五": "wǔ", "六": "liù",
    "七": "qī", "八": "bā", "九": "jiǔ", "十": "shí", "百": "bǎi", "千": "qiān", "万": "wàn", "亿": "yì", "点": "diǎn",
    "分": "fēn", "之": "zhī", "第": "dì", "负": "fù", "至": "zhì", "年": "nián", "月": "yuè", "日": "rì", "季": "jì",
    "度": "dù", "上": "shàng", "下": "xià", "半": "bàn",
    "约": "yuē", "超": "chāo", "过": "guò", "不": "bù", "低": "dī", "于": "yú", "少": "shǎo", "多": "duō", "近": "jìn",
    "最": "zuì", "高": "gāo", "如": "rú", "级": "jí", "含": "hán",
}  # fmt: skip
"""The characters that numbers, dates and their qualifiers are written with."""

COUNTED: Mapping[str, str] = {
    "元": "yuán", "倍": "bèi", "个": "gè", "家": "jiā", "人": "rén", "人次": "réncì", "年": "nián", "月": "yuè",
    "天": "tiān", "所": "suǒ", "场": "chǎng", "项": "xiàng", "条": "tiáo", "种": "zhǒng", "类": "lèi", "处": "chù",
    "位": "wèi", "名": "míng", "座": "zuò", "栋": "dòng", "件": "jiàn", "份": "fèn", "次": "cì", "户": "hù",
    "台": "tái", "套": "tào", "辆": "liàng", "吨": "dūn", "亩": "mǔ", "公里": "gōnglǐ", "平方米": "píngfāngmǐ",
    "平方公里": "píngfāng gōnglǐ", "千瓦时": "qiānwǎshí", "百分点": "bǎifēndiǎn", "比特": "bǐtè", "每秒": "měi miǎo",
    "千比特": "qiānbǐtè", "兆比特": "zhàobǐtè", "吉比特": "jíbǐtè", "太比特": "tàibǐtè", "拍比特": "pāibǐtè",
    "瓦": "wǎ", "千瓦": "qiānwǎ", "兆瓦": "zhàowǎ", "吉瓦": "jíwǎ", "太瓦": "tàiwǎ", "拍瓦": "pāiwǎ",
    "企业": "qǐyè", "机构": "jīgòu", "项目": "xiàngmù", "领域": "lǐngyù", "环节": "huánjié", "方面": "fāngmiàn",
    "高校": "gāoxiào", "产业": "chǎnyè", "攻坚": "gōngjiān", "推进": "tuījìn", "办公室": "bàngōngshì", "细分": "xìfēn",
    "新": "xīn", "赛道": "sàidào", "技术": "jìshù", "测试": "cèshì", "地标": "dìbiāo", "资料": "zīliào",
    "部分": "bùfen", "目标": "mùbiāo", "国家": "guójiā", "和": "hé", "地区": "dìqū", "开放": "kāifàng",
    "载体": "zàitǐ", "百亿级": "bǎi yì jí", "大模型": "dà móxíng", "遗产": "yíchǎn", "专班": "zhuānbān",
    "方向": "fāngxiàng", "着力点": "zhuólìdiǎn", "产业链": "chǎnyèliàn", "活动": "huódòng", "论坛": "lùntán",
    "嘉宾": "jiābīn", "城市": "chéngshì", "功能": "gōngnéng", "业态": "yètài", "生产性": "shēngchǎnxìng",
    "服务": "fúwù", "政策": "zhèngcè", "工具": "gōngjù", "国": "guó", "城": "chéng", "园区": "yuánqū",
    "平台": "píngtái", "实验室": "shíyànshì", "院士": "yuànshì", "专利": "zhuānlì", "独角兽": "dújiǎoshòu",
}  # fmt: skip
"""Measure words, units and the nouns behind them, each with its pinyin."""

_VOWELS = "aoeāáǎàōóǒòēéěè"


def pinyin(words: Iterable[str]) -> str:
    """Return words of `SYLLABLES` in pinyin, parted by spaces; 不 stands alone, an ordinal has its hyphen: dì-wǔ.

    Raises KeyError for a character that the table lacks.
    """
    return " ".join(_word(word) for word in words)


def counted_pinyin(text: str) -> str:
    """Return what is counted in pinyin; as it is where the table does not know all of it."""
    found = _segments(text)
    return text if found is None else " ".join(COUNTED[word] for word in found)


def _word(word: str) -> str:
    if word.startswith("第") and len(word) > 1:
        return f"{SYLLABLES['第']}-{_word(word[1:])}"
    if word.startswith("不") and len(word) > 1:
        return f"{SYLLABLES['不']} {_word(word[1:])}"
    syllables = [SYLLABLES[character] for character in word]
    return syllables[0] + "".join(("'" if syllable[0] in _VOWELS else "") + syllable for syllable in syllables[1:])


@cache
def _segments(text: str) -> tuple[str, ...] | None:
    """Return a text in as few words of the table as it takes; None where one is not there."""
    if not text:
        return ()
    best: tuple[str, ...] | None = None
    for length in range(len(text), 0, -1):
        if text[:length] in COUNTED and (rest := _segments(text[length:])) is not None:
            found = (text[:length], *rest)
            best = found if best is None or len(found) < len(best) else best
    return best
