"""Killed at every step of placing a pack, of folder, storage and messenger: whole or not there, and once in the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from packs import MOMENT, change, file_of, packed, project_of_packs, tree_of
from storage_server import storage_server

from briefgen.deliver.delegations import load_delegation
from briefgen.deliver.pack import load_pack
from briefgen.deliver.pack.record import old_bytes
from briefgen.deliver.pack.shelf import shelf_of
from briefgen.project import Project, open_project

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.skipif(sys.platform == "win32", reason="processes are killed and copied in other ways on this system"),
]
SUPPORT = Path(__file__).resolve().parents[1] / "support"
SOURCE = Path(__file__).resolve().parents[2] / "src"
DELIVER = ["deliver", "east", "--json"]
SETTLE = [["ledger", "settle", str(number), "--not-sent", "--by", "Sample Person"] for number in range(1, 5)]
RECOVERY = [[DELIVER], [*SETTLE, DELIVER, DELIVER]]
EVERY = os.environ.get("BRIEFGEN_ROUNDS", "1") != "1"
"""Whether there is time for steps that are like others."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with one small pack."""
    found = project_of_packs(tmp_path / "template")
    change(file_of(found), "briefs: [one, two]", "briefs: [one]")
    packed(found)
    return found


def killed(
    project: Project,
    begin: str,
    stride: int,
    commands: Sequence[Sequence[str]],
    recovery: Sequence[Sequence[Sequence[str]]],
) -> list[dict[str, Any]]:
    """Kill commands at their steps, and return what happened at each; the last one was not killed."""
    folder = project.root.parent / "killed"
    folder.mkdir()
    world = {**os.environ, **MOMENT, "PYTHONPATH": f"{SOURCE}{os.pathsep}{SUPPORT}", "PYTHONIOENCODING": "utf-8"}
    world |= {"BRIEFGEN_S3_KEY": "key", "BRIEFGEN_S3_SECRET": "secret"}
    arguments = [str(project.root), str(folder), begin, str(stride), json.dumps(commands), json.dumps(recovery)]
    done = subprocess.run(
        [sys.executable, str(SUPPORT / "kill_steps.py"), *arguments],
        env=world, capture_output=True, encoding="utf-8", timeout=400, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["killed"] for one in found] == [True] * (len(found) - 1) + [False]
    assert len(found) > 4
    assert found[-1]["code"] == 0
    return found


def opened(project: Project, name: str) -> Project:
    return open_project(project.root.parent / "killed" / name, environment=MOMENT)


def test_a_pack_is_old_or_new_whenever_its_maker_is_killed(project: Project):
    old, again = tree_of(project.root / "packs"), ["reissue", "east", "--json"]
    change(file_of(project), "示例赑乙", "示例赑丙")
    found = killed(project, "placing", 1 if EVERY else 11, [again], [[again]])
    new = tree_of(opened(project, str(found[-1]["step"])).root / "packs")
    assert new != old
    for one in found:
        left, mended = opened(project, str(one["step"])), opened(project, f"{one['step']}.mended")
        pack = load_pack(left, load_delegation(file_of(left), left))
        assert pack is not None, one["step"]
        shelf = shelf_of(left, "east")
        for copy in pack.copies:
            assert old_bytes(shelf, {"name": copy.name, "internal": False, "sha256": copy.sha256}), one["step"]
        here = tree_of(left.root / "packs")
        assert {name: data for name, data in here.items() if not name.startswith(".")} in (old, new), one["step"]
        assert one["again"][0][0] == 0
        assert tree_of(mended.root / "packs") == new


def deliveries(project: Project, settings: str, channel: str) -> None:
    change(project.settings, "series:", f"deliver:\n{settings}series:")
    change(file_of(project), "arrival:", f"channels: [{channel}]\narrival:")
    packed(project)


def statuses(objects: list[dict[str, Any]]) -> list[str]:
    return [one["status"] for one in objects]


def agrees(found: list[dict[str, Any]]) -> None:
    """Look at each recovery: deliver, settle as not sent where it was unknown, deliver, deliver once more."""
    for one in found:
        (_, first), (_, second) = one["again"]
        told = set(statuses(first))
        assert len(told) == 1, one["step"]
        assert told <= {"sent", "already-sent", "unknown"}, one["step"]
        wanted = "sent" if "unknown" in told else "already-sent"
        assert statuses(second) == [wanted, "already-sent"], one["step"]
    assert any("unknown" in statuses(one["again"][0][1]) for one in found)


def test_a_folder_is_there_once_whenever_its_sender_is_killed(project: Project):
    deliveries(project, "  folder: out\n", "folder")
    found = killed(project, "sending", 1 if EVERY else 3, [DELIVER], RECOVERY)
    agrees(found)
    whole = None
    for one in found:
        out = opened(project, f"{one['step']}.mended").root / "out" / "east"
        (folder,) = (path for path in out.iterdir() if path.is_dir())
        assert (out / "latest.txt").read_text("utf-8").strip() == folder.name
        whole = whole or tree_of(folder)
        assert tree_of(folder) == whole
        left = opened(project, str(one["step"])).root / "out" / "east"
        for path in left.glob("2026-*") if left.exists() else ():
            assert tree_of(path) == whole  # whole or not there


@pytest.fixture
def storage() -> Iterator[tuple[str, Any]]:
    with storage_server() as found:
        yield found


def test_storage_holds_each_file_once_whenever_its_sender_is_killed(project: Project, storage: tuple[str, Any]):
    address, client = storage
    deliveries(project, f"  s3: {{endpoint: '{address}', bucket: packs, expires: 1 day}}\n", "s3")
    found = killed(project, "sending", 1 if EVERY else 5, [DELIVER], RECOVERY)
    agrees(found)
    held = [entry["Key"] for entry in client.list_objects_v2(Bucket="packs")["Contents"]]
    packs = {path.read_bytes() for path in (project.root / "packs" / "east").glob("*.*") if path.suffix != ".json"}
    assert len(held) == len(packs)
    assert {client.get_object(Bucket="packs", Key=key)["Body"].read() for key in held} == packs


def test_what_is_laid_out_for_messengers_is_whole_whenever_it_was_broken_off(project: Project):
    person = "recipients: [{id: liaison, name: {zh: 联络人, en: Liaison}, language: zh, channels: [messenger]}]\n"
    change(file_of(project), "arrival:", f"{person}arrival:")
    deliveries(project, "  messenger: {folder: by-hand}\n", "messenger")
    mark = ["deliver", "east", "--json", "--mark-sent", "wechat", "--to", "liaison"]
    found = killed(project, "start", 1 if EVERY else 20, [DELIVER], [[DELIVER], [mark, mark, DELIVER]])
    whole = None
    for one in found:
        told = [statuses(objects) for _, objects in one["again"]]
        assert told == [["prepared"], ["sent", "already-sent", "already-sent"]], one["step"]
        by_hand = opened(project, f"{one['step']}.mended").root / "by-hand" / "east"
        (folder,) = by_hand.iterdir()
        whole = whole or tree_of(folder)
        assert tree_of(folder) == whole
