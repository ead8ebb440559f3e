"""What a dry run foresees is what then goes, word for word; what is missing here is told, and nothing is done."""

from __future__ import annotations

import email
import email.policy
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from key_ring import ring
from mail_server import PASSWORD, mail_server
from parcels import CHINESE, ENGLISH, copy_of, mail_settings, means_of, parcel_of, project_with
from storage_server import storage_client, storage_service

from briefgen.deliver.channels.parcel import Means, Parcel, Shown
from briefgen.deliver.copies import Copy
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.sending import Sending, deliver, foresee

KEYS = {"BRIEFGEN_S3_KEY": "key", "BRIEFGEN_S3_SECRET": "secret"}
USER = "desk"
MOMENT = {"SOURCE_DATE_EPOCH": "1794300000"}


@pytest.fixture
def copies(tmp_path: Path) -> list[Copy]:
    return [
        copy_of(tmp_path / "pack", CHINESE, b"%PDF one" * 5000),
        copy_of(tmp_path / "pack", ENGLISH, b"%PDF two" * 5000, brief="software"),
    ]


@pytest.fixture
def service() -> Iterator[str]:
    with storage_service() as address:
        storage_client(address).create_bucket(Bucket="packs")
        yield address


def stored(service: str) -> str:
    return f"s3:\n  endpoint: {service}\n  bucket: packs\n  prefix: office/packs\n  expires: 48 hours\n"


def foreseen(means: Means, parcel: Parcel) -> Sending:
    """Foresee a parcel where no talk with any other machine is possible."""
    with pytest.MonkeyPatch.context() as closed:
        closed.setattr(socket.socket, "connect", lambda *_: pytest.fail("A dry run asks another machine."))
        with open_ledger(means.project, reading=True) as ledger:
            (found,) = foresee([parcel], means, ledger)
    return found


def sent(means: Means, parcel: Parcel) -> Sending:
    with open_ledger(means.project) as ledger:
        (found,) = deliver([parcel], means, ledger, lambda seconds: None)
    return found


