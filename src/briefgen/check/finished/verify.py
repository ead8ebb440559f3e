"""Looking at a finished file before it is put in place."""

from __future__ import annotations

from briefgen.errors import VerificationFailure
from briefgen.pdf.elements import Element
from briefgen.spec.brief import Brief

FAULT = "This is a fault of briefgen; nothing was written."
REPLACEMENT = "\ufffd"


def verify(data: bytes, tree: Element, pages: int, brief: Brief) -> None:
    """Look whether a file is whole and says something in each language.

    Raises VerificationFailure.
    """
    if not data.startswith(b"%PDF-") or not data.rstrip().endswith(b"%%EOF"):
        raise VerificationFailure(f"The file of {brief.name} is incomplete.", FAULT)
    if pages < 1:
        raise VerificationFailure(f"The file of {brief.name} has no pages.", FAULT)
    for language in brief.languages:
        if not any(element.language == language and element.text.strip() for element in tree.walk()):
            raise VerificationFailure(f"The file of {brief.name} has no text in {language}.", FAULT)
    if REPLACEMENT in tree.text:
        raise VerificationFailure(f"The file of {brief.name} contains a lost character (U+FFFD).", FAULT)
