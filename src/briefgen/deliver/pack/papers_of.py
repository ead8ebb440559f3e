"""Letter, programme, talking points, interpreter's sheet; what has not changed is left as it was, with its day."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.deliver.copies import copy_id, said, worded
from briefgen.deliver.pack.bodies import Body
from briefgen.deliver.pack.contents import INTERNAL, Item, Kind
from briefgen.deliver.pack.digests import digest_of
from briefgen.deliver.pack.names import paper_name, unique_in_each
from briefgen.deliver.pack.record import Old, old_bytes
from briefgen.deliver.pack.shelf import Shelf
from briefgen.deliver.pack.visit_calendar import visit_calendar
from briefgen.deliver.papers.build import build_on_one_page, build_paper
from briefgen.deliver.papers.interpreter import interpreters_sheet
from briefgen.deliver.papers.letter import letter
from briefgen.deliver.papers.programme import programme
from briefgen.deliver.papers.talking import MOST, talking_points
from briefgen.deliver.papers.words import words
from briefgen.layout.citations import printed_facts
from briefgen.layout.document import Laid
from briefgen.pdf.elements import Mark
from briefgen.pdf.profiles import DEFAULT, ProfileName
from briefgen.pipeline.shared import Shared
from briefgen.project import Project
from briefgen.spec.delegation import Delegation
from briefgen.spec.papers import Paper
from briefgen.spec.text import plain

LINES = ("P", "H1", "H2", "H3", "LBody", "TD", "TH", "Lbl")
"""Roles whose words are a line of a paper."""


@dataclass(frozen=True)
class Desk:
    """Hold what the papers of one pack are made with; `old` is what the pack before holds."""

    project: Project
    shared: Shared
    delegation: Delegation
    bodies: Sequence[Body]
    old: Old
    shelf: Shelf
    taken: dict[str, set[str]]
    profile: ProfileName = DEFAULT

    @property
    def tongues(self) -> tuple[str, ...]:
        """Return the languages of papers that stay in the office: those of the project."""
        return self.shared.settings.languages


def papers_of(desk: Desk) -> Iterator[Item]:
    """Yield the papers of a delegation, finished. Raises AuthorsMistakes for what no page can hold."""
    delegation, laid = desk.delegation, [body.laid for body in desk.bodies]
    briefs = [body.brief for body in desk.bodies]
    codes = {body.brief.name: body.code for body in desk.bodies}
    settings = desk.shared.settings

    def of_letter(day: datetime.date) -> Paper:
        return letter(delegation, briefs, settings, day, codes)

    def of_talking(day: datetime.date, numbers: int = MOST) -> Paper:
        return talking_points(delegation, laid, desk.tongues, day, numbers=numbers)

    def one_page(day: datetime.date) -> Laid:
        return build_on_one_page(lambda count: of_talking(day, count), MOST, desk.shared, desk.project)

    yield _finished(desk, "letter", of_letter)
    if delegation.programme:
        yield _finished(desk, "programme", lambda day: programme(delegation, day))
        yield _calendar(desk)
    yield _finished(desk, "talking", of_talking, one_page)
    yield _finished(desk, "interpreter", lambda day: interpreters_sheet(delegation, laid, desk.tongues, day))


def _finished(
    desk: Desk,
    kind: Kind,
    make: Callable[[datetime.date], Paper],
    build: Callable[[datetime.date], Laid] | None = None,
) -> Item:
    """Return a paper: the one that is there where it would say the same but for its day, else a new one of today."""
    subject = f"{desk.delegation.delegation}.{kind}"
    profile = DEFAULT if kind in INTERNAL else desk.profile
    known = desk.old.files.get(f"{kind}:{subject}", {})
    day = _day(known)
    if day is not None and known.get("key") == _key(desk, paper := make(day)):
        # What was sealed is made anew: it says the same, and is then found to be what was sealed. What was not sealed
        # is of the default profile, and what is to be encrypted must not be.
        data = None if known.get("seal") or profile != DEFAULT else old_bytes(desk.shelf, known)
        if known.get("made") == _installed(desk) and data is not None:
            return _item(desk, kind, paper, data, int(known["pages"]), day, tuple(map(str, known["lines"])))
    else:
        day = desk.project.today
        paper = make(day)
    laid = build(day) if build is not None else build_paper(paper, desk.shared, desk.project, profile)
    return _item(desk, kind, paper, laid.data, laid.pages, day, lines_of(laid), laid)


def _item(
    desk: Desk,
    kind: Kind,
    paper: Paper,
    data: bytes,
    pages: int,
    day: datetime.date,
    lines: tuple[str, ...],
    laid: Laid | None = None,
) -> Item:
    delegation = desk.delegation
    subject = f"{delegation.delegation}.{kind}"
    names = unique_in_each({tag: paper_name(kind, delegation, tag) for tag in delegation.languages}, desk.taken)
    known = desk.old.files.get(f"{kind}:{subject}", {})
    facts = {str(id): str(value) for id, value in known.get("facts", {}).items()} if laid is None else _facts(laid)
    store = desk.shared.store.facts
    return Item(
        kind=kind,
        subject=subject,
        title={tag: plain(paper.title[tag]) for tag in paper.languages},
        edition=paper.code,
        language="-".join(tag.partition("-")[0] for tag in paper.languages),
        name=names[delegation.languages[0]],
        names=names,
        data=data,
        id=copy_id(delegation.delegation, subject, paper.code, hashlib.sha256(data).hexdigest(), {}),
        base=hashlib.sha256(data).hexdigest(),
        pages=pages,
        facts=facts,
        words={id: worded(store[id], paper.languages) for id in facts if id in store},
        key=_key(desk, paper),
        made=_installed(desk),
        day=day.isoformat(),
        lines=lines,
    )


def _calendar(desk: Desk) -> Item:
    """Return the programme as a calendar file, which keeps its day as papers do."""
    delegation = desk.delegation
    subject = f"{delegation.delegation}.calendar"
    known = desk.old.files.get(f"calendar:{subject}", {})
    facts = desk.shared.store.facts
    key = digest_of((visit_calendar(delegation, delegation.arrival, facts) or b"").decode("utf-8"))
    day = _day(known)
    if day is None or known.get("key") != key:
        day = desk.project.today
    data = visit_calendar(delegation, day, facts) or b""
    names = {tag: paper_name("calendar", delegation, tag, ".ics") for tag in delegation.languages}
    names = unique_in_each(names, desk.taken)
    edition = f"{delegation.delegation}-calendar".upper()
    return Item(
        kind="calendar",
        subject=subject,
        title={tag: words("programme", tag) for tag in delegation.languages},
        edition=edition,
        language="-".join(delegation.languages),
        name=names[delegation.languages[0]],
        names=names,
        data=data,
        id=copy_id(delegation.delegation, subject, edition, hashlib.sha256(data).hexdigest(), {}),
        base=hashlib.sha256(data).hexdigest(),
        pages=0,
        key=key,
        day=day.isoformat(),
    )


def _key(desk: Desk, paper: Paper) -> str:
    """Return the digest of what a paper says: its words, and the figures that it may tell."""
    sections = [desk.shared.store.sections[name] for name in paper.sections if name in desk.shared.store.sections]
    settings = desk.shared.settings
    told = [fact for section in sections for fact in section.facts.values()] if _tells_facts(paper) else []
    return digest_of(paper, paper.name, told, settings.issuer, settings.series, settings.palette)


def _installed(desk: Desk) -> str:
    """Return the digest of that with which papers are made."""
    return digest_of({name: value for name, value in desk.shared.installed.items() if name != "code"})


def _tells_facts(paper: Paper) -> bool:
    """Say whether figures stand in a paper, rather than words alone."""
    from briefgen.layout.citations import facts_told
    from briefgen.spec.text import FactReference, parse
    from briefgen.spec.texts import texts_of

    return any(facts_told(block) for block in paper.blocks) or any(
        isinstance(piece, FactReference) for _, text, _ in texts_of(paper) for piece in parse(text)
    )


def _facts(laid: Laid) -> Mapping[str, str]:
    known = laid.context.facts
    return {fact.id: said(fact) for fact in printed_facts(laid.context) if fact.id in known and not fact.gap}


def _day(known: Mapping[str, Any]) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(known.get("day", "")))
    except ValueError:
        return None


def lines_of(laid: Laid) -> tuple[str, ...]:
    """Return what a paper says, a line for each paragraph, head and cell."""
    found: list[str] = []
    for element in laid.tree.walk():
        if element.role in LINES and any(isinstance(child, Mark) or child.role == "Span" for child in element.children):
            text = " ".join(element.text.split())
            if text and (not found or found[-1] != text):
                found.append(text)
    return tuple(found)
