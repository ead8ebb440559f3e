"""What a project may write of workdays, such as in `data/calendar.yaml`: the notices that its calendar rests on."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal, cast

from pydantic import Field, ValidationInfo, model_validator

from briefgen.spec.fields import Date, Line, Whole, mistake, read_date
from briefgen.spec.model import Placed
from briefgen.spec.reads import Reads
from briefgen.spec.tree import Scalar, place_of

LONGEST = 15
"""Days that a range may have: no notice ever had longer holidays, and a longer one is a slip."""
FIRST, LAST = 2000, 2100
_TO = re.compile(r"\s+to\s+|\s*[–—]\s*")
_HINT = "Write a day such as 2027-02-05, or a range such as 2027-02-05 to 2027-02-11."

Spell = tuple[datetime.date, datetime.date]


def _read_spell(value: object, info: ValidationInfo) -> Spell:
    """Read a day, or the first and the last day of a range."""
    if isinstance(value, tuple):
        return cast("Spell", value)
    if not isinstance(value, str) or not value.strip():
        raise mistake("A day is meant here.", _HINT)
    place = place_of(value)
    parts = _TO.split(value.strip())
    if len(parts) > 2:
        raise mistake("This is no range of days.", _HINT)
    begin, end = (read_date(Scalar(part, place), info) for part in (parts[0], parts[-1]))
    if len(parts) == 2 and end <= begin:
        raise mistake("This range ends before it begins.", _HINT)
    if (end - begin).days >= LONGEST:
        raise mistake(f"This range has more than {LONGEST} days.", "Look at its months; write long ones in two parts.")
    return begin, end


def _written(spell: Spell) -> str:
    return str(spell[0]) if spell[0] == spell[1] else f"{spell[0]} to {spell[1]}"


_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
DaysOff = Annotated[Any, Reads(_read_spell, {"type": "string", "pattern": f"^{_DAY}(( to |–){_DAY})?$"}, _written)]
"""A day, or a range of days: the first and the last."""


class Year(Placed):
    """Hold what a notice says of a year."""

    year: Whole = Field(ge=FIRST, le=LAST, description="The year.")
    source: Line = Field(description="The title of the notice.")
    dated: Date = Field(description="The day of the notice.")
    holidays: tuple[DaysOff, ...] = Field(
        min_length=1, description="The days off, days or ranges; weekends among them may be named or not."
    )
    workdays: tuple[Date, ...] = Field(default=(), description="The Saturdays and Sundays that are worked.")

    @property
    def off(self) -> frozenset[datetime.date]:
        """Return all days off, those of ranges too."""
        one = datetime.timedelta(days=1)
        return frozenset(begin + count * one for begin, end in self.holidays for count in range((end - begin).days + 1))

    @model_validator(mode="after")
    def _makes_sense(self) -> Year:
        if self.dated.year > self.year:
            raise mistake("This notice is later than its year.", "Look at year and dated.", self.place)
        off: set[datetime.date] = set()
        for spell in self.holidays:
            days = {spell[0], spell[1]}
            if not all(self._may_name(day) for day in days):
                hint = f"A notice for {self.year} names its days, and those of the December before."
                raise mistake(f"{_written(spell)} does not lie in {self.year}.", hint, self.place)
            if days & off:
                raise mistake(f"{_written(spell)} stands here twice.", "Write each day once.", self.place)
            off |= Year.model_construct(holidays=(spell,)).off
        worked: set[datetime.date] = set()
        for day in self.workdays:
            if not self._may_name(day):
                hint = f"A notice for {self.year} names its days, and those of the December before."
                raise mistake(f"{day} does not lie in {self.year}.", hint, self.place)
            if day.weekday() < 5:
                sentence = f"{day} is no Saturday or Sunday: it is worked anyhow."
                raise mistake(sentence, "Look at the date; name the worked weekends alone.", self.place)
            if day in off:
                raise mistake(f"{day} is a day off above.", "Keep it in one of the two lists.", self.place)
            if day in worked:
                raise mistake(f"{day} stands here twice.", "Write each day once.", self.place)
            worked.add(day)
        return self

    def _may_name(self, day: datetime.date) -> bool:
        return day.year == self.year or (day.year == self.year - 1 and day.month == 12)


class CalendarFile(Placed):
    """Hold a project's calendar of workdays as written."""

    extends: Literal["china", "none"] = Field(
        default="china", description="What is asked for other years: china, or none: no other year is known."
    )
    years: tuple[Year, ...] = Field(min_length=1, description="The years, one entry for each.")

    @model_validator(mode="after")
    def _each_year_once(self) -> CalendarFile:
        for index, year in enumerate(self.years):
            if any(year.year == other.year for other in self.years[:index]):
                raise mistake(f"The year {year.year} stands here twice.", "Keep the newer notice.", year.place)
        return self


MODELS = (CalendarFile, Year)
"""All that a calendar is made of."""
