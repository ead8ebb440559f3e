"""Workbooks for tests: real ones by XlsxWriter, and crafted ones from the XML of one sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Facts" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)
WORKBOOK_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], formats: Mapping[str, str] | None = None) -> bytes:
    """Return a workbook with rows of texts, numbers, days and truth values; `formats` gives cells a number format."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                code = (formats or {}).get(f"{chr(ord('A') + column)}{row + 1}")
                shown = book.add_format({"num_format": code}) if code else None
                if isinstance(value, str):
                    sheet.write_string(row, column, value, shown)
                else:
                    sheet.write(row, column, value, shown)
    book.close()
    return made.getvalue()


def crafted(sheet_data: str, *, after: str = "", parts: Mapping[str, str | bytes | None] | None = None) -> bytes:
    """Return a workbook of one sheet, Facts, from the XML of its rows; `parts` replaces, adds or drops parts."""
    all_parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData>{after}</worksheet>',
    }
    all_parts.update(parts or {})
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in all_parts.items():
            if content is not None:
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
