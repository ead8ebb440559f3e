"""Who is told, and by which server.

What `briefgen.yaml` says is remembered, without any secret: when that file is broken, its operator must hear of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from briefgen.errors import BriefgenError, Problem
from briefgen.pipeline.sealed import seal, unseal
from briefgen.schedule.notices.kept import folder_of

if TYPE_CHECKING:
    from briefgen.project import Project

FILE = "way.json"


@dataclass(frozen=True)
class Way:
    """Hold the operator's address and language, and how the server is reached; `names` are the sender's."""

    address: str = field(repr=False)
    language: str
    server: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str
    sender: str
    names: Mapping[str, str]


def way_of(project: Project) -> Way | Problem:
    """Return the way to the operator, or why there is none."""
    from briefgen.errors import Place
    from briefgen.project import SETTINGS
    from briefgen.spec.load import load_settings

    try:
        settings = load_settings(project)
    except BriefgenError:
        return _remembered(project) or Problem(
            Place(SETTINGS), "Nobody hears of failures: briefgen.yaml cannot be read.", "See: briefgen check"
        )
    operator = settings.schedule.operator if settings.schedule is not None else None
    mail = settings.deliver.mail if settings.deliver is not None else None
    if operator is None:
        hint = "Write under schedule: operator: {address: …, language: zh}."
        return Problem(Place(SETTINGS), "Nobody hears of failures: schedule: names no operator.", hint)
    if mail is None:
        hint = "Write under deliver: which server takes mail; see docs/delivery.md."
        return Problem(Place(SETTINGS), "Nobody hears of failures: there is no mail server to tell the operator.", hint)
    names = {language: text.source for language, text in mail.sender.name.items()}
    way = Way(
        str(operator.address), str(operator.language), str(mail.server), mail.used_port, mail.security,
        str(mail.user or ""), str(mail.sender.address), names,
    )  # fmt: skip
    if _remembered(project) != way:
        seal(folder_of(project) / FILE, asdict(way))
    return way


def _remembered(project: Project) -> Way | None:
    held = unseal(folder_of(project) / FILE)
    if not isinstance(held, dict):
        return None
    try:
        return Way(**cast("dict[str, Any]", held))
    except TypeError:
        return None
