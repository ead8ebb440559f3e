"""What is laid before those who approve an edition: a draft of its pages, and the sheet that they sign.

review.py    make both, and keep what was reviewed
draft.py     the draft: the pages of the edition with numbered lines, bars, and lists behind them
printed.py   the texts that a reviewed edition printed, kept so that the next draft can say what has changed
printed_numbers.py  the numbers that an edition prints, with what they rest on
sheet.py     the sign-off sheet; words.py its fixed words
"""
