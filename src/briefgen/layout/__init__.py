"""Pages on the grid.

- `grid`: the measures of the page and its columns
- `context`: what every block may know
- `compose`: authors' text and facts into paragraphs
- `names`: the places that links within the document lead to
- `citations`: which sources are cited, and their numbers
- `notes`: the lines under a figure, and the notes that facts must carry
- `order`, `entries`, `spoken`: what is read after what, labels with their values, figures in full as they are heard
- `strips`: the pieces that pages are made of, and how they are drawn and split
- `rows`, `figure`: recurring arrangements: section heads, paired rows, the anatomy of a figure
- `pages`: the page maker
- `piles`, `stacks`: languages one below the other, or at both ends of a line
- `sheet`: the sheet a page stands on, with crop marks, and what is printed with black alone
- `picture_parts`: a chart that is taller than a page
- `titles`, `furniture`, `furniture_small`: page titles, the band of internal pages, header and foot
- `quality`, `qr`, `cover_motif`, `image_size`: flags, codes, ridges and wall, the size of a picture
- `document`: from a brief to finished pages
- `blocks`: one file for each block
"""
