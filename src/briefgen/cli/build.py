"""`briefgen build`: make the PDF of one or more briefs."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from briefgen.cli.completion import brief_names
from briefgen.cli.messages import counted, size
from briefgen.cli.parallel import jobs_option
from briefgen.cli.report import Report, as_object, failed, reporting
from briefgen.cli.session import Session
from briefgen.errors import AuthorsMistakes, BriefgenError, UsageMistake
from briefgen.pdf.profiles import PROFILES
from briefgen.pipeline.stages import DONE
from briefgen.project import PASSWORD, SIGN_PASSWORD, seconds

if TYPE_CHECKING:
    from briefgen.pdf.profiles import ProfileName
    from briefgen.pipeline.results import Built
    from briefgen.pipeline.wish import EditionName
    from briefgen.project import Project


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=brief_names)
@click.option("--all", "everything", is_flag=True, help="Build all briefs of the project.")
@click.option("--out", type=click.Path(), metavar="DIR", help="Write here, not in the project's output folder.")
@click.option("--lang", "language", metavar="zh|en", help="Make an edition in one language only.")
@click.option("--audience", type=click.Choice(["external", "internal"]), help="Make the edition for these readers.")
@click.option(
    "--edition",
    type=click.Choice(["full", "office", "phone", "print"]),
    help="office: a white cover for an office printer. phone: small pages, the languages below each other. print: A4 "
    "with bleed and crop marks for a print shop.",
)
@click.option(
    "--pages-multiple-of",
    "multiple",
    type=click.IntRange(1, 16),
    default=1,
    metavar="N",
    help="Add empty pages at the end until the pages are a multiple of N: 4 for a folded brochure.",
)
@click.option(
    "--profile",
    type=click.Choice(tuple(PROFILES)),
    help="The standards that the PDF meets. Default: PDF/UA-1 and PDF/A-2a or, if data are attached, PDF/A-3a. "
    "ua2+a4f: PDF/UA-2 and PDF/A-4f, for PDF 2.0 readers; checked by veraPDF only. plain: none, and no tags.",
)
@click.option("--attach", is_flag=True, help="Attach the data to the PDF: charts and tables as CSV, facts as JSON.")
@click.option(
    "--encrypt",
    is_flag=True,
    help=f"Make a PDF that opens only with the password in {PASSWORD} or the key ring; needs --profile plain.",
)
@click.option(
    "--sign",
    is_flag=True,
    help=f"Sign the PDF with the certificate that briefgen.yaml names; its password comes from {SIGN_PASSWORD} or the "
    "key ring.",
)
@click.option(
    "--certificate", type=click.Path(), metavar="FILE", help="Sign with this PKCS#12 file (.p12, .pfx) instead."
)
@click.option("--force", is_flag=True, help="Make everything again, charts too, even if nothing has changed.")
@jobs_option
@reporting
@click.pass_obj
def build(
    session: Session,
    names: tuple[str, ...],
    everything: bool,
    out: str | None,
    language: str | None,
    audience: Literal["external", "internal"] | None,
    edition: EditionName | None,
    multiple: int,
    profile: ProfileName | None,
    attach: bool,
    encrypt: bool,
    sign: bool,
    certificate: str | None,
    force: bool,
    jobs: int,
) -> int:
    """Make the PDF of one or more briefs: NAME is the name of a file in briefings/, without .yaml.

    A brief is not made again if nothing in it has changed. If it has mistakes, all are listed and nothing is written
    for that brief; the others are still built. Options that change the brief add to the file name: NAME.zh.pdf,
    NAME.phone.pdf, NAME.data.pdf, NAME.plain.pdf, NAME.signed.pdf.
    """
    from briefgen.pipeline.batch import build_briefs, choose
    from briefgen.pipeline.results import Built
    from briefgen.pipeline.wish import Wish

    if out is not None and not out.strip():
        raise UsageMistake("--out names no folder.", "Name one, or leave out --out.")
    begin = seconds()
    project = session.project()
    chosen = choose(project, names, everything=everything)
    wish = Wish(audience, edition, language, profile, attach, encrypt, multiple, sign, certificate)
    report = session.report
    code = 0
    count = {"built": 0, "unchanged": 0, "failed": 0}
    folder = Path(out) if out else None
    with (
        session.progress(len(chosen)) as progress,
        closing(build_briefs(project, chosen, wish, out=folder, force=force, jobs=jobs, tell=progress.tell)) as results,
    ):
        for result in results:
            progress.tell(result.name, DONE)
            if isinstance(result, Built):
                tell_built(result, project, report)
                count[status(result)] += 1
            else:
                report.refusal(result.error)
                report.remark(f" was not built{_count(result.error)}.", result.name, "red")
                report.record(brief=result.name, **failed(result.error))
                count["failed"] += 1
                code = max(code, result.error.exit_code)
    if len(chosen) > 1:
        report.say(summary(count, seconds() - begin))
    return code


def tell_built(built: Built, project: Project, report: Report) -> None:
    """Tell of a finished brief, with -v why it was made and how long each stage took."""
    report.say(line(built, project))
    if built.calendar is not None:
        report.say(f"{' ' * len(built.name)}  →  {project.relative(built.calendar)}  (calendar)")
    if built.reason:
        report.detail(f"  why:   {built.reason}")
    if built.timings:
        report.detail("  times: " + "  ".join(f"{stage} {taken:.2f} s" for stage, taken in built.timings.items()))
    report.problems(built.warnings, "warning")
    report.record(**record(built, project))


def summary(count: Mapping[str, int], taken: float) -> str:
    """Return one line on all briefs, such as "23 briefs: 2 built, 20 unchanged, 1 failed (3.2 s)"."""
    parts = ", ".join(f"{number} {what}" for what, number in count.items() if number)
    return f"{counted(sum(count.values()), 'brief')}: {parts} ({taken:.1f} s)"


def status(built: Built) -> Literal["built", "unchanged"]:
    """Return what programs are told of an edition; whether an unchanged one was made anew, its times tell."""
    return "built" if built.written else "unchanged"


def line(built: Built, project: Project) -> str:
    """Return what is said of a finished brief."""
    name = f"{built.name} ({built.edition})" if built.edition else built.name
    facts = [counted(built.pages, "page"), size(built.size), *([] if built.written else ["unchanged"])]
    return f"{name}  →  {project.relative(built.path)}  ({', '.join(facts)})"


def record(built: Built, project: Project) -> dict[str, object]:
    """Return what programs are told of a finished brief."""
    return {
        "brief": built.name,
        "edition": built.edition,
        "status": status(built),
        "path": project.relative(built.path),
        **({"calendar": project.relative(built.calendar)} if built.calendar is not None else {}),
        "sha256": built.sha256,
        "pages": built.pages,
        "size": built.size,
        "reason": built.reason,
        "timings": {stage: round(taken, 4) for stage, taken in built.timings.items()},
        "problems": [as_object(warning, "warning") for warning in built.warnings],
    }


def _count(error: BriefgenError) -> str:
    """Return how many mistakes were listed, where these are the reason."""
    return f": {error.message}" if isinstance(error, AuthorsMistakes) else ""
