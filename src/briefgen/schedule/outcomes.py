"""What a run did, as its process hands it to the one that started it: a file that is there whole or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from briefgen.schedule.store.records import Item, Outcome, SectionState

FILE = "outcome.json"
_VERSION = 1


def write_outcome(folder: Path, outcome: Outcome) -> None:
    """Write the outcome into the folder of its run. Raises OSError where it cannot be written."""
    text = json.dumps({"version": _VERSION, **asdict(outcome)}, ensure_ascii=False, indent=1)
    part = folder / (FILE + ".part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / FILE)


def read_outcome(folder: Path) -> Outcome | None:
    """Return the outcome of a run, or None where there is none that can be read."""
    try:
        kept = json.loads((folder / FILE).read_text("utf-8"))
        if kept["version"] != _VERSION:
            return None
        return Outcome(tuple(_item(each) for each in kept["items"]), kept["message"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _item(kept: dict[str, Any]) -> Item:
    sections = tuple(SectionState(**each) for each in kept.pop("sections"))
    return Item(**kept, sections=sections)
