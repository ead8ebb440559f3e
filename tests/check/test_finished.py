"""A finished file is looked at before it is put in place."""

import pytest

from briefgen.check.finished.verify import verify
from briefgen.errors import VerificationFailure
from briefgen.pdf.elements import Element, Mark
from briefgen.spec.brief import Brief

WHOLE = b"%PDF-1.7\n...\n%%EOF\n"
BRIEF = Brief.model_construct(name="robotics", languages=("zh", "en"))


def tree(*texts: tuple[str, str]) -> Element:
    root = Element("Document")
    for number, (language, text) in enumerate(texts):
        root.children.append(Element("P", language, children=[Mark(0, number, text)]))
    return root


BOTH = tree(("zh", "机器人"), ("en", "Robotics"))


def test_a_whole_file_passes():
    verify(WHOLE, BOTH, 5, BRIEF)


@pytest.mark.parametrize(
    ("data", "said", "pages", "message"),
    [
        (b"", BOTH, 5, "is incomplete"),
        (b"%PDF-1.7\n", BOTH, 5, "is incomplete"),
        (b"%%EOF", BOTH, 5, "is incomplete"),
        (WHOLE, BOTH, 0, "no pages"),
        (WHOLE, tree(("zh", "机器人")), 5, "no text in en"),
        (WHOLE, tree(("zh", " "), ("en", "Robotics")), 5, "no text in zh"),
        (WHOLE, tree(("zh", "机\ufffd人"), ("en", "Robotics")), 5, "lost character"),
    ],
)
def test_a_file_that_is_not_is_refused(data: bytes, said: Element, pages: int, message: str):
    with pytest.raises(VerificationFailure, match=message):
        verify(data, said, pages, BRIEF)
