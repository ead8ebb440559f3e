"""The fixed words of the papers in each language, and texts made of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from briefgen.data.quantity import Period
from briefgen.language.periods import period_text
from briefgen.language.tags import choose, written
from briefgen.spec.frozen import Frozen
from briefgen.spec.text import Text, Texts

WORDS: Mapping[str, tuple[str, str]] = {
    "sample": (
        "示例：人员与日程均为虚构。",
        "Sample: people and programme are invented.",
    ),
    # Letter
    "letter-title": ("致{name}的欢迎函", "Letter of welcome to {name}"),
    "letter": ("欢迎函", "Letter of welcome"),
    "dated-at": ("{day}于{place}", "{place}, {day}"),
    "salutation": ("尊敬的{leader}团长、代表团各位成员：", "Dear {leader} and members of the delegation,"),
    "salutation-all": ("尊敬的代表团各位成员：", "Dear members of the delegation,"),
    "salutation-one": ("尊敬的贵宾：", "Dear {leader},"),
    "welcome": (
        "热忱欢迎各位于{days}来访。为便于了解有关情况，现奉上{enclosed}，供行前参阅。",
        "We look forward to your visit on {days}. To help you prepare, we are sending you {enclosed}.",
    ),
    "welcome-one": (
        "热忱欢迎您于{days}来访。为便于了解有关情况，现奉上{enclosed}，供行前参阅。",
        "We look forward to your visit on {days}. To help you prepare, we are sending you {enclosed}.",
    ),
    "a-brief": ("简报", "our brief"),
    "a-brief-and-programme": ("简报与日程", "our brief and the programme"),
    "briefs": ("简报", "our briefs"),
    "briefs-and-programme": ("简报与日程", "our briefs and the programme"),
    "figures": (
        "简报所列数据均注明来源。如需进一步资料，请随时与我们联系。",
        "Every figure is given with its source. Please let us know if you need anything further.",
    ),
    "figures-and-programme": (
        "简报所列数据均注明来源。如需进一步资料，或对日程安排有任何建议，请随时与我们联系。",
        "Every figure is given with its source. Please let us know if you need anything further, or if you would like "
        "any part of the programme to be arranged differently.",
    ),
    "programme-enclosed": ("访问日程", "Programme of the visit"),
    "brief-enclosed": ("《{title}》（{code}）", "{title} ({code})"),
    "brief-titled": ("《{title}》", "{title}"),
    "closing": ("顺颂时祺！", "Yours sincerely,"),
    # Programme
    "programme": ("访问日程", "Programme"),
    "members": ("代表团成员", "Members of the delegation"),
    "hosts": ("接待人员", "Hosts"),
    "leads-delegation": ("团长", "Head of delegation"),
    # Talking points
    "talking": ("谈话要点", "Talking points"),
    "talking-title": ("谈话要点：{name}，{days}", "Talking points: {name}, {days}"),
    "talking-lead": ("会见{name}", "Meeting with: {name}"),
    "numbers": ("数字与读法", "Numbers and how to say them"),
    "asks": ("商请事项", "What to ask for"),
    "questions": ("可能的提问与答复口径", "Likely questions and cleared answers"),
    "cleared": ("口径审定：{office}", "Cleared by {office}"),
    "not-cleared": (
        "答复口径尚未审定，暂不作答。",
        "No answer has been cleared yet: do not answer this question.",
    ),
    # Interpreter's sheet
    "interpreter": ("口译参考", "Interpreter’s sheet"),
    "places": ("地点", "Places"),
    "bodies": ("机构与人物", "Organisations and people"),
    "terms": ("术语", "Terms"),
    "numbers-of": ("数字：{title}（{code}）", "Numbers: {title} ({code})"),
    "head-name": ("姓名", "Name"),
    "head-words": ("中文", "English"),
    "head-what": ("职务", "Title"),
    "head-also": ("又称", "Also called"),
    "head-of": ("指标", "What it is"),
    "inferred": ("\\* 年份为推断。", "\\* The year is inferred."),
    "head-page": ("页", "Page"),
    # Sign-off sheet
    "sign-off": ("审签单", "Sign-off sheet"),
    "sign-off-of": ("送审件", "Under review"),
    "edition": ("编号", "Edition"),
    "dated": ("日期", "Date"),
    "content": ("校验码", "Digests"),
    "extent": ("篇幅", "Length"),
    "extent-is": (
        "共{pages}页，数据{numbers}项（清单见草稿附页）",
        "{pages}, {numbers} (listed in the annex to the draft)",
    ),
    "changed": ("与上次签发相比", "Since the last approval"),
    "changed-figures": ("数据", "Figures"),
    "changed-zh": ("中文稿", "Chinese text"),
    "changed-en": ("英文稿", "English text"),
    "no-figures-changed": ("无变化", "none changed"),
    "figure-changed": ("{name}：由{old}改为{new}", "{name}: {old} → {new}"),
    "figure-new": ("{name}：新增 {new}", "{name}: new, {new}"),
    "figure-gone": ("{name}：已删除", "{name}: deleted"),
    "more-changed": ("另有{count}项，见草稿附页", "and {count} more: see the annex to the draft"),
    "never-approved": ("首次送审，尚无已签发的版本", "First review: no edition has been approved yet"),
    "as-approved": ("与已签发的{code}相同", "As approved in {code}"),
    "not-known": (
        "与已签发的{code}不同；该版文字未留存，无法逐处比对",
        "Differs from the approved {code}, whose text is no longer on file",
    ),
    "texts-changed": ("改动{count}处：{places}", "{count}: {places}"),
    "signatures": ("审签", "Signatures"),
    "step-drafted": ("拟稿", "Drafted"),
    "step-figures": ("数据核对", "Figures checked"),
    "step-zh": ("中文审核", "Chinese text checked"),
    "step-en": ("英文审核", "English text checked"),
    "step-released": ("签发", "Approved for release"),
    "head-step": ("环节", "Step"),
    "head-person": ("姓名", "Name"),
    "head-signature": ("签名", "Signature"),
    "head-date": ("日期", "Date"),
    "head-remarks": ("意见", "Remarks"),
    "record": (
        "签发后登记：briefgen approve {code} --language {tag} --by 姓名 --scan 扫描件.pdf",
        "To record the approval: briefgen approve {code} --language {tag} --by NAME --scan SCAN.pdf",
    ),
}
"""For each key the Chinese and the English text; names in braces are filled in."""
WEEKDAYS = (
    ("星期一", "Monday"),
    ("星期二", "Tuesday"),
    ("星期三", "Wednesday"),
    ("星期四", "Thursday"),
    ("星期五", "Friday"),
    ("星期六", "Saturday"),
    ("星期日", "Sunday"),
)
_SYNTAX = "\\{}[]*^|"


def words(key: str, language: str, **values: object) -> str:
    """Return fixed words in a language; KeyError for an unknown key or a name without a value."""
    chinese, english = WORDS[key]
    return (chinese if written(language) == "zh" else english).format_map(values)


def literal(text: str) -> str:
    """Return a text in which no character is read as syntax."""
    return "".join(f"\\{character}" if character in _SYNTAX else character for character in text)


def texts(languages: Sequence[str], made: Mapping[str, str]) -> Texts:
    """Return literal words as the text of a block."""
    return Frozen({language: Text(literal(made[language])) for language in languages})


def fixed(languages: Sequence[str], key: str, **values: Mapping[str, str]) -> Texts:
    """Return fixed words as the text of a block; each value is literal and given in each language."""
    return Frozen(
        {
            language: Text(words(key, language, **{name: literal(value[language]) for name, value in values.items()}))
            for language in languages
        }
    )


def told(name: Texts, languages: Sequence[str]) -> dict[str, str]:
    """Return a literal name in each language; where it is not there, in the one that it has."""
    found: dict[str, str] = {}
    for language in languages:
        try:
            found[language] = str(choose(name, language).source)
        except KeyError:
            found[language] = str(next(iter(name.values())).source)
    return found


def authored(text: Texts, languages: Sequence[str]) -> Texts:
    """Return an author's text in these languages; where it is not there, in the one that it has."""
    first = next(iter(text.values()))
    return Frozen({language: text.get(language, first) for language in languages})


def day_words(day: datetime.date, language: str, *, weekday: bool = False) -> str:
    """Return a day: 2026年11月20日（星期五）, "Friday 20 November 2026"."""
    text = period_text(Period("day", day.year, day.month, day.day), language)
    if not weekday:
        return text
    name = WEEKDAYS[day.weekday()][written(language) == "en"]
    return f"{text}（{name}）" if written(language) == "zh" else f"{name} {text}"


def span_words(first: datetime.date, last: datetime.date, language: str) -> str:
    """Return days from the first to the last: 2026年11月20日至23日, "20–23 November 2026"."""
    end = day_words(last, language)
    if first == last:
        return end
    chinese = written(language) == "zh"
    if (first.year, first.month) == (last.year, last.month):
        return f"{day_words(first, language)}至{last.day}日" if chinese else f"{first.day}–{end}"
    start = day_words(first, language)
    if first.year == last.year:
        if chinese:
            return f"{start}至{end.partition('年')[2]}"
        start = start.rpartition(" ")[0]
    return f"{start}至{end}" if chinese else f"{start} to {end}"
