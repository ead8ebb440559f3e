"""The metadata of a file: RDF in XML (ISO 16684-1), read for what rules ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
PDF = "http://ns.adobe.com/pdf/1.3/"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
COPY, COPY_ID = "urn:x-briefgen:copy#", "copyId"
"""Where copies that were made out to somebody have their number."""


@dataclass(frozen=True)
class Metadata:
    """Hold properties by namespace and name, each as pairs of language (or "") and text, in their order.

    `extensions` names the properties that extension schemas describe (ISO 19005-2, 6.6.2.3), by namespace.
    """

    present: bool = False
    readable: bool = False
    values: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = field(
        default_factory=dict[tuple[str, str], tuple[tuple[str, str], ...]]
    )
    extensions: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    def all(self, namespace: str, name: str) -> tuple[tuple[str, str], ...]:
        """Return the values of a property with their languages."""
        return self.values.get((namespace, name), ())

    def first(self, namespace: str, name: str) -> str:
        """Return the first value of a property that says something, or an empty string."""
        return next((text for _, text in self.all(namespace, name) if text), "")


def read_metadata(data: bytes | None) -> Metadata:
    """Return what metadata say; none, or ones that are no XML, are told as such."""
    if data is None:
        return Metadata()
    # Entities could blow up a few bytes into gigabytes; XMP has no use for a document type.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return Metadata(True)
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        return Metadata(True)
    values: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    extensions: dict[str, frozenset[str]] = {}
    tree = root if root.tag == f"{{{RDF}}}RDF" else root.find(f"{{{RDF}}}RDF")
    for description in tree if tree is not None else ():
        for name, text in description.attrib.items():
            if name.startswith("{") and not name.startswith((f"{{{RDF}}}", "{http://www.w3.org/XML")):
                values[_split(name)] = (("", text.strip()),)
        for found in description:
            key = _split(found.tag)
            if key == (EXTENSION, "schemas"):
                extensions.update(_schemas(found))
            values[key] = tuple(_texts(found))
    return Metadata(True, True, values, extensions)


def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.rpartition("}")
    return namespace[1:], name


def _texts(found: ElementTree.Element) -> list[tuple[str, str]]:
    items = found.findall(f".//{{{RDF}}}li")
    if items:
        return [(item.get(XML_LANGUAGE, ""), (item.text or "").strip()) for item in items]
    return [(found.get(XML_LANGUAGE, ""), (found.text or "").strip())]


def _schemas(found: ElementTree.Element) -> dict[str, frozenset[str]]:
    """Return the properties of each described namespace whose description is complete."""
    described: dict[str, frozenset[str]] = {}
    for uri in found.iter(f"{{{SCHEMA}}}namespaceURI"):
        described[(uri.text or "").strip()] = frozenset()
    parents = {child: parent for parent in found.iter() for child in parent}
    for name in found.iter(f"{{{PROPERTY}}}name"):
        item = parents[name]
        complete = all(
            (part := item.find(f"{{{PROPERTY}}}{needed}")) is not None and (part.text or "").strip()
            for needed in ("name", "valueType", "category", "description")
        )
        above = item
        while above in parents and above.find(f"{{{SCHEMA}}}namespaceURI") is None:
            above = parents[above]
        uri = above.find(f"{{{SCHEMA}}}namespaceURI")
        if complete and uri is not None and (uri.text or "").strip():
            key = (uri.text or "").strip()
            described[key] = described[key] | {(name.text or "").strip()}
    return described
