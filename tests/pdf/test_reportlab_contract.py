"""What canvas.py uses of ReportLab beyond its documented interface. A failure here after an upgrade says what moved."""

import re

import pytest
from reportlab.pdfbase import pdfdoc


@pytest.fixture
def quiet(monkeypatch):
    monkeypatch.setattr(pdfdoc.rl_config, "invariant", 1)


class Raw(pdfdoc.PDFObject):
    def format(self, document):
        return b"<< /Raw true >>"


def test_a_document_can_be_written_from_dictionaries_of_our_own(quiet):
    document = pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 7))
    assert document.numberToId == {1: pdfdoc.BasicFonts}
    document.idToObject[pdfdoc.BasicFonts] = pdfdoc.PDFDictionary({"A": 1})
    ahead = pdfdoc.PDFObjectReference("Later")
    document.Catalog = pdfdoc.PDFDictionary({"Raw": document.Reference(Raw()), "Ahead": ahead, "Text": "/Name"})
    document.Reference(pdfdoc.PDFDictionary({"T": pdfdoc.PDFString("中(")}), "Later")
    document.info = pdfdoc.PDFDictionary({})
    document._ID = b"[<00><00>]"
    data = document.format()
    assert data.startswith(b"%PDF-1.7\n")
    objects = dict(re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", data, re.S))
    assert {key: re.sub(rb"\s+", b" ", value) for key, value in objects.items()} == {
        b"1": b"<< /A 1 >>",
        b"2": b"<< /Raw true >>",
        b"3": b"<< /T (\\376\\377N-\\000\\() >>",
        b"4": b"<< /Ahead 3 0 R /Raw 2 0 R /Text /Name >>",
        b"5": b"<< >>",
    }
    assert re.search(rb"/ID \[<00><00>\].*/Info 5 0 R.*/Root 4 0 R", data, re.S)


def test_one_line_form_hangs_on_multiline(monkeypatch):
    monkeypatch.setattr(pdfdoc.rl_config, "pdfMultiLine", 1)
    for made in (pdfdoc.PDFDictionary({"A": 1, "B": 2}), pdfdoc.PDFArray([1, 2])):
        assert made.format(None).count(b"\n ") == 1
        made.multiline = False
        assert made.format(None).count(b"\n ") == 0


def test_an_unresolved_reference_is_an_error(quiet):
    document = pdfdoc.PDFDocument(invariant=1)
    document.Catalog = pdfdoc.PDFDictionary({"A": pdfdoc.PDFObjectReference("Nowhere")})
    document.info = pdfdoc.PDFDictionary({})
    with pytest.raises(KeyError):
        document.format()


def test_raw_text_is_written_as_hexadecimal_bytes():
    document = pdfdoc.PDFDocument(invariant=1)
    assert pdfdoc.PDFText(b"\x00\xff", enc="raw").format(document) == b"<00ff>"
