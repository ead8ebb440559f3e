"""What must hold of every shipped brief: rules over what its author wrote, and over what its pages show.

Each rule returns its faults as sentences, so that tests, and the mutations that try them, can use them alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from content_ledger import ledger
from editions import Edition
from own_forms import Checked, any_of, forms, in_a_column, is_neutral, is_shown, times
from page_texts import PageTexts, flat, page_texts
from spoken_numbers import known_numbers, known_values, one_sided, typed_numbers
from word_runs import copied_runs

from briefgen.check.case import Case
from briefgen.data.quantity import Items, Phrase
from briefgen.data.wrong_names import WrongNames
from briefgen.layout.citations import facts_shown, values_shown
from briefgen.spec.blocks import AimBlock
from briefgen.spec.charts import ChartBlock, TargetsChart
from briefgen.spec.text import FactReference, Plain, parse
from briefgen.spec.texts import wordings_of

HAN = "[\u3400-\u9fff]"
ASCII_IN_HAN = re.compile(rf"{HAN}\s*[,:;()]\s*{HAN}")
BROKEN = {"\ufe10": "U+FE10", "\ufe11": "U+FE11", "\ufffd": "U+FFFD"}
NOTHING = re.compile(r"\b(?:None(?! of)|nan|NaN|null|undefined)\b")
INTENDED = {
    "zh": re.compile("目标|规划|计划|预计|拟|将|力争|打造|正在建设|在建"),
    "en": re.compile(r"(?i)target|goal|plan|aim|expected|projected|intend|will|would|tobe|beingbuilt"),
}
INTENDED_KINDS = frozenset({"target", "plan", "aim", "projected", "expected"})
LANGUAGES = ("zh", "en")
MOST = 2


class Looked:
    """Hold a finished edition with everything that the rules look at, found once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        shared = edition.shared
        self.case = Case(edition.brief, shared.store, shared.settings, shared.faces, edition.project)

    @cached_property
    def texts(self) -> PageTexts:
        return page_texts(self.edition.data)

    @cached_property
    def checked(self) -> Mapping[str, Checked]:
        """Return what is known of the facts that the brief uses."""
        known = ledger().facts
        return {id: known[id] for id in self.case.used if id in known}

    def prints(self, language: str) -> Counter[str]:
        """Count how often blocks and texts of a language print the value of each number."""
        found: Counter[str] = Counter()
        for block in self.edition.brief.blocks:
            if isinstance(block, TargetsChart) or (isinstance(block, AimBlock) and block.text is not None):
                continue  # a ladder says a step once for all who stand on it, an aim may be said in other words
            found.update(id for id in values_shown(block, self.case.store) if id in self.printed)
        found.update(
            use.fact
            for use in self.case.uses
            if use.form == "value" and use.language == language and use.fact in self.printed
        )
        return found

    @cached_property
    def in_tables(self) -> frozenset[str]:
        """Return the facts in cells of tables, whose unit stands in the head of their column."""
        return frozenset(id for _, table in self.case.tables for id in table.facts)

    @cached_property
    def printed(self) -> Mapping[str, bool]:
        """Return the numbers whose value is printed, and whether one use of each prints the qualifier too."""
        found: dict[str, bool] = {}
        for block in self.edition.brief.blocks:
            for id in values_shown(block, self.case.store):
                if id in self.checked and self.checked[id].is_number:
                    found[id] = False
        for use in self.case.uses:
            checked = self.checked.get(use.fact)
            if checked is not None and checked.is_number and use.form in ("value", "number"):
                found[use.fact] = found.get(use.fact, False) or use.form == "value"
        return found


# What the author wrote


def prose_faults(case: Case) -> list[str]:
    """Return faults of the texts as they are written."""
    faults: list[str] = []
    known, values = known_numbers(case), known_values(case)
    edition = case.brief.edition.date.isoformat(), case.brief.edition.number
    if edition != (issued := (ledger().issued, ledger().editions.get(case.brief.name, 1))):
        faults.append(f"{case.brief.name}: the edition is {edition}, where {issued} is meant")
    for role, texts in wordings_of(case.brief):
        written = {language: texts[language].source for language in LANGUAGES if language in texts}
        where = f"{case.brief.name}: {role}"
        faults += [f"{where}: {fault}" for fault in one_sided(written, known)]
        if role not in ("alt", "credit", "rights"):
            explained = known | values if role.startswith(("methods", "notes")) else known
            faults += [f"{where}: {fault}" for fault in typed_numbers(written, explained)]
        if "zh" in written and ASCII_IN_HAN.search(re.sub(r"\{[^{}]*\}|\]\([^)]*\)", "·", written["zh"])):
            faults.append(f"{where}: half-width marks between Han characters")
    for block in case.brief.blocks:
        shown = set(facts_shown(block, case.store))
        named = {
            language: {
                piece.id
                for _, texts in wordings_of(block)
                if language in texts
                for piece in parse(texts[language])
                if isinstance(piece, FactReference)
            }
            | shown
            for language in case.brief.languages
        }
        if len({frozenset(ids) for ids in named.values()}) > 1:
            apart = set.union(*named.values()) - set.intersection(*named.values())
            faults.append(f"{case.brief.name}: one language alone names {', '.join(sorted(apart))} in {block.place}")
    return faults


