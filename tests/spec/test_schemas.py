"""The JSON schemas: current, described, as wide as `check` and no wider than they can help."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from core_yaml import core
from jsonschema import Draft202012Validator

from briefgen.pipeline.schemas import FOLDER, outdated, schemas
from briefgen.project import open_project
from briefgen.spec import normalise
from briefgen.spec.model import Model

ROOT = Path(__file__).resolve().parents[2]
LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")
PROJECTS = (ROOT, ROOT / "tests" / "samples")
SHIPPED = [
    path
    for root in PROJECTS
    for path in (
        root / "briefgen.yaml",
        *sorted((root / "briefings").rglob("*.yaml")),
        *sorted((root / "data").glob("*.yaml")),
        *sorted((root / "data" / "delegations").glob("*.yaml")),
    )
]
MADE = {name: json.loads(content) for name, content in schemas().items()}
BARE = {normalise.BLOCKS[key] for key in normalise.BARE}


def models(above: type[Model] = Model) -> Iterator[type[Model]]:
    """Yield every class of the product that authors' YAML is read with."""
    for model in above.__subclasses__():
        if model.__module__.startswith("briefgen."):
            yield model
            yield from models(model)


def complaints(schema: str, written: str) -> list[str]:
    """Return what a schema says of a YAML text, each complaint at the innermost place."""
    errors = Draft202012Validator(MADE[schema]).iter_errors(core(written))
    return [leaf.message for error in errors for leaf in _leaves(error)]


def _leaves(error: Any) -> Iterator[Any]:
    """Follow the alternative that fits best, as editors do: the one whose type is right."""
    if error.validator != "anyOf" or not error.context:
        yield error
        return
    deep = [below for below in error.context if len(below.relative_schema_path) > 2]
    for below in deep or error.context:
        yield from _leaves(below)


def test_the_files_of_the_repository_are_current():
    found = outdated(open_project(ROOT, environment={}))
    assert not found, f"{', '.join(found)}: run `briefgen schema` in the repository and commit {FOLDER}/"
    assert sorted(path.name for path in (ROOT / FOLDER).iterdir()) == sorted(MADE)


