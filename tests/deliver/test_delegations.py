"""Delegations are read whole; what is wrong has its place, and no message says what is written of people."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from delegations import DELEGATION, ROOT, TODAY, project_of_guests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbooks import workbook

from briefgen.data.load import load_store
from briefgen.deliver.checking import CheckedDelegation, check_delegation, check_delegations
from briefgen.deliver.delegations import briefs_wanted, find_delegations, load_delegation
from briefgen.deliver.discreet import PUBLIC
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.pipeline.scaffold.delegation import IGNORED as IN_FOLDER
from briefgen.pipeline.scaffold.project import IGNORED
from briefgen.pipeline.shared import Shared, read_shared
from briefgen.pipeline.states import Look
from briefgen.project import Project
from briefgen.typeset.faces import load_faces

PORT = "name: {zh: 港口, en: Port}, language: en, channels: [folder]"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of_guests(tmp_path)


def file_of(project: Project) -> Path:
    return project.data / "delegations" / "guests.yaml"


def problems_of(project: Project, text: str, *, whole: bool = False) -> tuple[Problem, ...]:
    """Return what is wrong with a delegation; `whole` compares it with facts and faces too."""
    file_of(project).write_text(text, "utf-8")
    if not whole:
        with pytest.raises(AuthorsMistakes) as found:
            load_delegation(file_of(project), project)
        return found.value.problems
    (result,) = check_delegations(project, find_delegations(project))
    if isinstance(result, CheckedDelegation):
        return result.warnings
    assert isinstance(result.error, AuthorsMistakes)
    return result.error.problems


def test_a_delegation_is_read(project: Project):
    guests = load_delegation(file_of(project), project)
    assert (guests.leader, guests.edition, guests.channels) == (guests.members[0], "a4", ("folder",))
    assert [member.name["zh"].source for member in guests.members] == ["示例成员甲", "示例成员乙"]
    second = guests.programme[1]
    assert (second.time, str(second.starts), str(second.ends)) == ("09:30–11:00", "09:30:00", "11:00:00")
    assert [guests.channels_of(recipient) for recipient in guests.recipients] == [("mail",), ("folder",)]
    assert briefs_wanted(guests, project) == ("one", "two")


def tagged(project: Project, **tags: str) -> None:
    """Give briefs their tags; those that are not there are made as copies of `one`."""
    text = (project.briefings / "one.yaml").read_text("utf-8")
    for name, words in tags.items():
        path = project.briefings / f"{name}.yaml"
        before = path.read_text("utf-8") if path.exists() else text
        path.write_text(f"tags: {words}\n{before}", "utf-8")


@pytest.mark.parametrize(
    ("entries", "names"),
    [
        ("[energy]", ("four", "one")),
        ("[two, energy]", ("two", "four", "one")),
        ("[energy, event, one, four]", ("four", "one", "two")),
        ("[city, energy]", ("three", "two", "four", "one")),
        ("[topic, city]", ("four", "one", "three", "two")),
    ],
)
def test_a_tag_stands_for_its_briefs_in_order_of_their_names_and_each_once(
    project: Project, entries: str, names: tuple[str, ...]
):
    tagged(project, three="[city]", four="energy", two="[city, sea]", one="[energy]")
    file_of(project).write_text(DELEGATION.replace("[one, event]", entries), "utf-8")
    assert briefs_wanted(load_delegation(file_of(project), project), project) == names


def test_a_tag_that_no_brief_has_is_told_with_the_nearest(project: Project):
    tagged(project, one="[energy]", two="[city]")
    (problem,) = problems_of(project, DELEGATION.replace("[one, event]", "[one, energi]"))
    assert (problem.place.line, problem.place.column) == (7, 15)
    assert (problem.message, problem.hint) == ('There is no brief "energi".', 'Did you mean "energy"?')
    (problem,) = problems_of(project, DELEGATION.replace("[one, event]", "[one, xxxxx]"))
    assert problem.hint.startswith("Briefs, kinds and tags: one, two, industry")
    assert problem.hint.endswith("visit, city, energy.")


def test_a_brief_of_a_tag_may_be_changed_and_others_not(project: Project):
    tagged(project, one="[energy]", two="[city]")
    file_of(project).write_text(DELEGATION.replace("[one, event]", "[energy]"), "utf-8")
    assert load_delegation(file_of(project), project).omit
    (first, *_) = problems_of(project, DELEGATION.replace("[one, event]", "[city]"))
    assert (first.place.line, first.message) == (8, 'The delegation is not given the brief "one".')


def test_a_brief_whose_tags_cannot_be_read_is_told_and_another_mistake_is_its_own(project: Project):
    tagged(project, one="[energy]", three="[city")
    (problem,) = problems_of(project, DELEGATION.replace("[one, event]", "[energy]"))
    assert problem.place.file == "briefings/three.yaml"
    (project.briefings / "three.yaml").write_text("tags: [city]\nkind: [\n", "utf-8")
    file_of(project).write_text(DELEGATION.replace("[one, event]", "[energy, city]"), "utf-8")
    assert briefs_wanted(load_delegation(file_of(project), project), project) == ("one", "three")


def test_a_good_delegation_has_no_problems(project: Project):
    warnings = problems_of(project, DELEGATION, whole=True)
    assert [warning.message for warning in warnings] == ["The channel mail is not set up."]
    assert problems_of(project, DELEGATION.replace("name:", "sample: yes\nname:", 1), whole=True) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("departure: 2026-11-22", "departure: 2026-11-19", 5, "The departure is before the arrival"),
        ("embargo: 2026-11-10", "embargo: 2026-11-23", 6, "The embargo ends after the departure"),
        ("departure: 2026-11-22", "departure: 2026-11-31", 5, "is not a day of the calendar"),
        ("{day: 2026-11-20,", "{day: 2026-11-19,", 18, "This entry is on 2026-11-19; the visit is from"),
        ("time: '18:30'", "time: '24:30'", 18, "This is no time of the day."),
        ("09:30–11:00", "11:00–09:30", 19, "The end is not after the beginning."),
        ("2026-11-21, head: {zh: 参观", "2026-11-20, head: {zh: 参观", 20, "earlier than the one before it"),
        ("briefs: [one, event]", "briefs: [one, fair]", 7, 'There is no brief "fair".'),
        ("briefs: [one, event]", "briefs: [one, visit]", 7, 'There is no brief of the kind "visit".'),
        ("briefs: [one, event]", "briefs: [event]", 8, 'The delegation is not given the brief "one".'),
        ("block: middle", "block: midle", 8, 'No block of the brief "one" has the id'),
        ("block: middle", "block: last", 8, 'refers to the block "last" elsewhere'),
        ("after: first", "after: middle", 9, 'The block "middle" is left out above.'),
        ("  - name: {zh: 示例成员乙", "  - leader: yes\n    name: {zh: 示例成员乙", 14, "the first is in line 11"),
        ("office@example.org", "office", 25, "This is not an e-mail address"),
        ("address: office@example.org, ", "", 25, "gets mail and has no address"),
        ("id: desk", "id: office", 26, 'The recipient "office" stands here twice.'),
        ("id: desk", f"id: harbour, {PORT}}}\n  - {{id: harbour", 27, 'The recipient "harbour" stands here twice.'),
        ("after: first", "after: nowhere", 9, 'No block of the brief "one" has the id "nowhere".'),
        ("delegation: guests", "delegation: others", 1, "its file guests.yaml"),
        ("en: Sample Member B", "fr: B", 14, 'The text has no "en"'),
        ("channels: [mail]", "channels: [fax]", 25, ""),
        ("language: zh", "language: de", 26, ""),
    ],
)
def test_what_is_wrong_has_its_place(project: Project, old: str, new: str, line: int, sentence: str):
    assert old in DELEGATION
    found = problems_of(project, DELEGATION.replace(old, new, 1))
    assert (line, True) in [(problem.place.line, sentence in problem.message) for problem in found], found


def test_what_may_stand_there_is_said_where_that_tells_nothing_of_people(project: Project):
    (found,) = problems_of(
        project, DELEGATION.replace("  - name: {zh: 示例成员乙", "  - leader: Lee\n    name: {zh: 示例成员乙", 1)
    )
    assert (found.place.line, found.hint) == (14, "Write yes or no.")
    assert found.message == "What is written here cannot stand here (key leader)."


def test_all_mistakes_are_told_at_once(project: Project):
    text = DELEGATION.replace("2026-11-22", "2026-11-19").replace("block: middle", "block: midle")
    assert len(problems_of(project, text.replace("language: zh", "language: xx").replace("'18:30'", "'1830'"))) == 2
    assert len({problem.place.line for problem in problems_of(project, text)}) >= 1


@pytest.mark.parametrize("mark", ["/", "\\", ":", "*", "?", '"', "<", ">", "|", "\n", "\r", "\t", "\x85"])
@pytest.mark.parametrize("name", ["Sample Guests", "Guests", "Sample Member A", "Sample Host", "Sample Office"])
def test_marks_of_headers_and_paths_are_refused_in_names(project: Project, name: str, mark: str):
    written = f"Sam{mark}ple".encode("unicode_escape").decode("ascii").replace('"', '\\"').replace("\\\\", "\\\\")
    text = re.sub(rf"en: {name}(?=[,}}])", lambda _: f'en: "{written}"', DELEGATION, count=1)
    found = problems_of(project, text)
    assert len(found) == 1
    assert "Sam" not in str(found[0])


@pytest.mark.parametrize("name", ["..", ".hidden", "{count}", "**A**", "[A](https://example.org)", "a" * 201, "  A"])
def test_names_are_literal(project: Project, name: str):
    (found,) = problems_of(project, DELEGATION.replace("en: Sample Guests", f"en: '{name}'"))
    assert found.place.line == 2
    assert name.strip() not in str(found)


@pytest.mark.parametrize("short", ["con", "NUL", "lpt1.x", "x.", "x" * 41])
def test_short_names_can_stand_in_names_of_files(project: Project, short: str):
    (found,) = problems_of(project, DELEGATION.replace("en: Guests", f"en: {short}"))
    assert found.place.line == 3


def test_rare_characters_of_names_are_printed_or_told(project: Project):
    rare = "〇龘㐂éøßŁőșđÞẞữ·"
    assert not [
        p for p in problems_of(project, DELEGATION.replace("示例成员甲", rare), whole=True) if "font" in p.message
    ]
    faces = load_faces(project.fonts)
    both = "𠮷𪚥\U0001f600"
    found = problems_of(project, DELEGATION.replace("示例成员甲", both + rare), whole=True)
    told = {problem.message for problem in found if "font" in problem.message}
    assert told == {f'No font has the character "{c}" (U+{ord(c):04X}).' for c in faces.missing(both)}
    assert told
    assert {problem.place.line for problem in found if "font" in problem.message} == {11}


def test_references_are_compared_with_facts_and_briefs(project: Project):
    for old, new in (
        ("共{count}", "共{cuont}"),
        ("共{count}", "共{hidden}"),
        ("共{count}", "见{page:nowhere}"),
        ("共{count}", "据{source:none}"),
        ("zh: 参观", "zh: '{hidden}'"),
        ("zh: 参观", "zh: '{page:first}'"),
        ("zh: 请求", "zh: '{nothing}'"),
    ):
        found = problems_of(project, DELEGATION.replace(old, new), whole=True)
        assert len(found) == 1, (new, found)
        assert found[0].place.line in (9, 20, 22)


def test_an_embargo_after_the_arrival_and_an_answer_that_nobody_cleared_are_warned_of(project: Project):
    text = DELEGATION.replace("embargo: 2026-11-10", "embargo: 2026-11-21\nsample: yes").replace(", cleared-by: 处", "")
    found = problems_of(project, text, whole=True)
    assert [problem.message.split(",")[0] for problem in found] == [
        "The embargo ends on 2026-11-21",
        "Nobody has cleared this answer.",
    ]


# Table files.

HEADS = "part,name.zh,name.en,leader,day,time,head.zh,head.en,id,address,language,channels\n"
ROWS = (
    "members,示例成员丙,Sample Member C,,,,,,,,,\n"
    "programme,,,,2026-11-22,10:00,离开,Departure,,,,\n"
    'recipients,示例窗口,Sample Counter,,,,,,counter,counter@example.org,en,"folder, mail"\n'
)
FROM = DELEGATION + "rows-from: [guests.csv]\n"


def with_rows(project: Project, rows: str) -> str:
    (project.data / "delegations" / "guests.csv").write_text(rows, "utf-8")
    file_of(project).write_text(FROM, "utf-8")
    return FROM


def test_rows_stand_behind_those_of_the_file(project: Project):
    with_rows(project, HEADS + ROWS)
    guests = load_delegation(file_of(project), project)
    assert [member.name["en"].source for member in guests.members][1:] == ["Sample Member B", "Sample Member C"]
    assert guests.programme[-1].place.cell == "A3"
    assert guests.recipients[-1].channels == ("folder", "mail")


def test_a_sheet_of_a_workbook_may_hold_one_part(project: Project):
    path = project.data / "delegations" / "guests.xlsx"
    path.write_bytes(workbook({"People": [["name.zh", "name.en"], ["示例成员丙", "Sample Member C"]]}))
    text = DELEGATION + "rows-from: [{file: guests.xlsx, sheet: People, part: hosts}]\n"
    file_of(project).write_text(text, "utf-8")
    assert load_delegation(file_of(project), project).hosts[-1].name["en"].source == "Sample Member C"


@pytest.mark.parametrize(
    ("rows", "cell", "sentence"),
    [
        (HEADS + ROWS.replace("members,", "guests,"), "A2", "This is no part of a delegation."),
        (HEADS + ROWS.replace("members,", ","), "A2", "does not say what it is"),
        (HEADS + ROWS.replace("C,,,,", "C,,,10:00,"), "F2", 'A row of "members" has nothing in this column.'),
        (HEADS + ROWS.replace("Sample Member C", ""), "C2", 'The text has no "en"'),
        (HEADS + ROWS.replace("Sample Member C", "A/B"), "C2", "A name cannot hold the mark /"),
        (HEADS + ROWS.replace("counter@example.org", "counter@@"), "J4", "two @"),
        (HEADS.replace("leader", "boss") + ROWS, "D1", "no column of such a sheet"),
        (HEADS.replace("part,", "id2,") + ROWS, "A1", "no column of such a sheet"),
        (HEADS, "A1", "heads and no rows"),
        (HEADS + ROWS.replace("2026-11-22", "2026-12-22"), "A3", "the visit is from"),
    ],
)
def test_a_mistake_in_a_table_is_told_at_its_cell(project: Project, rows: str, cell: str, sentence: str):
    found = problems_of(project, with_rows(project, rows))
    assert (cell, True) in [(problem.place.cell, sentence in problem.message) for problem in found], found


@pytest.mark.parametrize("file", ["../sample.csv", "/etc/passwd", "nothing.csv", "..\\x.csv"])
def test_a_table_lies_in_the_folder(project: Project, file: str):
    (found,) = {problem.place.line for problem in problems_of(project, DELEGATION + f"rows-from: ['{file}']\n")}
    assert found == 27


# What stays in the folder.


def test_delegations_are_no_facts_and_no_brief_depends_on_them(project: Project):
    with_rows(project, HEADS + ROWS)
    assert set(load_store(project, ("zh", "en")).sections) == {"sample"}
    assert not [name for name in Look(project).data() if "delegation" in name]
    section = project.data / "sample.yaml"
    section.write_text(section.read_text("utf-8") + "facts-from: [delegations/guests.csv]\n", "utf-8")
    with pytest.raises(AuthorsMistakes) as found:
        load_store(project, ("zh", "en"))
    assert [problem.message for problem in found.value.problems] == ["data/delegations/ holds delegations, not facts."]


@pytest.mark.needs("git")
@pytest.mark.parametrize("place", [".gitignore", "data/delegations/.gitignore"])
def test_git_takes_samples_alone(project: Project, place: str):
    subprocess.run(["git", "init", "-q", str(project.root)], check=True)
    (project.root / place).write_text(IGNORED if place == ".gitignore" else IN_FOLDER, "utf-8")
    for name in ("guests.csv", "a.sample.yaml", "a.sample.csv", "b.yaml", "notes.txt", "sample.yaml"):
        (project.data / "delegations" / name).write_text("x\n", "utf-8")
    command = ["git", "-C", str(project.root), "ls-files", "-o", "--exclude-standard", "data/delegations"]
    listed = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split()
    assert {Path(name).name for name in listed} == {"a.sample.yaml", "a.sample.csv"}


@pytest.mark.needs("git")
def test_git_takes_no_keys(project: Project):
    subprocess.run(["git", "init", "-q", str(project.root)], check=True)
    (project.root / ".gitignore").write_text(IGNORED, "utf-8")
    for name in ("office.p12", "keys/office.pfx", "ledger/ledger.sqlite3", "packs/a.zip", "out/a.pdf", "by-hand/a.pdf"):
        path = project.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x\n", "utf-8")
    command = ["git", "-C", str(project.root), "ls-files", "-o", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split()
    assert not [name for name in listed if name.endswith((".p12", ".pfx", ".sqlite3", ".zip", ".pdf"))]


def test_the_repository_holds_samples_alone_and_they_are_sound():
    project = Project(ROOT, ROOT / "fonts", TODAY, {})
    files = {name: path for name, path in find_delegations(project).items() if ".sample." in path.name}
    assert len(files) >= 2
    for result in check_delegations(project, files):
        assert isinstance(result, CheckedDelegation), result.error
        assert (result.delegation.sample, result.warnings) == (True, ())
        people = [*result.delegation.members, *result.delegation.hosts, *result.delegation.recipients]
        names = [name.source for person in people for name in person.name.values()]
        assert all("示例" in name or "sample" in name.lower() for name in names)
        addresses = [recipient.address for recipient in result.delegation.recipients if recipient.address]
        assert all(address.endswith("@example.org") for address in addresses)
    listed = subprocess.run(
        ["git", "ls-files", "data/delegations"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert all(".sample." in name for name in listed.stdout.split())


def test_a_sample_says_so_and_a_name_stands_once(project: Project):
    folder = project.data / "delegations"
    (folder / "other.sample.yaml").write_text(DELEGATION.replace("delegation: guests", "delegation: other"), "utf-8")
    with pytest.raises(AuthorsMistakes, match="1 problem"):
        load_delegation(folder / "other.sample.yaml", project)
    (folder / "guests.sample.yaml").write_text(DELEGATION, "utf-8")
    (folder / "A_B.yaml").write_text(DELEGATION, "utf-8")
    (folder / "c.yml").write_text(DELEGATION, "utf-8")
    with pytest.raises(AuthorsMistakes, match="3 problems"):
        find_delegations(project)


def test_mistakes_of_facts_and_delegations_are_told_together(project: Project):
    (project.data / "sample.yaml").write_text("section: samples\n", "utf-8")
    file_of(project).write_text(DELEGATION.replace("office@example.org", "office"), "utf-8")
    with pytest.raises(AuthorsMistakes) as found:
        list(check_delegations(project, find_delegations(project)))
    assert {problem.place.file for problem in found.value.problems} == {
        "data/sample.yaml",
        "data/delegations/guests.yaml",
    }


# Discretion.

SECRETS = (
    "Zqxjkovy", "zqxjkovy", "欧阳曦", "zqxjkovy@qv.example", "zqxjkovy: 欧阳曦", "{zqxjkovy}", "[Zqxjkovy](x)",
    "**欧阳曦", "Zqxjkovy\n欧阳曦", "Zqx\x07", '"Zqxjkovy"', "{zqxjkovy|欧阳曦}", "2026-99-zqxjkovy",
    "Zqxjkovy / 欧阳曦", "&zqxjkovy",
)  # fmt: skip
MARKS = ("", "'", '"', "{", "[", ": ", ":", "- ", "\n", "\n  ", "&", "*", "!", "|", ">", "#", ", ", "\t")
CELLS = st.sampled_from(["", "members", "yes", *SECRETS[:9]])
TOLD = re.compile("zqx|欧|阳|曦|qv.example", re.IGNORECASE)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to each value in a tree."""
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(found for key, below in inside for found in places(below, (*path, key)))]


