"""Mail through a real server that refuses, delays, breaks off: at most one message each, and the ledger knows."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest
from mail_server import PASSWORD, USER, Box, authority, free_port, mail_server
from parcels import CHINESE, ENGLISH, copy_of, mail_settings, means_of, parcel_of, project_with

from briefgen.deliver import sending
from briefgen.deliver.channels import smtp
from briefgen.deliver.channels.parcel import Means, Parcel
from briefgen.deliver.copies import Copy
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.sending import Sending, deliver


@pytest.fixture
def copies(tmp_path: Path) -> list[Copy]:
    return [
        copy_of(tmp_path / "pack", CHINESE, b"%PDF one" * 5000, language="zh"),
        copy_of(tmp_path / "pack", ENGLISH, b"%PDF two" * 5000, brief="software"),
    ]


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    with mail_server() as found:
        yield found


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp.Server, "__init__", _impatient(smtp.Server.__init__))


def _impatient(made):
    def init(self, *arguments, **options):
        made(self, *arguments, **{"patience": 1.0, "last_patience": 1.0, **options})

    return init


def run(means: Means, parcels: Sequence[Parcel], waited: list[float] | None = None) -> list[Sending]:
    with open_ledger(means.project) as ledger:
        return list(deliver(parcels, means, ledger, (waited if waited is not None else []).append))


def states(means: Means) -> dict[str, set[str]]:
    """Return the states of deliveries, by recipient."""
    found: dict[str, set[str]] = {}
    with open_ledger(means.project, reading=True) as ledger:
        for row in ledger.rows():
            found.setdefault(row.recipient, set()).add(row.state)
    return found


def parsed(data: bytes) -> EmailMessage:
    found = email.message_from_bytes(data, policy=email.policy.SMTP)
    assert isinstance(found, EmailMessage)
    return found


def test_what_arrives_is_what_was_packed(tmp_path: Path, copies: list[Copy], box: tuple[Box, int]):
    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    chinese = {"recipient": "host", "address": "host@example.net", "language": "zh"}
    parcels = [parcel_of(copies), parcel_of(copies, **chinese)]
    assert [each.status for each in run(means, parcels)] == ["sent", "sent"]
    assert [(sender, to) for sender, to, _ in box[0].arrived] == [
        ("desk@example.org", ("office@example.net",)),
        ("desk@example.org", ("host@example.net",)),
    ]
    english, other = map(parsed, box[0].messages)
    assert (english["Subject"], other["Subject"]) == (
        "Nordic Delegation: visit materials from Sample Office",
        "北欧代表团来访材料（示例局）",
    )
    assert (
        "Please find attached the 2 files prepared for Nordic Delegation:" in english.get_body(("plain",)).get_content()
    )
    assert "随信奉上为北欧代表团准备的材料，共2份，请查收：" in other.get_body(("plain",)).get_content()
    assert 'lang="zh-Hans"' in other.get_body(("html",)).get_content()
    for found in (english, other):
        assert [each.get_filename() for each in found.iter_attachments()] == [CHINESE, ENGLISH]
        assert [each.get_content() for each in found.iter_attachments()] == [copy.path.read_bytes() for copy in copies]
        assert found["Bcc"] is None
    assert "host@example.net" not in box[0].messages[0].decode("ascii")
    assert [each.status for each in run(means, parcels)] == ["already-sent", "already-sent"]
    assert len(box[0].arrived) == 2
    assert states(means) == {"nordic-office": {"sent"}, "host": {"sent"}}


def test_another_address_of_a_recipient_is_told_and_gets_nothing(
    tmp_path: Path, copies: list[Copy], box: tuple[Box, int]
):
    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    run(means, [parcel_of(copies)])
    (told,) = run(means, [parcel_of(copies, address="right@example.net")])
    assert told.status == "already-sent"
    assert "to another address than the file has now" in told.reason
    assert "another id" in told.hint
    assert "@" not in told.reason + told.hint
    assert len(box[0].arrived) == 1
    (same,) = run(means, [parcel_of(copies)])
    assert same.hint == ""


def test_a_refused_recipient_keeps_back_nobody_else(tmp_path: Path, copies: list[Copy], box: tuple[Box, int]):
    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    box[0].recipient = ["550 no such user <office@example.net> here"]
    waited: list[float] = []
    other = parcel_of(copies, recipient="host", address="host@example.net")
    refused, sent = run(means, [parcel_of(copies), other], waited)
    assert (refused.status, sent.status, waited) == ("failed", "sent", [])
    assert "550 no such user" in refused.reason
    assert len(box[0].arrived) == 1
    assert states(means) == {"nordic-office": {"failed"}, "host": {"sent"}}
    with open_ledger(means.project) as ledger:
        assert not any("@example.net" in row.reason for row in ledger.rows())
    assert [each.status for each in run(means, [parcel_of(copies), other])] == ["sent", "already-sent"]


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ("recipient", "451 try again later"),
        ("recipient", "421 closing"),
        ("recipient", "drop"),
        ("before", "451 not now"),
        ("before", "drop"),
        ("after", "451 not now"),
        ("after", "421 shutting down"),
    ],
)
def test_what_may_pass_is_tried_again(
    tmp_path: Path, copies: list[Copy], box: tuple[Box, int], place: str, answer: str
):
    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    setattr(box[0], place, [answer, answer])
    waited: list[float] = []
    (found,) = run(means, [parcel_of(copies)], waited)
    assert (found.status, found.tries, waited) == ("sent", 3, list(sending.WAITS[:2]))
    assert len(box[0].arrived) == 1
    with open_ledger(means.project) as ledger:
        assert {(row.state, row.attempts, row.message_id) for row in ledger.rows()} == {("sent", 3, found.message)}
    assert parsed(box[0].messages[0])["Message-ID"] == found.message


def test_half_a_message_is_none(tmp_path: Path, box: tuple[Box, int]):
    large = copy_of(tmp_path / "pack", CHINESE, bytes(12_000_000))  # more than fits between the two
    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    box[0].before = ["cut"]
    waited: list[float] = []
    (found,) = run(means, [parcel_of([large])], waited)
    assert (found.status, found.tries, len(waited), len(box[0].arrived)) == ("sent", 2, 1, 1)


def test_what_does_not_pass_is_left_for_the_next_run(tmp_path: Path, copies: list[Copy], box: tuple[Box, int]):
    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    box[0].recipient = ["451 grey"] * 4
    (found,) = run(means, [parcel_of(copies)])
    assert (found.status, found.tries) == ("failed", 4)
    assert run(means, [parcel_of(copies)])[0].status == "sent"
    assert len(box[0].arrived) == 1


@pytest.mark.parametrize("answer", ["550 spam", "554 no"])
def test_a_refused_message_is_not_tried_again(tmp_path: Path, copies: list[Copy], box: tuple[Box, int], answer: str):
    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    box[0].after = [answer]
    (found,) = run(means, [parcel_of(copies)])
    assert (found.status, found.tries, answer in found.reason) == ("failed", 1, True)


@pytest.mark.parametrize(
    ("answer", "arrives"),
    [("drop", False), ("keep-drop", True), ("slow", False), ("keep-slow", True), ("keep-nonsense", True)],
)
def test_after_the_final_dot_nobody_knows(
    tmp_path: Path, copies: list[Copy], box: tuple[Box, int], answer: str, arrives: bool
):
    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    box[0].after, box[0].slow = [answer], 3
    (found,) = run(means, [parcel_of(copies)])
    assert (found.status, found.tries, len(box[0].arrived)) == ("unknown", 1, int(arrives))
    (again,) = run(means, [parcel_of(copies)])
    assert (again.status, again.message, "ledger settle" in again.hint) == ("unknown", found.message, True)
    assert len(box[0].arrived) == int(arrives)
    assert states(means) == {"nordic-office": {"unknown"}}
    with open_ledger(means.project) as ledger:
        ledger.settle(found.message, sent=arrives, by="the desk")
    (third,) = run(means, [parcel_of(copies)])
    assert third.status == ("already-sent" if arrives else "sent")
    assert len(box[0].arrived) == 1
    assert parsed(box[0].messages[0])["Message-ID"] == found.message
    assert states(means) == {"nordic-office": {"sent"}}


def test_a_new_copy_goes_alone(tmp_path: Path, copies: list[Copy], box: tuple[Box, int]):
    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    run(means, [parcel_of(copies[:1])])
    before, new = run(means, [parcel_of(copies)])
    assert (before.status, new.status) == ("already-sent", "sent")
    assert [len(list(parsed(data).iter_attachments())) for data in box[0].messages] == [1, 1]


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("trusted", [True, False])
def test_encryption_with_certificates_that_are_trusted(
    tmp_path: Path, copies: list[Copy], monkeypatch: pytest.MonkeyPatch, security: str, trusted: bool
):
    file, context = authority(tmp_path / "ca")
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with mail_server(**{security: context}, login=True) as (box, port):
        settings = mail_settings(port, security=security, more={"user": USER})
        means = means_of(project_with(tmp_path / "p", settings, BRIEFGEN_SMTP_PASSWORD=PASSWORD))
        (found,) = run(means, [parcel_of(copies)])
        assert found.status == ("sent" if trusted else "failed")
        assert len(box.arrived) == int(trusted)
        assert trusted or "not trusted" in found.reason


def test_a_certificate_for_another_name_is_refused(tmp_path: Path, copies: list[Copy], monkeypatch: pytest.MonkeyPatch):
    file, context = authority(tmp_path / "ca", host="elsewhere.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with mail_server(tls=context) as (box, port):
        means = means_of(project_with(tmp_path / "p", mail_settings(port, security="tls")))
        (found,) = run(means, [parcel_of(copies)])
        assert (found.status, found.tries, box.arrived) == ("failed", 1, [])


def test_nothing_goes_without_encryption(tmp_path: Path, copies: list[Copy], box: tuple[Box, int]):
    settings = mail_settings(box[1], security="starttls")
    means = means_of(project_with(tmp_path / "p", settings))
    (found,) = run(means, [parcel_of(copies)])
    assert (found.status, box[0].said, box[0].arrived) == ("failed", [], [])
    assert "no encryption" in found.reason


def test_a_wrong_password_is_told_once_and_never_shown(tmp_path: Path, copies: list[Copy]):
    with mail_server(login=True) as (box, port):
        settings = mail_settings(port, more={"user": USER})
        means = means_of(project_with(tmp_path / "p", settings, BRIEFGEN_SMTP_PASSWORD="not this"))
        (found,) = run(means, [parcel_of(copies)])
        assert (found.status, found.tries, box.arrived) == ("failed", 1, [])
        assert "not this" not in repr(found)
        means = means_of(project_with(tmp_path / "p", settings, BRIEFGEN_SMTP_PASSWORD=PASSWORD))
        assert run(means, [parcel_of(copies)])[0].status == "sent"


def test_without_a_password_nothing_is_tried(tmp_path: Path, copies: list[Copy], monkeypatch: pytest.MonkeyPatch):
    keyring = pytest.importorskip("keyring")
    monkeypatch.setattr(keyring, "get_password", lambda service, account: None)
    settings = mail_settings(free_port(), more={"user": USER})
    means = means_of(project_with(tmp_path / "p", settings))
    (found,) = run(means, [parcel_of(copies)])
    assert found.status == "failed"
    assert "BRIEFGEN_SMTP_PASSWORD" in found.hint


def test_the_key_ring_holds_the_password_too(tmp_path: Path, copies: list[Copy], monkeypatch: pytest.MonkeyPatch):
    keyring = pytest.importorskip("keyring")
    kept = {("briefgen", f"{USER}@127.0.0.1"): PASSWORD}
    monkeypatch.setattr(keyring, "get_password", lambda service, account: kept.get((service, account)))
    with mail_server(login=True) as (_, port):
        means = means_of(project_with(tmp_path / "p", mail_settings(port, more={"user": USER})))
        assert run(means, [parcel_of(copies)])[0].status == "sent"


def test_no_server_is_a_fault_that_may_pass(tmp_path: Path, copies: list[Copy]):
    means = means_of(project_with(tmp_path / "p", mail_settings(free_port())))
    (found,) = run(means, [parcel_of(copies)])
    assert (found.status, found.tries) == ("failed", len(sending.WAITS) + 1)


@pytest.mark.parametrize("where", ["settings", "server"])
def test_what_is_too_large_is_refused_before_it_goes(tmp_path: Path, copies: list[Copy], where: str):
    with mail_server(limit=20_000 if where == "server" else 0) as (box, port):
        more = {"limit": "50 KB"} if where == "settings" else {}
        means = means_of(project_with(tmp_path / "p", mail_settings(port, more=more)))
        (found,) = run(means, [parcel_of(copies)])
        assert (found.status, box.arrived) == ("failed", [])
        assert "too large" in found.reason
        assert "s3" in found.hint


@pytest.mark.parametrize(
    "address", ["", "a@b@example.net", "a@example.net\r\nRCPT TO:<x@example.com>", "a b@example.net"]
)
def test_what_is_no_address_reaches_no_server(tmp_path: Path, copies: list[Copy], box: tuple[Box, int], address: str):
    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    (found,) = run(means, [parcel_of(copies, address=address)])
    assert (found.status, box[0].said, box[0].arrived) == ("failed", [], [])


def test_addresses_of_any_script(tmp_path: Path, copies: list[Copy], box: tuple[Box, int]):
    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    first = parcel_of(copies, recipient="a", address="office@例子.测试")
    second = parcel_of(copies, recipient="b", address="办公室@例子.测试")
    assert [each.status for each in run(means, [first, second])] == ["sent", "sent"]
    assert box[0].said == ["office@xn--fsqu00a.xn--0zwm56d", "办公室@xn--fsqu00a.xn--0zwm56d"]


def test_a_file_that_was_changed_does_not_go(tmp_path: Path, copies: list[Copy], box: tuple[Box, int]):
    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    copies[0].path.write_bytes(b"%PDF other")
    (found,) = run(means, [parcel_of(copies)])
    assert (found.status, box[0].arrived) == ("failed", [])
    assert "changed after it was packed" in found.reason
    assert states(means) == {"nordic-office": {"failed"}}


@pytest.mark.parametrize("bad", ["../secret.pdf", "a/b.pdf", "a\\b.pdf", "x\r\nBcc: y.pdf", "..", "con.pdf", ""])
def test_what_is_no_name_of_a_file_does_not_go(tmp_path: Path, copies: list[Copy], box: tuple[Box, int], bad: str):
    from dataclasses import replace

    means = means_of(project_with(tmp_path / "p", mail_settings(box[1])))
    (found,) = run(means, [parcel_of([replace(copies[0], name=bad)])])
    assert (found.status, box[0].said, box[0].arrived) == ("failed", [], [])
