"""The real programs take our units: systemd judges them, a real cron runs the line, in folders with odd names."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from scheduled import brief_of, files_of, project_of
from unit_readers import cron_line

from briefgen.schedule.install.cron import cron
from briefgen.schedule.install.host import Host, Recipe
from briefgen.schedule.install.systemd import systemd
from briefgen.schedule.store.opening import open_store

NAMES = ["briefs", "投资 简报", "100% ready", 'it\'s "so"', "a&b;c#d", "$HOME ${X}", "`id`*?~!()", "%h %%"]
BARE = {"HOME": "/", "LOGNAME": "root", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
"""All that cron gives to a command (crontab(5))."""
STUB = """#!/bin/sh
printf '%s\\n' "$@" > "$(dirname "$0")/arguments"
env > "$(dirname "$0")/environment"
"""


def place(tmp_path: Path, name: str, *, own: bool = False, program_too: bool = True) -> Host:
    """Return a project in a folder of this name, and a program in it that writes down what it is given."""
    root = tmp_path / name / "project"
    root.mkdir(parents=True)
    program = (root if program_too else tmp_path) / "python"
    program.write_text(STUB, "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return Host(str(root), (str(program), "-P", "-m", "briefgen"), "root", tmp_path / "home", own)


def laid_out(recipe: Recipe, folder: Path) -> list[Path]:
    """Write units into a folder as systemd will find them."""
    folder.mkdir()
    for unit in recipe.units:
        (folder / unit.path.name).write_bytes(unit.data)
    return [folder / unit.path.name for unit in recipe.units]


def given(host: Host) -> list[str]:
    return (Path(host.program[0]).parent / "arguments").read_text("utf-8").splitlines()


@pytest.mark.needs("systemd-analyze")
@pytest.mark.parametrize("own", [False, True], ids=["system", "user"])
@pytest.mark.parametrize("once", [False, True], ids=["stays", "once"])
def test_systemd_finds_nothing_wrong(tmp_path: Path, own: bool, once: bool):
    files: list[Path] = []
    folder = tmp_path / "units"
    for number, name in enumerate(NAMES):
        (tmp_path / str(number)).mkdir()
        host = place(tmp_path / str(number), name, own=own)
        files += laid_out(systemd(host, once=once), folder.with_name(f"units-{number}"))
    manager = ["--user"] if own else []
    world = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "SYSTEMD_LOG_LEVEL": "info"}
    done = subprocess.run(
        ["systemd-analyze", *manager, "verify", "--man=no", "--recursive-errors=no", *map(str, files)],
        capture_output=True, encoding="utf-8", check=False, env=world,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.needs("systemd-analyze")
def test_systemd_sees_what_is_wrong(tmp_path: Path):
    host = place(tmp_path, "briefs")
    (service,) = laid_out(systemd(host), tmp_path / "units")
    Path(host.program[0]).unlink()
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(service)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode
    assert "not executable" in done.stderr


@pytest.mark.needs("systemd-analyze")
def test_the_service_is_closed(tmp_path: Path):
    (service,) = laid_out(systemd(place(tmp_path, "briefs")), tmp_path / "units")
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=25", "--no-pager", str(service)],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("own", [False, True], ids=["system", "user"])
@pytest.mark.parametrize("name", NAMES)
def test_a_shell_with_the_surroundings_of_cron_runs_the_line(tmp_path: Path, name: str, own: bool):
    host = place(tmp_path, name, own=own)
    if own:
        host.secrets.parent.mkdir(parents=True)
        host.secrets.write_text("BRIEFGEN_SMTP_PASSWORD='right horse'\n", "utf-8")
    _, _, command = cron_line(cron(host).units[0].text.splitlines()[-1], user=not own)
    done = subprocess.run(["/bin/sh", "-c", command], env=BARE, cwd="/", capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert given(host) == ["-P", "-m", "briefgen", "-C", host.root, "schedule", "run", "--once", "--quiet"]
    world = (Path(host.program[0]).parent / "environment").read_text("utf-8")
    assert ("BRIEFGEN_SMTP_PASSWORD=right horse" in world) == own


CRON_ALONE = """\
mount -t tmpfs none /var/spool/cron && mkdir -m 1730 /var/spool/cron/crontabs || exit 75
mount -t tmpfs none /run && mount -t tmpfs none /dev/shm || exit 75
mount -t tmpfs none /etc/cron.d && mount --bind /dev/null /etc/crontab || exit 75
cp "$1"/* /etc/cron.d/ && chmod 644 /etc/cron.d/* || exit 75
faketime -f '@2026-11-23 05:59:55' cron -f >/dev/null 2>&1 &
for _ in $(seq 700); do
    sleep 0.1
    [ -e "$4/runs.sqlite3" ] && [ ! -e "$4/daemon.json" ] || continue
    [ "$(find "$2" -name environment | wc -l)" -lt "$3" ] || break
done
"""
"""A cron with files and processes of its own, for which a full hour is five seconds off; it ends with its shell."""


@pytest.mark.needs("cron", "faketime", "unshare")
def test_a_real_cron_runs_the_line(tmp_path: Path):
    hosts = []
    crontabs = tmp_path / "crontabs"
    crontabs.mkdir()
    for number, name in enumerate(NAMES):
        (tmp_path / "places" / str(number)).mkdir(parents=True)
        hosts.append(host := place(tmp_path / "places" / str(number), name))
        unit = cron(host).units[0]
        (crontabs / unit.path.name).write_bytes(unit.data)
    real = project_of(
        tmp_path / "places" / "real" / "南京 100%", files_of({"one": brief_of("One", schedule="daily 06:00")})
    )
    ours = Host(str(real.root), (sys.executable, "-P", "-m", "briefgen"), "root", tmp_path)
    (crontabs / ours.name).write_bytes(cron(ours).units[0].data)
    alone = ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child"]
    told = [str(crontabs), str(tmp_path / "places"), str(len(hosts)), str(real.runs)]
    done = subprocess.run(
        [*alone, "/bin/sh", "-c", CRON_ALONE, "sh", *told],
        capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    if done.returncode == 75 or (done.returncode and "not permitted" in done.stderr):
        return  # no file systems of one's own here: the test above has run the lines without cron
    assert len({host.name for host in hosts}) == len(hosts)
    for host in hosts:
        assert given(host) == ["-P", "-m", "briefgen", "-C", host.root, "schedule", "run", "--once", "--quiet"], done
        world = (Path(host.program[0]).parent / "environment").read_text("utf-8")
        assert "PATH=/usr/local/bin:/usr/bin:/bin" in world.splitlines()
    with open_store(real, reading=True) as store:
        assert set(store.watermarks()) == {"brief:one"}
