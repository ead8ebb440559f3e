"""Drafts and sign-off sheets: what stands on them, whether they can be heard, and when they are made."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import segno
from editions import briefgen
from json_document import documented
from page_marks import drawn_lines, marks
from reviewed import (
    CLEARED,
    DATA,
    EDGES,
    OWNER,
    ROBOTICS,
    Drafts,
    approve_in_chinese,
    change,
    project_to_review,
    reviewed,
)

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.inspection import judge
from briefgen.check.finished.opened import open_finished
from briefgen.deliver.approval.approving import approve
from briefgen.deliver.approval.snapshot import read_snapshot, take_snapshot
from briefgen.deliver.papers.told_numbers import is_number
from briefgen.deliver.review.review import review
from briefgen.deliver.review.sheet import code_words
from briefgen.errors import AuthorsMistakes, EnvironmentFailure
from briefgen.language.quantities import phrase
from briefgen.language.words import say
from briefgen.layout.citations import printed_facts
from briefgen.layout.draft.margin import LEVEL
from briefgen.project import open_project
from briefgen.spec.load import load_brief
from briefgen.theme.tokens import MM


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Drafts:
    return reviewed(project_to_review(tmp_path_factory.mktemp("first") / "p"))


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Drafts:
    """Return the review after a word and a figure changed that were approved in Chinese."""
    root = project_to_review(tmp_path_factory.mktemp("second") / "p")
    approve_in_chinese(reviewed(root))
    change(root, ROBOTICS, ("打造国家", "建设国家"))
    change(root, DATA, ("value: 19400000000", "value: 19500000000"))
    return reviewed(root)


def squeezed(text: str) -> str:
    return "".join(text.split())


# Every page


def test_every_page_says_that_it_is_a_draft(first: Drafts):
    assert first.laid.pages > first.edition.pages
    for page in range(first.laid.pages):
        text = "\n".join(line.text for line in first.lines if line.page == page)
        assert "DRAFT" in text, page
        assert "草稿" in text, page


def test_the_pages_are_those_that_are_given_out(first: Drafts):
    plain = drawn_lines(marks(first.edition.data))
    for page in range(first.edition.pages):
        there = {(round(line.x, 1), round(line.baseline, 1), line.text) for line in first.within(page)}
        meant = {(round(line.x, 1), round(line.baseline, 1), line.text) for line in plain if line.page == page}
        assert meant <= there
        added = {text for _, _, text in there - meant}
        assert all("DRAFT" in text or "草稿" in text or "digest" in text or "校验码" in text for text in added), added


def test_the_mark_lies_under_all_that_is_read(first: Drafts):
    for page in range(1, first.edition.pages):
        painted = [one for one in first.marks if one.page == page]
        assert getattr(painted[0], "fill", None) not in (None, "#FFFFFF")
        assert painted[0].right - painted[0].left > 100 * MM


def test_the_title_of_the_file_says_draft(first: Drafts):
    with pikepdf.open(io.BytesIO(first.data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "草稿：南京机器人产业 · Draft: Robotics in Nanjing"


def test_the_draft_keeps_to_the_rules_of_its_profile(first: Drafts):
    assert not list(judge(open_finished(first.data), Claims(1, 2, "A")))


def test_marks_numbers_and_bars_are_not_heard(second: Drafts):
    said, meant = squeezed(second.laid.tree.text), squeezed(second.edition.tree.text)
    assert said.startswith(meant)
    assert "DRAFT" not in said
    assert say("draft-annex", "zh") in said.removeprefix(meant)


def test_bookmarks_lead_to_the_pages_behind(first: Drafts):
    opened = open_finished(first.data)
    titles = {one.title: one.target.page for one in opened.outline.bookmarks if one.target is not None}
    assert titles[say("draft-annex", "en")] == titles[say("draft-annex", "zh")] == first.edition.pages


# Lines


def test_every_line_has_its_number_beside_it(first: Drafts):
    middle = sum(EDGES) / 2 - 12 * MM
    for page in range(first.edition.pages):
        lines = [line for line in first.noted() if line.page == page]
        for right in (False, True):
            beside = first.numbers(page, right=right)
            assert [number for number, _ in beside] == sorted({number for number, _ in beside})
            for line in lines:
                if (line.left >= middle) is right:
                    level = [number for number, y in beside if -0.1 <= line.baseline - y <= LEVEL + 0.1]
                    assert level, (page, line.text)
        assert {number for side in (False, True) for number, _ in first.numbers(page, right=side)} == set(
            range(1, 1 + max(number for side in (False, True) for number, _ in first.numbers(page, right=side)))
        )


def test_level_lines_of_both_languages_have_one_number(first: Drafts):
    left, right = (dict(first.numbers(1, right=side)) for side in (False, True))
    shared = [number for number in left if number in right and abs(left[number] - right[number]) < 0.05]
    assert len(shared) > 15


def test_nothing_is_marked_where_nothing_was_approved(first: Drafts):
    assert first.bars() == []
    assert first.made.since == {}
    text = squeezed("".join(line.text for line in first.lines if line.page >= first.edition.pages))
    assert squeezed(say("draft-first", "zh")) in text
    assert squeezed(say("draft-first", "en")) in text


def test_bars_stand_beside_the_changed_lines_and_no_others(second: Drafts):
    def barred(line) -> bool:
        return any(
            bar.page == line.page
            and bar.top < line.baseline - 1
            and line.baseline < bar.bottom
            and bar.right < EDGES[0]
            for bar in second.bars()
        )

    assert all(bar.right < EDGES[0] for bar in second.bars())  # English was never approved
    left = {}
    for line in second.noted():
        if line.left < sum(EDGES) / 2 - 12 * MM:
            left.setdefault((line.page, round(line.baseline)), []).append(line)
    changed = {
        key for key, lines in left.items() if any(line.language == "zh" and _is_new(line.text) for line in lines)
    }
    assert len(changed) >= 3
    assert {key for key, lines in left.items() if barred(lines[0])} == changed


def _is_new(text: str) -> bool:
    return "建设国家" in text or "195" in text


def test_changes_are_told_with_page_and_line(second: Drafts):
    assert second.made.since == {"zh": "ROB-2026-02"}
    assert {change.language for change in second.made.changes} == {"zh"}
    lead = next(change for change in second.made.changes if "建设国家" in change.now)
    assert lead.was == lead.now.replace("建设国家", "打造国家")
    numbers = dict(second.numbers(lead.page - 1, right=False))
    (line,) = [line for line in second.noted() if "建设国家" in line.text]
    assert line.page + 1 == lead.page
    assert numbers[lead.line] == pytest.approx(line.baseline, abs=0.1)
    annex = squeezed("".join(line.text for line in second.lines if line.page >= second.edition.pages))
    assert squeezed(say("draft-at", "zh", page=lead.page, line=lead.line)) in annex


def test_a_language_as_it_was_approved_has_no_bars(tmp_path: Path):
    root = project_to_review(tmp_path / "p")
    approve_in_chinese(reviewed(root))
    change(root, ROBOTICS, ("At a glance", "In short"))
    again = reviewed(root)
    assert again.bars() == []
    assert again.made.since == {"zh": "ROB-2026-02"}
    assert again.made.changes == ()


def test_changes_cannot_be_marked_where_the_old_pages_are_lost(tmp_path: Path):
    root = project_to_review(tmp_path / "p")
    approve_in_chinese(reviewed(root))
    for file in (root / "reviews" / "ROB-2026-02").glob("*.lines"):
        file.write_text("{", "utf-8")
    change(root, ROBOTICS, ("打造国家", "建设国家"))
    again = reviewed(root)
    assert again.bars() == []
    annex = squeezed("".join(line.text for line in again.lines if line.page >= again.edition.pages))
    assert squeezed(say("draft-unknown", "zh", code="ROB-2026-02")) in annex


# Numbers


def test_the_list_has_just_the_printed_numbers(first: Drafts):
    printed = {fact.id for fact in printed_facts(first.edition.context) if is_number(fact) and not fact.gap}
    assert {one.fact for one in first.draft.numbers} == printed
    assert first.made.numbers == len(first.draft.numbers) == len(printed)


def test_each_listed_number_stands_in_both_languages_with_what_it_rests_on(first: Drafts):
    annex = squeezed("".join(line.text for line in first.lines if line.page >= first.edition.pages))
    for one in first.draft.numbers:
        fact = first.edition.context.facts[one.fact]
        for language in ("zh", "en"):
            assert one.said[language] == phrase(fact.quantity, language)
            assert squeezed(one.said[language]) in annex
            assert squeezed(one.about[language]) in annex
            if fact.caution is not None:
                assert squeezed(fact.caution[language]) in annex
        assert squeezed(fact.locator) in annex
        number = first.edition.context.source_numbers[fact.source]
        assert f"[{number}]" in annex
        page = "".join(line.text for line in first.lines if line.page == one.page - 1)
        assert any(digits in squeezed(page) for digits in _digits(one.said["zh"]))


def _digits(text: str) -> list[str]:
    return ["".join(part) for part in "".join(c if c.isdigit() or c == "." else " " for c in text).split()]


def test_owner_and_clearing_are_named_or_said_not_to_be_recorded(first: Drafts):
    owned = [one for one in first.draft.numbers if one.owner]
    assert [(one.owner, one.cleared_by) for one in owned] == [(OWNER, CLEARED)]
    annex = squeezed("".join(line.text for line in first.lines if line.page >= first.edition.pages))
    assert squeezed(say("owned-by", "zh", office=OWNER) + say("cleared-by", "zh", office=CLEARED)) in annex
    others = len(first.draft.numbers) - 1
    assert annex.count(squeezed(say("nobody-recorded", "zh"))) == others
    assert annex.count(squeezed(say("nobody-recorded", "en"))) == others


# The sheet


def test_the_sheet_names_the_edition_and_has_room_for_signatures(second: Drafts):
    lines = drawn_lines(marks(second.made.sheet.read_bytes()))
    assert {line.page for line in lines} == {0}
    text = squeezed("".join(line.text for line in lines))
    for language in ("zh", "en"):
        assert f"{language}{second.made.digests[language][:12]}" in text
    for words in ("审签单", "南京机器人产业", "Robotics in Nanjing", "ROB-2026-02", "2026年11月1日"):
        assert squeezed(words) in text
    for step in ("拟稿", "数据核对", "中文审核", "英文审核", "签发", "Approved for release", "签名", "Remarks"):
        assert squeezed(step) in text
    assert f"共{second.made.pages}页，数据{second.made.numbers}项" in text
    assert "核心产业营收：由194亿元（2025年上半年）改为195亿元（2025年上半年）" in text
    assert squeezed("First review: no edition has been approved yet") in text
    assert "briefgenapproveROB-2026-02--languagezh--languageen--by" in text


def test_the_code_holds_edition_and_digests(second: Drafts):
    words = code_words(second.made.edition, second.made.digests)
    zh, en = second.made.digests["zh"], second.made.digests["en"]
    assert words == f"briefgen:ROB-2026-02 zh:{zh} en:{en}"
    meant = [[bool(one) for one in row] for row in segno.make(words, error="m", micro=False, boost_error=False).matrix]
    assert _modules(second.made.sheet.read_bytes(), len(meant)) == meant


def _modules(data: bytes, count: int) -> list[list[bool]]:
    """Return which modules of the code are dark on the page as it is shown."""
    (box,) = [
        one
        for one in marks(data)
        if hasattr(one, "fill") and one.fill and abs(one.right - one.left - 30 * MM) < 0.1 and one.top < 150 * MM
    ]
    scale = 6.0
    image = pypdfium2.PdfDocument(data)[0].render(scale=scale).to_pil().convert("L")
    cell = (box.right - box.left) / count
    return [
        [
            image.getpixel((int((box.left + (x + 0.5) * cell) * scale), int((box.top + (y + 0.5) * cell) * scale)))
            < 128
            for x in range(count)
        ]
        for y in range(count)
    ]


# Making


def test_what_was_reviewed_can_be_approved_and_files_lie_together(first: Drafts):
    folder = first.made.draft.parent
    assert folder == first.project.root / "reviews" / "ROB-2026-02"
    brief = load_brief(first.project.root / ROBOTICS, first.project)
    snapshot = take_snapshot(first.project, first.shared, brief)
    assert read_snapshot(first.project, "ROB-2026-02", "robotics") == snapshot
    assert sorted(path.suffix for path in folder.iterdir()) == [".json", ".lines", ".pdf", ".pdf", ".txt"]


def test_the_same_files_give_the_same_review(first: Drafts):
    before = {path.name: path.read_bytes() for path in first.made.draft.parent.iterdir()}
    review(first.project, first.project.root / ROBOTICS)
    assert {path.name: path.read_bytes() for path in first.made.draft.parent.iterdir()} == before


def test_a_brief_with_mistakes_leaves_the_review_before_as_it_is(tmp_path: Path):
    root = project_to_review(tmp_path / "p")
    made = reviewed(root)
    before = {path.name: path.read_bytes() for path in made.made.draft.parent.iterdir()}
    change(root, ROBOTICS, ("theme: robotics", "theme: robotic"))
    with pytest.raises(AuthorsMistakes):
        review(made.project, root / ROBOTICS)
    assert {path.name: path.read_bytes() for path in made.made.draft.parent.iterdir()} == before


def test_an_edition_in_one_language_asks_for_no_other(tmp_path: Path):
    root = project_to_review(tmp_path / "p")
    change(root, ROBOTICS, ("languages: [zh, en]", "languages: [en]"))
    made = reviewed(root)
    assert set(made.made.digests) == {"en"}
    assert {line.language for line in made.noted() if len(line.text) > 60} == {"en"}
    text = squeezed("".join(line.text for line in drawn_lines(marks(made.made.sheet.read_bytes()))))
    assert "中文审核" not in text
    assert "英文审核" in text


def test_the_command_says_where_to_look_and_what_is_next(tmp_path: Path):
    root = project_to_review(tmp_path / "p")
    done = briefgen("review", "robotics", cwd=root)
    assert done.returncode == 0, done.stderr.decode()
    told = done.stdout.decode()
    assert "reviews/ROB-2026-02/robotics.draft.pdf" in told
    assert "reviews/ROB-2026-02/robotics.sign-off.pdf" in told
    assert "briefgen approve ROB-2026-02 --language zh --language en --by" in told
    again = briefgen("review", "--json", "robotics", cwd=root)
    (record,) = map(json.loads, again.stdout.decode().splitlines())
    documented(record)
    assert Path(record["draft"]).is_file()
    assert set(record["digests"]) == {"zh", "en"}
    change(root, DATA, ("value: 19400000000", "value: 19500000000"))
    change(root, ROBOTICS, ("theme: robotics", "theme: robotic"))
    broken = briefgen("review", "--json", "robotics", cwd=root)
    assert broken.returncode == 1
    documented(json.loads(broken.stdout))
    unknown = briefgen("review", "robotic", cwd=root)
    assert unknown.returncode == 2


def test_what_could_not_be_put_in_place_was_not_reviewed(tmp_path: Path):
    root = project_to_review(tmp_path / "p")
    (root / "reviews" / "ROB-2026-02" / "robotics.sign-off.pdf").mkdir(parents=True)
    project = open_project(root, environment={})
    with pytest.raises(EnvironmentFailure):
        review(project, root / ROBOTICS)
    assert read_snapshot(project, "ROB-2026-02", "robotics") is None
    assert not [path for path in (root / "reviews" / "ROB-2026-02").iterdir() if "work" in path.name]


def test_a_sheet_with_much_to_tell_is_still_one_page(tmp_path: Path):
    root = project_to_review(tmp_path / "p")
    made = reviewed(root)
    approve(made.project, made.made.edition, ["zh", "en"], "Sample Person, Sample Office")
    ids = ("16.5", "12.1", "11.5", "26000000000", "74200000000", "19400000000")
    for file in sorted((root / "data").glob("*.yaml")):
        text = file.read_text("utf-8")
        for value in ids:
            text = text.replace(
                f"value: {value}\n", f"value: {value[:-1]}9\n" if "." in value else f"value: 3{value}\n"
            )
        file.write_text(text, "utf-8")
    again = reviewed(root)
    lines = drawn_lines(marks(again.made.sheet.read_bytes()))
    assert {line.page for line in lines} == {0}
    text = squeezed("".join(line.text for line in lines))
    assert "另有" in text
    assert "changes:page" in text
    assert {change.language for change in again.made.changes} == {"zh", "en", ""}
    assert any(bar.left > EDGES[1] for bar in again.bars())


def test_a_number_that_stands_once_for_both_languages_is_barred_for_either(tmp_path: Path):
    root = project_to_review(tmp_path / "p")
    approve_in_chinese(reviewed(root))
    (file,) = [path for path in (root / "data").glob("*.yaml") if "value: 16.5\n" in path.read_text("utf-8")]
    change(root, Path("data") / file.name, ("value: 16.5\n", "value: 16.9\n"))
    again = reviewed(root)
    assert [(one.language, one.was, one.now) for one in again.made.changes] == [("", "16.5%", "16.9%")]
    (bar,) = again.bars()
    (line,) = [line for line in again.noted() if line.text == "16.9%"]
    assert (bar.page, bar.left > EDGES[1]) == (line.page, True)
    assert bar.top < line.baseline < bar.bottom
