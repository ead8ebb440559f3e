"""The calendar file of an event: beside the PDF, the same on every build, kept in the record, cleaned with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from built_project import build, planned, reason
from editions import briefgen, copy_project
from icalendar import Calendar

from briefgen.pipeline.clean import clean
from briefgen.pipeline.results import Built
from briefgen.pipeline.wish import Wish
from briefgen.project import open_project

LINES = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//briefgen//briefgen//EN",
    "BEGIN:VEVENT",
    "SUMMARY:区块示例 · A sample of blocks",
    "DTSTART;VALUE=DATE:20240615",
    "DTEND;VALUE=DATE:20240619",
    "DTSTAMP:20260305T000000Z",
    "UID:EV-2026-03-blocks@briefgen",
    "LOCATION:示例会展中心 · Sample Exhibition Centre",
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
    "END:VCALENDAR",
]


@pytest.fixture(scope="module")
def _samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_project(tmp_path_factory.mktemp("events") / "p", samples=True)
    for name in ("long", "tables", "charts"):
        (root / "briefings" / f"{name}.yaml").unlink(missing_ok=True)
    assert isinstance(build(root, "blocks"), Built)
    return root


@pytest.fixture
def root(_samples: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(_samples, tmp_path / "p"))


def spec(root: Path) -> Path:
    return root / "briefings" / "blocks.yaml"


def changed(root: Path, old: str, new: str) -> None:
    text = spec(root).read_text("utf-8")
    assert old in text
    spec(root).write_text(text.replace(old, new, 1), "utf-8")


def test_it_tells_days_names_and_the_edition(root: Path):
    data = (root / "dist" / "blocks.ics").read_bytes()
    assert data.endswith(b"\r\n")
    assert data.decode("utf-8").splitlines() == LINES
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event.errors == []


def test_an_edition_in_one_language_has_its_own(root: Path):
    made = build(root, "blocks", Wish(language="en"))
    assert isinstance(made, Built)
    assert made.calendar == root / "dist" / "blocks.en.ics"
    text = made.calendar.read_text("utf-8")
    assert "SUMMARY:A sample of blocks\n" in text
    assert "UID:EV-2026-03-blocks@briefgen\n" in text


@pytest.mark.parametrize("wish", [Wish(audience="internal"), Wish(edition="office"), Wish(attach=True)])
def test_other_editions_have_none(root: Path, wish: Wish):
    made = build(root, "blocks", wish)
    assert isinstance(made, Built)
    assert made.calendar is None
    assert not made.path.with_suffix(".ics").exists()


def test_equal_briefs_give_equal_files(root: Path):
    calendar = root / "dist" / "blocks.ics"
    before = (calendar.read_bytes(), calendar.stat().st_mtime_ns)
    made = build(root, "blocks", force=True)
    assert isinstance(made, Built)
    assert calendar.read_bytes() == before[0]
    assert isinstance(build(root, "blocks"), Built)


def test_a_current_edition_names_its_calendar(root: Path):
    found = planned(root, "blocks")
    assert isinstance(found, Built)
    assert (found.state, found.calendar) == ("skipped", root / "dist" / "blocks.ics")


def test_what_became_of_the_file_is_noticed(root: Path):
    calendar = root / "dist" / "blocks.ics"
    calendar.write_bytes(b"other")
    assert reason(root, "blocks") == "the calendar file was changed"
    calendar.unlink()
    assert reason(root, "blocks") == "the calendar file was removed"
    made = build(root, "blocks")
    assert isinstance(made, Built)
    assert (made.state, calendar.read_text("utf-8").splitlines()) == ("unchanged", LINES)


def test_without_an_event_the_old_file_goes_unless_it_was_changed(root: Path):
    calendar = root / "dist" / "blocks.ics"
    event = spec(root).read_text("utf-8").partition("event:")[2].partition("sections:")[0]
    changed(root, f"event:{event}", "")
    before = calendar.read_bytes()
    made = build(root, "blocks")
    assert isinstance(made, Built)
    assert made.calendar is None
    assert not calendar.exists()
    calendar.write_bytes(before)
    assert reason(root, "blocks") == ""
    build(root, "blocks", force=True)
    assert calendar.exists()  # nobody knows any more whose it is


def test_a_day_that_is_awaited_gives_no_calendar(root: Path):
    data = root / "data" / "blocks.yaml"
    data.write_text(data.read_text("utf-8").replace("value: 2024-06-18", "value: missing"), "utf-8")
    changed(root, "kind: event", "kind: event\ngaps: state")
    made = build(root, "blocks")
    assert isinstance(made, Built)
    assert made.calendar is None


def test_it_is_removed_with_the_editions(root: Path):
    removed = {found.path.name: found.status for found in clean(open_project(root, environment={}), editions=True)}
    assert removed["blocks.ics"] == "removed"
    assert removed["blocks.pdf"] == "removed"
    assert not (root / "dist" / "blocks.ics").exists()


def test_a_changed_one_stays(root: Path):
    calendar = root / "dist" / "blocks.ics"
    calendar.write_bytes(b"other")
    removed = {found.path.name: found.status for found in clean(open_project(root, environment={}), editions=True)}
    assert removed["blocks.ics"] == "changed"
    assert calendar.exists()


def test_the_program_tells_of_it(root: Path):
    done = briefgen("build", "blocks", cwd=root)
    assert "dist/blocks.ics  (calendar)" in done.stdout.decode("utf-8")
    done = briefgen("build", "blocks", "--json", cwd=root)
    assert '"calendar": "dist/blocks.ics"' in done.stdout.decode("utf-8")
