"""The forms in which authors write a value, each read into its type."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, ValidationInfo

from briefgen.data.periods import parse_day
from briefgen.data.quantity import Amount, Day, Item, Items, Missing, Phrase, Rank, Span, Value
from briefgen.data.written import Told, read_wording
from briefgen.spec import tree
from briefgen.spec.fields import NUMBER_PATTERN, TEXTS_SCHEMA, Exact, Reads, Whole, mistake, read_exact, read_name
from briefgen.spec.model import Placed
from briefgen.spec.schema_parts import number, scalar, told_apart

MISSING = "missing"
"""Written in place of a value that is awaited."""
FORMS = (
    "a number, {low: …, high: …}, {rank: …, of: …}, {list: […]}, {words: …}, a date where the unit is date, or missing"
)


def read_value(value: object, info: ValidationInfo) -> Value:
    """Read a value in any of its forms; a plain text is a date where the unit, which is read before, is `date`."""
    if isinstance(value, Amount | Span | Rank | Items | Phrase | Day | Missing):
        return value
    if isinstance(value, tree.Mapping):
        model = next((model for key, model in _MODELS.items() if key in value), None)
        if model is None:
            raise mistake("These keys are no form of a value.", f"Write {FORMS}.")
        return _typed(model.read(value, info))
    if isinstance(value, list):
        raise mistake("A value cannot be a bare list.", "Write {list: […]}.")
    if value == MISSING:
        return Missing()
    if info.data.get("unit") == "date":
        return _read_day(value)
    return Amount(read_exact(value, info))


def _read_day(value: object) -> Day:
    try:
        return parse_day(str(value))
    except ValueError as error:
        raise mistake(str(error), "Leave out the day, or day and month, where the source does.") from None


def _read_item(value: object, info: ValidationInfo) -> Item:
    if isinstance(value, Item):
        return value
    if not isinstance(value, tree.Mapping):
        raise mistake("An entry of a list has a text in each language.", "Write {zh: …, en: …}, and state: … if any.")
    words = tree.Mapping(value.place, flow=value.flow)
    words.update({key: below for key, below in value.items() if key != "state"})
    state = value.get(tree.Scalar("state"))
    return Item(read_wording(words, info), "" if state is None else str(read_name(state, info)))


_ITEM_SCHEMA: dict[str, Any] = {
    **TEXTS_SCHEMA,
    "properties": {
        **TEXTS_SCHEMA["properties"],
        "state": {"description": "Its state, such as strength, developing or preparing; for a field map.", **scalar()},
    },
}


class SpanForm(Placed):
    """Hold a range as written."""

    low: Exact = Field(description="The lower end: an exact decimal in base units.")
    high: Exact = Field(description="The upper end: larger than the lower.")


class RankForm(Placed):
    """Hold a place in a ranking as written."""

    rank: Annotated[Whole, Field(ge=1)] = Field(description="The place, 1 or more.")
    of: Told = Field(description="What it is a ranking of.")


class ListForm(Placed):
    """Hold a list as written."""

    list_: tuple[Annotated[Item, Reads(_read_item, _ITEM_SCHEMA)], ...] = Field(
        min_length=1, description="The entries in the order of the source, each with a text in each language."
    )


class WordsForm(Placed):
    """Hold a value that is words, as written."""

    words: Told = Field(description="The words.")


def _typed(form: SpanForm | RankForm | ListForm | WordsForm) -> Value:
    match form:
        case SpanForm():
            if form.low >= form.high:
                sentence = f"A range cannot go from {form.low} to {form.high}."
                raise mistake(sentence, "Write the smaller number as low.", form.place)
            return Span(form.low, form.high)
        case RankForm():
            return Rank(form.rank, form.of)
        case ListForm():
            if len({bool(item.state) for item in form.list_}) > 1:
                hint = "Give each entry a state, or none."
                raise mistake("Some entries of this list have a state and some have none.", hint, form.place)
            return Items(form.list_)
        case WordsForm():
            return Phrase(form.words)


_MODELS: dict[str, type[SpanForm] | type[RankForm] | type[ListForm] | type[WordsForm]] = {
    "low": SpanForm,
    "high": SpanForm,
    "rank": RankForm,
    "list": ListForm,
    "words": WordsForm,
}


_DAY = "[1-9][0-9]{3}(-[0-9]{2}){1,2}"


def _schema(handler: Any) -> dict[str, Any]:
    """Return the JSON schema of a value: a scalar, or the keys of one form."""
    forms: dict[str, dict[str, Any]] = {}
    for key, model in _MODELS.items():
        model.model_rebuild()
        form: dict[str, Any] = handler(model.__pydantic_core_schema__)
        forms[key] = {**form, "description": form["properties"][key]["description"]}
    plain = f"{NUMBER_PATTERN.pattern}|{_DAY}|{MISSING}"
    return {"anyOf": [number(plain), told_apart(forms, {"high": ("low",)})]}


Valued = Annotated[Value, Reads(read_value, _schema)]
"""A value in any of its forms."""
