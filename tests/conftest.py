"""Let every test import the helpers of `tests/support`, skip what lacks a program, and skip nothing in CI."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent / "support"))

import verapdf

NO_SKIPS = os.environ.get("BRIEFGEN_NO_SKIPS") == "1"
"""Set by `.ci/run`: a skipped test counts as failed there, so that no test can sleep unseen."""

settings.register_profile("briefgen", deadline=None, derandomize=os.environ.get("BRIEFGEN_SAME_EXAMPLES") == "1")
settings.load_profile("briefgen")
"""No test asserts times; CI tries the same examples on every run, so that a green commit stays green."""


def pytest_configure() -> None:
    """Let interruptions be heard, which a shell has those ignore that it starts in the background."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test marked `needs("program")` where the program is not installed."""
    for marker in item.iter_markers("needs"):
        for program in marker.args:
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not installed")
    if item.get_closest_marker("verapdf") and verapdf.missing():
        pytest.skip(verapdf.missing())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a skipped test as failed where nothing may be skipped.

    The one exception are tests with veraPDF where `.ci/run` could not fetch it, which it tells loudly.
    """
    report = yield
    excepted = item.get_closest_marker("verapdf") and not os.environ.get(verapdf.VARIABLE)
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail") and not excepted:
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Count a skipped file as failed where nothing may be skipped."""
    report = yield
    if NO_SKIPS and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
    return report
