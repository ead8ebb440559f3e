"""Printing that no console can break: what a code page lacks is replaced, and a closed pipe is no error."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from briefgen.project import printable

PLAIN = str.maketrans({"→": "->", "…": "...", "–": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})
"""What stands for our own marks where a console cannot show them; GBK has them all, ASCII none."""


def prepare() -> None:
    """Make standard output and error replace characters that their encoding lacks, instead of raising."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def say(text: str) -> None:
    """Print a result on standard output."""
    _write(sys.stdout, text)


def complain(text: str) -> None:
    """Print a problem on standard error."""
    _write(sys.stderr, text)


def _write(stream: TextIO | None, text: str) -> None:
    """Print a line; where the reader has gone, go on silently: the exit code still tells how the work ended."""
    if stream is None:  # closed before we began, as by >&-
        return
    try:
        stream.write(_shown("\n".join(printable(line) for line in text.split("\n")), stream) + "\n")
        stream.flush()
    except (BrokenPipeError, ValueError):
        _to_nowhere(stream)
    except OSError as error:
        if not _reader_has_gone(error):
            raise
        _to_nowhere(stream)


def _shown(text: str, stream: TextIO) -> str:
    """Return the text with our marks spelt plainly where the stream's encoding lacks one of them."""
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return text.translate(PLAIN)
    return text


def _reader_has_gone(error: OSError) -> bool:
    """Windows reports a closed pipe as an invalid argument."""
    import errno

    return error.errno in (errno.EPIPE, errno.EINVAL, errno.ESHUTDOWN, errno.EBADF)


def _to_nowhere(stream: TextIO) -> None:
    """Send what may still come nowhere, so that the interpreter does not complain as it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
