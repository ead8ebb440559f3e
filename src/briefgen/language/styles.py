"""Where a text will stand, which decides how short it is."""

from __future__ import annotations

from typing import Literal

Style = Literal["sentence", "label", "table", "axis", "figure"]
"""Running text; a label in a picture; a cell of a table; along an axis; a figure that stands alone."""
