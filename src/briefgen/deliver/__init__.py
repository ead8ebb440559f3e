"""From finished editions to the people who read them.

delegations.py      the files of the delegations, each read whole
delegation_rows.py  rows of table files as members, hosts, programme, recipients
discreet.py         mistakes told without what is written of people
checking.py         what settings, facts, briefs and faces say of a delegation

copies.py  one finished file of one delegation, and what its facts say

ledger/    which copy went to whom, by which channel, when
"""
