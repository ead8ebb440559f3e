"""The ways by which packs leave the office: a folder, e-mail, messengers by hand, storage with links.

Each channel is a module with four functions: `foresee` says what would go without touching anything, `show` what would
be seen of it, `require` makes sure that nothing is missing, and `send` does it.

parcel.py    what goes to one recipient in one piece; what comes of it
folder.py    whole folders, with a pointer to the latest
mail.py      one message for each recipient; with mail_words.py, mail_message.py, mail_headers.py and smtp.py
messenger.py what is sent by hand; with pictures.py
s3.py        storage, and links that expire
"""

from __future__ import annotations

import importlib
from typing import Protocol, cast

from briefgen.deliver.channels.parcel import Foreseen, Means, Outcome, Parcel, Shown

CHANNELS = {
    "folder": "briefgen.deliver.channels.folder",
    "mail": "briefgen.deliver.channels.mail",
    "messenger": "briefgen.deliver.channels.messenger",
    "s3": "briefgen.deliver.channels.s3",
}
"""Where each channel stands; loaded when something goes by it."""
PERSONAL = ("mail", "messenger")
"""The channels that reach each recipient for itself; by the others the delegation as a whole is served, once."""
BY_HAND = ("messenger",)
"""The channels of which only people know when something has gone."""


class Channel(Protocol):
    """Say what each module of the table can do."""

    def foresee(self, parcel: Parcel, means: Means) -> Foreseen:
        """Return what would go where, from what is on this machine; nothing is written or asked elsewhere."""
        ...

    def show(self, parcel: Parcel, means: Means) -> Shown:
        """Return what would be seen, word for word; what only sending makes, such as a link, is left open."""
        ...

    def require(self, parcel: Parcel, means: Means) -> None:
        """Make sure of what is needed on this machine. Raises what `send` would raise before anything leaves."""
        ...

    def send(self, parcel: Parcel, means: Means) -> Outcome:
        """Send it, once, and say what came of it. Faults of the way are outcomes; only faults of ours are raised."""
        ...


def channel(name: str) -> Channel:
    """Return a channel of the table by its name."""
    return cast(Channel, importlib.import_module(CHANNELS[name]))
