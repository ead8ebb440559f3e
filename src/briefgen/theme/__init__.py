"""Design tokens: colours and the type scale.

tokens.py   the frozen types
colours.py  mixing of colours
contrast.py contrast of two colours, and how much readers need
grounds.py  which colours stand on which, and that they stand out
load.py     reading of `themes/`: the house style and one file for each theme
palette.py  the colours that a project gives to themes: whether they can be read
scale.py    reading of `scales/`: type scales of pages that are not read as paper is
"""