TREE: dict[str, Any] = yaml.load(DELEGATION, Loader=yaml.BaseLoader)
IDS = ("insert", "brief"), ("insert", "after"), ("recipients", "id")
"""Names that logs and the ledger hold anyway."""
PLACES = [path for path in places(TREE) if path and path[0] not in PUBLIC and (path[0], path[-1]) not in IDS]
PERSONAL = DELEGATION.index("members:")


def spoiled(path: tuple[Any, ...], how: str, secret: str) -> dict[str, Any]:
    tree = yaml.load(DELEGATION, Loader=yaml.BaseLoader)
    inside = tree
    for step in path[:-1]:
        inside = inside[step]
    if how == "key" and isinstance(inside, dict):
        inside[secret] = inside.pop(path[-1])
    else:
        inside[path[-1]] = {"text": secret, "list": [secret], "mapping": {secret: secret}, "key": secret}[how]
    return tree


@cache
def shared_of(root: Path) -> Shared:
    return read_shared(Project(root, ROOT / "fonts", TODAY, {}))


def told_of(project: Project) -> list[Problem]:
    try:
        delegation = load_delegation(file_of(project), project)
        return list(check_delegation(delegation, project, shared_of(project.root)))
    except AuthorsMistakes as error:
        return list(error.problems)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(PLACES),
    how=st.sampled_from(["text", "list", "mapping", "key"]),
    secret=st.sampled_from(SECRETS),
)
def test_no_message_tells_what_is_written_of_people(project: Project, path: tuple[Any, ...], how: str, secret: str):
    text = yaml.safe_dump(spoiled(path, how, secret), allow_unicode=True, sort_keys=False)
    file_of(project).write_text(text, "utf-8")
    for problem in told_of(project):
        assert not TOLD.search(f"{problem.message} {problem.hint}"), problem


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(PERSONAL, len(DELEGATION)),
    secret=st.sampled_from(SECRETS),
    mark=st.sampled_from(
        ["", "'", '"', "{", "[", ": ", ":", "- ", "\n", "\n  ", "&", "*", "!", "|", ">", "#", ", ", "\t"]
    ),
)
def test_no_message_of_broken_yaml_tells_it(project: Project, at: int, secret: str, mark: str):
    file_of(project).write_text(f"{DELEGATION[:at]}{mark}{secret}{DELEGATION[at:]}", "utf-8")
    for problem in told_of(project):
        assert not TOLD.search(f"{problem.message} {problem.hint}"), problem


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=12, max_size=12), max_size=3))
def test_no_message_of_a_table_tells_it(project: Project, rows: list[list[str]]):
    quoted = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    with_rows(project, HEADS + quoted)
    for problem in told_of(project):
        assert not TOLD.search(f"{problem.message} {problem.hint}"), problem


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(project: Project, content: bytes):
    file_of(project).write_bytes(content)
    with pytest.raises(AuthorsMistakes):
        load_delegation(file_of(project), project)
