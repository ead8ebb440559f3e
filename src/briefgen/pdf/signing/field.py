"""The field that a signature stands in, and its element in the structure.

The field has no extent: a stamp on the page proves nothing, since anyone can draw one, and it would change pages that
were verified. PDF/A lets no field be hidden (ISO 19005-2, 6.3.2), and PDF/UA-1 wants every one that is not hidden
within an element Form, with words (ISO 14289-1, 7.18.1 and 7.18.4). PDF/UA-2 wants one without extent to be an
artifact (ISO 14289-2, 8.9.2.4.13), so that there it stands outside the structure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefgen.pdf.finishing.strings import spoken

NAME = "Signature"
PRINTED_AND_LOCKED = 4 | 128
"""Annotation flags (ISO 32000-1, 12.5.3)."""
SIGNATURES_EXIST, APPEND_ONLY = 1, 2
"""Flags of the form (ISO 32000-1, 12.7.2)."""


def add_field(writer: Any, words: Mapping[str, str]) -> str:
    """Add an empty field to the last page, said in `words` by language; return its name.

    Raise RuntimeError where the file has a form already, or its structure is not as this program writes it.
    """
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.generic import pdf_name

    root: Any = writer.root
    if "/AcroForm" in root:
        raise RuntimeError("The file has a form already; it is signed before anything else is added to it.")
    page_reference: Any = writer.find_page_for_modification(-1)[0]
    page = page_reference.get_object()
    said = spoken(words, str(root["/Lang"]) if "/Lang" in root else None)
    told: Any = generic.ByteStringObject(said) if isinstance(said, bytes) else generic.TextStringObject(said)
    field = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Sig"),
            pdf_name("/T"): generic.TextStringObject(NAME),
            pdf_name("/TU"): told,
            pdf_name("/Contents"): told,
            pdf_name("/F"): generic.NumberObject(PRINTED_AND_LOCKED),
            pdf_name("/P"): page_reference,
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(0)] * 4),
        }
    )
    reference: Any = writer.add_object(field)
    links: Any = page.get("/Annots")
    if links is None:
        page[pdf_name("/Annots")] = generic.ArrayObject([reference])
        writer.update_container(page)
    else:
        links.append(reference)
        writer.update_container(links)
    root[pdf_name("/AcroForm")] = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Fields"): generic.ArrayObject([reference]),
                pdf_name("/SigFlags"): generic.NumberObject(SIGNATURES_EXIST | APPEND_ONLY),
            }
        )
    )
    writer.update_root()
    if "/StructTreeRoot" in root and "/Namespaces" not in root["/StructTreeRoot"]:
        _add_element(writer, root["/StructTreeRoot"], field, reference, page_reference)
    return NAME


def _add_element(writer: Any, tree: Any, field: Any, reference: Any, page: Any) -> None:
    """Put the field into an element Form at the end of the document, and into the parent tree."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.generic import pdf_name

    top: Any = tree.raw_get("/K")
    document: Any = tree["/K"]
    parents: Any = tree["/ParentTree"]
    if not isinstance(top, generic.IndirectObject) or "/K" not in document or "/Nums" not in parents:
        raise RuntimeError("The structure is not as this program writes it.")
    key = int(tree["/ParentTreeNextKey"])
    kid = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): reference, pdf_name("/Pg"): page}
    )
    element: Any = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/StructElem"),
                pdf_name("/S"): pdf_name("/Form"),
                pdf_name("/P"): top,
                pdf_name("/Pg"): page,
                pdf_name("/K"): kid,
            }
        )
    )
    kids: Any = document["/K"]
    if not hasattr(kids, "append"):
        several: Any = generic.ArrayObject([document.raw_get("/K")])
        kids = document[pdf_name("/K")] = several
        writer.update_container(document)
    kids.append(element)
    writer.update_container(kids)
    numbers: Any = parents["/Nums"]
    numbers.extend([generic.NumberObject(key), element])
    writer.update_container(numbers)
    tree[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(key + 1)
    writer.update_container(tree)
    field[pdf_name("/StructParent")] = generic.NumberObject(key)
