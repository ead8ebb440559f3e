"""Whatever the text: no exception, no lost text, no line too wide."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.typeset.faces import FaceSet, MissingGlyph
from briefgen.typeset.glyphs import ParagraphStyle, Run
from briefgen.typeset.paragraph import typeset
from briefgen.typeset.space import EIGHTH

HARD = (
    "甲乙丙丁一二十百万亿约第年月页上半元，。、；：！？（）《》“”‘’「」—…·～％￥①○々ァ abcABC"
    "0123.,:;!?()[]-–/%$&@ \n\t\u00a0\u200b\u3000"
)
TEXTS = st.text(st.sampled_from(HARD), max_size=40) | st.lists(
    st.sampled_from(
        [
            "194亿元",
            "RMB 19.4 bn",
            "https://www.example.org/a?b=c",
            "甲",
            "（",
            "）",
            "“AI”",
            " ",
            "，",
            "——",
            "page 4",
            "office",
            "\u200b",
        ]
    ),
    max_size=12,
).map("".join)
ANYTHING = st.text(max_size=20)
RUNS = st.lists(
    st.builds(
        Run,
        text=TEXTS,
        family=st.sampled_from([None, "serif", "figure"]),
        weight=st.sampled_from([None, 700]),
        size=st.sampled_from([None, 7.0, 22.0]),
        language=st.sampled_from([None, "en", "zh"]),
        rise=st.sampled_from([0.0, 3.0]),
        reference=st.booleans(),
        space=st.sampled_from([0.0, 0.0, 2.0]),
    ),
    max_size=4,
)
STYLES = st.builds(
    ParagraphStyle,
    language=st.sampled_from(["zh", "en", "fr"]),
    family=st.sampled_from(["sans", "serif", "figure"]),
    weight=st.sampled_from([400, 600]),
    size=st.sampled_from([8.0, 10.5, 16.0]),
    leading=st.just(17.0),
    colour=st.just("#000000"),
    align=st.sampled_from(["left", "right", "centre"]),
    display=st.booleans(),
    balance=st.booleans(),
    justify=st.booleans(),
)
MEASURES = st.floats(20, 300)
relaxed = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def bare(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "")


@given(runs=RUNS, style=STYLES, measure=MEASURES)
@relaxed
def test_no_text_is_lost_and_no_line_is_too_wide(
    faces: FaceSet, runs: list[Run], style: ParagraphStyle, measure: float
) -> None:
    paragraph = typeset(runs, style, faces)
    assert bare(paragraph.text) == bare("".join(run.text for run in runs))
    lines = paragraph.lines(measure)
    assert "".join(run.text for line in lines for run in line.runs) == paragraph.text
    assert bare("".join(line.text for line in lines)) == bare(paragraph.text)
    for line in lines:
        glyphs = [glyph for run in line.runs for glyph in run.glyphs if glyph.text.strip()]
        if len(glyphs) > 1 and not any(run.space for run in runs):
            assert line.width <= measure + 0.01
        assert line.text == line.text.strip(" ")
        assert line.width > 0
        for run in line.runs:
            assert all(b.x > a.x - EIGHTH * run.size for a, b in zip(run.glyphs, run.glyphs[1:], strict=False))


@given(text=ANYTHING, style=STYLES, measure=MEASURES)
@relaxed
def test_any_text_is_set_or_refused(faces: FaceSet, text: str, style: ParagraphStyle, measure: float) -> None:
    try:
        paragraph = typeset([Run(text)], style, faces)
    except MissingGlyph as error:
        assert error.character in faces.missing(text) or error.character in text
        return
    lines = paragraph.lines(measure)
    assert "".join(run.text for line in lines for run in line.runs) == paragraph.text
