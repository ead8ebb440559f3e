"""Send one parcel by mail, as a process of its own that a test can kill: FOLDER of the project, then its files."""

from __future__ import annotations

import sys
from pathlib import Path

from parcels import copy_of, means_of, parcel_of

from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.sending import deliver
from briefgen.project import open_project

if __name__ == "__main__":
    root = Path(sys.argv[1])
    means = means_of(open_project(root))
    copies = [copy_of(root / "pack", name, name.encode() * 9, brief=f"b{len(name)}") for name in sys.argv[2:]]
    with open_ledger(means.project) as ledger:
        for found in deliver([parcel_of(copies)], means, ledger):
            print(found.status, found.message, flush=True)
