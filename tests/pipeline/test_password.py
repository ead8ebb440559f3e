"""The password of encrypted files: one form however it is typed, and none that nobody can type."""

from __future__ import annotations

import pytest
from key_ring import no_ring, ring

from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.pipeline.password import Password, keys, lookup, prepared, required
from briefgen.project import PASSWORD


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
    assert required({"BRIEFGEN_PDF_PASSWORD": given}) == taken


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


def found(text: str) -> list[str | None]:
    return list(keys(lambda: Password(text, PASSWORD)))


def test_a_password_is_tried_only_after_none():
    assert list(keys(None)) == list(keys(lambda: None)) == [None]
    assert found("abc") == [None, "abc"]
    assert found("cafe\u0301") == [None, "caf\u00e9", "cafe\u0301"]
    assert next(keys(lambda: Password("x" * 128, PASSWORD))) is None


def test_the_environment_comes_before_the_key_ring(monkeypatch: pytest.MonkeyPatch):
    asked = ring(monkeypatch, {"pdf": "of the ring"})
    assert required({"BRIEFGEN_PDF_PASSWORD": "set"}) == "set"
    assert asked == []
    assert required({"BRIEFGEN_PDF_PASSWORD": ""}) == required({}) == "of the ring"
    assert asked == ["pdf", "pdf"]


def test_the_key_ring_is_asked_once_and_only_for_a_file_that_does_not_open(monkeypatch: pytest.MonkeyPatch):
    asked = ring(monkeypatch, {"pdf": "of the ring"})
    look = lookup({})
    assert next(keys(look)) is None
    assert asked == []
    assert list(keys(look)) == list(keys(look)) == [None, "of the ring"]
    assert asked == ["pdf"]
    assert "of the ring" not in repr(look())


def test_a_bad_password_in_the_key_ring_is_told_with_its_place(monkeypatch: pytest.MonkeyPatch):
    ring(monkeypatch, {"pdf": " secret"})
    with pytest.raises(EnvironmentFailure, match="What the key ring keeps for briefgen pdf is no password") as caught:
        required({})
    assert "BRIEFGEN_PDF_PASSWORD" not in caught.value.message
    assert "secret" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize("how", ["empty", "locked", "missing"])
def test_without_a_password_both_places_are_named(monkeypatch: pytest.MonkeyPatch, how: str):
    asked = no_ring(monkeypatch) if how == "missing" else ring(monkeypatch, fails=how == "locked")
    with pytest.raises(UsageMistake, match="--encrypt needs a password, and there is none") as caught:
        required({})
    assert asked == ["keyring" if how == "missing" else "pdf"]
    assert "BRIEFGEN_PDF_PASSWORD" in caught.value.hint
    assert "keyring set briefgen pdf" in caught.value.hint
