"""What an author may write in `blocks:`; one class for each block, in the order of the manual."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo

from briefgen.spec.fields import FactId, Line, Name, Reads, RelativePath, Switch, Whole, Words, mistake
from briefgen.spec.model import Placed


def _read_shown(value: object, info: ValidationInfo) -> Any:
    if value is True or (isinstance(value, str) and value in ("", "yes", "true")):
        return True
    raise mistake(
        "This block has no value of its own.", "Write its name alone; leave the block out if it is not wanted."
    )


Shown = Annotated[Literal[True], Reads(_read_shown, {"enum": [None, True, "yes", "true", ""]}, bool)]
"""Stands in blocks that are written as a bare word."""


class Block(Placed):
    """Be the part that all blocks share: an optional id that `{page:id}` can refer to."""

    id: Name | None = Field(default=None, description="A name by which {page:…} refers to this block.")


class FigureBlock(Block):
    """Be the part that all numbered figures share."""

    takeaway: Words = Field(description="The finding, as a sentence without a full stop; | is a permitted break.")
    note: Words | None = Field(default=None, description="A note under the figure.")


class PageBlock(Block):
    """Start a page with its title."""

    page: Words = Field(description="The page's title; | is a permitted break.")


class LeadBlock(Block):
    """Say what the page says, in one or two sentences."""

    lead: Words = Field(description="The lead; | is a permitted break.")


class FiguresBlock(Block):
    """Show up to three key figures as a strip."""

    figures: tuple[FactId, ...] = Field(min_length=1, max_length=3, description="Facts, in order.")
    note: Words | None = Field(default=None, description="A further note under the strip.")


class NumbersBlock(Block):
    """Show up to four plain counts as a strip."""

    numbers: tuple[FactId, ...] = Field(min_length=1, max_length=4, description="Facts, in order.")


class Row(Placed):
    """Hold a head and the text that belongs to it."""

    head: Words = Field(description="The head, without a full stop or colon.")
    text: Words = Field(description="The text.")


class MessagesBlock(Block):
    """Give three or four messages, each with a head on its own line."""

    messages: tuple[Row, ...] = Field(min_length=1, max_length=6, description="The messages.")
    label: Words | None = Field(default=None, description="The section label; default 要点 / Key messages.")


class NotesBlock(Block):
    """Explain the figures, each row with a run-in head."""

    notes: tuple[Row, ...] = Field(min_length=1, description="The rows.")
    label: Words | None = Field(
        default=None, description="The section label; default 数据说明 / How to read the figures."
    )


class MethodsBlock(Block):
    """Tell how the brief was made, each row with a run-in head."""

    methods: tuple[Row, ...] = Field(min_length=1, description="The rows.")
    label: Words | None = Field(default=None, description="The section label; default 方法 / Methods.")


class NoticeBlock(Block):
    """Show a sentence on a full-width bar."""

    notice: Words = Field(description="The sentence.")
    tone: Literal["neutral", "theme"] = Field(default="neutral", description="Grey, or the theme's tint.")


class FieldMapBlock(FigureBlock):
    """Draw a list of kinds by their state; the fact's value is a list whose items carry states."""

    field_map: FactId = Field(description="The fact.")
    labels: dict[Line, Words] = Field(default_factory=dict, description="For each state, the label of its row.")


class Cell(Placed):
    """Hold a cell of a frame."""

    name: Words = Field(description="The name in the cell.")
    subject: Switch = Field(default=False, description="Whether this cell is the brief's subject.")


class Group(Placed):
    """Hold a group of a frame; without cells it is a full-width bar."""

    head: Words = Field(description="The head of the group.")
    cells: tuple[Cell, ...] = Field(default=(), max_length=4, description="The cells, in order.")


class FrameBlock(FigureBlock):
    """Draw a frame with named groups, such as 1+4+6; only parts that the facts name."""

    frame: Words = Field(description="The name of the whole.")
    groups: tuple[Group, ...] = Field(min_length=1, description="The groups, in order.")
    facts: tuple[FactId, ...] = Field(
        min_length=1, description="The facts that name these parts; their sources are cited."
    )


class AimBlock(Block):
    """State an aim as a plan, not as a result."""

    aim: FactId = Field(description="The fact; its kind is aim, plan or target.")
    text: Words | None = Field(
        default=None, description="The aim in display form, | being a permitted break; default: the fact's value."
    )
    note: Words | None = Field(default=None, description="What must be known of the wording.")


class TableBlock(FigureBlock):
    """Show a table of data/, numbered apart from the figures; it may go on over several pages."""

    table: FactId = Field(description="The table.")
    columns: tuple[Name, ...] = Field(
        default=(), description="The columns to show, in order; the one that names the rows always leads. Default: all."
    )
    sort: Name | None = Field(
        default=None, description="The column by which rows are sorted, largest first; default: as given."
    )
    limit: Whole | None = Field(default=None, ge=1, description="How many rows to show, from the top.")
    subject: Name | None = Field(default=None, description="The id of the row that is the brief's subject.")
    unit_line: Words | None = Field(default=None, description="Measure, period, order.")
    notice: Words | None = Field(default=None, description="What the reader must not do with the numbers.")


class ImageBlock(FigureBlock):
    """Show a picture with caption, credit and rights."""

    image: RelativePath = Field(description="The file, relative to the project's folder: PNG or JPEG.")
    alt: Words = Field(description="What a person who cannot see the picture must know.")
    credit: Words = Field(description="Who made it.")
    rights: Words = Field(description="By what right it is printed.")


class SourcesBlock(Block):
    """List the sources that this brief cites."""

    sources: Shown = Field(default=True, description="Written as a bare word.")


class ContactBlock(Block):
    """Show the contact of the settings; left out where there is none."""

    contact: Shown = Field(default=True, description="Written as a bare word.")


class ContactBarBlock(Block):
    """Point to the contact on a full-width bar; left out where there is none."""

    contact_bar: Shown = Field(default=True, description="Written as a bare word.")


class ContentsBlock(Block):
    """List what the document holds, with the page of each part."""

    contents: Shown = Field(default=True, description="Written as a bare word.")


class PartsBlock(Block):
    """Say where the briefs stand that a brief binds."""

    parts: Shown = Field(default=True, description="Written as a bare word.")
