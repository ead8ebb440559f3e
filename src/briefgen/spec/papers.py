"""Papers that go with briefs, such as a letter or a programme, and their blocks; made in code, never by an author."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from briefgen.spec.blocks import Block
from briefgen.spec.brief import Brief
from briefgen.spec.fields import FactId, Switch, Words
from briefgen.spec.happenings import AgendaBlock
from briefgen.spec.model import HIDDEN, Placed
from briefgen.spec.reads import Reads, as_it_is, unseen

Hidden = Reads(as_it_is, unseen)


class Paper(Brief):
    """Be a brief without a cover, whose one title is its first heading and which has a code of its own."""

    code: Annotated[str, Hidden] = Field(
        validation_alias=f"{HIDDEN}code", exclude=True, description="What its feet say in place of an edition's code."
    )
    sample: Annotated[bool, Hidden] = Field(
        default=False, validation_alias=f"{HIDDEN}sample", exclude=True, description="Whether each page says sample."
    )
    small: Annotated[bool, Hidden] = Field(
        default=False, validation_alias=f"{HIDDEN}small", exclude=True, description="Whether its title is a letterhead."
    )
    kept: Annotated[bool, Hidden] = Field(
        default=False, validation_alias=f"{HIDDEN}kept", exclude=True, description="Whether it stays in the office."
    )

    @property
    def reader(self) -> Literal["external", "internal"]:
        """Return for whom facts are chosen: what stays in the office may print internal ones."""
        return "internal" if self.kept else self.audience


class LetterBlock(Block):
    """Set a letter: where and when, whom it addresses, what it says, what comes with it, whose it is."""

    dated: Words = Field(description="Place and date.")
    salutation: Words = Field(description="Whom it addresses, with the mark that ends it.")
    letter: tuple[Words, ...] = Field(min_length=1, description="The paragraphs.")
    enclosed: tuple[Words, ...] = Field(default=(), description="What comes with it, one text each.")
    closing: Words = Field(description="The words before the signature.")
    signature: tuple[Words, ...] = Field(min_length=1, description="Who signs: name, title, office; turned in Chinese.")


class DayBlock(AgendaBlock):
    """List the programme of one of several days, whose entries begin on one edge."""

    times: tuple[str, ...] = Field(default=(), description="The times of all days.")


class Point(Placed):
    """Hold an entry of a list; `remark` stands small below it."""

    head: Words | None = Field(default=None, description="The head.")
    text: Words | None = Field(default=None, description="The text.")
    remark: Words | None = Field(default=None, description="A remark in small letters.")


class PointsBlock(Block):
    """List people, asks or questions, each with its number."""

    points: tuple[Point, ...] = Field(min_length=1, description="The entries.")
    label: Words = Field(description="The section label.")
    close: Switch = Field(default=False, description="Whether each text stands beside its head, without rules.")


class Saying(Placed):
    """Hold a number to be said, and of what it is where its name does not tell that."""

    fact: FactId = Field(description="The fact.")
    of: dict[str, str] = Field(default_factory=dict, description="The subject, by language.")


class SayBlock(Block):
    """Show numbers to be said, each as it is written and as it is read out in Chinese and in English."""

    say: tuple[Saying, ...] = Field(min_length=1, description="The numbers, in order.")
    label: Words = Field(description="The section label.")


class GlossaryRow(Placed):
    """Hold what is said in Chinese and in English, by language, what belongs to it, and on which page it stands."""

    said: dict[str, str] = Field(description="The words or the number, by language.")
    about: dict[str, str] = Field(default_factory=dict, description="What it is, by language.")
    page: str = Field(default="", description="The page.")


class GlossaryBlock(Block):
    """Put Chinese and English side by side, whatever the languages of the paper are."""

    glossary: tuple[GlossaryRow, ...] = Field(min_length=1, description="The rows.")
    label: Words = Field(description="The section label.")
    note: Words | None = Field(default=None, description="A note under the table.")
    heads: tuple[Words, ...] = Field(min_length=2, max_length=3, description="Heads: words, what they are, page.")


class RecordRow(Placed):
    """Hold a label, and what it says in pairs of language and words, one below the other."""

    label: Words = Field(description="What is said.")
    said: tuple[tuple[str, str], ...] = Field(description="The words.")


class RecordBlock(Block):
    """List what is to be known of something, row by row; a QR code may stand beside."""

    rows: tuple[RecordRow, ...] = Field(min_length=1, description="The rows.")
    label: Words = Field(description="The section label.")
    code: str = Field(default="", description="What the QR code holds.")


class SignaturesBlock(Block):
    """Leave room for signatures: a row for each step, with columns to be filled in by hand."""

    signatures: tuple[Words, ...] = Field(min_length=1, description="The steps.")
    heads: tuple[Words, ...] = Field(min_length=2, description="Heads: the step, then what is filled in.")
    label: Words = Field(description="The section label.")
    note: Words | None = Field(default=None, description="What is to be done when all have signed.")
    close: Switch = Field(default=False, description="Whether rows are lower, where much stands above them.")
