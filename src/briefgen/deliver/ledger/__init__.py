"""Which copy went to whom, by which channel, when; and what became of it.

opening.py     the way in: `with open_ledger(project) as ledger:`; ledger.py what can be asked and told
schema.py      the tables and how they grew; place.py where the file lies; senders.py who is sending just now
faults.py      what is said of a file that cannot be used; records.py what is handed in and out
recording.py   copies and what their facts say; planning.py what is to go to whom; sending.py attempts and outcomes
settling.py    outcomes that somebody looked up; forgetting.py a recipient who is to be forgotten
decisions.py   approvals and overrides; reading.py deliveries by what is asked for
holdings.py    who holds an old number
answering.py   the same for the project's data of today; corrections.py the note to them
exporting.py   CSV and JSON; backing_up.py a whole copy of the file; message_ids.py the names of messages
"""
