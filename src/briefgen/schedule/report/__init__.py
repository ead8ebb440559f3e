"""The report of a run: one bilingual page for people, JSON for programs, in the folder of the run.

words.py    what is said in Chinese and in English
rows.py     what is told of each item, what matters most first
paper.py    the page
record.py   the same for programs
writing.py  the way in: `write_report(project, run, outcome)`; the JSON is there even where the page cannot be made
"""
