"""Writing an update behind a finished file, and nothing that is not asked for."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from briefgen.errors import EnvironmentFailure


class UpdateWriter(IncrementalPdfFileWriter):
    """Write an update that leaves what the file says of itself as it was verified.

    The library would write its own name and the present moment into information dictionary and metadata, after the
    words that the house, its archives and its readers know had been compared with the brief.
    """

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Keep the version, which the file's standards rest on; PAdES takes any key in any (ETSI EN 319 142-1)."""

    def register_extension(self, ext: DeveloperExtension) -> None:
        """Name an extension of the file's own version, none of a later one."""
        version: Any = self.prev.input_version
        if ext.base_version <= f"/{version[0]}.{version[1]}":
            super().register_extension(ext)

    def _update_meta(self) -> None:
        pass


def open_writer(data: bytes, password: str | None) -> Any:
    """Return a writer of an update to a file. Raises EnvironmentFailure where the password does not open it."""
    writer: Any = UpdateWriter(BytesIO(data), prev=PdfFileReader(BytesIO(data)))
    if writer.prev.encrypted:
        from pyhanko.pdf_utils.crypt import AuthStatus

        if writer.encrypt((password or "").encode("utf-8")).status == AuthStatus.FAILED:
            raise EnvironmentFailure("The file is encrypted, and the password does not open it; it was not signed.")
    return writer
