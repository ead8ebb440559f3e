"""A brief's overview as lines for a console."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from briefgen.cli.columns import aligned, width
from briefgen.cli.messages import counted, size

if TYPE_CHECKING:
    from briefgen.pipeline.overview.brief import Overview
    from briefgen.pipeline.overview.facts import Document, FactLine
    from briefgen.pipeline.overview.parts import PictureLine, SectionLine, TableLine

WIDEST = 32
"""Places of a value or title in a table; a longer one ends in …."""
INDENT = "  "


def brief_lines(found: Overview, *, everything: bool) -> Iterator[str]:
    """Yield what is shown of a brief; `everything` lists the facts that it does not print, too."""
    yield from _head(found)
    yield from _table("Sections", [_section(section) for section in found.sections])
    yield from fact_table(f"Facts that it prints: {len(found.printed)}", found.printed)
    if everything:
        yield from fact_table(f"Facts that it does not print: {len(found.unprinted)}", found.unprinted)
    elif found.unprinted:
        yield from ("", f"Facts of its sections that it does not print: {len(found.unprinted)}  (-v lists them)")
    yield from _table(
        "Pictures",
        [
            [picture.kind, cut(told(picture.title), 2 * WIDEST), picture_file(picture), _kept(picture)]
            for picture in found.pictures
        ],
    )
    yield from _table(
        "Tables",
        [
            [
                table.id,
                cut(told(table.title), 2 * WIDEST),
                counted(table.rows, "row") if table.there else "no such table",
            ]
            for table in found.tables
        ],
    )
    yield from _table("Sources", [source_row(source) for source in found.sources])
    yield from awaited_lines(found)
    yield from _files(found)


def _head(found: Overview) -> Iterator[str]:
    yield f"{found.name}  {told(found.title)}".rstrip()
    rows = [["File", found.file]]
    if found.languages:
        edition = [found.code, found.date, found.audience, f"{found.cover} cover"]
        rows += [
            ["Kind", found.kind],
            *([["Tags", ", ".join(found.tags)]] if found.tags else []),
            ["Edition", ", ".join(part for part in edition if part)],
            ["Theme", found.theme],
            ["Languages", ", ".join(found.languages)],
            ["Gaps", found.gaps],
            ["Texts", _texts(found)],
        ]
    if found.problems:
        hint = f"briefgen check {found.name}" if found.complete else "listed at the end"
        rows.append(["Mistakes", f"{len(found.problems)}  ({hint})"])
    elif found.languages:
        rows.append(["Mistakes", "none"])
    if found.warnings:
        rows.append(["Warnings", f"{len(found.warnings)}  (briefgen check {found.name})"])
    yield from (INDENT + line for line in aligned(rows))


def _texts(found: Overview) -> str:
    if not found.texts.missing:
        return f"{found.texts.count}, all in {' and '.join(found.languages)}"
    missing = "; ".join(f"{count} without {language}" for language, count in found.texts.missing.items())
    return f"{found.texts.count}; {missing}"


def _section(section: SectionLine) -> list[str]:
    if section.there != "yes":
        return [section.id, "", "no such section in data/" if section.there == "no" else "cannot be read"]
    if not section.facts:
        return [section.id, told(section.title), "no facts"]
    return [section.id, told(section.title), f"{counted(section.facts, 'fact')}, {section.printed} printed"]


def _kept(picture: PictureLine) -> str:
    if picture.kind == "image":
        return "" if picture.there else "not there"
    return "kept" if picture.there else "to be drawn"


def picture_file(picture: PictureLine) -> str:
    """Return the file of a picture; of a chart the beginning of its name, which is a digest, where it is kept."""
    if picture.kind == "image":
        return picture.file
    folder, slash, name = picture.file.rpartition("/")
    return f"{folder}{slash}{name[:8]}….json" if picture.there else ""


def source_row(source: Document) -> list[str]:
    """Return a source as cells: number, id, date, title, and what rests on it."""
    number = f"[{source.number}]" if source.number else ""
    date = source.date or "undated"
    return [number, source.id, date, cut(told(source.title), 2 * WIDEST), counted(len(source.facts), "fact")]


def awaited_lines(found: Overview) -> Iterator[str]:
    """Yield the facts that are missing, stale or soon stale, by office; those that the brief prints are told so."""
    printed = {fact.id for fact in found.printed}
    rows = [
        [
            fact.id,
            "printed" if fact.id in printed else "not printed",
            standing(fact),
            f"ask {', '.join(fact.ask)}" if fact.ask else "no owner named",
        ]
        for fact in sorted(found.awaited, key=lambda fact: (fact.id not in printed, fact.ask))
    ]
    rows += [
        [table.id, "table", matter, f"ask {table.owner}" if table.owner else "no owner named"]
        for table in found.tables
        if (matter := _matter(table))
    ]
    yield from _table("Missing or stale", rows)


def _matter(table: TableLine) -> str:
    """Say what is the matter with a table; "" where nothing is."""
    old = {"stale": "stale", "soon": "soon stale"}.get(table.state, "")
    return joined(
        [
            f"{old}: last day {table.last_day}" if old else "",
            f"{counted(table.missing, 'cell')} missing" if table.missing else "",
        ]
    )


def standing(fact: FactLine) -> str:
    """Say what is the matter with a fact; "" where nothing is."""
    why = f", rests on {', '.join(fact.waits_for)}" if fact.waits_for else ""
    match fact.state:
        case "blank":
            return f"missing{why}"
        case "stale":
            return f"stale: last day {fact.last_day}{why}"
        case "soon":
            return f"soon stale: last day {fact.last_day}"
        case "fresh":
            return ""


def _files(found: Overview) -> Iterator[str]:
    rows = [
        [file.path, size(file.size), f"{file.standing}: {file.reason}" if file.reason else file.standing]
        for file in found.files
    ]
    yield from _table("Finished files", rows)
    if not rows:
        yield from ("", "Finished files: none")


def fact_table(head: str, facts: Sequence[FactLine]) -> Iterator[str]:
    """Yield facts as a table under its head."""
    if not facts:
        return
    languages = tuple(facts[0].values)
    heads = ["id", *languages, "time", "sources", "owner", "quality", "last day"]
    rows = [
        [
            fact.id,
            *(cut(fact.values.get(language, ""), WIDEST) for language in languages),
            fact.time,
            ", ".join(fact.sources),
            fact.owner,
            fact.quality,
            f"{fact.last_day} {'' if fact.state == 'fresh' else fact.state}".strip(),
        ]
        for fact in facts
    ]
    yield from _table(head, [heads, *rows])


def _table(head: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a head and rows as aligned lines, without columns that say nothing; nothing where there are no rows."""
    if not rows:
        return
    columns = max(len(row) for row in rows)
    said = rows[1:] if rows[0][0] == "id" else rows
    kept = [n for n in range(columns) if any(n < len(row) and row[n] for row in said)]
    yield from ("", head)
    yield from (INDENT + line for line in aligned([[row[n] if n < len(row) else "" for n in kept] for row in rows]))


def told(texts: Mapping[str, str]) -> str:
    """Return a text in all its languages."""
    return " / ".join(texts.values())


def cut(text: str, places: int) -> str:
    """Return a text that takes at most so many places on a console."""
    if width(text) <= places:
        return text
    return _fitting(text, places - 1) + "…"


def _fitting(text: str, places: int) -> str:
    taken = ""
    for character in text:
        if width(taken + character) > places:
            break
        taken += character
    return taken.rstrip()


def joined(parts: Iterable[str]) -> str:
    """Return what is said of the parts that say something, one behind the other."""
    return ", ".join(part for part in parts if part)
