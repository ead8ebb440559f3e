"""Draw the pictures that test_page_images.py compares with anew; run it after a change of the pages that is wanted.

    python tests/acceptance/update_pages.py

Look at the new pictures in tests/acceptance/pages before you commit them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "support")]
    from editions import Shelf
    from page_images import FOLDER, PAGES, path_of, picture, save

    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        editions = Shelf(Path(folder))
        for edition, page in PAGES:
            save(picture(editions(edition).data, page), path_of(edition, page))
            print(path_of(edition, page).relative_to(ROOT).as_posix())


if __name__ == "__main__":
    main()
