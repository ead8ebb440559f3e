"""`python -m briefgen`: the program, for processes that it starts itself and where no script is installed."""

from __future__ import annotations

from briefgen.cli.main import main

if __name__ == "__main__":
    main()
