"""`briefgen schedule install` prints what it would write, writes it where it belongs, and says how it is started."""

from __future__ import annotations

import json
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest
from editions import ROOT, briefgen
from json_document import documented
from unit_readers import cron_line, executed, systemd_words, values

SETTINGS = """\
issuer: {zh: 示例, en: Sample}
series: {zh: 示例, en: Sample}
deliver: {folder: /srv/packs, messenger: {folder: by-hand}}
schedule: {operator: {address: ops@example.org}}
"""
STUB = """\
#!/bin/sh
table="$(dirname "$0")/table"
case $1 in
    -l) [ -e "$table" ] || { echo "no crontab for desk" >&2; exit 1; }; cat "$table" ;;
    -) [ -e "$table.refused" ] && { echo "disk full" >&2; exit 1; }; cat > "$table" ;;
esac
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "投资 简报"
    root.mkdir()
    (root / "briefgen.yaml").write_text(SETTINGS, "utf-8")
    return root


def install(project: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    world = {"HOME": str(project.parent / "home"), **environment}
    done = briefgen("schedule", "install", *arguments, cwd=project, **world)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_service_is_printed_and_nothing_is_written(project: Path):
    before = {path.name for path in project.parent.iterdir()}
    code, out, told = install(project, "--systemd")
    assert code == 0
    start = systemd_words(values(out, "ExecStart")[0].removeprefix(":"))
    assert start == [sys.executable, "-P", "-m", "briefgen", "-C", str(project), "schedule", "run"]
    assert systemd_words(values(out, "ReadWritePaths")[0]) == [str(project), "-/srv/packs"]
    assert "To start it:  sudo systemctl daemon-reload" in told
    assert "/etc/systemd/system/briefgen-" in told
    assert {path.name for path in project.parent.iterdir()} == before


@pytest.mark.skipif(sys.platform != "linux", reason="systemd is written on Linux only")
def test_units_are_written_for_a_user(project: Path):
    code, out, told = install(project, "--systemd", "--once", "--user", "--write")
    assert code == 0, told
    folder = project.parent / "home" / ".config" / "systemd" / "user"
    written = sorted(path.name.partition(".")[2] for path in folder.iterdir())
    assert written == ["service", "timer"]
    assert out.count("  written\n") == 2
    assert "systemctl --user enable --now" in told
    assert "loginctl enable-linger" in told
    code, out, _ = install(project, "--systemd", "--once", "--user", "--write")
    assert (code, out.count("  unchanged\n")) == (0, 2)
    (timer,) = folder.glob("*.timer")
    timer.write_text("[Timer]\n", "utf-8")
    code, _, told = install(project, "--systemd", "--once", "--user", "--write")
    assert code == 2
    assert "briefgen has not made it" in told


def test_a_line_gets_into_the_users_table_and_nothing_else_changes(project: Path):
    programs = project.parent / "programs"
    programs.mkdir()
    (programs / "crontab").write_text(STUB, "utf-8")
    (programs / "crontab").chmod(0o755)
    table = programs / "table"
    world = {"PATH": f"{programs}:/usr/bin:/bin"}
    assert install(project, "--cron", "--user", "--write", **world)[0] == 0
    line = table.read_text("utf-8")
    assert executed(cron_line(line.splitlines()[-1], user=False)[2])[:6] == [
        sys.executable, "-P", "-m", "briefgen", "-C", str(project),
    ]  # fmt: skip
    mine = b"# caf\xe9\n0 5 * * * backup"
    table.write_bytes(mine)
    assert install(project, "--cron", "--user", "--write", **world)[0] == 0
    assert table.read_bytes() == mine + b"\n" + line.encode()
    code, out, _ = install(project, "--cron", "--user", "--write", **world)
    assert (code, "unchanged" in out) == (0, True)
    table.write_bytes(mine)
    (programs / "table.refused").touch()
    code, _, told = install(project, "--cron", "--user", "--write", **world)
    assert (code, table.read_bytes()) == (3, mine)
    assert "disk full" in told
    (programs / "crontab").unlink()
    code, _, told = install(project, "--cron", "--user", "--write", PATH="/nowhere")
    assert (code, "cannot be run" in told) == (3, True)


REAL_TABLE = """\
mount -t tmpfs none /var/spool/cron && mkdir -m 1730 /var/spool/cron/crontabs || exit 75
printf '# mine\\n0 5 * * * true\\n' | crontab - || exit 75
"$@" >&2 && crontab -l && "$@" >&2 && crontab -l
"""


@pytest.mark.needs("crontab", "unshare")
def test_the_real_crontab_takes_it(project: Path):
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); from briefgen.cli.main import main; main()"
    program = [sys.executable, "-c", code, "-C", str(project), "schedule", "install", "--cron", "--user", "--write"]
    done = subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", REAL_TABLE, "sh", *program],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode == 75 or "Operation not permitted" in done.stderr:
        return  # no file systems of one's own here: the test above has asked a stand-in
    assert done.returncode == 0, done.stderr
    once, again = done.stdout[: len(done.stdout) // 2], done.stdout[len(done.stdout) // 2 :]
    assert once == again
    assert once.startswith("# mine\n0 5 * * * true\n# briefgen-")
    assert once.count("\n") == 4


def test_objects_hold_the_whole_unit(project: Path):
    for way in ("--systemd", "--cron", "--windows", "--launchd"):
        code, out, told = install(project, way, "--json")
        assert (code, told) == (0, "")
        (found,) = [json.loads(line) for line in out.splitlines()]
        documented(found)
        assert found["status"] == "shown"
        assert "made by briefgen schedule install" in found["text"]
    _, out, _ = install(project, "--launchd", "--user", "--json")
    keys = plistlib.loads(json.loads(out)["text"].encode())
    assert keys["ProgramArguments"][5] == str(project)
    _, out, _ = install(project, "--systemd", "--once", "--json")
    assert len(out.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--systemd"),
        (["--cron", "--once"], "in any case"),
        (["--windows", "--write"], "This system has no windows"),
        (["--launchd", "--write"], "This system has no launchd"),
    ],
)
def test_wrong_wishes_are_told(project: Path, arguments: list[str], said: str):
    if f"{arguments[:1]}" == {"win32": "['--windows']", "darwin": "['--launchd']"}.get(sys.platform):
        return
    code, out, told = install(project, *arguments)
    assert (code, out) == (2, "")
    assert said in told
