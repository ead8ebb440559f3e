"""Tags: words by which briefs are named besides name and kind; what would never be looked up is a mistake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from delegations import BRIEF, project_of_guests

from briefgen.deliver.pack.digests import digest_of
from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Problem
from briefgen.pipeline.batch import build_briefs
from briefgen.pipeline.results import Built
from briefgen.project import Project
from briefgen.spec.find import find_briefs
from briefgen.spec.load import load_brief
from briefgen.spec.meant import Key, Shelf, lenient_shelf_of, shelf_of, words_of

TAGGED = BRIEF.replace("kind: KIND\n", "kind: topic\ntags: [equipment, visit-2026]\n")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of_guests(tmp_path)


def write(project: Project, name: str, text: str) -> Path:
    path = project.briefings / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def problems_of(path: Path, project: Project) -> tuple[Problem, ...]:
    with pytest.raises(AuthorsMistakes) as found:
        load_brief(path, project)
    return found.value.problems


def test_a_brief_has_tags_or_none(project: Project):
    path = write(project, "deep/three", TAGGED)
    assert load_brief(path, project).tags == ("equipment", "visit-2026")
    assert load_brief(project.briefings / "one.yaml", project).tags == ()


@pytest.mark.parametrize(
    ("tags", "column", "sentence", "hint"),
    [
        ("[a, a]", 11, 'The tag "a" is used twice; the first is in line 2.', "Use each once."),
        ("[a, topic]", 11, '"topic" cannot be a tag: it is a kind of brief.', "choose another word"),
        ("[all]", 8, '"all" cannot be a tag: it means all briefs.', "choose another word"),
        ("[a, b, two]", 14, "cannot be a tag: a brief has this name, briefings/two.yaml.", "rename that brief"),
        ("[far]", 8, '"far" cannot be a tag: a brief has this name, briefings/x/y/far.yaml.', "rename that brief"),
        ("[three]", 8, '"three" cannot be a tag: a brief has this name, briefings/three.yaml.', "rename that brief"),
        ("[A tag]", 8, '"A tag" cannot be a name', 'Write "a-tag"'),
    ],
)
def test_a_tag_that_means_something_else_is_a_mistake(
    project: Project, tags: str, column: int, sentence: str, hint: str
):
    write(project, "x/y/far", BRIEF.replace("KIND", "topic"))
    path = write(project, "three", TAGGED.replace("[equipment, visit-2026]", tags))
    (problem,) = problems_of(path, project)
    assert (problem.place.file, problem.place.line, problem.place.column) == ("briefings/three.yaml", 2, column)
    assert sentence in problem.message
    assert hint in problem.hint


def test_what_is_no_brief_takes_no_tag_away(project: Project, tmp_path: Path):
    path = write(project, "three", TAGGED)
    write(project, ".hidden/equipment", TAGGED)
    (project.briefings / "equipment.txt").write_text("x", "utf-8")
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "equipment.yaml").write_text(TAGGED, "utf-8")
    try:
        (project.briefings / "round").symlink_to(project.briefings, target_is_directory=True)
        (project.briefings / "out").symlink_to(outside, target_is_directory=True)
    except OSError:
        pass
    assert load_brief(path, project).tags == ("equipment", "visit-2026")


def test_tags_are_in_no_file_and_change_no_byte(project: Project):
    def made(text: str) -> bytes:
        path = write(project, "three", f"attachments: data\n{text}")
        (built,) = build_briefs(project, {"three": path}, force=True)
        assert isinstance(built, Built), built.error
        return built.path.read_bytes()

    with_tags = made(TAGGED)
    assert made(TAGGED.replace("equipment, ", "")) == made(BRIEF.replace("KIND", "topic")) == with_tags
    assert made(TAGGED.replace("number: 1", "number: 2")) != with_tags


def test_no_digest_of_a_brief_knows_its_tags(project: Project):
    brief = load_brief(write(project, "three", TAGGED), project)
    assert digest_of(brief) == digest_of(brief.model_copy(update={"tags": ()}))
    assert digest_of(brief) != digest_of(brief.model_copy(update={"gaps": "state"}))


# What an entry means.


def shelf(read: Callable[[str, Key], tuple[str, ...] | None] | None = None) -> Shelf[str]:
    said: dict[tuple[str, Key], tuple[str, ...] | None] = {
        ("A", "kind"): ("topic",), ("B", "kind"): ("visit",), ("C", "kind"): ("topic",),
        ("A", "tags"): ("grid", "sea"), ("B", "tags"): ("grid", "topic", "Not a name"), ("C", "tags"): None,
    }  # fmt: skip
    return Shelf({"a": "A", "b": "B", "c": "C"}, read or (lambda file, key: said[file, key]))


@pytest.mark.parametrize(
    ("entry", "meant", "known"),
    [
        ("b", ("b",), True),
        ("topic", ("a", "c"), True),
        ("event", (), True),
        ("grid", ("a", "b", "c"), True),
        ("sea", ("a", "c"), True),
        ("see", ("c",), False),
    ],
)
def test_an_entry_is_a_name_before_a_kind_and_a_kind_before_a_tag(entry: str, meant: tuple[str, ...], known: bool):
    assert (shelf().meant(entry), shelf().is_known(entry)) == (meant, known)


def test_an_unknown_entry_is_told_the_nearest_of_all_that_may_stand_there():
    found = shelf()
    assert found.tags == ("grid", "sea", "topic")
    assert found.suggestion("grit") == 'Did you mean "grid"?'
    assert found.suggestion("zzzz") == "Briefs, kinds and tags: a, b, c, industry, topic, event, visit, grid, sea."
    assert shelf(lambda file, key: ()).suggestion("zzzz") == "Briefs and kinds: a, b, c, industry, topic, event, visit."


def test_names_open_nothing_and_each_key_is_read_once():
    read: list[tuple[str, Key]] = []

    def words(file: str, key: Key) -> tuple[str, ...]:
        read.append((file, key))
        return ("grid",)

    found = shelf(words)
    assert found.is_known("a")
    assert found.is_known("topic")
    assert found.meant("a") == ("a",)
    assert read == []
    assert found.meant("topic") == ()
    assert read == [("A", "kind"), ("B", "kind"), ("C", "kind")]
    for _ in range(2):
        assert found.meant("grid") == ("a", "b", "c")
        assert found.tags == ("grid",)
    assert read[3:] == [("A", "tags"), ("B", "tags"), ("C", "tags")]


def test_a_file_is_read_as_far_as_the_key(project: Project):
    path = write(project, "three", TAGGED.replace("theme:", "theme: [") + '"')
    assert words_of(path, project, "tags") == ("equipment", "visit-2026")
    assert words_of(path, project, "kind") == ("topic",)
    assert words_of(write(project, "four", "tags: alone\n"), project, "tags") == ("alone",)
    assert words_of(write(project, "four", "kind: topic\n"), project, "tags") == ()
    assert words_of(write(project, "four", "kind: topic\ntags: {a: b}\n"), project, "tags") == ()


def test_a_brief_whose_tags_cannot_be_read_is_told_or_taken_along(project: Project):
    write(project, "three", TAGGED)
    write(project, "four", "kind: topic\ntags: [equipment\n")
    files = find_briefs(project)
    with pytest.raises(AuthorsMistakes) as found:
        shelf_of(files, project).meant("equipment")
    assert found.value.problems[0].place.file == "briefings/four.yaml"
    assert shelf_of(files, project).meant("topic") == ("four", "one", "three")
    lenient = lenient_shelf_of(files, project)
    assert lenient.meant("equipment") == ("four", "three")
    assert (lenient.is_known("equipment"), lenient.is_known("nothing")) == (True, False)
    files["four"].unlink()
    assert lenient_shelf_of(files, project).meant("visit-2026") == ("four", "three")
    files["four"].mkdir()
    with pytest.raises((AuthorsMistakes, EnvironmentFailure)):
        shelf_of(files, project).meant("equipment")