@pytest.mark.parametrize("name", MADE)
def test_a_schema_is_a_schema(name: str):
    Draft202012Validator.check_schema(MADE[name])
    assert MADE[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert MADE[name]["title"]
    references = set(re.findall(r'"\$ref": "#/\$defs/([^"]+)"', json.dumps(MADE[name])))
    assert references == set(MADE[name]["$defs"])


def properties_of(schema: Any) -> Iterator[tuple[str, Any]]:
    """Yield each key that a schema describes, at any depth."""
    if isinstance(schema, dict):
        for key, below in schema.items():
            if key == "properties" and isinstance(below, dict):
                yield from below.items()
            yield from properties_of(below)
    elif isinstance(schema, list):
        for below in schema:
            yield from properties_of(below)


@pytest.mark.parametrize("name", MADE)
def test_every_key_has_a_description_and_none_is_hidden(name: str):
    found = list(properties_of(MADE[name]))
    conditions = {"enum"}, {"const"}
    bare = [key for key, about in found if not about.get("description") and set(about) not in conditions]
    assert not bare
    assert not [key for key, _ in found if key == "place" or not re.fullmatch(r"[a-z]+[0-9]?(-[a-z]+)*", key)]


def test_every_key_that_is_read_is_in_a_schema_with_its_description():
    described = {(key, about.get("description")) for schema in MADE.values() for key, about in properties_of(schema)}
    # Papers are composed in code; no file holds one.
    read = {model for model in models() if model.__module__ != "briefgen.spec.papers"}
    found = sorted(read, key=lambda model: model.__name__)
    assert len(found) >= 30
    for model in found:
        keys = {key: about for key, about in model.known_keys().items() if model not in BARE or key == "id"}
        assert set(keys.items()) <= described, model.__name__


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_shipped_file_names_its_schema_and_keeps_to_it(path: Path):
    text = path.read_text("utf-8")
    line = LINE.match(text)
    assert line, "the first line must name the schema"
    schema = (path.parent / line[1]).resolve()
    named = {"briefgen.yaml": "settings.json", "terms.yaml": "terms.json", "calendar.yaml": "calendar.json"}
    folders = {"briefings": "brief.json", "delegations": "delegation.json"}
    found = [schema for folder, schema in folders.items() if folder in path.parts]
    kind = named.get(path.name, found[0] if found else "section.json")
    assert schema == ROOT / FOLDER / kind
    assert not complaints(kind, text)


BRIEF = """
kind: topic
title: {zh: 示例, en: A sample}
theme: software
edition: {date: 2026-03-05, number: 1}
sections: [sample]
blocks:
"""
SECTION = """
section: sample
title: {zh: 示例, en: A sample}
facts:
  a:
    name: {zh: 示例, en: A sample}
    source: s
"""
SETTINGS = "issuer: {zh: 示例, en: A sample}\nseries: {zh: 示例, en: A sample}\n"


@pytest.mark.parametrize(
    "block",
    [
        "  - sources\n",
        "  - sources:\n",
        "  - contact: yes\n",
        "  - page: {zh: 2025, en: true, fr: 1.5}\n",
        "  - figures: [2025, 1e5, robots-2]\n    id: 7\n",
        "  - notice: {zh: 示例, en: A sample}\n    tone: theme\n",
        "  - frame: {zh: 甲, en: A}\n    takeaway: {zh: 甲, en: A}\n    facts: [a]\n    groups:\n"
        "      - head: {zh: 甲, en: A}\n        cells: [{name: {zh: 甲, en: A}, subject: yes}]\n",
        "  - chart: bars\n    takeaway: {zh: 甲, en: A}\n    notice: {zh: 甲, en: A}\n"
        "    rows: [{fact: a}, {fact: b}]\n",
    ],
)
def test_blocks_that_check_accepts_are_accepted(block: str):
    assert not complaints("brief.json", BRIEF + block)


@pytest.mark.parametrize(
    "line",
    [
        "value: 19400000000",
        "value: 1_000.5",
        "value: '16.5'",
        "value: missing",
        "value: 2026-06",
        "value: {low: 1, high: 2_000}",
        "value: {rank: 5, of: {zh: 全球, en: in the world}}",
        "value: {list: [{zh: 甲, en: A, state: strength}]}",
        "value: {words: {zh: 甲, en: A}}",
        "period: 2025",
        "period: 2025-H1",
        "period: 2023/2025",
        "as-of: 2020-06-15",
        "period-inferred: yes",
        "period-inferred: true",
        "locator: 2025",
        "valid-until: 2026-11-01",
        "unit: CNY",
        "unit: {zh: 个, en: hall|halls}",
        "derive: {growth: [a, b], digits: 1}",
    ],
)
def test_facts_that_check_accepts_are_accepted(line: str):
    assert not complaints("section.json", f"{SECTION}    {line}\n")


@pytest.mark.parametrize("block", ["page", "figures", "messages", "notice", "chart"])
def test_an_unknown_key_in_a_block_is_told_once(block: str):
    values = {
        "page": "page: {zh: 甲, en: A}",
        "figures": "figures: [a]",
        "messages": "messages: [{head: {zh: 甲, en: A}, text: {zh: 甲, en: A}}]",
        "notice": "notice: {zh: 甲, en: A}",
        "chart": "chart: bars\n    takeaway: {zh: 甲, en: A}\n    rows: [{fact: a}, {fact: b}]",
    }
    found = complaints("brief.json", f"{BRIEF}  - {values[block]}\n    odd: 1\n")
    assert len(found) == 1
    assert "'odd'" in found[0]


@pytest.mark.parametrize(
    ("schema", "written", "told"),
    [
        ("brief.json", BRIEF + "  - pgae: {zh: 甲, en: A}\n", "'pgae'"),
        ("brief.json", BRIEF + "  - source\n", "'source'"),
        ("brief.json", BRIEF + "  - chart: pie\n", "'pie'"),
        ("brief.json", BRIEF + "  - page: {zh: 甲, en: A}\n    lead: {zh: 甲, en: A}\n", "'lead'"),
        ("brief.json", BRIEF + "  - figures: [a, b, c, d]\n", "too long"),
        ("brief.json", BRIEF + "  - figures: [A b]\n", "'A b'"),
        ("brief.json", BRIEF + "  - page: title\n", "'title'"),
        ("brief.json", BRIEF + "  - page: {chinese: 甲}\n", "'chinese'"),
        ("brief.json", BRIEF + "  - page: {zh: , en: A}\n", "None"),
        ("brief.json", BRIEF.replace("software", "softwear") + "  - sources\n", "'softwear'"),
        ("brief.json", BRIEF.replace("topic", "topics") + "  - sources\n", "'topics'"),
        ("brief.json", BRIEF.replace("2026-03-05", "5.3.2026") + "  - sources\n", "'5.3.2026'"),
        ("brief.json", BRIEF.replace("number: 1", "number: 100") + "  - sources\n", "100"),
        ("brief.json", BRIEF.replace("sections: [sample]", "sections: sample") + "  - sources\n", "'sample'"),
        ("brief.json", BRIEF.replace("kind: topic\n", "") + "  - sources\n", "'kind'"),
        ("section.json", SECTION + "    value: 1,000\n", "'1,000'"),
        ("section.json", SECTION + "    value: [1, 2]\n", "[1, 2]"),
        ("section.json", SECTION + "    value: {low: 1}\n", "'high'"),
        ("section.json", SECTION + "    value: {lowest: 1, high: 2}\n", "'lowest'"),
        ("section.json", SECTION + "    unit: RMB\n", "'RMB'"),
        ("section.json", SECTION + "    period: 2025H1\n", "'2025H1'"),
        ("section.json", SECTION + "    period: 25\n", "25"),
        ("section.json", SECTION + "    period-inferred: maybe\n", "'maybe'"),
        ("section.json", SECTION + "    Value: 5\n", "'Value'"),
        ("section.json", SECTION + "    derive: {sum: [a]}\n", "too short"),
        ("section.json", SECTION.replace("  a:\n", "  A_1:\n"), "'A_1'"),
        ("settings.json", SETTINGS + "contact: nobody\n", "'nobody'"),
        ("settings.json", SETTINGS + "contact: {name: {zh: 甲, en: A}, mail: x}\n", "'mail'"),
        ("settings.json", SETTINGS + "languages: [fr]\n", "'fr'"),
        ("settings.json", "series: {zh: 甲, en: A}\n", "'issuer'"),
    ],
)
def test_wrong_files_are_marked(schema: str, written: str, told: str):
    found = complaints(schema, written)
    assert any(told in complaint for complaint in found), found
