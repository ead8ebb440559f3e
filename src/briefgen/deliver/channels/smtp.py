"""The talk with a mail server, and what is known when it ends, at whatever moment that is (RFC 5321).

The end of a message is a line with a dot alone. Before that line has left, the server must not deliver anything
(4.1.1.4), and the message can be sent again; once it has left, only an answer tells.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from briefgen.deliver.channels.parcel import Outcome
from briefgen.project import printable

PATIENCE = 60
"""Seconds for which the server may say nothing."""
LAST_PATIENCE = 600
"""The same once it has the whole message (RFC 5321, 4.5.3.2.6)."""
_CHUNK = 65536
_ADVICE = "Look at deliver: mail: in briefgen.yaml."


@dataclass(frozen=True)
class Server:
    """Hold how a server is reached; `user` is "" where it does not ask who we are. Patience is in seconds."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str = ""
    password: str = field(default="", repr=False)
    patience: float = PATIENCE
    last_patience: float = LAST_PATIENCE


@dataclass(frozen=True)
class TooLarge:
    """Say that the server takes no message of this size, and what it takes, in bytes; nothing was sent."""

    limit: int


class _Ended(Exception):
    """End the talk with what is known."""

    def __init__(self, outcome: Outcome | TooLarge) -> None:
        super().__init__()
        self.outcome = outcome


def hand_in(message: bytes, sender: str, recipient: str, server: Server) -> Outcome | TooLarge:
    """Give a message to a server, once, for one recipient, and say what is known.

    Certificates are verified by what the system trusts; SSL_CERT_FILE names others. Nothing is sent without encryption
    unless the server's `security` is none.
    """
    talk: smtplib.SMTP | None = None
    try:
        talk = _opened(server)
        _greet(talk, server)
        _log_in(talk, server)
        _envelope(talk, message, sender, recipient)
        return _content(talk, message, server)
    except _Ended as end:
        return end.outcome
    except ssl.SSLCertVerificationError as error:
        reason = f"The certificate of the mail server is not trusted: {error.verify_message}."
        hint = "Name the server as its certificate does; an authority of your own goes into SSL_CERT_FILE."
        return Outcome("failed", reason=reason, hint=hint)
    except ssl.SSLError as error:
        reason = f"The mail server does not speak TLS as expected: {error.reason or error}."
        return Outcome("failed", reason=reason, hint=f"{_ADVICE} security: tls and starttls have ports of their own.")
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, error.smtp_error, "The mail server refuses")
    except (OSError, smtplib.SMTPException, EOFError) as error:
        reason = f"The connection to the mail server failed: {_why(error)}."
        return Outcome("failed", reason=reason, hint="Nothing was delivered; try again.", temporary=True)
    finally:
        if talk is not None:
            _leave(talk)


def _opened(server: Server) -> smtplib.SMTP:
    # An address in place of a name: our own is nobody's business, and asking for it can take long (RFC 5321, 4.1.3).
    ours = "[127.0.0.1]"
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, ours, timeout=server.patience, context=context)
    return smtplib.SMTP(server.host, server.port, ours, timeout=server.patience)


def _greet(talk: smtplib.SMTP, server: Server) -> None:
    talk.ehlo_or_helo_if_needed()
    if server.security != "starttls":
        return
    if not talk.has_extn("starttls"):
        reason = "The mail server offers no encryption, and nothing is sent without."
        raise _Ended(Outcome("failed", reason=reason, hint=f"{_ADVICE} It may want security: tls."))
    talk.starttls(context=ssl.create_default_context())
    talk.ehlo_or_helo_if_needed()


def _log_in(talk: smtplib.SMTP, server: Server) -> None:
    if not server.user:
        return
    try:
        talk.login(server.user, server.password)
    except smtplib.SMTPNotSupportedError:
        reason = "The mail server asks nobody who they are, or in no way that is known here."
        raise _Ended(Outcome("failed", reason=reason, hint=f"{_ADVICE} Leave out user:.")) from None
    except UnicodeEncodeError:
        reason = "The user or the password has other letters than ASCII."
        raise _Ended(Outcome("failed", reason=reason, hint="Choose a password of ASCII.")) from None
    except smtplib.SMTPAuthenticationError as error:
        told = _answered(error.smtp_code, b"", "The mail server does not accept user and password")
        raise _Ended(told) from None  # its words may repeat the user


def _envelope(talk: smtplib.SMTP, message: bytes, sender: str, recipient: str) -> None:
    options: list[str] = []
    if talk.has_extn("size"):
        limit = talk.esmtp_features["size"].strip()
        if limit.isdecimal() and 0 < int(limit) < len(message):
            raise _Ended(TooLarge(int(limit)))
        options.append(f"size={len(message)}")
    if not (sender.isascii() and recipient.isascii()):
        if not talk.has_extn("smtputf8"):
            reason = "The mail server takes no addresses with other letters than ASCII."
            raise _Ended(Outcome("failed", reason=reason, hint="Ask the recipient for an address of ASCII."))
        options += ["SMTPUTF8", "BODY=8BITMIME"]
        talk.command_encoding = "utf-8"
    _expect(talk.mail(sender, options), 250, "The mail server refuses the sender")
    _expect(talk.rcpt(recipient), 250, "The mail server refuses the recipient", 251)
    _expect(talk.docmd("DATA"), 354, "The mail server takes no message")


def _content(talk: smtplib.SMTP, message: bytes, server: Server) -> Outcome:
    body = re.sub(rb"(?m)^\.", b"..", message)
    if not body.endswith(b"\r\n"):
        body += b"\r\n"
    for start in range(0, len(body), _CHUNK):
        talk.send(body[start : start + _CHUNK])
    if talk.sock is None:
        raise smtplib.SMTPServerDisconnected("closed")
    talk.sock.settimeout(server.last_patience)
    try:
        talk.send(b".\r\n")
        code, said = talk.getreply()
    except Exception as error:  # whatever it is: nobody knows what the server did
        reason = f"The mail server had the whole message, and did not answer: {_why(error)}."
        return Outcome("unknown", reason=reason)
    if 200 <= code < 300:
        return Outcome("sent", receipt=_words(code, said))
    if 400 <= code < 600:
        return _answered(code, said, "The mail server does not accept the message")
    return Outcome("unknown", reason=f"The mail server had the whole message; its answer says nothing: {code}.")


def _expect(answer: tuple[int, bytes], good: int, what: str, other: int = 0) -> None:
    code, said = answer
    if code not in (good, other):
        raise _Ended(_answered(code, said, what))


def _answered(code: int, said: bytes | str, what: str) -> Outcome:
    """Return the outcome of a refusal: 4yz may pass, 5yz does not (RFC 5321, 4.2.1)."""
    words = _words(code, said)
    if 400 <= code < 500 or code == -1:
        return Outcome("failed", reason=f"{what} for now: {words}.", hint="Try again later.", temporary=True)
    return Outcome("failed", reason=f"{what}: {words}.", hint=_ADVICE if code in (530, 534, 535, 538) else "")


def _words(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return printable(" ".join(f"{code} {text}".split())[:300]).rstrip(".")


def _why(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return "it said nothing for too long"
    if isinstance(error, OSError) and error.strerror:
        return printable(error.strerror)
    return printable(" ".join(str(error).split())[:200]).rstrip(".") or type(error).__name__


def _leave(talk: smtplib.SMTP) -> None:
    """Take leave of the server, which changes nothing any more."""
    with suppress(Exception):
        if talk.sock is not None:
            talk.sock.settimeout(2)
            talk.quit()
    with suppress(Exception):
        talk.close()
