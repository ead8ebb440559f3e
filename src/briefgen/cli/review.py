"""`briefgen review`: what is laid before those who approve an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.cli.completion import brief_names
from briefgen.cli.messages import counted
from briefgen.cli.report import as_object, failed, reporting
from briefgen.cli.session import Session
from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from briefgen.deliver.review.review import Reviewed
    from briefgen.project import Project


@click.command(short_help="Make the draft and the sign-off sheet of an edition.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=brief_names)
@reporting
@click.pass_obj
def review(session: Session, names: tuple[str, ...]) -> int:
    """Make a draft edition and a sign-off sheet of each brief NAME, in reviews/CODE/.

    The draft has the pages that will be given out, with numbered lines, bars beside what has changed since the last
    approval, and a list of all numbers with their sources and the offices that answer for them. The sheet has room for
    signatures, and a QR code that holds what was reviewed. What was not reviewed cannot be approved.
    """
    from briefgen.deliver.review.review import review as make
    from briefgen.pipeline.batch import choose
    from briefgen.pipeline.stages import DONE

    project = session.project()
    code = 0
    chosen = choose(project, names, everything=False)
    with session.progress(len(chosen)) as progress:
        for name, file in chosen.items():
            progress.tell(name, "layout")
            try:
                _tell(session, project, make(project, file))
            except BriefgenError as error:
                session.report.refusal(error)
                session.report.say(f"{name}: no review was made.")
                session.report.record(brief=name, **failed(error))
                code = max(code, error.exit_code)
            progress.tell(name, DONE)
    return code


def _tell(session: Session, project: Project, made: Reviewed) -> None:
    """Tell where draft and sheet lie, what changed, and what to do next."""
    report = session.report
    report.problems(made.warnings, "warning")
    report.say(f"{made.brief}  {made.edition}  ({counted(made.pages, 'page')}, {counted(made.numbers, 'number')})")
    report.say(f"  draft            {project.relative(made.draft)}")
    report.say(f"  sign-off sheet   {project.relative(made.sheet)}")
    for language in made.digests:
        since = made.since.get(language)
        count = sum(1 for change in made.changes if change.language in (language, ""))
        if since is None:
            report.say(f"  {language}: never approved")
        else:
            report.say(f"  {language}: {counted(count, 'change') if count else 'no change'} since {since}")
        report.detail(f"  {language}: digest {made.digests[language]}")
    languages = " ".join(f"--language {language}" for language in made.digests)
    report.say(f"  When it is signed: briefgen approve {made.edition} {languages} --by NAME --scan FILE")
    report.record(
        brief=made.brief,
        status="reviewed",
        problems=[as_object(warning, "warning") for warning in made.warnings],
        edition=made.edition,
        draft=str(made.draft),
        sheet=str(made.sheet),
        snapshot=str(made.snapshot),
        pages=made.pages,
        numbers=made.numbers,
        digests=dict(made.digests),
        since=dict(made.since),
        changes=[
            {"language": one.language, "page": one.page, "line": one.line, "was": one.was, "now": one.now}
            for one in made.changes
        ],
    )
