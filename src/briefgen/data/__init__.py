"""Facts with their sources: read, checked, calculated, selected.

`quantity` what a fact can say · `facts` facts, sources, sections, the store · `periods` written periods ·
`section` what an author may write · `values`, `written` its field types · `agree` whether a fact's keys agree ·
`convert` records to facts · `declared` calculations and their refusals · `arithmetic` exact sums and ratios ·
`derive` calculated facts · `freshness` last days and gaps · `provenance` what may stand together ·
`tables` tables · `table_record`, `table_cells` what an author may write of them · `table_files` their rows from files ·
`table_facts` their agreement with facts · `terms` the words for standing · `load` all files to one store ·
`meant` the hint for an unknown id · `selection` the facts of a brief.
"""
