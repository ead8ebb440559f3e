"""Change digits of data and briefs at random, and measure how many are noticed.

    python benchmarks/mutations.py [--count 500] [--seed 1] [--jobs 2]

Works on a copy of the repository's data and briefs. Prints each change that nobody noticed, and a table of who noticed
the others.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "support")]


def tried(count: int, seed: int, start: int, step: int) -> list[tuple[str, str]]:
    """Return who noticed each of the changes of one worker, and the line that was changed."""
    from editions import copy_project
    from mutations import Watch, changes

    with tempfile.TemporaryDirectory() as folder:
        root = copy_project(Path(folder).resolve())
        watch = Watch(root)
        return [
            (watch.noticed(change), f"{change.file.relative_to(root)}:{change.line}: {change.text.strip()}")
            for change in changes(root, count, seed)[start::step]
        ]


def main() -> None:
    """Try the changes and tell what became of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=2)
    asked = options.parse_args()
    with ProcessPoolExecutor(asked.jobs) as pool:
        parts = [pool.submit(tried, asked.count, asked.seed, start, asked.jobs) for start in range(asked.jobs)]
        found = [one for part in parts for one in part.result()]
    for by, line in found:
        if not by:
            print("unnoticed", line)
    counts = Counter(by or "unnoticed" for by, _ in found)
    for by, count in counts.most_common():
        print(f"{by:10} {count:5} {100 * count / len(found):5.1f} %")


if __name__ == "__main__":
    main()
