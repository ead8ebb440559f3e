"""Two finished files compared: figures by data, by the ledger, by their pages; words by language; persons; editions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from editions import briefgen
from json_document import documented
from packs import MOMENT, change, file_of, packed, project_of_packs

from briefgen.deliver.approval.comparing import Comparison, compare_files
from briefgen.errors import EnvironmentFailure, VerificationFailure
from briefgen.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of_packs(tmp_path / "p")


def copy_of(project: Project, name: str = "east", brief: str = "Robots") -> Path:
    """Pack, and put the copy of a brief aside."""
    made = packed(project, name)
    (found,) = [path for path in made.pack.folder.iterdir() if brief in path.name and path.suffix == ".pdf"]
    kept = project.root.parent / f"{len(list(project.root.parent.iterdir()))}.pdf"
    kept.write_bytes(found.read_bytes())
    return kept


def changed(project: Project, file: Path, old: str, new: str, *, ledger: bool = True) -> Comparison:
    before = copy_of(project)
    change(file, old, new)
    return compare_files(before, copy_of(project), project=project if ledger else None)


def test_copies_for_two_delegations_differ_in_persons_alone(project: Project):
    found = compare_files(copy_of(project), copy_of(project, "west"))
    assert found.classes == ("personal",)
    assert found.voided == ()
    assert found.found.texts == ()
    same = compare_files(copy_of(project), copy_of(project))
    assert same.classes == ()


def test_a_change_of_words_is_told_with_language_and_page(project: Project):
    found = changed(
        project, project.briefings / "one.yaml", "'There are {count} samples.'", "'We count {count} samples.'"
    )
    assert found.classes == ("wording en", "personal")  # the copy id is that of the body, too
    assert found.voided == ("en",)
    (one,) = found.found.texts
    assert (one.language, one.old_page, one.page, one.kind) == ("en", 2, 2, "wording")
    assert (one.old, one.new) == ("There are 5 samples samples.", "We count 5 samples samples.")


@pytest.mark.parametrize("ledger", [True, False])
def test_a_corrected_figure_is_told_in_both_languages(project: Project, ledger: bool):
    found = changed(project, project.data / "sample.yaml", "value: 12", "value: 13", ledger=ledger)
    assert found.classes == ("facts", "personal")
    assert found.voided == ("zh", "en")
    (one,) = found.found.texts  # what is the same in both languages stands there once
    assert (one.kind, one.old, one.new) == ("figure", "12%", "13%")
    assert found.by == ("ledger" if ledger else "pages")
    if ledger:
        (fact,) = found.found.figures or ()
        assert (fact.fact, fact.old["zh"], fact.new["en"]) == ("share", "12%（2025年）", "13% (2025)")
    else:
        assert found.found.figures is None


def test_a_qualifier_is_a_figure(project: Project):
    found = changed(project, project.data / "sample.yaml", "value: 12", "value: 12\n    qualifier: about", ledger=False)
    told = [(one.language, one.kind, one.old, one.new) for one in found.found.texts]
    assert told == [("zh", "figure", "12%", "约12%"), ("en", "figure", "", "about 12%")]
    assert found.classes == ("facts", "personal")


def test_a_new_edition_needs_approvals_of_its_own(project: Project):
    found = changed(project, project.briefings / "one.yaml", "2026-11-01, number: 1", "2026-12-01, number: 3")
    assert found.classes == ("edition", "personal")
    assert found.voided == ("zh", "en")
    assert (found.old.told.edition, found.new.told.edition) == ("SW-2026-01", "SW-2026-03")
    assert found.found.texts == ()


def test_a_new_page_moves_the_others_without_changing_them(project: Project):
    more = "  - page: {zh: 前言, en: Foreword}\n  - lead: {zh: 说明在先。, en: Words come first.}\n"
    found = changed(project, project.briefings / "one.yaml", "blocks:\n", f"blocks:\n{more}")
    new = [(one.language, one.old_page, one.old, one.new) for one in found.found.texts]
    assert set(new) == {
        ("zh", 0, "", "前言"),
        ("zh", 0, "", "说明在先。"),
        ("en", 0, "", "Foreword"),
        ("en", 0, "", "Words come first."),
    }
    assert found.classes == ("wording zh", "wording en", "personal")


def test_attached_data_tell_figures_by_their_names(project: Project, tmp_path: Path):
    files: list[str] = []
    for folder, value in (("a", "12"), ("b", "12.5")):
        change(project.data / "sample.yaml", "value: 12", f"value: {value}")
        out = tmp_path / folder
        done = briefgen("build", "one", "--attach", "--out", str(out), cwd=project.root, **MOMENT)
        assert done.returncode == 0, done.stderr.decode()
        (file,) = out.glob("*.pdf")
        files.append(str(file))
    done = briefgen("diff", *files, "--json", cwd=tmp_path)
    found = json.loads(done.stdout)
    documented(found)
    assert (done.returncode, found["status"], found["compared_by"]) == (0, "different", "data")
    assert (found["classes"], found["voided"]) == (["facts"], ["zh", "en"])
    assert found["figures"] == [
        {
            "fact": "share",
            "old": {"zh": "12% (2025)", "en": "12% (2025)"},
            "new": {"zh": "12.5% (2025)", "en": "12.5% (2025)"},
        }
    ]


def test_the_command_tells_people(project: Project):
    old = copy_of(project)
    change(project.data / "sample.yaml", "value: 12", "value: 13")
    change(file_of(project), "arrival: 2026-11-20", "arrival: 2026-11-19")
    new = copy_of(project)
    done = briefgen("diff", str(old), str(new), cwd=project.root, **MOMENT)
    told = done.stdout.decode("utf-8")
    assert done.returncode == 0, done.stderr.decode()
    assert "    en  12% (2025) → 13% (2025)\n" in told
    assert "class: figures, for whom it is made\n" in told
    assert "An approval of the old file does not hold for the new one in zh and en." in told
    done = briefgen("diff", str(old), str(old), cwd=project.root.parent)
    assert "They say the same." in done.stdout.decode("utf-8")


def test_files_of_others_are_refused_in_a_sentence(project: Project, tmp_path: Path):
    own = copy_of(project)
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.4 and no more")
    with pytest.raises(VerificationFailure, match=r"other\.pdf: The file is damaged"):
        compare_files(own, other)
    other.write_bytes(b"words")
    with pytest.raises(VerificationFailure, match="not a PDF"):
        compare_files(other, own)
    with pytest.raises(EnvironmentFailure, match="There is no file"):
        compare_files(own, tmp_path / "none.pdf")
    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(other)
    with pytest.raises(VerificationFailure, match="not made by briefgen"):
        compare_files(own, other)


def test_pages_of_another_kind_are_told(project: Project):
    for edition in ("full", "phone"):
        done = briefgen("build", "one", "--edition", edition, cwd=project.root, **MOMENT)
        assert done.returncode == 0, done.stderr.decode()
    change(project.briefings / "one.yaml", "'There are", "'We count")
    done = briefgen("build", "one", cwd=project.root, **MOMENT)
    files = [project.root / "dist" / name for name in ("one.phone.pdf", "one.pdf")]
    assert not compare_files(*files).alike
    done = briefgen("diff", *map(str, files), cwd=project.root)
    told = done.stdout.decode("utf-8")
    assert "compare files of one kind" in told
    assert "An approval" not in told
