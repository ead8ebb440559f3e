"""The files that travel inside an edition, read back as their readers read them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from editions import Edition

from briefgen.layout.attached.attach import facts_file
from briefgen.layout.context import Context
from briefgen.layout.document import Laid, lay_out
from briefgen.pdf.attachment import Attachment
from briefgen.pdf.profiles import PROFILES, WITH_DATA
from briefgen.pipeline.pictures import draw_pictures
from briefgen.theme.load import load_theme

BOM = b"\xef\xbb\xbf"


def laid_with_data(edition: Edition) -> Laid:
    """Lay out the edition once more, with its data inside."""
    brief = edition.brief.model_copy(update={"attachments": "data"})
    shared, project, theme = edition.shared, edition.project, load_theme(brief.theme)
    pictures = draw_pictures(brief, shared.store, theme, project.store)
    profile = PROFILES[WITH_DATA]
    return lay_out(brief, shared.store, shared.settings, theme, shared.faces, pictures, project, profile)


def attached(edition: Edition) -> dict[str, Attachment]:
    """Return the files of an edition by name."""
    return files_of(laid_with_data(edition).context)


def files_of(context: Context) -> dict[str, Attachment]:
    files = [*context.attachments.values(), facts_file(context)]
    found = {file.name: file for file in files}
    assert len(found) == len(files)
    return found


def table(attachment: Attachment) -> list[list[str]]:
    """Return the cells of a CSV file, its heads first."""
    assert attachment.data.startswith(BOM)
    return list(csv.reader(io.StringIO(attachment.data.decode("utf-8-sig"), newline=""), strict=True))


def rows(attachment: Attachment) -> list[dict[str, str]]:
    """Return the rows of a CSV file by its heads, of which no two are the same."""
    heads, *found = table(attachment)
    assert len(set(heads)) == len(heads)
    return [dict(zip(heads, row, strict=True)) for row in found]


def facts(files: Mapping[str, Attachment]) -> dict[str, Any]:
    """Return the file of facts as an object."""
    (file,) = (file for name, file in files.items() if name.endswith(".json"))
    assert not file.data.startswith(BOM)
    return json.loads(file.data.decode("utf-8"))


def by_id(files: Mapping[str, Attachment]) -> dict[str, dict[str, Any]]:
    """Return the facts of the file of facts by id."""
    return {fact["id"]: fact for fact in facts(files)["facts"]}
