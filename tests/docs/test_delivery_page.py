"""The page on delivery leads from nothing to a delivered sample pack: its settings and commands, in order."""

from __future__ import annotations

import email
import email.policy
import re
import shlex
import shutil
from pathlib import Path

from editions import briefgen
from mail_server import mail_server

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "delivery.md").read_text("utf-8")
DAY = "1794300000"  # 2026-11-10, when the embargo of the sample has ended


def settings(port: int) -> str:
    """Return the settings that the page shows, with a server on this machine."""
    (shown,) = re.findall(r"```yaml\n(deliver:.*?)```", PAGE, re.DOTALL)
    shown = shown.replace("mail.example.org", f"127.0.0.1\n    port: {port}")
    return re.sub(r"security: starttls.*", "security: none", shown).replace("    user: desk\n", "")


def commands() -> list[list[str]]:
    found = re.findall(
        r"^briefgen .*", "\n".join(re.findall(r"```(?:text|sh)\n(.*?)```", PAGE, re.DOTALL)), re.MULTILINE
    )
    return [shlex.split(line)[1:] for line in found if "settle" not in line]


def test_the_page_leads_to_a_delivered_pack(tmp_path: Path):
    project = tmp_path / "p"
    project.mkdir()
    for name in ("briefings", "data"):
        shutil.copytree(ROOT / name, project / name)
    with mail_server() as (box, port):
        text = (ROOT / "briefgen.yaml").read_text("utf-8")
        (project / "briefgen.yaml").write_text(f"{text}\n{settings(port)}", "utf-8")
        for command in commands():
            done = briefgen(*command, cwd=project, SOURCE_DATE_EPOCH=DAY)
            assert done.returncode == 0, f"{command}\n{done.stdout.decode()}{done.stderr.decode()}"
    assert [to for _, to, _ in box.arrived] == [("me@example.org",), ("nordic-office@example.org",)]
    test, real = (email.message_from_bytes(data, policy=email.policy.SMTP) for data in box.messages)
    assert test["Subject"] == f"[Test] {real['Subject']}"
    attached = {part.get_filename(): part.get_content() for part in real.iter_attachments()}
    (latest,) = (project / "out" / "nordic").glob("latest.txt")
    folder = latest.parent / latest.read_text("utf-8").strip()
    packed = {path.name: path.read_bytes() for path in (project / "packs" / "nordic").iterdir() if path.is_file()}
    laid = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {name: packed[name] for name in laid} == laid
    bodies = {data if isinstance(data, bytes) else data.encode().replace(b"\r\n", b"\n") for data in attached.values()}
    assert len(bodies) == len(laid) == len(attached)
    assert {data for data in laid.values() if data.startswith(b"%PDF")} == {
        data for data in bodies if data.startswith(b"%PDF")
    }
    assert not any("谈话要点" in name or "Talking" in name for name in (*laid, *attached))
