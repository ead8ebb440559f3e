"""What an author may write of a delegation: who comes when, what they are given, and who it is sent to."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, ValidationInfo

from briefgen.spec.addresses import fault_of_address
from briefgen.spec.fields import Date, Language, Line, Name, RelativePath, Switch, Words, mistake, read_line
from briefgen.spec.hours import Hours, span_of
from briefgen.spec.model import Placed
from briefgen.spec.names import PATH_MARKS, Names, ShortNames, Title
from briefgen.spec.reads import Reads
from briefgen.spec.schedule import OfVisit, Passing, VisitSchedule
from briefgen.spec.schema_parts import scalar

LANGUAGES = ("zh", "en")
"""The languages of a delegation that names none."""
Channel = Literal["folder", "mail", "messenger", "s3"]
Edition = Literal["a4", "office", "phone", "print"]
EDITIONS: tuple[Edition, ...] = get_args(Edition)
Part = Literal["members", "hosts", "programme", "recipients"]


def _read_address(value: object, info: ValidationInfo) -> str:
    """Read where something is sent: an e-mail address where it has an @, else the name in a messenger."""
    if not isinstance(value, str) or not value.strip():
        raise mistake("An address is meant here.", "Write it like desk@example.org.")
    text = str(value) if "@" in value else read_line(value, info)
    fault = fault_of_address(text) if "@" in text else _fault_of_alias(text)
    if fault:
        raise mistake(*fault)
    return value


def _fault_of_alias(text: str) -> tuple[str, str] | None:
    if not text.isprintable():
        return "The address holds a line end or another control character.", "Delete it."
    if PATH_MARKS.search(text):
        return "The address holds a mark that it cannot hold.", "Write an e-mail address, or the name in a messenger."
    return None


class Member(Placed):
    """Name a person; the order is that in which people are named everywhere."""

    name: Names = Field(description="The person's name, literal, in each language.")
    title: Title | None = Field(default=None, description="The person's title or office.")
    leader: Switch = Field(default=False, description="Whether this person leads the delegation, or the hosts.")


class Stop(Placed):
    """Hold an entry of the programme."""

    day: Date = Field(description="The day, from arrival to departure: 2026-11-20.")
    time: Hours | None = Field(default=None, description="The time, such as '09:30' or '09:30–10:15'.")
    head: Words = Field(description="What takes place.")
    text: Words | None = Field(default=None, description="A further line.")
    location: Words | None = Field(default=None, description="Where.")

    @property
    def starts(self) -> datetime.time | None:
        """Return when it begins, where that is known."""
        return span_of(self.time)[0] if self.time else None

    @property
    def ends(self) -> datetime.time | None:
        """Return when it ends, where that is known."""
        return span_of(self.time)[1] if self.time else None


class Omission(Placed):
    """Leave a block out of a brief, for this delegation alone."""

    brief: Name = Field(description="The brief, by name.")
    block: Name = Field(description="The block, by its id.")


class Insertion(Placed):
    """Put a text into a brief, for this delegation alone."""

    brief: Name = Field(description="The brief, by name.")
    after: Name = Field(description="The block that it follows, by its id.")
    head: Words = Field(description="The head.")
    text: Words = Field(description="The text; it may refer to facts of the brief's sections.")


class Question(Placed):
    """Hold a question that is likely to be asked, and what may be answered."""

    question: Words = Field(description="The question.")
    answer: Words = Field(description="The answer.")
    cleared_by: Line | None = Field(
        default=None, description="The office that cleared the answer: its Chinese name / its English one."
    )


class Talking(Placed):
    """Hold what the leader of the hosts is to say; internal, never part of what is handed over."""

    asks: tuple[Words, ...] = Field(default=(), description="What to ask for, one text each.")
    questions: tuple[Question, ...] = Field(default=(), description="Questions that are likely, with answers.")


class Letter(Placed):
    """Hold what the covering letter says; what is left out is said in plain words of ours."""

    at: Title | None = Field(default=None, description="The place where it is written, which stands before the date.")
    salutation: Words | None = Field(default=None, description="Whom it addresses, with the mark that ends it.")
    text: tuple[Words, ...] = Field(default=(), max_length=8, description="The paragraphs, one text each.")
    closing: Words | None = Field(default=None, description="The words before the signature.")
    signed: tuple[Title, ...] = Field(
        default=(), max_length=3, description="Who signs, name and office; the issuer stands below."
    )


class Recipient(Placed):
    """Hold to whom the pack is sent, where and in which language."""

    id: Name = Field(description="An id of your choice; the ledger and logs know the recipient by it.")
    name: Names = Field(description="The name of the person or office, literal, in each language.")
    address: Annotated[str, Reads(_read_address, scalar(), str)] | None = Field(
        default=None, description="The e-mail address, needed for mail; for messenger alone, the name there."
    )
    language: Language = Field(description="The language in which the recipient is written to.")
    channels: tuple[Channel, ...] = Field(
        default=(), description="How it is sent: folder, mail, messenger, s3; default: the delegation's channels."
    )


class RowsFrom(Placed):
    """Hold a table file of people, programme and recipients, as a delegation names it."""

    file: RelativePath = Field(description="The table file, a path in data/delegations/: CSV or .xlsx.")
    sheet: Line = Field(default="", description="The sheet of a workbook; default: the only one that it shows.")
    part: Part | None = Field(
        default=None,
        description="What all rows are: members, hosts, programme, recipients; default: the column `part` tells.",
    )
    delimiter: Line = Field(
        default="", description="What parts the cells of a CSV file: , ; | or tab; default: found out."
    )
    encoding: Line = Field(default="", description="The encoding of a CSV file: utf-8 or gb18030; default: found out.")


def _read_rows_from(value: object, info: ValidationInfo) -> RowsFrom:
    """Read an entry of `rows-from`: a path, or keys with more about the file."""
    from briefgen.spec.tree import Mapping, Scalar

    if not isinstance(value, Scalar):
        return RowsFrom.read(value, info)
    keys = Mapping(value.place)
    keys[Scalar("file", value.place)] = value
    return RowsFrom.read(keys, info)


def _rows_from_schema(handler: Any) -> dict[str, Any]:
    RowsFrom.model_rebuild()
    return {"anyOf": [scalar(), handler(RowsFrom.__pydantic_core_schema__)]}


class Delegation(Placed):
    """Hold one delegation as written; rows of table files stand behind those of the file itself."""

    delegation: Name = Field(description="The name of the delegation, equal to the file's.")
    sample: Switch = Field(
        default=False, description="yes where it is invented to show how it is done; every paper then says so."
    )
    name: Names = Field(description="The name of the delegation, as papers print it.")
    short: ShortNames = Field(description="A short name for names of files.")
    country: Title | None = Field(default=None, description="Where it comes from.")
    languages: tuple[Language, ...] = Field(
        default=LANGUAGES, min_length=1, max_length=2, description="The languages of its briefs, the leading one first."
    )
    edition: Edition = Field(default="a4", description="The edition of its briefs: a4, office, phone, print.")
    arrival: Date = Field(description="The first day of the visit.")
    departure: Date = Field(description="The last day of the visit.")
    embargo: Date | None = Field(default=None, description="The day before which nothing is packed or sent.")
    briefs: tuple[Name, ...] = Field(
        min_length=1,
        description="The briefs that it is given, by name, by kind (industry, topic, event, visit) or by tag.",
    )
    omit: tuple[Omission, ...] = Field(default=(), description="Blocks that are left out of its briefs.")
    insert: tuple[Insertion, ...] = Field(default=(), description="Texts that are put into its briefs.")
    members: tuple[Member, ...] = Field(default=(), description="Its members, in order of rank.")
    hosts: tuple[Member, ...] = Field(default=(), description="Those who receive it, in order of rank.")
    programme: tuple[Stop, ...] = Field(default=(), description="The programme, in order of time.")
    talking: Talking = Field(
        default_factory=Talking, description="What the leader of the hosts is to say; for the internal sheet alone."
    )
    letter: Letter | None = Field(default=None, description="What the covering letter says.")
    recipients: tuple[Recipient, ...] = Field(default=(), description="To whom the pack is sent.")
    channels: tuple[Channel, ...] = Field(
        default=("folder",), description="How the pack goes out, to recipients too that name no channels of their own."
    )
    schedule: tuple[OfVisit, ...] = Field(default=(), description="When its pack is made and sent by itself.")
    rows_from: tuple[Annotated[RowsFrom, Reads(_read_rows_from, _rows_from_schema)], ...] = Field(
        default=(), description="Table files that hold members, hosts, programme and recipients."
    )

    @property
    def leader(self) -> Member | None:
        """Return the member who leads the delegation, where one is named."""
        return next((member for member in self.members if member.leader), None)

    def channels_of(self, recipient: Recipient) -> tuple[Channel, ...]:
        """Return how the pack goes to a recipient."""
        return recipient.channels or self.channels


MODELS = (
    Delegation, Member, Stop, Omission, Insertion, Talking, Question, Letter, Recipient, RowsFrom, VisitSchedule,
    Passing,
)  # fmt: skip
"""All that a delegation is made of."""
