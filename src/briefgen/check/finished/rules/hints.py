"""What the owner of a file does about a finding: a next step for each rule of `table.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
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

Rule = Callable[[Opened, Claims], Iterator[Finding]]
AGAIN = "then export the file again"
HINTS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("Get the file again from where it came, or make it again with the program that made it.", (document.whole,)),
    (
        "Export the file again with all fonts embedded; if the fault stays, choose another font.",
        (fonts.embedded, fonts.mapped, fonts.glyphs, fonts.composite, fonts.simple),
    ),
    (f"Use a font whose characters have Unicode values, {AGAIN}.", (archive.private_use,)),
    (f"Correct or remove the link in the source document, {AGAIN}.", (ways.links,)),
    ("Export the file again and let the program make the bookmarks from the headings.", (ways.outline,)),
    (
        "Export the file again as tagged PDF, and do not edit its pages afterwards.",
        (document.marked, marks.content, marks.in_tree),
    ),
    (
        f"Set the language of the document, and of each passage in another language, {AGAIN}.",
        (languages.tags, languages.of_text, languages.of_the_rest),
    ),
    (f"Map each style to a standard role such as P or H2, {AGAIN}.", (structure.roles,)),
    (
        f"Put rows into tables and items into lists in the source document, {AGAIN} with tags.",
        (structure.nesting,),
    ),
    (f"Use the heading styles in order, skipping no level, {AGAIN} with tags.", (structure.headings,)),
    (f"Describe the picture, or mark it as decoration, {AGAIN}.", (structure.alternatives,)),
    ("Make notes with the footnotes of the program, then export the file again with tags.", (structure.notes,)),
    (
        f"Mark the header cells and give each row the same number of columns, {AGAIN} with tags.",
        (tables_and_lists.tables,),
    ),
    (f"Choose bullets or numbers for the list in the source document, {AGAIN}.", (tables_and_lists.numbering,)),
    (f"Give the document a title and let the window show it, {AGAIN}.", (document.title_shown, metadata.titled)),
    ("Export the file again for the standard that it claims.", (document.version, metadata.identified)),
    ("Save the file without encryption, or let screen readers read its text.", (document.encryption,)),
    ("Merge the layers of the file, or name them and keep them from changing.", (document.layers,)),
    ("Replace the XFA form by ordinary form fields.", (document.forms,)),
    ("Export the file again for one level of PDF/A.", (metadata.archived,)),
    ("Describe the property in the metadata (pdfaExtension), or save as PDF/A again.", (metadata.schemas,)),
    (f"Set title, author and dates in one place, {AGAIN}.", (metadata.agrees,)),
    (
        "Export the file again as tagged PDF, with links and fields in the tags.",
        (annotations.in_tree, annotations.kinds),
    ),
    ("Say in words what the link, field or comment is for.", (annotations.words,)),
    ("Set the tab order of each page to the structure.", (annotations.order,)),
    (
        "Export the file again for PDF/UA-2, or for PDF/UA-1 if the program does not know it.",
        (second_part.root, second_part.dropped, second_part.notes, second_part.destinations),
    ),
    ("Export the file again as PDF/A, without a password.", (archive.trailer,)),
    ("Export the file again as PDF/A, with an output intent such as sRGB.", (archive.colours,)),
    (
        "Remove comments, forms, sound and video, or let them print, then save as PDF/A again.",
        (archive.shown_for_ever,),
    ),
    ("Remove scripts and actions, then save as PDF/A again.", (archive.actions,)),
    ("Remove slide shows and transitions, then save as PDF/A again.", (archive.pages,)),
    ("Export the file again as PDF/A.", (archive.streams,)),
    ("Attach the file again with a program that knows PDF/A-3, or take it out.", (attached.named, attached.archived)),
)
HINT_OF: dict[Rule, str] = {rule: hint for hint, rules in HINTS for rule in rules}
