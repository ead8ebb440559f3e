"""Looking at inputs before anything is drawn, and at finished files before anything is delivered.

preflight.py   the table of rules, and the one function that runs them
case.py        a brief with everything its rules look at
references.py  sections, facts, sources, themes that must exist and may be used
tables.py      tables that must exist, may be used and be fresh
table_fit.py   tables that are wider than the page
kinds.py       aims that are no results, and values that a block can show
names.py       wrong names, by the term base
wording.py     every wording in every language of the brief
glyphs.py      characters that no font has
images.py      picture files
dates.py       facts that are blank or may no longer be printed: refused, or stated as gaps
old_numbers.py old numbers of stated gaps that are typed by hand
cited.py       numbers of sources without a list of sources
printed_plain.py  references where nothing can be filled in, notes where none can be printed
honesty.py     what a chart cannot show
digits.py      numbers typed by hand, numbers shown too often
finished/      the finished file: opened, judged, compared with what was meant, read aloud
"""
