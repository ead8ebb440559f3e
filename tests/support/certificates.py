"""Certificates of invented offices, made by certomancer, and a timestamp server that a test starts."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from asn1crypto import pem, tsp
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig
from certomancer.services import TimeStamper
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
"""When the tests of signatures take place, whatever the day: certificates are valid 400 days before and after."""
WORLD = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
PASSWORD = "Hafen-印章-1949"
NAMES = ("root", "middle", "office", "rsa", "past", "web", "stamps", "stranger", "strangers-office")
ENTITIES = {
    "root": "Sample Root",
    "middle": "Sample Intermediate",
    "office": "示例办公室 Sample Office",
    "rsa": "Sample Office (RSA)",
    "past": "Sample Office of Old",
    "web": "sample.example.org",
    "stamps": "Sample Timestamps",
    "stranger": "Another Root",
    "strangers-office": "Another Office",
}
SIGNS, SIGNS_FOR_OTHERS = "digital_signature, non_repudiation", "key_cert_sign, crl_sign"


def _uses(value: str) -> str:
    return f"{{id: key_usage, critical: true, smart-value: {{schema: key-usage, params: [{value}]}}}}"


def _certificate(name: str, issuer: str, begin: str, end: str, *extensions: str, ca: bool = False) -> str:
    constraint = "{id: basic_constraints, critical: true, value: {ca: true}}"
    listed = "\n".join(f"          - {one}" for one in (*([constraint] if ca else ()), *extensions))
    return (
        f"      {name}:\n        subject: {name}\n        issuer: {issuer}\n        subject-key: {name}\n"
        f"        authority-key: {issuer}\n        validity: {{valid-from: '{begin}', valid-to: '{end}'}}\n"
        f"        extensions:\n{listed}\n"
    )


def _config() -> str:
    now = NOW
    begin, end, past = ((now + timedelta(days=days)).isoformat() for days in (-400, 400, -30))
    stamps = "{id: extended_key_usage, critical: true, value: [time_stamping]}"
    web = "key_encipherment"
    certificates = (
        _certificate("root", "root", begin, end, _uses(SIGNS_FOR_OTHERS), ca=True)
        + _certificate("middle", "root", begin, end, _uses(SIGNS_FOR_OTHERS), ca=True)
        + _certificate("office", "middle", begin, end, _uses(SIGNS))
        + _certificate("rsa", "middle", begin, end, _uses(SIGNS))
        + _certificate("past", "middle", begin, past, _uses(SIGNS))
        + _certificate("web", "middle", begin, end, _uses(web))
        + _certificate("stamps", "root", begin, end, _uses("digital_signature"), stamps)
        + _certificate("stranger", "stranger", begin, end, _uses(SIGNS_FOR_OTHERS), ca=True)
        + _certificate("strangers-office", "stranger", begin, end, _uses(SIGNS))
    )
    keys = "\n".join(f"      {name}: {{path: {name}.pem}}" for name in NAMES)
    entities = "\n".join(f"      {name}: {{common-name: {ENTITIES[name]}}}" for name in NAMES)
    return (
        f"keysets:\n  keys:\n    keys:\n{keys}\npki-architectures:\n  offices:\n    keyset: keys\n"
        f"    entities:\n{entities}\n    certs:\n{certificates}"
    )


class Offices:
    """Hold files in a folder: NAME.p12 with PASSWORD, NAME.pem for whoever checks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        for name in NAMES:
            key: Any = (
                rsa.generate_private_key(65537, 2048) if name == "rsa" else ec.generate_private_key(ec.SECP256R1())
            )
            written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            (folder / f"{name}.pem").write_bytes(written)
        config = CertomancerConfig.from_yaml(_config(), key_search_dir=str(folder))
        self.pki: Any = config.get_pki_arch(ArchLabel("offices"))
        for name in NAMES:
            certificate = self.pki.get_cert(CertLabel(name)).dump()
            (folder / f"{name}.p12").write_bytes(self.pki.package_pkcs12(CertLabel(name), password=PASSWORD.encode()))
            (folder / f"{name}.crt").write_bytes(pem.armor("CERTIFICATE", certificate))

    def key(self, name: str = "office") -> Path:
        return self.folder / f"{name}.p12"

    def certificate(self, name: str = "root") -> Path:
        return self.folder / f"{name}.crt"

    @contextmanager
    def timestamps(self, *, broken: str = "", at: datetime | None = None) -> Generator[tuple[str, list[bytes]]]:
        """Serve timestamps on this machine; yield the address and a list that takes every question.

        `broken`: "words" answers in words, "moved" sends elsewhere, "refuses" gives none, "other" stamps another.
        """
        private = self.pki.key_set.get_private_key("stamps")
        stamper = TimeStamper(
            self.pki.get_cert(CertLabel("stamps")), private, certs_to_embed=[self.pki.get_cert(CertLabel("root"))],
            fixed_dt=at or NOW,
        )  # fmt: skip
        asked: list[bytes] = []

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                question = self.rfile.read(int(self.headers["Content-Length"]))
                asked.append(question)
                if broken == "moved":
                    self.send_response(302)
                    self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                    self.end_headers()
                    return
                request = tsp.TimeStampReq.load(question)
                if broken == "other":
                    request["message_imprint"]["hashed_message"] = bytes(32)
                # The least answer that refuses (RFC 3161, 2.4.2): status 2 and no timestamp.
                answers = {"words": b"Welcome", "refuses": bytes.fromhex("30053003020102")}
                content = answers.get(broken) or stamper.request_tsa_response(request).dump()
                self.send_response(200)
                self.send_header("Content-Type", "text/html" if broken == "words" else "application/timestamp-reply")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/tsa", asked
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
