"""Set the same paragraphs with briefgen and with ReportLab's Paragraph, and print characters a second.

    python benchmarks/typeset_speed.py [--rounds 5] [--paragraphs 200]

Half the paragraphs are Chinese, half English, all different. From one round to the next only the fonts are kept and, as
in a run of many briefs, the shapes of words met before. "set" is analysis, shaping and lines for one measure; "with
drawing" ends with the finished PDF in memory, fonts embedded. Times are CPU times of the best round.
"""

from __future__ import annotations

import argparse
import datetime
import io
import random
import time
from collections.abc import Callable

from briefgen.pdf.surface import Surface
from briefgen.project import fonts_folder
from briefgen.typeset.faces import FaceSet, load_faces
from briefgen.typeset.glyphs import ParagraphStyle, Run
from briefgen.typeset.paragraph import typeset

PAGE = (595.0, 842.0)
MEASURE = 255.0
TOP, FOOT, LEFT = 60.0, 780.0, 51.0
LEADING = 17.0

CHINESE = (
    "样例市示范产业实现营收{n}亿元", "同比增长约{n}%", "其中零部件企业占{n}%",
    "《样例行动计划》（第{n}版）提出“培育{n}个重点方向”",
    "GPU与5G+工业互联网等技术已在{n}家企业应用", "项目占地约{n}平方公里",
    "可容纳{n}余人", "详见第{n}页的说明与附表",
)  # fmt: skip
ENGLISH = (
    "the sample industry had revenue of RMB {n} billion", "it grew by about {n}% on a year earlier",
    "firms that make parts had {n}%", "the “Sample Action Plan” (edition {n}) names {n} directions",
    "the office’s state-of-the-art network serves {n} companies", "the site of {n} km² lies near the airport",
    "there is room for {n} people", "page {n} and the annex explain how it was measured",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--paragraphs", type=int, default=200)
    arguments = parser.parse_args()
    texts = make_texts(arguments.paragraphs)
    characters = sum(len(text) for _, text in texts)
    faces = load_faces(fonts_folder())
    register_fonts(faces)
    rows: list[tuple[str, Callable[[], int]]] = [
        ("briefgen, set", lambda: set_only(texts, faces)),
        ("briefgen, with drawing", lambda: set_and_draw(texts, faces)),
        ("ReportLab Paragraph, set", lambda: reportlab_set(texts)),
        ("ReportLab Paragraph, with drawing", lambda: reportlab_draw(texts)),
    ]
    print(f"{len(texts)} paragraphs, {characters} characters, measure {MEASURE:g} pt")
    for name, work in rows:
        best, result = min(timed(work) for _ in range(arguments.rounds))
        print(f"{name:35} {characters / best:11,.0f} characters/s {best * 1000:8.1f} ms {result:9,}")
    print("last column: lines where set, bytes of the PDF where drawn")


def make_texts(count: int) -> list[tuple[str, str]]:
    chance = random.Random(1)
    texts: list[tuple[str, str]] = []
    for index in range(count):
        language, phrases, comma, stop = ("en", ENGLISH, ", ", ".") if index % 2 else ("zh", CHINESE, "，", "。")
        length = 450 if language == "en" else 170
        parts: list[str] = []
        while sum(map(len, parts)) < length:
            parts.append(chance.choice(phrases).replace("{n}", str(chance.randint(2, 5200))))
        texts.append((language, comma.join(parts) + stop))
    return texts


def timed(work: Callable[[], int]) -> tuple[float, int]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def style(language: str) -> ParagraphStyle:
    return ParagraphStyle(language, "sans", 400, 10.5 if language == "zh" else 11.0, LEADING, "#16202A")


def set_only(texts: list[tuple[str, str]], faces: FaceSet) -> int:
    return sum(len(typeset([Run(text)], style(language), faces).lines(MEASURE)) for language, text in texts)


def set_and_draw(texts: list[tuple[str, str]], faces: FaceSet) -> int:
    surface = Surface(
        title={"en": "Speed"}, author="", subject="", keywords="", languages=("en", "zh"),
        date=datetime.date(2031, 1, 1), creator="benchmark",
    )  # fmt: skip
    surface.page(*PAGE)
    y = TOP
    for language, text in texts:
        with surface.element("P", language):
            for line in typeset([Run(text)], style(language), faces).lines(MEASURE):
                if y > FOOT:
                    surface.page(*PAGE)
                    y = TOP
                surface.line(line, LEFT, y)
                y += LEADING
    return len(surface.finish())


def register_fonts(faces: FaceSet) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in ("sans-sc", "sans"):
        pdfmetrics.registerFont(TTFont(name, str(faces.nearest(name, 400).path)))


def reportlab_paragraphs(texts: list[tuple[str, str]]) -> list[object]:
    from reportlab.lib.styles import ParagraphStyle as Style
    from reportlab.platypus import Paragraph  # noqa: TID251

    chinese = Style("zh", fontName="sans-sc", fontSize=10.5, leading=LEADING, wordWrap="CJK")
    english = Style("en", fontName="sans", fontSize=11, leading=LEADING)
    return [Paragraph(text, chinese if language == "zh" else english) for language, text in texts]


def reportlab_set(texts: list[tuple[str, str]]) -> int:
    return sum(round(paragraph.wrap(MEASURE, 1e6)[1] / LEADING) for paragraph in reportlab_paragraphs(texts))


def reportlab_draw(texts: list[tuple[str, str]]) -> int:
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=PAGE, pageCompression=1)
    y = PAGE[1] - TOP
    for paragraph in reportlab_paragraphs(texts):
        _, height = paragraph.wrap(MEASURE, 1e6)
        if y - height < PAGE[1] - FOOT:
            canvas.showPage()
            y = PAGE[1] - TOP
        paragraph.drawOn(canvas, LEFT, y - height)
        y -= height
    canvas.save()
    return len(file.getvalue())


if __name__ == "__main__":
    main()
