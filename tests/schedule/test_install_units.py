"""Units say what they should to those who read them, whatever a path looks like; what is not ours is left alone."""

from __future__ import annotations

import plistlib
import shlex
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit_readers import TASK, cron_line, executed, misplaced, systemd_words, values, windows_words

from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.schedule.install.cron import cron, merged
from briefgen.schedule.install.host import MARK, Host, settled
from briefgen.schedule.install.launchd import launchd
from briefgen.schedule.install.systemd import systemd
from briefgen.schedule.install.windows import windows
from briefgen.schedule.install.writing import write

HOME = Path("/home/desk")
ODD = "南京 简报'\"%h%%$HOME${X}&&;#<>`id`*?~!()|[]=-,:@.é"
NAMES = st.text(st.sampled_from(ODD), min_size=1, max_size=12).filter(lambda name: name.strip() == name)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(lambda names: "/" + "/".join(names))


def host(root: str = "/srv/briefs", python: str = "/venv/bin/python", *, own: bool = False, **more: object) -> Host:
    return Host(root, (python, "-P", "-m", "briefgen"), "desk", HOME, own, **more)  # type: ignore[arg-type]


def expected(root: str, python: str, *arguments: str) -> list[str]:
    return [python, "-P", "-m", "briefgen", "-C", root, "schedule", "run", *arguments]


@given(root=PATHS, python=PATHS, own=st.booleans(), once=st.booleans(), outside=PATHS)
def test_systemd_reads_the_paths_back(root: str, python: str, own: bool, once: bool, outside: str):
    recipe = systemd(host(root, python, own=own, writable=(outside,)), once=once)
    service = recipe.units[0].text
    (start,) = values(service, "ExecStart")
    assert start.startswith(":")
    words = systemd_words(start.removeprefix(":"))
    if words[0] == "/usr/bin/env":
        assert {*"'\"\\"} & {*python}
        words.pop(0)
    else:
        assert not {*"'\"\\"} & {*python}  # systemd refuses them
    assert words == expected(root, python, *(["--once"] if once else []))
    if not own:
        (writable,) = values(service, "ReadWritePaths")
        assert systemd_words(writable) == [root, f"-{outside}"]
    assert all("%" not in text.replace("%%", "") for text in values(service, "Description"))


@given(root=PATHS, python=PATHS, own=st.booleans())
def test_cron_reads_the_paths_back(root: str, python: str, own: bool):
    recipe = cron(host(root, python, own=own))
    *told, line = recipe.units[0].text.splitlines()
    assert MARK in told[0]
    when, user, command = cron_line(line, user=not own)
    assert (when, user) == ("*/5 * * * *", "" if own else "desk")
    assert executed(command) == expected(root, python, "--once", "--quiet")


@given(root=PATHS, python=PATHS, user=NAMES)
def test_windows_reads_the_paths_back(root: str, python: str, user: str):
    try:
        recipe = windows(Host(root, (python, "-P", "-m", "briefgen"), user, HOME, True))
    except UsageMistake:
        assert any(path.count("%") > 1 for path in (root, python))
        return
    (unit,) = recipe.units
    assert unit.data.startswith((b"\xff\xfe", b"\xfe\xff"))
    task = ElementTree.fromstring(unit.data)
    assert misplaced(task) == []
    found = {element.tag.removeprefix(TASK): element.text for element in task.iter()}
    assert [found["Command"], *windows_words(found["Arguments"] or "")] == expected(root, python, "--once", "--quiet")
    assert found["UserId"] == user
    assert "assword" not in unit.text


@given(root=PATHS, python=PATHS, own=st.booleans(), once=st.booleans())
def test_launchd_reads_the_paths_back(root: str, python: str, own: bool, once: bool):
    (unit,) = launchd(host(root, python, own=own), once=once).units
    keys = plistlib.loads(unit.data)
    assert keys["ProgramArguments"] == expected(root, python, *(["--once", "--quiet"] if once else []))
    assert (keys.get("UserName"), unit.path.name) == (None if own else "desk", f"{keys['Label']}.plist")
    assert ("StartInterval" in keys, "KeepAlive" in keys) == (once, not once)


@given(PATHS)
def test_names_are_taken_by_all(root: str):
    name = host(root).name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(name) < 50
    assert name == host(root).name


def test_two_folders_of_one_name_have_two_names():
    assert host("/a/briefs").name != host("/b/briefs").name


