"""Facts and tables with their sources: read, checked, calculated, selected.

`quantity` what a fact can say · `facts` facts, sources, sections, the store · `periods` written periods ·
`section` what an author may write · `values`, `written` its field types · `terms` the words for standing ·
`agree` whether a fact's keys agree · `convert` records to facts · `declared` calculations and their refusals ·
`arithmetic` exact sums and ratios · `derive` calculated facts · `outcome` what comes of one · `freshness` last days
and gaps · `provenance` what may stand together · `fact_rows` facts as rows, both ways · `facts_from` facts of a
section from table files · `load` all files to one store · `meant` the hint for an unknown id · `selection` the facts of
a brief · `term_base` official names · `wrong_names` the forms that no text may hold.

`tables/` tables · `sheets/` CSV files and workbooks, read · `exchange/` facts out to workbooks and back ·
`yaml_edit/` changes of YAML that leave the rest byte for byte.
"""
