"""`data/` holds what the sources say: values, qualifiers, times, numbers in words, and nothing that is held back."""

from __future__ import annotations

import pytest
from content_ledger import FILE, data_faults, ledger
from data_texts import data_text_faults
from editions import ROOT
from word_runs import copied_runs, unknown_numbers, words

from briefgen.data.facts import Store
from briefgen.data.load import load_store
from briefgen.project import open_project


@pytest.fixture(scope="module")
def store() -> Store:
    return load_store(open_project(ROOT, environment={}), ("zh", "en"))


def test_data_and_the_record_of_checked_values_agree(store: Store):
    assert data_faults(store) == []


def test_texts_hold_the_same_numbers_in_both_languages_and_copy_nothing():
    assert data_text_faults(ROOT / "data") == []


def test_what_must_not_be_published_is_not_stored(store: Store):
    never = ledger().never
    assert len(never) == 7
    assert not never & set(store.facts)
    for path in (*(ROOT / "data").glob("*.yaml"), *(ROOT / "briefings").rglob("*.yaml")):
        text = path.read_text("utf-8")
        assert not [id for id in never if id in text], path.name


def test_no_brief_may_print_what_is_internal(store: Store):
    internal = {id for id, checked in ledger().facts.items() if checked.use == "internal"}
    assert len(internal) >= 9
    assert {id for id, fact in store.facts.items() if fact.publish == "internal"} == internal


def test_the_record_is_whole():
    known = ledger()
    assert len(known.facts) >= 195
    assert set(known.sources) == {checked.source for checked in known.facts.values()}
    text = FILE.read_text("utf-8")
    assert "never made from data/" in text


# The hashes of the sources


def test_runs_of_a_source_are_known_and_others_are_not():
    """A sentence of a source, in pieces too short to be one."""
    first = "With a history of more than 3,000"
    assert copied_runs(first) == []
    assert copied_runs(f"{first} years, Nanjing is the") != []
    assert copied_runs(f"{first.upper()} Years – Nanjing: is the") != []
    assert copied_runs(f"{first} years, Nanjing is the", titles=[f"{first} years, Nanjing is the capital"]) == []
    assert copied_runs("Nanjing has a history of more than three thousand years, as its people say") == []


def test_numbers_of_locators_are_known_beside_their_words():
    assert unknown_numbers("services sector generated 520 billion in revenue") == []
    assert unknown_numbers("services sector generated 530 billion in revenue") == ["generated 530", "530 billion"]


def test_words_are_compared_without_marks():
    assert words("“R&D”: 10,000 firms’ café") == ["r", "d", "10,000", "firms", "cafe"]
