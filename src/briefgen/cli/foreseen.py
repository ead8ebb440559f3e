"""What `briefgen deliver --dry-run` shows of a parcel: what would be seen of it, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from briefgen.cli.messages import counted, size
from briefgen.project import printable

if TYPE_CHECKING:
    from briefgen.deliver.sending import Sending


def head_lines(each: Sending, *, dry_run: bool) -> Iterator[str]:
    """Yield subject, both ends and form of what goes or would go; addresses only of what would."""
    found = each.foreseen
    if found is None or each.status == "already-sent":
        return
    if found.subject:
        yield f"  subject   {found.subject}"
    if each.shown is not None and each.shown.sender:
        yield f"  from      {printable(each.shown.sender)}"
    if dry_run and found.target:
        yield f"  to        {found.target}"
    yield f"  as        {found.form}, {size(found.bytes)}"
    yield f"  language  {each.parcel.language}"


def text_lines(each: Sending, *, whole: bool) -> Iterator[str]:
    """Yield what is written beside the files: whole, or the first line of each text."""
    for language, text in each.shown.texts.items() if each.shown is not None else ():
        lines = [printable(line) for line in text.strip("\n").split("\n")]
        if whole:
            yield f"  says, {language}"
            yield from (f"    {line}".rstrip() for line in lines)
        else:
            yield f"  says, {language}  {lines[0]} … ({counted(len(lines), 'line')}: see them with -v)"


def file_lines(each: Sending) -> Iterator[str]:
    """Yield the files, and the names that they would have where they would lie under others."""
    names = each.shown.names if each.shown is not None else ()
    for number, copy in enumerate(each.parcel.copies):
        there = f" → {names[number]}" if names else ""
        yield f"  file      {copy.name} ({copy.language or 'no language'}, {size(copy.size)}){there}"


def shown_record(each: Sending) -> dict[str, Any]:
    """Return what programs are told of what would be seen; nothing where nothing is foreseen."""
    shown = each.shown
    if shown is None:
        return {}
    known: dict[str, Any] = {
        "sender": shown.sender,
        "texts": [{"language": language, "text": text} for language, text in shown.texts.items()],
        "names": list(shown.names),
    }
    return {key: value for key, value in known.items() if value}
