"""The roles that the standards know: PDF 1.7 (ISO 32000-1, 14.8.4) and PDF 2.0 (ISO 32000-2, 14.8.4; ISO 32005)."""

from __future__ import annotations

PDF1 = "http://iso.org/pdf/ssn"
PDF2 = "http://iso.org/pdf2/ssn"
MATHML = "http://www.w3.org/1998/Math/MathML"

# fmt: off
ROLES_1 = frozenset((
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
))
ROLES_2 = frozenset((
    "Document", "DocumentFragment", "Part", "Sect", "Div", "Aside", "NonStruct", "P", "H", "Title", "FENote", "Sub",
    "Lbl", "Span", "Em", "Strong", "Link", "Annot", "Form", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "L", "LI",
    "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Caption", "Figure", "Formula", "Artifact",
))
# fmt: on


def is_standard(name: str, namespace: str) -> bool:
    """Say whether a namespace has a role; headings of PDF 2.0 go on after H6."""
    if namespace == PDF1:
        return name in ROLES_1
    if namespace == PDF2:
        return name in ROLES_2 or heading_level(name) > 0
    return namespace == MATHML


def heading_level(role: str) -> int:
    """Return the level of a numbered heading, 0 for any other role."""
    digits = role[1:]
    return int(digits) if role[:1] == "H" and digits.isdecimal() and digits.isascii() and len(digits) < 4 else 0
