"""Whether somebody has approved what the readers of a language are given.

content.py    what a reader of one language is given, and its digest: texts, figures, form
texts.py      the texts and the form of a brief and the settings; figures.py what its facts and tables say
changes.py    what differs between two contents, by class: figures, form, wording
snapshot.py   what was reviewed, kept in `reviews/`
standing.py   what is approved today, and what voided an approval
approving.py  to record an approval; finding.py which brief an edition's code means
"""
