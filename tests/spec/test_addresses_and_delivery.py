"""E-mail addresses of all scripts, and the settings of delivery; secrets are never keys."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import Project
from briefgen.spec.addresses import fault_of_address, sendable
from briefgen.spec.delivery import Delivery
from briefgen.spec.load import load_settings
from briefgen.spec.reader import read_bytes
from briefgen.spec.settings import Settings
from briefgen.spec.validate import validate

GOOD = (
    "a@example.org", "first.last+tag@mail.example.co",
    "o'brien@example.org", "张三示例@例子.测试", "grün@straße.example",
    "x@xn--fiqs8s.example", "a" * 64 + "@example.org", "müller@bücher.example", "a@" + "b" * 63 + ".org",
)  # fmt: skip
BAD = (
    "", "a", "a@", "@example.org", "a@b@example.org", "a b@example.org", "a@example", "a@.org", "a@example..org",
    ".a@example.org", "a.@example.org", "a..b@example.org", "a@-b.org", "a@b-.org", "a@b_c.org", "a@1.2.3.4",
    "a@[1.2.3.4]", "<a@example.org>", "A <a@example.org>", "a@example.org,b@example.org", "a@example.org\nBcc: b@c.de",
    "a\r@example.org", "a/b@example.org", "../a@example.org", "a*@example.org", "a＠example.org", "a@ｅｘample.org",
    '"a"@example.org', "a" * 65 + "@example.org", "a@" + "b" * 64 + ".org", "a@" + "b.c" * 130 + ".org",
    "a\u202e@b.org",
    "a@b.o\u200bg", "a@\u0301b.org",
)  # fmt: skip


@pytest.mark.parametrize("address", GOOD)
def test_addresses_that_are_sent_to(address: str):
    assert fault_of_address(address) is None
    assert sendable(address).rpartition("@")[2].isascii()


@pytest.mark.parametrize("address", BAD)
def test_what_is_no_address(address: str):
    assert fault_of_address(address) is not None


def test_a_domain_is_sent_as_it_was_registered():
    assert sendable("grün@Straße.example") == "grün@xn--strae-oqa.example"
    assert sendable("a@例子.测试") == "a@xn--fsqu00a.xn--0zwm56d"


@given(st.text(max_size=60))
def test_no_address_holds_what_heads_or_paths_are_made_of(text: str):
    for address in (text, f"{text}@example.org", f"a@{text}.org"):
        if fault_of_address(address) is None:
            assert address.count("@") == 1
            assert not set(address) & set('\r\n\t\0 /\\:*?"<>|,;()[]')


HEAD = "issuer: {zh: 示例, en: Sample}\nseries: {zh: 示例, en: Sample}\ndeliver:\n"
MAIL = "  mail: {server: mail.example.org, sender: {name: {zh: 示例, en: Sample}, address: a@example.org}%s}\n"
S3 = "  s3: {endpoint: https://s3.example.org, bucket: packs%s}\n"


def delivery(project: Project, written: str) -> Delivery | tuple[Problem, ...]:
    tree = read_bytes((HEAD + written).encode("utf-8"), "briefgen.yaml")
    try:
        found = validate(tree, Settings, project, languages=("zh", "en")).deliver
    except AuthorsMistakes as error:
        return error.problems
    assert found is not None
    return found


def test_what_is_set_up(project: Project):
    found = delivery(
        project, MAIL % ", limit: 900 KB" + S3 % ", expires: 48 hours" + "  folder: //server/share/packs\n"
    )
    assert isinstance(found, Delivery)
    assert found.mail
    assert found.s3
    assert (found.mail.used_port, found.mail.security, found.mail.limit) == (587, "starttls", 900_000)
    assert (found.s3.expires, found.folder, found.messenger) == (
        datetime.timedelta(hours=48), "//server/share/packs", None,
    )  # fmt: skip


@pytest.mark.parametrize("key", ["password", "secret", "access-key", "token", "smtp-password", "credentials", "pwd"])
@pytest.mark.parametrize("form", [MAIL, S3])
def test_secrets_are_refused_and_not_quoted(project: Project, form: str, key: str):
    found = delivery(project, form % f", {key}: hunter2")
    assert isinstance(found, tuple)
    (problem,) = found
    assert (problem.message, "BRIEFGEN_SMTP_PASSWORD" in problem.hint) == ("A secret cannot stand in this file.", True)
    assert "hunter2" not in str(problem)
    assert problem.place.line == 4


@pytest.mark.parametrize(
    "written",
    [
        MAIL % ", port: 70000",
        MAIL % ", security: ssl",
        MAIL % ", security: none, user: me",
        MAIL % ", limit: 20",
        MAIL.replace("mail.example.org", "https://mail.example.org") % "",
        MAIL.replace("a@example.org", "a") % "",
        MAIL.replace("en: Sample", 'en: "Sam\\r\\nBcc: x"') % "",
        S3 % ", expires: 8 days",
        S3 % ", prefix: ../x",
        S3.replace("https", "http") % "",
        S3.replace("s3.example", "key:word@s3.example") % "",
        S3.replace("packs", "P_s") % "",
        "  folder: ~/packs\n",
        "  folder: $HOME/packs\n",
        "  messenger: {}\n",
        "  fax: {}\n",
    ],
)
def test_what_cannot_be_is_refused(project: Project, written: str):
    assert isinstance(delivery(project, written), tuple)


@pytest.mark.parametrize("written", [MAIL.replace("mail.example.org", "localhost") % ", security: none, user: me",
                                     S3.replace("https://s3.example.org", "http://127.0.0.1:5000") % ""])  # fmt: skip
def test_the_same_machine_needs_no_encryption(project: Project, written: str):
    assert isinstance(delivery(project, written), Delivery)


def test_settings_without_delivery(project: Project):
    project.settings.write_text(HEAD.replace("deliver:\n", ""), "utf-8")
    assert load_settings(project).deliver is None
