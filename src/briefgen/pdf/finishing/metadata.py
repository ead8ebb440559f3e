"""What a file says about itself and claims to be, as XMP (ISO 16684-1; ISO 19005-2, 6.6; ISO 14289-1, 5)."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Name

from briefgen.pdf.finishing.streams import new_stream
from briefgen.pdf.profiles import Profile
from briefgen.pdf.properties import Properties

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
NEEDS_EXTENSION = (2, 3)
"""The parts of PDF/A that do not know the names of PDF/UA, so that a file explains them."""
UA_REVISIONS = {2: "2024"}
ARCHIVE_REVISIONS = {4: "2020"}
EXTENSION = """\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def write_metadata(pdf: pikepdf.Pdf, properties: Properties, profile: Profile) -> None:
    """Write XMP that agrees with the information dictionary; PDF/A-4 has the XMP alone (ISO 19005-4, 6.1.3)."""
    producer = str(pdf.docinfo["/Producer"])
    packet = xmp(properties, profile, producer)
    pdf.Root["/Metadata"] = new_stream(pdf, packet, {"/Type": Name.Metadata, "/Subtype": Name.XML})
    if profile.version == "2.0":
        del pdf.trailer["/Info"]


def xmp(properties: Properties, profile: Profile, producer: str) -> bytes:
    """Return the packet of a file's metadata; what is empty is left out."""
    date = f"{properties.date:%Y-%m-%d}T00:00:00Z"
    titles = {language: properties.title[language] for language in properties.languages if language in properties.title}
    facts = [
        _alternatives("dc:title", {"x-default": properties.joined_title, **titles}),
        _alternatives("dc:description", {"x-default": properties.subject}),
        _array("dc:creator", "Seq", properties.author),
        _array("dc:language", "Bag", *properties.languages),
        _array("dc:subject", "Bag", properties.keywords),
        _value("pdf:Keywords", properties.keywords),
        _value("pdf:Producer", producer),
        _value("xmp:CreatorTool", properties.creator),
        *(_value(f"xmp:{name}", date) for name in ("CreateDate", "ModifyDate", "MetadataDate")),
        _value("pdfuaid:part", profile.ua),
        _value("pdfuaid:rev", UA_REVISIONS.get(profile.ua, "")),
        _value("pdfaid:part", profile.archive),
        _value("pdfaid:conformance", profile.level),
        _value("pdfaid:rev", ARCHIVE_REVISIONS.get(profile.archive, "")),
    ]
    names = "".join(f'\n  xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    described = f'<rdf:Description rdf:about=""{names}>\n{"".join(facts)}</rdf:Description>\n'
    extension = EXTENSION if profile.archive in NEEDS_EXTENSION else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f"{described}{extension}</rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    ).encode()


def _alternatives(name: str, texts: Mapping[str, str]) -> str:
    items = "".join(
        f'<rdf:li xml:lang="{language}">{_escaped(text)}</rdf:li>' for language, text in texts.items() if text
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>\n" if items else ""


def _array(name: str, kind: str, *values: str) -> str:
    items = "".join(f"<rdf:li>{_escaped(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n" if items else ""


def _value(name: str, value: str | int) -> str:
    return f"<{name}>{_escaped(str(value))}</{name}>\n" if value else ""


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"})
