"""Drafts of the note to those who hold an old number. They are written as files; nothing here sends anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.data.quantity import Day
from briefgen.deliver.copies import said, worded
from briefgen.deliver.ledger.draft_names import draft_name
from briefgen.language.periods import day_text
from briefgen.language.tags import choose, written

if TYPE_CHECKING:
    from briefgen.data.facts import Fact
    from briefgen.data.quantity import Wording
    from briefgen.deliver.ledger.holdings import Holdings
    from briefgen.deliver.ledger.ledger import Ledger
    from briefgen.deliver.ledger.records import Holding


@dataclass(frozen=True)
class Draft:
    """Hold the note for one recipient: its languages in order, the text, and for which briefs no new edition is made.

    `name` is that of the file; `unsure` tells that it is not known whether an old copy arrived.
    """

    delegation: str
    recipient: str
    name: str
    text: str
    without: tuple[str, ...]
    unsure: bool


_WORDS = {
    "zh": {
        "title": "更正说明",
        "opening": "此前发送贵方的下列简报中，有一项数据有误，现更正如下：",
        "opening-gone": "此前发送贵方的下列简报中，有一项数据现予撤回：",
        "held": "{edition}（{day}发送）",
        "held-titled": "《{title}》（{edition}，{day}发送）",
        "of": "{name}（{subject}）",
        "change": "{name}：原为{old}，现更正为{new}。",
        "gone": "{name}：原为{old}，现已撤回，请勿再引用。",
        "change-unknown": "{name}：原数据有误，现更正为{new}。",
        "gone-unknown": "{name}：该数据现已撤回，请勿再引用。",
        "new": "{old}的更正版为{new}，随本说明一并奉上。请以新版为准，旧版请勿再使用。",
        "same": "{old}已更正，编号不变，更正后的文件随本说明一并奉上。此前收到的文件请勿再使用。",
        "without": "{old}暂无更正版；如需引用该项数据，请以本说明为准。",
        "sorry": "由此给贵方带来不便，谨致歉意。",
    },
    "en": {
        "title": "Correction",
        "opening": "A figure in the following briefs that we sent you has been corrected:",
        "opening-gone": "A figure in the following briefs that we sent you has been withdrawn:",
        "held": "{edition} (sent on {day})",
        "held-titled": "{title} ({edition}, sent on {day})",
        "of": "{name} ({subject})",
        "change": "{name}: {old} is corrected to {new}.",
        "gone": "{name}: {old} has been withdrawn; please no longer quote it.",
        "change-unknown": "{name}: the figure given was wrong; it is corrected to {new}.",
        "gone-unknown": "{name}: the figure has been withdrawn; please no longer quote it.",
        "new": "The corrected edition of {old} is {new}, which comes with this note. Please no longer use the old one.",
        "same": "{old} has been corrected under the same code; the new file comes with this note. "
        "Please no longer use the one that you received before.",
        "without": "There is no corrected edition of {old} yet; for this figure, please rely on this note.",
        "sorry": "We apologise for the inconvenience.",
    },
}


@dataclass(frozen=True)
class Known:
    """Hold what notes say besides: who issues them, what the fact is of where its name does not tell it, titles.

    `languages`: those of the project. `titles` by the names of briefs; one that is not there is called by its code.
    """

    issuer: Wording
    languages: Sequence[str]
    subject: Mapping[str, str] = field(default_factory=dict[str, str])
    titles: Mapping[str, Wording] = field(default_factory=dict[str, "Wording"])


def drafts(
    ledger: Ledger, fact: Fact, found: Holdings, known: Known, leading: Mapping[tuple[str, str], str]
) -> list[Draft]:
    """Return a note for each recipient who holds an old number and has not been sent the new one.

    `leading` tells by delegation and recipient which language is to stand first.
    """
    from briefgen.data.quantity import Missing

    waiting: dict[tuple[str, str], list[Holding]] = {}
    for holding in found.held:
        if not holding.corrected:
            waiting.setdefault((holding.delegation, holding.recipient), []).append(holding)
    today = "" if isinstance(fact.quantity.value, Missing) else said(fact)
    made: list[Draft] = []
    for (delegation, recipient), holdings in sorted(waiting.items()):
        editions = {each.edition: ledger.newest(fact.id, said(fact), each) for each in holdings}
        first = leading.get((delegation, recipient), "zh")
        told = {written(tag) for tag in known.languages}
        languages = sorted((tag for tag in _WORDS if tag in told), key=lambda tag: tag != written(first))
        parts = [_text(fact, holdings, found.words, editions, today, known, language) for language in languages]
        without = tuple(dict.fromkeys(each.brief for each in holdings if not editions[each.edition]))
        unsure = not all(each.certain for each in holdings)
        name = draft_name(delegation, recipient)
        made.append(Draft(delegation, recipient, name, "\n\n".join(parts) + "\n", without, unsure))
    return made


def _text(
    fact: Fact,
    holdings: Sequence[Holding],
    words: Mapping[str, Mapping[str, str]],
    editions: Mapping[str, str],
    today: str,
    known: Known,
    language: str,
) -> str:
    say = _WORDS[language]
    held: dict[str, Holding] = {}
    for each in holdings:
        held.setdefault(each.edition, each)
    listed = [_held(one, known, language) for one in held.values()]
    name = choose(fact.name, language)
    if known.subject:
        name = say["of"].format(subject=choose(known.subject, language), name=name)
    new = worded(fact, [language]).get(language, "")
    changes: list[str] = []
    for old in dict.fromkeys(each.said for each in holdings):
        form = ("change" if today else "gone") + ("" if words.get(old, {}).get(language) else "-unknown")
        changes.append(say[form].format(old=words.get(old, {}).get(language, ""), new=new, name=name))
    follow = [say[_follows(one, editions[one])].format(old=one, new=editions[one]) for one in held]
    paragraphs = [
        say["title"],
        say["opening" if today else "opening-gone"],
        "\n".join("- " + one for one in listed),
        *dict.fromkeys(changes),
        *follow,
        say["sorry"],
    ]
    return "\n\n".join([*paragraphs, choose(known.issuer, language)])


def _held(holding: Holding, known: Known, language: str) -> str:
    say, title = _WORDS[language], known.titles.get(holding.brief)
    day = _day(holding.since, language)
    if title is None:
        return say["held"].format(edition=holding.edition, day=day)
    return say["held-titled"].format(title=choose(title, language), edition=holding.edition, day=day)


def _follows(old: str, new: str) -> str:
    """Return the key of what is said of a new edition, whose code may be that of the old one."""
    return "without" if not new else "same" if new == old else "new"


def _day(moment: str, language: str) -> str:
    year, month, day = (int(part) for part in moment[:10].split("-"))
    return day_text(Day(year, month, day), language)
