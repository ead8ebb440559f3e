"""Both languages say the same numbers, each where it may stand, and only what may be published."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pypdfium2
import pytest
from editions import Edition, Shelf

from briefgen.data.quantity import Amount
from briefgen.language.quantities import phrase
from briefgen.pdf.elements import Element

SAID = (
    "194亿元", "RMB 19.4 bn", "约20%", "about 20%", "5200亿元", "RMB 520 bn", "742亿元", "RMB 74.2 bn", "1185亿元",
    "RMB 118.5 bn", "260亿元", "RMB 26 bn", "26%", "16.5%", "12.1%", "11.5%",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
HAN_UNITS = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
TICKS = {"zh": 10**8, "en": 10**9}
"""What a tick of an axis in 亿元 and in RMB bn stands for."""
LATIN_UNITS = {"trillion": 10**12, "tn": 10**12, "billion": 10**9, "bn": 10**9, "million": 10**6, "m": 10**6}


def numbers(text: str, language: str) -> Counter[Decimal]:
    """Return the numbers that a text gives in digits, in base units; months by name and halves are counted alike."""
    if language == "zh":
        # An amount may also be given in the English way, as the note on units does.
        found = re.findall(r"(\d[\d.]*)(?:\s*(万亿|亿|万|bn|billion))?", text)
        scale = {**HAN_UNITS, **LATIN_UNITS}
    else:
        text = re.sub(r"\bH([12])\b", "half", text)
        text = text.replace("a thousand million", "1 billion")
        for number, month in enumerate(MONTHS, start=1):
            text = re.sub(rf"\b{month}\b", f" {number} ", text)
        text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
        found = re.findall(r"(\d[\d.]*)\s?(trillion|tn|billion|bn|million|亿)?", text)
        scale = {**LATIN_UNITS, **HAN_UNITS}
    return Counter(Decimal(number.rstrip(".")) * scale.get(unit, 1) for number, unit in found)


def test_the_reading_of_numbers_is_right():
    assert numbers("营收1185亿元，12.1%，2020年6月", "zh") == Counter(
        map(Decimal, ("118500000000", "12.1", "2020", "6"))
    )
    assert numbers("RMB 118.5 bn, 12.1%, June 2020", "en") == Counter(
        map(Decimal, ("118500000000", "12.1", "2020", "6"))
    )
    assert numbers("H1 2025, page 4. [2]", "en") == Counter(map(Decimal, ("2025", "4", "2")))
    assert numbers("更多于123,456", "en") == Counter([Decimal(123456)])
    assert numbers("逾12.3456万人次", "zh") == Counter([Decimal(123456)])


def parts_of(edition: Edition) -> list[tuple[str, dict[str, Counter[Decimal]]]]:
    """Return the numbers of each language for each part of the document: its sections, headings and cover fields."""
    found: list[tuple[str, dict[str, Counter[Decimal]]]] = []
    for child in edition.tree.children:
        if isinstance(child, Element) and child.role in ("Sect", "Div", "H1", "H2", "Table"):
            said = {language: Counter[Decimal]() for language in edition.brief.languages}
            _collect(child, None, said)
            found.append((child.text, said))
    return found


def _collect(element: Element, language: str | None, said: dict[str, Counter[Decimal]]) -> None:
    """Add the numbers of an element to those of its language; what stands once for all languages counts for none."""
    if element.role == "TD" or (element.role == "P" and element.language is None) or _is_shared(element):
        return
    if element.language is not None and element.role not in ("L", "Note"):
        tick = element.text.isdigit() and element.role == "Span" and language == "axis"
        unit = Decimal(TICKS[element.language] if tick else 1)
        for number, times in numbers(element.text, element.language).items():
            said[element.language][number * unit] += times
        return
    if element.role == "Figure" and "亿元" in (child.text for child in element.walk()):
        language = "axis"
    for child in element.children:
        shared = element.role == "LI" and isinstance(child, Element) and child.role == "LBody" and _is_once(element)
        if isinstance(child, Element) and not shared and not (child.role == "Span" and child.language is None):
            _collect(child, language, said)


def _is_shared(element: Element) -> bool:
    """Say whether it is the number of an entry in the list of sources."""
    return element.role == "Lbl" and element.language is None and len(element.children) == 1


def _is_once(item: Element) -> bool:
    """Say whether an entry has a label in each language and one value for all."""
    label = item.children[0]
    return isinstance(label, Element) and label.language is None and len(label.children) > 1


@pytest.mark.parametrize(
    "name",
    [
        "robotics",
        "robotics.internal",
        "robotics-with-contact",
        "long",
        "long.internal",
        "short",
        "event",
        "tables",
        "blocks",
        "blocks.internal",
    ],
)
def test_every_number_has_its_partner_in_the_other_language(editions: Shelf, name: str):
    apart: list[str] = []
    seen = 0
    for text, said in parts_of(editions(name)):
        chinese, english = said["zh"], said["en"]
        seen += sum(chinese.values())
        if text.startswith("注意事项"):  # a caution may say an amount in the source's words, too
            chinese, english = Counter(set(chinese)), Counter(set(english))
        if chinese != english:
            apart.append(f"{chinese - english} / {english - chinese} in {text[:60]}")
    assert seen > 0
    assert not apart, "\n".join(apart)


@pytest.mark.parametrize("name", ["robotics", "robotics.office", "robotics.internal"])
def test_what_the_brief_must_say_can_be_found_in_the_file(editions: Shelf, name: str):
    edition = editions(name)
    text = edition.text
    document = pypdfium2.PdfDocument(edition.data)
    seen = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    document.close()
    for said in SAID:
        assert said in text, said
        assert said.replace(" ", "") in seen, said


def test_one_language_editions_say_their_own_wording(editions: Shelf):
    chinese, english = editions("robotics.zh").text, editions("robotics.en").text
    for said in ("194亿元", "约20%", "5200亿元"):
        assert said in chinese
        assert said not in english
    for said in ("RMB 19.4 bn", "about 20%", "RMB 520 bn"):
        assert said in english
        assert said not in chinese


def test_no_number_of_a_fact_stands_more_than_twice(editions: Shelf):
    """Once in the strip, once in the comparison (section 4)."""
    edition = editions("robotics")
    text = "".join(edition.text.split())
    counted = 0
    for fact in edition.facts.values():
        unit = fact.quantity.unit
        if isinstance(fact.quantity.value, Amount) and unit in ("CNY", "percent"):
            for language in edition.brief.languages:
                said = "".join(phrase(fact.quantity, language, "label").split())
                times = len(re.findall(rf"(?<![\d.]){re.escape(said)}", text))
                assert times <= 2, (said, times)
                counted += times
    assert counted >= 12


def test_qualifiers_stand_wherever_their_number_stands(editions: Shelf):
    for name in ("robotics", "robotics.internal", "robotics.zh", "robotics.en"):
        text = "".join(editions(name).text.split())
        for place in (found.start() for found in re.finditer(r"(?<![\d.])20%", text)):
            assert text[max(0, place - 5) : place].endswith(("约", "about")), text[place - 10 : place + 5]


def test_an_external_edition_holds_no_caution_and_no_flag(editions: Shelf):
    """What staff must know stays in the office."""
    outside, inside = editions("robotics"), editions("robotics.internal")
    cautions = {
        "".join(fact.caution[language].split())
        for fact in inside.facts.values()
        if fact.caution is not None
        for language in ("zh", "en")
    }
    assert len(cautions) > 10
    said = "".join(outside.tree.text.split())
    office = "".join(inside.tree.text.split())
    assert not [caution for caution in cautions if caution in said]
    assert len([caution for caution in cautions if caution in office]) > 10
    assert "INT" not in outside.text
    for mark in ("内部版", "internal edition", "INTERNAL EDITION", "待核", "to be confirmed"):
        assert mark not in outside.text


def test_internal_facts_stay_inside(editions: Shelf):
    """The sample section holds one; no external brief may use it, and none says its number."""
    assert editions("long").shared.store.facts["kept-inside"].publish == "internal"
    for name in ("robotics", "long", "short"):
        edition = editions(name)
        assert "kept-inside" not in edition.facts
        assert "987654" not in edition.text.replace(",", "")


def test_the_year_note_stands_on_every_page_with_an_inferred_year(editions: Shelf):
    edition = editions("robotics")
    for page in range(1, edition.pages + 1):
        text = edition.page_text(page)
        if "2025年上半年" in text:
            assert "年份为推断" in text
            assert "year is inferred" in text or "year inferred" in text
