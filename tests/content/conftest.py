"""Each shipped brief is built once in a worker, in a folder of the run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from content_rules import Looked
from editions import copy_project, make


@pytest.fixture(scope="session")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Looked]:
    root = copy_project(tmp_path_factory.mktemp("content"), library=True)
    made: dict[str, Looked] = {}

    def look(name: str) -> Looked:
        if name not in made:
            made[name] = Looked(make(root, name))
        return made[name]

    return look
