"""XMP is well-formed, agrees with the information dictionary, and claims what the profile says."""

import io
import xml.etree.ElementTree as ET

import pikepdf
import pytest
from plain_lines import line, run, surface

from briefgen.pdf.profiles import PROFILES

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
TAGGED = [name for name, profile in PROFILES.items() if profile.tagged]


def made(name="ua1+a2a", **facts) -> pikepdf.Pdf:
    drawing = surface(profile=PROFILES[name], **facts)
    with drawing.element("H1", "en"):
        drawing.line(line(run("x")), 20, 40)
    return pikepdf.open(io.BytesIO(drawing.finish()))


def packet(pdf) -> dict:
    """Return the properties: texts by language, lists, or plain values."""
    tree = ET.fromstring(pdf.Root.Metadata.read_bytes())
    found = {}
    for described in tree.iter(f"{RDF}Description"):
        for prop in described:
            space, name = prop.tag[1:].split("}")
            prefix = next((key for key, address in PREFIXES.items() if address == space), space)
            items = [(item.get(LANG), item.text) for item in prop.iter(f"{RDF}li")]
            if prefix in PREFIXES:
                found[f"{prefix}:{name}"] = (
                    dict(items) if items and items[0][0] else [text for _, text in items] or prop.text
                )
    return found


def test_titles_by_language_and_all_other_facts():
    with made() as pdf:
        found = packet(pdf)
    producer = found.pop("pdf:Producer")
    assert producer.startswith("ReportLab 5.")
    date = "2026-11-01T00:00:00Z"
    assert found == {
        "dc:title": {
            "x-default": "Robotics in Nanjing · 南京机器人产业",
            "en": "Robotics in Nanjing",
            "zh": "南京机器人产业",
        },
        "dc:description": {"x-default": "Fields and figures"},
        "dc:creator": ["Office"],
        "dc:language": ["en", "zh"],
        "dc:subject": ["robots"],
        "pdf:Keywords": "robots",
        "xmp:CreatorTool": "briefgen 0.1.0",
        "xmp:CreateDate": date,
        "xmp:ModifyDate": date,
        "xmp:MetadataDate": date,
        "pdfuaid:part": "1",
        "pdfaid:part": "2",
        "pdfaid:conformance": "A",
    }


@pytest.mark.parametrize(
    "facts", [{}, {"author": "", "subject": "", "keywords": ""}, {"title": {"en": "A & <b> \x01"}}]
)
def test_the_information_dictionary_says_the_same(facts):
    with made(**facts) as pdf:
        found = packet(pdf)
        info = {key: str(value) for key, value in pdf.docinfo.items()}
    dates = found["xmp:CreateDate"].replace("-", "").replace("T", "").replace(":", "")
    expected = {
        "/Title": found["dc:title"]["x-default"],
        "/Author": found.get("dc:creator", [""])[0],
        "/Subject": found.get("dc:description", {"x-default": ""})["x-default"],
        "/Keywords": found.get("pdf:Keywords", ""),
        "/Creator": found["xmp:CreatorTool"],
        "/Producer": found["pdf:Producer"],
        "/CreationDate": f"D:{dates}",
        "/ModDate": f"D:{dates}",
    }
    assert info == {key: value for key, value in expected.items() if value}


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        ("ua1+a2a", {"pdfuaid:part": "1", "pdfaid:part": "2", "pdfaid:conformance": "A"}),
        ("ua1+a3a", {"pdfuaid:part": "1", "pdfaid:part": "3", "pdfaid:conformance": "A"}),
        (
            "ua2+a4f",
            {
                "pdfuaid:part": "2",
                "pdfuaid:rev": "2024",
                "pdfaid:part": "4",
                "pdfaid:conformance": "F",
                "pdfaid:rev": "2020",
            },
        ),
    ],
)
def test_claims_are_those_of_the_profile(name, claims):
    with made(name) as pdf:
        found = {key: value for key, value in packet(pdf).items() if key.startswith(("pdfuaid", "pdfaid"))}
        text = pdf.Root.Metadata.read_bytes()
    assert found == claims
    assert (b"pdfaExtension" in text) == (name != "ua2+a4f")
    assert text.startswith(b'<?xpacket begin="\xef\xbb\xbf"')


def test_a_title_is_named_once_where_there_is_one_language():
    with made(languages=("zh",), title={"zh": "南京", "en": "Nanjing"}) as pdf:
        found = packet(pdf)
    assert found["dc:title"] == {"x-default": "南京", "zh": "南京"}
    assert found["dc:language"] == ["zh"]


@pytest.mark.parametrize("name", TAGGED)
def test_metadata_are_readable_without_unpacking(name):
    with made(name) as pdf:
        assert "/Filter" not in pdf.Root.Metadata
        assert (pdf.Root.Metadata.Type, pdf.Root.Metadata.Subtype) == ("/Metadata", "/XML")


def test_a_plain_file_claims_nothing():
    with made("plain") as pdf:
        assert "/Metadata" not in pdf.Root
        assert "/OutputIntents" not in pdf.Root
