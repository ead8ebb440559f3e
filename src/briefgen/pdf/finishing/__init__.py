"""Finishing a drawn file with pikepdf.

finish.py        the one way in
structure.py     the structure tree, with its parent tree and ids
attributes.py    what elements say beside their content
destinations.py  places as elements of the structure, for PDF 2.0
metadata.py      XMP
attachments.py   files inside the file
intent.py        what its colours mean; srgb.py makes the profile srgb.icc
streams.py       new streams
encryption.py    a finished file under a password
strings.py       texts with their languages
"""
