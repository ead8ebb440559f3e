"""veraPDF, the reference validator, run on many files at once; any answer that is not understood is an error.

The folder of its jars is named by the environment variable BRIEFGEN_VERAPDF; `.ci/run` fetches them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

VARIABLE = "BRIEFGEN_VERAPDF"
PROGRAM = "org.verapdf.apps.GreenfieldCliWrapper"
PROFILES = {
    "ua1": "PDF/UA-1 validation profile",
    "2a": "PDF/A-2A validation profile",
    "3a": "PDF/A-3A validation profile",
    "ua2": "PDF/UA-2 + Tagged PDF validation profile",
    "4f": "PDF/A-4F validation profile",
}
"""What veraPDF calls the profile that it judged by."""
LEAST_CHECKS, LEAST_RULES = 1000, 100
"""A file of ours has more of both; an answer with fewer is not one on such a file."""
MINUTES = 10


@dataclass(frozen=True)
class Verdict:
    """Hold what veraPDF says of a file: checks and rules that it tried, and the rules that failed."""

    checks: int
    rules: int
    failed: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.failed


class NoAnswerError(Exception):
    """Tell that veraPDF did not judge all files, or that its answer was not understood."""


def missing() -> str:
    """Return why veraPDF cannot run here, "" where it can."""
    if not os.environ.get(VARIABLE):
        return f"veraPDF is not here: {VARIABLE} does not name the folder of its jars"
    return "" if shutil.which("java") else "veraPDF needs Java, which is not installed"


def judge(files: Sequence[Path], flavour: str, home: Path) -> dict[str, Verdict]:
    """Return a verdict for each file, by its name, from one start of Java; `home` takes veraPDF's own files.

    Raises NoAnswerError where one of the files was not judged.
    """
    done = subprocess.run(
        ["java", "-Djava.awt.headless=true", f"-Duser.home={home}", "-cp", str(Path(os.environ[VARIABLE]) / "*"),
         PROGRAM, "--format", "xml", "--flavour", flavour, *map(str, files)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=MINUTES * 60,
    )  # fmt: skip
    if done.returncode not in (0, 1):
        raise NoAnswerError(f"veraPDF ended with {done.returncode}: {done.stderr[-2000:]}")
    verdicts = read(done.stdout, flavour, [file.name for file in files])
    if (done.returncode == 0) is not all(verdict.passed for verdict in verdicts.values()):
        raise NoAnswerError(f"veraPDF ended with {done.returncode}, which its report does not bear out")
    return verdicts


def read(answer: str, flavour: str, names: Sequence[str]) -> dict[str, Verdict]:
    """Return the verdicts in a report, which must hold one for each file and none besides.

    Raises NoAnswerError for whatever else a report may say.
    """
    try:
        report = ElementTree.fromstring(answer)
        summary = report.find("batchSummary")
        assert summary is not None, "no summary"
        troubles = {key: summary.attrib[key] for key in ("failedToParse", "encrypted", "outOfMemory", "veraExceptions")}
        assert set(troubles.values()) == {"0"}, troubles
        verdicts = dict(_verdict(job, PROFILES[flavour]) for job in report.findall("jobs/job"))
        counts = summary.find("validationReports")
        assert counts is not None, "no counts"
        failed = sum(not verdict.passed for verdict in verdicts.values())
        told = (summary.attrib["totalJobs"], counts.attrib["compliant"], counts.attrib["nonCompliant"])
        assert told == (str(len(names)), str(len(names) - failed), str(failed)), told
        assert counts.attrib["failedJobs"] == "0", "failed jobs"
        assert sorted(verdicts) == sorted(names), sorted(verdicts)
    except (ElementTree.ParseError, AssertionError, KeyError, ValueError) as error:
        raise NoAnswerError(f"veraPDF's report is not understood: {error}\n{answer[-2000:]}") from error
    return verdicts


def _verdict(job: ElementTree.Element, profile: str) -> tuple[str, Verdict]:
    name, (report,) = job.findtext("item/name"), job.findall("validationReport")
    assert name, "a job without a name"
    assert report.attrib["jobEndStatus"] == "normal", report.attrib
    assert report.attrib["profileName"] == profile, report.attrib
    details = report.find("details")
    assert details is not None, "no details"
    counts = {key: int(details.attrib[key]) for key in ("passedChecks", "failedChecks", "passedRules", "failedRules")}
    rules = details.findall("rule[@status='failed']")
    assert len(rules) == counts["failedRules"], "rules"
    assert report.attrib["isCompliant"] == ("false" if rules else "true"), report.attrib
    checks, tried = counts["passedChecks"] + counts["failedChecks"], counts["passedRules"] + counts["failedRules"]
    assert checks > LEAST_CHECKS and tried > LEAST_RULES, counts
    told = tuple(
        f"{rule.attrib['clause']}-{rule.attrib['testNumber']} {rule.findtext('description')}" for rule in rules
    )
    return Path(name).name, Verdict(checks, tried, told)
