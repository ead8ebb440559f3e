"""Personal parts of a finished file, behind its own bytes, so that its body is laid out and verified once.

personalise.py  the one way in
parts.py        what is added: entries on the cover, the copy id
frame.py        the objects of the file that change, read once
drawing.py      the content and the fonts of the parts
structure.py    their elements
metadata.py     the copy id in XMP
objects.py      objects as bytes
update.py       the section behind the file: objects, cross-references, trailer, identifier
"""
