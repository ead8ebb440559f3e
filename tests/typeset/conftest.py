from __future__ import annotations

import pytest

from briefgen.project import fonts_folder
from briefgen.typeset.faces import FaceSet, load_faces


@pytest.fixture(scope="session")
def faces() -> FaceSet:
    return load_faces(fonts_folder())
