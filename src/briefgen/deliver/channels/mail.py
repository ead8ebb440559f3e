"""E-mail: one message for each recipient, with the files, or with links where they are too large."""

from __future__ import annotations

from datetime import datetime

from briefgen.deliver.channels import smtp
from briefgen.deliver.channels.mail_headers import one_line
from briefgen.deliver.channels.mail_message import Attachment, Message, foreseen_size, written
from briefgen.deliver.channels.mail_words import Words, language_of, subject_of, words_of
from briefgen.deliver.channels.parcel import (
    Foreseen,
    Link,
    Means,
    Outcome,
    Parcel,
    Shown,
    content,
    in_language,
    require_names,
    require_settings,
)
from briefgen.deliver.ledger.message_ids import message_id
from briefgen.deliver.passwords import secret
from briefgen.spec.addresses import fault_of_address, sendable
from briefgen.spec.delivery import SECRETS, Mail

NO_LINK = "https://…"
"""What stands for a link before a message goes: storage makes it only then."""


def foresee(parcel: Parcel, means: Means) -> Foreseen:
    """Return the message that would go: with attachments, with links, or none where there is no way."""
    mail = _settings(means)
    require_names(parcel)
    subject = subject_of(parcel, means)
    if fault := fault_of_address(parcel.address):
        return Foreseen("", "attachments", 0, subject, *fault)
    size = foreseen_size([copy.size for copy in parcel.copies], 0)
    if size <= mail.limit:
        return Foreseen(parcel.address, "attachments", size, subject)
    if means.settings.s3 is not None:
        return Foreseen(parcel.address, "links", parcel.size, subject)
    return Foreseen(parcel.address, "attachments", size, subject, *_too_large(size, mail.limit))


def show(parcel: Parcel, means: Means) -> Shown:
    """Return the sender and the plain text of the message; its HTML says the same."""
    mail = _settings(means)
    sender = _sender(mail, parcel)
    if foresee(parcel, means).form == "links":
        links = [Link(copy.name, NO_LINK) for copy in parcel.copies]
        words = words_of(parcel, means, sender, links, _until(means))
    else:
        words = words_of(parcel, means, sender)
    return Shown(f"{one_line(sender)} <{mail.sender.address}>", {words.language: words.text})


def require(parcel: Parcel, means: Means) -> None:
    """Make sure of the password, and of what is to go along; no server is asked.

    Raises DeliveryFailure, and EnvironmentFailure where links need a library that is not installed.
    """
    _server(_settings(means), means)
    if foresee(parcel, means).form == "links":
        from briefgen.deliver.channels import s3

        s3.require(parcel, means)
        return
    for copy in parcel.copies:
        content(copy)


def send(parcel: Parcel, means: Means) -> Outcome:
    """Send the message, once."""
    mail = _settings(means)
    foreseen = foresee(parcel, means)
    if foreseen.refusal:
        return Outcome("failed", reason=foreseen.refusal, hint=foreseen.hint)
    server = _server(mail, means)
    if foreseen.form == "attachments":
        message = written(_with_attachments(parcel, means, mail))
        found = smtp.hand_in(message, *_ends(mail, parcel), server)
        if isinstance(found, Outcome):
            return found
        if means.settings.s3 is None:
            reason, hint = _too_large(len(message), found.limit)
            return Outcome("failed", reason=reason, hint=hint)
    return _send_links(parcel, means, mail, server)


def id_of(parcel: Parcel, means: Means) -> str:
    """Return the Message-ID of a parcel, by which an attempt is found again in a mailbox."""
    domain = sendable(_settings(means).sender.address).rpartition("@")[2]
    return message_id((copy.id for copy in parcel.copies), parcel.recipient, domain)


def _send_links(parcel: Parcel, means: Means, mail: Mail, server: smtp.Server) -> Outcome:
    from briefgen.deliver.channels import s3

    stored = s3.send(parcel, means)
    if stored.state != "sent":
        return stored
    words = words_of(parcel, means, _sender(mail, parcel), stored.links, _until(means))
    found = smtp.hand_in(written(_message(parcel, means, mail, words)), *_ends(mail, parcel), server)
    if isinstance(found, smtp.TooLarge):
        reason, hint = _too_large(0, found.limit)
        return Outcome("failed", reason=reason, hint=hint)
    return found


def _until(means: Means) -> datetime:
    """Return until when links hold that are made now, in UTC."""
    from briefgen.deliver.channels import s3

    return means.project.now() + s3.span_of(means)


def _with_attachments(parcel: Parcel, means: Means, mail: Mail) -> Message:
    files = tuple(
        Attachment(copy.name, f"{copy.edition or copy.brief}_{parcel.delegation}", content(copy))
        for copy in parcel.copies
    )
    return _message(parcel, means, mail, words_of(parcel, means, _sender(mail, parcel)), files)


def _ends(mail: Mail, parcel: Parcel) -> tuple[str, str]:
    return sendable(mail.sender.address), sendable(parcel.address)


def _message(parcel: Parcel, means: Means, mail: Mail, words: Words, files: tuple[Attachment, ...] = ()) -> Message:
    sender, recipient = _ends(mail, parcel)
    name = in_language(parcel.names, language_of(parcel))
    return Message(
        id_of(parcel, means), means.project.now(), (_sender(mail, parcel), sender), (name, recipient),
        words.language, words.subject, words.text, words.html, files,
    )  # fmt: skip


def _sender(mail: Mail, parcel: Parcel) -> str:
    names = {language: text.source for language, text in mail.sender.name.items()}
    return in_language(names, language_of(parcel))


def _server(mail: Mail, means: Means) -> smtp.Server:
    user = mail.user or ""
    password = ""
    if user:
        password = secret(means.project, SECRETS["mail"], f"{user}@{mail.server}", "password for the mail server")
    return smtp.Server(mail.server, mail.used_port, mail.security, user, password)


def _settings(means: Means) -> Mail:
    require_settings(means.settings.mail, "mail", "which server takes mail")
    assert means.settings.mail is not None
    return means.settings.mail


def _too_large(size: int, limit: int) -> tuple[str, str]:
    told = f"{size / 1_000_000:.1f} MB" if size else "even with links"
    reason = f"The message is too large: {told}; {limit / 1_000_000:.1f} MB are taken."
    return reason, "Set up storage (deliver: s3: in briefgen.yaml), so that links go in place of files."
