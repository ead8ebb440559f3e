"""From the name of a brief to a finished file.

build.py   all stages on one screen
batch.py   several briefs at once: all problems together, good briefs built
wish.py    what a reader of this edition wants otherwise than the specification says
names.py   what the file is called
files.py   files that appear whole or not at all

overview*.py   what a brief selects, and what is known of a fact
doctor*.py     whether an installation and a project are sound; demands.py what libraries it needs
"""
