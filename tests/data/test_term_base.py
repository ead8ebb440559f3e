"""The term base: what may stand in it, and what is found by it in texts and in data."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import ROOT

from briefgen.data.load import load_store
from briefgen.data.term_base import Term, terms_of
from briefgen.data.wrong_names import WrongNames
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import Project, open_project
from briefgen.spec.reader import read_yaml

BASE = """\
terms:
  laboratories:
    kind: body
    zh: 紫金山实验室
    en: Purple Mountain Laboratories
    also: {en: [PML]}
    forbidden: {zh: [紫山实验室, 金山实验室], en: [Zijinshan Laboratory, Purple Mountain Laboratory]}
  ingredients:
    kind: industry
    zh: 原料药
    en: active pharmaceutical ingredients
    also: {en: [APIs]}
    forbidden: {en: [apis]}
  choke-points:
    kind: phrase
    zh: “卡脖子”领域
    en: choke-point technologies
    forbidden: {en: ['“neck” field', stuck-neck]}
  class:
    kind: phrase
    zh: 五千亿级
    en: RMB 500 billion class
    forbidden: {en: [500-trillion-level, trillion-level]}
  lee:
    kind: person
    zh: 李开复
    en: Kai-Fu Lee
    also: {en: [Lee of Innovation Works]}
    forbidden: {en: [Innovation Works]}
"""
SECTION = """\
section: one
title: {zh: 一, en: One}
sources:
  paper:
    title: {zh: 紫山实验室的文件, en: A paper of Zijinshan Laboratory}
    date: 2020
    kind: report
    form: {zh: 文件, en: Paper}
facts:
  fact:
    name: {zh: NAME, en: Name}
    unit: {zh: 个, en: things}
    value: 3
    as-of: 2020
    source: paper
    locator: Zijinshan Laboratory has three
    caution: {zh: 来源作“紫山实验室”。, en: 'The source says “Zijinshan Laboratory”.'}
