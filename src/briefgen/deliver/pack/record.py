"""What is known of a pack: manifest.json goes out with it, the record stays in its internal folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from json import JSONDecodeError, dumps, loads
from pathlib import Path
from typing import Any, cast

from briefgen.deliver.copies import Copy, Pack
from briefgen.deliver.pack.contents import Item
from briefgen.deliver.pack.gates import Gate, Passes
from briefgen.deliver.pack.shelf import INTERNAL, Shelf
from briefgen.spec.delegation import Delegation

MANIFEST = "manifest.json"
RECORD = "record.json"
FORMAT = 1


@dataclass(frozen=True)
class Old:
    """Hold what the pack before holds: the record of each file by what it is, what its gates said, the whole record.

    `bound`: whether its briefs were bound into one, too. `signed`, `encrypted`: whether its files are. `shown`: whether
    its covers print the copy id. `there`: whether there is one.
    """

    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    bound: bool = False
    gates: Sequence[Any] = ()
    record: bytes = b""
    there: bool = False
    signed: bool = False
    encrypted: bool = False
    shown: bool = False


def manifest_of(delegation: Delegation, items: Sequence[Item]) -> bytes:
    """Return the manifest of what is handed over: names, sizes, SHA-256, editions, copy ids."""
    return _written(
        {
            "format": FORMAT,
            "delegation": delegation.delegation,
            "name": {tag: text.source for tag, text in delegation.name.items()},
            "sample": delegation.sample,
            "arrival": delegation.arrival.isoformat(),
            "departure": delegation.departure.isoformat(),
            "files": [_public(item) for item in items if not item.internal],
        }
    )


def record_of(
    delegation: Delegation,
    items: Sequence[Item],
    archive: bytes,
    gates: Iterable[Gate],
    let: Passes,
    made_of: Mapping[str, str],
    *,
    bound: bool,
    signed: bool = False,
    encrypted: bool = False,
    shown: bool = False,
) -> bytes:
    """Return the record, which stays in the office: all files, what they rest on, what the gates said."""
    return _written(
        {
            "format": FORMAT,
            "delegation": delegation.delegation,
            "bound": bound,
            "signed": signed,
            "encrypted": encrypted,
            "copy-id-shown": shown,
            "archive": hashlib.sha256(archive).hexdigest(),
            "made-of": dict(made_of),
            "gates": gates_told(gates, let),
            "files": [_private(item) for item in items],
        }
    )


def gates_told(gates: Iterable[Gate], let: Passes) -> list[dict[str, Any]]:
    """Return what the gates said, and who let the pack pass those that were shut."""
    return [
        {
            "gate": gate.name,
            "brief": gate.what,
            "passed": gate.passed,
            "sentence": gate.sentence,
            **({} if gate.passed else {"overridden": {"reason": let.reason, "by": let.by}}),
        }
        for gate in gates
    ]


def read_old(shelf: Shelf) -> Old:
    """Return what is known of the pack that is there."""
    held = _read(shelf)
    if held is None:
        return Old()
    try:
        files = {f"{one['kind']}:{one['subject']}": one for one in held["files"]}
        whole = (shelf.folder / INTERNAL / RECORD).read_bytes()
        signed, encrypted = bool(held["signed"]), bool(held["encrypted"])
        return Old(
            files,
            bool(held["bound"]),
            list(held["gates"]),
            whole,
            there=True,
            signed=signed,
            encrypted=encrypted,
            # Older packs say nothing of it, and show none.
            shown=bool(held.get("copy-id-shown", False)),
        )
    except (KeyError, TypeError, OSError):
        return Old()


def old_bytes(shelf: Shelf, known: Mapping[str, Any]) -> bytes | None:
    """Return a file of the pack that is there, or None where it is not what was packed."""
    try:
        data = _path(shelf, known).read_bytes()
    except (OSError, KeyError, TypeError):
        return None
    return data if hashlib.sha256(data).hexdigest() == known.get("sha256") else None


def read_pack(shelf: Shelf) -> Pack | None:
    """Return the pack that is there, or None where it is not whole; files are not read."""
    held = _read(shelf)
    if held is None:
        return None
    try:
        copies: list[Copy] = []
        papers: list[Path] = []
        for one in held["files"]:
            path = _path(shelf, one)
            if path.stat().st_size != one["size"]:
                return None
            if one["internal"]:
                papers.append(path)
            else:
                copies.append(_copy(one, path, held["delegation"]))
        archive = shelf.archive if shelf.archive.is_file() else None
        made_of = {str(name): str(digest) for name, digest in held.get("made-of", {}).items()}
        manifest = shelf.folder / MANIFEST
        return Pack(held["delegation"], shelf.folder, archive, tuple(copies), tuple(papers), manifest, made_of)
    except (KeyError, TypeError, ValueError, AttributeError, OSError):
        return None


def stands(shelf: Shelf) -> bool | None:
    """Say whether the ZIP is that of the folder; None where there is no pack that is whole."""
    held = _read(shelf)
    if held is None or read_pack(shelf) is None:
        return None
    try:
        return hashlib.sha256(shelf.archive.read_bytes()).hexdigest() == held["archive"]
    except (OSError, KeyError):
        return False


def handed_over(shelf: Shelf) -> dict[str, bytes]:
    """Return the files of the pack that is there which go out. Raises OSError."""
    found = {MANIFEST: (shelf.folder / MANIFEST).read_bytes()}
    held = _read(shelf) or {}
    for one in held.get("files", ()):
        if not one["internal"]:
            found[one["name"]] = _path(shelf, one).read_bytes()
    return found


def copies_of_items(items: Iterable[Item], shelf: Shelf, delegation: str) -> list[Copy]:
    """Return what is handed over as it will be known to the ledger and the channels."""
    return [_copy(_private(item), shelf.folder / item.name, delegation) for item in items if not item.internal]


def _copy(one: Mapping[str, Any], path: Path, delegation: str) -> Copy:
    return Copy(
        id=one["copy"],
        delegation=delegation,
        brief=one["subject"],
        edition=one["edition"],
        language=one["language"],
        name=one["name"],
        path=path,
        sha256=one["sha256"],
        size=one["size"],
        base=one["base"],
        facts=dict(one["facts"]),
        names=dict(one["names"]),
        tables=tuple(map(str, one["tables"])),
        titles={str(tag): str(title) for tag, title in one["title"].items()},
    )


def _public(item: Item) -> dict[str, Any]:
    return {
        "name": item.name,
        "names": dict(item.names),
        "kind": item.kind,
        "title": dict(item.title),
        "edition": item.edition,
        "language": item.language,
        "copy": item.id,
        "pages": item.pages,
        "size": item.size,
        "sha256": item.sha256,
    }


def _private(item: Item) -> dict[str, Any]:
    return {
        **_public(item),
        "subject": item.subject,
        "internal": item.internal,
        "base": item.base,
        "key": item.key,
        "made": item.made,
        "day": item.day,
        "facts": dict(item.facts),
        "lines": list(item.lines),
        "tables": list(item.tables),
        "content": item.content,
        "seal": item.seal,
    }


def _path(shelf: Shelf, one: Mapping[str, Any]) -> Path:
    """Return where a file of the record lies; a record that names another folder is not believed."""
    name = str(one["name"])
    if any(mark in name for mark in "/\\\0") or name in ("", ".", ".."):
        raise ValueError(name)
    return (shelf.folder / INTERNAL if one["internal"] else shelf.folder) / name


def _read(shelf: Shelf) -> dict[str, Any] | None:
    try:
        found = loads((shelf.folder / INTERNAL / RECORD).read_bytes())
    except (OSError, JSONDecodeError, UnicodeDecodeError, RecursionError):
        return None
    held = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    return held if held.get("format") == FORMAT and held.get("delegation") == shelf.name else None


def _written(value: object) -> bytes:
    return f"{dumps(value, ensure_ascii=False, indent=1)}\n".encode()
