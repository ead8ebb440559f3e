"""Briefs that somebody approved as they are now, as far as the ledger and the folder of reviews know."""

from __future__ import annotations

from briefgen.deliver.approval.snapshot import take_snapshot, write_snapshot
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.records import Approval
from briefgen.pipeline.shared import read_shared
from briefgen.project import Project
from briefgen.spec.load import load_brief


def approve(project: Project, *names: str, languages: tuple[str, ...] = ("zh", "en")) -> None:
    shared = read_shared(project)
    for name in names:
        taken = take_snapshot(project, shared, load_brief(project.briefings / f"{name}.yaml", project))
        write_snapshot(project, taken)
        with open_ledger(project) as ledger:
            for language in languages:
                ledger.approved(Approval(name, taken.edition, language, taken.digests[language], "Sample Person"))
