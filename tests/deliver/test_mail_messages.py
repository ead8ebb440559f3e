"""What a message says, and how names of attachments reach mail programs; nothing can begin a line of its own."""

from __future__ import annotations

import datetime
import email
import email.policy
import re
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parcels import CHINESE, ENGLISH, LONG

from briefgen.deliver.channels.mail_headers import disposition, encoded_words, mailbox, plain_name, typed, unstructured
from briefgen.deliver.channels.mail_message import Attachment, Message, foreseen_size, written

WHEN = datetime.datetime(2026, 11, 10, 8, 30, tzinfo=datetime.UTC)
DATA = bytes(range(256)) * 300


def message(**changes: object) -> bytes:
    fields: dict[str, object] = {
        "id": "<0123456789abcdef@example.org>",
        "when": WHEN,
        "sender": ("示例局", "desk@example.org"),
        "recipient": ("Åsa Öberg", "asa@example.net"),
        "language": "zh",
        "subject": "北欧代表团材料（示例局）",
        "text": "您好！\n\n.\n",
        "html": "<p>您好！</p>\n",
        "attachments": (Attachment(CHINESE, "ROB-2026-02_nordic", DATA),),
    }
    return written(Message(**{**fields, **changes}))  # type: ignore[arg-type]


def parsed(data: bytes) -> EmailMessage:
    found = email.message_from_bytes(data, policy=email.policy.SMTP)
    assert isinstance(found, EmailMessage)
    return found


def test_all_of_it_comes_back():
    found = parsed(message())
    assert found["Subject"] == "北欧代表团材料（示例局）"
    assert found["Message-ID"] == "<0123456789abcdef@example.org>"
    assert found["Date"].datetime == WHEN
    assert [(each.display_name, each.addr_spec) for each in found["To"].addresses] == [("Åsa Öberg", "asa@example.net")]
    assert [(each.display_name, each.addr_spec) for each in found["From"].addresses] == [("示例局", "desk@example.org")]
    assert found.get_body(("plain",)).get_content() == "您好！\r\n\r\n.\r\n"
    assert found.get_body(("html",)).get_content() == "<p>您好！</p>\r\n"
    (part,) = found.iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == (CHINESE, "application/pdf")
    assert part.get_content() == DATA
    assert not found.defects
    assert not part.defects
    assert found.get_all("Bcc") is None
    assert found.get_all("Cc") is None


def test_only_ascii_in_short_lines_goes_over_the_wire():
    data = message(attachments=(Attachment(CHINESE, "x", DATA), Attachment(ENGLISH, "x", DATA)))
    assert data.isascii()
    assert data.replace(b"\r\n", b"").count(b"\n") == data.replace(b"\r\n", b"").count(b"\r") == 0
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    assert not any(line.startswith(b".") for line in data.split(b"\r\n"))


@pytest.mark.parametrize(
    "name", [CHINESE, LONG, ENGLISH, "𠮷野家.pdf", 'a "b" \\c.pdf', "100%'*;=.pdf", "é" * 80 + ".pdf"]
)
def test_names_reach_every_kind_of_mail_program(name: str):
    data = message(attachments=(Attachment(name, "ROB-2026-02_nordic", DATA),))
    (part,) = parsed(data).iter_attachments()
    assert part.get_filename() == name  # RFC 2231
    head = data.partition(b"attachment;")[2].partition(b"\r\n\r\n")[0].decode("ascii")
    kind = re.search(r'Content-Type: application/pdf;\r\n name="(.*?)"\r\nContent-D', data.decode("ascii"), re.DOTALL)
    assert kind
    if name.isascii():
        assert "filename*" not in head
        return
    # Outlook and QQ Mail: encoded words in the type, each of at most 75 characters (RFC 2047).
    words = kind[1].split("\r\n ")
    assert all(len(word) <= 75 for word in words)
    assert str(make_header(decode_header(kind[1].replace("\r\n", "")))) == name
    # Whole, not in numbered parts, which QQ Mail shows as tcmime….bin.
    assert "filename*=utf-8''" in head
    assert "*0" not in head
    # What knows neither has a name of ASCII.
    assert 'filename="ROB-2026-02_nordic.pdf"' in head
    assert head.index("filename*=") < head.index('filename="')


def test_a_name_that_no_line_can_hold_is_divided():
    name = "机" * 200 + ".pdf"
    (part,) = parsed(message(attachments=(Attachment(name, "x", DATA),))).iter_attachments()
    assert part.get_filename() == name
    assert max(len(line) for line in message(attachments=(Attachment(name, "x", DATA),)).split(b"\r\n")) <= 998


@pytest.mark.parametrize(
    "bad",
    ["x\r\nBcc: all@example.com", "x\nBcc: y", "x\rBcc: y", "x\u2028Bcc: y", "x\x00y", "x\x0bBcc: y", "x\u0085Bcc: y",
     'x"\r\n\r\n<html>', "=?utf-8?B?DQpCY2M6IGE=?=", "x\ud800y"],
)  # fmt: skip
def test_no_name_begins_a_line(bad: str):
    heads = {"Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Language", "Content-Type"}
    data = message(
        sender=(bad, "desk@example.org"), recipient=(bad, "asa@example.net"), subject=bad,
        attachments=(Attachment(f"{bad}.pdf", bad, DATA),),
    )  # fmt: skip
    found = parsed(data)
    assert set(found.keys()) == heads
    assert len(found["To"].addresses) == len(found["From"].addresses) == 1
    assert found["To"].addresses[0].addr_spec == "asa@example.net"
    (part,) = found.iter_attachments()
    assert set(part.keys()) == {"Content-Type", "Content-Disposition", "Content-Transfer-Encoding"}
    assert part.get_content() == DATA


@given(st.text())
def test_any_text_is_one_value(text: str):
    for value in (unstructured(text), mailbox(text, "a@example.org"), disposition(text, "x.pdf"), typed("a/b", text)):
        assert value.isascii()
        lines = value.split("\r\n")
        assert all(line.startswith(" ") and line.strip() for line in lines[1:])
        assert not any(mark in line for line in lines for mark in "\r\n\0")


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Zs"]), min_size=1))
def test_encoded_words_say_the_text(text: str):
    words = encoded_words(text)
    assert all(len(word) <= 75 for word in words)
    assert "".join(str(make_header(decode_header(word))) for word in words) == text


@given(st.text(), st.text())
def test_plain_names_are_plain(name: str, stem: str):
    found = plain_name(name, stem)
    assert found.isascii()
    assert "\n" not in found and "\r" not in found


@given(st.lists(st.integers(0, 200_000), min_size=1, max_size=4))
def test_no_message_is_larger_than_foreseen(sizes: list[int]):
    files = tuple(Attachment(LONG, "x", bytes(size)) for size in sizes)
    assert len(message(attachments=files)) <= foreseen_size(sizes, 2000)


def test_the_same_makes_the_same_bytes():
    assert message() == message()
