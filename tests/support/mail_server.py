"""A mail server on this machine that misbehaves on request, and certificates of an authority made for the test."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import logging
import socket
import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "desk", "right horse"

logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # what a test says of its failure would be buried


@dataclass
class Box:
    """Hold what arrived, and how the server is to behave.

    `mail`, `recipient`, `before`, `after`: answers that it gives in turn in place of its own; "drop" cuts the
    connection, "slow" says nothing for long. `before` is for DATA itself, "cut" reads half of the message and drops;
    `after` for what follows the final dot, where "keep-drop" takes the message and cuts the connection.
    """

    arrived: list[tuple[str, tuple[str, ...], bytes]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    recipient: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    slow: float = 30
    on_arrival: Callable[[], None] = lambda: None

    @property
    def messages(self) -> list[bytes]:
        return [data for _, _, data in self.arrived]


class Handler:
    def __init__(self, box: Box) -> None:
        self.box = box

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.box.recipient.pop(0) if self.box.recipient else ""
        self.box.said.append(address)
        if answer == "drop":
            server.transport.abort()
        elif answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.box.after.pop(0) if self.box.after else ""
        if answer in ("", "keep-drop", "keep-slow", "keep-nonsense"):
            data = envelope.original_content or b""
            self.box.arrived.append((envelope.mail_from or "", tuple(envelope.rcpt_tos), data))
            self.box.on_arrival()
        if answer.endswith("drop"):
            server.transport.abort()
        if answer.endswith("slow"):
            await asyncio.sleep(self.box.slow)
        if answer.endswith("nonsense"):
            return "hello there"
        return answer if answer[:1].isdigit() else "250 taken as 42"


class Server(SMTP):
    box: Box

    async def smtp_DATA(self, arg: str) -> None:
        answer = self.box.before.pop(0) if self.box.before else ""
        if answer == "cut":
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
        elif answer == "drop":
            self.transport.abort()
        elif answer:
            await self.push(answer)
        else:
            await super().smtp_DATA(arg)


class _Controller(Controller):
    box: Box

    def factory(self) -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # passwords without encryption: nothing leaves this machine
            server = Server(self.handler, **self.SMTP_kwargs)
        server.box = self.box
        return server


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=False)


@contextmanager
def mail_server(
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    login: bool = False,
    limit: int = 0,
    again: tuple[Box, int] | None = None,
) -> Iterator[tuple[Box, int]]:
    """Run a server and yield what arrives, and its port; `again`: those of one that was ended before."""
    options: dict[str, Any] = {"data_size_limit": limit or 33_554_432, "enable_SMTPUTF8": True}
    if starttls is not None:
        options |= {"tls_context": starttls, "require_starttls": True}
    if login:
        options |= {"authenticator": _authenticate, "auth_required": True, "auth_require_tls": False}
    box, port = again or (Box(), free_port())
    server = _Controller(Handler(box), "127.0.0.1", port, ssl_context=tls, **options)
    server.box = box
    server.start()
    try:
        yield box, port
    finally:
        server.stop(no_assert=True)


FAR = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)


def authority(folder: Path, host: str = "localhost", until: datetime.datetime = FAR) -> tuple[Path, ssl.SSLContext]:
    """Make an authority and the certificate of a host; return the authority's file and the server's context."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    def certificate(subject: str, issuer: str, key: Any, signer: Any, *, ca: bool) -> x509.Certificate:
        start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
        built = (
            x509.CertificateBuilder()
            .subject_name(name(subject))
            .issuer_name(name(issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if not ca:
            names = [x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("127.0.0.9"))]
            built = built.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return built.sign(signer, hashes.SHA256())

    folder.mkdir(parents=True, exist_ok=True)
    root, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    pem = serialization.Encoding.PEM
    trusted = folder / "authority.pem"
    trusted.write_bytes(certificate("authority", "authority", root, root, ca=True).public_bytes(pem))
    private = own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.pem").write_bytes(private + certificate(host, "authority", own, root, ca=False).public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return trusted, context
