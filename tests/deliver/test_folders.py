"""Folders: whole or not at all, a pointer to the latest, nothing outside; and what is laid out for messengers."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from parcels import CHINESE, ENGLISH, LONG, copy_of, means_of, parcel_of, project_with
from PIL import Image

from briefgen.deliver.channels import folder, messenger
from briefgen.deliver.channels.parcel import Means, Parcel, in_language
from briefgen.deliver.channels.pictures import GROUND
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.sending import Sending, deliver, foresee, mark_sent
from briefgen.errors import DeliveryFailure, UsageMistake

NOON = "1767268800"  # 2026-01-01 12:00 UTC


@pytest.fixture
def means(tmp_path: Path) -> Means:
    settings = "folder: out\nmessenger: {folder: by-hand}\n"
    return means_of(project_with(tmp_path / "p", settings, SOURCE_DATE_EPOCH=NOON))


def run(means: Means, *parcels: Parcel) -> list[Sending]:
    with open_ledger(means.project) as ledger:
        return list(deliver(parcels, means, ledger, lambda seconds: None))


def files_in(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def packed(means: Means) -> list:
    return [
        copy_of(means.project.root / "pack", name, f"%PDF {name}".encode(), brief=f"b{number}")
        for number, name in enumerate((CHINESE, ENGLISH, LONG))
    ]


def test_a_folder_holds_the_files_and_the_pointer_its_name(means: Means):
    copies = packed(means)
    parcel = parcel_of(copies, "folder", recipient="nordic", address="")
    (found,) = run(means, parcel)
    root = means.project.root / "out" / "nordic"
    name = (root / "latest.txt").read_text("utf-8").strip()
    assert name.startswith("2026-01-01-")
    assert files_in(root / name) == {copy.name: copy.path.read_bytes() for copy in copies}
    assert found.status == "sent"
    assert found.receipt == str(root / name)
    assert sorted(path.name for path in root.iterdir()) == sorted([name, "latest.txt"])
    assert [each.status for each in run(means, parcel)] == ["already-sent"]


def test_another_pack_gets_another_folder_and_the_pointer_moves(means: Means):
    first, second = packed(means)[:2]
    run(means, parcel_of([first], "folder"))
    root = means.project.root / "out" / "nordic"
    before = (root / "latest.txt").read_text("utf-8").strip()
    run(means, parcel_of([second], "folder"))
    after = (root / "latest.txt").read_text("utf-8").strip()
    assert before != after
    assert set(files_in(root / before)) == {first.name}
    assert set(files_in(root / after)) == {second.name}


def test_after_a_change_the_latest_folder_holds_the_whole_pack_and_what_was_sent_is_not_sent_again(means: Means):
    first, second, third = packed(means)
    run(means, parcel_of([first, second], "folder"))
    changed = replace(third, name=second.name)
    told = run(means, parcel_of([first, changed], "folder"))
    assert [(each.status, [copy.id for copy in each.parcel.copies]) for each in told] == [
        ("already-sent", [first.id]), ("sent", [third.id]),
    ]  # fmt: skip
    root = means.project.root / "out" / "nordic"
    latest = root / (root / "latest.txt").read_text("utf-8").strip()
    assert files_in(latest) == {copy.name: copy.path.read_bytes() for copy in (first, changed)}
    with open_ledger(means.project) as ledger:
        assert sorted(row.copy_id for row in ledger.rows()) == sorted([first.id, second.id, third.id])


def test_after_a_change_taken_back_the_pointer_names_the_first_folder_again(means: Means):
    first, second, _ = packed(means)
    one, two = parcel_of([first], "folder"), parcel_of([first, second], "folder")
    root = means.project.root / "out" / "nordic"
    run(means, one)
    begun = (root / "latest.txt").read_text("utf-8")
    run(means, two)
    with open_ledger(means.project, reading=True) as ledger:
        before = list(ledger.rows())
        (seen,) = foresee([one], means, ledger)
    assert seen.status == "already-sent"
    assert "laid out again" in seen.reason
    assert (root / "latest.txt").read_text("utf-8") != begun
    (found,) = run(means, one)
    assert (found.status, found.complete, found.receipt) == ("already-sent", True, str(root / begun.strip()))
    assert "latest.txt names it again" in found.reason
    assert (root / "latest.txt").read_text("utf-8") == begun
    assert [each.reason for each in run(means, one)] == ["Sent on 2026-01-01."]
    with open_ledger(means.project, reading=True) as ledger:
        assert list(ledger.rows()) == before


def test_what_is_left_of_a_pack_is_laid_out_where_no_folder_holds_just_that(means: Means):
    first, second, _ = packed(means)
    run(means, parcel_of([first, second], "folder"))
    (found,) = run(means, parcel_of([first], "folder"))
    assert found.status == "already-sent"
    root = means.project.root / "out" / "nordic"
    assert set(files_in(root / (root / "latest.txt").read_text("utf-8").strip())) == {first.name}


def test_a_pointer_that_cannot_be_turned_back_is_told(means: Means):
    first, second, _ = packed(means)
    run(means, parcel_of([first, second], "folder"))
    first.path.write_bytes(b"changed")
    (found,) = run(means, parcel_of([first], "folder"))
    assert (found.status, found.complete) == ("failed", False)
    assert "was changed after it was packed" in found.reason


def test_who_was_forgotten_is_told_per_file_and_written_to_no_more(means: Means):
    first, second, _ = [replace(copy, path=_renamed(copy.path)) for copy in packed(means)]
    with open_ledger(means.project) as ledger:
        parcel = parcel_of([first], "messenger", address="")
        list(deliver([parcel], means, ledger))
        list(mark_sent([parcel], "wechat", means, ledger))
        ledger.forget("nordic-office")
        whole = parcel_of([first, second], "messenger", address="")
        for found in (foresee([whole], means, ledger), deliver([whole], means, ledger)):
            had, rest = found
            assert ([copy.id for copy in had.parcel.copies], had.status) == ([first.id], "already-sent")
            assert had.reason == "nordic-office got this by messenger before being forgotten (2026-01-01)."
            assert ([copy.id for copy in rest.parcel.copies], rest.status) == ([second.id], "failed")
            assert "nordic-office was forgotten" in rest.reason
            assert "new id" in rest.hint
        (other,) = foresee([parcel_of([first])], means, ledger)  # by another way they are forgotten too
        assert (other.status, other.complete) == ("failed", False)
        assert list(ledger.rows()) == []
        (new,) = foresee([replace(whole, recipient="nordic-desk")], means, ledger)
        assert new.status == "foreseen"


def test_an_older_file_is_not_called_complete_where_they_have_a_newer_one(means: Means):
    old, new = (copy_of(means.project.root / "pack", CHINESE, data) for data in (b"%PDF old", b"%PDF new"))
    old, new = (replace(copy, path=_renamed(copy.path)) for copy in (old, new))
    with open_ledger(means.project) as ledger:
        for copy in (old, new):
            parcel = parcel_of([copy], "messenger", address="")
            list(deliver([parcel], means, ledger))
            list(mark_sent([parcel], "wechat", means, ledger))
        for way in (foresee, deliver):
            (found,) = way([parcel_of([old], "messenger", address="")], means, ledger)
            assert (found.status, found.complete) == ("failed", False)
            assert "nordic-office has a newer copy of it, sent on 2026-01-01" in found.reason
            assert "edition number" in found.hint
            (latest,) = way([parcel_of([new], "messenger", address="")], means, ledger)
            assert latest.status == "already-sent"
            both = list(way([parcel_of([old, replace(new, name=ENGLISH)], "messenger", address="")], means, ledger))
            assert {each.status for each in both} == {"already-sent"}


def test_what_was_broken_off_is_done_again_in_the_same_place(means: Means):
    parcel = parcel_of(packed(means), "folder")
    first = folder.send(parcel, means)
    root = means.project.root / "out" / "nordic"
    (root / ".briefgen-work-0123").mkdir()
    (root / "latest.txt").unlink()
    assert folder.send(parcel, means).receipt == first.receipt
    assert (root / "latest.txt").is_file()
    (Path(first.receipt) / CHINESE).write_bytes(b"half")
    again = folder.send(parcel, means)
    assert again.receipt != first.receipt
    assert (Path(first.receipt) / CHINESE).read_bytes() == b"half"  # what somebody may have open is left alone


def test_who_looks_into_a_folder_gets_no_second_one_and_who_changes_it_one_alone(means: Means):
    parcel = parcel_of(packed(means), "messenger", address="", recipient="liaison")
    parcel = replace(parcel, copies=tuple(replace(copy, path=_renamed(copy.path)) for copy in parcel.copies))
    first = messenger.send(parcel, means).receipt
    (Path(first) / ".DS_Store").write_bytes(b"left by the Finder")
    assert messenger.send(parcel, means).receipt == first
    (Path(first) / "text-en.txt").write_text("edited", "utf-8")
    second = messenger.send(parcel, means).receipt
    assert second == f"{first}-2"
    assert messenger.send(parcel, means).receipt == second


def _renamed(path: Path) -> Path:
    """Give a file another ending, so that no pictures are made of it."""
    return path.rename(path.with_suffix(".bin"))


def test_a_folder_that_cannot_be_written_is_told(means: Means):
    (means.project.root / "out").write_text("a file", "utf-8")
    (found,) = run(means, parcel_of(packed(means), "folder"))
    assert found.status == "failed"
    assert "cannot be written" in found.reason
    with open_ledger(means.project) as ledger:
        assert {row.state for row in ledger.rows()} == {"failed"}


@pytest.mark.parametrize(
    "bad", ["../../evil.pdf", "/etc/evil.pdf", "a\\..\\b.pdf", "C:evil.pdf", "nul.pdf", "a\nb", "a."]
)
def test_names_lead_nowhere_else(means: Means, bad: str):
    copy = replace(packed(means)[0], name=bad)
    (found,) = run(means, parcel_of([copy], "folder"))
    assert found.status == "failed"
    assert not (means.project.root / "out").exists()


def test_two_files_of_one_name_are_refused(means: Means):
    first, second, _ = packed(means)
    with pytest.raises(DeliveryFailure, match="Two files"):
        folder.foresee(parcel_of([first, replace(second, name=first.name.upper())], "folder"), means)


def test_foreseeing_writes_nothing(means: Means):
    with open_ledger(means.project, reading=True) as ledger:
        found = list(foresee([parcel_of(packed(means), "folder")], means, ledger))
    assert [each.status for each in found] == ["foreseen"]
    assert sorted(path.name for path in means.project.root.iterdir()) == ["briefgen.yaml", "pack"]


def pdf(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    data = BytesIO()
    document.save(data)
    document.close()
    return data.getvalue()


def test_what_is_sent_by_hand_is_laid_out_and_then_recorded(means: Means):
    copies = [
        copy_of(means.project.root / "pack", CHINESE, pdf(2)),
        copy_of(means.project.root / "pack", "日程.ics", b"BEGIN:VCALENDAR", brief="programme"),
    ]
    titles = {"zh": "访问日程", "en": "Programme"}
    copies[1] = replace(copies[1], path=copies[1].path.rename(copies[1].path.with_suffix(".ics")), titles=titles)
    parcel = parcel_of(copies, "messenger", address="", recipient="liaison")
    with open_ledger(means.project) as ledger, pytest.raises(UsageMistake, match="Nothing was laid out"):
        list(mark_sent([parcel], "wechat", means, ledger))
    (found,) = run(means, parcel)
    assert (found.status, found.complete) == ("prepared", True)
    place = Path(found.receipt)
    assert messenger.is_laid_out(parcel, means)
    laid = files_in(place)
    assert set(laid) == {
        "1-robotics.pdf", "2-programme.ics", "card.png", "text-zh.txt", "text-en.txt",
        "pages/1-robotics-p01.png", "pages/1-robotics-p02.png",
    }  # fmt: skip
    assert (laid["1-robotics.pdf"], laid["2-programme.ics"]) == (copies[0].path.read_bytes(), b"BEGIN:VCALENDAR")
    sizes = [Image.open(BytesIO(laid[name])).size for name in ("pages/1-robotics-p02.png", "card.png")]
    assert sizes == [(1240, 1755), (900, 900)]
    assert "机器人简报_北欧团_2026-11" in laid["text-zh.txt"].decode("utf-8-sig")
    with Image.open(BytesIO(laid["card.png"])) as card:  # the page lies on a light ground, whole
        assert {card.convert("RGB").getpixel(at) for at in ((0, 0), (899, 0), (0, 899), (899, 899))} == {GROUND}
    assert "2. 访问日程\r\n" in laid["text-zh.txt"].decode("utf-8-sig")
    assert "Nordic Delegation" in laid["text-en.txt"].decode("utf-8-sig")
    assert "2. Programme\r\n" in laid["text-en.txt"].decode("utf-8-sig")
    with open_ledger(means.project) as ledger:
        assert {row.state for row in ledger.rows()} == {"planned"}
        (marked,) = mark_sent([parcel], "wechat", means, ledger)
        assert (marked.status, marked.receipt) == ("sent", "wechat, by hand")
        assert {(row.state, row.receipt) for row in ledger.rows()} == {("sent", "wechat, by hand")}
        (again,) = mark_sent([parcel], "wechat", means, ledger)
        assert again.status == "already-sent"
    assert [each.status for each in run(means, parcel)] == ["already-sent"]


def test_what_was_not_laid_out_cannot_be_marked(means: Means):
    first, second, _ = packed(means)
    run(means, parcel_of([replace(first, path=first.path)], "folder"))
    with open_ledger(means.project) as ledger, pytest.raises(UsageMistake):
        list(mark_sent([parcel_of([second], "messenger")], "wechat", means, ledger))


def test_a_text_is_found_by_the_language_of_its_tag():
    words = {"zh-Hans": "访问日程", "en-GB": "Programme"}
    assert [in_language(words, tag) for tag in ("zh", "en", "zh-Hans", "en-US", "fr")] == [
        "访问日程", "Programme", "访问日程", "Programme", "Programme",
    ]  # fmt: skip
    assert in_language({"zh": "访问日程", "en": ""}, "en") == "访问日程"
