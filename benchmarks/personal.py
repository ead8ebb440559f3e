"""Make personal copies of one brief and print how long it takes: made, proved and written.

    python benchmarks/personal.py [--copies 1000] [--jobs 2] [--brief robotics] [--edition full]

The base is laid out and verified once; each process then makes its share of the copies, proves each to be the base and
what was meant besides, and writes it. Names are long, in two languages, all different, and hold rare characters. At the
end some copies are verified in full: inspected by all rules of what they claim.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from briefgen.check.finished.inspection import inspect_file
from briefgen.pipeline.personal import Base, Personal, build_base, personalise
from briefgen.pipeline.shared import read_shared
from briefgen.pipeline.wish import Wish, apply
from briefgen.project import open_project
from briefgen.spec.find import find_briefs
from briefgen.spec.load import load_brief

HAN = "瑞典皇家工程科学院代表团喀麦隆农业部考察组德国弗劳恩霍夫协会巴西圣保罗州投资促进局龘䶮鿏㛃"
LATIN = ("Royal", "Academy", "Ministry", "Delegation", "of", "Engineering", "São", "Łódź", "Đặng", "Fraunhofer")
SAMPLES = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--brief", default="robotics")
    parser.add_argument("--edition", choices=("full", "office", "phone", "print"), default="full")
    options = parser.parse_args()
    begin = time.perf_counter()
    project = open_project(Path(__file__).resolve().parents[1], environment={})
    shared = read_shared(project)
    wish = Wish(edition=None if options.edition == "full" else options.edition)
    brief = apply(wish, load_brief(find_briefs(project)[options.brief], project))
    base = build_base(project, shared, brief, wish)
    built = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="briefgen-copies-") as name:
        shares = [(base, Path(name), range(first, options.copies, options.jobs)) for first in range(options.jobs)]
        with ProcessPoolExecutor(options.jobs) as pool:
            spent = list(pool.map(make, *zip(*shares, strict=True)))
        done = time.perf_counter()
        files = sorted(Path(name).iterdir())
        size = sum(file.stat().st_size for file in files) / len(files)
        assert len(files) == options.copies
        for file in files[:: max(1, len(files) // SAMPLES)]:
            found = inspect_file(file.read_bytes())
            assert found.ok and found.copy == file.stem, found.findings
    print(f"base       {built - begin:6.2f} s wall, {len(base.data) / 1000:.0f} kB")
    print(
        f"copies     {done - built:6.2f} s wall for {options.copies} in {options.jobs} processes, {size / 1000:.0f} kB"
    )
    print(f"each       {1000 * sum(spent) / options.copies:6.1f} ms of CPU, made, proved and written")
    print(f"all        {done - begin:6.2f} s wall")


def make(base: Base, folder: Path, numbers: Sequence[int]) -> float:
    """Make copies of these numbers and return the CPU seconds that they took."""
    begin = time.process_time()
    for number in numbers:
        personal = Personal(hashlib.sha256(str(number).encode()).hexdigest()[:16], words(number))
        (folder / f"{personal.copy_id}.pdf").write_bytes(personalise(base, personal))
    return time.process_time() - begin


def words(number: int) -> dict[str, str]:
    """Return a name in both languages that no other number has."""
    han = "".join(HAN[(number * step + step) % len(HAN)] for step in range(3, 17))
    latin = " ".join(LATIN[(number + step * step) % len(LATIN)] for step in range(4))
    return {"zh": f"{han}{number}", "en": f"{latin} {number}"}


if __name__ == "__main__":
    main()
