"""What runs out of several: the last holds, and the first is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from mail_server import authority
from scheduled import files_of, project_of

from briefgen.schedule.ends import ends
from briefgen.schedule.status import _ending

FIRST, LAST = datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_first_of_several_authorities_that_ends_is_told_and_is_not_wrong(tmp_path: Path):
    files = [authority(tmp_path / f"{until:%Y}", until=until)[0] for until in (FIRST, LAST)]
    both = tmp_path / "both.pem"
    both.write_text("".join(file.read_text("ascii") for file in files), "ascii")
    first, last = ends(project_of(tmp_path, files_of({}), SSL_CERT_FILE=str(both)), None, ())
    assert (first.at, last.at) == (FIRST, LAST)
    assert (first.name, last.name) == (f"One of 2 certificates of {both}", str(both))
    for now, code in ((FIRST - HOUR, "ends"), (FIRST + HOUR, "ended")):
        (finding,) = _ending((first, last), now)
        assert (finding.severity, finding.code) == ("warning", code)
    assert [each.severity for each in _ending((first, last), LAST - HOUR)] == ["warning", "error"]


@pytest.mark.parametrize("count", [1, 2])
def test_those_that_end_together_are_told_once(tmp_path: Path, count: int):
    files = [authority(tmp_path / str(number), until=LAST)[0] for number in range(count)]
    named = tmp_path / "all.pem"
    named.write_text("".join(file.read_text("ascii") for file in files), "ascii")
    (end,) = ends(project_of(tmp_path, files_of({}), SSL_CERT_FILE=str(named)), None, ())
    assert (end.at, end.others) == (LAST, False)
