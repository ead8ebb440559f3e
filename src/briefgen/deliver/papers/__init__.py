"""The papers of a pack, composed as briefs without a cover: letter, programme, talking points, interpreter's sheet.

words.py        the fixed words of the papers, and texts made of them
people.py       members and hosts, the leader first
letter.py       the covering letter
programme.py    the programme by day
talking.py      what the leader of the hosts says: numbers with their readings, asks, questions with cleared answers
subjects.py     of what a number is, where its name does not say so
told_numbers.py every number of a brief in order of appearance, with its page
terms.py        the terms that briefs use
interpreter.py  the interpreter's sheet
build.py        a finished, verified file of any of them
"""