def test_python_for_windows_opens_no_window():
    recipe = windows(host("C:\\投资 p", "C:\\Python\\python.exe"))
    found = {
        element.tag.removeprefix(TASK): element.text for element in ElementTree.fromstring(recipe.units[0].data).iter()
    }
    assert found["Command"] == "C:\\Python\\pythonw.exe"
    assert windows_words(found["Arguments"] or "")[3:5] == ["-C", "C:\\投资 p"]
    assert [found[key] for key in ("MultipleInstancesPolicy", "StartWhenAvailable", "LogonType")] == [
        "IgnoreNew", "true", "InteractiveToken",
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/a\nb", "/a\x1bb", "/a\u202eb", "/a\udcffb", "/a\x7f"])
def test_characters_that_no_unit_holds_are_refused(path: str):
    for wrong in (host(root=path), host(python=path), host(writable=(path,))):
        with pytest.raises(UsageMistake):
            settled(wrong)


@pytest.mark.parametrize("path", ["/a\\b", "/a\\", "/" + "长" * 330])
def test_cron_refuses_what_it_would_read_otherwise(path: str):
    with pytest.raises(UsageMistake):
        cron(host(path))


@pytest.mark.parametrize("path", ["C:\\%TEMP%\\p", "C:\\$(Arg0)"])
def test_windows_refuses_what_it_would_fill_in(path: str):
    with pytest.raises(UsageMistake):
        windows(host(path))


def test_cron_tells_the_operator():
    lines = cron(host(operator="ops@example.org")).units[0].text.splitlines()
    assert "MAILTO=ops@example.org" in lines
    assert lines[2].startswith("PATH=/")


@given(
    before=st.lists(st.sampled_from(["# mine\n", "5 4 * * * backup\n", "\n", "MAILTO=x\n"]), max_size=4),
    after=st.lists(st.sampled_from(["# more\n", "0 0 * * * x\n"]), max_size=3),
    ended=st.booleans(),
)
def test_the_rest_of_a_table_stays(before: list[str], after: list[str], ended: bool):
    ours = host(own=True)
    line = cron(ours).units[0].text
    table = "".join([*before, *after])
    table = table if ended else table.removesuffix("\n")
    once = merged(table, ours, line)
    assert once.replace(line, "") in (table, table + "\n")
    assert merged(once, ours, line) == once
    old = line.replace("*/5", "*/7")
    assert merged("".join([*before, old, *after]), ours, line) == "".join([*before, line, *after])
    other = cron(host("/srv/other", own=True)).units[0].text
    assert merged(other, ours, line) == other + line


def placed(tmp_path: Path, *, once: bool = False) -> tuple[Host, list[Path]]:
    ours = Host("/srv/briefs", ("/venv/bin/python", "-P", "-m", "briefgen"), "desk", tmp_path, own=True)
    return ours, [unit.path for unit in systemd(ours, once=once).units]


def test_units_are_written_whole_and_again_only_when_they_differ(tmp_path: Path):
    ours, paths = placed(tmp_path, once=True)
    recipe = systemd(ours, once=True)
    assert [how for _, how in write(recipe, ours)] == ["written", "written"]
    assert [path.read_bytes() for path in paths] == [unit.data for unit in recipe.units]
    assert [how for _, how in write(recipe, ours)] == ["unchanged", "unchanged"]
    paths[0].write_text(f"# {MARK}\nolder\n", "utf-8")
    assert [how for _, how in write(recipe, ours)] == ["written", "unchanged"]
    assert {path.name for path in paths[0].parent.iterdir()} == {path.name for path in paths}
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in paths)


@pytest.mark.parametrize("there", ["text", "link", "mask", "folder"])
def test_what_is_not_ours_is_left_alone(tmp_path: Path, there: str):
    ours, (service, timer) = placed(tmp_path, once=True)
    service.parent.mkdir(parents=True)
    if there == "text":
        timer.write_text("[Timer]\n", "utf-8")
    elif there == "folder":
        timer.mkdir()
    else:
        timer.symlink_to("/dev/null" if there == "mask" else tmp_path / "away")
    with pytest.raises((UsageMistake, EnvironmentFailure)):
        write(systemd(ours, once=True), ours)
    assert not service.exists()
    assert there != "text" or timer.read_text("utf-8") == "[Timer]\n"


def test_files_of_two_lines_of_a_shell_start_them():
    for recipe in (systemd(host(own=True)), systemd(host(), once=True), launchd(host(own=True)), windows(host())):
        assert all(shlex.split(line.replace("\\", "/")) for line in (*recipe.start, *recipe.stop))
        assert recipe.start
        assert recipe.remarks
