"""The PDF file.

elements.py  the tree of what a document says
surface.py   what blocks draw on
content.py   the operators of one page
fonts.py     one font object for each face
images.py    pictures from files
records.py   what is kept until the file is written
canvas.py    the one place that knows ReportLab: writing the file
operands.py  numbers and colours in content streams
"""
