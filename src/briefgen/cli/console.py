"""Printing that no console can break: what a code page lacks is replaced, and a closed pipe is no error."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Mapping
from typing import TextIO

from briefgen.project import printable, surroundings

PLAIN = str.maketrans({"→": "->", "…": "...", "–": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})
"""What stands for our own marks where a console cannot show them; GBK has them all, ASCII none."""


def prepare() -> None:
    """Make standard output and error replace characters that their encoding lacks, instead of raising."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether somebody sees what is written, as it is written."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def say(text: str) -> None:
    """Print a result on standard output."""
    _write(sys.stdout, _plain(text, sys.stdout))


def hand_over(text: str) -> None:
    """Print a text for another program on standard output: its lines end as they do, on Windows too."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(newline="\n")
    say(text.removesuffix("\n"))


def say_object(fields: Mapping[str, object]) -> None:
    """Print an object as one line of JSON on standard output, without loss in whatever encoding that has."""
    from json import dumps

    text = dumps(fields, ensure_ascii=False)
    # JSON's own escapes say what this encoding lacks, what could steer a console, and halves of characters.
    _write(sys.stdout, text if _passes(text, sys.stdout) else dumps(fields, ensure_ascii=True))


def complain(text: str, lead: str = "", colour: str = "") -> None:
    """Print a problem on standard error; on a terminal its `lead` stands out, in a colour or else bold."""
    stream = sys.stderr
    plain = _plain(text, stream)
    if not lead:
        _write(stream, plain)
    elif _is_coloured(stream):
        import click

        _write(stream, click.style(_plain(lead, stream), fg=colour or None, bold=True) + plain, styled=True)
    else:
        _write(stream, _plain(lead, stream) + plain)


def _is_coloured(stream: TextIO | None) -> bool:
    """Say whether a stream shows colours, and its user has not asked for none; see no-color.org."""
    if not is_terminal(stream):
        return False
    world = surroundings()
    return not world.get("NO_COLOR") and world.get("TERM") != "dumb"


def _passes(text: str, stream: TextIO | None) -> bool:
    """Say whether a text reaches a program as it is: in UTF-8, whole, and without marks that steer a console."""
    encoding = getattr(stream, "encoding", None) or "ascii"
    try:
        text.encode(encoding)
        return codecs.lookup(encoding).name == "utf-8" and printable(text) == text
    except (UnicodeEncodeError, LookupError):
        return False


def _plain(text: str, stream: TextIO | None) -> str:
    """Return a text of which nothing can steer a console."""
    plain = "\n".join(printable(line) for line in text.split("\n"))
    return plain if stream is None else _shown(plain, stream)


def _write(stream: TextIO | None, text: str, *, styled: bool = False) -> None:
    """Print a line; where the reader has gone, go on silently: the exit code still tells how the work ended."""
    if stream is None:  # closed before we began, as by >&-
        return
    try:
        if styled:
            import click

            click.echo(text, file=stream)  # knows how each system's consoles take colours
        else:
            stream.write(text + "\n")
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
