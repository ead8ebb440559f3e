"""Tell where the CPU time of a build goes: imports by package, stages of the build, and the floors below them.

    python benchmarks/profile_build.py [--rounds 7]

Imports are those of `python -X importtime`, each module's own time; they are somewhat dearer there than without it.
Floors are processes that do nothing but import what a step needs. Every figure is a median of whole processes.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from run import HERE, PROGRAM, environment, forget, run

IMPORT = re.compile(r"^import time:\s+(\d+) \|\s+\d+ \| \s*(\S+)$", re.MULTILINE)
OTHERS = "the rest"
LEAST = 0.004
"""Seconds below which a package is counted among the rest."""

FLOORS = {
    "python": "pass",
    "click": "import click",
    "click, json, hashlib, pathlib": "import click, json, hashlib, pathlib",
    "pyyaml": "import yaml",
    "pydantic": "import pydantic",
    "uharfbuzz": "import uharfbuzz",
    "reportlab.pdfgen.canvas": "import reportlab.pdfgen.canvas",
    "all of these": "import click, yaml, pydantic, uharfbuzz, reportlab.pdfgen.canvas",
    "matplotlib.figure": "import matplotlib.figure",
    "all, with matplotlib": "import click, yaml, pydantic, uharfbuzz, reportlab.pdfgen.canvas, matplotlib.figure",
    "all, no collection of garbage": (
        "import gc; gc.disable(); import click, yaml, pydantic, uharfbuzz, reportlab.pdfgen.canvas, matplotlib.figure"
    ),
    "briefgen's models": "import gc; gc.disable(); import briefgen.spec.load, briefgen.data.load",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="briefgen-profile-") as folder:
        project = Path(folder) / "project"
        subprocess.run([sys.executable, str(HERE / "make_project.py"), str(project), "1"], check=True)
        build = ["-C", str(project), "build", "issue-01"]
        for state, pictures in (("cold", True), ("pictures stored", False)):
            stages(project, build, state, pictures, options.rounds)
            imports(project, build, state, pictures, options.rounds)
    floors(options.rounds)


def stages(project: Path, build: list[str], state: str, pictures: bool, rounds: int) -> None:
    """Print the CPU time of each stage, as `build --json` tells it."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        forget(project, pictures=pictures)
        for stage, seconds in json.loads(said([sys.executable, "-c", PROGRAM, *build, "--json"])[0])["timings"].items():
            found.setdefault(stage, []).append(seconds)
    print(f"\n{state}: stages, ms\n")
    for stage, seconds in found.items():
        print(f"  {stage:30} {statistics.median(seconds) * 1000:6.0f}")


def imports(project: Path, build: list[str], state: str, pictures: bool, rounds: int) -> None:
    """Print the time that importing each package takes."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        forget(project, pictures=pictures)
        told = said([sys.executable, "-X", "importtime", "-c", PROGRAM, *build])[1]
        times: Counter[str] = Counter()
        for own, module in IMPORT.findall(told):
            times[module.split(".")[0]] += int(own) / 1e6
        for package, seconds in times.items():
            found.setdefault(package, []).append(seconds)
    middles = {package: statistics.median(seconds) for package, seconds in found.items()}
    big = {package: seconds for package, seconds in middles.items() if seconds >= LEAST}
    big[OTHERS] = sum(middles.values()) - sum(big.values())
    print(f"\n{state}: imports, ms ({len(middles)} packages)\n")
    for package, seconds in sorted(big.items(), key=lambda item: -item[1]):
        print(f"  {package:30} {seconds * 1000:6.0f}")


def floors(rounds: int) -> None:
    """Print the CPU time of processes that only import."""
    print("\nfloors: processes that only import, ms\n")
    for name, program in FLOORS.items():
        costs = [run([sys.executable, "-c", program]).cpu for _ in range(rounds + 1)][1:]
        print(f"  {name:30} {statistics.median(costs) * 1000:6.0f}")


def said(command: list[str]) -> tuple[str, str]:
    """Return what a command printed to both streams."""
    done = subprocess.run(command, env=environment(), capture_output=True, encoding="utf-8", check=True)
    return done.stdout, done.stderr


if __name__ == "__main__":
    main()
