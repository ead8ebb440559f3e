"""What the makers of a pack should look at is told with it, and holds nothing back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from json_document import documented
from packs import change, file_of, packed, project_of_packs

from briefgen.cli.main import run
from briefgen.project import Project, open_project

DAY = 1794787200
"""16 November 2026; the delegation arrives on the 20th and leaves on the 22nd."""
ENTRY = "  - {{id: {}, name: {{zh: 示例窗, en: Sample Counter}}, address: '{}', language: en}}\n"
LATE = "The letter of welcome bears 2026-11-20, and the delegation arrives on 2026-11-20."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project whose delegation is no sample."""
    found = project_of_packs(tmp_path)
    change(file_of(found), "sample: yes\n", "")
    return found


def on(project: Project, day: int) -> Project:
    """Return the project on a day of November 2026."""
    return open_project(project.root, environment={"SOURCE_DATE_EPOCH": str(DAY + (day - 16) * 86400)})


def told(project: Project, day: int) -> list[str]:
    return [warning.message for warning in packed(on(project, day)).warnings]


def test_a_letter_that_bears_the_day_of_arrival_is_warned_of(project: Project):
    assert told(project, 19) == []
    assert told(project, 20) == []  # it keeps its day for as long as it says the same
    change(file_of(project), "departure: 2026-11-22", "departure: 2026-11-23")
    assert told(project, 20) == [LATE]
    assert told(project, 22) == [LATE]
    assert told(project, 24) == []  # they have left


def test_samples_arrive_whenever_they_like(project: Project):
    change(file_of(project), "briefs: [one", "sample: yes\nbriefs: [one")
    assert told(project, 21) == []


def test_recipients_with_one_address_are_warned_of(project: Project):
    entries = ENTRY.format("office", "office@example.org") + ENTRY.format("counter", "Office@example.org")
    change(file_of(project), "talking:", f"recipients:\n{entries}talking:")
    assert told(project, 16) == ["The recipient counter has the e-mail address of the recipient office."]


def test_the_command_tells_warnings_and_makes_the_pack(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAY + 4 * 86400))
    assert run(["-C", str(project.root), "pack", "east"]) == 0
    out, err = capsys.readouterr()
    assert err.startswith(f"Warning: data/delegations/east.yaml:1:13: {LATE}\n  A letter keeps the day")
    assert out.startswith("east  →  packs/east")
    assert run(["-C", str(project.root), "pack", "east", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    documented(found)
    assert [(one["severity"], one["message"]) for one in found["problems"]] == [("warning", LATE)]