# What the pages show


def page_faults(looked: Looked) -> list[str]:
    """Return faults of a finished edition."""
    rules = (
        values,
        occurrences,
        statements,
        periods,
        intentions,
        sources,
        repeated,
        marks,
        names,
        figures,
        held_back,
        copies,
    )
    return [f"{looked.edition.brief.name}: {fault}" for rule in rules for fault in rule(looked)]


def values(looked: Looked) -> Iterator[str]:
    """Each number stands on the pages in both languages, with value, unit and qualifier."""
    for id, whole in looked.printed.items():
        checked = looked.checked[id]
        for language in looked.edition.brief.languages:
            text = looked.texts.all() if is_neutral(checked) else looked.texts.of(language)
            if id in looked.in_tables and any_of(in_a_column(checked, language), text):
                continue
            if not is_shown(checked, text, language, bare=not whole and _only_bare(looked, id)):
                yield f"{id} is not shown in {language} as {forms(checked, language)}"


def occurrences(looked: Looked) -> Iterator[str]:
    """Each amount with a unit stands as often as blocks and texts print it, so that no place shows another value."""
    for language in looked.edition.brief.languages:
        meant: Counter[tuple[str, ...]] = Counter()
        for id, count in looked.prints(language).items():
            checked = looked.checked[id]
            if checked.unit and not is_neutral(checked) and id not in looked.in_tables:
                meant[tuple(forms(checked, language))] += count
        text = looked.texts.of(language)
        for alike, count in meant.items():
            found = len(re.findall("|".join(alike), text))
            if found < count:
                ids = [id for id in looked.printed if tuple(forms(looked.checked[id], language)) == alike]
                yield f"{', '.join(ids)} stands {found} times in {language}, where {count} are meant"


def _only_bare(looked: Looked, id: str) -> bool:
    """Say whether every use of a fact takes its number alone."""
    return all(use.form == "number" for use in looked.case.uses if use.fact == id)


def statements(looked: Looked) -> Iterator[str]:
    """Each statement and each entry of a list that a text prints stands on the pages in its language."""
    for use in looked.case.uses:
        fact = looked.case.used.get(use.fact)
        if fact is None or use.form != "value":
            continue
        match fact.quantity.value:
            case Phrase(words):
                parts = [words]
            case Items(items):
                parts = [item.words for item in items]
            case _:
                continue
        text = looked.texts.of(use.language)
        for part in parts:
            if _flat(part[use.language]) not in text:
                yield f"{use.fact} is not shown in {use.language}: {part[use.language]}"


def _flat(text: str) -> str:
    return flat(text.replace("|", ""))


def periods(looked: Looked) -> Iterator[str]:
    """The time of each number stands on the pages in both languages."""
    for id in looked.printed:
        checked = looked.checked[id]
        for language in looked.edition.brief.languages:
            if checked.time and not any_of(_times(checked.time, language), looked.texts.of(language)):
                yield f"the time {checked.time} of {id} is not told in {language}"


def _times(time: str, language: str) -> list[str]:
    """Return how a time is told; of several years, the last may stand for all: for three years, to 2021."""
    return [*times(time, language), *(times(time.partition("/")[2], language) if "/" in time else ())]


def intentions(looked: Looked) -> Iterator[str]:
    """Each target, plan or forecast stands on a page that calls it so, in both languages."""
    for id in looked.printed:
        checked, fact = looked.checked[id], looked.case.used[id]
        if fact.kind not in INTENDED_KINDS:
            continue
        for page in range(2, looked.texts.pages + 1):
            for language in looked.edition.brief.languages:
                text = looked.texts.of(language, page)
                if is_shown(checked, text, language) and not INTENDED[language].search(text):
                    yield f"{id} on page {page} is not called a {fact.kind} in {language}"


