"""Which rules apply to what a file claims."""

from __future__ import annotations

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.rules import (
    annotations,
    archive,
    attached,
    document,
    fonts,
    languages,
    marks,
    metadata,
    second_part,
    structure,
    tables_and_lists,
    ways,
)
from briefgen.check.finished.rules.hints import Rule

# Judged whatever the file claims.
ALWAYS: tuple[Rule, ...] = (
    document.whole,
    fonts.embedded,
    fonts.mapped,
    ways.links,
    ways.outline,
)
# Judged where structure is claimed: PDF/UA, and PDF/A of level A.
TAGGED: tuple[Rule, ...] = (
    document.marked,
    languages.tags,
    structure.roles,
    marks.content,
    marks.in_tree,
)
# Judged where PDF/UA is claimed.
ACCESSIBLE: tuple[Rule, ...] = (
    document.title_shown,
    document.version,
    document.encryption,
    document.layers,
    document.forms,
    metadata.titled,
    metadata.identified,
    languages.of_text,
    languages.of_the_rest,
    structure.nesting,
    structure.alternatives,
    structure.notes,
    tables_and_lists.tables,
    annotations.in_tree,
    annotations.words,
    annotations.kinds,
    annotations.order,
    attached.named,
    metadata.agrees,
)
FIRST_PART: tuple[Rule, ...] = (structure.headings,)
SECOND_PART: tuple[Rule, ...] = (
    second_part.root,
    second_part.dropped,
    second_part.notes,
    second_part.destinations,
    tables_and_lists.numbering,
)
# Judged where either is claimed.
ANY_CLAIM: tuple[Rule, ...] = (fonts.glyphs, fonts.composite, fonts.simple)
# Judged where PDF/A is claimed.
ARCHIVAL: tuple[Rule, ...] = (
    document.version,
    document.layers,
    document.forms,
    metadata.archived,
    metadata.schemas,
    metadata.agrees,
    archive.trailer,
    archive.colours,
    archive.shown_for_ever,
    archive.actions,
    archive.pages,
    archive.streams,
    attached.named,
    attached.archived,
)
LEVEL_A: tuple[Rule, ...] = (archive.private_use,)


def rules_for(claims: Claims) -> tuple[Rule, ...]:
    """Return the rules that claims call for, each once, in the order of the table."""
    groups = (
        (True, ALWAYS),
        (claims.tagged, TAGGED),
        (claims.ua > 0, ACCESSIBLE),
        (claims.ua == 1, FIRST_PART),
        (claims.ua == 2, SECOND_PART),
        (claims.any, ANY_CLAIM),
        (claims.archive > 0, ARCHIVAL),
        (claims.archive > 0 and (claims.level == "A" or claims.archive == 4), LEVEL_A),
    )
    return tuple(dict.fromkeys(rule for applies, group in groups if applies for rule in group))
