"""A file that is broken in one way is found, by the rule for it; a whole one is not faulted."""

from __future__ import annotations

import re
from functools import cache

import pikepdf
import pytest
from broken_editions import Break, broken
from broken_files import BESIDE, BROKEN, BROKEN_2
from every_role import every_role

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.inspection import inspect_file
from briefgen.check.finished.matching import differences
from briefgen.check.finished.opened import open_finished
from briefgen.check.finished.report import Finding
from briefgen.check.finished.rules.hints import HINT_OF
from briefgen.check.finished.rules.structure import skipped
from briefgen.check.finished.rules.table import (
    ACCESSIBLE,
    ALWAYS,
    ANY_CLAIM,
    ARCHIVAL,
    FIRST_PART,
    LEVEL_A,
    SECOND_PART,
    TAGGED,
)
from briefgen.check.finished.said import said_in_file, said_in_record
from briefgen.pdf.profiles import PROFILES, Profile, ProfileName

FIRST, SECOND = PROFILES["ua1+a3a"], PROFILES["ua2+a4f"]


@cache
def whole(profile: Profile) -> bytes:
    return every_role(files=profile.attachments, profile=profile).finish()


def found(data: bytes, profile: Profile) -> tuple[Finding, ...]:
    return inspect_file(data, expected=Claims(profile.ua, profile.archive, profile.level)).findings


def rules(data: bytes, profile: Profile) -> set[str]:
    return {finding.rule for finding in found(data, profile)}


def test_each_finding_says_what_to_do_next():
    table = (ALWAYS, TAGGED, ACCESSIBLE, FIRST_PART, SECOND_PART, ANY_CLAIM, ARCHIVAL, LEVEL_A)
    assert set(HINT_OF) == {rule for group in table for rule in group}
    assert all(re.fullmatch(r"[A-Z][^.]+\.", hint) for hint in HINT_OF.values())
    findings = found(broken(whole(FIRST), BROKEN[0][0]), FIRST)
    assert findings
    assert all(finding.hint in HINT_OF.values() for finding in findings)
    assert all(finding.hint for finding in inspect_file(b"text").findings)


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ((1, 3), "A heading of level 3 follows one of level 1; level 2 is skipped."),
        ((1, 4), "A heading of level 4 follows one of level 1; levels 2 and 3 are skipped."),
        ((2, 6), "A heading of level 6 follows one of level 2; levels 3 to 5 are skipped."),
    ],
)
def test_skipped_headings_are_told_in_words(levels: tuple[int, int], told: str):
    assert skipped(*levels) == told


def name(value: object) -> str:
    return value.__name__ if callable(value) else str(value)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_whole_file_is_not_faulted(profile: ProfileName):
    report = inspect_file(whole(PROFILES[profile]))
    assert report.findings == ()
    assert report.ok


@pytest.mark.parametrize(("change", "rule", "told"), BROKEN, ids=name)
def test_what_is_broken_is_found_by_its_rule_alone(change: Break, rule: str, told: str):
    findings = found(broken(whole(FIRST), change), FIRST)
    assert any(finding.rule == rule and told in finding.message for finding in findings), findings
    assert {finding.rule for finding in findings} - {rule} == BESIDE.get(change, frozenset())


@pytest.mark.parametrize(("change", "rule", "told"), BROKEN_2, ids=name)
def test_what_is_broken_is_found_in_the_second_part(change: Break, rule: str, told: str):
    findings = found(broken(whole(SECOND), change), SECOND)
    assert any(finding.rule == rule and told in finding.message for finding in findings), findings
    assert {finding.rule for finding in findings} - {rule} == BESIDE.get(change, frozenset())


def test_a_carriage_return_at_the_end_of_a_stream_is_not_taken_for_its_line_end():
    """The same bytes are sound where the length leaves the carriage return to the line end."""
    pdf = whole(FIRST)
    length = pdf.rindex(b"\nendstream", 0, pdf.rindex(b"startxref"))
    stream = b"9999 0 obj\n<< /Length %d >>\nstream\nabc\r\nendstream\nendobj\n"
    ends = {count: rules(pdf[: length + 11] + stream % count + pdf[length + 11 :], FIRST) for count in (3, 4)}
    assert "ISO 19005-3, 6.1.7.1" in ends[4]
    assert "ISO 19005-3, 6.1.7.1" not in ends[3]


def test_a_wrong_reading_order_is_found_by_comparing_with_what_was_drawn():
    drawing = every_role(files=True, profile=FIRST)
    data = drawing.finish()
    record = said_in_record(drawing.tree)

    def unlike(file: bytes) -> list[object]:
        opened = open_finished(file)
        names = {one.address: one.name for one in opened.attachments}
        return list(differences(record, said_in_file(opened.tree.top[0], names), "1.7"))

    def swapped(pdf: pikepdf.Pdf) -> None:
        body = pdf.Root.StructTreeRoot.K.K[0].K[2].K
        body[1], body[2] = body[2], body[1]

    # No rule can see it: only whoever wrote the file knows the order.
    assert rules(broken(data, swapped), FIRST) == set()
    assert not unlike(data)
    assert unlike(broken(data, swapped))
