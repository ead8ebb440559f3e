"""The draft of an edition: the same pages, marked as a draft, with numbered lines, bars, and lists behind them.

draft.py      what a draft shows beside the edition
margin.py     which number each line has
changed.py    which lines say something else than an approved edition did
mark.py       the mark on every page, and the stamp on the cover
sides.py      numbers and bars in the margins
annex.py      the pages behind the edition: how to read the draft, changes, numbers
number_list.py  the list of numbers
changes.py    the list of changes
pages.py      what is drawn on each page, and the pages behind
"""
