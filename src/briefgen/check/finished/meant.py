"""What a finished file must say of itself, by its brief, the settings and its profile."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefgen.check.finished.claims import Claims, read_claims
from briefgen.check.finished.navigation import Annotation, Target
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.said import squeezed
from briefgen.check.finished.tree import LinkObject, Node
from briefgen.check.finished.wordings import shown
from briefgen.check.finished.xmp import DC
from briefgen.language.words import say
from briefgen.layout.compose import words_of
from briefgen.layout.context import Context
from briefgen.layout.grid import Geometry
from briefgen.pdf.attachment import Attachment
from briefgen.pdf.elements import Element
from briefgen.pdf.profiles import Profile
from briefgen.spec.blocks import FigureBlock, PageBlock, TableBlock
from briefgen.spec.text import plain

NUMBER = re.compile(r"(\[)?([0-9]+)(?(1)\])")
"""The number in the text of a link: of a source in brackets, else of a page."""
FIRST_NUMBER = re.compile(r"[0-9]+")
"""The number that the words of a link begin with, as in "Source 2: …"."""

HAIR = 0.02
"""Points by which a page may differ from that, since its size is written rounded."""


def claims(opened: Opened, profile: Profile, *, encrypted: bool) -> Iterator[Finding]:
    """Yield where a file claims something else than its profile says."""
    if opened.version != profile.version:
        yield Finding("claims", f"The file is PDF {opened.version}, not {profile.version}.")
    found, meant = read_claims(opened.metadata), Claims(profile.ua, profile.archive, profile.level)
    if found != meant:
        yield Finding("claims", f"The file claims {_listed(found.words)}, not {_listed(meant.words)}.")
    if opened.encrypted != encrypted:
        yield Finding("claims", "The file is encrypted." if opened.encrypted else "The file is not encrypted.")
    if bool(opened.tree.top) != profile.tagged:
        yield Finding("claims", "The file has tags." if opened.tree.top else "The file has no tags.")


def actions(opened: Opened) -> Iterator[Finding]:
    """Yield what a file does by itself: none of ours does anything but follow a link."""
    names = opened.objects.dictionary(opened.catalogue.get("/Names"))
    found = [key for key in ("/OpenAction", "/AA") if key in opened.catalogue]
    found += ["/JavaScript"] if "/JavaScript" in names else []
    found += [key for page in opened.pages for key in ("/AA",) if key in page.entries]
    targets = [one.target for one in (*opened.annotations, *opened.outline.bookmarks) if one.target is not None]
    found += [f"/{target.kind}" for target in targets if target.kind not in ("", "GoTo", "URI")]
    for key in dict.fromkeys(found):
        yield Finding("actions", f"The file acts by itself ({key[1:]}).")


def sheets(opened: Opened, geometry: Geometry) -> Iterator[Finding]:
    """Yield pages of another size than was drawn on, that are cut elsewhere, and pages that are turned."""
    wide, high, slug = geometry.page_width, geometry.page_height, geometry.slug
    sheet = (0.0, 0.0, wide + 2 * slug, high + 2 * slug)
    meant = {"/MediaBox": sheet, "/CropBox": sheet}
    for key, beyond in (("/BleedBox", geometry.bleed), ("/TrimBox", 0.0)):
        start = slug - beyond
        meant[key] = (start, start, wide + slug + beyond, high + slug + beyond)
    for page in opened.pages:
        for key, sides in meant.items():
            box = [opened.objects.number(side) or 0.0 for side in opened.objects.array(page.entries.get(key))]
            right = len(box) == 4 and all(abs(a - b) < HAIR for a, b in zip(box, sides, strict=True))
            needed = key == "/MediaBox" or (slug and key != "/CropBox")
            if not right and (needed or key in page.entries):
                size = f"{sides[2] - sides[0]:.2f} by {sides[3] - sides[1]:.2f} points"
                what = "The page" if key in ("/MediaBox", "/CropBox") else f"The {key[1:]}"
                yield Finding("pages", f"{what} is not {size}.", page.index + 1)
        if opened.objects.number(page.entries.get("/Rotate")):
            yield Finding("pages", "The page is turned.", page.index + 1)


def properties(opened: Opened, context: Context, profile: Profile) -> Iterator[Finding]:
    """Yield where title, author or languages are not those of the brief, in either place that a file has for them."""
    brief, settings = context.brief, context.settings
    titles = {language: plain(brief.title[language]) for language in brief.languages}
    if context.draft is not None:
        titles = {language: say("draft-title", language, title=title) for language, title in titles.items()}
    title = " · ".join(dict.fromkeys(titles.values()))
    author = " · ".join(plain(settings.issuer[language]) for language in brief.languages)
    series = " · ".join(plain(settings.series[language]) for language in brief.languages)
    if opened.language != brief.languages[0]:
        yield _other("language of the document", opened.language, brief.languages[0])
    if profile.archival:
        metadata = opened.metadata
        told = dict(metadata.all(DC, "title"))
        for language, words in {"x-default": title, **titles}.items():
            if told.get(language) != words:
                yield _other(f"title ({language}) in the metadata", told.get(language), words)
        for name, meant in (("creator", author), ("description", series)):
            if metadata.first(DC, name) != meant:
                yield _other(f"{name} in the metadata", metadata.first(DC, name), meant)
        tongues = tuple(tag for _, tag in metadata.all(DC, "language"))
        if tongues != tuple(brief.languages):
            yield _other("list of languages in the metadata", ", ".join(tongues), ", ".join(brief.languages))
    if profile.version == "1.7":
        for key, meant in (("/Title", title), ("/Author", author), ("/Subject", series)):
            words = opened.objects.text(opened.information.get(key))
            if words != meant:
                yield _other(f"{key[1:].lower()} in the information dictionary", words, meant)


def outline(opened: Opened, context: Context) -> Iterator[Finding]:
    """Yield titles that no bookmark has in their order or that are not where it leads, and bookmarks too many."""
    bookmarks = [(one.title, one.target.page) for one in opened.outline.bookmarks]
    texts = [squeezed(page.text) for page in opened.pages]
    count = 0
    for language in context.languages:
        at = 0
        for title, printed in _titles(context, language):
            count += 1
            place = next((place for place, (one, _) in enumerate(bookmarks) if place >= at and one == title), None)
            if place is None:
                yield Finding("outline-titles", f"No bookmark has the title “{title}” in its place.")
                continue
            at, page = place + 1, bookmarks[place][1]
            if 0 <= page < len(texts) and squeezed(printed) not in texts[page]:
                message = f"The bookmark “{title}” leads to a page that does not have this title."
                yield Finding("outline-titles", message, page + 1)
    if len(bookmarks) != count:
        yield Finding("outline-titles", f"The file has {len(bookmarks)} bookmarks, not {count}.")


def _titles(context: Context, language: str) -> Iterator[tuple[str, str]]:
    """Yield the title of each bookmark in one language, and what of it stands on its page in one piece."""
    numbers = {id(context.brief.blocks[index]): number for index, number in context.figure_numbers.items()}
    blocks = [*shown(context)]
    title = plain(context.brief.title[language])
    if context.paper is None:
        yield title, title
    if blocks and not isinstance(blocks[0], PageBlock):
        yield title, title
    for block in blocks:
        if isinstance(block, PageBlock):
            title = plain(block.page[language])
            yield title, title
        elif isinstance(block, FigureBlock):
            number = say("table" if isinstance(block, TableBlock) else "figure", language, number=numbers[id(block)])
            yield f"{number} {words_of(context, block.takeaway[language], language)}", number
    if context.internal:
        title = say("sources-and-checks", language)
        yield title, title
    if context.draft is not None:
        title = say("draft-annex", language)
        yield title, title


def links(opened: Opened) -> Iterator[Finding]:
    """Yield links within the file that do not lead where their own text says: to page 4, to source [2].

    A number has one place in each language, whatever link leads there, and sources stand in the order of theirs: a link
    to the place of another source is found by the others.
    """
    annotations = {one.address: one for one in opened.annotations}
    sources: dict[tuple[str, int], list[tuple[Annotation, Target, Node]]] = {}
    for node in opened.tree.nodes:
        number = NUMBER.search(node.text) if node.role == "Link" else None
        for child in node.children if number is not None else ():
            one = annotations.get(child.address) if isinstance(child, LinkObject) else None
            if number is None or one is None or one.target is None or one.target.page < 0:
                continue
            told = FIRST_NUMBER.search(one.contents or "")
            right = told is not None and told[0] == number[2]
            if number[1]:
                right = right and number[0] in squeezed(opened.pages[one.target.page].text)
                sources.setdefault((node.language, int(number[2])), []).append((one, one.target, node))
            else:
                right = right and one.target.page + 1 == int(number[2])
            if not right:
                words = f"“{one.contents}” on page {one.target.page + 1}"
                yield Finding("links-lead-right", f"The link “{node.text}” leads to {words}.", one.page + 1, node.path)
    yield from _places_of_sources(sources)


def _places_of_sources(sources: Mapping[tuple[str, int], list[tuple[Annotation, Target, Node]]]) -> Iterator[Finding]:
    """Yield links to sources that lead elsewhere than others of their number, or not below the source before."""
    before: dict[str, tuple[int, float]] = {}
    for (language, number), found in sorted(sources.items(), key=lambda pair: pair[0]):
        places = Counter(_height(target) for _, target, _ in found)
        usual = max(places, key=lambda place: places[place])
        for one, target, node in found:
            if _height(target) != usual:
                message = f"The link “{node.text}” leads elsewhere than the others of its number."
                yield Finding("links-lead-right", message, one.page + 1, node.path)
        if language in before and usual <= before[language]:
            one, _, node = found[0]
            message = f"The links to source [{number}] do not lead below the source before it."
            yield Finding("links-lead-right", message, one.page + 1, node.path)
        before[language] = usual


def _height(target: Target) -> tuple[int, float]:
    """Return how far down in the file a place is: its page, and its depth on that."""
    return target.page, -(target.top or 0.0)


def attachments(opened: Opened, tree: Element, document: Sequence[Attachment]) -> Iterator[Finding]:
    """Yield files that are missing, that are others than were meant, or that nobody meant."""
    meant = {file.name: file for file in (*document, *(file for one in tree.walk() for file in one.files))}
    found = {file.name: file for file in opened.attachments}
    for name in sorted(set(meant) - set(found)):
        yield Finding("attachments", f"The file {name} is missing.")
    for name in sorted(set(found) - set(meant)):
        yield Finding("attachments", f"The file {name} was not meant to be attached.")
    for name in sorted(set(meant) & set(found)):
        one, other = meant[name], found[name]
        if other.data is None or _digest(other.data) != _digest(one.data):
            yield Finding("attachments", f"The file {name} has another content than was meant.")
        told = (other.media, other.relationship, other.description)
        if told != (one.media, one.relationship, one.description):
            yield Finding("attachments", f"The file {name} is described as {', '.join(told)}.")


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _other(what: str, found: str | None, meant: str) -> Finding:
    return Finding("properties", f"The {what} is {f'“{found}”' if found else 'missing'}; it should be “{meant}”.")


def _listed(words: Sequence[str]) -> str:
    return " and ".join(words) or "nothing"
