"""The words that the pages print by themselves, by key and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.language import lists
from briefgen.language.tags import Written, written

WORDS: Mapping[str, tuple[str, str]] = {
    # Cover
    "edition": ("编号", "Edition"),
    "date": ("日期", "Date"),
    "data": ("数据", "Data"),
    "prepared-for": ("敬赠", "Prepared for"),
    "copy": ("份号", "Copy No."),
    "logo-sample": ("标识示例", "Logo sample"),
    # Header and foot
    "event-brief": ("活动简报", "Event brief"),
    "event-brief-of": ("活动简报：{title}", "Event brief: {title}"),
    "data-period": ("数据期：{period}", "Data: {period}"),
    "data-as-of": ("数据{as_of}", "Data {as_of}"),
    "stands-as-of": ("截至{time}", "as of {time}"),
    "page-of": ("{page} / {pages}", "{page} / {pages}"),
    "continued": ("续", "continued"),
    # Blocks
    "key-messages": ("要点", "Key messages"),
    "figure": ("图{number}", "Figure {number}"),
    "table": ("表{number}", "Table {number}"),
    "first-rows": ("表内列出{total}行中的前{count}行。", "The table lists the first {count} of {total} rows."),
    "means-missing": ("暂无数据以“{mark}”表示。", "“{mark}” means not available."),
    "means-not-applicable": ("不适用以“{mark}”表示。", "“{mark}” means not applicable."),
    "place-page": ("第{number}页：{title}", "Page {number}: {title}"),
    "place-note": ("注{letter}：{text}", "Note {letter}: {text}"),
    "place-source": ("来源{number}：{title}", "Source {number}: {title}"),
    "note-mark": ("注{letter}", "note {letter}"),
    "see-page": ("详见第{number}页", "page {number}"),
    "source": ("来源：{sources}", "Source: {sources}"),
    "sources-of": ("来源：{sources}", "Sources: {sources}"),
    "credit": ("供图：{name}", "Credit: {name}"),
    "rights": ("版权：{rights}", "Rights: {rights}"),
    "how-to-read": ("数据说明", "How to read the figures"),
    "aim": ("目标（规划表述，非已有成果）", "Aim (a plan, not a result)"),
    "calculated": ("推算", "calculated"),
    "counted": ("经清点", "counted by us"),
    "year-inferred": ("年份为推断", "year inferred"),
    "timeline-hollow": (
        "空心圆点：具体月日不详，或日期为推断、预计",
        "Hollow marks: month and day are not known, or the date is inferred or expected",
    ),
    "chain-stage": ("产业链环节（依次衔接）", "Stages, one leading to the next"),
    "chain-support": ("支撑环节（服务各环节）", "Support for every stage"),
    "chain-open": ("图中仅列来源提及的环节", "The diagram shows only the links that the source names"),
    "others": ("等", "and others"),
    "names": ("名录", "Names"),
    "in-brief": ("基本情况", "In brief"),
    "results": ("成果", "Results"),
    "programme": ("日程", "Programme"),
    "institution": ("机构", "Institution"),
    "stage-planned": ("规划", "Planned"),
    "stage-signed": ("签约", "Signed"),
    "stage-released": ("发布", "Released"),
    "stage-opened": ("揭牌、启动", "Opened"),
    "stage-settled": ("落地", "Established"),
    "stage-under-way": ("推进中", "Under way"),
    "stage-completed": ("已完成", "Completed"),
    "cards-project": ("项目", "Projects"),
    "cards-park": ("园区", "Parks"),
    "cards-policy": ("政策", "Policies"),
    "cards-company": ("企业", "Companies"),
    "sample": ("示例", "sample"),
    "approval-number": ("审图号：{number}", "Map approval number: {number}"),
    # Last pages
    "sources": ("来源", "Sources"),
    "contents": ("篇目", "Parts"),
    "undated": ("未注明日期", "undated"),
    "methods": ("方法", "Methods"),
    "contact": ("联系", "Contact"),
    "telephone": ("电话", "Telephone"),
    "email": ("邮箱", "E-mail"),
    "web": ("网页", "Web"),
    "qr-code": ("二维码：{address}", "QR code: {address}"),
    # Internal edition
    "internal-mark": ("内部版", "INTERNAL"),
    "kept-mark": ("内部", "INTERNAL"),
    "kept-band": ("内部资料，不得外传", "INTERNAL: not to leave the office"),
    "enclosed": ("随信附上", "We enclose"),
    "sample-mark": ("示例", "SAMPLE"),
    "internal-band": ("内部版，不得外传", "INTERNAL EDITION: not to leave the office"),
    "sources-and-checks": ("来源与核查", "Sources and checks"),
    "data-quality": ("数据质量", "Data quality"),
    "quality-matched": ("独立文本印证", "Matched independently"),
    "quality-consistent": ("与独立文本相符", "Consistent"),
    "quality-single": ("仅单一来源", "Single source"),
    "quality-derived": ("推断或推算", "Inferred or calculated"),
    "year-is": ("年份为{year}年", "The year is {year}"),
    "cautions": ("注意事项", "Cautions"),
    "head-fact": ("事实", "Fact"),
    "head-zh": ("中文数值", "In Chinese"),
    "head-en": ("英文数值", "In English"),
    "head-growth": ("同比增速", "Growth"),
    "head-source": ("来源", "Source"),
    "head-quality": ("质量", "Quality"),
    # Drafts
    "draft": ("草稿", "DRAFT"),
    "draft-large": ("草稿", "DRAFT"),
    "draft-mark": ("草稿，未经签发", "DRAFT, not approved"),
    "draft-of": ("中文校验码 {digest}", "English digest {digest}"),
    "draft-title": ("草稿：{title}", "Draft: {title}"),
    "annex": ("附页", "Annex"),
    "draft-annex": ("审稿附页", "For reviewers"),
    "draft-reading": ("说明", "How to read this draft"),
    "draft-lines": (
        "页边数字为行号，同一水平位置的各行共用一个行号；提出修改意见时，注明页码和行号即可。",
        "Numbers in the margins count the lines of each page; lines that stand level share one. "
        "Page and line are enough to say where something is.",
    ),
    "draft-since": (
        "中文稿与已签发的{code}相比，改动处以页边竖线标出。",
        "Bars in the margins mark English lines that differ from the approved {code}.",
    ),
    "draft-same": ("中文稿与已签发的{code}相同。", "The English is as it was approved in {code}."),
    "draft-unknown": (
        "中文稿与已签发的{code}不同；该版文字未留存，无法标出改动。",
        "The English differs from the approved {code}, whose text is no longer on file: no changes are marked.",
    ),
    "draft-first": (
        "中文稿尚无已签发的版本，故未标改动。",
        "No English edition has been approved yet, so no changes are marked.",
    ),
    "draft-changes": ("改动", "Changes"),
    "draft-numbers": ("数据清单", "Numbers"),
    "draft-where": ("位置", "Where"),
    "draft-was": ("修改前", "Before"),
    "draft-now": ("修改后", "After"),
    "draft-at": ("第{page}页第{line}行", "page {page}, line {line}"),
    "draft-new": ("新增", "new"),
    "draft-gone": ("已删除", "deleted"),
    "head-page": ("页", "Page"),
    "head-number": ("数据", "Number"),
    "head-about": ("指标、数据质量、注意事项", "What it is, quality, caution"),
    "head-rest": ("来源、责任单位", "Source, owner"),
    "year-starred": ("* 年份为推断。", "* The year is inferred."),
    "owned-by": ("责任单位：{office}", "owner: {office}"),
    "no-owner": ("责任单位未登记", "owner not recorded"),
    "nobody-recorded": ("责任单位、审定单位均未登记", "owner and clearance not recorded"),
    "cleared-by": ("审定单位：{office}", "cleared by {office}"),
    "not-cleared": ("审定单位未登记", "clearance not recorded"),
    "not-recorded": ("未登记", "not recorded"),
    # Gaps
    "awaiting-update": ("待更新", "awaiting update"),
    "awaited-figures": ("待更新的数据", "Figures awaited"),
    "why-blank": ("尚无数值", "no value yet"),
    "why-stale": ("有效期至{day}", "was valid until {day}"),
    "owed-by": ("由{office}提供", "to come from {office}"),
    "owed-by-nobody": ("未注明负责部门", "no office named"),
    # Cells
    "not-applicable": ("–", "–"),
    "missing": ("…", "…"),
    # Heard, not printed
    "signature-of": ("数字签名（{name}）", "Digital signature of {name}"),
    "said-not-applicable": ("不适用", "not applicable"),
    "said-missing": ("暂无数据", "not available"),
    "this-subject": ("本简报主题", "subject of this brief"),
    "state-strength": ("优势", "strength"),
    "state-developing": ("发展中", "developing"),
    "state-preparing": ("布局中", "in preparation"),
}
"""For each key the Chinese and the English text; names in braces are filled in by `say`."""

_MARKS: Mapping[Written, Mapping[str, str]] = {
    "zh": {"colon": "：", "comma": "，", "semicolon": "；", "stop": "。", "open": "（", "close": "）"},
    "en": {"colon": ": ", "comma": ", ", "semicolon": "; ", "stop": ".", "open": " (", "close": ")"},
}


def say(key: str, language: str, **values: object) -> str:
    """Return a fixed text, with its names in braces filled in.

    Raises KeyError for an unknown key, an unknown language, or a name without a value.
    """
    chinese, english = WORDS[key]
    return (chinese if written(language) == "zh" else english).format_map(values)


def join(items: Sequence[str], language: str, *, open_ended: bool = False) -> str:
    """Join texts to a list: A、B和C, "A, B and C"; an open-ended one closes with 等 or "and others"."""
    return lists.join(items, language, open_ended=open_ended)


def colon(language: str) -> str:
    """Return the colon with the space that follows it."""
    return _MARKS[written(language)]["colon"]


def comma(language: str) -> str:
    """Return the comma with the space that follows it."""
    return _MARKS[written(language)]["comma"]


def semicolon(language: str) -> str:
    """Return the semicolon with the space that follows it."""
    return _MARKS[written(language)]["semicolon"]


def stop(language: str) -> str:
    """Return the full stop."""
    return _MARKS[written(language)]["stop"]


def bracketed(text: str, language: str) -> str:
    """Return a text in round brackets, to be put directly behind a word: （示例）, " (sample)"."""
    marks = _MARKS[written(language)]
    return marks["open"] + text + marks["close"]


def opening(text: str, language: str) -> str:
    """Return a text as a sentence begins: with a capital in English."""
    return text[:1].upper() + text[1:] if written(language) == "en" else text
