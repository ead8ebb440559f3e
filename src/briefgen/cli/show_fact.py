"""Everything that is known of one fact, as lines for a console."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from briefgen.cli.columns import aligned
from briefgen.cli.messages import counted
from briefgen.cli.show_brief import INDENT, fact_table, joined, standing, told

if TYPE_CHECKING:
    from briefgen.pipeline.overview.facts import Document, FactOverview, Used


def fact_lines(found: FactOverview) -> Iterator[str]:
    """Yield what is shown of a fact; what it does not say is left out."""
    line = found.line
    yield f"{line.id}  {told(found.name)}"
    rows: list[tuple[str, str]] = [(f"Value ({language})", value) for language, value in line.values.items()]
    rows += [
        ("Standing", standing(line) or "may be printed"),
        ("Unit", _unit(found.unit)),
        ("Qualifier", "" if found.qualifier == "none" else found.qualifier),
        ("Kind", found.kind),
        ("Time", f"{line.time} (year inferred)" if found.year_inferred else line.time),
        ("Scope", told(found.scope)),
        ("Short", told(found.short)),
        ("Last day", line.last_day),
        ("Owner", line.owner or "not named"),
        ("Cleared by", found.cleared_by),
        ("Quality", line.quality),
        ("Published", found.publish),
        *(("Note", text) for text in found.note.values()),
        *(("Caution", text) for text in found.caution.values()),
        ("Section", line.section),
        ("Written in", found.place),
        *((f"Source {source.id}", _source(source)) for source in found.sources),
        ("Found by", found.locator),
        ("Overlaps", ", ".join(found.overlaps)),
        ("Goes into", ", ".join(found.goes_into)),
        *(("Used in", _used(used)) for used in found.used),
    ]
    if not found.used:
        rows.append(("Used in", "no brief"))
    yield from (INDENT + text for text in aligned([row for row in rows if row[1]]))
    if found.operation:
        yield from fact_table(f"Calculated as {found.operation} of", found.calculated_from)


def _unit(unit: str | Mapping[str, str]) -> str:
    return unit if isinstance(unit, str) else told(unit)


def _source(source: Document) -> str:
    return joined([told(source.title), source.date or "undated", source.file])


def _used(used: Used) -> str:
    return joined(
        [
            used.brief,
            f"shown by {counted(used.in_blocks, 'block')}" if used.in_blocks else "",
            f"printed in texts {counted(used.in_texts, 'time')}" if used.in_texts else "",
        ]
    )
