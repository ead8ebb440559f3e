"""The PDF file.

elements.py   the tree of what a document says
profiles.py   what a file claims to be
attachment.py files that travel inside
surface.py    what blocks draw on
recording.py  which element or artifact each piece of a page belongs to
content.py    the operators of one page
artifacts.py  what each kind of artifact is in a file
roles.py      the names of roles in a file
fonts.py      one font object for each face
images.py     pictures from files
places.py     named places and bookmarks
properties.py what a file says about itself
records.py    what is kept until the file is written
canvas.py     the one place that knows ReportLab: writing the file
finishing/    the one place that knows pikepdf: tags, metadata, colours, attachments
personal/     copies made out to somebody, with what is theirs behind the bytes of a verified file
signing/      the one place that signs, with pyHanko
endings.py    how the data of a stream may end
operands.py   numbers and colours in content streams
"""
