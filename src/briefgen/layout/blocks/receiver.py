"""For whom a copy is: the line on the cover, with its own place, so that it can be added to a finished file, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.layout.compose import text_runs
from briefgen.layout.context import Context
from briefgen.layout.entries import Entry
from briefgen.layout.order import within
from briefgen.layout.piles import placed_lines
from briefgen.pdf.personal.parts import AddedEntry, Placed
from briefgen.pdf.surface import Surface
from briefgen.theme.tokens import MM
from briefgen.typeset.faces import FaceSet
from briefgen.typeset.glyphs import Line, ParagraphStyle, Run
from briefgen.typeset.paragraph import Paragraph, typeset

ROLE = "cover-value"
HINT = "Make it shorter."


@dataclass(frozen=True)
class Slot:
    """Say where the line stands and how it is set; measures are points from the top left corner of the page.

    `labels` by language, beside each other from `x`, `gap` apart; the values stand `drop` below them, the last at
    `last` where they rise, else the first. `leadings`: from the line before to one of this language. `most`: how many
    lines all values may have together where they may break, 0 where each has one line. `at`: which place each takes in
    the list of its language. The copy id stands at `foot`.
    """

    labels: Mapping[str, str]
    label_styles: Mapping[str, ParagraphStyle]
    value_styles: Mapping[str, ParagraphStyle]
    leadings: Mapping[str, float]
    x: float
    gap: float
    width: float
    last: float
    drop: float
    rising: bool
    most: int
    at: int
    foot: float
    foot_x: float

    @property
    def reserved(self) -> float:
        """Return how far values of the most lines reach from the first to the last, in points."""
        return max(0, self.most - 1) * max(self.leadings.values())


@dataclass(frozen=True)
class Receiver:
    """Hold the line as it is set: an entry for each language, and where its labels stand."""

    entries: tuple[AddedEntry, ...]
    top: float


def set_receiver(
    slot: Slot,
    words: Mapping[str, Sequence[Run]],
    places: Mapping[str, Place],
    faces: FaceSet,
    *,
    bounded: bool = True,
) -> Receiver:
    """Set the line for these words, by language. `bounded`: whether lines are counted where values may break.

    Raises AuthorsMistakes at the place of a value that has no room.
    """
    paragraphs = {language: typeset(tuple(words[language]), slot.value_styles[language], faces) for language in words}
    found = {language: paragraph.lines(slot.width) for language, paragraph in paragraphs.items()}
    _refuse_long(slot, paragraphs, found, places, bounded=bounded)
    if slot.rising:
        placed = placed_lines(found, slot.leadings, slot.width)
    else:
        placed = [
            (language, line, 0.0, number * slot.leadings[language])
            for number, (language, lines) in enumerate(found.items())
            for line in lines
        ]
    depth = max((y for *_, y in placed), default=0.0)
    first = slot.last - depth if slot.rising else slot.last
    x = slot.x
    entries: list[AddedEntry] = []
    for language, label in slot.labels.items():
        (line,) = typeset((Run(label),), slot.label_styles[language], faces).lines(slot.width)[:1]
        value = tuple(Placed(one, slot.x + right, first + y) for tag, one, right, y in placed if tag == language)
        entries.append(AddedEntry(language, (Placed(line, x, first - slot.drop),), value))
        x += line.width + slot.gap
    return Receiver(tuple(entries), first - slot.drop)


def _refuse_long(
    slot: Slot,
    paragraphs: Mapping[str, Paragraph],
    found: Mapping[str, Sequence[Line]],
    places: Mapping[str, Place],
    *,
    bounded: bool,
) -> None:
    problems: list[Problem] = []
    if not slot.most:
        for language, lines in found.items():
            if len(lines) > 1:
                excess = (paragraphs[language].natural_width - slot.width) / MM
                message = f"This is {excess:.0f} mm too long for the cover, where one line has room."
                problems.append(Problem(places[language], message, HINT))
    else:
        count = sum(map(len, found.values()))
        if bounded and count > slot.most:
            longest = max(found, key=lambda language: len(found[language]))
            message = f"This needs {count} lines in all languages on a small cover, where {slot.most} have room."
            problems.append(Problem(places[longest], message, HINT))
    if problems:
        raise AuthorsMistakes(problems)


def receiver_of(context: Context, slot: Slot) -> Receiver | None:
    """Return the line as the brief itself has it, None where it has none. Raises AuthorsMistakes as `set_receiver`."""
    texts = context.brief.prepared_for
    if texts is None:
        return None
    words = {language: text_runs(context, texts[language], ROLE, language) for language in context.languages}
    places = {language: texts[language].place for language in context.languages}
    return set_receiver(slot, words, places, context.faces, bounded=False)


def draw_receiver(surface: Surface, receiver: Receiver, entries: Mapping[str, Entry]) -> None:
    """Draw the line into an entry of each language."""
    for added in receiver.entries:
        for path, lines in (
            (entries[added.language].label(added.language), added.label),
            (entries[added.language].path, added.value),
        ):
            with within(surface, *path):
                for placed in lines:
                    surface.line(placed.line, placed.x, placed.baseline)
