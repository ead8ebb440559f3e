"""Storage that speaks S3, played by moto: what is stored is what was packed, links work and expire."""

from __future__ import annotations

import email
import email.policy
import re
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from mail_server import free_port, mail_server
from parcels import CHINESE, ENGLISH, copy_of, mail_settings, means_of, parcel_of, project_with
from storage_server import storage_client, storage_service

from briefgen.deliver.channels import s3
from briefgen.deliver.channels.parcel import Means, Parcel
from briefgen.deliver.copies import Copy
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.sending import Sending, deliver

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
KEYS = {"BRIEFGEN_S3_KEY": "key", "BRIEFGEN_S3_SECRET": "secret"}


@pytest.fixture
def service() -> Iterator[str]:
    with storage_service() as address:
        yield address


def settings(service: str, more: str = "") -> str:
    return f"s3:\n  endpoint: {service}\n  bucket: packs\n  prefix: office/packs\n  expires: 48 hours\n{more}"


@pytest.fixture
def copies(tmp_path: Path) -> list[Copy]:
    return [
        copy_of(tmp_path / "pack", CHINESE, b"%PDF one" * 5000),
        copy_of(tmp_path / "pack", ENGLISH, b"%PDF two" * 5000, brief="software"),
    ]


def run(means: Means, *parcels: Parcel) -> list[Sending]:
    with open_ledger(means.project) as ledger:
        return list(deliver(parcels, means, ledger, lambda seconds: None))


def fetched(address: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(address) as answer:
        return answer.read(), answer.headers["Content-Disposition"]


def test_links_lead_to_the_files(tmp_path: Path, service: str, copies: list[Copy]):
    storage_client(service).create_bucket(Bucket="packs")
    means = means_of(project_with(tmp_path / "p", settings(service), **KEYS))
    (found,) = run(means, parcel_of(copies, "s3", recipient="nordic", address=""))
    assert (found.status, found.receipt) == ("sent", "s3://packs/office/packs/nordic")
    assert [link.name for link in found.links] == [CHINESE, ENGLISH]
    for link, copy in zip(found.links, copies, strict=True):
        data, disposition = fetched(link.address)
        assert data == copy.path.read_bytes()
        name = re.search(r"filename\*=UTF-8''(\S+)", disposition)
        assert name and unquote(name[1]) == copy.name
        assert parse_qs(urlsplit(link.address).query)["X-Amz-Expires"] == ["172800"]
        assert "secret" not in link.address
    with open_ledger(means.project) as ledger:
        assert not any("X-Amz" in row.receipt for row in ledger.rows())
    assert [each.status for each in run(means, parcel_of(copies, "s3", recipient="nordic", address=""))] == [
        "already-sent"
    ]


def test_what_lies_there_damaged_is_stored_again(tmp_path: Path, service: str, copies: list[Copy]):
    storage_client(service).create_bucket(Bucket="packs")
    means = means_of(project_with(tmp_path / "p", settings(service), **KEYS))
    parcel = parcel_of(copies[:1], "s3")
    assert s3.send(parcel, means).state == "sent"
    (entry,) = storage_client(service).list_objects_v2(Bucket="packs")["Contents"]
    storage_client(service).put_object(Bucket="packs", Key=entry["Key"], Body=b"x" * copies[0].size)
    (link,) = s3.send(parcel, means).links
    assert fetched(link.address)[0] == copies[0].path.read_bytes()


def test_a_service_that_keeps_something_else_is_not_believed(
    tmp_path: Path, service: str, copies: list[Copy], monkeypatch: pytest.MonkeyPatch
):
    storage_client(service).create_bucket(Bucket="packs")
    means = means_of(project_with(tmp_path / "p", settings(service), **KEYS))

    def damaged(given: Any, bucket: str, key: str, copy: Copy, data: bytes) -> None:
        given.put_object(Bucket=bucket, Key=key, Body=b"x" * len(data), Metadata={"sha256": copy.sha256})

    monkeypatch.setattr(s3, "_put", damaged)
    (found,) = run(means, parcel_of(copies, "s3"))
    assert (found.status, found.links) == ("failed", ())
    assert "does not hold" in found.reason


def test_faults_are_told_plainly(tmp_path: Path, service: str, copies: list[Copy]):
    means = means_of(project_with(tmp_path / "p", settings(service), **KEYS))
    (found,) = run(means, parcel_of(copies, "s3"))
    assert (found.status, found.tries, found.reason) == (
        "failed",
        1,
        "The storage service refuses: there is no such bucket.",
    )
    means = means_of(project_with(tmp_path / "q", settings(service)))
    (found,) = run(means, parcel_of(copies, "s3"))
    assert found.status == "failed"
    assert "BRIEFGEN_S3_KEY" in found.hint
    means = means_of(project_with(tmp_path / "r", settings(f"http://127.0.0.1:{free_port()}"), **KEYS))
    (found,) = run(means, parcel_of(copies, "s3"))
    assert (found.status, found.tries) == ("failed", 4)


@pytest.mark.parametrize("where", ["settings", "server"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_too_large_for_mail_goes_as_links(
    tmp_path: Path, service: str, copies: list[Copy], where: str, language: str
):
    storage_client(service).create_bucket(Bucket="packs")
    with mail_server(limit=30_000 if where == "server" else 0) as (box, port):
        more = {"limit": "50 KB"} if where == "settings" else {}
        both = mail_settings(port, more=more, rest=settings(service))
        means = means_of(project_with(tmp_path / "p", both, SOURCE_DATE_EPOCH="1794300000", **KEYS))
        (found,) = run(means, parcel_of(copies, language=language))
    assert found.status == "sent"
    ((_, _, data),) = box.arrived
    message = email.message_from_bytes(data, policy=email.policy.SMTP)
    assert not list(message.iter_attachments())
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    links = re.findall(r"https?://\S+", text)
    assert [unescape(link) for link in re.findall(r'href="([^"]+)"', html)] == links
    assert [fetched(link)[0] for link in links] == [copy.path.read_bytes() for copy in copies]
    assert CHINESE in text
    # 2026-11-10 08:40 UTC and two days
    told = "2026年11月12日16:40（北京时间）" if language == "zh" else "16:40 Beijing time (UTC+8) on 12 November 2026"
    assert told in text
