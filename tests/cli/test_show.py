"""`briefgen show`: what a brief selects and what is known of a fact, also where mistakes keep parts from being read."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from editions import copy_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.cli.main import run
from briefgen.cli.show_brief import cut
from briefgen.pipeline.scaffold.sample import sample_texts

OFFICE = "南京市工业和信息化局"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with a blank, a stale and a soon stale figure."""
    root = copy_project(tmp_path / "投资 p")
    for folder in ("briefings", "data"):
        shutil.rmtree(root / folder)
    for name, text in sample_texts().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    change(root, "data/robotics.yaml", "    value: 20\n", f"    value: missing\n    owner: {OFFICE}\n")
    change(root, "data/robotics.yaml", "value: 19400000000\n", "value: 19400000000\n    valid-until: 2026-12-31\n")
    change(root, "data/h1-2025.yaml", "value: 26000000000\n", "value: 26000000000\n    valid-until: 2026-10-31\n")
    change(root, "briefings/industries/robotics.yaml", "edition:", "gaps: state\nedition:")
    return root


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


Show = Callable[..., str]


@pytest.fixture
def show(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Show:
    """Return what `show` says, on 22 November 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")

    def told(*arguments: str, code: int = 0) -> str:
        capsys.readouterr()
        assert run(["-C", str(project), "show", *arguments]) == code
        said = capsys.readouterr()
        return said.out if code == 0 else said.err

    return told


def as_object(show: Show, *arguments: str) -> dict[str, Any]:
    return json.loads(show(*arguments, "--json"))


def part(text: str, head: str) -> list[str]:
    """Return the lines of a part of the output."""
    return text.partition(f"\n{head}\n")[2].partition("\n\n")[0].splitlines()


def test_a_brief_shows_what_it_selects(show: Show):
    text = show("robotics")
    assert text.startswith("robotics  南京机器人产业 / Robotics in Nanjing\n")
    assert "Kind       industry\n  Tags       manufacturing, digital\n" in text
    assert "Edition    ROB-2026-02, 2026-11-01, external, full cover\n" in text
    assert re.search(r"^  Texts      [1-9][0-9]*, all in zh and en$", text, re.MULTILINE)
    assert part(text, "Sections")[0].split() == [
        "robotics",
        "机器人产业",
        "/",
        "Robotics",
        "5",
        "facts,",
        "5",
        "printed",
    ]
    assert "Facts that it prints: 20\n" in text
    assert [line.split()[:2] for line in part(text, "Sources")] == [
        ["[1]", "overview"],
        ["[2]", "digest-2025"],
        ["[3]", "plans-2020"],
    ]
    assert part(text, "Pictures")[0].split()[0] == "comparison"
    assert part(text, "Pictures")[0].endswith("to be drawn")
    assert "Finished files: none" in text


def test_what_is_missing_is_told_with_its_office(show: Show):
    assert [line.split(maxsplit=2) for line in part(show("robotics"), "Missing or stale")] == [
        ["robotics-h1-revenue", "printed", "soon stale: last day 2026-12-31  no owner named"],
        ["ai-h1-revenue", "printed", "stale: last day 2026-10-31       no owner named"],
        ["robotics-h1-growth", "printed", f"missing                          ask {OFFICE}"],
    ]


def test_facts_that_are_not_printed_are_counted_and_listed_on_request(show: Show, project: Path):
    change(project, "briefings/industries/robotics.yaml", "  - aim: robot-aim\n", "  - notice: {zh: 略, en: None}\n")
    path = project / "briefings" / "industries" / "robotics.yaml"
    text = path.read_text("utf-8")
    start = text.index("    text:\n      zh: 打造国家")
    path.write_text(text[:start] + text[text.index("  - frame:", start) :], "utf-8")
    assert "Facts of its sections that it does not print: 1  (-v lists them)" in show("robotics")
    assert part(show("robotics", "-v"), "Facts that it does not print: 1")[1].split()[0] == "robot-aim"


def test_a_calculated_figure_names_the_office_of_what_it_waits_for(show: Show, project: Path):
    text = (project / "data" / "robotics.yaml").read_text("utf-8")
    start, end = text.index("    value:\n      list:"), text.index("    unit: {zh: 个领域")
    blank = f"{text[:start]}    value: missing\n    owner: 示例处\n{text[end:]}".replace(
        "kind: list", "kind: reported", 1
    )
    (project / "data" / "robotics.yaml").write_text(blank.replace("qualifier: including", "qualifier: none"), "utf-8")
    line = next(line for line in part(show("robotics"), "Missing or stale") if "robot-field-count" in line)
    assert line.split(maxsplit=2)[2] == "missing, rests on robot-fields   ask 示例处"


def test_tables_are_told_with_what_they_lack(show: Show, project: Path):
    table = """\
section: more
title: {zh: 更多, en: More}
tables:
  tab:
    title: {zh: 表, en: A table}
    source: overview
    owner: 示例处
    valid-until: 2026-12-01
    columns:
      - {id: name, name: {zh: 名称, en: Name}, holds: words}
      - {id: v, name: {zh: 营收, en: Revenue}, holds: numbers, unit: CNY}
    rows:
      - {name: {zh: 甲, en: A}, v: {fact: ai-h1-revenue}}
      - {name: {zh: 乙, en: B}, v: missing}
"""
    (project / "data" / "more.yaml").write_text(table, "utf-8")
    change(project, "briefings/industries/robotics.yaml", "sections: [", "sections: [more, ")
    change(
        project,
        "briefings/industries/robotics.yaml",
        "  - sources\n",
        "  - table: tab\n    takeaway: {zh: 表, en: Table}\n  - table: no-table\n    takeaway: {zh: 表, en: Table}\n"
        "  - sources\n",
    )
    text = show("robotics")
    assert [line.split()[-2:] for line in part(text, "Tables")] == [["2", "rows"], ["such", "table"]]
    last = part(text, "Missing or stale")[-1].split(maxsplit=2)
    assert last == ["tab", "table", "soon stale: last day 2026-12-01, 1 cell missing  ask 示例处"]
    assert as_object(show, "ai-h1-revenue")["used"] == [{"brief": "robotics", "in_blocks": 2, "in_texts": 0}]


def test_columns_stand_under_each_other_with_chinese(show: Show):
    rows = part(show("robotics"), "Facts that it prints: 20")
    from briefgen.cli.columns import width

    starts = {width(row[: row.index("2025-H1")]) for row in rows if "2025-H1" in row}
    assert starts == {width(rows[0][: rows[0].index("time")])}


def test_a_section_without_data_is_named(show: Show, project: Path):
    (project / "data" / "empty.yaml").write_text("section: empty\ntitle: {zh: 空, en: Empty}\n", "utf-8")
    change(project, "briefings/industries/robotics.yaml", "sections: [", "sections: [empty, ")
    assert part(show("robotics"), "Sections")[0].endswith("no facts")


def test_finished_files_and_kept_pictures_are_told(show: Show, project: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["-C", str(project), "build", "robotics"]) == 0
    (project / "dist" / "robotics.old.pdf").write_bytes(b"%PDF-")
    text = show("robotics")
    assert part(text, "Pictures")[0].endswith("kept")
    files = part(text, "Finished files")
    assert files[0].split()[0] == "dist/robotics.pdf"
    assert files[0].endswith("current")
    assert files[1].endswith("unknown: no record of its making")
    change(project, "data/robotics.yaml", "19400000000", "19500000000")
    assert "outdated: data/robotics.yaml changed" in show("robotics")


def test_programs_get_the_same(show: Show):
    told = as_object(show, "robotics")
    assert (told["command"], told["brief"], told["status"]) == ("show", "robotics", "ok")
    assert told["title"] == {"zh": "南京机器人产业", "en": "Robotics in Nanjing"}
    assert [section["facts"] for section in told["sections"]] == [5, 8, 6, 1]
    states = {fact["id"]: fact["state"] for fact in told["printed"] if fact["state"] != "fresh"}
    assert states == {"robotics-h1-revenue": "soon", "robotics-h1-growth": "blank", "ai-h1-revenue": "stale"}
    assert {problem["severity"] for problem in told["problems"]} == {"warning"}


def test_mistakes_do_not_stop_it(show: Show, project: Path):
    brief = "briefings/industries/robotics.yaml"
    change(project, brief, "theme: robotics", "theme: robotix")
    change(project, brief, "  - contact-bar", "  - contact-baz")
    change(project, brief, "figures: [robotics-h1-revenue", "figures: [robotics-h1-revenu")
    change(project, brief, "sections: [", "sections: [nowhere, ")
    text = show("robotics")
    assert "robotics  南京机器人产业" in text
    assert "Mistakes   1  (listed at the end)" in text
    assert part(text, "Sections")[0].split(maxsplit=1) == ["nowhere", "no such section in data/"]
    assert "Facts that it prints: " in text
    assert as_object(show, "robotics")["status"] == "failed"


def test_a_broken_section_leaves_the_rest(show: Show, project: Path):
    change(project, "data/industrial-strategy.yaml", "facts:", "facts: [")
    text = show("robotics")
    lines = part(text, "Sections")
    assert next(line for line in lines if "industrial-strategy" in line).endswith("cannot be read")
    assert next(line for line in lines if " h1-2025" in line).endswith("printed")


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [("title: {zh", "titel: {zh", ""), ("edition:", "editoin:", "南京机器人产业"), ("blocks:", "blocks: [", "")],
)
def test_a_brief_that_cannot_be_read_shows_what_is_there(show: Show, project: Path, old: str, new: str, title: str):
    change(project, "briefings/industries/robotics.yaml", f"\n{old}", f"\n{new}")
    text = show("robotics")
    assert text.startswith(f"robotics  {title}".rstrip())
    assert "Mistakes" in text


def test_values_are_shown_in_all_languages_of_the_project(show: Show, project: Path):
    change(project, "briefings/industries/robotics.yaml", "languages: [zh, en]", "languages: [en]")
    assert as_object(show, "robotics")["printed"][0]["values"] == {"en": "RMB 19.4 bn", "zh": "194亿元"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["briefings/industries/robotics.yaml", "data/robotics.yaml", "briefgen.yaml"]), st.data())
def test_whatever_line_is_spoilt_the_rest_is_shown(show: Show, project: Path, name: str, data: st.DataObject):
    path = project / name
    whole = path.read_text("utf-8")
    lines = whole.split("\n")
    number = data.draw(st.integers(0, len(lines) - 1))
    mark = data.draw(st.sampled_from(["", "{", "[", '"', "- ", ": ", "#", "{x}", "\t"]))
    path.write_text(
        "\n".join([*lines[:number], *([mark + lines[number]] if mark else []), *lines[number + 1 :]]), "utf-8"
    )
    try:
        assert show("robotics").startswith("robotics")
    finally:
        path.write_text(whole, "utf-8")


def test_a_fact_shows_everything_that_is_known_of_it(show: Show):
    text = show("ai-h1-revenue")
    lines = {line.strip().split("  ")[0]: line.strip().split("  ")[-1].strip() for line in text.splitlines()[1:]}
    assert lines["Value (zh)"] == "260亿元"
    assert lines["Standing"] == "stale: last day 2026-10-31"
    assert lines["Time"] == "2025-H1 (year inferred)"
    assert lines["Written in"].startswith("data/h1-2025.yaml:")
    assert lines["Used in"] == "robotics, shown by 1 block"
    assert "software-h1-revenue" in lines["Overlaps"]


def test_a_calculated_fact_shows_its_parts_and_a_part_where_it_goes(show: Show):
    assert part(show("robot-field-count"), "Calculated as count of")[1].split()[0] == "robot-fields"
    told = as_object(show, "robot-fields")
    assert (told["fact"], told["goes_into"]) == ("robot-fields", ["robot-field-count"])
    assert told["used"] == [{"brief": "robotics", "in_blocks": 1, "in_texts": 0}]


def test_a_fact_that_no_brief_uses_says_so(show: Show, project: Path):
    change(
        project,
        "data/robotics.yaml",
        "facts:\n",
        "facts:\n  spare: {name: {zh: 备, en: Spare}, value: 1, source: overview}\n",
    )
    assert "Used in          no brief" in show("spare")


def test_an_unknown_name_is_told_with_the_nearest(show: Show):
    assert 'Did you mean "robotics"' in show("robotix", code=2)
    assert 'Did you mean "robot-fields"' in show("robo-fields", code=2)
    assert "No fact is called" in show("--fact", "robotics", code=2)
    assert "No brief is called" in show("--brief", "robot-fields", code=2)


def test_a_name_like_no_other_is_answered_with_the_briefs_alone(show: Show):
    said = show("digest-2025", code=2)
    assert "Briefs: robotics. Show one of them: it names its facts." in said
    assert "robot-fields" not in said
    assert "Facts: " in show("--fact", "", code=2)


def test_a_text_is_cut_by_its_width_on_the_console():
    assert cut("投资简报", 8) == "投资简报"
    assert cut("投资简报x", 8) == "投资简…"
    assert cut("abcdefgh", 8) == "abcdefgh"
