"""Files that travel inside the document: the data of each chart and table, and the facts that the edition prints.

They hold what readers of an external edition see, whoever this edition is for.
"""