"""


def project(folder: Path, base: str = BASE, section: str = SECTION) -> Project:
    (folder / "data").mkdir()
    (folder / "briefgen.yaml").write_text("issuer: {zh: 示例, en: Sample}\nseries: {zh: 示例, en: Sample}\n", "utf-8")
    (folder / "data" / "terms.yaml").write_text(base, "utf-8")
    (folder / "data" / "one.yaml").write_text(section.replace("NAME", "名称"), "utf-8")
    return open_project(folder, environment={})


def problems_of(project: Project) -> list[Problem]:
    with pytest.raises(AuthorsMistakes) as caught:
        load_store(project, ("zh", "en"))
    return list(caught.value.problems)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> WrongNames:
    opened = project(tmp_path_factory.mktemp("terms"))
    return WrongNames(terms_of(read_yaml(opened.data / "terms.yaml", opened), opened).values())


@pytest.fixture(scope="module")
def shipped() -> dict[str, Term]:
    opened = open_project(ROOT, environment={})
    return terms_of(read_yaml(opened.data / "terms.yaml", opened), opened)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("at the Zijinshan Laboratory.", "en", ["Zijinshan Laboratory"]),
        ("at the Zijinshan\n  Laboratory.", "en", ["Zijinshan\n  Laboratory"]),
        ("at the Zijinshan Laboratories", "en", []),
        ("the zijinshan laboratory", "en", []),
        ("Purple Mountain Laboratories", "en", []),
        ("Purple Mountain Laboratory", "en", ["Purple Mountain Laboratory"]),
        ("Purple Mountain|Laboratory", "en", ["Purple Mountain|Laboratory"]),
        ("makers of apis", "en", ["apis"]),
        ("Apis are made", "en", ["Apis"]),
        ("makers of APIs and API", "en", []),
        ("therapist", "en", []),
        ("a “neck” field, a 'neck' field", "en", ["“neck” field"]),
        ('a "neck" field', "en", ['"neck" field']),
        ("stuck‑neck, Stuck–Neck", "en", ["stuck‑neck", "Stuck–Neck"]),
        ("a 500-trillion-level cluster", "en", ["500-trillion-level"]),
        ("a trillion-level cluster", "en", ["trillion-level"]),
        ("Innovation works best", "en", []),
        ("Lee of Innovation Works", "en", []),
        ("of Innovation Works", "en", ["Innovation Works"]),
        ("在紫山实验室", "zh", ["紫山实验室"]),
        ("在紫山|实验室", "zh", ["紫山|实验室"]),
        ("在紫金山实验室", "zh", []),
        ("在金山实验室", "zh-Hans", ["金山实验室"]),
        ("Zijinshan Laboratory", "fr", []),
    ],
)
def test_wrong_names_are_found_and_right_ones_are_not(text: str, language: str, said: list[str], names: WrongNames):
    assert [found.said for found in names.found(text, language)] == said
    assert all(text[found.offset :].startswith(found.said) for found in names.found(text, language))


def test_what_is_quoted_may_stand_where_sources_are_spoken_of(names: WrongNames):
    text = "By “apis” source 1 means these; apis they are not."
    assert [found.offset for found in names.found(text, "en")] == [4, 32]
    assert [found.offset for found in names.found(text, "en", "methods.text")] == [32]
    assert [found.offset for found in names.found(text, "en", "lead")] == [4, 32]


def test_data_may_quote_in_titles_locators_and_cautions_and_nowhere_else(tmp_path: Path):
    assert load_store(project(tmp_path), ("zh", "en")).terms["lee"].forms["zh"] == "李开复"
    (tmp_path / "data" / "one.yaml").write_text(SECTION.replace("NAME", "金山实验室的名称"), "utf-8")
    (problem,) = problems_of(open_project(tmp_path, environment={}))
    assert str(problem.place) == "data/one.yaml:11:16"
    assert problem.message == '"金山实验室" is a wrong name.'
    assert "紫金山实验室" in problem.hint
    assert "data/terms.yaml" in problem.hint


def test_cells_of_table_files_are_looked_at_too(tmp_path: Path):
    rows = "tables:\n  t:\n    title: {zh: 表, en: Table}\n    source: paper\n    as-of: 2020\n    columns:\n"
    rows += "      - {id: name, name: {zh: 名, en: Name}}\n      - {id: note, name: {zh: 注, en: Note}}\n"
    opened = project(tmp_path, section=SECTION + rows + "    file: t.csv\n")
    (tmp_path / "data" / "t.csv").write_text("name.zh,name.en,note.zh,note.en\n甲,A,紫山实验室,a\n", "utf-8")
    found = problems_of(opened)
    assert [problem.message for problem in found] == ['"紫山实验室" is a wrong name.']
    assert found[0].place.file == "data/t.csv"


def test_no_term_base_is_no_mistake(tmp_path: Path):
    opened = project(tmp_path)
    (tmp_path / "data" / "terms.yaml").unlink()
    assert not load_store(opened, ("zh", "en")).terms


@pytest.mark.parametrize(
    ("base", "line", "told"),
    [
        ("terms:\n  a: {kind: body, zh: 甲, forbidden: {zh: [甲]}}\n", 2, '"甲" is forbidden, and allowed by "a"'),
        (
            "terms:\n  a: {kind: body, zh: 甲, forbidden: {zh: [乙]}}\n"
            "  b: {kind: body, zh: 丙, forbidden: {zh: [乙]}}\n",
            3,
            '"乙" is forbidden twice, by "a" already',
        ),
        ("terms:\n  a: {kind: body}\n", 2, "no official form"),
        ("terms:\n  a: {kind: body, zh: 甲, forbidden: {en: [x]}}\n", 2, 'forbidden in "en", and none is official'),
        ("terms:\n  a: {kind: firm, zh: 甲}\n", 2, "firm"),
        ("terms:\n  a: {kind: body, zh: 甲, wrong: [乙]}\n", 2, "wrong"),
        ("terms:\n  A: {kind: body, zh: 甲}\n", 2, "cannot be a name"),
        ("terms:\n  a: {kind: body, zh: 甲, forbidden: {zh: ['']}}\n", 2, "nothing is written"),
    ],
)
def test_a_term_base_with_mistakes_is_refused_at_their_places(base: str, line: int, told: str, tmp_path: Path):
    found = problems_of(project(tmp_path, base))
    assert any(told in problem.message for problem in found), found
    assert {(problem.place.file, problem.place.line) for problem in found} == {("data/terms.yaml", line)}


# What is shipped

GLOSSARY = """\
assault and promotion offices | world literature capital | integrate circuits | 500-trillion-level | 300-trillion-level
trillion-level | metauniverse | first-tier economy | comprehensive free trade zones | vice-provincial cities | apis
pharmaceutical device | 306 unicorns | Kirin Science and Innovation Park | Zijinshan Laboratory | CSC Nanjing
Purple Mountain Laboratory | Biological Breeding Zhongshan Laboratory | information high-speed train | hot rod
urban arithmetic network | air port calibration | “neck” field | weight of the country | specializing in specialties
small giants | new quality productivity | main carrying area | black technology | Li Kaifu | Innovation Works
China-Russia University Institute Innovation Forum | Yao Qizhi | Liu Deyin | electric pile | core fire platform
foreign academician of the National Academy of Sciences | Science and Technology Bank | postdoctoral station | goed out
Academician Conference of the Chinese Academy of Sciences and Chinese Academy of Sciences
"""
"""The mistranslations that the sources are known for."""


@pytest.mark.parametrize("wrong", [form.strip() for form in GLOSSARY.replace("\n", " | ").split("|") if form.strip()])
def test_mistranslations_of_the_sources_are_forbidden(wrong: str, shipped: dict[str, Term]):
    found = list(WrongNames(shipped.values()).found(f"Of the {wrong}.", "en"))
    assert [name.said for name in found] == [wrong]
    assert found[0].official


@pytest.mark.parametrize(
    "right",
    [
        "APIs (active pharmaceutical ingredients)",
        "Innovation works best where a bank of science lends.",
        "306 potential unicorns",
        "The identity card (id) of a firm",
        "pilot free trade zone",
        "a bottleneck, a trillion yuan, RMB 1 trillion",
        "post-doctoral researchers",
        "Kirin is no place here",
        "the weight of the cargo",
        "Core Fire (Xinhuo) chip innovation base",
    ],
)
def test_right_words_are_not_forbidden(right: str, shipped: dict[str, Term]):
    assert not list(WrongNames(shipped.values()).found(right, "en"))


def test_shipped_official_forms_are_no_wrong_names(shipped: dict[str, Term]):
    names = WrongNames(shipped.values())
    for term in shipped.values():
        for language in ("zh", "en"):
            for form in term.allowed(language):
                assert not list(names.found(form, language)), form


def test_every_kind_of_name_is_kept(shipped: dict[str, Term]):
    assert len(shipped) >= 80
    assert {term.kind for term in shipped.values()} >= {"body", "person", "programme", "industry", "place", "event"}
    assert all(set(term.forms) == {"zh", "en"} for term in shipped.values())
