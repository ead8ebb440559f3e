"""The year of a bureau: 25 small briefs, 40 delegations whose people are invented, what its authors change and when.

What must come of it is reckoned by hand-written days and plain counting; nothing of briefgen is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

from month import BRIEF, DATA

SHANGHAI = timezone(timedelta(hours=8))
DAY = timedelta(days=1)


def at(*day: int) -> datetime:
    """Return ten in the morning of a day in Shanghai."""
    year, month, number = day
    return datetime(year, month, number, 2, tzinfo=UTC)


START, END = at(2026, 1, 1), datetime(2026, 12, 31, 12, tzinfo=UTC)

_OFF = [
    ("2026-01-01", 3), ("2026-02-15", 9), ("2026-04-04", 3), ("2026-05-01", 5), ("2026-06-19", 3), ("2026-09-25", 3),
    ("2026-10-01", 7),
]  # fmt: skip
"""Days off in 2026 by the notice of the State Council: the first of them, and how many."""
_WORKED = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
"""Weekends that are worked in their place."""
OFF = {date.fromisoformat(first) + number * DAY for first, count in _OFF for number in range(count)}
WORKED = {date.fromisoformat(day) for day in _WORKED}


def is_workday(day: date) -> bool:
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def workdays_before(day: date, count: int) -> date:
    while count:
        day -= DAY
        count -= is_workday(day)
    return day


def in_shanghai(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI).astimezone(UTC)


DAYS = [date(2026, 1, 1) + number * DAY for number in range(365)]
QUARTERS = [next(day for day in DAYS if day >= date(2026, month, 1) and is_workday(day)) for month in (1, 4, 7, 10)]
MONTH_ENDS = [max(day for day in DAYS if day.month == month and is_workday(day)) for month in range(1, 13)]
SUNDAYS = [day for day in DAYS if day.weekday() == 6]
SUMMER = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)
"""From when to when Berlin has summer time."""


def in_berlin(day: date) -> datetime:
    """Return the instant of 02:30: the first where there are two, that of the clock's jump where there is none."""
    winter = datetime.combine(day, time(1, 30), UTC)
    summer = winter - timedelta(hours=1)
    if SUMMER[0] <= summer < SUMMER[1]:
        return summer
    return SUMMER[0] if day == SUMMER[0].date() else winter


# What goes wrong, and from when to when.
AWAY = datetime(2026, 6, 20, 1, tzinfo=UTC), at(2026, 7, 21)
"""The computer is off."""
NO_MAIL = datetime(2026, 9, 8, 0, tzinfo=UTC), datetime(2026, 9, 10, 0, tzinfo=UTC)
BROKEN = at(2026, 3, 28), at(2026, 4, 4)
"""The file of b25 has a mistake."""
UNTIMED = at(2026, 8, 28), at(2026, 9, 4)
"""What the file of b01 says of its times is wrong."""
FADED, RENEWED = datetime(2026, 5, 31, 16, tzinfo=UTC), at(2026, 6, 8)
"""The figure of b24 is past its last day."""
FULL = datetime(2026, 5, 10, 0, tzinfo=UTC), datetime(2026, 5, 11, 0, tzinfo=UTC)
AHEAD, LEAP, BACK = at(2026, 11, 10), 3 * DAY, datetime(2026, 11, 10, 4, tzinfo=UTC)
"""The clock is put ahead at a moment, by so much, and is right again two hours later."""
COUNTS = {
    START: 401,
    at(2026, 1, 20): 402,
    at(2026, 4, 20): 403,
    at(2026, 7, 22): 404,
    at(2026, 10, 20): 405,
}
"""The quarterly figure, from when on."""
REWRITTEN = at(2026, 5, 8)
"""When b02 gets another sentence."""

BRIEFS = tuple(f"b{number:02}" for number in range(1, 26))
COUNTING = BRIEFS[:20]
"""The briefs that print the quarterly figure."""

SETTINGS = """\
issuer: {zh: 示例局, en: Sample Office}
series: {zh: 示例, en: Samples}
deliver:
  folder: out
  mail:
    server: 127.0.0.1
    port: PORT
    security: none
    sender: {name: {zh: 示例窗口, en: Sample desk}, address: desk@example.org}
schedule:
  operator: {address: ops@example.org, language: en}
  runs:
    - {id: quarter, when: 'first workday of quarter 06:00', build: all}
"""
OWN_TIMES = {"b01": "last workday of month 17:00", "b02": "{when: '30 2 * * 0', zone: Europe/Berlin}"}
DELEGATION = """\
delegation: NAME
sample: yes
name: {zh: 示例NUMBER代表团, en: Sample Delegation NUMBER}
short: {zh: 示例NUMBER团, en: Guests NUMBER}
arrival: ARRIVAL
departure: DEPARTURE
briefs: [BRIEF]
members:
  - name: {zh: 示例成员, en: Sample Member}
    leader: yes
programme:
  - {day: ARRIVAL, time: '18:30', head: {zh: 抵达, en: Arrival}}
RECIPIENTSchannels: [CHANNEL]
schedule:
SCHEDULE"""


