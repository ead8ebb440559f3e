"""Files of a pack that are signed, encrypted, or both, as they go out; what says the same is not sealed twice.

A signature bears its moment and what encrypts is random, so that each run would make other files. Who has a file of the
pack before that was sealed in the same way over the same content keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefgen.deliver.pack.contents import Item
from briefgen.deliver.pack.digests import digest_of
from briefgen.deliver.pack.record import Old, old_bytes
from briefgen.deliver.pack.shelf import Shelf
from briefgen.errors import UsageMistake, VerificationFailure
from briefgen.project import Project

if TYPE_CHECKING:
    from briefgen.pipeline.signing import Signing
    from briefgen.spec.settings import Settings


@dataclass(frozen=True)
class Seals:
    """Hold how the files of a pack are closed before they go out: with a signature, with a password."""

    signing: Signing | None = None
    password: str | None = None

    @property
    def mark(self) -> str:
        """Return what tells one way of sealing from others; the password, which is a secret, does not enter."""
        if self.signing is None:
            return "encrypted" if self.password is not None else ""
        return digest_of(self.signing.key.fingerprint, self.signing.terms, self.password is not None)


def seals_of(project: Project, settings: Settings, *, sign: bool, certificate: str | None, encrypt: bool) -> Seals:
    """Return how files are to be sealed.

    Raises UsageMistake for a certificate without a signature, and without a password for encryption; EnvironmentFailure
    for a password that is none; what opening the certificate raises.
    """
    from briefgen.pipeline.password import required
    from briefgen.pipeline.signing import open_signing

    if certificate is not None and not sign:
        raise UsageMistake("--certificate says what to sign with, and nothing is to be signed.", "Add --sign.")
    signing = open_signing(project, settings, certificate) if sign else None
    return Seals(signing, required(project.environment) if encrypt else None)


def sealed(items: Iterable[Item], seals: Seals, old: Old, shelf: Shelf, project: Project) -> Iterator[Item]:
    """Yield the files of a pack as they go out; what stays in the office, and what is no PDF, is left as it is.

    Raises VerificationFailure where a sealed file does not hold what it must, EnvironmentFailure where nothing can be
    signed just now.
    """
    for item in items:
        if not seals.mark or item.internal or item.kind == "calendar":
            yield item
            continue
        known = old.files.get(f"{item.kind}:{item.subject}", {})
        data = _kept(item, seals, known, shelf) or _closed(item, seals, project)
        yield replace(item, data=data, content=item.sha256, seal=seals.mark)


def _kept(item: Item, seals: Seals, known: Mapping[str, Any], shelf: Shelf) -> bytes | None:
    """Return the file that is there where it was sealed in this way over this content, and opens in this way."""
    if (known.get("content"), known.get("seal")) != (item.sha256, seals.mark):
        return None
    data = old_bytes(shelf, known)
    if data is None or seals.password is None:
        return data
    from briefgen.pdf.finishing.encryption import opens

    return data if opens(data, seals.password) and not opens(data, "") else None


def _closed(item: Item, seals: Seals, project: Project) -> bytes:
    data = item.data
    if seals.password is not None:
        from briefgen.check.finished.inspection import inspect_file
        from briefgen.pdf.finishing.encryption import encrypted

        data = encrypted(data, seals.password)
        found = inspect_file(data, password=seals.password)
        if found.findings or found.copy != inspect_file(item.data).copy:
            listed = "\n".join(f"- {finding}" for finding in found.findings)
            raise VerificationFailure(
                f"{item.name} fails its verification once it is encrypted:\n{listed}", "This is a fault of briefgen."
            )
    if seals.signing is not None:
        from briefgen.pipeline.signing import sign_file

        data = sign_file(project, data, seals.signing, item.language.split("-"), seals.password)
    return data
