"""Who gets what, by what the delegation's file says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from parcels import copy_of, project_with

from briefgen.deliver.addressing import by_hand, parcels_of
from briefgen.deliver.copies import Copy
from briefgen.errors import UsageMistake
from briefgen.spec.delegation import Delegation
from briefgen.spec.reader import read_yaml
from briefgen.spec.validate import validate

FILE = """
delegation: nordic
name: {zh: 北欧代表团, en: Nordic Delegation}
short: {zh: 北欧团, en: Nordic}
arrival: 2026-11-20
departure: 2026-11-23
briefs: [robotics]
recipients:
  - {id: office, name: {zh: 办公室, en: Office}, address: office@example.net, language: en, channels: [mail, s3]}
  - {id: host, name: {zh: 接待方, en: Host}, address: host@example.net, language: zh, channels: [mail]}
  - {id: liaison, name: {zh: 联络人, en: Liaison}, language: zh, channels: [messenger]}
channels: [folder]
"""


def delegation_of(folder: Path, text: str = FILE) -> Delegation:
    project = project_with(folder, "folder: out\n")
    path = folder / "nordic.yaml"
    path.write_text(text, "utf-8")
    return validate(read_yaml(path, project), Delegation, project)


@pytest.fixture
def delegation(tmp_path: Path) -> Delegation:
    return delegation_of(tmp_path)


@pytest.fixture
def copies(tmp_path: Path) -> list[Copy]:
    return [
        copy_of(tmp_path, "a.pdf", b"a", brief="robotics", language="zh-en"),
        copy_of(tmp_path, "b-zh.pdf", b"b", brief="software", language="zh"),
        copy_of(tmp_path, "b-en.pdf", b"c", brief="software", language="en"),
        copy_of(tmp_path, "c-zh.pdf", b"d", brief="visit", language="zh"),
    ]


def told(found: list) -> list[tuple[str, str, list[str]]]:
    return [(each.channel, each.recipient, [copy.name for copy in each.copies]) for each in found]


ALL = ["a.pdf", "b-zh.pdf", "b-en.pdf", "c-zh.pdf"]
CHINESE = ["a.pdf", "b-zh.pdf", "c-zh.pdf"]
ENGLISH = ["a.pdf", "b-en.pdf", "c-zh.pdf"]
"""What is there in one language only goes to everybody."""


def test_each_gets_the_pack_once_by_each_way(delegation: Delegation, copies: list[Copy]):
    assert told(parcels_of(delegation, copies)) == [
        ("folder", "nordic", ALL),
        ("mail", "office", ENGLISH),
        ("mail", "host", CHINESE),
        ("messenger", "liaison", CHINESE),
        ("s3", "nordic", ALL),
    ]


def test_files_have_the_names_of_the_readers_language(delegation: Delegation, copies: list[Copy]):
    named = [replace(copies[0], names={"zh": "甲.pdf", "en": "one.pdf"}), replace(copies[2], names={"en": "two.pdf"})]
    assert told(parcels_of(delegation, named, ["mail"])) == [
        ("mail", "office", ["one.pdf", "two.pdf"]),
        ("mail", "host", ["甲.pdf", "b-en.pdf"]),
    ]
    same = [replace(copy, names={"en": "same.pdf"}) for copy in named]
    assert told(parcels_of(delegation, same, to=["office"])) == [("mail", "office", ["a.pdf", "b-en.pdf"])]


def test_channels_and_recipients_can_be_chosen(delegation: Delegation, copies: list[Copy]):
    assert told(parcels_of(delegation, copies, ["folder"])) == [("folder", "nordic", ALL)]
    assert told(parcels_of(delegation, copies, to=["host"])) == [("mail", "host", CHINESE)]
    assert told(parcels_of(delegation, copies, ["mail"], ["office"])) == [("mail", "office", ENGLISH)]
    assert told(by_hand(delegation, copies, ["host"])) == [("messenger", "host", CHINESE)]


def test_a_test_goes_to_one_address_and_is_known_apart(delegation: Delegation, copies: list[Copy]):
    found = parcels_of(delegation, copies, to=["me@example.org"])
    assert [each.address for each in found] == ["me@example.org"] * 2
    assert all(each.test and each.channel == "mail" and each.recipient.startswith("test-") for each in found)
    assert len({each.recipient for each in found}) == 2
    assert not any("example" in each.recipient for each in found)


@pytest.mark.parametrize(
    ("channels", "to", "words"),
    [
        ([], ["nobody"], "no recipient"),
        (["messenger"], ["host"], "Nothing goes to host"),
        (["folder"], ["host"], "Nothing goes to host"),
        ([], ["HOST@example.net"], "address of host"),
        ([], ["me@example.org", "host"], "one address"),
        (["folder"], ["me@example.org"], "tests by mail"),
        ([], ["me@example.org\nx"], "control character"),
    ],
)
def test_what_reaches_nobody_is_refused(
    delegation: Delegation, copies: list[Copy], channels: list[str], to: list[str], words: str
):
    with pytest.raises(UsageMistake, match=words):
        parcels_of(delegation, copies, channels, to)


def test_a_channel_without_recipients_is_refused(tmp_path: Path, copies: list[Copy]):
    head, _, _ = FILE.partition("recipients:")
    alone = delegation_of(tmp_path / "alone", head + "channels: [folder, mail]\n")
    with pytest.raises(UsageMistake, match="takes mail"):
        parcels_of(alone, copies)
    with pytest.raises(UsageMistake, match="who got it"):
        by_hand(alone, copies, [])
