"""Facts with their sources: read, checked, calculated, selected.

`quantity` what a fact can say · `facts` facts, sources, sections, the store · `periods` written periods ·
`section` what an author may write · `values`, `written` its field types · `agree` whether a fact's keys agree ·
`convert` records to facts · `declared` calculations and their refusals · `arithmetic` exact sums and ratios ·
`derive` calculated facts · `freshness` last days and gaps · `provenance` what may stand together ·
`tables` tables · `table_record`, `table_cells` what an author may write of them · `table_files` their rows from files ·
`table_facts` their agreement with facts · `terms` the words for standing · `load` all files to one store ·
`meant` the hint for an unknown id · `selection` the facts of a brief.

Table files: `sheets` reads one to a `sheet` whose `cells` have names, within `sheet_limits` · `csv_reader`,
`csv_text` CSV files and their encoding · `workbook_parts`, `workbook_xml`, `workbook_cells` what is checked of a
workbook before `workbook_reader` reads it · `number_formats` what a cell shows · `named_sheet` the file that a
section names · `fact_rows` facts as rows, both ways · `facts_from` facts of a section from table files. Facts out and
back: `written_facts` facts as they are written · `fact_workbook`, `gap_workbook` what goes out, through
`workbook_writer` · `fact_sheets` what comes back · `fact_changes` what of it is new, or was changed on both sides ·
`fact_files` new files of sections, through `yaml_editor`, which changes YAML by places: `yaml_places`, `yaml_edits`,
`yaml_text`.
"""