def shown(found: Sending) -> Shown:
    assert found.shown is not None
    return found.shown


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_mail_says_what_was_foreseen(tmp_path: Path, copies: list[Copy], language: str):
    with mail_server() as (box, port):
        means = means_of(project_with(tmp_path / "p", mail_settings(port)))
        parcel = parcel_of(copies, language=language)
        found = foreseen(means, parcel)
        assert box.said == []
        assert sent(means, parcel).status == "sent"
        (data,) = box.messages
    message = email.message_from_bytes(data, policy=email.policy.SMTP)
    plain = message.get_body(("plain",))
    assert plain is not None
    assert shown(found).texts == {language: plain.get_content().replace("\r\n", "\n")}
    assert shown(found).sender == str(message["From"]).replace('"', "")
    assert found.foreseen is not None
    assert found.foreseen.subject == message["Subject"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_mail_with_links_says_the_same_but_for_the_links(tmp_path: Path, copies: list[Copy], service: str):
    with mail_server() as (box, port):
        settings = mail_settings(port, more={"limit": "50 KB"}, rest=stored(service))
        means = means_of(project_with(tmp_path / "p", settings, **KEYS, **MOMENT))
        found = foreseen(means, parcel_of(copies))
        assert storage_client(service).list_objects_v2(Bucket="packs")["KeyCount"] == 0
        assert sent(means, parcel_of(copies)).status == "sent"
        (data,) = box.messages
    plain = email.message_from_bytes(data, policy=email.policy.SMTP).get_body(("plain",))
    assert plain is not None
    text, links = re.subn(r"http://127\S+", "https://…", plain.get_content().replace("\r\n", "\n"))
    assert links == 2
    assert shown(found).texts == {"en": text}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_files_are_stored_under_the_names_that_were_foreseen(tmp_path: Path, copies: list[Copy], service: str):
    means = means_of(project_with(tmp_path / "p", stored(service), **KEYS))
    parcel = parcel_of(copies, "s3", recipient="nordic", address="")
    found = foreseen(means, parcel)
    assert sent(means, parcel).status == "sent"
    there = {one["Key"] for one in storage_client(service).list_objects_v2(Bucket="packs")["Contents"]}
    assert set(shown(found).names) == there
    assert len(there) == 2


def test_a_messenger_gets_the_texts_and_names_that_were_foreseen(tmp_path: Path, copies: list[Copy]):
    means = means_of(project_with(tmp_path / "p", "messenger: {folder: by-hand}\n"))
    files = [
        copy.__class__(**{**vars(copy), "path": copy.path.rename(copy.path.with_suffix(".bin"))}) for copy in copies
    ]
    parcel = parcel_of(files, "messenger", address="")
    found = foreseen(means, parcel)
    assert not (means.project.root / "by-hand").exists()
    folder = Path(sent(means, parcel).receipt)
    texts = {
        language: (folder / f"text-{language}.txt").read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        for language in ("zh", "en")
    }
    assert shown(found).texts == texts
    assert sorted([*shown(found).names, "text-en.txt", "text-zh.txt"]) == sorted(path.name for path in folder.iterdir())


def test_a_password_that_is_missing_is_told_with_the_words_all_the_same(
    tmp_path: Path, copies: list[Copy], monkeypatch: pytest.MonkeyPatch
):
    kept: dict[str, str] = {}
    ring(monkeypatch, kept)
    means = means_of(project_with(tmp_path / "p", mail_settings(9, more={"user": USER})))
    found = foreseen(means, parcel_of(copies))
    assert (found.status, found.reason) == ("failed", "There is no password for the mail server.")
    assert "BRIEFGEN_SMTP_PASSWORD" in found.hint
    assert shown(found).texts["en"].startswith("Dear Nordic office,\n")
    kept[f"{USER}@127.0.0.1"] = PASSWORD
    assert foreseen(means, parcel_of(copies)).status == "foreseen"


def test_links_need_key_and_secret(tmp_path: Path, copies: list[Copy], monkeypatch: pytest.MonkeyPatch):
    ring(monkeypatch)
    settings = mail_settings(9, more={"limit": "50 KB"}, rest=stored("https://s3.example.org"))
    for known, what in (({}, "key"), ({"BRIEFGEN_S3_KEY": "key"}, "secret")):
        means = means_of(project_with(tmp_path / what, settings, **known))
        for parcel in (parcel_of(copies), parcel_of(copies, "s3", recipient="nordic", address="")):
            found = foreseen(means, parcel)
            assert (found.status, found.reason) == ("failed", f"There is no {what} for the storage service.")


def test_a_library_that_is_missing_is_told(tmp_path: Path, copies: list[Copy], monkeypatch: pytest.MonkeyPatch):
    means = means_of(project_with(tmp_path / "p", "messenger: {folder: by-hand}\n"))
    assert foreseen(means, parcel_of(copies, "messenger", address="")).status == "foreseen"
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    found = foreseen(means, parcel_of(copies, "messenger", address=""))
    assert (found.status, found.hint) == ("failed", 'Install it: pip install "briefgen[messenger]"')


@pytest.mark.parametrize("channel", ["folder", "mail", "messenger"])
def test_a_file_that_was_changed_since_is_told(tmp_path: Path, copies: list[Copy], channel: str):
    settings = mail_settings(9, rest="folder: out\nmessenger: {folder: by-hand}\n")
    means = means_of(project_with(tmp_path / "p", settings))
    assert foreseen(means, parcel_of(copies, channel)).status == "foreseen"
    copies[1].path.write_bytes(b"changed")
    found = foreseen(means, parcel_of(copies, channel))
    assert found.status == "failed"
    assert "was changed after it was packed" in found.reason


@pytest.mark.parametrize("channel", ["folder", "mail", "messenger", "s3"])
def test_settings_that_are_missing_are_told(tmp_path: Path, copies: list[Copy], channel: str):
    rest = "folder: out\n" if channel != "folder" else "messenger: {folder: by-hand}\n"
    found = foreseen(means_of(project_with(tmp_path / "p", rest)), parcel_of(copies, channel))
    assert (found.status, found.shown) == ("failed", None)
    assert f"`{channel}:`" in found.hint
