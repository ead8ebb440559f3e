"""Packs whose files are signed or encrypted: what goes out holds what it must, and nothing is sealed twice."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pikepdf
import pytest
from certificates import PASSWORD as KEY
from certificates import Offices
from key_ring import no_ring
from packs import MOMENT, change, file_of, packed, project_of_packs, tree_of

from briefgen.check.finished.inspection import inspect_file
from briefgen.check.finished.signatures import read_signatures
from briefgen.cli.main import run
from briefgen.deliver.channels.pictures import card, pages
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.pack.assemble import Made, Wanted
from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.pdf.finishing.encryption import encrypted, opens
from briefgen.project import Project, open_project

SECRET = "right horse 马"
AGAIN = Wanted(None, again=True, sign=None, encrypt=None)
HAND_OVER = ("brief", "brief", "letter", "programme")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Offices(tmp_path_factory.mktemp("offices") / "pki").key()


@pytest.fixture
def project(tmp_path: Path, certificate: Path) -> Project:
    """Return a project with a certificate, and with what its passwords are."""
    made = project_of_packs(tmp_path / "p")
    (made.root / "office.p12").write_bytes(certificate.read_bytes())
    change(made.settings, "series:", "signing: {certificate: office.p12}\nseries:")
    return with_world(made)


def with_world(project: Project, **world: str) -> Project:
    known = {**MOMENT, "BRIEFGEN_SIGN_PASSWORD": KEY, "BRIEFGEN_PDF_PASSWORD": SECRET, **world}
    return open_project(project.root, environment=known)


def out(made: Made) -> list[bytes]:
    """Return the PDFs that go out."""
    found = [item for item in made.items if not item.internal and item.kind != "calendar"]
    assert tuple(item.kind for item in found) == HAND_OVER
    return [item.data for item in found]


def test_what_goes_out_is_signed_and_keeps_its_claims(project: Project):
    plain = {item.subject: item for item in packed(project).items}
    made = packed(project, wanted=Wanted(sign=True))
    for data in out(made):
        (signature,) = read_signatures(data, project.now())
        assert (signature.state, signature.covers) == ("intact", "file")
        report = inspect_file(data)
        assert (report.findings, report.signed, len(report.claims)) == ((), 1, 2)
    assert [inspect_file(data).copy for data in out(made)][:2] == [item.id for item in made.items][:2]
    for item in made.items:
        signed = not item.internal and item.kind != "calendar"
        assert item.data.startswith(plain[item.subject].data) and (item.data != plain[item.subject].data) == signed
        assert item.id == plain[item.subject].id
    manifest = json.loads(made.pack.manifest.read_bytes())
    for entry in manifest["files"]:
        assert entry["sha256"] == hashlib.sha256((made.pack.folder / entry["name"]).read_bytes()).hexdigest()
    with open_ledger(project, reading=True) as ledger:
        known = {digest for (digest,) in ledger.connection.execute("SELECT sha256 FROM copies").fetchall()}
    assert {hashlib.sha256(data).hexdigest() for data in out(made)} <= known


def test_nothing_is_signed_twice_and_a_late_change_signs_what_it_changes(project: Project):
    packed(project, wanted=Wanted(sign=True))
    before = tree_of(project.root / "packs")
    again = packed(project, wanted=Wanted(sign=True))
    assert (again.state, tree_of(project.root / "packs")) == ("unchanged", before)
    change(file_of(project), "示例赑乙", "示例赑丙")
    late = packed(project, wanted=AGAIN)
    assert {one.kind for one in late.changes if one.how != "same"} >= {"programme"}
    assert "brief" not in {one.kind for one in late.changes if one.how != "same"}
    assert all(inspect_file(data).signed == 1 for data in out(late))
    unsigned = packed(project)
    assert not any(inspect_file(data).signed for data in out(unsigned))


def test_a_broken_signed_file_is_signed_anew(project: Project):
    made = packed(project, wanted=Wanted(sign=True))
    made.pack.copies[0].path.write_bytes(b"broken")
    assert all(inspect_file(data).signed == 1 for data in out(packed(project, wanted=Wanted(sign=True))))


def test_encrypted_files_open_with_the_password_alone_and_hold_the_same(project: Project):
    made = packed(project, wanted=Wanted(encrypt=True))
    for item, data in zip([one for one in made.items if not one.internal], out(made), strict=False):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(data))
        with pikepdf.open(io.BytesIO(data), password=SECRET) as pdf:
            assert (pdf.encryption.R, pdf.encryption.stream_method) == (6, pikepdf.models.EncryptionMethod.aesv3)
        report = inspect_file(data, password=SECRET)
        assert (report.findings, report.claims) == ((), ())
        if item.kind == "brief":
            assert report.copy == item.id
        assert "赑".encode() not in data
    internal = [item.data for item in made.items if item.internal]
    assert all(opens(data, "") for data in internal)
    again = packed(project, wanted=Wanted(encrypt=True))
    assert (again.state, out(again)) == ("unchanged", out(made))
    other = with_world(project, BRIEFGEN_PDF_PASSWORD="another")
    assert all(opens(data, "another") for data in out(packed(other, wanted=AGAIN)))


def test_a_pack_that_was_open_is_encrypted_whole_and_opened_again(project: Project):
    plain = packed(project)
    closed = out(packed(project, wanted=Wanted(encrypt=True)))
    assert all(opens(data, SECRET) and not opens(data, "") for data in closed)
    assert all(inspect_file(data, password=SECRET).claims == () for data in closed)
    assert out(packed(project)) == out(plain)


def test_encrypted_files_can_be_signed(project: Project):
    for data in out(packed(project, wanted=Wanted(sign=True, encrypt=True))):
        (signature,) = read_signatures(data, project.now(), password=SECRET)
        assert (signature.state, signature.covers) == ("intact", "file")
        assert not opens(data, "")
    assert packed(project, wanted=AGAIN).state == "unchanged"


def test_no_picture_shows_what_a_password_protects(project: Project):
    data = out(packed(project))[0]
    assert (len(pages(data)), card(data) is None) == (3, False)
    closed = encrypted(data, SECRET)
    assert (pages(closed), card(closed)) == ([], None)


@pytest.mark.parametrize(
    ("wanted", "world", "error", "words"),
    [
        (Wanted(encrypt=True), {"BRIEFGEN_PDF_PASSWORD": ""}, UsageMistake, "needs a password"),
        (Wanted(encrypt=True), {"BRIEFGEN_PDF_PASSWORD": " x"}, EnvironmentFailure, "is no password"),
        (Wanted(sign=True), {"BRIEFGEN_SIGN_PASSWORD": "wrong"}, EnvironmentFailure, "does not open"),
        (Wanted(certificate="office.p12"), {}, UsageMistake, "nothing is to be signed"),
    ],
)
def test_without_what_it_needs_no_pack_is_made(
    project: Project,
    wanted: Wanted,
    world: dict[str, str],
    error: type[Exception],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
):
    no_ring(monkeypatch)
    with pytest.raises(error, match=words):
        packed(with_world(project, **world), wanted=wanted)
    assert not (project.root / "packs" / "east").exists()


def test_the_program_signs_with_another_certificate(
    project: Project, certificate: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    change(project.settings, "signing: {certificate: office.p12}\n", "")
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT["SOURCE_DATE_EPOCH"])
    monkeypatch.setenv("BRIEFGEN_SIGN_PASSWORD", KEY)
    assert run(["pack", "east", "--sign"]) == 2
    assert "--certificate FILE" in capsys.readouterr().err
    assert run(["pack", "east", "--sign", "--certificate", str(certificate), "--json"]) == 0
    (found,) = map(json.loads, capsys.readouterr().out.splitlines())
    brief = project.root / found["folder"] / found["files"][0]["name"]
    assert run(["verify", str(brief)]) == 0
    told = capsys.readouterr().out
    assert "signed     by " in told
    assert found["files"][0]["copy"] in told
    assert run(["reissue", "east"]) == 2
    assert run(["reissue", "east", "--certificate", str(certificate)]) == 0
    assert "nothing changed" in capsys.readouterr().out
