"""Looking at a finished file: what it claims, whether it holds, what a listener hears.

inspection.py  any file: what is wrong with it by the rules that it claims to keep
verify.py      a file of ours: what stops a build
aloud.py       what a listener hears, and the same as lines of text

Reading a file:
opened.py      the one reading, into values
values.py      objects as plain values
budget.py      how much one file may hold; decoding.py how much a stream holds, before it is decoded in one go
content.py     marked content of pages; codes.py, fonts.py, programs.py, cff_program.py the fonts in it
table_grid.py  where the cells of tables stand
tree.py        the structure; roles.py the roles that standards know, escapes.py languages within strings
endings.py     where the data of streams end
navigation.py  annotations, destinations, outline, attachments
xmp.py         the metadata; claims.py what they claim
rules/         the rules, by subject
report.py      what was found

Comparing a file of ours:
said.py        the structure, in one form for record and file
matching.py    the two beside each other
wordings.py    what the brief says, in its own order
meant.py       what a file must say of itself
data_files.py  what the attached data must hold
furnished.py   the heads and feet of its pages
outlines.py    what is seen, beside what is read
proof.py       a copy, beside its verified base; appended.py what stands behind that

Hearing a file:
spoken.py      what is said, piece by piece
heads.py       which heads stand above a cell
announced.py   the words that announce lists and tables
"""
