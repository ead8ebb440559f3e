"""An interruption at any moment: exit code 130, one line, nothing left behind, the old file intact."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from editions import copy_project

from briefgen.cli.main import run
from briefgen.pipeline.interrupts import Interrupts

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("BRIEFGEN_ROUNDS", "3"))
# Says when Python itself has started; a runner may have let its children ignore Ctrl-C.
PROGRAM = """
import signal, sys
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.default_int_handler)
try:
    sys.stdout.write("ready\\n"); sys.stdout.flush()
    from briefgen.cli.main import main
    main()
except KeyboardInterrupt:  # so early that nothing of briefgen ran
    sys.stderr.write("Interrupted.\\n"); sys.exit(130)
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends no signals to one process")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_project(tmp_path_factory.mktemp("interrupted") / "p")
    text = (root / "briefings" / "industries" / "robotics.yaml").read_text("utf-8")
    for name in ("one", "two", "three"):
        (root / "briefings" / f"{name}.yaml").write_text(text, "utf-8")
    return root


def interrupted(project: Path, number: signal.Signals, after: float, *arguments: str) -> tuple[int, str, str]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "-C", str(project), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["INT", "TERM"])
def test_a_build_can_be_interrupted_at_any_moment(project: Path, number: signal.Signals, jobs: str):
    old = b"the old file"
    target = project / "dist" / "one.pdf"
    target.parent.mkdir(exist_ok=True)
    delays = random.Random(f"{number}{jobs}")
    ended = 0
    for _ in range(ROUNDS):
        target.write_bytes(old)
        delay = delays.uniform(0, 1.5)
        code, out, err = interrupted(project, number, delay, "build", "--all", "--force", "--jobs", jobs)
        said = f"after {delay:.3f} s: {code}\n{out}{err}"
        assert "Traceback" not in err, said
        assert code in (0, 130), said
        if code == 130:
            ended += 1
            assert err.splitlines() == ["Interrupted."], said
        data = target.read_bytes()
        assert data == old or (data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")), said
        assert [path.name for path in target.parent.iterdir() if "work" in path.name] == [], said
        assert [path.name for path in (project / ".briefgen").glob("work-*")] == [], said
    assert ended


def test_an_interrupted_command_tells_programs_so(project: Path):
    import json

    code, out, err = interrupted(project, signal.SIGINT, 0.4, "build", "--all", "--force", "--json")
    last = json.loads(out.splitlines()[-1])
    assert code == 130
    assert (last["command"], last["status"], last["exit_code"]) == ("build", "failed", 130)
    assert err == ""


def test_no_process_outlives_an_interrupted_build(project: Path, tmp_path: Path):
    """Each process holds the pipe of this test open as its standard error; it closes when the last has ended."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "-C", str(project), "build", "--all", "--force", "--jobs", "3"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
        stderr=writing,
    )
    os.close(writing)
    time.sleep(1)
    process.kill()  # without a chance to tell the others
    process.wait()
    with os.fdopen(reading, "rb") as pipe:
        assert b"Traceback" not in pipe.read()


LAST_MOMENT = """
import os, signal
class Last:
    def __del__(self, kill=os.kill, process=os.getpid(), number=signal.{name}):
        kill(process, number)
last = Last()
from briefgen.cli.main import main
main(["--version"])
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_an_interruption_while_the_interpreter_closes_down_changes_nothing(name: str):
    done = subprocess.run(
        [sys.executable, "-c", LAST_MOMENT.format(name=name)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_same_signal_again_disturbs_no_cleaning_up():
    interrupts = Interrupts().listen()
    try:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            signal.raise_signal(signal.SIGINT)  # the same again, sent to a group
            with pytest.raises(KeyboardInterrupt):
                interrupts.again()
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
            interrupts.deaf = True
        signal.raise_signal(signal.SIGINT)
        interrupts.again()
        assert interrupts.came
    finally:
        interrupts.rest()


def test_handlers_are_put_back(capsys: pytest.CaptureFixture[str]):
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), sys.unraisablehook
    assert run(["--version"]) == 0
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), sys.unraisablehook) == before


def test_what_the_caller_ignores_stays_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        interrupts = Interrupts().listen()
        signal.raise_signal(signal.SIGINT)
        assert interrupts.count == 0
        interrupts.rest()
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
