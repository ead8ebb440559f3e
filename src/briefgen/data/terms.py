"""The words that facts and tables are described with."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "reported",
    "target",
    "aim",
    "plan",
    "projected",
    "expected",
    "rank",
    "designation",
    "list",
    "event",
    "policy",
    "quote",
    "qualitative",
]
Publish = Literal["plain", "with-note", "internal"]
Quality = Literal["matched", "consistent", "single", "derived"]
