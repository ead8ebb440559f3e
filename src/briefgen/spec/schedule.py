"""What `schedule:` may say in briefgen.yaml, in a brief and in a delegation: what is done when."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal, cast
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, model_validator

from briefgen.spec.addresses import Email
from briefgen.spec.ages import Age, MaxAge, parse_age
from briefgen.spec.fields import Language, Line, Name, Whole, mistake, read_line, read_name, read_path
from briefgen.spec.model import Placed
from briefgen.spec.nearest import nearest
from briefgen.spec.reads import Reads
from briefgen.spec.schema_parts import scalar
from briefgen.spec.spans import SPAN_SCHEMA, Span, read_span, written_span
from briefgen.spec.tree import Mapping, Scalar, place_of
from briefgen.spec.when import OnChange, Trigger, Unreadable, Visit, parse_when

ZONE = "Asia/Shanghai"
"""The time zone of a project that names none."""
CALENDARS = ("china", "none")
"""Calendars that need no file: the days off of China, or Monday to Friday."""
ALL = "all"
LONGEST_JITTER = datetime.timedelta(hours=6)
_ZONE = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")
_EDITIONS = re.compile(r"([1-9][0-9]{0,3}) editions?")

Do = Literal["pack", "deliver"]
PassedGate = Literal["embargo", "stale", "gap", "language", "approval"]
"""The gates that a schedule may name; nobody lets pass unattended what was not verified."""
ByChannel = Literal["folder", "mail", "messenger", "s3"]


def _read_when(value: object, info: ValidationInfo) -> Any:
    if not isinstance(value, str):
        if isinstance(value, Trigger):
            return value
        raise mistake("A time is meant here, not a list or keys.", "Write it like workdays 06:00.")
    if not value.strip():
        raise mistake("It is not said when.", "Write it like workdays 06:00.")
    try:
        return parse_when(value)
    except Unreadable as found:
        place = value.at(found.offset) if isinstance(value, Scalar) else place_of(value)
        raise mistake(found.sentence, found.hint, place) from None


def _read_own_when(value: object, info: ValidationInfo) -> Any:
    """Read when something is due that has no visit."""
    found = _read_when(value, info)
    if isinstance(found, Visit):
        hint = "Write this into the file of a delegation, or a time such as workdays 06:00."
        raise mistake("Only a delegation has an arrival and a departure.", hint)
    return found


def _read_zone(value: object, info: ValidationInfo) -> str:
    text = read_line(value, info)
    if not _ZONE.fullmatch(text) or not _is_zone(text):
        from zoneinfo import available_timezones

        close = nearest(text, sorted(available_timezones())) if len(text) <= 40 else ""
        hint = close if close.startswith("Did") else "Write a name of the time zone database, such as Asia/Shanghai."
        raise mistake("This is no time zone.", hint)
    return text


def _is_zone(text: str) -> bool:
    try:
        ZoneInfo(text)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _read_calendar(value: object, info: ValidationInfo) -> str:
    text = read_line(value, info)
    if text in CALENDARS:
        return text
    if not text.endswith(".yaml"):
        hint = "Write china, none (Monday to Friday), or a file of the project such as data/calendar.yaml."
        raise mistake("This is no calendar of workdays.", hint)
    return read_path(text, info)


def _read_jitter(value: object, info: ValidationInfo) -> datetime.timedelta:
    span = read_span(value, info)
    if span > LONGEST_JITTER:
        raise mistake("Runs can be spread over 6 hours at most.", "Write it like 5 minutes.")
    return span


def _read_editions(value: object, info: ValidationInfo) -> Any:
    """Read how many editions are kept, or how long."""
    if isinstance(value, int | Age) and not isinstance(value, bool):
        return value
    try:
        return parse_keep(value if isinstance(value, str) else "")
    except ValueError:
        raise mistake("This does not say how much is kept.", "Write it like 12 editions or 90 days.") from None


def parse_keep(text: str) -> int | Age:
    """Read how many editions are kept, or for how long; raise ValueError where the text does not say it."""
    found = _EDITIONS.fullmatch(" ".join(text.split()))
    return int(found[1]) if found else parse_age(text)


def _written_editions(value: int | Age) -> str:
    return str(value) if isinstance(value, Age) else f"{value} edition{'' if value == 1 else 's'}"


def _read_build(value: object, info: ValidationInfo) -> tuple[str, ...]:
    """Read what is built: all, one name, or a list of names of briefs, kinds and tags."""
    if isinstance(value, tuple):
        return cast("tuple[str, ...]", value)
    names = cast("list[object]", value) if isinstance(value, list) else [value]
    if not names:
        raise mistake("It is not said what is built.", "Write all, or names of briefs, kinds or tags.")
    read: list[str] = []
    for name in names:
        text = read_name(name, info)
        if text in read or (text == ALL and len(names) > 1):
            said = "all names every brief" if text == ALL else "a name stands here twice"
            raise mistake(f"In this list, {said}.", "Use each once, or write all alone.", place_of(name))
        read.append(text)
    return tuple(read)


_NAME: dict[str, Any] = scalar("^[a-z0-9]+(-[a-z0-9]+)*$")
When = Annotated[Any, Reads(_read_when, scalar(), str)]
"""When something of a delegation is due: a `spec.when.Trigger`."""
OwnWhen = Annotated[Any, Reads(_read_own_when, scalar(), str)]
"""When something is due that has no visit: a `spec.when.Trigger`."""
Zone = Annotated[str, Reads(_read_zone, scalar(f"^{_ZONE.pattern}$"), str)]
"""A name of the time zone database (IANA)."""
Jitter = Annotated[datetime.timedelta, Reads(_read_jitter, SPAN_SCHEMA, written_span)]
"""A length of time that runs are spread over."""
Editions = Annotated[
    int | Age,
    Reads(
        _read_editions,
        {"type": "string", "pattern": "^[1-9][0-9]{0,3} (edition|day|week|month|year)s?$"},
        _written_editions,
    ),
]
"""How much is kept of finished editions: a number of them, or an age."""


class Operator(Placed):
    """Say who hears of failures."""

    address: Email = Field(description="The e-mail address.")
    language: Language = Field(default="zh", description="The language of messages: zh or en.")


class Keep(Placed):
    """Say how long things are kept that runs leave; delivered editions always are."""

    editions: Whole = Field(default=12, ge=1, le=9999, description="How many editions of each brief.")
    logs: MaxAge = Field(default=Age(90, "days"), description="How long logs and reports of runs.")
    pictures: MaxAge = Field(default=Age(90, "days"), description="How long pictures that no build used since.")
    runs: MaxAge = Field(default=Age(2, "years"), description="How long the records of runs, for `schedule history`.")


class Run(Placed):
    """Build several briefs at a time of their own."""

    id: Name = Field(description="An id of your choice; the history knows the run by it.")
    when: OwnWhen = Field(description="When, such as workdays 06:00.")
    build: Annotated[
        tuple[str, ...], Reads(_read_build, {"anyOf": [_NAME, {"type": "array", "items": _NAME, "minItems": 1}]}, list)
    ] = Field(description="all, or names of briefs, kinds (industry, topic, event, visit) or tags.")
    zone: Zone | None = Field(default=None, description="The time zone; default: that of the project.")
    jitter: Jitter | None = Field(default=None, description="Over what time runs are spread, such as 5 minutes.")


class ProjectSchedule(Placed):
    """Hold what all schedules of a project share, and runs of several briefs."""

    zone: Zone = Field(default=ZONE, description="The time zone of all schedules that name none.")
    calendar: Annotated[str, Reads(_read_calendar, scalar(), str)] = Field(
        default="china",
        description="What workdays are: china, none (Monday to Friday), or a file such as data/calendar.yaml.",
    )
    operator: Operator | None = Field(default=None, description="Who hears of failures.")
    silence: Span = Field(
        default=datetime.timedelta(minutes=15),
        description="A run that tells nothing for longer is ended, and has failed.",
    )
    heartbeat: Span = Field(
        default=datetime.timedelta(hours=26),
        description="Where nothing looked at the schedules for longer, `schedule status` fails.",
    )
    keep: Keep = Field(default_factory=Keep, description="How long things are kept that runs leave.")
    runs: tuple[Run, ...] = Field(default=(), description="Runs that build several briefs.")

    @model_validator(mode="after")
    def _each_id_once(self) -> ProjectSchedule:
        for index, run in enumerate(self.runs):
            if any(run.id == other.id for other in self.runs[:index]):
                raise mistake("Two runs have this id.", "Give each run an id of its own.", place_of(run.id, run.place))
        return self


class BriefSchedule(Placed):
    """Build this brief at a time of its own."""

    when: OwnWhen = Field(description="When it is built, such as first workday of quarter 06:00.")
    zone: Zone | None = Field(default=None, description="The time zone; default: that of the project.")
    jitter: Jitter | None = Field(default=None, description="Over what time runs are spread, such as 5 minutes.")
    keep: Editions | None = Field(
        default=None, description="What is kept of its editions: 12 editions, 90 days; default: as the project says."
    )


class Passing(Placed):
    """Let the pack pass gates that hold it back, by name; it is recorded in the ledger each time."""

    gates: tuple[PassedGate, ...] = Field(
        min_length=1, description="Which gates: embargo, stale, gap, language, approval."
    )
    reason: Line = Field(description="Why the pack may pass them.")
    by: Line = Field(description="Who decided that.")


class VisitSchedule(Placed):
    """Make or send the pack of a delegation at a time of its own."""

    when: When = Field(description="When, such as 3 workdays before arrival 09:00.")
    do: Do = Field(default="pack", description="What is done: pack, or deliver.")
    channels: tuple[ByChannel, ...] = Field(
        default=(), description="By which channels it is delivered; default: those of the delegation."
    )
    override: Passing | None = Field(
        default=None, description="Which gates somebody lets this pack pass unattended, why, and who that is."
    )
    zone: Zone | None = Field(default=None, description="The time zone; default: that of the project.")
    jitter: Jitter | None = Field(default=None, description="Over what time runs are spread, such as 5 minutes.")

    @model_validator(mode="after")
    def _channels_deliver(self) -> VisitSchedule:
        place = place_of(self.channels[0], self.place) if self.channels else self.place
        if self.channels and self.do == "pack":
            raise mistake("A pack that is only made goes by no channel.", "Delete channels, or add do: deliver.", place)
        if len(set(self.channels)) < len(self.channels):
            raise mistake("A channel stands here twice.", "Use each once.", place)
        if self.do == "deliver" and isinstance(self.when, OnChange):
            hint = "Write a time, such as 1 workday before arrival 09:00, for deliver; pack may be on change."
            raise mistake("What is sent to others is not sent on each change.", hint)
        return self


def opened(value: object) -> object:
    """Return the keys that a text alone stands for."""
    if not isinstance(value, Scalar):
        return value
    keys = Mapping(value.place)
    keys[Scalar("when", value.place)] = value
    return keys


def _read_brief_schedule(value: object, info: ValidationInfo) -> Any:
    return BriefSchedule.read(opened(value), info)


def _read_visit_schedule(value: object, info: ValidationInfo) -> Any:
    return VisitSchedule.read(opened(value), info)


def _or_text(model: type[Placed]) -> Any:
    def schema(handler: Any) -> dict[str, Any]:
        model.model_rebuild()
        return {"anyOf": [scalar(), handler(model.__pydantic_core_schema__)]}

    return schema


OfBrief = Annotated[BriefSchedule, Reads(_read_brief_schedule, _or_text(BriefSchedule))]
"""When a brief is built: words alone, or keys."""
OfVisit = Annotated[VisitSchedule, Reads(_read_visit_schedule, _or_text(VisitSchedule))]
MODELS = (ProjectSchedule, Operator, Keep, Run, BriefSchedule, VisitSchedule, Passing)
"""All that a schedule is made of."""
