"""Write the texts that test_read_aloud.py compares with anew; run it after a change of what is said that is wanted.

    python tests/acceptance/update_read.py

Read the difference before you commit it, the Chinese as a Chinese editor and the English as an English one.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "support")]
    from editions import Shelf
    from read_texts import EDITIONS, FOLDER, heard, path_of

    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        editions = Shelf(Path(folder))
        for edition in EDITIONS:
            path_of(edition).write_text(heard(editions(edition).data), "utf-8", newline="\n")
            print(path_of(edition).relative_to(ROOT).as_posix())


if __name__ == "__main__":
    main()
