"""How long a thousand schedules take to be listed: python benchmarks/schedules.py [SCHEDULES].

Half of them are briefs of the size of `robotics`, half entries of delegations, two in a file; their words are of all
kinds, and hardly two of them are equal. Measured is the whole process of `briefgen schedule list`, as a console waits
for it: first with nothing kept, then with all kept, then after one file was changed; the target is 0.3 s.
After that, single questions: a year of downtime of a schedule that is due each minute.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefgen.project import open_project
from briefgen.schedule import Schedule
from briefgen.schedule.plans import plans
from briefgen.spec.when import parse_when

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "from briefgen.cli.main import main; main()"
HEAD = "issuer: {zh: 样例, en: Sample}\nseries: {zh: 样例, en: Sample}\n"
WORDS = (
    "first workday of month %s", "workdays %s", "Mondays %s", "1st of month %s", "last workday of month %s",
    "daily %s", "0 6 * * 1-5", "*/15 * * * *", "0 6 29 2 *", "weekdays %s",
)  # fmt: skip
TIMES = 11


def main() -> None:
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory(prefix="briefgen-schedules-") as name:
        root = Path(name)
        fill(root, total)
        print(f"{total} schedules in {total // 2 + total // 4} files, Python {sys.version.split()[0]}")
        print(f"nothing kept       {told([listed(root)])}")
        time.sleep(2.5)  # what was changed a moment ago is not trusted
        listed(root)
        warm = [listed(root) for _ in range(TIMES)]
        print(f"all kept           {told(warm)}")
        changed = root / "briefings" / "b0.yaml"
        changed.write_text(changed.read_text("utf-8") + "\n", "utf-8")
        print(f"one file changed   {told([listed(root)])}")
        project = open_project(root)
        tell("plans, all kept", lambda: plans(project))
    now = datetime(2026, 11, 23, 6, tzinfo=UTC)
    year = now - timedelta(days=365)
    minutely = Schedule("run:m", "build", ("all",), parse_when("* * * * *"), "Europe/London", timedelta(minutes=1))
    tell("next of a minute", lambda: minutely.next(now))
    tell("latest in a year", lambda: minutely.latest_due(now, year))
    tell("count in a year", lambda: minutely.count(year, now))


def fill(root: Path, total: int) -> None:
    (root / "briefings").mkdir()
    (root / "data" / "delegations").mkdir(parents=True)
    runs = "  runs:\n    - {id: library, when: workdays 06:00, build: all, jitter: 5 minutes}\n"
    (root / "briefgen.yaml").write_text(f"{HEAD}schedule:\n{runs}", "utf-8")
    body = (ROOT / "briefings" / "industries" / "robotics.yaml").read_text("utf-8")
    for number in range(total // 2):
        words = WORDS[number % len(WORDS)].replace("%s", f"{number % 24:02}:{number % 60:02}")
        text = f"{body}schedule: {{when: '{words}', jitter: {number % 9 + 1} minutes}}\n"
        (root / "briefings" / f"b{number}.yaml").write_text(text, "utf-8")
    guests = (ROOT / "data" / "delegations" / "nordic.sample.yaml").read_text("utf-8")
    guests = re.sub(r"^schedule:.*\n(?:[ -].*\n)*", "", guests, flags=re.MULTILINE)
    for number in range(total // 4):
        text = re.sub(r"^arrival: .*$", f"arrival: 2027-{number % 12 + 1:02}-{number % 20 + 1:02}", guests, flags=re.M)
        text = re.sub(
            r"^departure: .*$", f"departure: 2027-{number % 12 + 1:02}-{number % 20 + 4:02}", text, flags=re.M
        )
        entries = (
            f"schedule:\n  - 3 days before arrival {number % 24:02}:30\n"
            f"  - {{when: '1 day before arrival 09:{number % 60:02}', do: deliver, channels: [mail]}}\n"
        )
        (root / "data" / "delegations" / f"d{number}.yaml").write_text(text + entries, "utf-8")


def told(spent: list[tuple[float, float]]) -> str:
    wall, cpu = ([each[index] for each in spent] for index in range(2))
    several = f", wall {min(wall):.2f} to {max(wall):.2f} s" if len(wall) > 1 else ""
    return f"{statistics.median(wall):.2f} s, of which CPU {statistics.median(cpu):.2f} s{several}"


def listed(root: Path) -> tuple[float, float]:
    """Return how long the process of one listing takes on the clock and on the processor, in seconds."""
    world = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    before, begin = os.times(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "-C", str(root), "schedule", "list"],
        env=world, capture_output=True, text=True, check=False,
    )  # fmt: skip
    spent, after = time.perf_counter() - begin, os.times()
    assert len(done.stdout.splitlines()) > 100, done.stderr
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return spent, used


def tell(what: str, ask: Callable[[], object]) -> None:
    ask()
    spent: list[float] = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        ask()
        spent.append(time.perf_counter() - begin)
    print(f"{what:18} {statistics.median(spent) * 1000:.2f} ms")


if __name__ == "__main__":
    main()
