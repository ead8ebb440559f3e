"""Pages on the grid.

- `grid`: the measures of the page and its columns
- `context`: what every block may know
- `compose`: authors' text and facts into paragraphs
- `citations`: which sources are cited, their numbers, source lines and the notes that must go with a figure
- `strips`: the pieces that pages are made of, and how they are drawn and split
- `rows`, `figure`: recurring arrangements: section heads, paired rows, the anatomy of a figure
- `pages`: the page maker
- `furniture`: header and foot
- `document`: from a brief to finished pages
- `blocks`: one file for each block
"""
