"""Names of files in packs: people can read them, every system takes them, none leads elsewhere."""

from __future__ import annotations

import datetime
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.deliver.delegations import find_delegations, load_delegation
from briefgen.deliver.pack.names import MOST_BYTES, brief_name, file_name, folded, paper_name, safe, shortened, unique
from briefgen.project import open_project
from briefgen.spec.find import find_briefs
from briefgen.spec.load import load_brief

ROOT = Path(__file__).resolve().parents[2]
DAY = datetime.date(2026, 11, 1)
LONG = "南京市机器人与人工智能产业投资环境及重点企业对接情况综合简报" * 6


def test_names_are_those_that_people_expect():
    project = open_project(ROOT, environment={})
    delegation = load_delegation(find_delegations(project)["nordic"], project)
    files = find_briefs(project)
    robotics = load_brief(files["robotics"], project)
    assert brief_name(robotics, delegation, "zh") == "机器人简报_北欧团_2026-11.pdf"
    assert brief_name(robotics, delegation, "en") == "Nanjing-Robotics-Brief_Nordic_Nov2026.pdf"
    assert paper_name("programme", delegation, "zh", ".ics") == "访问日程_北欧团_2026-11.ics"
    assert paper_name("letter", delegation, "en") == "Letter_Nordic_Nov2026.pdf"
    visit = load_brief(files["purple-mountain-laboratories"], project)
    assert brief_name(visit, delegation, "zh").startswith("参访简报：紫金山实验室_")
    names = {brief_name(load_brief(path, project), delegation, tag) for path in files.values() for tag in ("zh", "en")}
    assert len(names) == 2 * len(files)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\Windows", "Windows"),
        ("/abs", "abs"),
        ("C:evil", "C-evil"),
        ("a\x00b\nc", "abc"),
        ("name\u202efdp.exe", "namefdp.exe"),
        ("zero\u200bwidth", "zerowidth"),
        ("...", ""),
        ('a:b*c?d"e<f>g|h', "a-b-c-d-e-f-g-h"),
        ("two  words", "two-words"),
        ("e\u0301", "\u00e9"),
        ("under_score", "under-score"),
    ],
)
def test_words_become_safe_parts(words: str, name: str):
    assert safe(words) == name


def test_chinese_has_no_blanks_and_keeps_latin_words_apart():
    assert safe("北欧 代表团 Nordic Team", "") == "北欧代表团Nordic-Team"


@pytest.mark.parametrize("reserved", ["CON", "nul", "com1", "LPT9", "aux"])
def test_reserved_names_are_avoided(reserved: str):
    name = file_name(reserved, "x", DAY, "en", ".pdf")
    assert PureWindowsPath(name).stem.lower() != reserved.lower()
    assert name.lower().startswith(f"x{reserved.lower()}_")


def test_a_long_chinese_name_is_cut_between_characters():
    name = file_name(LONG, "北欧代表团" * 5, DAY, "zh", ".pdf")
    assert len(name.encode("utf-8")) <= MOST_BYTES
    assert name.endswith("_2026-11.pdf")
    assert name.startswith(LONG[:30])


def test_marks_stay_with_their_letters():
    assert shortened("ab\u0323\u0301", 3) == "a"


def test_names_differ_also_where_capitals_do_not_count():
    taken: set[str] = set()
    assert [unique(name, taken) for name in ("A.pdf", "a.pdf", "a.pdf", "a-2.pdf")] == [
        "A.pdf", "a-2.pdf", "a-3.pdf", "a-2-2.pdf",
    ]  # fmt: skip


def test_a_number_has_room_in_a_long_name():
    taken: set[str] = set()
    name = file_name(LONG, "x", DAY, "zh", ".pdf")
    names = [unique(name, taken) for _ in range(12)]
    assert len({folded(one) for one in names}) == 12
    assert max(len(one.encode("utf-8")) for one in names) <= MOST_BYTES


@given(st.text(max_size=300), st.text(max_size=60), st.sampled_from(["zh", "en"]))
def test_any_words_make_a_name_that_every_system_takes(what: str, whom: str, language: str):
    name = file_name(what, whom, DAY, language, ".pdf")
    assert len(name.encode("utf-8")) <= MOST_BYTES
    assert Path(name).name == name
    assert PureWindowsPath(name).name == name
    assert not set(name) & set('/\\:*?"<>|')
    assert all(unicodedata.category(mark) not in ("Cc", "Cf", "Cs") for mark in name)
    assert unicodedata.normalize("NFC", name) == name
    assert not name.startswith((".", " ", "-"))
    assert name.endswith(".pdf")
