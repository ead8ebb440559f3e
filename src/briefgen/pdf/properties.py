"""What a file says about itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


@dataclass(frozen=True)
class Properties:
    """Hold the properties of a file; `date` is the edition's date, titles are by language in reading order."""

    title: Mapping[str, str]
    author: str
    subject: str
    keywords: str
    creator: str
    languages: tuple[str, ...]
    date: datetime.date

    @property
    def joined_title(self) -> str:
        """Return the titles of all languages as one line, each once."""
        titles = [self.title[language] for language in self.languages if language in self.title]
        return " · ".join(dict.fromkeys(titles or self.title.values()))


def without_controls(text: str) -> str:
    """Return a text without the characters that XML has no way to write.

    Properties stand in two places, one of them XML, and both have to say the same (ISO 19005-2, 6.6.3).
    """
    return text.translate(NOT_IN_XML)
