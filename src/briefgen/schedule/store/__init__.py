"""What is known of runs: which there were, what came of them, and up to when each schedule is settled.

opening.py   the way in: `with open_store(project) as store:`; store.py what can be asked and told
records.py   what is handed in and out; rows.py how it lies in the tables
schema.py    the tables and how they grew; place.py where the file lies, and what is said of one that cannot be used
identity.py  whether it is a copy
"""
