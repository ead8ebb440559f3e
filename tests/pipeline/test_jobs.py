"""Several briefs at once: the same results in the same order, and whatever happens to one stops no other."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from editions import briefgen, copy_project

from briefgen.errors import AuthorsMistakes, EnvironmentFailure
from briefgen.pipeline import jobs
from briefgen.pipeline.batch import build_briefs, check_briefs, choose
from briefgen.pipeline.faults import Fault
from briefgen.pipeline.jobs import at_once
from briefgen.pipeline.make import check_one
from briefgen.pipeline.results import Built, Checked, Order, Refused
from briefgen.pipeline.stages import DONE, Tell
from briefgen.pipeline.wish import AS_WRITTEN
from briefgen.project import Project, cores, open_project

NAMES = ("a", "b", "c", "d", "robotics")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    root = copy_project(tmp_path / "南京 p")
    text = (root / "briefings" / "industries" / "robotics.yaml").read_text("utf-8")
    for name in NAMES[:-1]:
        (root / "briefings" / f"{name}.yaml").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(Path(__file__).parent))  # the processes find the tasks of this file
    return open_project(root, environment={})


def spoil(project: Project, name: str) -> None:
    brief = project.briefings / f"{name}.yaml"
    brief.write_text(brief.read_text("utf-8").replace("theme: robotics", "theme: robotic"), "utf-8")


def orders(project: Project) -> list[Order]:
    return [
        Order(name, path, AS_WRITTEN, None, False, "") for name, path in choose(project, (), everything=True).items()
    ]


def dies(project: Project, shared: object, order: Order, tell: Tell | None = None) -> Checked | Refused:
    """Check a brief, except that the process of one is killed from outside and another ends by itself."""
    if order.name == "b":
        os.kill(os.getpid(), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    if order.name == "d":
        os._exit(7)
    return Checked(order.name, ())


def hangs(project: Project, shared: object, order: Order, tell: Tell | None = None) -> Checked | Refused:
    """Check a brief, except that one says nothing any more and never ends."""
    from threading import Event

    assert tell is not None
    tell(order.name, "begin")
    if order.name == "a":
        Event().wait()
    return Checked(order.name, ())


def waits(project: Project, shared: object, order: Order, tell: Tell | None = None) -> Checked | Refused:
    """Say that work has begun, then never end by itself."""
    from threading import Event

    assert tell is not None
    try:
        tell(order.name, "wait")
        while True:
            Event().wait(0.01)
    finally:
        (project.root / f"cleaned-{order.name}").write_text("", "utf-8")


def talks(project: Project, shared: object, order: Order, tell: Tell | None = None) -> Checked | Refused:
    """Take longer than silence may last, and say so meanwhile."""
    from threading import Event

    assert tell is not None
    tell(order.name, str(os.getpid()))
    for _ in range(7):
        Event().wait(2)
        tell(order.name, "goes on")
    return Checked(order.name, ())


class Heavy:
    """A task that takes long to open, as one that imports much."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __setstate__(self, state: dict[str, Path]) -> None:
        from threading import Event

        (state["root"] / "opening").write_text("", "utf-8")
        try:
            while True:
                Event().wait(0.01)
        finally:
            (state["root"] / "no longer").write_text("", "utf-8")


