"""Time whole processes of `briefgen build`, cold and with the pictures stored, beside another program if one is named.

    python benchmarks/build_cpu.py [--project DIR] [--brief robotics] [--rounds 5] [--beside "python other.py out.pdf"]

CPU seconds are user and system time of the process and of all it leaves behind. Cold means that no picture is stored.
The programs run in turn, round by round, so that a slow spell hits all of them; ratios are taken within a round. Needs
an operating system that counts the time of child processes (Linux, macOS).
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

BUILD = "from briefgen.cli.main import main; main()"


def cpu_seconds(command: Sequence[str]) -> float:
    """Return the CPU time of a command in seconds."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", type=Path, default=Path(__file__).resolve().parents[1])
    parser.add_argument("--brief", default="robotics")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--beside", default="", help="a command that makes a comparable brief")
    options = parser.parse_args()
    beside = shlex.split(options.beside)
    times: dict[str, list[float]] = {"cold": [], "stored": [], "beside": []}
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("briefings", "data"):
            shutil.copytree(options.project / name, project / name)
        shutil.copy(options.project / "briefgen.yaml", project)
        build = [sys.executable, "-c", BUILD, "-C", str(project), "build", options.brief]
        cpu_seconds(build)
        for _ in range(options.rounds):
            if beside:
                times["beside"].append(cpu_seconds(beside))
            shutil.rmtree(project / ".briefgen", ignore_errors=True)
            times["cold"].append(cpu_seconds(build))
            times["stored"].append(cpu_seconds(build))
    for name, found in times.items():
        if found:
            print(f"{name:8} {statistics.median(found):.2f} CPU s")
    for name in ("cold", "stored") if beside else ():
        ratios = [one / other for one, other in zip(times[name], times["beside"], strict=True)]
        print(f"{name:8} {statistics.median(ratios):.2f} x beside")


if __name__ == "__main__":
    main()
