"""Tables: declared columns, cells, rows from YAML or from table files.

`table` tables as the rest sees them · `record`, `cells` what an author may write · `files` rows from table files ·
`facts` their agreement with facts · `view` what a block shows of one.
"""
