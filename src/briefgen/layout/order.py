"""The order in which elements are read, where they are drawn in another one."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager

from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface


def reading_order(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Return neighbours so that all of one language come before all of the next, each once.

    An element without a language holds both and stays where it is, between what is before and what is behind it. The
    language that comes first keeps to come first.
    """
    ordered: list[Element] = []
    beside: list[Element] = []
    for element in dict.fromkeys(elements):
        if element.language is None:
            ordered += [*_by_language(beside), element]
            beside = []
        else:
            beside.append(element)
    return (*ordered, *_by_language(beside))


def _by_language(elements: list[Element]) -> list[Element]:
    languages = list(dict.fromkeys(element.language for element in elements))
    return sorted(elements, key=lambda element: languages.index(element.language))


def claim(surface: Surface, elements: Iterable[Element]) -> None:
    """Give elements their places in the open one, in this order, whenever they are drawn."""
    for element in elements:
        with surface.element(element):
            pass


@contextmanager
def within(surface: Surface, *elements: Element) -> Generator[None]:
    """Open elements one in the other, the outermost first."""
    with ExitStack() as stack:
        for element in elements:
            stack.enter_context(surface.element(element))
        yield
