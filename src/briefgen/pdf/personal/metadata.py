"""The copy id in the metadata of a file (ISO 16684-1), described where PDF/A asks for it (ISO 19005-2, 6.6.2.3.3)."""

from __future__ import annotations

NAMESPACE = "urn:x-briefgen:copy#"
PREFIX = "briefgen"
NAME = "copyId"

BEGIN = b'<rdf:Description rdf:about="" xmlns:%s="%s">\n<%s:%s>' % (
    PREFIX.encode(),
    NAMESPACE.encode(),
    PREFIX.encode(),
    NAME.encode(),
)
END = b"</%s:%s>\n</rdf:Description>\n" % (PREFIX.encode(), NAME.encode())
SCHEMA = f"""<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>briefgen copy</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{PREFIX}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{NAME}</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>Number of this copy in the ledger of whoever handed it out</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>""".encode()

CLOSING = b"</rdf:RDF>"
SCHEMAS_CLOSING = b"</rdf:Bag></pdfaExtension:schemas>"
ALONE = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
).encode()
"""Metadata that say nothing, for a file that has none."""


def divided(packet: bytes) -> tuple[bytes, bytes]:
    """Return what stands before and behind the copy id in the metadata of a copy, by those of its base.

    A base that describes a schema describes this one, too. Raise RuntimeError for metadata of another make.
    """
    if packet.count(CLOSING) != 1 or packet.count(SCHEMAS_CLOSING) > 1:
        raise RuntimeError("The metadata are not as briefgen writes them.")
    described = packet.replace(SCHEMAS_CLOSING, SCHEMA + SCHEMAS_CLOSING)
    before, after = described.split(CLOSING)
    return before + BEGIN, END + CLOSING + after
