"""Identifiers of files are bytes; some of them look like text."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.check.finished.values import plain, spellings


@given(st.binary(min_size=16, max_size=16))
@example(bytes.fromhex("535b2322e322f6766a1e7c720c2b5732"))  # all of it is text in PDFDocEncoding
@example(bytes.fromhex("fffeb7c0b962a40b9a2a42f3d5b902ea"))  # begins as UTF-16 does
@example(b"\xef\xbb\xbfThirteen byte")
@example(b"\xfe\xff" + "七个汉字共七".encode("utf-16-be") + b"\x00a")
def test_an_identifier_is_known_again_whatever_it_looks_like(identifier: bytes):
    found = plain(pikepdf.Object.parse(b"<%s>" % identifier.hex().encode()))
    assert identifier in spellings(found)
    assert bytes(16) not in spellings(found) or identifier == bytes(16)


@pytest.mark.parametrize("value", [None, 1, "/P", "12 0 R", [], {}])
def test_what_is_no_string_has_no_bytes(value: object):
    assert spellings(value) == frozenset()  # type: ignore[arg-type]
