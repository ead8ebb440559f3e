"""Build the papers of a pack and read their finished files."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from editions import Edition

from briefgen.deliver.delegations import find_delegations, load_delegation
from briefgen.deliver.pack.visit_calendar import visit_calendar
from briefgen.deliver.papers.build import build_on_one_page, build_paper
from briefgen.deliver.papers.interpreter import (
    _others,  # pyright: ignore[reportPrivateUsage]
    interpreters_sheet,
)
from briefgen.deliver.papers.letter import letter
from briefgen.deliver.papers.programme import programme
from briefgen.deliver.papers.subjects import subject_of
from briefgen.deliver.papers.talking import MOST, offices_of, talking_points
from briefgen.deliver.papers.told_numbers import facts_to_say, numbers_of
from briefgen.deliver.papers.words import day_words, span_words
from briefgen.errors import AuthorsMistakes
from briefgen.language.quantities import phrase
from briefgen.language.spoken_numbers import reading
from briefgen.layout.document import Laid, lay_out
from briefgen.layout.furniture import edition_code
from briefgen.layout.stated import named
from briefgen.pipeline.pictures import draw_pictures
from briefgen.pipeline.shared import Shared, read_shared
from briefgen.project import Project, open_project
from briefgen.spec.delegation import Delegation, Letter, Member, Question, Talking
from briefgen.spec.find import find_briefs
from briefgen.spec.frozen import Frozen
from briefgen.spec.load import load_brief
from briefgen.spec.papers import Paper
from briefgen.spec.text import Text, Texts
from briefgen.theme.load import load_theme

ROOT = Path(__file__).resolve().parents[2]
DAY = datetime.date(2026, 11, 10)
BOTH = ("zh", "en")


def told(**words: str) -> Texts:
    return Frozen({tag: Text(text) for tag, text in words.items()})


def member(zh: str, en: str, title: Texts | None = None, *, leader: bool = False) -> Member:
    return Member.model_construct(name=told(zh=zh, en=en), title=title, leader=leader)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return open_project(ROOT, environment={})


@pytest.fixture(scope="module")
def shared(project: Project) -> Shared:
    return read_shared(project)


@pytest.fixture(scope="module")
def nordic(project: Project) -> Delegation:
    return load_delegation(find_delegations(project)["nordic"], project)


@pytest.fixture(scope="module")
def laid(project: Project, shared: Shared, tmp_path_factory: pytest.TempPathFactory) -> list[Laid]:
    found: list[Laid] = []
    store = tmp_path_factory.mktemp("pictures")
    for name in ("robotics", "industrial-strategy"):
        brief = load_brief(find_briefs(project)[name], project)
        theme = load_theme(brief.theme, shared.settings.palette)
        pictures = draw_pictures(brief, shared.store, theme, store)
        found.append(lay_out(brief, shared.store, shared.settings, theme, shared.faces, pictures, project))
    return found


@pytest.fixture(scope="module")
def make(project: Project, shared: Shared):
    def made(paper: Paper) -> Edition:
        one = build_paper(paper, shared, project)
        return Edition(one, one.context.brief, shared, project)

    return made


def squeezed(edition: Edition) -> str:
    return re.sub(r"\s", "", "".join(edition.page_text(page) for page in range(1, edition.pages + 1)))


def roles(edition: Edition) -> list[str]:
    return [element.role for element in edition.tree.walk()]


def letter_of(delegation: Delegation, laid: Sequence[Laid], shared: Shared) -> Paper:
    codes = {one.context.brief.name: edition_code(one.context) for one in laid}
    return letter(delegation, [one.context.brief for one in laid], shared.settings, DAY, codes)


def test_a_letter_addresses_the_leader_and_lists_what_comes_with_it(nordic, laid, shared, make):
    edition = make(letter_of(nordic, laid, shared))
    text = squeezed(edition)
    assert edition.pages == 1
    for words in (
        "尊敬的示例成员甲团长、代表团各位成员：", "DearSampleMemberAandmembersofthedelegation,", "10November2026",
        "2026年11月10日", "2026年11月20日至23日", "20–23November2026", "《南京机器人产业》（ROB-2026-02）",
        "RoboticsinNanjing(ROB-2026-02)", "访问日程", "顺颂时祺", "Yourssincerely", "NORDIC-LETTER", "SAMPLE",
    ):  # fmt: skip
        assert words in text, words
    assert roles(edition).count("H1") == 1
    assert "H3" not in roles(edition)
    # A Chinese letter has its date below the signature, an English one at its head; Chinese is read first.
    spoken = re.sub(r"\s", "", edition.tree.text)
    assert spoken.index("顺颂时祺") < spoken.index("2026年11月10日") < spoken.index("10November2026")
    assert spoken.index("10November2026") < spoken.index("DearSample")


def test_a_letter_says_what_the_delegation_file_says(nordic, laid, shared, make):
    own = Letter.model_construct(
        at=told(zh="示例市", en="Sampleton"),
        salutation=told(zh="尊敬的朋友：", en="Dear friends,"),
        text=(told(zh="第一段。", en="First paragraph."), told(zh="第二段。", en="Second paragraph.")),
        closing=told(zh="此致", en="With kind regards,"),
        signed=(told(zh="示例签发人", en="Sample Signatory"),),
    )
    text = squeezed(make(letter_of(nordic.model_copy(update={"letter": own}), laid, shared)))
    for words in ("2026年11月10日于示例市", "Sampleton,10November2026", "第二段。", "示例签发人", "Withkindregards,"):
        assert words in text, words
    assert "Welookforward" not in text


def test_a_programme_goes_by_days_and_begins_with_leaders(nordic, make):
    members = (
        member("示例成员乙", "Sample Member B"),
        member("示例团长", "Sample Leader", told(zh="主席", en="Chair"), leader=True),
    )
    edition = make(programme(nordic.model_copy(update={"members": members}), DAY))
    text = squeezed(edition)
    days = [
        "2026年11月20日（星期五）",
        "2026年11月21日（星期六）",
        "2026年11月22日（星期日）",
        "2026年11月23日（星期一）",
    ]
    assert [text.index(day) for day in days] == sorted(text.index(day) for day in days)
    assert "Saturday21November2026" in text
    assert "14:00–16:30" in text
    assert text.index("示例团长") < text.index("示例成员乙")
    assert "团长，主席" in text
    assert "Headofdelegation,Chair" in text
    assert "截至2026年11月10日" in text
    # Entries of all days begin on one edge, those without a time too.
    heads = {line.x for line in edition.lines if line.text.startswith(("抵达", "工作会谈", "企业对接会", "离宁"))}
    assert len({round(x, 1) for x in heads}) == 1


@pytest.mark.parametrize("language", BOTH)
def test_one_language_has_names_in_both_scripts(nordic, make, language):
    edition = make(programme(nordic.model_copy(update={"languages": (language,)}), DAY))
    text = squeezed(edition)
    assert ("示例成员甲（SampleMemberA）" if language == "zh" else "SampleMemberA(示例成员甲)") in text
    assert ("Friday" in text) is (language == "en")


def test_any_name_prints(nordic, laid, shared, make):
    long = "Maximiliana Alexandra Sample-Example of the Very Long and Hyphenated-Name Family Foundation"
    members = (
        member("王𬭎㛃喆龑", "Zoë Łukasz Þórðardóttir-Ångström", leader=True),
        member("马克西米利安娜·亚历山德拉·示例—范例·冯·长名氏家族基金会", long, told(zh="代表", en="Delegate")),
    )
    delegation = nordic.model_copy(update={"members": members})
    for paper in (
        programme(delegation, DAY),
        letter_of(delegation, laid, shared),
        interpreters_sheet(delegation, laid[:1], BOTH, DAY),
    ):
        edition = make(paper)
        text = squeezed(edition)
        assert "王𬭎㛃喆龑" in text
        assert "ZoëŁukaszÞórðardóttir-Ångström" in text
        assert all(glyph.x < 192.5 * 72 / 25.4 for glyph in edition.glyphs)


def test_talking_points_tell_each_number_with_its_readings(nordic, laid, shared, project, make):
    one = build_on_one_page(lambda count: talking_points(nordic, laid, BOTH, DAY, numbers=count), MOST, shared, project)
    edition = Edition(one, one.context.brief, shared, project)
    text = squeezed(edition)
    assert edition.pages == 1
    assert "内部资料，不得外传" in text
    assert "INTERNAL" in text
    for words in (
        "194亿元",
        "一百九十四亿元",
        "yībǎijiǔshísìyìyuán",
        "RMB19.4billion",
        "nineteenpointfourbillionrenminbi",
    ):
        assert words in text, words
    assert "核心产业上半年营收194亿元，同比增长约20%。" in text
    assert "口径审定：示例处室" in text
    assert "ClearedbySampleDivision" in text
    pinyin = [element for element in edition.tree.walk() if element.language == "zh-Latn-pinyin"]
    assert "yībǎi jiǔshísì yì yuán" in [element.text for element in pinyin]
    for _, fact in facts_to_say(laid, 2):
        found = reading(fact.quantity)
        assert found is not None
        assert found.han in text


def test_a_target_is_told_as_one(nordic, project, shared, make, tmp_path):
    brief = load_brief(find_briefs(project)["software"], project)
    theme = load_theme(brief.theme, shared.settings.palette)
    pictures = draw_pictures(brief, shared.store, theme, tmp_path)
    one = lay_out(brief, shared.store, shared.settings, theme, shared.faces, pictures, project)
    targets = [fact for _, fact in facts_to_say([one], 99) if fact.kind == "target"]
    assert targets
    text = squeezed(make(talking_points(nordic, [one], BOTH, DAY, numbers=99)))
    # A name that says target itself does not say so twice: 集群目标, but "cluster (target)".
    for fact in targets:
        for language, word in (("zh", "目标"), ("en", "target")):
            assert named(fact, language).casefold().count(word) == 1
            assert re.sub(r"\s", "", named(fact, language)) in text
    abouts = [about for number in numbers_of(one, BOTH) for about in number.about.values()]
    assert any("目标" in about for about in abouts)
    assert not any(about.count("目标") > 1 or about.casefold().count("target") > 1 for about in abouts)


def test_a_number_of_another_industry_says_of_which_it_is(laid, nordic, shared, project, tmp_path):
    brief = load_brief(find_briefs(project)["software"], project)
    theme = load_theme(brief.theme, shared.settings.palette)
    one = lay_out(
        brief, shared.store, shared.settings, theme, shared.faces,
        draw_pictures(brief, shared.store, theme, tmp_path), project,
    )  # fmt: skip
    abouts = {number.about["zh"]: number.about["en"] for number in numbers_of(one, BOTH)}
    assert abouts["机器人产业：核心产业营收，2025年上半年*"] == "Robotics: Revenue, core industry, first half of 2025*"
    # In its own brief it needs no more than its name, and a name that tells its industry none anywhere.
    assert "核心产业营收，2025年上半年*" in {number.about["zh"] for number in numbers_of(laid[0], BOTH)}
    assert "生物医药产业营收，2025年上半年*" in abouts
    facts = shared.store.facts
    assert subject_of(one.context, facts["robotics-h1-revenue"], BOTH) == {"zh": "机器人产业", "en": "Robotics"}
    assert subject_of(one.context, facts["software-h1-revenue"], BOTH) == {}


def test_a_brief_without_figures_in_front_gives_its_first_numbers_to_say(project, shared, tmp_path):
    brief = load_brief(find_briefs(project)["purple-mountain-laboratories"], project)
    theme = load_theme(brief.theme, shared.settings.palette)
    pictures = draw_pictures(brief, shared.store, theme, tmp_path)
    one = lay_out(brief, shared.store, shared.settings, theme, shared.faces, pictures, project)
    found = [fact.id for _, fact in facts_to_say([one], MOST)]
    assert 3 <= len(found) <= MOST
    first = numbers_of(one, BOTH)[0].said["zh"]
    assert first in [phrase(shared.store.facts[id].quantity, "zh", "sentence") for id in found]
    assert subject_of(one.context, shared.store.facts[found[0]], BOTH)["zh"] == "紫金山实验室"


@pytest.mark.parametrize("languages", [("zh",), ("en",), ("en", "zh")])
def test_a_letter_without_a_programme_speaks_of_none(nordic, laid, shared, make, languages):
    bare = nordic.model_copy(update={"programme": (), "members": (), "languages": languages})
    text = squeezed(make(letter_of(bare, laid[:1], shared)))
    assert "日程" not in text.replace("人员与日程均为虚构", "")
    assert "programme" not in text.replace("peopleandprogrammeareinvented", "")
    if "en" in languages:
        assert "wearesendingyouourbrief." in text
    if "zh" in languages:
        assert "现奉上简报，供行前参阅。" in text


def test_one_guest_is_addressed_as_one(nordic, laid, shared, make):
    guest = member("示例来宾", "Sample Guest", leader=True)
    text = squeezed(make(letter_of(nordic.model_copy(update={"members": (guest,)}), laid, shared)))
    assert "尊敬的贵宾：" in text
    assert "欢迎您于" in text
    assert "各位" not in text
    assert "DearSampleGuest," in text


def test_a_chinese_letter_indents_its_paragraphs_and_signs_from_the_office_down(nordic, laid, shared, make):
    own = Letter.model_construct(
        at=None, salutation=None, text=(), closing=None,
        signed=(told(zh="示例签发人", en="Sample Signatory"), told(zh="局长", en="Director-General")),
    )  # fmt: skip
    edition = make(letter_of(nordic.model_copy(update={"letter": own}), laid, shared))
    starts = {line.text[:4]: line.x for line in edition.lines}
    assert starts["热忱欢迎"] == pytest.approx(starts["尊敬的示"] + 21, abs=0.2)
    assert starts["顺颂时祺"] == pytest.approx(starts["热忱欢迎"], abs=0.2)
    assert starts["We l"] == pytest.approx(starts["Dear"], abs=0.2)
    spoken = re.sub(r"\s", "", edition.tree.text)
    assert spoken.index("局长") < spoken.index("示例签发人")
    assert spoken.index("SampleSignatory") < spoken.index("Director-General")


def test_the_title_of_a_brief_is_not_torn_in_a_letter(nordic, laid, shared, make, project):
    brief = load_brief(find_briefs(project)["software"], project)
    edition = make(letter(nordic, [brief], shared.settings, DAY, {"software": "SW-2026-01"}))
    found = [line.text for line in edition.lines]
    assert any(line.endswith("《南京软件和信息服务业》") for line in found), found


def test_days_go_on_over_pages_which_stay_full(nordic, make):
    stops = [
        stop.model_copy(update={"day": day, "time": f"{hour:02}:00", "text": None})
        for day in (datetime.date(2026, 11, 20), datetime.date(2026, 11, 21), datetime.date(2026, 11, 22))
        for hour, stop in zip(range(9, 17), [nordic.programme[0]] * 8, strict=True)
    ]
    edition = make(programme(nordic.model_copy(update={"programme": tuple(stops)}), DAY))
    foot = 272 * 72 / 25.4
    for page in range(edition.pages - 1):
        down = [line.baseline for line in edition.lines if line.page == page and line.baseline < foot]
        assert max(down) > 0.8 * foot
    assert "2026年11月21日（星期六）（续）" in squeezed(edition)


def test_a_foreign_name_breaks_at_its_points_alone(nordic, make):
    long = "马克西米利安娜·亚历山德拉·范例·冯·长名氏"
    people = (member(long, "Maximiliana Alexandra Sample"), member("示例成员乙", "Sample Member B"))
    edition = make(programme(nordic.model_copy(update={"members": people}), DAY))
    lines = [line.text for line in edition.lines]
    pieces = [line for line in lines if line and line in long and not line.startswith("示例")]
    assert len(pieces) > 1
    assert all(piece.endswith("·") for piece in pieces[:-1]), pieces


def test_an_interpreters_sheet_has_its_heads_in_both_languages_and_places(nordic, laid, make):
    edition = make(interpreters_sheet(nordic, laid, BOTH, DAY))
    heads = [element for element in edition.tree.walk() if element.role == "TH"]
    paged = [head for head in heads if head.text.split() == ["页", "Page"] or head.text == "页Page"]
    assert len(paged) == len(laid)
    text = squeezed(edition)
    assert "姓名职务NameTitle" in text
    assert "中文数字" not in text
    for stop in nordic.programme:
        if stop.location is not None:
            assert str(stop.location["zh"].source) in text
    # Numbers of a brief stand by page.
    for one in laid:
        pages = [number.page for number in numbers_of(one, BOTH)]
        assert pages == sorted(pages)


def test_one_of_a_thing_is_no_other_name_of_it():
    assert _others("industry promotion offices", ("industry promotion office", "industrial task forces")) == [
        "industrial task forces"
    ]
    assert _others("active pharmaceutical ingredients", ("APIs", "API")) == ["APIs"]
    assert _others("人工智能", ("AI",)) == ["AI"]


def test_an_answer_that_nobody_cleared_is_not_printed(nordic, laid, make):
    question = Question.model_construct(
        question=told(zh="会否降税？", en="Will taxes fall?"), answer=told(zh="会。", en="They certainly will.")
    )
    talking = Talking.model_construct(asks=(), questions=(question,))
    text = squeezed(make(talking_points(nordic.model_copy(update={"talking": talking}), laid, BOTH, DAY)))
    assert "会否降税？" in text
    assert "donotanswerthisquestion" in text
    assert "Theycertainlywill" not in text


def test_talking_points_in_one_language_keep_both_readings(nordic, laid, make):
    talking = Talking.model_construct(asks=(told(en="Ask for a date."),), questions=())
    delegation = nordic.model_copy(update={"talking": talking, "languages": ("en",)})
    edition = make(talking_points(delegation, laid, BOTH, DAY, numbers=2))
    text = squeezed(edition)
    assert edition.brief.languages == ("en",)
    assert "一百九十四亿元" in text
    assert "nineteenpointfourbillionrenminbi" in text


def test_the_numbers_of_a_brief_stand_on_their_pages_in_order(laid):
    for one in laid:
        found = numbers_of(one, BOTH)
        assert len(found) >= 8
        pages = [number.page for number in found]
        assert pages == sorted(pages)
        read = dict.fromkeys(range(1, one.pages + 1), "")
        for element in one.tree.walk():
            for child in element.children:
                if hasattr(child, "mcid"):
                    read[child.page + 1] += re.sub(r"\s", "", child.text)
        for number in found:
            digits = re.findall(r"[0-9][0-9.,]*", number.said["zh"])
            assert all(each in read[number.page] for each in digits), number


def test_an_interpreters_sheet_has_every_number_term_and_name(nordic, laid, make):
    edition = make(interpreters_sheet(nordic, laid, BOTH, DAY))
    text = squeezed(edition)
    at = 0
    for one in laid:
        for number in numbers_of(one, BOTH):
            row = re.sub(r"\s", "", number.said["zh"])
            assert row in text[at:] or number.said["zh"] not in text, number
            assert re.sub(r"\s", "", number.said["en"]) in re.sub(r"\s", "", edition.tree.text), number
        at = text.index(edition_code(one.context), at)
    for words in (
        "示例成员甲",
        "SampleMemberA",
        "示例接待人甲",
        "产业攻坚推进办公室",
        "industrypromotionoffices",
        "人工智能",
    ):
        assert words in text, words
    tables = [element for element in edition.tree.walk() if element.role == "Table"]
    assert len(tables) >= 5
    assert all("TH" in {inner.role for inner in table.walk()} for table in tables)


def test_texts_of_a_visit_may_refer_to_facts_internal_ones_in_the_office_alone(nordic, laid, shared, make):
    secret = next(fact for fact in shared.store.facts.values() if fact.publish == "internal" and not fact.gap)
    said = told(zh=f"请问{{{secret.id}}}。", en=f"Ask about {{{secret.id}}}.")
    talking = Talking.model_construct(asks=(said,), questions=())
    text = squeezed(make(talking_points(nordic.model_copy(update={"talking": talking}), laid, BOTH, DAY, numbers=1)))
    assert re.sub(r"\s", "", phrase(secret.quantity, "en")) in text
    for head in (told(zh="看{robotics-h1-revenue}", en="See {robotics-h1-revenue}"), said):
        stop = nordic.programme[0].model_copy(update={"head": head})
        paper = programme(nordic.model_copy(update={"programme": (stop,)}), DAY)
        if head is said:
            with pytest.raises(AuthorsMistakes):
                make(paper)
        else:
            assert "看194亿元" in squeezed(make(paper))


def test_papers_of_a_real_delegation_do_not_say_sample(nordic, make):
    edition = make(programme(nordic.model_copy(update={"sample": False}), DAY))
    assert "SAMPLE" not in squeezed(edition)
    assert "人员与日程均为虚构" not in squeezed(edition)


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        ((2026, 11, 20), (2026, 11, 20), "2026年11月20日", "20 November 2026"),
        ((2026, 11, 20), (2026, 11, 23), "2026年11月20日至23日", "20–23 November 2026"),
        ((2026, 11, 29), (2026, 12, 2), "2026年11月29日至12月2日", "29 November to 2 December 2026"),
        ((2026, 12, 30), (2027, 1, 2), "2026年12月30日至2027年1月2日", "30 December 2026 to 2 January 2027"),
    ],
)
def test_days_of_a_visit(first, last, zh, en):
    days = datetime.date(*first), datetime.date(*last)
    assert (span_words(*days, "zh"), span_words(*days, "en")) == (zh, en)


def test_words_of_days_and_offices():
    assert day_words(DAY, "zh", weekday=True) == "2026年11月10日（星期二）"
    assert day_words(DAY, "en", weekday=True) == "Tuesday 10 November 2026"
    assert offices_of("示例处 / Sample Office", BOTH) == {"zh": "示例处", "en": "Sample Office"}
    assert offices_of("Sample Office", BOTH) == {"zh": "Sample Office", "en": "Sample Office"}


def test_a_calendar_tells_the_figures_of_a_programme(nordic, shared):
    head = told(zh="参观年营收{robotics-h1-revenue}的产业园", en="Visit to a park of {robotics-h1-revenue}")
    stop = nordic.programme[0].model_copy(update={"head": head})
    one = nordic.model_copy(update={"programme": (stop,), "languages": ("zh",)})
    data = visit_calendar(one, DAY, shared.store.facts)
    assert data is not None
    assert "SUMMARY:参观年营收194亿元的产业园" in data.decode("utf-8").replace("\r\n ", "")
    english = visit_calendar(one.model_copy(update={"languages": ("en",)}), DAY, shared.store.facts)
    assert english is not None
    assert "Visit to a park of RMB 19.4 billion" in english.decode("utf-8").replace("\r\n ", "")
