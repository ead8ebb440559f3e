"""The commands that a document shows its readers, in order; run as a program it prints them, one a line.

A fenced block marked `sh` holds commands only; one marked `console` holds commands after `$ ` and what they print.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_FENCE = re.compile(
    r"^(?P<indent> *)```(?P<kind>sh|console)\n(?P<body>.*?)^(?P=indent)```\s*$", re.MULTILINE | re.DOTALL
)


def commands_in(document: str) -> list[str]:
    """Return the commands of a Markdown text."""
    found: list[str] = []
    for block in _FENCE.finditer(document):
        for line in block["body"].replace("\\\n", " ").splitlines():
            command = _command(line.strip(), block["kind"])
            if command:
                found.append(command)
    return found


def _command(line: str, kind: str) -> str:
    """Return the command in a line of a block, "" where there is none."""
    if kind == "console":
        if not line.startswith("$ "):
            return ""
        line = line.removeprefix("$ ")
    return "" if line.startswith("#") else re.split(r"\s+#\s", line)[0].strip()


if __name__ == "__main__":
    for path in sys.argv[1:]:
        print("\n".join(commands_in(Path(path).read_text("utf-8"))))
