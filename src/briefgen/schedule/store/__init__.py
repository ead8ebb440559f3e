"""What is known of runs: which there were, what came of them, and up to when each schedule is settled.

records.py  what is handed in and out
"""
