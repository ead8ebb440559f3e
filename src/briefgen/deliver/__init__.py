"""From finished editions to the people who read them.

delegations.py      the files of the delegations, each read whole
delegation_rows.py  rows of table files as members, hosts, programme, recipients
discreet.py         mistakes told without what is written of people
checking.py         what settings, facts, briefs and faces say of a delegation

copies.py  one finished file of one delegation, and what its facts say

ledger/    which copy went to whom, by which channel, when

channels/      folder, mail, messenger, s3: how a parcel leaves the office
addressing.py  who gets what: the parcels that a pack becomes
sending.py     each parcel sent once, the ledger told before and after
ready.py       a pack that was made, with all that sending it needs
leaving.py     its gates, asked again on the day on which it leaves
shared_addresses.py  recipients of one delegation who have one e-mail address
passwords.py   secrets of channels, from the environment or the key ring
"""
