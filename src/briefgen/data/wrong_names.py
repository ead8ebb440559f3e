"""Wrong names in a text, by the term base.

Latin forms are found as whole words: where a word of the form begins with a small letter, a capital may stand in the
text; all else must be as written ("apis" finds "Apis", never "APIs"). Han forms are found anywhere. Neither is found
inside a longer form that the term base allows. Spaces, line breaks, quotation marks and hyphens of all kinds count as
the same, and a permitted break (|) as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefgen.data.term_base import LANGUAGES, Term
from briefgen.errors import Place, Problem
from briefgen.spec import tree

QUOTED = re.compile('“[^“”]*”|「[^「」]*」|"[^"]*"')
"""What is quoted from a source, wrong names and all."""
TEXT_KEY = re.compile(r"(zh|en)(-[A-Za-z0-9]{2,8})*")
AS_IT_STANDS = "title"
"""The key of a source that holds the document's own words."""
QUOTING = frozenset({"caution", "note", "notes", "methods.text"})
"""Where a source may be quoted: keys of data, roles of texts in a brief."""
_SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‑": "-", "–": "-", "\u00a0": " "})
_LATIN = "[0-9A-Za-z\u00c0-\u024f]"
_SMALL = re.compile(r"(?<![0-9a-zA-Z\\\[])[a-z]")
_BETWEEN_HAN = re.compile(r"(?<=[\u2e80-\u9fff])(?=[\u2e80-\u9fff])")


class Wrong(NamedTuple):
    """Hold a wrong name: where it begins in its text, what is written, and what must be."""

    offset: int
    said: str
    official: str

    def problem(self, place: Place) -> Problem:
        """Return it as a problem at its place."""
        return Problem(place, f'"{self.said}" is a wrong name.', f'Write "{self.official}" (data/terms.yaml).')


class WrongNames:
    """Look for the forms that a term base forbids."""

    def __init__(self, terms: Iterable[Term]) -> None:
        known = list(terms)
        self._official: dict[str, list[str]] = {}
        self._forbidden: dict[str, re.Pattern[str] | None] = {}
        self._allowed: dict[str, re.Pattern[str] | None] = {}
        for language in LANGUAGES:
            forms = sorted(
                ((_plain(form), term.forms[language]) for term in known for form in term.forbidden[language]),
                key=lambda pair: (-len(pair[0]), pair),
            )
            self._official[language] = [official for _, official in forms]
            self._forbidden[language] = _any_of([form for form, _ in forms], whole=True)
            allowed = {_plain(form) for term in known for form in term.allowed(language)}
            self._allowed[language] = _any_of(sorted(allowed, key=lambda form: (-len(form), form)), whole=False)

    def found(self, text: str, language: str, role: str = "") -> Iterator[Wrong]:
        """Yield the wrong names in a text, in order, but for what is quoted where that may be."""
        if role in QUOTING:
            text = QUOTED.sub(lambda quote: "·" * len(quote[0]), text)
        tag = language.split("-")[0]
        forbidden = self._forbidden.get(tag)
        if forbidden is None:
            return
        plain = text.translate(_SAME)
        right: list[tuple[int, int]] | None = None
        last = 0
        for hit in forbidden.finditer(plain):
            if right is None:
                allowed = self._allowed[tag]
                right = [one.span(one.lastindex or 0) for one in allowed.finditer(plain)] if allowed else []
            number = hit.lastindex or 1
            begin, end = hit.span(number)
            if end <= last:
                continue  # part of the form before
            last = end
            if not any(one <= begin and end <= other for one, other in right):
                yield Wrong(begin, text[begin:end], self._official[tag][number - 1])

    def in_data(self, written: tree.Mapping) -> Iterator[Problem]:
        """Yield the wrong names in a file of `data/`, but for titles of sources and what cautions and notes quote."""
        yield from self._in_node(written, ())

    def _in_node(self, node: tree.Node, keys: tuple[str, ...]) -> Iterator[Problem]:
        if isinstance(node, tree.Mapping):
            for key, below in node.items():
                if isinstance(below, tree.Scalar) and TEXT_KEY.fullmatch(key):
                    yield from self._in_text(below, str(key), keys)
                elif not (key == AS_IT_STANDS and keys[:1] == ("sources",)):
                    yield from self._in_node(below, (*keys, str(key)))
        elif isinstance(node, tree.Sequence):
            for below in node:
                yield from self._in_node(below, keys)

    def _in_text(self, text: tree.Scalar, language: str, keys: tuple[str, ...]) -> Iterator[Problem]:
        for wrong in self.found(str(text), language, keys[-1] if keys else ""):
            yield wrong.problem(text.at(wrong.offset))


def _plain(form: str) -> str:
    return " ".join(form.translate(_SAME).split())


def _any_of(forms: Sequence[str], *, whole: bool) -> re.Pattern[str] | None:
    """Return what finds any of the forms, each in a group of its own, also where two overlap; earlier ones first."""
    return re.compile(f"(?={'|'.join(_expression(form, whole=whole) for form in forms)})") if forms else None


def _expression(form: str, *, whole: bool) -> str:
    """Return the expression of one form; one that need not be whole may go on, as plurals do."""
    written = re.escape(form).replace(r"\ ", r"[\s|]+")
    written = _SMALL.sub(lambda first: f"[{first[0]}{first[0].upper()}]", written)
    written = _BETWEEN_HAN.sub(r"\|?", written)
    before = f"(?<!{_LATIN})" if re.match(_LATIN, form[0]) else ""
    after = f"(?!{_LATIN})" if whole and re.match(_LATIN, form[-1]) else ""
    return f"{before}({written}){after}"
