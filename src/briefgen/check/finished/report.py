"""What was found in a finished file."""

from __future__ import annotations

from dataclasses import dataclass, field

LOCKED = "file-unlocked"
"""The rule that a file breaks which the password does not open: nothing can be said of what it holds."""
TOO_LARGE = "too-large"
"""The rule that a file breaks which would take more memory or time than any honest file asks for."""


@dataclass(frozen=True, order=True)
class Finding:
    """Tell one thing that is wrong: by which rule, in a plain sentence, on which page (from 1; 0: all) and where.

    `rule` is a number of the Matterhorn Protocol 1.1 ("13-004"), a clause ("ISO 19005-2, 6.3.2") or a rule of
    briefgen's own ("links-resolve"). `where` is the path of an element, such as "Document/Sect[2]/Table/TR[3]/TH".
    `hint` is the next step of whoever owns the file.
    """

    rule: str
    message: str
    page: int = 0
    where: str = ""
    hint: str = field(default="", compare=False)

    def __str__(self) -> str:
        place = [*([f"page {self.page}"] if self.page else []), *([self.where] if self.where else [])]
        return f"{self.rule}: {self.message}" + (f" ({', '.join(place)})" if place else "")


@dataclass(frozen=True)
class Report:
    """Tell what a file claims, what it holds, and what is wrong with it.

    `claims` in words, such as "PDF/UA-1" and "PDF/A-2a"; `version` of PDF; `languages` that its text has, that of the
    document first; `elements`, `links`, `bookmarks`, `attachments`, `signed` (signatures): how many there are.
    `copy`: the id of a copy that was made out to somebody, "" for other files; `edition`: the code of an edition of
    briefgen.
    """

    claims: tuple[str, ...] = ()
    version: str = ""
    pages: int = 0
    languages: tuple[str, ...] = ()
    title: str = ""
    elements: int = 0
    links: int = 0
    bookmarks: int = 0
    attachments: int = 0
    signed: int = 0
    copy: str = ""
    edition: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.findings
