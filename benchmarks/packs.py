"""How long the packs of many delegations take: python benchmarks/packs.py [--delegations 40] [--jobs 2].

Each delegation gets five of the library's briefs, with all papers, and has names of its own; half of them get the
briefs in one language. All packs are made by `briefgen pack --all`, as a process from start to end: in one process and
in several, with nothing kept and with the bodies of the briefs kept from the run before.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from reissue import BRIEFS, ROOT, run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--delegations", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    for jobs in (1, options.jobs):
        with tempfile.TemporaryDirectory(prefix="briefgen-packs-") as folder:
            root = Path(folder)
            make_project(root, options.delegations)
            for what in ("nothing kept", "bodies kept"):
                shutil.rmtree(root / "packs", ignore_errors=True)
                wall, used = run(root, "pack", "--all", "--jobs", str(jobs))
                files = sum(path.suffix == ".pdf" for path in (root / "packs").rglob("*"))
                print(f"--jobs {jobs}, {what}: {wall:.1f} s, of CPU {used:.1f} s, {files} PDFs", flush=True)


def make_project(root: Path, count: int) -> None:
    """Write the library and delegations whose names no other has."""
    for name in ("briefings", "data"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "briefgen.yaml", root)
    folder = root / "data" / "delegations"
    text = (folder / "nordic.sample.yaml").read_text("utf-8")
    text = text.replace("briefs: [robotics, software]", f"briefs: [{BRIEFS}]")
    shutil.rmtree(folder)
    folder.mkdir()
    for number in range(1, count + 1):
        own = text.replace("delegation: nordic", f"delegation: nordic-{number}").replace("北欧", f"北欧{number}")
        own = own.replace("Nordic", f"Nordic {number}")
        if number % 2:
            own = own.replace("languages: [zh, en]", "languages: [en]")
        (folder / f"nordic-{number}.sample.yaml").write_text(own, "utf-8")


if __name__ == "__main__":
    main()
