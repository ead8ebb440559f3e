"""What makes a copy of a finished brief personal, set for its cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.errors import NOWHERE, AuthorsMistakes, Place, Problem
from briefgen.language.words import say
from briefgen.layout.blocks.cover import slot_on_cover
from briefgen.layout.blocks.cover_small import slot_on_small_cover
from briefgen.layout.blocks.receiver import Slot, set_receiver
from briefgen.layout.context import Context
from briefgen.pdf.personal.parts import Parts, Placed
from briefgen.theme.tokens import MM
from briefgen.typeset.faces import FaceSet
from briefgen.typeset.glyphs import Run
from briefgen.typeset.paragraph import typeset

GAP = 1.2 * MM


@dataclass(frozen=True)
class Personal:
    """Say whose copy it is: 16 hex digits, and for whom it is prepared, as plain words by language.

    `prepared_for` has all languages of the edition, or is empty for a copy without the line. `places`: where the words
    stand in an author's file. `visible`: whether the copy id is printed, too, at the foot of the cover.
    """

    copy_id: str
    prepared_for: Mapping[str, str]
    visible: bool = False
    places: Mapping[str, Place] = field(default_factory=dict[str, Place])


def slot_of(context: Context) -> Slot:
    """Return where the line stands on the cover of an edition."""
    return slot_on_small_cover(context) if context.geometry.piled else slot_on_cover(context)


def set_parts(slot: Slot, personal: Personal, faces: FaceSet) -> Parts:
    """Set what is added to a copy.

    Raises AuthorsMistakes for a language without words, for a character that no face has, and for words that have no
    room.
    """
    words = personal.prepared_for
    places = {language: personal.places.get(language, NOWHERE) for language in slot.labels}
    entries = ()
    if words:
        _refuse(words, places, faces)
        runs = {language: (Run(words[language]),) for language in slot.labels}
        entries = set_receiver(slot, runs, places, faces).entries
    shown = tuple(_copy_line(slot, personal.copy_id, faces)) if personal.visible else ()
    return Parts(entries, slot.at, personal.copy_id, shown)


def copy_words(personal: Personal, languages: tuple[str, ...]) -> str:
    """Return what the foot of the cover says where the copy id is printed."""
    return " ".join((*(say("copy", language) for language in languages), personal.copy_id))


def _copy_line(slot: Slot, copy_id: str, faces: FaceSet) -> list[Placed]:
    """Set the copy id behind its name in each language, in the letters of the last."""
    found: list[Placed] = []
    x = slot.foot_x
    *_, last = slot.labels
    for language, text in (*((language, say("copy", language)) for language in slot.labels), (last, copy_id)):
        (line,) = typeset((Run(text),), slot.label_styles[language], faces).lines(slot.width)
        found.append(Placed(line, x, slot.foot))
        x += line.width + GAP
    return found


def _refuse(words: Mapping[str, str], places: Mapping[str, Place], faces: FaceSet) -> None:
    problems: list[Problem] = []
    for language, place in places.items():
        text = words.get(language, "").strip()
        if not text:
            message = f"It is not said in {language} for whom the copy is prepared."
            problems.append(Problem(place, message, "Write it in every language of the edition."))
        problems += [
            Problem(
                place,
                f"No font has the character {character} (U+{ord(character):04X}) of “{text}”.",
                "Write the name as a Chinese or Latin document would.",
            )
            for character in faces.missing(text)
        ]
    if problems:
        raise AuthorsMistakes(problems)
