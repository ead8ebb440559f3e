"""How long it takes to make a pack of five briefs again after a name has changed: python benchmarks/reissue.py.

A delegation gets five of the library's briefs, with all papers; then a member's name changes, and `briefgen reissue`
runs as a process of its own, from its start to its end. The target is 3 s.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BRIEFS = "robotics, software, biomedicine, smart-grid, next-gen-ict"
MOMENT = "1795132800"
ROUNDS = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("briefings", "data"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "briefgen.yaml", root)
        path = root / "data" / "delegations" / "nordic.sample.yaml"
        text = path.read_text("utf-8")
        text = text.replace("briefs: [robotics, software]", f"briefs: [{BRIEFS}]")
        assert BRIEFS in text
        path.write_text(text, "utf-8")
        wall, used = run(root, "pack", "nordic")
        print(f"the first pack: {wall:.2f} s, of CPU {used:.2f} s")
        found: list[tuple[float, float]] = []
        for number in range(ROUNDS):
            path.write_text(text.replace("示例成员乙", f"示例成员{'丁戊己庚辛'[number]}"), "utf-8")
            found.append(run(root, "reissue", "nordic"))
        for what, values in zip(("wall", "CPU"), zip(*found, strict=True), strict=True):
            print(f"reissue, {what}: median {statistics.median(values):.2f} s, least {min(values):.2f} s")


def run(root: Path, *arguments: str) -> tuple[float, float]:
    command = [sys.executable, "-c", "from briefgen.cli.main import main; main()", *arguments]
    world = {**os.environ, "SOURCE_DATE_EPOCH": MOMENT, "PYTHONPATH": str(ROOT / "src")}
    begin, before = time.perf_counter(), used()
    subprocess.run(command, cwd=root, env=world, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin, used() - before


def used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
