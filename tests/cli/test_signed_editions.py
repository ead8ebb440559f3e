"""Signing from the command line: never twice for the same content, and nothing that a build leaves tells a password."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from certificates import PASSWORD, WORLD, Offices
from editions import ROOT, briefgen, small_project
from json_document import documented

OPENS = {**WORLD, "BRIEFGEN_SIGN_PASSWORD": PASSWORD}
NO_RING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
RING = f"""
from keyring.backend import KeyringBackend

class Ring(KeyringBackend):
    priority = 1

    def get_password(self, service, username):
        return {{("briefgen", "sign"): {PASSWORD!r}}}[service, username]

    def set_password(self, service, username, password):
        raise NotImplementedError
"""
BUILD = ("build", "robotics", "--sign")


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    return Offices(tmp_path_factory.mktemp("offices") / "pki")


@pytest.fixture
def project(tmp_path: Path, offices: Offices) -> Path:
    root = small_project(tmp_path / "office")
    settle(root, f"certificate: {offices.key().as_posix()}", "reason: 正式发布 Released")
    return root


def settle(root: Path, *lines: str) -> None:
    """Write `signing:` at the end of the settings."""
    settings = root / "briefgen.yaml"
    text = settings.read_text("utf-8").partition("\nsigning:")[0]
    settings.write_text(text + "\nsigning:\n" + "".join(f"  {line}\n" for line in lines), "utf-8")


def told(*arguments: str, cwd: Path, **world: str) -> dict[str, Any]:
    done = briefgen(*arguments, "--json", cwd=cwd, **{**NO_RING, **OPENS, **world})
    (line,) = done.stdout.decode("utf-8").splitlines()
    assert PASSWORD.encode() not in done.stdout + done.stderr
    return json.loads(line)


def refusal(*arguments: str, cwd: Path, **world: str) -> tuple[int, str]:
    done = briefgen(*arguments, cwd=cwd, **{**NO_RING, **WORLD, **world})
    words = (done.stdout + done.stderr).decode("utf-8")
    assert "Traceback" not in words
    return done.returncode, words


def test_the_same_content_is_signed_once(project: Path, offices: Offices):
    target = project / "dist" / "robotics.signed.pdf"
    first = told(*BUILD, cwd=project)
    assert (first["status"], first["edition"], first["path"]) == ("built", "signed", "dist/robotics.signed.pdf")
    data = target.read_bytes()
    assert told(*BUILD, cwd=project)["reason"] == ""
    settings = project / "briefgen.yaml"
    settings.write_text(settings.read_text("utf-8") + "# a remark\n", "utf-8")
    again = told(*BUILD, cwd=project)
    assert (again["status"], "changed" in again["reason"]) == ("unchanged", True)
    assert target.read_bytes() == data
    assert told(*BUILD, "--force", cwd=project)["status"] == "built"
    forced = target.read_bytes()
    assert forced != data
    target.write_bytes(forced[:-1])
    assert told(*BUILD, cwd=project)["status"] == "built"
    settle(project, f"certificate: {offices.key('rsa').as_posix()}", "reason: 正式发布 Released")
    before = target.read_bytes()
    assert told(*BUILD, cwd=project)["status"] == "built"
    assert target.read_bytes() != before
    (found,) = told("verify", str(target), cwd=project)["signatures"]
    assert (found["signer"], found["reason"]) == ("Sample Office (RSA)", "正式发布 Released")


def test_another_certificate_in_the_same_file_signs_anew(project: Path, offices: Offices, tmp_path: Path):
    mine = tmp_path / "mine.p12"
    mine.write_bytes(offices.key().read_bytes())
    options = (*BUILD, "--certificate", str(mine))
    assert told(*options, cwd=project)["status"] == "built"
    assert told(*options, cwd=project)["reason"] == ""
    mine.write_bytes(offices.key("rsa").read_bytes())
    changed = told(*options, cwd=project)
    assert (changed["status"], "changed" in changed["reason"]) == ("built", True)


def test_nothing_tells_the_password(project: Path):
    for more in ((), ("-v",), ("--force",)):
        done = briefgen(*BUILD, *more, cwd=project, **OPENS, BRIEFGEN_DEBUG="1")
        assert done.returncode == 0, done.stderr.decode("utf-8")
        assert PASSWORD.encode() not in done.stdout + done.stderr
    secret = [PASSWORD.encode("utf-8"), PASSWORD.encode("utf-16-be"), PASSWORD.encode("unicode_escape")]
    files = [path for path in project.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert [path for path in files if any(form in path.read_bytes() for form in secret)] == []
    code, words = refusal(
        *BUILD, "--force", cwd=project, BRIEFGEN_SIGN_PASSWORD="wrong-" + PASSWORD, BRIEFGEN_DEBUG="1"
    )
    assert (code, PASSWORD in words) == (3, False)
    assert "does not open with the password" in words


def test_the_key_ring_may_keep_the_password(project: Path, tmp_path: Path):
    ring = tmp_path / "ring"
    ring.mkdir()
    (ring / "sample_ring.py").write_text(RING, "utf-8")
    path = f"{ROOT / 'src'}{';' if sys.platform == 'win32' else ':'}{ring}"
    world = {**WORLD, "PYTHONPATH": path, "PYTHON_KEYRING_BACKEND": "sample_ring.Ring"}
    done = briefgen(*BUILD, cwd=project, **world)
    assert done.returncode == 0, done.stderr.decode("utf-8")


@pytest.mark.parametrize(
    ("lines", "options", "code", "words"),
    [
        ((), ("--sign",), 2, "--sign needs a certificate, and none is named."),
        ((), ("--certificate", "x.p12"), 2, "Add --sign."),
        (("certificate: none.p12",), ("--sign",), 3, "There is no certificate file none.p12."),
        (("certificate: briefgen.yaml",), ("--sign",), 3, "is no PKCS#12 file"),
        (("certificate: PAST",), ("--sign",), 3, "expired on 2026-10-21"),
        (("certificate: WEB",), ("--sign",), 3, "is not for signing documents"),
        (("certificate: OFFICE", "timestamp: ftp://x"), ("--sign",), 1, "no address of a timestamp server"),
        (("certificate: OFFICE", "timestamp: http://127.0.0.1:9/"), ("--sign",), 3, "The timestamp server"),
        (("certificate: ~/office.p12",), ("--sign",), 1, "a sign that is not filled in"),
        (("certificate: OFFICE", "password: secret"), ("--sign",), 1, "password"),
    ],
)
def test_what_cannot_be_signed_is_told_in_words(lines, options, code, words, project: Path, offices: Offices):
    for name in ("past", "web", "office"):
        lines = tuple(line.replace(name.upper(), offices.key(name).as_posix()) for line in lines)
    if lines:
        settle(project, *lines)
    else:
        settings = project / "briefgen.yaml"
        settings.write_text(settings.read_text("utf-8").partition("\nsigning:")[0] + "\n", "utf-8")
    found, said = refusal("build", "robotics", *options, cwd=project, BRIEFGEN_SIGN_PASSWORD=PASSWORD)
    assert words in said
    assert found == code
    assert not (project / "dist" / "robotics.signed.pdf").exists()


def test_without_the_library_it_is_named(project: Path, tmp_path: Path):
    assert told(*BUILD, cwd=project)["status"] == "built"
    missing = tmp_path / "missing" / "pyhanko"
    missing.mkdir(parents=True)
    (missing / "__init__.py").write_text("raise ImportError('not here')\n", "utf-8")
    path = f"{missing.parent}{';' if sys.platform == 'win32' else ':'}{ROOT / 'src'}"
    code, words = refusal(*BUILD, "--force", cwd=project, PYTHONPATH=path, BRIEFGEN_SIGN_PASSWORD=PASSWORD)
    assert code == 3
    assert "Signing needs pyHanko, which is not installed." in words
    assert "pip install 'briefgen[sign]'" in words
    assert "briefgen[sign]" in refusal("verify", "dist/robotics.signed.pdf", cwd=project, PYTHONPATH=path)[1]
    code, words = refusal("verify", "dist/robotics.signed.pdf", "--trust", "x", cwd=project, PYTHONPATH=path)
    assert (code, "briefgen[sign]" in words) == (3, True)
    assert briefgen("build", "robotics", cwd=project, PYTHONPATH=path).returncode == 0


def test_an_encrypted_file_can_be_signed(project: Path, offices: Offices):
    world = {"BRIEFGEN_PDF_PASSWORD": "Küste-蓝-1949"}
    options = (*BUILD, "--profile", "plain", "--encrypt")
    found = told(*options, cwd=project, **world)
    assert found["path"] == "dist/robotics.encrypted.signed.pdf"
    target = project / found["path"]
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(target)
    with pikepdf.open(target, password=world["BRIEFGEN_PDF_PASSWORD"]) as pdf:
        assert pdf.encryption.R == 6
        assert str(pdf.Root.AcroForm.Fields[0].V.Reason) == "正式发布 Released"
    trust = ("--trust", str(offices.certificate()))
    judged = told("verify", str(target), *trust, cwd=project, **world)
    assert [(one["state"], one["covers"], one["trusted"]) for one in judged["signatures"]] == [("intact", "file", True)]
    assert list((project / "dist" / ".manifest").glob("*encrypted*")) == []
    code, words = refusal(*BUILD, "--encrypt", cwd=project, **world, BRIEFGEN_SIGN_PASSWORD=PASSWORD)
    assert (code, "PDF/A forbids encryption" in words) == (2, True)


def test_verify_tells_of_signatures(project: Path, offices: Offices):
    with offices.timestamps() as (address, asked):
        settle(project, f"certificate: {offices.key().as_posix()}", f"timestamp: {address}", "location: 南京 Nanjing")
        assert told("build", "robotics", cwd=project)["status"] == "built"
        assert asked == []
        assert told(*BUILD, cwd=project)["status"] == "built"
        assert len(asked) == 1
        settings = project / "briefgen.yaml"
        settings.write_text(settings.read_text("utf-8") + "# a remark\n", "utf-8")
        assert told(*BUILD, cwd=project)["status"] == "unchanged"
        assert len(asked) == 1
    target, root = "dist/robotics.signed.pdf", str(offices.certificate())
    done = briefgen("verify", target, "--trust", root, cwd=project, **WORLD)
    words = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert "by 示例办公室 Sample Office (certificate of Sample Intermediate)" in words
    assert "2026-11-20 09:30:00 UTC, by the timestamp of Sample Timestamps\n" in words
    assert "intact, covers the whole file\n" in words
    assert "leads to a certificate that you named" in words
    found = told("verify", target, "--trust", root, cwd=project)
    documented(found)
    assert found["status"] == "ok"
    (one,) = found["signatures"]
    assert one["timestamp"] == {
        "time": "2026-11-20T09:30:00Z",
        "by": "Sample Timestamps",
        "intact": True,
        "trusted": True,
    }
    assert (one["level"], one["claimed"], one["location"]) == ("PAdES B-T", "2026-11-20T09:30:00Z", "南京 Nanjing")
    (one,) = told("verify", target, cwd=project)["signatures"]
    assert "trusted" not in one and "trusted" not in one["timestamp"]
    code, words = refusal("verify", target, "--trust", str(offices.certificate("stranger")), cwd=project)
    assert (code, "is not trusted" in words) == (4, True)
    code, words = refusal("verify", "dist/robotics.pdf", "--trust", root, cwd=project)
    assert (code, "The file is not signed." in words) == (4, True)
    assert refusal("verify", "dist/robotics.pdf", cwd=project)[0] == 0
    for wrong in ("none.crt", "briefgen.yaml"):
        code, words = refusal("verify", target, "--trust", wrong, cwd=project)
        assert (code, wrong in words) == (3, True)
    documented(told("verify", "dist/robotics.pdf", cwd=project))
    data = bytearray((project / target).read_bytes())
    data[len(data) // 3] ^= 1
    (project / "altered.pdf").write_bytes(data)
    code, words = refusal("verify", "altered.pdf", cwd=project)
    assert (code, "is broken: the file, or the signature itself, was altered." in words) == (4, True)
