"""Only what a file claims is judged; metadata are read however they are written."""

from __future__ import annotations

import pytest

from briefgen.check.finished.claims import Claims, read_claims
from briefgen.check.finished.rules.table import ALWAYS, rules_for
from briefgen.check.finished.xmp import DC, read_metadata

HEAD = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">"""
TAIL = b"</rdf:RDF></x:xmpmeta>"


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        (b'<rdf:Description pdfaid:part="2" pdfaid:conformance="A" pdfuaid:part="1"/>', ("PDF/UA-1", "PDF/A-2a")),
        (
            b"<rdf:Description><pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
            b"</rdf:Description><rdf:Description><pdfuaid:part> 1 </pdfuaid:part></rdf:Description>",
            ("PDF/UA-1", "PDF/A-3b"),
        ),
        (b'<rdf:Description pdfaid:part="4"/>', ("PDF/A-4",)),
        (b'<rdf:Description pdfaid:part="four" pdfuaid:part=""/>', ()),
        (b"", ()),
    ],
)
def test_claims_in_words(inner: bytes, words: tuple[str, ...]):
    assert read_claims(read_metadata(HEAD + inner + TAIL)).words == words


def test_titles_have_languages():
    titles = (
        b'<rdf:Description><dc:title><rdf:Alt><rdf:li xml:lang="x-default">A</rdf:li><rdf:li xml:lang="zh">\xe7\x94\xb2'
        b"</rdf:li></rdf:Alt></dc:title></rdf:Description>"
    )
    assert read_metadata(HEAD + titles + TAIL).all(DC, "title") == (("x-default", "A"), ("zh", "甲"))


def test_a_file_that_claims_nothing_gets_the_general_rules_only():
    assert rules_for(Claims()) == ALWAYS


def test_each_rule_runs_once():
    for claims in (Claims(1, 2, "A"), Claims(2, 4, "F"), Claims(1), Claims(0, 2, "B")):
        found = rules_for(claims)
        assert len(found) == len(set(found))
        assert set(ALWAYS) < set(found)


def test_more_is_asked_of_who_claims_more():
    assert set(rules_for(Claims(0, 2, "B"))) < set(rules_for(Claims(0, 2, "A"))) < set(rules_for(Claims(1, 2, "A")))
