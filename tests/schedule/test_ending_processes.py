"""Ending a process by force: with all that it started, and no other that got its number."""

from __future__ import annotations

import os
import subprocess
from typing import Any

import pytest

from briefgen import system
from briefgen.system import end_process


@pytest.mark.parametrize("left", [False, True])
def test_on_windows_those_that_it_started_end_too(left: bool, monkeypatch: pytest.MonkeyPatch):
    ended: list[Any] = []
    lives = ["1/2"]

    def run(command: list[str], **_: Any) -> None:
        ended.append(command)
        if not left:
            lives[0] = ""

    monkeypatch.setattr(system.sys, "platform", "win32")
    monkeypatch.setattr(system, "process_started", lambda number: lives[0])
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(os, "kill", lambda number, signal: ended.append(number))
    assert end_process(4711, "1/2")
    assert ended == [["taskkill", "/PID", "4711", "/T", "/F"], *([4711] if left else [])]
    assert not end_process(4711, "3/4"), "another process has its number now"
