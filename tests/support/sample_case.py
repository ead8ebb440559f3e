"""A small project for tests of checks: a brief in YAML, facts as values, everything right until a test breaks it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from briefgen.check.case import Case
from briefgen.data.facts import Fact, Section, Source, Store
from briefgen.data.freshness import marked
from briefgen.data.quantity import Amount, Item, Items, Period, Phrase, Quantity
from briefgen.errors import Place
from briefgen.project import Project, fonts_folder
from briefgen.spec.load import load_brief, load_settings
from briefgen.typeset.faces import FaceSet, load_faces

TODAY = datetime.date(2026, 11, 1)
H1 = Period("half", 2025, 1)

BRIEF = """\
kind: industry
title: {zh: 机器人, en: Robotics}
theme: robotics
edition: {date: 2026-11-01, number: 1}
sections: [robotics]
blocks:
  - page: {zh: 概览, en: Overview}
  - figures: [revenue]
  - lead: {zh: '营收{revenue}。{source:digest}', en: 'Revenue was {revenue}. {source:digest}'}
  - aim: goal
  - field-map: fields
    takeaway: {zh: 六类并进, en: Six kinds}
    labels:
      strength: {zh: 优势, en: Strength}
  - sources
"""
SETTINGS = """\
issuer: {zh: 示例, en: Sample office}
series: {zh: 简报, en: Briefs}
"""


def fact(id: str, value: object, unit: str = "", section: str = "robotics", **changes: object) -> Fact:
    """Return a fact with everything that it needs."""
    made = Fact(
        id=id,
        section=section,
        name={"zh": f"名称{len(id)}", "en": f"Name of {id}"},
        quantity=Quantity(value, unit),  # type: ignore[arg-type]
        source="digest",
        place=Place(f"data/{section}.yaml", 10, 3),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


FACTS = (
    fact("revenue", Amount(Decimal(19_400_000_000)), "CNY", period=H1, scope={"zh": "核心产业", "en": "core industry"}),
    fact("growth", Amount(Decimal(20)), "percent", period=H1),
    fact("goal", Phrase({"zh": "建成高地", "en": "Become a home of robots"}), kind="aim"),
    fact("target", Amount(Decimal(50_000_000_000)), "CNY", kind="target"),
    fact("secret", Amount(Decimal(7)), "percent", publish="internal"),
    fact(
        "fields",
        Items(
            (
                Item({"zh": "工业", "en": "Industrial"}, "strength"),
                Item({"zh": "物流", "en": "Logistics"}, "developing"),
            )
        ),
    ),
    fact("elsewhere", Amount(Decimal(3)), "percent", section="software", period=H1),
)
SOURCE = Source("digest", {"zh": "综述", "en": "Digest"}, "digest", None, place=Place("data/robotics.yaml", 4, 3))


def store(*changed: Fact, source: Source = SOURCE) -> Store:
    """Return the store of the facts above, with some replaced or added."""
    facts = marked({fact.id: fact for fact in (*FACTS, *changed)}, TODAY)
    sections = {
        name: Section(
            name,
            {"zh": name, "en": name},
            {"digest": source} if name == "robotics" else {},
            {fact.id: fact for fact in facts.values() if fact.section == name},
        )
        for name in ("robotics", "software")
    }
    return Store(sections=sections, facts=facts, sources={"digest": source})


@cache
def faces() -> FaceSet:
    return load_faces(fonts_folder())


def project(root: Path) -> Project:
    return Project(root, fonts_folder(), TODAY, {})


def case(root: Path, brief: str = BRIEF, *, settings: str = SETTINGS, facts: Store | None = None) -> Case:
    """Write a brief and the settings in a folder, read them and return the case."""
    (root / "briefings").mkdir(exist_ok=True)
    path = root / "briefings" / "robotics.yaml"
    path.write_text(brief, "utf-8")
    (root / "briefgen.yaml").write_text(settings, "utf-8")
    here = project(root)
    return Case(load_brief(path, here), facts or store(), load_settings(here), faces(), here)
