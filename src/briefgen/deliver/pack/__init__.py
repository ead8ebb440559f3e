"""The pack of a delegation: its briefs made out to it, the papers that go with them, and what holds them back.

gates.py           what keeps a pack in the office, and who let it pass
names.py           names of files that people can read and every system takes
digests.py         digests of what was written, wherever it stands in its file
approvals.py       whether an edition is approved, where the project asks for it
variant.py         a brief as one delegation gets it: languages, edition, without some blocks, with some texts
briefs_of.py       the briefs of a delegation, each with its gates and its body
bodies.py          the body of a brief, laid out and verified once and kept for all who get the same
kept_bodies.py     how bodies are kept
turns.py           which of several processes makes what all of them need
collection.py      all briefs of a delegation bound into one
copies_of.py       bodies made out to a delegation
papers_of.py       letter, programme, talking points, interpreter's sheet; what has not changed is left as it was
seals.py           what goes out, signed or encrypted
visit_calendar.py  the programme as a calendar file
archive.py         the ZIP of a pack
shelf.py           where the pack of a delegation lies
place.py           packs/ of the project: one process at a time, each pack there whole or not at all
made_of.py         digests of the delegation and the briefs of which a pack was made
record.py          what is known of a pack that was made
contents.py        all files of a pack, and what they are
assemble.py        a pack, from gates to its place
changes.py         what a new pack has otherwise than the old one
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.deliver.copies import Pack
    from briefgen.project import Project
    from briefgen.spec.delegation import Delegation


def load_pack(project: Project, delegation: Delegation) -> Pack | None:
    """Return the pack of a delegation as it was made last, or None where there is none that is whole."""
    from briefgen.deliver.pack.place import mended
    from briefgen.deliver.pack.record import read_pack

    with mended(project, delegation.delegation) as shelf:
        return read_pack(shelf)
