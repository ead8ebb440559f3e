"""Asking a timestamp server (RFC 3161) over HTTP: the only thing that signing needs the network for."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from briefgen.errors import EnvironmentFailure
from briefgen.project import printable

PATIENCE = 20
"""Seconds that a server may be silent."""
MOST = 1 << 20
"""Bytes of an answer; one has a few thousand."""
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
REFUSAL, GRANTED = b"\x02\x01", b"\x01"
"""How the status of an answer begins that has nothing else to say, and the greatest status of one that grants."""
LATER = "Try again later, or take `timestamp:` out of `signing:` in briefgen.yaml to sign without one."


class _NoRedirects(HTTPRedirectHandler):
    """Ask the configured server and no other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Server(TimeStamper):
    """Ask one server; whatever keeps it from answering raises EnvironmentFailure."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    async def async_request_tsa_response(self, req: Any) -> Any:
        """Return the answer to a question."""
        content = await asyncio.to_thread(self._ask, req.dump())
        if content[4:6] == REFUSAL and content[6:7] > GRANTED:
            raise self.failure("it refuses")
        try:
            answers: Any = tsp.TimeStampResp
            found = answers.load(content, strict=True)
            # Reading it fails where it is none.
            assert isinstance(found["status"]["status"].native, str)
        except (ValueError, TypeError, KeyError, AssertionError) as error:
            raise self.failure("its answer is no timestamp") from error
        return found

    def failure(self, why: str) -> EnvironmentFailure:
        """Say that there is no timestamp to be had, and why."""
        return EnvironmentFailure(f"The timestamp server {printable(self.address)} gave none: {why}.", LATER)

    def _ask(self, question: bytes) -> bytes:
        request = Request(self.address, question, {"Content-Type": QUERY, "Accept": REPLY}, method="POST")
        try:
            with build_opener(_NoRedirects).open(request, timeout=PATIENCE) as answer:
                kind = answer.headers.get_content_type()
                content = answer.read(MOST + 1)
        except TimeoutError as error:
            raise self.failure(f"it did not answer within {PATIENCE} seconds") from error
        except URLError as error:
            raise self.failure(printable(str(error.reason))) from error
        except (OSError, ValueError) as error:
            raise self.failure(printable(str(error))) from error
        if kind != REPLY or len(content) > MOST:
            raise self.failure("its answer is no timestamp")
        return content
