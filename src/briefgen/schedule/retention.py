"""What goes, and when, by the rules of `schedule: keep:`; editions that were delivered never do.

What cannot be known stays: where the settings, a brief or the ledger cannot be read, nothing that depends on them goes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.data.freshness import later
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.pack.kept_bodies import FOLDER as BODIES
from briefgen.errors import NOWHERE, BriefgenError, EnvironmentFailure, Problem
from briefgen.schedule import outcomes
from briefgen.schedule.child import OUTPUT
from briefgen.schedule.clearing import File, files_in, folders_in, is_folder, remove, remove_empty
from briefgen.schedule.editions import NAME, folder_of, keep_edition
from briefgen.schedule.log import FILE as LOG
from briefgen.schedule.report.writing import PAGE, RECORD
from briefgen.schedule.store.opening import open_store
from briefgen.schedule.store.records import Outcome, Run
from briefgen.spec.ages import Age
from briefgen.spec.find import NAME_PATTERN
from briefgen.spec.load import load_settings
from briefgen.spec.schedule import Keep, parse_keep
from briefgen.system import Clock

if TYPE_CHECKING:
    from briefgen.project import Project

_RUN = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}(-[0-9]+)?")
"""How the folders of runs are called."""
_OF_RUN = {name + part for name in (LOG, OUTPUT, outcomes.FILE, PAGE, RECORD) for part in ("", ".part")}
_PICTURE = re.compile(r"[0-9a-f]{64}\.json")
_BODY = re.compile(r"[0-9a-f]{64}\.(json|pdf)")


@dataclass
class Removed:
    """Hold what went, or in a dry run would: files of editions, of runs and of `.briefgen`, records of runs, bytes.

    `problems` tell why something stays that might go.
    """

    editions: list[Path] = field(default_factory=list[Path])
    logs: list[Path] = field(default_factory=list[Path])
    pictures: list[Path] = field(default_factory=list[Path])
    runs: list[str] = field(default_factory=list[str])
    size: int = 0
    problems: list[Problem] = field(default_factory=list[Problem])

    def __bool__(self) -> bool:
        """Say whether anything went."""
        return bool(self.editions or self.logs or self.pictures or self.runs)


def tidy(project: Project, now: datetime, *, dry: bool = False) -> Removed:
    """Remove what the project's rules no longer keep, and return it; `dry` removes nothing.

    What somebody delivered by hand is taken into the archive first. To do it again changes nothing. Only files that
    this program makes go, in runs/ and in .briefgen of the project.
    """
    gone = Removed()
    try:
        schedule = load_settings(project).schedule
    except BriefgenError as error:
        gone.problems.append(_kept("Nothing is cleared away, as briefgen.yaml cannot be read", error))
        return gone
    rules = schedule.keep if schedule is not None else Keep()
    today = now.astimezone(UTC).date()
    went = _went_out(project, gone, dry=dry)
    if went is not None:
        _editions(project, rules, today, went, gone, dry=dry)
        _pictures(project, rules.pictures, today, went, gone, dry=dry)
    _runs(project, rules, today, gone, dry=dry)
    return gone


def after_run(project: Project, run: Run, outcome: Outcome) -> None:
    """Tidy up after a run. Raises EnvironmentFailure with what keeps something that might go."""
    gone = tidy(project, Clock().now())
    for problem in gone.problems:
        raise EnvironmentFailure(problem.message, problem.hint)


def _went_out(project: Project, gone: Removed, *, dry: bool) -> frozenset[str] | None:
    """Return what was delivered, None where nobody knows."""
    try:
        with open_ledger(project, reading=True) as ledger:
            went, bodies = ledger.went_out(), ledger.bodies_out()
    except BriefgenError as error:
        gone.problems.append(_kept("Editions stay, as the ledger cannot be read", error))
        return None
    if not dry:
        _take_in(project, bodies, gone)
    return went


def _take_in(project: Project, bodies: Iterable[tuple[str, str, str, str]], gone: Removed) -> None:
    """Keep the bodies of what somebody delivered by hand, for as long as `.briefgen` still has them."""
    if project.runs.is_symlink() or not is_folder(project.store):
        return
    there = {path.name.rpartition("_")[2] for folder in folders_in(folder_of(project)) for path, *_ in files_in(folder)}
    missing = {
        base: (brief, edition, day)
        for brief, edition, base, day in bodies
        if f"{base}.pdf" not in there and NAME_PATTERN.fullmatch(brief)  # papers have other names
    }
    for file in files_in(project.store / BODIES) if missing else ():
        wanted = missing.get(_sha256(file.path)) if file.path.suffix == ".pdf" else None
        if wanted is not None:
            brief, edition, day = wanted
            try:
                keep_edition(project, brief, edition, file.path.read_bytes(), date.fromisoformat(day))
            except BriefgenError as error:
                gone.problems.append(_kept(f"What was delivered of {brief} is not in the archive", error))
            except (OSError, ValueError):
                continue


def _editions(project: Project, rules: Keep, today: date, went: frozenset[str], gone: Removed, *, dry: bool) -> None:
    """Remove the oldest editions of each brief; the newest stays, however old it is."""
    own = _own_rules(project, gone)
    if own is None or not is_folder(project.runs):
        return
    for folder in folders_in(folder_of(project)):
        rule = own.get(folder.name, rules.editions)
        if not NAME_PATTERN.fullmatch(folder.name) or rule is None:
            continue
        known = [(found, file) for file in files_in(folder) if (found := NAME.fullmatch(file.path.name))]
        newest = sorted(known, key=lambda pair: (pair[0]["day"], pair[1].modified, pair[1].path.name), reverse=True)
        for place, (found, file) in enumerate(newest):
            over = place and found["sha256"] not in went and _is_over(rule, place, found["day"], today)
            # What somebody changed or renamed may be something else.
            if over and _sha256(file.path) == found["sha256"]:
                _remove(file, gone.editions, gone, dry=dry)


def _is_over(rule: int | Age, place: int, day: str, today: date) -> bool:
    if isinstance(rule, int):
        return place >= rule
    try:
        return later(date.fromisoformat(day), rule) < today
    except ValueError:
        return False


def _own_rules(project: Project, gone: Removed) -> Mapping[str, int | Age | None] | None:
    """Return what briefs say of their editions, None for one that cannot be read; None for all where none can be."""
    from briefgen.schedule.plans import plans

    try:
        found = plans(project)
    except BriefgenError as error:
        gone.problems.append(_kept("Editions stay, as the briefs cannot be listed", error))
        return None
    rules: dict[str, int | Age | None] = {}
    for one in found.schedules:
        kind, _, name = one.id.partition(":")
        if kind == "brief" and one.keep:
            rules[name] = parse_keep(one.keep)
    for trouble in found.problems:
        kind, _, name = trouble.schedule.partition(":")
        if kind == "brief":
            rules[name] = None
    return rules


def _pictures(project: Project, age: Age, today: date, went: frozenset[str], gone: Removed, *, dry: bool) -> None:
    """Remove pictures and bodies that no build used for long; the bodies of what was delivered stay."""
    for file in files_in(project.store):
        if _PICTURE.fullmatch(file.path.name) and _is_old(file, age, today):
            _remove(file, gone.pictures, gone, dry=dry)
    folder = project.store / BODIES
    if not is_folder(project.store):
        return
    for file in files_in(folder):
        if _BODY.fullmatch(file.path.name) and _is_old(file, age, today) and not _is_delivered(file.path, went):
            _remove(file, gone.pictures, gone, dry=dry)


def _is_delivered(path: Path, went: frozenset[str]) -> bool:
    """Say whether a kept body, or what is noted of it, is of a file that was delivered."""
    digest = _sha256(path.with_suffix(".pdf"))
    if digest in went:
        return True
    try:
        _, _, body = path.with_suffix(".json").read_text("utf-8").partition("\n")
        return json.loads(body)["sha256"] in went
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _runs(project: Project, rules: Keep, today: date, gone: Removed, *, dry: bool) -> None:
    """Remove the folders of old runs, and the records of older ones; of each schedule the last record stays."""
    if not is_folder(project.runs):
        return
    try:
        with open_store(project, reading=True) as store:
            runs = {run.id: run for run in store.runs()}
            last = {run.id for run in store.latest().values()}
    except BriefgenError as error:
        gone.problems.append(_kept("Logs stay, as the record of runs cannot be read", error))
        return
    open_runs = {id for id, run in runs.items() if run.state in ("due", "running")}
    for folder in folders_in(project.runs):
        if _RUN.fullmatch(folder.name) and folder.name not in open_runs:
            files = [file for file in files_in(folder) if file.path.name in _OF_RUN]
            ended = runs[folder.name].ended or runs[folder.name].due if folder.name in runs else None
            day = ended.astimezone(UTC).date() if ended is not None else _newest(files)
            if day is not None and later(day, rules.logs) < today:
                for file in files:
                    _remove(file, gone.logs, gone, dry=dry)
                if not dry:
                    remove_empty(folder)
    over = [
        id
        for id, run in runs.items()
        if id not in open_runs | last and later((run.ended or run.until).astimezone(UTC).date(), rules.runs) < today
    ]
    if over and not dry:
        try:
            with open_store(project) as store:
                store.forget_runs(over)
        except BriefgenError as error:
            gone.problems.append(_kept("Records of runs stay", error))
            return
    gone.runs += over


def _newest(files: Iterable[File]) -> date | None:
    times = [file.modified for file in files]
    return datetime.fromtimestamp(max(times), UTC).date() if times else None


def _is_old(file: File, age: Age, today: date) -> bool:
    return later(datetime.fromtimestamp(file.modified, UTC).date(), age) < today


def _remove(file: File, into: list[Path], gone: Removed, *, dry: bool) -> None:
    if dry or remove(file):
        into.append(file.path)
        gone.size += file.size


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _kept(why: str, error: BriefgenError) -> Problem:
    problems = getattr(error, "problems", ())
    if problems:
        return Problem(problems[0].place, f"{why}: {problems[0].message}", problems[0].hint)
    return Problem(NOWHERE, f"{why}: {error.message}", error.hint)
