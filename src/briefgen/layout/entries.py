"""Entries of a list: a label, and what it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.layout.order import claim, within
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface


@dataclass(frozen=True)
class Entry:
    """Hold the elements of an entry: the list and, in it, the item with its label and its body."""

    list: Element
    item: Element
    labels: Mapping[str, Element]
    """What holds the label in each language: the Lbl itself, or a Span in it where both share one."""
    body: Element
    value: Element
    shared: Element | None = None
    """The Lbl around the labels of all languages."""

    def label(self, language: str) -> tuple[Element, ...]:
        """Return the elements from the list down to the label in a language."""
        return (self.list, self.item, *([self.shared] if self.shared else []), self.labels[language])

    @property
    def path(self) -> tuple[Element, ...]:
        """Return the elements from the list down to the value."""
        return (self.list, self.item, self.body, self.value)

    def claim(self, surface: Surface) -> None:
        """Give the parts of the entry their places: the labels, then the value."""
        for language in self.labels:
            with within(surface, *self.label(language)):
                pass
        with within(surface, self.list, self.item, self.body):
            claim(surface, [self.value])


def entry(list: Element, language: str, expansion: str | None = None) -> Entry:
    """Return an entry in one language; `expansion` says its value in full."""
    value = Element("Span", language, expansion=expansion)
    return Entry(list, Element("LI"), {language: Element("Lbl", language)}, Element("LBody"), value)


def shared_entry(
    list: Element,
    languages: tuple[str, ...],
    language: str,
    expansion: str | Mapping[str, str] | None = None,
) -> Entry:
    """Return an entry whose value, written in `language`, stands once for all languages, and whose label has each.

    `expansion` says the value in full, in each language where they differ.
    """
    labels = {spoken: Element("Span", spoken) for spoken in languages}
    value = Element("Span", language, expansion=expansion)
    return Entry(list, Element("LI"), labels, Element("LBody"), value, Element("Lbl"))
