"""Give every loader the worst 100 kB that we can think of, and tell the seconds and the memory that each takes.

    python benchmarks/fuzz_limits.py [--only section] [--all]

Each input is read in a process split off for it. Told are the CPU seconds of the loader alone, the peak memory of its
process with all that briefgen imports, and how it ended: a result, or problems. What takes more than a second or 200
MiB, or ends in an error that no author could read, is marked and makes the exit code 1. Tests assert no times; this is
where they are looked at. Needs an operating system that can split a process (Linux, macOS).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fuzz_inputs import INPUTS, SETTINGS, XLSX, text_of_brief, text_of_section

sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "src"))

MOST_SECONDS = 1.0
MOST_MIB = 200.0
LONGEST = 20
"""Seconds of CPU after which an input is given up."""


@dataclass(frozen=True)
class Told:
    """Hold what an input took: its bytes, CPU seconds, MiB at the peak, and how it ended."""

    size: int
    seconds: float
    mib: float
    ended: str

    @property
    def is_bad(self) -> bool:
        """Say whether it took too much or ended in a fault."""
        return self.seconds > MOST_SECONDS or self.mib > MOST_MIB or self.ended.startswith("FAULT")


def load_one(loader: str, content: bytes, folder: Path) -> Callable[[], object]:
    """Put the content where the loader looks for it, and return the call."""
    from briefgen.project import open_project

    for name in ("briefings", "data"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "briefgen.yaml").write_bytes(SETTINGS)
    project = open_project(folder, environment={})
    if loader == "yaml":
        from briefgen.spec.reader import read_bytes

        return lambda: read_bytes(content, "x.yaml")
    if loader == "brief":
        from briefgen.spec.load import load_brief

        file = project.briefings / "x.yaml"
        file.write_bytes(content)
        return lambda: load_brief(file, project)
    if loader == "section":
        from briefgen.data.load import load_store

        (project.data / "s.yaml").write_bytes(content)
        return lambda: load_store(project, ("zh", "en"))
    if loader == "settings":
        from briefgen.spec.load import load_settings

        project.settings.write_bytes(content)
        return lambda: load_settings(project)
    if loader in ("csv", "xlsx"):
        from briefgen.data.sheets.read import read_sheet

        file = project.data / f"x.{loader}"
        file.write_bytes(content)
        return lambda: read_sheet(file, project)
    if loader == "picture":
        from briefgen.charts.store import load

        (folder / "x.json").write_bytes(content)
        return lambda: load(folder, "x")
    from briefgen.pipeline.manifest import read_entry

    (folder / "entry.json").write_bytes(content)
    return lambda: read_entry(folder / "entry.json")


def measured(group: str, shape: str) -> Told:
    """Load one input in a process split off from this one, after an easy input, and return what it took."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
        with os.fdopen(writing, "w", encoding="utf-8") as out:
            out.write(json.dumps(load_alone(group, shape)))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as read:
        told = read.read()
    _, status, usage = os.wait4(child, 0)
    if not told:
        return Told(0, float(LONGEST), 0.0, f"FAULT stopped after {LONGEST} s, or {os.waitstatus_to_exitcode(status)}")
    size, seconds, ended = json.loads(told)
    return Told(size, seconds, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10), ended)


def load_alone(group: str, shape: str) -> tuple[int, float, str]:
    """Return the size of an input, the CPU seconds of its loader, and how it ended."""
    from briefgen.errors import BriefgenError

    loader, shapes = INPUTS[group]
    content = shapes[shape]()
    with tempfile.TemporaryDirectory() as folder:
        call = load_one(loader, content, Path(folder))
        start = time.process_time()
        try:
            call()
            ended = "read"
        except BriefgenError as error:
            ended = str(getattr(error, "problems", [error.message])[0]).splitlines()[0]
        except Exception as error:
            ended = f"FAULT {type(error).__name__}: {error}"
        return len(content), time.process_time() - start, ended[:120]


def warm() -> None:
    """Load something easy with every loader, so that no input pays for imports."""
    easy = {"picture": b"", "manifest": b"", "xlsx": XLSX["empty"](), "csv": b"a,b\n1,2\n"}
    for loader in {loader for loader, _ in INPUTS.values()}:
        with tempfile.TemporaryDirectory() as folder, suppress(Exception):
            load_one(loader, easy.get(loader, b"a: b\n"), Path(folder))()
    for made in (text_of_brief("{a} **b**"), text_of_section("a")):
        with tempfile.TemporaryDirectory() as folder, suppress(Exception):
            load_one("brief" if made.startswith(b"kind") else "section", made, Path(folder))()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="groups whose name holds this")
    parser.add_argument("--all", action="store_true", help="print every input, not only the worst of each group")
    options = parser.parse_args()
    warm()
    failed = 0
    print("| loader | input | bytes | CPU s | peak MiB | ended |\n|---|---|---|---|---|---|", flush=True)
    for group, (_, shapes) in INPUTS.items():
        if options.only not in group:
            continue
        found = {shape: measured(group, shape) for shape in shapes}
        bad = {shape for shape, told in found.items() if told.is_bad}
        failed += len(bad)
        slowest = max(found, key=lambda shape: found[shape].seconds)
        for shape, told in found.items():
            if options.all or shape in bad or shape == slowest:
                mark = "**" if shape in bad else ""
                numbers = f"{told.size} | {told.seconds:.3f} | {told.mib:.0f}"
                print(f"| {group} | {mark}{shape}{mark} | {numbers} | {told.ended} |", flush=True)
    print(f"\n{failed} over {MOST_SECONDS:.0f} s or {MOST_MIB:.0f} MiB, or ended by a fault.")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
