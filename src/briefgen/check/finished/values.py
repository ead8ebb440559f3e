"""The objects of a file as plain values, so that rules need no library and cannot stumble over strange types.

A value is None, a bool, a number, a list, a dict or a str; a str is a name ("/P"), a text ("u:…"), bytes in hexadecimal
digits ("b:…") or the address of another object ("12 0 R"), as qpdf writes JSON (version 2).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, cast

from briefgen.check.finished.budget import DECODED, Budget
from briefgen.check.finished.decoding import Weight, most_bytes, weigh

if TYPE_CHECKING:
    import pikepdf

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
Entries: TypeAlias = "Mapping[str, Value]"

_TEXTS = ((b"", "pdfdoc"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))
"""How text begins, and how it goes on; the first by a codec of pikepdf's."""
NOTHING: Entries = {}
CHAIN = 8
SIZE_LIMIT = 1_000_000


class Objects:
    """Hold every object of a file by its address; whatever has the wrong type reads as missing."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf: pikepdf.Pdf | None = pdf
        self.table: dict[str, Value] = {}
        self.budget = Budget()
        self._weights: dict[tuple[int, int], Weight] = {}
        direct = 0
        for found in pdf.objects:
            # The library hands out numbers and truth values bare, without their address.
            if not hasattr(found, "objgen"):
                direct += 1
                continue
            number, generation = found.objgen
            self.table[f"{number} {generation} R"] = plain(found)
        if direct:
            self._add_bare(pdf)
        self.trailer = self.dictionary(plain(pdf.trailer))

    def _add_bare(self, pdf: pikepdf.Pdf) -> None:
        size = pdf.trailer.get("/Size")
        for number in range(1, min(size, SIZE_LIMIT) if isinstance(size, int) else 0):
            key = f"{number} 0 R"
            if key not in self.table:
                found = cast(object, pdf.get_object(number, 0))
                if isinstance(found, bool | int):
                    self.table[key] = found
                elif isinstance(found, Decimal):
                    self.table[key] = float(found)

    def close(self) -> None:
        """Let go of the file; streams cannot be read any more."""
        self._pdf = None

    def resolve(self, value: Value) -> Value:
        """Return what an address leads to, any other value as it is."""
        for _ in range(CHAIN):
            if not isinstance(value, str) or not value.endswith(" R") or value not in self.table:
                break
            value = self.table[value]
        return None if is_address(value) else value

    def dictionary(self, value: Value) -> Entries:
        """Return a dictionary, or that of a stream; empty for anything else."""
        found = self.resolve(value)
        return found if isinstance(found, dict) else NOTHING

    def array(self, value: Value) -> list[Value]:
        """Return an array, empty for anything else."""
        found = self.resolve(value)
        return found if isinstance(found, list) else []

    def items(self, value: Value) -> list[Value]:
        """Return the items of an array, or the one item that stands for an array of one (such as K)."""
        found = self.resolve(value)
        return found if isinstance(found, list) else [] if found is None else [value]

    def text(self, value: Value) -> str | None:
        """Return a string as text."""
        found = self.resolve(value)
        if not isinstance(found, str):
            return None
        if found.startswith("u:"):
            return found[2:]
        return _raw(found).decode("latin-1") if found.startswith("b:") else None

    def name(self, value: Value) -> str | None:
        """Return a name without its slash."""
        found = self.resolve(value)
        if not isinstance(found, str):
            return None
        return found[1:] if found.startswith("/") else found[3:] if found.startswith("n:/") else None

    def integer(self, value: Value) -> int | None:
        """Return a whole number."""
        found = self.resolve(value)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def number(self, value: Value) -> float | None:
        """Return a number."""
        found = self.resolve(value)
        return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None

    def stream(self, value: Value) -> bytes | None:
        """Return what a stream holds, decoded; None where it is no stream or cannot be decoded."""
        import pikepdf

        if self._pdf is None or not is_address(value):
            return None
        number, generation, _ = cast(str, value).split(" ")
        try:
            found = self._pdf.get_object(int(number), int(generation))
            if not isinstance(found, pikepdf.Stream):
                return None
            # Only what could be a bomb is decoded twice.
            if (left := self.budget.left(DECODED)) < most_bytes(found):
                weigh(found, left)
            data = found.read_bytes()
        except (pikepdf.PdfError, ValueError, TypeError, NotImplementedError, OverflowError, RuntimeError):
            return None
        self.budget.spend(DECODED, len(data))
        return data

    def weight(self, found: pikepdf.Stream) -> Weight:
        """Return how much a stream of content holds, and count it each time it is asked for."""
        weight = self._weights.get(found.objgen)
        if weight is None:
            weight = self._weights[found.objgen] = weigh(found, self.budget.left(DECODED))
        self.budget.spend(DECODED, weight.size)
        return weight

    def numbers(self, value: Value) -> dict[int, Value]:
        """Return the entries of a number tree (ISO 32000-1, 7.9.7)."""
        found: dict[int, Value] = {}
        for leaf in self._leaves(value):
            entries = self.array(leaf.get("/Nums"))
            for key, entry in zip(entries[::2], entries[1::2], strict=False):
                number = self.integer(key)
                if number is not None:
                    found[number] = entry
        return found

    def names(self, value: Value) -> dict[str, Value]:
        """Return the entries of a name tree (ISO 32000-1, 7.9.6)."""
        found: dict[str, Value] = {}
        for leaf in self._leaves(value):
            entries = self.array(leaf.get("/Names"))
            for key, entry in zip(entries[::2], entries[1::2], strict=False):
                name = self.text(key)
                if name is not None:
                    found[name] = entry
        return found

    def _leaves(self, value: Value) -> list[Entries]:
        waiting, seen, found = [value], set[str](), list[Entries]()
        while waiting:
            item = waiting.pop()
            if is_address(item):
                if item in seen:
                    continue
                seen.add(cast(str, item))
            node = self.dictionary(item)
            found.append(node)
            waiting += reversed(self.array(node.get("/Kids")))
        return found


def is_address(value: Value) -> bool:
    """Say whether a value is the address of an object."""
    return isinstance(value, str) and value.endswith(" R") and value[:1].isdigit()


def address(value: Value) -> str:
    """Return an address, or an empty string where the value stands directly."""
    return cast(str, value) if is_address(value) else ""


def plain(found: pikepdf.Object) -> Value:
    """Return an object of pikepdf as a value; what is beyond JSON reads as missing."""
    try:
        return cast(Value, json.loads(found.to_json(dereference=True, schema_version=2)))
    except (ValueError, RuntimeError, RecursionError, TypeError):
        return None


def spellings(value: Value) -> frozenset[bytes]:
    """Return the bytes that a string can stand for; empty for anything else.

    What can be read as text, as the bytes of an identifier can by chance, is known as text alone: it may have been
    written in PDFDocEncoding, in UTF-16 or in UTF-8 (ISO 32000-2, 7.9.2.2.1).
    """
    if not isinstance(value, str) or not value.startswith(("b:", "u:")):
        return frozenset()
    if value.startswith("b:"):
        return frozenset([_raw(value)])
    found: set[bytes] = set()
    for mark, encoding in _TEXTS:
        with suppress(ValueError):
            found.add(mark + value[2:].encode(encoding))
    return frozenset(found)


def _raw(value: str) -> bytes:
    return bytes.fromhex(value[2:]) if value.startswith("b:") else value[2:].encode("utf-8", "surrogatepass")
