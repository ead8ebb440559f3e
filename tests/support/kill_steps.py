"""Kill commands at every step: each time in a fresh copy of a project, then run them again as an operator would.

    python kill_steps.py TEMPLATE FOLDER FROM STRIDE COMMANDS RECOVERY

Steps are counted as by `month_worker.py`: FROM "start", from when it first began to send ("sending"), or from when all
of a pack is there but in its place ("placing"). The project of step N stays in FOLDER/N after its death, and is put
right in FOLDER/N.mended by RECOVERY: lists of commands, each for a process of its own. Prints JSON for each step: how
it died, and what was told in recovery. This process has read all modules and has no threads, to be copied quickly.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import month_worker

from briefgen.cli.main import run
from briefgen.deliver.pack import assemble

READ = (
    "boto3", "botocore.config", "pypdfium2", "PIL.Image", "briefgen.cli.deliver", "briefgen.cli.ledger",
    "briefgen.cli.pack", "briefgen.deliver.addressing", "briefgen.deliver.channels.folder",
    "briefgen.deliver.channels.messenger", "briefgen.deliver.channels.s3", "briefgen.deliver.channels.pictures",
    "briefgen.deliver.ready", "briefgen.deliver.sending",
)  # fmt: skip
"""What commands would read one by one, each in its own process."""
MOST = 80
"""How many steps are tried, at most."""


def in_a_copy(root: Path, commands: Sequence[Sequence[str]], die: int, begin: str) -> tuple[int, list[Any]]:
    """Run commands in a copy of this process; return its status and the objects that it told."""
    told = root.with_suffix(".told")
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.chdir(root)
            fate = month_worker.Fate(die if begin == "start" else -die, 0)
            month_worker.hurry()
            month_worker.strike(fate)
            if begin == "placing":
                started_by(fate)
            with told.open("w", encoding="utf-8", buffering=1) as out, contextlib.redirect_stdout(out):
                code = max(run(list(command)) for command in commands)
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    objects: list[Any] = []
    for line in io.StringIO(told.read_text("utf-8") if told.exists() else ""):
        with contextlib.suppress(ValueError):
            objects.append(json.loads(line))
    return status, objects


def started_by(fate: month_worker.Fate) -> None:
    """Let steps count from when a pack is to be placed."""
    record = assemble.record_of

    def begun(*given: Any, **options: Any) -> bytes:
        fate.counting = True
        return record(*given, **options)

    assemble.record_of = begun


def main(arguments: Sequence[str]) -> None:
    template, folder = Path(arguments[0]), Path(arguments[1])
    for name in READ:
        importlib.import_module(name)
    begin, stride = arguments[2], int(arguments[3])
    commands, recovery = json.loads(arguments[4]), json.loads(arguments[5])
    for step in range(1, MOST * stride, stride):
        root = folder / f"{step}"
        shutil.copytree(template, root)
        status, _ = in_a_copy(root, commands, step, begin)
        killed = os.WIFSIGNALED(status)
        mended = folder / f"{step}.mended"
        shutil.copytree(root, mended)
        again = [in_a_copy(mended, each, 0, "start") for each in recovery]
        found = {"step": step, "killed": killed, "code": os.waitstatus_to_exitcode(status)}
        print(json.dumps({**found, "again": [[os.waitstatus_to_exitcode(one), objects] for one, objects in again]}))
        if not killed:
            return


if __name__ == "__main__":
    main(sys.argv[1:])
