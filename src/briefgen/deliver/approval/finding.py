"""Which brief is meant by the code of an edition, or by its name."""

from __future__ import annotations

from briefgen.deliver.approval.snapshot import code_for, reviewed_briefs
from briefgen.errors import AuthorsMistakes, UsageMistake
from briefgen.pipeline.shared import Shared
from briefgen.project import Project, printable
from briefgen.spec.brief import Brief
from briefgen.spec.find import find_briefs
from briefgen.spec.load import load_brief
from briefgen.spec.nearest import nearest


def find_edition(project: Project, shared: Shared, edition: str) -> Brief:
    """Return the brief that has a name, or whose edition has a code as it is written now.

    Where two briefs have the code, the one that was reviewed is meant. Raises UsageMistake where none or several are,
    AuthorsMistakes where the brief cannot be read.
    """
    files = find_briefs(project)
    name = edition.removesuffix(".yaml")
    if name in files:
        return load_brief(files[name], project)
    code = edition.upper()
    reviewed = [load_brief(files[name], project) for name in reviewed_briefs(project, code) if name in files]
    found = [brief for brief in reviewed if code_for(shared, brief) == code]
    codes: dict[str, list[str]] = {}
    if not found:
        known = {brief.name: brief for brief in reviewed}
        for name, file in files.items():
            try:
                brief = known.get(name) or load_brief(file, project)
                codes.setdefault(code_for(shared, brief), []).append(name)
            except AuthorsMistakes:
                continue  # it can be meant by its name, which tells its mistakes
            found += [brief] if code_for(shared, brief) == code else []
    if len(found) == 1:
        return found[0]
    if found:
        names = " and ".join(brief.name for brief in found)
        raise UsageMistake(f"{code} is the code of several briefs: {names}.", "Name the brief instead.")
    if reviewed:
        told = " and ".join(f"{brief.name} is {code_for(shared, brief)} now" for brief in reviewed)
        hint = f"Review the new edition: briefgen review {reviewed[0].name}"
        raise UsageMistake(f"There is no edition {code} any more: {told}.", hint)
    hint = nearest(code, tuple(codes), ask="Codes of editions")
    raise UsageMistake(f'No brief is called "{printable(edition)}", and no edition has this code.', hint)
