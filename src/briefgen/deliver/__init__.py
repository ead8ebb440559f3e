"""From finished editions to the people who read them.

copies.py  one finished file of one delegation, and what its facts say

ledger/    which copy went to whom, by which channel, when
"""
