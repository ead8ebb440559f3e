"""Wrong names in briefs and settings stop a build, at their place and with the official form."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import copy_project, make

from briefgen.errors import AuthorsMistakes, Problem

BASE = """\
terms:
  offices:
    kind: body
    zh: 产业攻坚推进办公室
    en: industry promotion offices
    forbidden: {zh: [攻击办公室], en: [assault offices]}
"""
BRIEF = """\
kind: topic
title: {zh: 示例, en: A sample}
theme: software
edition: {date: 2026-03-05, number: 1}
sections: [sample]
blocks:
  - page: {zh: 页, en: Page}
  - lead: {zh: 'LEAD', en: The offices work. }
  - figures: [revenue-c]
  - sources
  - methods:
      - {head: {zh: 名称, en: Names}, text: {zh: 名称从其官方用法。, en: TEXT}}
"""


def found(
    folder: Path, lead: str = "各办公室运转。", text: str = "Names are official.", issuer: str = ""
) -> list[Problem]:
    root = copy_project(folder / "p", samples=True)
    (root / "data" / "terms.yaml").write_text(BASE, "utf-8")
    (root / "briefings" / "case.yaml").write_text(BRIEF.replace("LEAD", lead).replace("TEXT", text), "utf-8")
    settings = root / "briefgen.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("Sample Issuing Office", issuer or "Sample Office"), "utf-8"
    )
    with pytest.raises(AuthorsMistakes) as caught:
        make(root, "case")
    return list(caught.value.problems)


def test_a_wrong_name_in_a_brief_is_refused_at_its_place(tmp_path: Path):
    (problem,) = found(tmp_path, lead="全市有攻击|办公室。")
    assert str(problem.place) == "briefings/case.yaml:8:20"
    assert problem.message == '"攻击|办公室" is a wrong name.'
    assert problem.hint == 'Write "产业攻坚推进办公室" (data/terms.yaml).'


def test_a_wrong_name_in_the_settings_is_refused(tmp_path: Path):
    (problem,) = found(tmp_path, issuer="Assault offices")
    assert (problem.place.file, problem.place.line) == ("briefgen.yaml", 2)
    assert "industry promotion offices" in problem.hint


def test_methods_may_quote_what_a_source_says_and_not_say_it_themselves(tmp_path: Path):
    (problem,) = found(tmp_path, text="“assault offices” in source 1 are assault offices.")
    assert problem.place.column == 62 + len("“assault offices” in source 1 are ") + 1