def chats(project: Project, shared: object, order: Order, tell: Tell | None = None) -> Checked | Refused:
    """Print, as a library might."""
    print("to be read by nobody")
    os.write(1, b"nor this\n")
    return Checked(order.name, ())


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Return a function that gives a task of this file a name under which other processes find it."""
    import sys

    monkeypatch.setitem(sys.modules, "test_jobs", sys.modules[__name__])

    def named(function: Callable[..., object]) -> Callable[..., object]:
        function.__module__ = "test_jobs"
        return function

    return named


def test_the_same_comes_of_it_as_one_by_one(project: Project):
    spoil(project, "c")
    files = choose(project, (), everything=True)
    alone = list(build_briefs(project, files, force=True))
    together = list(build_briefs(project, files, force=True, jobs=3))
    assert [result.name for result in together] == list(NAMES)
    for one, other in zip(alone, together, strict=True):
        if isinstance(one, Built):
            assert isinstance(other, Built)
            assert (one.sha256, one.path, one.pages, one.state) == (other.sha256, other.path, other.pages, other.state)
        else:
            assert isinstance(other, Refused)
            assert str(one.error) == str(other.error)
            assert isinstance(one.error, AuthorsMistakes)
            assert isinstance(other.error, AuthorsMistakes)
            assert one.error.problems == other.error.problems
    assert not list(project.store.glob("work-*"))


def test_checks_can_be_made_at_once(project: Project):
    spoil(project, "b")
    found = list(check_briefs(project, choose(project, (), everything=True), jobs=2))
    assert [type(result) for result in found] == [Checked, Refused, Checked, Checked, Checked]


def test_mistakes_that_all_share_are_told_once_with_those_of_the_briefs(project: Project):
    (project.data / "robotics.yaml").write_text("section: robots\n", "utf-8")
    (project.briefings / "b.yaml").write_text("kind: industrie\n", "utf-8")
    files = choose(project, (), everything=True)
    with pytest.raises(AuthorsMistakes) as alone:
        list(build_briefs(project, files))
    with pytest.raises(AuthorsMistakes) as together:
        list(build_briefs(project, files, jobs=2))
    assert together.value.problems == alone.value.problems
    assert {problem.place.file for problem in together.value.problems} >= {"data/robotics.yaml", "briefings/b.yaml"}


def test_a_killed_process_costs_its_own_brief_only(project: Project, task):
    results = list(at_once(project, orders(project), task(dies), 2))
    assert [result.name for result in results] == list(NAMES)
    killed = {result.name: str(result.error) for result in results if isinstance(result, Refused)}
    assert sorted(killed) == ["b", "d"]
    assert killed["b"] == "The process that worked on this brief was killed from outside."
    assert killed["d"] == "The process that worked on this brief ended by itself with code 7."
    assert all(isinstance(result.error, EnvironmentFailure) for result in results if isinstance(result, Refused))


def test_one_that_hangs_costs_its_own_brief_only(project: Project, task):
    heard: list[str] = []

    def tell(name: str, stage: str) -> None:
        if stage == DONE:
            heard.append(name)

    first, *others = at_once(project, orders(project), task(hangs), 2, tell, limit=12.0)
    assert isinstance(first, Refused)
    assert (first.name, first.error.message) == ("a", "It said nothing for 1 minute.")
    assert others == [Checked(name, ()) for name in NAMES[1:]]
    assert sorted(heard) == list(NAMES)
    assert set(heard[: heard.index("a")]) == {"c", "d", "robotics"}  # b waited behind it, and is made all the same


def test_one_that_goes_on_saying_something_may_take_long(project: Project, task):
    heard: list[str] = []
    asked = orders(project)[:1]
    made = at_once(project, asked, task(talks), 1, lambda name, stage: heard.append(stage), limit=12.0)
    assert list(made) == [Checked("a", ())]
    assert heard.count("goes on") == 7
    assert str(os.getpid()) not in heard  # one alone is given up, too


def test_who_stops_listening_ends_all_processes_and_they_clean_up(project: Project, task):
    begun: set[str] = set()

    def tell(name: str, stage: str) -> None:
        if stage == "wait":
            begun.add(name)
        if len(begun) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(at_once(project, orders(project), task(waits), 2, tell))
    assert {path.name for path in project.root.glob("cleaned-*")} == {f"cleaned-{name}" for name in begun}


def test_one_that_only_begins_is_ended_without_delay(project: Project, task, monkeypatch: pytest.MonkeyPatch):
    def tell(name: str, stage: str) -> None:
        if (project.root / "opening").exists():
            raise KeyboardInterrupt

    monkeypatch.setattr(Heavy, "__module__", "test_jobs")
    task(dies)  # so that the processes find this file
    with pytest.raises(KeyboardInterrupt):
        list(at_once(project, orders(project)[:1], Heavy(project.root), 1, tell, limit=600.0))
    assert (project.root / "no longer").exists()


def test_what_a_library_prints_gets_nowhere_near_the_results(project: Project, task, capfd: pytest.CaptureFixture[str]):
    results = list(at_once(project, orders(project), task(chats), 2))
    assert results == [Checked(name, ()) for name in NAMES]
    assert capfd.readouterr().out == ""


def test_each_stage_is_told_and_each_end_once(project: Project):
    heard: list[tuple[str, str]] = []
    list(
        build_briefs(
            project, choose(project, (), everything=True), force=True, jobs=2, tell=lambda *it: heard.append(it)
        )
    )
    assert sorted(name for name, stage in heard if stage == DONE) == list(NAMES)
    for name in NAMES:
        stages = [stage for told, stage in heard if told == name]
        assert stages[-1] == DONE
        assert {"check", "charts", "layout", "verify", "write"} <= set(stages)


@pytest.mark.parametrize(("number", "names"), [(1, NAMES), (8, ("a",)), (8, ())])
def test_one_job_or_one_brief_needs_no_process(
    project: Project, monkeypatch: pytest.MonkeyPatch, number: int, names: tuple[str, ...]
):
    monkeypatch.setattr(jobs, "start_apart", None)
    chosen = [order for order in orders(project) if order.name in names]
    assert [result.name for result in at_once(project, chosen, check_one, number)] == list(names)


def test_no_more_processes_than_briefs(project: Project, monkeypatch: pytest.MonkeyPatch):
    started: list[object] = []
    start = jobs.start_apart
    monkeypatch.setattr(jobs, "start_apart", lambda command: started.append(command) or start(command))
    assert len(list(at_once(project, orders(project)[:2], check_one, 50))) == 2
    assert len(started) == 2


def test_a_system_that_starts_no_process_is_told(project: Project, monkeypatch: pytest.MonkeyPatch):
    def none_left(command: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(jobs, "start_apart", none_left)
    with pytest.raises(EnvironmentFailure, match="No process can be started: resource temporarily unavailable"):
        list(at_once(project, orders(project), check_one, 2))


def test_a_fault_of_ours_in_one_brief_stops_no_other(project: Project, monkeypatch: pytest.MonkeyPatch):
    from briefgen.check import preflight

    right = preflight.preflight

    def wrong(brief, *rest):
        if brief.name == "b":
            raise KeyError("x")
        return right(brief, *rest)

    monkeypatch.setattr(preflight, "preflight", wrong)
    results = list(at_once(project, orders(project), check_one, 1))
    (refused,) = [result for result in results if isinstance(result, Refused)]
    assert isinstance(refused.error, Fault)
    assert "in wrong" in refused.error.trace
    assert len(results) == len(NAMES)
    again = pickle.loads(pickle.dumps(refused.error))
    assert (type(again), str(again), again.hint, again.trace) == (
        Fault,
        str(refused.error),
        refused.error.hint,
        refused.error.trace,
    )


@pytest.mark.parametrize("number", ["0", "auto", "2"])
def test_the_option_says_how_many(project: Project, number: str):
    done = briefgen("check", "--jobs", number, cwd=project.root)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [line.split(b":")[0].decode() for line in done.stdout.splitlines()] == list(NAMES)
    assert cores() >= 1


@pytest.mark.parametrize("number", ["-1", "two", "1.5", "", 5000 * "9"])
def test_what_is_no_number_is_refused(project: Project, number: str):
    done = briefgen("build", "a", "b", f"--jobs={number}", cwd=project.root)
    assert done.returncode == 2
    assert b"neither a number of processes nor auto" in done.stderr
