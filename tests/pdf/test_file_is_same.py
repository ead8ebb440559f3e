"""The same drawing gives the same bytes, whatever ReportLab's settings, the time zone, locale and hash seed say."""

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
SETTINGS = """
useA85 = 1
pageCompression = 0
invariant = 0
pdfComments = 1
pdfMultiLine = 1
documentLang = 'xx'
canvas_basefontname = 'Times-Roman'
"""
DRAW = "import sys, sample_file; sys.stdout.buffer.write(sample_file.sample())"


def drawn(home: Path, **world: str) -> bytes:
    """Return what another process draws in its own surroundings."""
    path = os.pathsep.join(str(folder) for folder in (TESTS / "support", TESTS.parent / "src"))
    environment = {**os.environ, "PYTHONPATH": path, "HOME": str(home), "USERPROFILE": str(home), **world}
    found = subprocess.run([sys.executable, "-c", DRAW], env=environment, cwd=home, capture_output=True, check=False)
    assert found.returncode == 0, found.stderr.decode()
    return found.stdout


def test_surroundings_change_no_byte(tmp_path):
    plain, settled = tmp_path / "plain", tmp_path / "settled"
    plain.mkdir()
    settled.mkdir()
    (settled / ".reportlab_settings").write_text(SETTINGS, encoding="utf-8")
    first = drawn(plain, PYTHONHASHSEED="1", TZ="UTC")
    assert first.startswith(b"%PDF-1.7")
    assert drawn(settled, PYTHONHASHSEED="2", TZ="Asia/Shanghai", LC_ALL="de_DE.UTF-8", SOURCE_DATE_EPOCH="1") == first
    variables = {"RL_pdfComments": "1", "RL_invariant": "0", "RL_useA85": "1", "RL_pdfMultiLine": "1"}
    assert drawn(plain, PYTHONHASHSEED="3", **variables) == first


def test_the_users_settings_are_left_alone():
    from reportlab import rl_config
    from sample_file import sample

    before = rl_config.currentSettings()
    assert sample() == sample()
    assert rl_config.currentSettings() == before