def sources(looked: Looked) -> Iterator[str]:
    """Each number stands on a page with the number of its source, which the list of sources explains."""
    numbers = {source: number + 1 for number, source in enumerate(_listed(looked))}
    shown = _cited(looked.texts.all())
    if shown != set(numbers.values()):
        yield f"sources {sorted(shown)} are cited, {sorted(numbers.values())} listed"
    for id in looked.printed:
        checked = looked.checked[id]
        if checked.source not in numbers:
            yield f"the source {checked.source} of {id} is not listed"
            continue
        mark = numbers[checked.source]
        pages = range(2, looked.texts.pages + 1)
        if not any(
            mark in _cited(looked.texts.all(page))
            and any(
                is_shown(checked, looked.texts.all(page), language, bare=True)
                or (id in looked.in_tables and any_of(in_a_column(checked, language), looked.texts.all(page)))
                for language in LANGUAGES
            )
            for page in pages
        ):
            yield f"{id} stands on no page that cites its source [{mark}]"


def _cited(text: str) -> set[int]:
    """Return the numbers of the sources that a text names, those between [2]–[4] too."""
    found: set[int] = set()
    for first, last in re.findall(r"\[([0-9]+)\](?:–\[([0-9]+)\])?", text):
        found |= set(range(int(first), int(last or first) + 1))
    return found


def _listed(looked: Looked) -> list[str]:
    """Return the sources in the order of their numbers, as the pages list them: by their titles."""
    known = looked.case.store.sources
    language = looked.edition.brief.languages[0]
    text = looked.texts.of(language)
    places = {id: text.rfind(_flat(source.title[language])) for id, source in known.items()}
    return sorted((id for id, place in places.items() if place >= 0), key=places.__getitem__)


def repeated(looked: Looked) -> Iterator[str]:
    """No number stands more than twice in a language; facts of the same value share what is allowed.

    What is bound is held to it part by part: each is a brief of its own.
    """
    if looked.edition.brief.bind:
        return
    for language in looked.edition.brief.languages:
        alike: dict[str, list[str]] = {}
        for id in looked.printed:
            alike.setdefault("|".join(forms(looked.checked[id], language)), []).append(id)
        text = looked.texts.of(language)
        for form, ids in alike.items():
            checked = looked.checked[ids[0]]
            if not checked.unit and checked.rank is None:
                continue  # 5 may be a page, a place or a count of something else
            if checked.rank is None and len(re.findall(form, text)) > MOST * len(ids):
                yield f"{', '.join(ids)} stands more than twice in {language}"


def marks(looked: Looked) -> Iterator[str]:
    """No half-width mark between Han characters, no vertical mark, nothing that is missing, nothing unfilled."""
    for words in looked.texts.paragraphs + looked.texts.furniture:
        if words.language != "en" and ASCII_IN_HAN.search(words.text):
            yield f"half-width marks between Han characters on page {words.page}: {words.text}"
        if NOTHING.search(words.text):
            yield f"a value is missing on page {words.page}: {words.text}"
        if re.search(r"[{}]|\|", words.text):
            yield f"an open brace or break on page {words.page}: {words.text}"
        for character, code in BROKEN.items():
            if character in words.text:
                yield f"{code} on page {words.page}: {words.text}"


def names(looked: Looked) -> Iterator[str]:
    """No wrong name of the term base; what methods and notes quote is apart."""
    wrong = WrongNames(looked.case.store.terms.values())
    for words in looked.texts.paragraphs:
        for found in wrong.found(words.text, words.language, "methods.text"):
            yield f'"{found.said}" on page {words.page}, where {found.official} is meant'


def figures(looked: Looked) -> Iterator[str]:
    """Each chart says something: it has a takeaway on a page, an alternative text, and shows all its numbers there."""
    for block in looked.edition.brief.blocks:
        if not isinstance(block, ChartBlock):
            continue
        language = looked.edition.brief.languages[0]
        for piece in parse(block.takeaway[language]):
            if isinstance(piece, Plain) and _flat(piece.text) not in looked.texts.of(language):
                yield f"the takeaway of a chart is not shown: {piece.text}"
    drawn = [element for element in looked.edition.tree.walk() if element.role == "Figure"]
    for element in drawn:
        if not element.alt or not all(text.strip() for text in element.alt.values()):
            yield "a figure has no alternative text"


def held_back(looked: Looked) -> Iterator[str]:
    """Nothing of facts for internal use, or that must not be published, is on the pages."""
    text = {language: looked.texts.of(language) for language in LANGUAGES}
    for fact in looked.case.store.facts.values():
        if fact.publish != "internal" or not isinstance(fact.quantity.value, Phrase):
            continue
        for language, words in fact.quantity.value.words.items():
            if len(words) > 3 and _flat(words) in text.get(language, ""):
                yield f"{fact.id} is for internal use, and stands on a page in {language}"


def copies(looked: Looked) -> Iterator[str]:
    """No run of eight words of a source; titles of sources are apart."""
    titles = [source.title["en"] for source in looked.case.store.sources.values()]
    for words in looked.texts.paragraphs:
        if words.language == "en":
            for run in copied_runs(words.text, titles):
                yield f"a run of a source on page {words.page}: {run}"
