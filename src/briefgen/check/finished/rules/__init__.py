"""The rules for finished files, by subject.

`table.py` says which apply to what a file claims, `hints.py` what the owner of a file does next.

document.py          the catalogue: marks, title, version, encryption, optional content, file specifications
metadata.py          what a file says of itself, and whether it says it once
languages.py         the language of everything that is read aloud
structure.py         roles, nesting, headings, figures, notes
tables_and_lists.py  the grid of tables, their heads; lists
marks.py             content, structure and parent tree agree
annotations.py       links and other annotations
ways.py              links and outline lead somewhere
fonts.py             embedded, mapped to Unicode, glyphs and widths as stated
second_part.py       what PDF/UA-2 adds
archive.py           what PDF/A adds
attached.py          files that travel inside
"""
