"""The password of encrypted files: one form however it is typed, and none that nobody can type."""

from __future__ import annotations

import pytest

from briefgen.errors import EnvironmentFailure
from briefgen.pipeline.password import keys, pdf_password, prepared


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("caf\u00e9", "caf\u00e9"),
        ("cafe\u0301", "caf\u00e9"),
        ("Küste-蓝-1949", "Küste-蓝-1949"),
        ("I\u00adX", "IX"),  # RFC 4013, section 3, examples 1 to 5
        ("user", "user"),
        ("USER", "USER"),
        ("\u00aa", "a"),
        ("\u2168", "IX"),
        ("a\u3000b", "a b"),
        ("a\u200bb", "ab"),
        ("\u0627\u0628", "\u0627\u0628"),
        ("key 🔑", "key 🔑"),
        ("ａ" * 127, "a" * 127),
    ],
)
def test_a_password_has_one_form(given: str, taken: str):
    assert prepared(given) == taken
    assert prepared(taken) == taken
    assert pdf_password({"BRIEFGEN_PDF_PASSWORD": given}) == taken


@pytest.mark.parametrize(
    ("given", "why"),
    [
        *(
            (f"secret{character}", "cannot be typed")
            for character in "\r\n\t\0\x7f\x85\x9b\u2028\u202e\ue000\ufffd\U000e0041"
        ),
        *((blank, "begins or ends with a space") for blank in (" ", "\u3000", "\u00ad", " secret", "secret\u00a0")),
        ("\u06271", "from the right"),
        ("\u0627secret\u0628", "from the right"),
        ("\udcff", "is no text"),
        ("x" * 128, "longer than 127 bytes"),
    ],
)
def test_what_nobody_can_type_is_refused_without_telling_it(given: str, why: str):
    with pytest.raises(EnvironmentFailure, match=why) as caught:
        prepared(given)
    assert "secret" not in caught.value.message + caught.value.hint
    assert given.strip() == "" or given not in caught.value.message + caught.value.hint


def test_a_password_is_tried_only_after_none():
    assert list(keys(None)) == list(keys("")) == [None]
    assert list(keys("abc")) == [None, "abc"]
    assert list(keys("cafe\u0301")) == [None, "caf\u00e9", "cafe\u0301"]
    assert next(keys("x" * 128)) is None
    assert pdf_password({}) is None
    assert pdf_password({"BRIEFGEN_PDF_PASSWORD": ""}) is None
