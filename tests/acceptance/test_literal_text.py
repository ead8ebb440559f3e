"""Authors' text is text: whatever looks like markup, script or a template prints as it stands."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
import pytest
from editions import Edition, copy_project, make

LITERAL = "<b>x</b> &amp; <script>alert(1)</script> {{x}} %s %(a)s $HOME `ls` \\\\n \\*\\* 100% @import #! <img src=x>"
SHOWN = "<b>x</b> &amp; <script>alert(1)</script> {x} %s %(a)s $HOME `ls` \\n ** 100% @import #! <img src=x>"
BRIEF = """\
kind: topic
title: {{zh: '题{text}', en: 'T {text}'}}
subject: {{zh: 题, en: T}}
theme: software
edition: {{date: 2026-03-05, number: 1}}
sections: [sample]
notes:
  core: {{zh: '注{text}', en: 'Note {text}'}}
blocks:
  - page: {{zh: 概览, en: Overview}}
  - lead: {{zh: '导语{text}', en: 'Lead {text}'}}
  - notice: {{zh: '提示{text}', en: 'Notice {text}'}}
  - messages:
      - head: {{zh: '要目{text}', en: 'Head {text}'}}
        text: {{zh: '正文{text}[^core]', en: 'Text {text} [^core]'}}
  - image: images/sample.png
    takeaway: {{zh: '图注{text}', en: 'Caption {text}'}}
    alt: {{zh: '说明{text}', en: 'Alt {text}'}}
    credit: {{zh: '作者{text}', en: 'By {text}'}}
    rights: {{zh: '版权{text}', en: 'Rights {text}'}}
  - sources
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    root: Path = copy_project(tmp_path_factory.mktemp("literal") / "p", samples=True)
    shorter = "<b>x</b> &amp; {{x}}"
    text = BRIEF.format(text=LITERAL.replace("'", "''"))
    text = text.replace(f"题{LITERAL}", f"题{shorter}").replace(f"T {LITERAL}", f"T {shorter}")
    (root / "briefings" / "literal.yaml").write_text(text, "utf-8")
    return make(root, "literal")


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    "word",
    ["导语", "Lead ", "提示", "Notice ", "要目", "Head ", "正文", "Text ", "图注", "Caption ", "注", "Note ", "作者"],
)
def test_text_is_printed_as_it_stands(edition: Edition, word: str):
    assert squeezed(word + SHOWN) in squeezed(edition.tree.text)


def test_the_drawn_text_is_the_said_text(edition: Edition):
    """What is read back from the content streams holds each literal as often as the tree does."""
    for literal in ("<b>x</b>", "&amp;", "<script>alert(1)</script>", "{x}", "`ls`", "%(a)s", "<imgsrc=x>"):
        drawn, said = (squeezed(text) for text in ("".join(line.text for line in edition.inner()), edition.tree.text))
        header = drawn.count(literal) - said.count(literal)
        assert said.count(literal) >= 12
        # Columns stand beside each other, so that a literal may be cut by the other column's line.
        assert -said.count(literal) // 2 <= header <= 0, literal
        assert drawn.count(literal) >= 6, literal


def test_the_title_prints_its_markup(edition: Edition):
    heading = next(element for element in edition.tree.walk() if element.role == "H1")
    assert squeezed(heading.text) == "题<b>x</b>&amp;{x}T<b>x</b>&amp;{x}"


def test_the_description_of_a_picture_is_text(edition: Edition):
    figure = next(element for element in edition.tree.walk() if element.role == "Figure")
    assert figure.alt == {"zh": f"说明{SHOWN}", "en": f"Alt {SHOWN}"}


def below(entries: Iterable[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for entry in entries:
        yield entry
        yield from below(entry.children)


def test_properties_and_bookmarks_are_text(edition: Edition):
    with pikepdf.open(io.BytesIO(edition.data)) as document:
        assert str(document.docinfo.Title) == "题<b>x</b> &amp; {x} · T <b>x</b> &amp; {x}"
        with document.open_outline() as outline:
            titles = [one.title for one in below(outline.root)]
        assert any(f"Caption {SHOWN}" in title for title in titles)


def test_nothing_in_the_file_can_act(edition: Edition):
    with pikepdf.open(io.BytesIO(edition.data)) as document:
        plain = b"".join(found.unparse() for found in document.objects if not isinstance(found, pikepdf.Stream))
    for key in (
        b"/JavaScript",
        b"/JS",
        b"/Launch",
        b"/OpenAction",
        b"/AA",
        b"/EmbeddedFile",
        b"/SubmitForm",
        b"/GoToR",
    ):
        assert key not in plain
