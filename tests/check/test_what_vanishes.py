"""References where nothing can be filled in, notes that no block prints, sources that nothing lists, old facts."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from sample_case import BRIEF, FACTS, SETTINGS, Case, case, project, store

from briefgen.check.preflight import preflight
from briefgen.errors import AuthorsMistakes, Place, Problem

FILE = "briefings/robotics.yaml"
NOTED = BRIEF.replace("blocks:", "notes:\n  core: {zh: 注, en: Note}\nblocks:")
IMAGE = """\
  - image: pictures/frame.png
    takeaway: {zh: 图, en: Picture}
    alt: {zh: 图, en: Picture}
    credit: {zh: 摄影, en: Photograph}
    rights: {zh: 授权, en: By permission}
"""


def look(case: Case) -> tuple[Problem, ...]:
    return preflight(case.brief, case.store, case.settings, case.faces, case.project)


def mistakes(case: Case) -> tuple[Problem, ...]:
    with pytest.raises(AuthorsMistakes) as caught:
        look(case)
    return tuple(problem for problem in caught.value.problems if "There is no picture" not in problem.message)


def place_in(file: str, text: str, mark: str) -> Place:
    before = text[: text.index(mark)]
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


REFERENCES = ["{revenue}", "{revenue|name}", "{source:digest}", "{page:one}", "[^core]", "[x](https://e.org)"]
TEXTS = {
    "title": ("en: Robotics}", "en: 'Robotics @'}"),
    "subtitle": ("theme:", "subtitle: {zh: 副, en: 'Sub @'}\ntheme:"),
    "subject": ("theme:", "subject: {zh: 副, en: 'Sub @'}\ntheme:"),
    "prepared for": ("theme:", "prepared-for: {zh: 副, en: 'Them @'}\ntheme:"),
    "page": ("en: Overview}", "en: 'Overview @'}"),
    "alt": ("alt: {zh: 图, en: Picture}", "alt: {zh: 图, en: 'Picture @'}"),
    "credit": ("en: Photograph}", "en: 'Photograph @'}"),
    "rights": ("en: By permission}", "en: 'By permission @'}"),
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("reference", REFERENCES)
def test_a_reference_cannot_vanish(tmp_path: Path, text: str, reference: str):
    old, new = TEXTS[text]
    brief = NOTED.replace("  - figures: [revenue]", "  - figures: [revenue]\n    id: one") + IMAGE
    assert old in brief
    brief = brief.replace(old, new.replace("@", reference))
    problems = mistakes(case(tmp_path, brief))
    place = place_in(FILE, brief, new.split("@")[0])
    (problem,) = problems
    assert problem.place == Place(FILE, place.line + new[: new.index("@")].count("\n"), problem.place.column)
    assert brief.splitlines()[problem.place.line - 1][problem.place.column - 1 :].startswith(reference)
    assert "is printed as it stands: facts, sources and notes cannot stand in it." in problem.message
    assert problem.hint


@pytest.mark.parametrize("reference", ["{revenue}", "{source:digest}", "[x](https://e.org)"])
@pytest.mark.parametrize("old", ["Sample office", "Briefs"])
def test_a_reference_cannot_vanish_in_the_settings(tmp_path: Path, old: str, reference: str):
    settings = SETTINGS.replace(old, f"'{old} {reference}'")
    (problem,) = mistakes(case(tmp_path, settings=settings))
    assert problem.place == place_in("briefgen.yaml", settings, reference)
    assert "A text of the settings" in problem.message


def test_strong_words_may_stand_in_a_title(tmp_path: Path):
    assert look(case(tmp_path, BRIEF.replace("en: Overview}", "en: 'An **over**|view [x]'}"))) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Revenue was {revenue}.", "Revenue was {revenue}.[^core]"),
        ("  - aim: goal", "  - notice: {zh: 一, en: 'One[^core]'}\n  - aim: goal"),
        ("  - aim: goal", "  - aim: goal\n    text: {zh: 一, en: 'One[^core]'}"),
        ("en: Strength}", "en: 'Strength[^core]'}"),
    ],
)
def test_a_note_needs_a_place_below(tmp_path: Path, old: str, new: str):
    brief = NOTED.replace(old, new)
    (problem,) = mistakes(case(tmp_path, brief))
    assert problem.place == place_in(FILE, brief, "[^core]")
    assert problem.message == 'The note "core" cannot be printed below this text.'
    assert "message" in problem.hint


@pytest.mark.parametrize(
    "new",
    [
        "  - messages:\n      - {head: {zh: 一, en: 'One[^core]'}, text: {zh: 一, en: 'One[^core]'}}\n",
        "  - notes:\n      - {head: {zh: 一, en: One}, text: {zh: 一, en: 'One[^core]'}}\n",
    ],
)
def test_a_note_may_be_called_where_it_is_printed(tmp_path: Path, new: str):
    brief = NOTED.replace("  - sources\n", new + "  - sources\n").replace("en: Six kinds", "en: 'Six kinds[^core]'")
    assert look(case(tmp_path, brief)) == ()


def test_numbers_of_sources_need_a_list_of_sources(tmp_path: Path):
    (warning,) = look(case(tmp_path, BRIEF.replace("  - sources\n", "")))
    assert warning.place == Place(FILE, 8, 15)
    assert "numbers of sources" in warning.message
    assert "- sources" in warning.hint


def test_a_fact_past_its_day_is_refused(tmp_path: Path):
    revenue = next(fact for fact in FACTS if fact.id == "revenue")
    today = project(tmp_path).today
    for days, count in ((0, 0), (1, 1)):
        old = replace(revenue, valid_until=today - datetime.timedelta(days))
        made = case(tmp_path, facts=store(old))
        found = mistakes(made) if count else look(made)
        assert len(found) == count
    assert found[0].place == revenue.place
    assert found[0].message == 'The fact "revenue" was valid until 2026-10-31.'
    assert "Renew" in found[0].hint


def test_a_fact_that_is_not_used_may_be_old(tmp_path: Path):
    growth = next(fact for fact in FACTS if fact.id == "growth")
    assert look(case(tmp_path, facts=store(replace(growth, valid_until=datetime.date(2020, 1, 1))))) == ()


def test_each_typed_number_is_told_at_its_own_place(tmp_path: Path):
    text = r"112家中有12家、\12家，{revenue}和[^core]见[12](https://e.org/12)，又12家"
    old = "  - aim: goal"
    brief = NOTED.replace(
        old, f"  - messages:\n      - {{head: {{zh: 一, en: One}}, text: {{zh: '{text}', en: W}}}}\n" + old
    )
    warnings = [problem for problem in look(case(tmp_path, brief)) if "typed by hand" in problem.message]
    line = next(number for number, line in enumerate(brief.splitlines(), 1) if text in line)
    start = brief.splitlines()[line - 1].index(text) + 1
    columns = [0, text.index("12家、"), text.index("12家，"), text.index("12]"), text.index("12家", 40)]
    assert [(problem.place.line, problem.place.column) for problem in warnings] == [
        (line, start + column) for column in columns
    ]
    assert [problem.message.split()[2] for problem in warnings] == ["112", "12", "12", "12", "12"]
