"""The record of an edition that was just made."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefgen.pipeline.manifest import Entry, entry_file, write_entry
from briefgen.pipeline.results import Built, Order
from briefgen.pipeline.states import State, Taken, name_of

if TYPE_CHECKING:
    from briefgen.data.facts import Fact
    from briefgen.pipeline.shared import Shared
    from briefgen.project import Project
    from briefgen.spec.brief import Brief
    from briefgen.spec.settings import Settings


def record(
    project: Project,
    shared: Shared,
    brief: Brief,
    order: Order,
    taken: Taken,
    built: Built,
    output: State,
    calendar: State | None,
) -> None:
    """Keep what an edition depends on beside it; a folder that cannot be written is no mistake.

    `taken` holds the states of the brief's own files, `output` that of the finished file, `calendar` that of the
    calendar file beside it.
    """
    file = entry_file(built.path.parent, order.name, order.wish)
    if file is None:
        return
    first, last = days(_ends(brief, shared), project.today)
    write_entry(
        file,
        Entry(
            brief=order.name,
            spec=name_of(project, order.file),
            wish=order.wish,
            inputs={**shared.taken.states, **taken.states},
            data=shared.taken.data,
            installed=shared.installed,
            first=first,
            last=last,
            made=min(shared.taken.made, taken.made),
            file=built.path.name,
            output=output,
            edition=built.edition,
            pages=built.pages,
            warnings=built.warnings,
            calendar=calendar,
        ),
    )


def images(brief: Brief, settings: Settings) -> list[str]:
    """Return the picture files that an edition shows."""
    from briefgen.spec.blocks import ImageBlock
    from briefgen.spec.listings import MapBlock

    logo = [] if settings.logo in ("none", "sample") else [str(settings.logo)]
    partners = [str(partner.image) for partner in settings.partners]
    shown = [str(block.image) for block in brief.blocks if isinstance(block, ImageBlock)]
    maps = [str(block.map) for block in brief.blocks if isinstance(block, MapBlock)]
    return [*logo, *partners, *shown, *maps]


def days(ends: Iterable[datetime.date | None], today: datetime.date) -> tuple[str, str]:
    """Return the first and the last day on which figures with these last days are what they are today.

    Both counted in, ISO 8601, "" where nothing ends.
    """
    known = {end for end in ends if end is not None}
    past = max((end for end in known if end < today), default=None)
    coming = min((end for end in known if end >= today), default=None)
    first = "" if past is None else (past + datetime.timedelta(days=1)).isoformat()
    return first, "" if coming is None else coming.isoformat()


def _ends(brief: Brief, shared: Shared) -> Iterable[datetime.date | None]:
    """Yield the last days of all that the brief may show, and of what that is calculated from, as warnings name it."""
    waiting: list[Fact] = []
    for name in brief.sections:
        section = shared.store.sections[name]
        waiting.extend(section.facts.values())
        for table in section.tables.values():
            yield table.valid_until
    seen: set[str] = set()
    while waiting:
        fact = waiting.pop()
        if fact.id not in seen:
            seen.add(fact.id)
            yield fact.valid_until
            waiting.extend(shared.store.facts[id] for id in (fact.derivation.of if fact.derivation else ()))
