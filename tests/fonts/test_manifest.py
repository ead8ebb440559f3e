from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.errors import EnvironmentFailure
from briefgen.typeset.manifest import load_manifest

ENTRY = """\
faces:
  - id: sans-400
    file: A-Regular.ttf
    family: sans
    weight: 400
    script: latin
    postscript: A-Regular
    sha256: "00"
    licence: licences/OFL-A.txt
"""


def write(folder: Path, text: str) -> None:
    (folder / "manifest.yaml").write_text(text, "utf-8")


def test_faces_come_back_as_values(tmp_path: Path) -> None:
    write(tmp_path, ENTRY)
    (tmp_path / "A-Regular.ttf").touch()
    (face,) = load_manifest(tmp_path)
    assert (face.id, face.family, face.weight, face.script) == ("sans-400", "sans", 400, "latin")
    assert face.path == tmp_path / "A-Regular.ttf"
    assert (face.postscript, face.sha256) == ("A-Regular", "00")


def test_missing_manifest_stops_the_work(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match=r"manifest\.yaml cannot be read"):
        load_manifest(tmp_path)


def test_missing_font_file_is_named(tmp_path: Path) -> None:
    write(tmp_path, ENTRY)
    with pytest.raises(EnvironmentFailure, match=r"A-Regular\.ttf is missing") as caught:
        load_manifest(tmp_path)
    assert caught.value.exit_code == 3
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    ["", "faces", "faces: 3", "faces: [3]", "fonts: []", "faces: [", ENTRY.replace("weight: 400", "weight: bold")],
)
def test_damaged_manifest_stops_the_work(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    with pytest.raises(EnvironmentFailure, match="is damaged"):
        load_manifest(tmp_path)
