"""How a field is read by a function of ours, and the errors that such a function raises."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError, PydanticOmit, core_schema

from briefgen.errors import NOWHERE, Place


@dataclass(frozen=True)
class Reads:
    """Tell pydantic which function reads a field.

    With a `schema` the function's result is the field's value, limits such as ge are not applied, and `schema` is the
    field's JSON schema, or makes it with pydantic's schema handler. Without, pydantic goes on with what the function
    returned, in the way of the field's type, and `seen` replaces parts of that type's JSON schema. `write` gives the
    plain form of a value.
    """

    read: Callable[[Any, ValidationInfo], Any]
    schema: dict[str, Any] | Callable[[Any], dict[str, Any]] | None = field(default=None, hash=False)
    write: Callable[[Any], Any] | None = None
    seen: dict[str, Any] | None = field(default=None, hash=False)

    def __get_pydantic_core_schema__(
        self, source: type, handler: Callable[[type], core_schema.CoreSchema]
    ) -> core_schema.CoreSchema:
        """Return pydantic's schema of the field."""
        if self.schema is None:
            return core_schema.with_info_before_validator_function(self.read, handler(source))
        written = core_schema.plain_serializer_function_ser_schema(self.write) if self.write else None
        return core_schema.with_info_plain_validator_function(self.read, serialization=written)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: Callable[[core_schema.CoreSchema], dict[str, Any]]
    ) -> dict[str, Any]:
        """Return the JSON schema of the field."""
        if self.schema is None:
            return {**handler(schema), **(self.seen or {})}
        return self.schema(handler) if callable(self.schema) else deepcopy(self.schema)


def mistake(sentence: str, hint: str = "", place: Place = NOWHERE) -> PydanticCustomError:
    """Make the error that a field type raises; without a place, the place of the value is told."""
    return PydanticCustomError("mistake", "{sentence}", {"sentence": sentence, "hint": hint, "place": place})


def mistakes(errors: list[PydanticCustomError], value: object) -> ValidationError:
    """Join several errors of one field into one exception."""
    return ValidationError.from_exception_data(
        "field", [{"type": error, "loc": (), "input": value} for error in errors]
    )


def unseen(handler: object) -> dict[str, Any]:
    """Be the JSON schema of a field that authors cannot write: none."""
    raise PydanticOmit


def as_it_is(value: object, info: ValidationInfo) -> Any:
    """Read a value that only code gives."""
    return value
