"""Table files, CSV and workbooks: read whole into sheets whose cells have names, within limits.

`read` one file to a `sheet` · `cells` names of cells · `limits` sizes · `named` the file that a section names ·
`csv_reader`, `csv_text` CSV files and their encoding · `workbook_parts`, `workbook_xml`, `workbook_cells` what is
checked of a workbook before `workbook_reader` reads it · `number_formats` what a cell shows.
"""
