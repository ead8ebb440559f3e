"""Design tokens: colours and the type scale.

tokens.py   the frozen types
colours.py  mixing of colours
load.py     reading of `themes/`: the house style and one file for each theme
"""
