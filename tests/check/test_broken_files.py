"""A file that is broken in one way is found, by the rule for it; a whole one is not faulted."""

from __future__ import annotations

from functools import cache

import pikepdf
import pytest
from broken_editions import Break, broken
from broken_files import BROKEN, BROKEN_2
from every_role import every_role

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.inspection import inspect_file
from briefgen.check.finished.matching import differences
from briefgen.check.finished.opened import open_finished
from briefgen.check.finished.said import said_in_file, said_in_record
from briefgen.pdf.profiles import PROFILES, Profile, ProfileName

FIRST, SECOND = PROFILES["ua1+a3a"], PROFILES["ua2+a4f"]


@cache
def whole(profile: Profile) -> bytes:
    return every_role(files=profile.attachments, profile=profile).finish()


def rules(data: bytes, profile: Profile) -> set[str]:
    expected = Claims(profile.ua, profile.archive, profile.level)
    return {finding.rule for finding in inspect_file(data, expected=expected).findings}


def name(value: object) -> str:
    return value.__name__ if callable(value) else str(value)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_whole_file_is_not_faulted(profile: ProfileName):
    report = inspect_file(whole(PROFILES[profile]))
    assert report.findings == ()
    assert report.ok


@pytest.mark.parametrize(("change", "rule"), BROKEN, ids=name)
def test_what_is_broken_is_found(change: Break, rule: str):
    assert rule in rules(broken(whole(FIRST), change), FIRST)


@pytest.mark.parametrize(("change", "rule"), BROKEN_2, ids=name)
def test_what_is_broken_is_found_in_the_second_part(change: Break, rule: str):
    assert rule in rules(broken(whole(SECOND), change), SECOND)


def test_a_wrong_reading_order_is_found_by_comparing_with_what_was_drawn():
    drawing = every_role(files=True, profile=FIRST)
    data = drawing.finish()
    record = said_in_record(drawing.tree)

    def found(file: bytes) -> list[object]:
        opened = open_finished(file)
        names = {one.address: one.name for one in opened.attachments}
        return list(differences(record, said_in_file(opened.tree.top[0], names), "1.7"))

    def swapped(pdf: pikepdf.Pdf) -> None:
        body = pdf.Root.StructTreeRoot.K.K[0].K[2].K
        body[1], body[2] = body[2], body[1]

    # No rule can see it: only whoever wrote the file knows the order.
    assert rules(broken(data, swapped), FIRST) == set()
    assert not found(data)
    assert found(broken(data, swapped))
