"""Bodies made out to a delegation: the line that says for whom, and the copy's id, are put in, nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.deliver.copies import copy_id
from briefgen.deliver.pack.bodies import Bodies, Body
from briefgen.deliver.pack.contents import Item, Kind
from briefgen.deliver.pack.names import brief_name, paper_name, unique_in_each
from briefgen.pipeline.personal import Personal, personalise
from briefgen.spec.delegation import Delegation
from briefgen.spec.text import Text, plain


def copy_of(
    delegation: Delegation,
    body: Body,
    bodies: Bodies,
    taken: dict[str, set[str]],
    kind: Kind = "brief",
    *,
    shown: bool = False,
) -> Item:
    """Return the file of a brief made out to a delegation; `taken` are the names in its pack so far, by language.

    `shown`: whether its cover prints the copy id.
    """
    name = _name_in(delegation, body.brief.languages)
    words = {tag: text.source for tag, text in name.items()}
    places = {tag: text.place for tag, text in name.items()}
    subject = body.brief.name
    id = copy_id(delegation.delegation, subject, body.code, body.sha256, words)
    names = {
        language: brief_name(body.brief, delegation, language)
        if kind == "brief"
        else paper_name("collection", delegation, language)
        for language in delegation.languages
    }
    names = unique_in_each(names, taken)
    return Item(
        kind=kind,
        subject=subject,
        title={tag: plain(body.brief.title[tag]) for tag in body.brief.languages},
        edition=body.code,
        language="-".join(tag.partition("-")[0] for tag in body.brief.languages),
        name=names[delegation.languages[0]],
        names=names,
        data=personalise(bodies.base(body), Personal(id, words, visible=shown, places=places)),
        id=id,
        base=body.sha256,
        pages=body.laid.pages,
        facts=body.facts,
        words=body.words,
        tables=body.tables,
    )


def _name_in(delegation: Delegation, languages: Sequence[str]) -> dict[str, Text]:
    """Return a delegation's name in the languages of a brief; zh-Hans is what zh says."""
    found: dict[str, Text] = {}
    for language in languages:
        own = [text for tag, text in delegation.name.items() if tag.partition("-")[0] == language.partition("-")[0]]
        found[language] = (own or list(delegation.name.values()))[0]
    return found
