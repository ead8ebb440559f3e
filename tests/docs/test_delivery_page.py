"""The page on delivery leads from an empty folder to a delivered sample pack: what is typed and seen, in order."""

from __future__ import annotations

import email
import email.policy
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from editions import briefgen
from mail_server import PASSWORD, authority, mail_server

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "delivery.md").read_text("utf-8")
WALK, REST = PAGE.split("## Settings and passwords")
DAY = "1794300000"  # 2026-11-10, when the embargo of the sample nordic has ended
TEXT = re.compile(r"```text\n(.*?)```", re.DOTALL)


def settings(page: str) -> str:
    (shown,) = re.findall(r"```yaml\n(deliver:.*?)```", page, re.DOTALL)
    return shown


def steps() -> Iterator[tuple[list[str], list[str]]]:
    """Yield each command of the walk, and what the page says is seen."""
    for block in TEXT.findall(WALK):
        for part in block.split("$ ")[1:]:
            typed, *seen = part.splitlines()
            yield shlex.split(typed), seen


def follows(seen: list[str], told: str) -> bool:
    """Say whether lines come in this order in what a command told, others between them."""
    lines = iter(told.splitlines())
    return all(any(re.fullmatch(re.escape(one).replace("…", ".*"), line) for line in lines) for one in seen)


def edited(project: Path) -> None:
    """Do to the delegation what the page says in words."""
    path = project / "data" / "delegations" / "guests.yaml"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("embargo:")]
    at = next(number for number, line in enumerate(lines) if line.strip() == "language: zh")
    assert lines[at + 1].strip() == "channels: [folder]"
    lines[at + 1] = lines[at + 1].replace("[folder]", "[mail]")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_the_walk_leads_from_an_empty_folder_to_a_delivered_pack(tmp_path: Path):
    trusted, context = authority(tmp_path / "ca")
    (tmp_path / "empty").mkdir()
    project = tmp_path / "empty" / "office"
    typed: list[str] = []
    here = tmp_path / "empty"
    with mail_server(starttls=context, login=True) as (box, port):
        world = {"SSL_CERT_FILE": str(trusted), "BRIEFGEN_SMTP_PASSWORD": PASSWORD, "SOURCE_DATE_EPOCH": DAY}
        for (program, *arguments), seen in steps():
            typed.append(" ".join(arguments))
            if program == "cd":
                here = here / arguments[0]
                assert here == project
                continue
            assert program == "briefgen"
            done = briefgen(*arguments, cwd=here, **world)
            told = done.stdout.decode("utf-8") + done.stderr.decode("utf-8")
            held = any("gate" in line for line in seen)
            assert done.returncode == (1 if held else 0), told
            assert follows(seen, told), (seen, told)
            if arguments == ["check"]:
                own = settings(WALK).replace("mail.example.org", f"localhost\n    port: {port}")
                path = project / "briefgen.yaml"
                path.write_text(f"{path.read_text('utf-8')}\n{own}", "utf-8")
            if held:
                edited(project)
            if arguments[:2] == ["ledger", "list"]:  # a name is wrong
                path = project / "data" / "delegations" / "guests.yaml"
                path.write_text(path.read_text("utf-8").replace("示例成员乙", "示例成员丙"), "utf-8")
    assert typed[0].startswith("init ")
    assert typed[-1].startswith("deliver ")
    addresses = [to for _, to, _ in box.arrived]
    assert addresses == [("me@example.org",), ("office@example.org",), ("office@example.org",)]
    test, real, late = (email.message_from_bytes(data, policy=email.policy.SMTP) for data in box.messages)
    assert test["Subject"] == f"【测试】{real['Subject']}"
    attached = {part.get_filename(): part.get_payload(decode=True) for part in real.iter_attachments()}
    folders = [path for path in (project / "out" / "guests").iterdir() if path.is_dir()]
    laid = [(path.name, path.read_bytes()) for folder in folders for path in folder.iterdir()]
    assert len(folders) == 2
    assert len(attached) == 4
    assert set(attached.items()) <= set(laid)
    again = {part.get_filename() for part in late.iter_attachments()}
    assert again
    assert again < set(attached)
    packed = {path.name: path.read_bytes() for path in (project / "packs" / "guests").iterdir() if path.is_file()}
    newest = (project / "out" / "guests" / "latest.txt").read_text("utf-8").strip()
    for path in (project / "out" / "guests" / newest).iterdir():
        assert packed[path.name] == path.read_bytes()
    assert not any("谈话要点" in name or "Talking" in name for name in (*dict(laid), *attached))


def test_the_other_commands_of_the_page_work(tmp_path: Path):
    project = tmp_path / "p"
    project.mkdir()
    for name in ("briefings", "data"):
        shutil.copytree(ROOT / name, project / name)
    text = (ROOT / "briefgen.yaml").read_text("utf-8")
    own = settings(REST)
    (project / "briefgen.yaml").write_text(f"{text}\n{own}", "utf-8")
    shown = re.findall(r"^briefgen .*", "\n".join(TEXT.findall(REST)), re.MULTILINE)
    rest = [shlex.split(line)[1:] for line in shown if "settle" not in line]
    assert rest
    ways = ("--channel", "folder", "--channel", "messenger")
    for command in (["pack", "nordic"], ["deliver", "nordic", *ways], *rest):
        done = briefgen(*command, cwd=project, SOURCE_DATE_EPOCH=DAY)
        assert done.returncode == 0, f"{command}\n{done.stdout.decode()}{done.stderr.decode()}"
