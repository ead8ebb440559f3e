"""What stands at head and foot of the pages of one part of a bound document."""

from __future__ import annotations

from dataclasses import replace

from briefgen.layout.context import Context
from briefgen.spec.bind import own_blocks
from briefgen.spec.parts import PartHead


def context_of_part(context: Context, part: PartHead | None) -> Context:
    """Return the context in which header and foot name the part: its subject, its kind, the time of its own data."""
    if part is None:
        return context
    changed = {
        "subject": part.subject,
        "kind": part.kind,
        "as_of": part.as_of,
        "blocks": own_blocks(context.brief, part),
    }
    return replace(context, brief=context.brief.model_copy(update=changed))
