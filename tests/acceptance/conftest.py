"""The finished editions that the tests here look at."""

from __future__ import annotations

import pytest
from editions import Shelf, shelf


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return a function that gives a finished edition by its name; each is made once in a run."""
    return shelf(tmp_path_factory.mktemp("editions"))