@dataclass(frozen=True)
class Guest:
    """Hold a delegation: when it comes, which brief it is given, how, and to which addresses."""

    number: int
    brief: str

    @property
    def name(self) -> str:
        return f"d{self.number:02}"

    @property
    def arrival(self) -> date:
        return date(2026, 1, 12) + int((self.number - 1) * 8.6) * DAY

    @property
    def departure(self) -> date:
        return self.arrival + 2 * DAY

    @property
    def packed_before(self) -> bool:
        return self.number % 2 == 1

    @property
    def by_folder(self) -> bool:
        return self.number % 5 == 0

    @property
    def recipients(self) -> dict[str, str]:
        """Return id and address of each."""
        people = () if self.by_folder else ("office", "guide")[: 1 + self.number % 2]
        return {f"{self.name}-{who}": f"{who}.{self.name}@example.net" for who in people}

    @property
    def ends(self) -> list[str]:
        """Return what is reached, as reports name it."""
        if self.by_folder:
            return [f"{self.name}/{self.name}/folder"]
        return [f"{self.name}/{id}/mail" for id in self.recipients]

    @property
    def schedules(self) -> dict[str, datetime]:
        """Return the instant of each schedule of this delegation, by its id."""
        deliver = in_shanghai(workdays_before(self.arrival, 1), 9)
        if not self.packed_before:
            return {f"delegation:{self.name}:deliver:1": deliver}
        pack = in_shanghai(workdays_before(self.arrival, 3), 9)
        return {f"delegation:{self.name}:pack:1": pack, f"delegation:{self.name}:deliver:2": deliver}


SPECIAL = {11: "b25", 18: "b24"}
"""Delegations that get the brief which is broken, and the one whose figure is stale, just then."""
GUESTS = {
    guest.name: guest
    for guest in (Guest(number, SPECIAL.get(number, BRIEFS[(number - 1) % 23])) for number in range(1, 41))
}


def brief_of(name: str, text: str = "") -> str:
    """Return the file of a brief; `text` stands before its sentence."""
    told = {"zh": "示例产业NUMBER发展平稳。", "en": "Industry NUMBER goes on."}
    if name in COUNTING:
        told = {"zh": "示例数为{count}。", "en": "There are {count}."}
    if name == "b24":
        told = {"zh": "示例占比为{fading}。", "en": "The share is {fading}."}
    english = f"{text} {told['en']}".strip()
    made = BRIEF.replace("SAYS", told["zh"]).replace("TELLS", english).replace("NUMBER", str(int(name[1:])))
    return made + (f"schedule: {OWN_TIMES[name]}\n" if name in OWN_TIMES else "")


def delegation_of(guest: Guest) -> str:
    rows = "".join(
        f"  - {{id: {id}, name: {{zh: 示例联络人, en: Sample desk}}, language: en, address: {address}}}\n"
        for id, address in guest.recipients.items()
    )
    times = "  - {when: 3 workdays before arrival 09:00, do: pack}\n" if guest.packed_before else ""
    values = {
        "RECIPIENTS": f"recipients:\n{rows}" if rows else "",
        "CHANNEL": "folder" if guest.by_folder else "mail",
        "SCHEDULE": times + "  - {when: 1 workday before arrival 09:00, do: deliver}\n",
        "NAME": guest.name,
        "NUMBER": str(guest.number),
        "ARRIVAL": guest.arrival.isoformat(),
        "DEPARTURE": guest.departure.isoformat(),
        "BRIEF": guest.brief,
    }
    text = DELEGATION
    for key, value in values.items():
        text = text.replace(key, value)
    return text


def data_of(count: int, *, renewed: bool) -> str:
    text = DATA.replace("value: 481", f"value: {count}").replace("2026-10-31", "2026-05-31")
    return text.replace("2026-05-31", "2027-12-31").replace("value: 12", "value: 13") if renewed else text


def write_project(root: Path, port: int) -> None:
    """Write the project of the bureau as it is on the first day."""
    files = {
        "briefgen.yaml": SETTINGS.replace("PORT", str(port)),
        "data/sample.yaml": data_of(COUNTS[START], renewed=False),
        **{f"briefings/{name}.yaml": brief_of(name) for name in BRIEFS},
        **{f"data/delegations/{guest.name}.yaml": delegation_of(guest) for guest in GUESTS.values()},
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
