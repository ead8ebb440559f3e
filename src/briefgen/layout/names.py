"""Names of the places that links within the document lead to.

There is one for each language, so that what a link says of its target is in the language around the link.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.spec.blocks import PageBlock


def place_name(base: str, languages: Sequence[str], language: str) -> str:
    """Return the name of a place for links in a language: `base` in the leading one, "base.en" in another."""
    return base if language == languages[0] else f"{base}.{language}"


def block_name(id: str, languages: Sequence[str], language: str) -> str:
    """Return the name of a block's place."""
    return place_name(f"block-{id}", languages, language)


def source_name(id: str, languages: Sequence[str], language: str) -> str:
    """Return the name of a source's place in the list of sources."""
    return place_name(f"source-{id}", languages, language)


def note_name(block: int, id: str, languages: Sequence[str], language: str) -> str:
    """Return the name of the place of a note below a block, which is printed anew below each block that calls it."""
    return place_name(f"note-{block}-{id}", languages, language)


def page_id(block: PageBlock, index: int) -> str:
    """Return the id of a page: its own, else one by the index of its block that no author can write."""
    return block.id or f"page.{index}"
