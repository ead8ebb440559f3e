"""Two recipients of one delegation with one e-mail address are warned of, wherever they stand, without the address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from delegations import DELEGATION, project_of_guests
from json_document import documented
from mail_server import free_port
from parcels import ENGLISH, copy_of, mail_settings

from briefgen.cli.main import run
from briefgen.deliver import ready
from briefgen.deliver.copies import Pack
from briefgen.deliver.delegations import load_delegation
from briefgen.deliver.shared_addresses import shared_addresses
from briefgen.errors import Problem
from briefgen.project import Project

SAMPLE = DELEGATION.replace("name:", "sample: yes\nname:", 1)
ENTRY = "  - {{id: {}, name: {{zh: 示例窗, en: Sample Counter}}, address: '{}', language: en, channels: [{}]}}\n"
HEADS = "part,id,name.zh,name.en,address,language,channels\n"
SAID = "The recipient counter has the e-mail address of the recipient office."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of_guests(tmp_path)


def file_of(project: Project) -> Path:
    return project.data / "delegations" / "guests.yaml"


def found(project: Project, *addresses: str, channel: str = "mail") -> list[Problem]:
    """Add recipients with these addresses to one that has office@example.org, and return what is warned of."""
    names = ("counter", "second", "third")
    entries = [ENTRY.format(name, address, channel) for name, address in zip(names, addresses, strict=False)]
    file_of(project).write_text(SAMPLE + "".join(entries), "utf-8")
    return list(shared_addresses(load_delegation(file_of(project), project)).values())


@pytest.mark.parametrize("address", ["office@example.org", "office@Example.ORG", "Office@example.org"])
def test_the_second_entry_is_told_with_its_place_and_without_the_address(project: Project, address: str):
    (warning,) = found(project, address)
    assert warning.message == SAID
    line = file_of(project).read_text("utf-8").splitlines()[warning.place.line - 1]
    assert line[warning.place.column - 1 :].startswith(f"'{address}'")
    assert "If both are meant, leave it" in warning.hint
    assert "@" not in warning.message + warning.hint


def test_another_form_of_one_address_is_the_same(project: Project):
    (warning,) = found(project, "é@münchen.example", "E\u0301@xn--mnchen-3ya.example")
    assert warning.message == "The recipient second has the e-mail address of the recipient counter."


@pytest.mark.parametrize("address", ["office@example.com", "desk@example.org", "office@sub.example.org"])
def test_other_addresses_are_others(project: Project, address: str):
    assert found(project, address) == []


def test_of_three_the_second_and_the_third_are_told(project: Project):
    told = found(project, "office@example.org", "OFFICE@example.org")
    assert [one.message for one in told] == [
        SAID,
        "The recipient second has the e-mail address of the recipient office.",
    ]


def test_names_in_a_messenger_are_no_addresses(project: Project):
    assert found(project, "示例号", "示例号", channel="messenger") == []


def test_rows_of_a_sheet_are_compared_too(project: Project):
    rows = "recipients,counter,示例窗,Sample Counter,OFFICE@example.org,en,mail\n"
    (project.data / "delegations" / "guests.csv").write_text(HEADS + rows, "utf-8")
    file_of(project).write_text(f"{SAMPLE}rows-from: [guests.csv]\n", "utf-8")
    (warning,) = shared_addresses(load_delegation(file_of(project), project)).values()
    assert (warning.message, str(warning.place)) == (SAID, "data/delegations/guests.csv:E2")


def test_check_warns_and_finds_no_mistake(project: Project, capsys: pytest.CaptureFixture[str]):
    found(project, "Office@example.org")
    assert run(["-C", str(project.root), "check", "guests"]) == 0
    out, err = capsys.readouterr()
    assert out == "guests: 1 warning\n"
    assert err.startswith("Warning: data/delegations/guests.yaml:")
    assert SAID in err
    assert "@" not in err


@pytest.fixture
def packed(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project whose guests have a pack, which is played, and two recipients with one address."""
    found(project, "Office@example.org")
    settings = project.settings.read_text("utf-8")
    lines = "".join(f"  {line}\n" for line in mail_settings(free_port(), rest="folder: out\n").splitlines())
    project.settings.write_text(f"{settings}\ndeliver:\n{lines}", "utf-8")
    copy = copy_of(project.root / "pack", ENGLISH)
    pack = Pack("guests", project.root / "pack", None, (copy,), (), project.root / "pack" / "manifest.json")
    monkeypatch.setattr(ready, "pack_of", lambda project, delegation: pack)
    monkeypatch.setattr(ready, "asked_again", lambda *_: ())
    return project


def test_deliver_warns_before_anything_goes(packed: Project, capsys: pytest.CaptureFixture[str]):
    command = ["-C", str(packed.root), "deliver", "guests", "--dry-run"]
    assert run([*command, "--channel", "mail"]) == 0
    err = capsys.readouterr().err
    assert err.count("Warning: ") == err.count(SAID) == 1
    assert "@" not in err
    assert run([*command, "--channel", "mail", "--json"]) == 0
    office, counter = map(json.loads, capsys.readouterr().out.splitlines())
    documented(counter)
    assert (counter["recipient"], counter["status"], office["problems"]) == ("counter", "foreseen", [])
    (told,) = counter["problems"]
    assert (told["severity"], told["message"]) == ("warning", SAID)


@pytest.mark.parametrize("options", [("--channel", "folder"), ("--to", "office"), ("--to", "me@example.net")])
def test_deliver_warns_only_of_whom_mail_goes_to(
    packed: Project, capsys: pytest.CaptureFixture[str], options: tuple[str, str]
):
    assert run(["-C", str(packed.root), "deliver", "guests", "--dry-run", *options]) == 0
    assert "Warning" not in capsys.readouterr().err
