"""Field types of section files: periods, units, and texts that are printed as they stand."""

from __future__ import annotations

from typing import Annotated, Any, cast

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from briefgen.data.periods import parse_period, write_period
from briefgen.data.quantity import Period, Wording
from briefgen.errors import AuthorsMistakes
from briefgen.spec.fields import TEXTS_SCHEMA, Reads, mistake, mistakes, read_words
from briefgen.spec.frozen import Frozen
from briefgen.spec.text import Plain, Text, parse

_PERIOD_FORMS = "Write 2025, 2025-H1, 2025-Q3, 2020-06, 2020-06-15 or 2023/2025."
UNDATED = "undated"
UNITS = ("CNY", "percent", "times", "points", "bit/s", "W", "date")
"""The units that have a code; every other unit is a measure word in each language."""

_TIME = "[1-9][0-9]{3}(/[1-9][0-9]{3}|-H[12]|-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?"
_TIME_SCHEMA: dict[str, Any] = {
    "type": ["string", "integer"],
    "pattern": f"^{_TIME}$",
    "minimum": 1000,
    "maximum": 9999,
    "examples": ["2025", "2025-H1", "2025-Q3", "2020-06", "2020-06-15", "2023/2025"],
}


def read_wording(value: object, info: ValidationInfo) -> Wording:
    """Read a text in each language that is printed as it stands, without references, links or strong words."""
    if isinstance(value, Frozen):
        return cast("Wording", value)
    told: dict[str, str] = {}
    errors: list[PydanticCustomError] = []
    for language, text in read_words(value, info).items():
        try:
            told[language] = _literal(text)
        except PydanticCustomError as error:
            errors.append(error)
    if errors:
        raise mistakes(errors, value)
    return Frozen(told)


def read_unit(value: object, info: ValidationInfo) -> str | Wording:
    """Read a unit: one of UNITS, or a measure word in each language."""
    if not isinstance(value, str):
        wording = read_wording(value, info)
        for language, words in wording.items():
            forms = words.split("|")
            if len(forms) > 2 or not all(form.strip() for form in forms):
                hint = "Write field|fields: one form for 1, one for all other numbers; or one form alone."
                raise mistake(f'The measure word "{words}" in "{language}" has not one or two forms.', hint)
        return wording
    if value not in UNITS:
        hint = f"Known units: {', '.join(UNITS)}; what is counted has a measure word: {{zh: 个领域, en: fields}}."
        raise mistake(f'"{value}" is not a unit.', hint)
    return str(value)


def read_period(value: object, info: ValidationInfo) -> Period:
    """Read a period, such as 2025-H1."""
    if isinstance(value, Period):
        return value
    if not isinstance(value, str):
        raise mistake("A period is meant here.", "Write, for example, 2025-H1.")
    try:
        return parse_period(value)
    except ValueError as error:
        raise mistake(str(error), _PERIOD_FORMS) from None


def read_source_date(value: object, info: ValidationInfo) -> Period | None:
    """Read the date of a document, or that it has none."""
    if value is None or value == UNDATED:
        return None
    try:
        return read_period(value, info)
    except PydanticCustomError:
        hint = f"Write 2020-06-19, 2020-06 or 2020, or {UNDATED} where the document has no date."
        raise mistake(f'"{value}" is no date of a document.', hint) from None


def _literal(text: Text) -> str:
    try:
        pieces = parse(text)
    except AuthorsMistakes as found:
        problem = found.problems[0]
        raise mistake(problem.message, problem.hint, problem.place) from None
    literal = [piece.text for piece in pieces if isinstance(piece, Plain) and not piece.strong and not piece.link]
    if len(literal) < len(pieces):
        hint = "Write the words alone; references, links and ** belong in briefs, and a brace is written twice."
        raise mistake("A text in data/ cannot hold a reference, a link or **.", hint, text.place)
    return "".join(literal).strip()


def _write_date(date: Period | None) -> str:
    return write_period(date) if date else UNDATED


Told = Annotated[Wording, Reads(read_wording, TEXTS_SCHEMA, dict)]
"""A text in each language that is printed as it stands."""
Unit = Annotated[str | Wording, Reads(read_unit, {"anyOf": [{"enum": list(UNITS)}, TEXTS_SCHEMA]})]
"""A unit's code, or a measure word in each language."""
Time = Annotated[Period, Reads(read_period, _TIME_SCHEMA, write_period)]
"""A period or a point in time."""
SourceDate = Annotated[
    Period | None,
    Reads(read_source_date, {**_TIME_SCHEMA, "pattern": f"^({UNDATED}|{_TIME})$", "examples": [UNDATED]}, _write_date),
]
"""The date of a document, or that it has none."""
