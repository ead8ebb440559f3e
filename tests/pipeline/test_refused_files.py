"""A file that does not say what was drawn is not published: the old one stays, with the record of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_editions import Break, broken, digit_changed, nine_reads_as_six, paragraph_dropped
from built_project import build, planned

from briefgen.errors import VerificationFailure
from briefgen.pdf.surface import Surface
from briefgen.pipeline.results import Built, Refused

BRIEF = Path("briefings") / "industries" / "robotics.yaml"


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("change", [digit_changed, nine_reads_as_six, paragraph_dropped])
def test_a_file_that_reads_otherwise_leaves_everything_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, change: Break
):
    brief = root / BRIEF
    brief.write_text(brief.read_text("utf-8").replace("number: 2}", "number: 3}"), "utf-8")
    before = files(root)
    finish = Surface.finish
    monkeypatch.setattr(Surface, "finish", lambda surface: broken(finish(surface), change))
    refused = build(root)
    assert isinstance(refused, Refused)
    assert isinstance(refused.error, VerificationFailure)
    assert refused.error.exit_code == 4
    assert "fails its verification" in refused.error.message
    assert "as-recorded" in refused.error.message
    assert "the old file stays" in refused.error.hint
    assert refused.error.problems
    assert files(root) == before
    assert not isinstance(planned(root), Built)
    monkeypatch.setattr(Surface, "finish", finish)
    made = build(root)
    assert isinstance(made, Built)
    assert files(root) != before
