"""One finished file of one delegation, and what the facts printed in it say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from briefgen.data.facts import Fact


@dataclass(frozen=True)
class Copy:
    """Hold one finished file of one delegation.

    `id`: 16 hex digits, by which the file is known in its own metadata. `edition`: a code such as ROB-2026-02.
    `language`: zh, en or zh-en. `name`: the file's name for people. `size` in bytes. `base`: the SHA-256 of the
    verified file that its body comes from. `facts`: the digest of what each printed fact says, by id (`said`).
    `names`: what readers of each language may find it under; `titles`: what it is called, both by language.
    `tables`: the ids of the printed tables.
    """

    id: str
    delegation: str
    brief: str
    edition: str
    language: str
    name: str
    path: Path
    sha256: str
    size: int
    base: str
    facts: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    tables: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Pack:
    """Hold what was made for one delegation: the copies, and the papers that go with them.

    `made_of`: the digests of what it was made of (`deliver.pack.made_of`); empty in a record that is older than these,
    None where no record was read.
    """

    delegation: str
    folder: Path
    archive: Path | None
    copies: tuple[Copy, ...]
    papers: tuple[Path, ...]
    manifest: Path
    made_of: Mapping[str, str] | None = None


def copy_id(delegation: str, brief: str, edition: str, base: str, prepared_for: Mapping[str, str]) -> str:
    """Return the id of a copy: 16 hex digits, the same whenever the same is made for the same people."""
    words = "\0".join(f"{tag}={text}" for tag, text in sorted(prepared_for.items()))
    return hashlib.sha256("\0".join((delegation, brief, edition, base, words)).encode()).hexdigest()[:16]


def said(fact: Fact) -> str:
    """Return the SHA-256 of what a fact says: its value, unit, qualifier, and period or day.

    Names, notes, sources and the way in which a number is written do not enter, so that nobody is told of a correction
    where the number stayed the same; 19.40 says what 19.4 says.
    """
    from json import dumps

    from briefgen.data.periods import write_period

    quantity = fact.quantity
    written = {
        "value": _plain(quantity.value),
        "unit": _plain(quantity.unit),
        "qualifier": quantity.qualifier,
        "period": write_period(fact.period) if fact.period else "",
        "as-of": write_period(fact.as_of) if fact.as_of else "",
    }
    return hashlib.sha256(dumps(written, ensure_ascii=True, sort_keys=True).encode("ascii")).hexdigest()


def worded(fact: Fact, languages: Iterable[str]) -> dict[str, str]:
    """Return what a fact says in words by language, with its time: 194亿元（2025年上半年）.

    A language that lacks words is left out.
    """
    from briefgen.language.periods import as_of_text, period_text
    from briefgen.language.quantities import phrase
    from briefgen.language.words import bracketed

    found: dict[str, str] = {}
    for language in languages:
        with suppress(KeyError, ValueError):
            words = phrase(fact.quantity, language)
            if fact.period:
                words += bracketed(period_text(fact.period, language, style="label"), language)
            elif fact.as_of:
                words += bracketed(as_of_text(fact.as_of, language), language)
            found[language] = words
    return found


def _plain(value: object) -> object:
    """Return a value as JSON can hold it, with its kind, so that a rank of 5 is not the amount 5."""
    from dataclasses import fields, is_dataclass
    from decimal import Decimal

    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")  # + 0: no negative nought
    if isinstance(value, Mapping):
        return {key: _plain(text) for key, text in cast(Mapping[str, object], value).items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in cast(tuple[object, ...], value)]
    if is_dataclass(value):
        return [type(value).__name__, {each.name: _plain(getattr(value, each.name)) for each in fields(value)}]
    return value if isinstance(value, int) else str(value)
