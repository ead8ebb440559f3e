"""Data in the finished file: they come out as they went in, each at what it belongs to, and the archive takes them."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import page
import pikepdf
import pytest
from data_case import files_of, laid_with_data
from editions import Shelf

from briefgen.layout.document import Laid


@pytest.fixture(scope="module", params=["robotics", "tables.en"])
def laid(request: pytest.FixtureRequest, editions: Shelf) -> Laid:
    return laid_with_data(editions(request.param))


def test_files_come_out_as_they_went_in(laid: Laid):
    with pikepdf.open(io.BytesIO(laid.data)) as pdf:
        found = {
            name: (file.get_file().read_bytes(), file.description, file.get_file().mime_type, file.obj.AFRelationship)
            for name, file in pdf.attachments.items()
        }
    assert found == {
        name: (file.data, file.description, file.media, pikepdf.Name(f"/{file.relationship}"))
        for name, file in files_of(laid.context).items()
    }


def test_each_file_hangs_at_what_it_is_the_data_of(laid: Laid):
    with pikepdf.open(io.BytesIO(laid.data)) as pdf:
        at: dict[str, str] = {}
        waiting = [pdf.Root.StructTreeRoot.K]
        while waiting:
            node = waiting.pop()
            if isinstance(node, pikepdf.Array):
                waiting += list(node)
            elif isinstance(node, pikepdf.Dictionary):
                at.update({str(file.UF): str(node.S) for file in node.get("/AF", [])})
                waiting += [node.K] if "/K" in node else []
    expected = {
        file.name: "/Table" if "table" in file.name else "/Figure" for file in laid.context.attachments.values()
    }
    assert at == expected


@pytest.mark.needs("qpdf")
def test_the_file_is_sound(laid: Laid, tmp_path: Path):
    path = tmp_path / "data.pdf"
    path.write_bytes(laid.data)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_an_independent_validator_finds_nothing(laid: Laid, profile: str):
    report = page.validate_pdf_bytes(laid.data, profile=profile)
    assert report.is_compliant, report.failures[:5]
