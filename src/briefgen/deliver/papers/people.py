"""Members and hosts as papers list them: the leader first, names in both scripts, with titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.deliver.papers.words import authored, fixed, literal, told, words
from briefgen.language.words import bracketed, comma
from briefgen.spec.delegation import Member
from briefgen.spec.frozen import Frozen
from briefgen.spec.papers import Point, PointsBlock
from briefgen.spec.text import Text


def in_order(people: Iterable[Member]) -> tuple[Member, ...]:
    """Return people with the leader first, the others in their order."""
    return tuple(sorted(people, key=lambda person: not person.leader))


def people_block(people: Iterable[Member], languages: Sequence[str], label: str, leads: str) -> PointsBlock | None:
    """Return the list of people; None where there are none.

    `label` and `leads` are keys of words, the second of what a leader is called, or "".
    Where the paper has one language, the name in the other script stands behind it.
    """
    points: list[Point] = []
    for person in in_order(people):
        names = told(person.name, languages)
        alone = languages[0] if len(languages) == 1 else ""
        others = [str(text.source) for text in person.name.values() if alone and text.source != names[alone]]
        head = {tag: name + "".join(bracketed(other, tag) for other in others) for tag, name in names.items()}
        points.append(
            Point.model_construct(
                head=Frozen({tag: Text(literal(name), person.place) for tag, name in head.items()}),
                text=title_of(person, languages, leads),
            )
        )
    if not points:
        return None
    return PointsBlock.model_construct(points=tuple(points), label=fixed(languages, label), close=True)


def title_of(person: Member, languages: Sequence[str], leads: str) -> Frozen[str, Text] | None:
    """Return a person's title; that of a leader begins with it, unless the title says so itself."""
    title = authored(person.title, languages) if person.title is not None else None
    if not person.leader or not leads:
        return Frozen(dict(title)) if title is not None else None
    made: dict[str, Text] = {}
    for language in languages:
        role = words(leads, language) if leads else ""
        own = str(title[language].source) if title is not None else ""
        said = own if role.casefold() in own.casefold() else comma(language).join(part for part in (role, own) if part)
        made[language] = Text(literal(said), person.place)
    return Frozen(made)
