"""Facts out to workbooks and back.

`written_facts` facts as they are written · `fact_workbook`, `gap_workbook` what goes out, through `workbook_writer` ·
`fact_sheets` what comes back · `fact_changes` what of it is new, or was changed on both sides · `fact_trees` changed
facts as trees · `fact_files` new files of sections, by `yaml_edit`.
"""
