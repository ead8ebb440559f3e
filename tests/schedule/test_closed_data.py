"""A scheduled build where nobody may write into the folder of facts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from editions import ROOT
from scheduled import NOW, brief_of, files_of, project_of

BOUND = (ROOT / "tests" / "surviving" / "conftest.py").read_text("utf-8").split('BOUND = """')[1].split('"""')[0]
BUILD = """
import json, sys
sys.path[:0] = [sys.argv[2], sys.argv[3]]
from pathlib import Path
from scheduled import task_of
from briefgen.project import open_project
from briefgen.schedule.actions.build import build
project = open_project(Path(sys.argv[1]), environment={"SOURCE_DATE_EPOCH": sys.argv[4]})
try:
    (project.root / "data" / "new.txt").write_text("")
    written = True
except OSError:
    written = False
outcome = build(task_of(project))
print(json.dumps([written, [[item.subject, item.state, item.message] for item in outcome.items]]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="permissions are other ones on this system")
def test_a_scheduled_build_needs_nothing_but_to_read_the_data(tmp_path: Path):
    project_of(tmp_path, files_of({"one": brief_of("Robots"), "two": brief_of("Ships", 2)}))
    data = tmp_path / "data"
    paths = [*data.rglob("*"), data]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    moment = str(int(NOW.timestamp()))
    support = str(ROOT / "tests" / "support")
    command = [sys.executable, "-c", BOUND + BUILD, str(tmp_path), str(ROOT / "src"), support, moment]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)
    finally:
        data.chmod(0o755)
    assert done.returncode == 0, done.stderr
    written, items = json.loads(done.stdout)
    assert not written
    assert items == [["one", "built", ""], ["two", "built", ""]]
