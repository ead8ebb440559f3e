"""A brief that uses every block, settings, editions, and the finding of briefs."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from briefgen.errors import AuthorsMistakes, Place
from briefgen.project import Project
from briefgen.spec import blocks, brief, charts, settings
from briefgen.spec.brief import Brief
from briefgen.spec.find import find_briefs
from briefgen.spec.load import load_brief, load_settings, with_options
from briefgen.spec.normalise import BARE, BLOCKS
from briefgen.spec.text import Text
from briefgen.spec.texts import PERMITTED_BREAKS, texts_of
from briefgen.spec.tree import place_of


@pytest.fixture
def good(project: Project, sample: str) -> Brief:
    path = project.briefings / "topics" / "sample.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(sample, encoding="utf-8")
    return load_brief(path, project)


def test_every_block_becomes_its_class(good: Brief) -> None:
    classes = {type(block) for block in good.blocks}
    # The parts of a bound document stand in a brief that binds others, and in no other.
    assert classes == {*BLOCKS.values(), *charts.CHARTS.values()} - {BLOCKS["parts"]}


def test_the_head(good: Brief) -> None:
    assert (good.name, good.kind, good.cover, good.audience) == ("sample", "topic", "office", "internal")
    assert good.edition.date == datetime.date(2026, 11, 1)
    assert good.edition.number == 2
    assert (good.languages, good.sections) == (("zh", "en"), ("sample", "sample-2025"))
    assert good.title == {"zh": Text("示例简报", good.title["zh"].place), "en": Text("A sample brief", Place(
        "briefings/topics/sample.yaml", 3, 23))}  # fmt: skip


def test_everything_knows_its_place(good: Brief, sample: str) -> None:
    lines = sample.split("\n")
    assert good.place == Place("briefings/topics/sample.yaml", 2, 1)
    for block in good.blocks:
        assert lines[block.place.line - 1].strip().startswith("- ")
        assert block.place.column == 5
    strip = next(block for block in good.blocks if isinstance(block, blocks.FiguresBlock))
    place = place_of(strip.figures[1])
    assert lines[place.line - 1][place.column - 1 :].startswith("sample-growth]")


def test_values_of_blocks(good: Brief) -> None:
    frame = next(block for block in good.blocks if isinstance(block, blocks.FrameBlock))
    assert [cell.subject for cell in frame.groups[0].cells] == [True, False]
    assert frame.groups[1].cells == ()
    chart = next(block for block in good.blocks if isinstance(block, charts.ComparisonChart))
    assert (chart.id, chart.sort, len(chart.heads)) == ("five", "second", 3)
    assert chart.rows[1].facts == ("control-revenue", "control-growth")
    fields = next(block for block in good.blocks if isinstance(block, blocks.FieldMapBlock))
    assert fields.labels["strength"]["en"].source == "In strength"


def test_a_brief_cannot_change(good: Brief) -> None:
    with pytest.raises(ValidationError):
        good.theme = "other"
    with pytest.raises(TypeError):
        good.title["zh"] = Text("x")  # type: ignore[index]


def test_a_brief_can_be_copied_and_sent_to_another_process(good: Brief) -> None:
    assert pickle.loads(pickle.dumps(good)) == good
    assert copy.deepcopy(good) == good
    sent = pickle.loads(pickle.dumps(good))
    assert place_of(sent.blocks[2].figures[0]) == place_of(good.blocks[2].figures[0])


def test_all_texts_have_a_role_and_a_language(good: Brief, sample: str) -> None:
    found = [(role, text.source.strip(), language) for role, text, language in texts_of(good)]
    assert found[:3] == [
        ("title", "示例简报", "zh"), ("title", "A sample brief", "en"), ("subtitle", "每种版块一次", "zh"),
    ]  # fmt: skip
    assert ("messages.head", "规模较小，增速居前", "zh") in found
    assert ("rows.name", "Control", "en") in found
    assert ("notes", "仅指示例核心部分", "zh") in found
    assert ("notes.head", "Scope", "en") in found
    assert ("groups.cells.name", "Sample B", "en") in found
    assert len(found) == sample.count("zh: ") + sample.count("en: ")
    assert {role for role, _, _ in found} > PERMITTED_BREAKS


def test_bare_words_may_carry_an_id(project: Project, sample: str) -> None:
    path = project.briefings / "b.yaml"
    path.parent.mkdir()
    path.write_text(sample.replace("  - sources\n", "  - sources:\n    id: list\n"), encoding="utf-8")
    assert load_brief(path, project).blocks[-1].id == "list"
    assert set(BARE) < set(BLOCKS)


def test_editions(good: Brief) -> None:
    edition = with_options(good, languages=["zh"], audience="external", cover="full")
    assert (edition.languages, edition.audience, edition.cover) == (("zh",), "external", "full")
    assert (edition.name, edition.blocks) == (good.name, good.blocks)
    assert with_options(good) == good
    assert all(language == "zh" for _, _, language in texts_of(edition))
    with pytest.raises(AuthorsMistakes) as found:
        with_options(good, languages=["fr"])
    first = found.value.problems[0]
    assert first.place == Place("briefings/topics/sample.yaml", 3, 13)
    assert first.message == 'The text has no "fr"; it has zh, en.'


def test_briefs_can_be_made_in_code() -> None:
    page = blocks.PageBlock(page={"zh": Text("页"), "en": Text("Page")}, id="one")
    chart = charts.BarsChart(
        chart="bars",
        rows=(charts.BarRow(fact="a"), charts.BarRow(fact="b")),
        takeaway={"zh": Text("一"), "en": Text("One")},
        unit_line={"zh": Text("家"), "en": Text("firms")},
    )
    made = Brief(
        name="made", kind="topic", title=page.page, theme="robotics", sections=("x",), blocks=(page, chart),
        edition=brief.Edition(date=datetime.date(2026, 11, 1), number=1),
    )  # fmt: skip
    assert made.blocks == (page, chart)
    assert made.blocks[1].place.line == 0
    assert [role for role, _, _ in texts_of(made)] == ["title", "title", "page", "page", *["takeaway"] * 2,
                                                       *["unit-line"] * 2]  # fmt: skip


def test_each_field_is_described_and_has_a_schema() -> None:
    models = [
        model
        for module in (blocks, charts, brief, settings)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, BaseModel)
    ]
    assert len(models) > 25
    for model in models:
        for name, about in model.model_fields.items():
            assert about.description, f"{model.__name__}.{name}"
    schema = json.dumps(Brief.model_json_schema(), ensure_ascii=False)
    for word in ("field-map", "contact-bar", "unit-line", "prepared-for", "comparison"):
        assert f'"{word}"' in schema
    assert "Where the mapping begins" not in schema
    assert '"full", "office"' in schema


def test_finding_briefs(project: Project) -> None:
    assert find_briefs(project) == {}
    for name in ("topics/b.yaml", "industries/robots/a-2.yaml", ".hidden/c.yaml", "topics/.d.yaml", "topics/e.txt"):
        path = project.briefings / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    (project.briefings / "folder.yaml").mkdir()
    found = find_briefs(project)
    assert list(found) == ["a-2", "b", "folder"]
    assert found["a-2"] == project.briefings / "industries" / "robots" / "a-2.yaml"


def test_names_that_briefs_cannot_have(project: Project) -> None:
    for name in ("topics/b.yaml", "industries/b.yaml", "topics/Robot News.yaml", "c.yml"):
        path = project.briefings / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    with pytest.raises(AuthorsMistakes) as found:
        find_briefs(project)
    told = [(problem.place.file, problem.message) for problem in found.value.problems]
    assert told == [
        ("briefings/c.yml", "The file of a brief ends in .yaml."),
        ("briefings/topics/Robot News.yaml",
         '"Robot News" cannot be the name of a brief: names hold small letters, digits and single hyphens.'),
        ("briefings/topics/b.yaml", 'The brief "b" is there twice; the other file is briefings/industries/b.yaml.'),
    ]  # fmt: skip
    assert all(problem.hint for problem in found.value.problems)


SETTINGS = "issuer: {zh: 示例, en: Sample}\nseries: {zh: 简报, en: Briefs}\n"


def write_settings(project: Project, content: str) -> Path:
    project.settings.write_text(content, encoding="utf-8")
    return project.settings


def test_settings(project: Project) -> None:
    write_settings(project, SETTINGS)
    plain = load_settings(project)
    assert (plain.logo, plain.contact, plain.languages, plain.output) == ("none", "none", ("zh", "en"), "dist")
    contact = "contact:\n  name: {zh: 窗口, en: Desk}\n  telephone: 025 0000\n  web: https://example.org/a\n"
    write_settings(project, SETTINGS + "logo: pictures/logo.png\n" + contact)
    full = load_settings(project)
    assert isinstance(full.contact, settings.Contact)
    assert (full.contact.telephone, full.contact.web) == ("025 0000", "https://example.org/a")
    assert full.contact.place == Place("briefgen.yaml", 5, 3)


@pytest.mark.parametrize(
    ("line", "column", "sentence", "hint"),
    [
        ("logo: ../logo.png", 7, "leads out of the project's folder", "relative"),
        ("output: /tmp", 9, "is not relative", "relative"),
        ("contact: nobody", 10, 'The contact cannot be "nobody".', "Write none"),
        ("contact: {name: {zh: 窗口, en: Desk}, web: example.org}", 42, "starts with https://", "Write https://"),
        ("contact: {name: {zh: 窗口, en: Desk}, email: desk}", 44, '"desk" is not an e-mail', "Write it like"),
        ("contact: {telephone: 1}", 10, '"name" is missing here.', "Add `name:`"),
        ("contact: []", 10, '"contact" must be keys with values, not a list.', "name: …"),
        ("languges: [zh]", 1, '"languges" is not a key here.', 'Did you mean "languages"?'),
    ],
)
def test_mistakes_in_settings(project: Project, line: str, column: int, sentence: str, hint: str) -> None:
    write_settings(project, SETTINGS + line)
    with pytest.raises(AuthorsMistakes) as found:
        load_settings(project)
    (problem,) = found.value.problems
    assert problem.place == Place("briefgen.yaml", 3, column)
    assert sentence in problem.message
    assert hint in problem.hint


def test_a_web_address_is_told_in_ascii(project: Project) -> None:
    write_settings(project, SETTINGS + "contact:\n  name: {zh: 处, en: Desk}\n  web: https://南京.cn/路径?x=1\n")
    with pytest.raises(AuthorsMistakes) as found:
        load_settings(project)
    (problem,) = found.value.problems
    assert "must be written in ASCII" in problem.message
    assert problem.hint == "Write https://xn--1lqq7i.cn/%E8%B7%AF%E5%BE%84?x=1"


@pytest.mark.parametrize(
    ("languages", "column", "sentence"),
    [("[zh, zh]", 17, '"zh" is used twice'), ("[zh, fr]", 17, '"fr" is no language of a brief')],
)
def test_languages_of_the_settings(project: Project, languages: str, column: int, sentence: str) -> None:
    content = SETTINGS + f"languages: {languages}\n"
    write_settings(project, content)
    with pytest.raises(AuthorsMistakes) as found:
        load_settings(project)
    (problem,) = found.value.problems
    assert (problem.place.line, problem.place.column) == (content.count("\n"), column)
    assert sentence in problem.message


def test_a_tag_may_name_script_and_region(project: Project) -> None:
    content = SETTINGS.replace("zh:", "zh-Hans:").replace("en:", "en-GB:")
    write_settings(project, content + "languages: [zh-Hans, en-GB]\n")
    assert load_settings(project).languages == ("zh-Hans", "en-GB")
