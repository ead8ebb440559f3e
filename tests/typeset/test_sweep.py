"""No rule is broken, no line is too wide and no text is lost, whatever the measure."""

from __future__ import annotations

import re

import pytest
from typeset_texts import CHINESE, ENGLISH

from briefgen.typeset.faces import FaceSet
from briefgen.typeset.glyphs import Line, ParagraphStyle, Run
from briefgen.typeset.paragraph import Paragraph, typeset

MEASURES = range(60, 421, 3)
INK = "#16202A"
STYLES = {
    "zh-sans": ParagraphStyle("zh", "sans", 400, 10.5, 17, INK),
    "zh-serif": ParagraphStyle("zh", "serif", 700, 12, 17, INK),
    "en-sans": ParagraphStyle("en", "sans", 400, 11, 17, INK),
    "en-serif": ParagraphStyle("en", "serif", 600, 12, 17, INK),
}
NEVER_FIRST = "，。、；：！？）》〉」』】〕”’％%‰℃°…—·～,.;:!?)]}/"
NEVER_LAST = "（《〈「『【〔“‘￥$€([{"

UNITS = "年月日家台个种类所页倍元亩"
KEPT_CHINESE = re.compile(
    rf"[约第图]?[0-9][0-9.]*(?:[万亿]?余?[{UNITS}]|[万亿]元|个百分点|平方公里|公里|分钟|%)?|[上下]半年|第三类|[亿万]元"
)
KEPT_ENGLISH = re.compile(
    r"about 20%|RMB [0-9.–]+ (?:billion|bn|million)|H1 2031|1 June 2031|1\.2 km²|28 km|page 4|Figure 3|Table 2"
    r"|Dr Sample|Hall B|\+86 25 0000 0000|2031–2033|€1,234\.50|3\.5:1"
)
BREAKS_IN_ADDRESS = "/.?&=-_@"
ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[!-~]+@[!-~]+")


CASES = [(style, text) for style in STYLES for text in (CHINESE if style.startswith("zh") else ENGLISH)]


def places(paragraph: Paragraph, lines: tuple[Line, ...]) -> list[int]:
    """Return where the lines start in the paragraph's text, and its length."""
    starts = [0]
    for line in lines:
        at = starts[-1]
        while paragraph.text[at] == " ":
            at += 1
        assert paragraph.text.startswith(line.text, at)
        starts[-1] = at
        starts.append(at + len(line.text))
    return starts


def width_of(faces: FaceSet, text: str, style: ParagraphStyle) -> float:
    return typeset([Run(text)], style, faces).natural_width


def with_marks(text: str, match: re.Match[str]) -> str:
    """Return what stays together with the marks that cannot be parted from it."""
    start, end = match.span()
    while start and (text[start - 1] in NEVER_LAST or (text[start - 1].isascii() and text[start - 1] != " ")):
        start -= 1
    while end < len(text) and (text[end] in NEVER_FIRST or (text[end].isascii() and text[end] != " ")):
        end += 1
    return text[start:end]


@pytest.mark.parametrize(("name", "text"), CASES)
def test_every_measure_keeps_the_rules(faces: FaceSet, name: str, text: str) -> None:
    style = STYLES[name]
    paragraph = typeset([Run(text)], style, faces)
    kept = KEPT_CHINESE if name.startswith("zh") else KEPT_ENGLISH
    addresses = [match.span() for match in ADDRESS.finditer(paragraph.text)]
    spans = [
        (*match.span(), width_of(faces, with_marks(paragraph.text, match), style))
        for match in kept.finditer(paragraph.text)
        if not any(a <= match.start() < b for a, b in addresses)
    ]
    widest_word = max(width_of(faces, word, style) for word in re.findall(r"[A-Za-z0-9.,:’–]+|^.", text))
    for measure in MEASURES:
        lines = paragraph.lines(measure)
        printed = "".join(run.text for line in lines for run in line.runs)
        assert printed == paragraph.text, measure
        assert max(line.width for line in lines) <= measure + 0.01, measure
        starts = places(paragraph, lines)
        for line, start in zip(lines[1:], starts[1:], strict=False):
            before = paragraph.text[start - 1]
            # A piece wider than the measure may have to break anywhere but at marks.
            assert line.text[0] not in NEVER_FIRST, (measure, line.text)
            assert before not in NEVER_LAST, (measure, line.text)
            inside = next(((a, b) for a, b in addresses if a < start < b), None)
            if inside:
                assert before in BREAKS_IN_ADDRESS, (measure, line.text)
            elif widest_word <= measure and not before.isspace() and before.isascii() and line.text[0].isascii():
                assert before in "-/" or not (before.isalnum() and line.text[0].isalnum()), (measure, line.text)
            for a, b, width in spans:
                assert not (a < start < b and width <= measure), (measure, paragraph.text[a:b])


@pytest.mark.parametrize("style", STYLES)
def test_paragraph_never_ends_in_a_short_line_where_that_can_be_helped(faces: FaceSet, style: str) -> None:
    texts = CHINESE if style.startswith("zh") else ENGLISH
    for text in texts:
        paragraph = typeset([Run(text)], STYLES[style], faces)
        for measure in MEASURES:
            *rest, last = paragraph.lines(measure)
            if not rest or long_enough(last, measure):
                continue
            # Then no narrower measure with as many lines does better.
            narrower = measure - 2.0
            while narrower > measure * 0.6 and len(paragraph.lines(narrower)) == len(rest) + 1:
                assert not long_enough(paragraph.lines(narrower)[-1], measure), (text[:9], measure, narrower)
                narrower -= 2.0


def long_enough(line: Line, measure: float) -> bool:
    han = len(re.findall(r"[一-鿿]", line.text))
    words = len(re.findall(r"[A-Za-z0-9][^ 一-鿿]*", line.text))
    return line.width >= measure / 5 and (han >= 3 or words >= 2 or han / 3 + words / 2 >= 1)


@pytest.mark.parametrize("style", STYLES)
def test_a_wider_measure_needs_no_more_lines(faces: FaceSet, style: str) -> None:
    for text in CHINESE if style.startswith("zh") else ENGLISH:
        paragraph = typeset([Run(text)], STYLES[style], faces)
        # Below, more is kept together the wider the measure is.
        counts = [len(paragraph.lines(measure)) for measure in range(150, 421)]
        assert counts == sorted(counts, reverse=True)
