"""Field types of the models: each turns what the reader found into a typed value or a plain sentence of refusal."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from briefgen.spec.text import Texts

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
FactId = Name
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
RelativePath = str
Words = Texts
"""A text in each language of the brief (the reader's scalars become `Text`, see `spec/text.py`)."""
