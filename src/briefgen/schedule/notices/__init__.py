"""What the operator is told: kept as a file until a mail server has taken it.

noting.py   whether there is anything to tell
sending.py  by mail, and again later where that fails
texts.py    what it says, in Chinese and in English
kept.py     notices that wait, and what was told already
way.py      who is told, and by which server; remembered for when briefgen.yaml cannot be read
"""
