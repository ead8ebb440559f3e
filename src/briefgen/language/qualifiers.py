"""The words of the qualifiers; they stand wherever the number stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.data.quantity import Qualifier
from briefgen.language.styles import Style
from briefgen.language.tags import written


@dataclass(frozen=True)
class Words:
    """Hold a qualifier's words.

    `zh_short` stands outside sentences, `zh_counted` before numbers of things; empty means: as `zh`.
    `behind` tells that the word follows number and unit.
    """

    zh: str
    en: str
    zh_short: str = ""
    zh_counted: str = ""
    behind: bool = False


QUALIFIERS: Mapping[Qualifier, Words] = {
    "about": Words("约", "about"),
    "more-than": Words("超过", "more than", zh_short="逾"),
    "at-least": Words("不低于", "at least", zh_counted="至少"),
    "nearly": Words("近", "nearly"),
    "up-to": Words("最高", "up to", zh_counted="至多"),
    "such-as": Words("如", "such as"),
    "class-of": Words("级", "class", behind=True),
    "several": Words("超过", "over", zh_short="逾"),
    "including": Words("含", "including"),
}
"""`several` is 多 in Chinese where the number lets it stand (10多个); see `quantities`."""

BOUNDS: frozenset[Qualifier] = frozenset({"more-than", "at-least", "nearly", "up-to", "several"})
"""Qualifiers that say on which side of the number the truth lies."""


def qualifier_word(qualifier: Qualifier, language: str, style: Style, *, counted: bool = False) -> str:
    """Return a qualifier's word; empty for `none`."""
    if qualifier == "none":
        return ""
    words = QUALIFIERS[qualifier]
    if written(language) == "en":
        return words.en
    if counted and words.zh_counted:
        return words.zh_counted
    return words.zh_short if words.zh_short and style != "sentence" else words.zh
