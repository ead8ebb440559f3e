"""The interpreter's sheet: names, terms, and every number of the briefs in both languages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from briefgen.data.term_base import Term
from briefgen.deliver.papers.paper import made
from briefgen.deliver.papers.people import in_order, title_of
from briefgen.deliver.papers.subjects import subject_of_brief
from briefgen.deliver.papers.terms import NAMES, terms_in
from briefgen.deliver.papers.told_numbers import INFERRED, numbers_of
from briefgen.deliver.papers.words import authored, fixed, texts, told
from briefgen.language.words import semicolon
from briefgen.layout.document import Laid
from briefgen.layout.furniture import edition_code
from briefgen.spec.blocks import Block, NoticeBlock
from briefgen.spec.delegation import Delegation, Member, Stop
from briefgen.spec.papers import GlossaryBlock, GlossaryRow, Paper
from briefgen.spec.text import Texts, plain


def interpreters_sheet(
    delegation: Delegation, laid: Sequence[Laid], languages: Sequence[str], day: datetime.date
) -> Paper:
    """Return the sheet in the languages of the project, whatever those of the delegation are.

    People stand first, the leader of each side at the head; then bodies and terms in order of appearance; then the
    numbers of each brief, with the page of its own file.
    """
    tongues = tuple(languages)
    name = told(delegation.name, tongues)
    terms = terms_in(laid)
    blocks: list[Block | None] = [
        NoticeBlock.model_construct(notice=texts(tongues, name), tone="theme"),
        _people(delegation.members, tongues, "members", "leads-delegation"),
        _people(delegation.hosts, tongues, "hosts", ""),
        _places(delegation.programme, tongues),
        _terms([term for term in terms if term.kind in NAMES], tongues, "bodies"),
        _terms([term for term in terms if term.kind not in NAMES], tongues, "terms"),
        *(_numbers(one, tongues) for one in laid),
    ]
    title = fixed(tongues, "interpreter")
    return made(delegation, "interpreter", tongues, day, title, blocks, briefs=[one.context.brief for one in laid])


def _people(people: Iterable[Member], tongues: Sequence[str], label: str, leads: str) -> GlossaryBlock | None:
    rows: list[GlossaryRow] = []
    for person in in_order(people):
        title = title_of(person, tongues, leads)
        about = {tag: str(plain(title[tag])) for tag in tongues} if title is not None else {}
        rows.append(GlossaryRow.model_construct(said=told(person.name, tongues), about=about))
    return _table(rows, tongues, fixed(tongues, label), "head-what", "head-name")


def _places(stops: Iterable[Stop], tongues: Sequence[str]) -> GlossaryBlock | None:
    """Return the places of the programme, each once."""
    found: dict[tuple[str, ...], GlossaryRow] = {}
    for stop in stops:
        if stop.location is not None:
            words = authored(stop.location, tongues)
            said = {tag: str(plain(words[tag])) for tag in tongues}
            found.setdefault(tuple(said.values()), GlossaryRow.model_construct(said=said))
    return _table([*found.values()], tongues, fixed(tongues, "places"), "head-also")


def _terms(terms: Sequence[Term], tongues: Sequence[str], label: str) -> GlossaryBlock | None:
    """Return terms by their official forms, with what else they are called."""
    rows: list[GlossaryRow] = []
    for term in terms:
        said: dict[str, str] = {}
        about: dict[str, str] = {}
        for tag in tongues:
            short = tag.partition("-")[0]
            if short in term.forms:
                said[tag] = term.forms[short]
            if others := _others(said.get(tag, ""), term.also.get(short, ())):
                about[tag] = semicolon(tag).join(others)
        rows.append(GlossaryRow.model_construct(said=said, about=about))
    return _table(rows, tongues, fixed(tongues, label), "head-also")


def _others(official: str, forms: Iterable[str]) -> list[str]:
    """Return what else a thing is called; one of it, or its capitals, are no other name."""
    known = {_folded(official)}
    return [form for form in forms if _folded(form) not in known and not known.add(_folded(form))]


def _folded(form: str) -> str:
    return form.casefold().removesuffix("s")


def _numbers(laid: Laid, tongues: Sequence[str]) -> GlossaryBlock | None:
    rows = [
        GlossaryRow.model_construct(said=one.said, about=one.about, page=str(one.page))
        for one in numbers_of(laid, tongues)
    ]
    brief = laid.context.brief
    titles = subject_of_brief(brief, tongues)
    code = dict.fromkeys(tongues, edition_code(laid.context))
    return _table(
        rows,
        tongues,
        fixed(tongues, "numbers-of", title=titles, code=code),
        "head-of",
        inferred=any(INFERRED in text for one in rows for text in one.about.values()),
    )


def _table(
    rows: Sequence[GlossaryRow],
    tongues: Sequence[str],
    label: Texts,
    about: str,
    said: str = "head-words",
    *,
    inferred: bool = False,
) -> GlossaryBlock | None:
    if not rows:
        return None
    heads = (fixed(tongues, said), fixed(tongues, about), fixed(tongues, "head-page"))
    return GlossaryBlock.model_construct(
        glossary=tuple(rows), label=label, heads=heads, note=fixed(tongues, "inferred") if inferred else None
    )
