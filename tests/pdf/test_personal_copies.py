"""Copies made out to somebody: the base byte for byte, and behind it what is theirs alone."""

from __future__ import annotations

import hashlib
import io
import pickle
import re
import zlib
from pathlib import Path

import pikepdf
import pytest
from personal_case import COPY, OTHER, WISHES, WORDS, Case, bound_case, case

from briefgen.check.finished.opened import open_finished
from briefgen.check.finished.said import squeezed
from briefgen.errors import AuthorsMistakes, Place
from briefgen.pdf.personal.frame import read_frame
from briefgen.pdf.personal.objects import stream
from briefgen.pdf.profiles import PROFILES
from briefgen.pipeline.personal import Personal, personalise


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("copies")


def streams(data: bytes) -> bytes:
    """Return all that a file holds: its bytes and its decoded streams."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        decoded = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    return data + b"\n".join(decoded)


def texts_of_fonts(data: bytes) -> str:
    return "".join(text for font in open_finished(data).fonts for text in font.texts.values())


@pytest.mark.parametrize("name", WISHES)
def test_a_copy_is_its_base_with_something_behind(name: str, folder: Path):
    one = case(folder, name)
    assert one.copy.startswith(one.base.data) and one.copy.endswith(b"%%EOF\n")
    with pikepdf.open(io.BytesIO(one.copy)) as copy, pikepdf.open(io.BytesIO(one.base.data)) as base:
        assert copy.check_pdf_syntax() == []
        assert len(copy.pages) == len(base.pages)
        first, before = copy.pages[0].obj, base.pages[0].obj
        assert [part.objgen for part in first.Contents][:-1] == [before.Contents.objgen]
        added = set(first.Resources.Font) - set(before.Resources.Font)
        assert added and all(re.fullmatch("/P[0-9]+", resource) for resource in added)
        assert all(set(page.Resources.Font) == set(before.Resources.Font) for page in list(copy.pages)[1:])


@pytest.mark.parametrize("name", WISHES)
def test_a_copy_says_for_whom_it_is_and_nothing_else_is_another(name: str, folder: Path):
    one = case(folder, name)
    copy, base = open_finished(one.copy), open_finished(one.base.data)
    for words in one.personal().prepared_for.values():
        assert squeezed(words) in squeezed(copy.pages[0].text)
        assert squeezed(words) not in squeezed(base.pages[0].text)
    assert [page.text for page in copy.pages[1:]] == [page.text for page in base.pages[1:]]
    assert copy.pages[0].text.startswith(base.pages[0].text)
    assert copy.metadata.first("urn:x-briefgen:copy#", "copyId") == COPY


def test_the_line_stands_between_code_and_date_in_each_language(folder: Path):
    top = open_finished(case(folder, "robotics").copy).tree.top[0]
    lists = [node for node in top.nodes if node.role == "L" and node.page == 0]
    assert [node.language for node in lists] == ["zh", "zh", "en"]
    for node, label, words in zip(lists[1:], ("敬赠", "Prepared for"), WORDS.values(), strict=True):
        first = node.nodes[0]
        assert [part.role for part in first.walk()] == ["LI", "Lbl", "LBody", "Span"]
        assert [squeezed(part.text) for part in first.nodes] == [label.replace(" ", ""), squeezed(words)]
        assert {part.language for part in first.walk()} == {node.language}


def test_one_language_has_the_line_behind_its_code(folder: Path):
    top = open_finished(case(folder, "robotics.zh").copy).tree.top[0]
    (fields,) = [node for node in top.nodes if node.role == "L" and node.page == 0]
    assert [item.nodes[0].text for item in fields.nodes][:3] == ["编号", "敬赠", "日期"]


@pytest.mark.parametrize("name", ["robotics", "robotics.plain", "robotics.ua2"])
def test_nothing_of_one_delegation_is_in_the_file_of_another(name: str, folder: Path):
    one = case(folder, name)
    copies = {COPY: one.copy, "0" * 16: personalise(one.base, one.personal(OTHER, copy="0" * 16))}
    own = set("".join(WORDS.values())) - set(texts_of_fonts(one.base.data)) - set("".join(OTHER.values()))
    assert own & set(texts_of_fonts(copies[COPY])) == own
    assert len(own) > 3 and not own & set(texts_of_fonts(copies["0" * 16]))
    held = streams(copies["0" * 16])
    for words in WORDS.values():
        for code in ("utf-8", "utf-16-be", "gb18030"):
            assert words.encode(code) not in held
            assert words.encode(code).hex().encode() not in held.lower()
    assert COPY.encode() not in held and COPY.encode() in streams(copies[COPY])


def test_fonts_of_a_copy_hold_what_it_shows_and_no_more(folder: Path):
    one = case(folder, "robotics")
    fonts = [font for font in open_finished(one.copy).fonts if font.address not in base_fonts(one)]
    shown = "".join(["敬赠Preparedfor", *WORDS.values()])
    assert {text for font in fonts for text in font.texts.values()} <= set(shown) | {" "}
    assert all(len(font.used) == len(font.texts) for font in fonts)
    assert sum(len(font.program or b"") for font in fonts) < 12_000


def base_fonts(one: Case) -> set[str]:
    return {font.address for font in open_finished(one.base.data).fonts}


def test_equal_input_gives_equal_bytes_and_other_input_another_identifier(folder: Path):
    one = case(folder, "robotics")
    again = personalise(pickle.loads(pickle.dumps(one.base)), one.personal())
    assert again == one.copy
    files = [one.copy, personalise(one.base, one.personal(OTHER)), personalise(one.base, one.personal(copy="1" * 16))]
    ids: list[list[bytes]] = []
    for data in (one.base.data, *files):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            ids.append([bytes(part) for part in pdf.trailer["/ID"]])
    assert len({tuple(pair) for pair in ids}) == 4
    assert {pair[0] for pair in ids} == {ids[0][0]}


@pytest.mark.parametrize("name", ["robotics", "robotics.phone", "robotics.plain", "robotics.ua2"])
def test_the_copy_id_is_printed_on_request_only_and_no_listener_hears_it(name: str, folder: Path):
    one = case(folder, name)
    shown = open_finished(personalise(one.base, one.personal(visible=True)))
    assert COPY in shown.pages[0].text and COPY not in open_finished(one.copy).pages[0].text
    if one.profile.tagged:
        assert squeezed(shown.pages[0].artifacts).endswith(f"份号CopyNo.{COPY}")
        assert all(COPY not in node.text for node in shown.tree.nodes)


def test_a_copy_without_the_line_has_an_id_all_the_same(folder: Path):
    one = case(folder, "robotics")
    data = personalise(one.base, one.personal({}))
    opened = open_finished(data)
    assert opened.metadata.first("urn:x-briefgen:copy#", "copyId") == COPY
    assert opened.pages[0].text == open_finished(one.base.data).pages[0].text
    assert len(data) - len(one.base.data) < 5000


@pytest.mark.parametrize(
    "words",
    ["龘䶮㛃代表团", "鿏鿔代表团", "𫖯𬭊代表团", "Ünsal Żółć Đặng Ħ", "Ελλάδα Україна", "ひらがな カタカナ"],
)
def test_rare_characters_of_names_are_printed(words: str, folder: Path):
    one = case(folder, "robotics")
    data = personalise(one.base, one.personal({"zh": words, "en": words}))
    assert squeezed(words) in squeezed(open_finished(data).pages[0].text)


@pytest.mark.parametrize(
    ("name", "character"), [("김민준", "김"), ("สมชาย", "ส"), ("𠮷田", "𠮷"), ("\ue000", "\ue000")]
)
def test_a_character_that_no_face_has_is_refused_by_name(name: str, character: str, folder: Path):
    one = case(folder, "robotics")
    place = Place("data/delegations/x.yaml", 3, 9)
    with pytest.raises(AuthorsMistakes) as refused:
        personalise(one.base, Personal(COPY, {"zh": "代表团", "en": name}, places={"en": place}))
    told = [str(problem) for problem in refused.value.problems]
    assert any(f"No font has the character {character} (U+{ord(character):04X})" in line for line in told)
    assert all(line.startswith("data/delegations/x.yaml:3:9") for line in told)


def test_markup_in_a_name_is_only_its_characters(folder: Path):
    one = case(folder, "robotics")
    name = "A|B {fact-id} **x** <b> & [2](https://example.org) C"
    opened = open_finished(personalise(one.base, one.personal({"zh": "甲", "en": name})))
    assert squeezed(name) in squeezed(opened.pages[0].text)
    assert len(opened.annotations) == len(open_finished(one.base.data).annotations)


@pytest.mark.parametrize(
    ("name", "told"), [("robotics", "mm too long for the cover"), ("robotics.phone", "lines in all languages")]
)
def test_a_name_without_room_is_refused(name: str, told: str, folder: Path):
    one = case(folder, name)
    with pytest.raises(AuthorsMistakes) as refused:
        personalise(one.base, one.personal({"zh": "很长的名称" * 12, "en": "Name"}))
    assert told in str(refused.value.problems[0])


def test_a_language_without_words_is_refused(folder: Path):
    one = case(folder, "robotics")
    with pytest.raises(AuthorsMistakes) as refused:
        personalise(one.base, Personal(COPY, {"zh": "代表团", "en": " "}))
    assert "not said in en" in str(refused.value.problems[0])


def test_a_long_name_takes_a_line_more_on_a_phone(folder: Path):
    one = case(folder, "robotics.phone")
    words = {"zh": "瑞典皇家工程科学院", "en": "Delegation of the Royal Swedish Academy of Engineering Sciences"}
    assert squeezed(words["en"]) in squeezed(open_finished(personalise(one.base, one.personal(words))).pages[0].text)


def test_a_copy_id_that_is_none_is_a_fault_of_ours(folder: Path):
    with pytest.raises(RuntimeError, match="16 hex digits"):
        personalise(case(folder, "robotics").base, case(folder, "robotics").personal(copy="3F2A"))


def test_an_encrypted_file_and_one_without_a_cover_are_no_bases(folder: Path):
    base = case(folder, "robotics").base.data
    sealed = io.BytesIO()
    with pikepdf.open(io.BytesIO(base)) as pdf:
        pdf.save(sealed, encryption=pikepdf.Encryption(owner="a", user=""))
    with pytest.raises(RuntimeError, match="encrypted"):
        read_frame(sealed.getvalue(), PROFILES["plain"], ("zh", "en"))
    with pytest.raises(RuntimeError, match="cover"):
        read_frame(case(folder, "robotics.zh").base.data, PROFILES["ua1+a2a"], ("zh", "en"))
    with pytest.raises(RuntimeError, match="end"):
        read_frame(base[:-40], PROFILES["ua1+a2a"], ("zh", "en"))


def test_a_bound_document_is_made_out_too(tmp_path: Path):
    one = bound_case(tmp_path)
    assert squeezed(WORDS["en"]) in squeezed(open_finished(one.copy).pages[0].text)
    assert one.faults(one.copy) == []


def test_no_stream_of_a_copy_ends_ambiguously():
    texts = (hashlib.sha256(bytes([number // 256, number % 256])).digest() for number in range(5000))
    unlucky = next(text for text in texts if zlib.compress(text, 9).endswith(b"\r"))
    assert stream(unlucky, {}).endswith(b"\r\n\nendstream")


def test_programs_that_know_no_pdf_find_the_id(folder: Path):
    assert case(folder, "robotics").copy.count(f"<briefgen:copyId>{COPY}</briefgen:copyId>".encode()) == 1
