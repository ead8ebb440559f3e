"""`briefgen read`: what a screen reader says of a finished brief."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from briefgen.cli.completion import brief_names
from briefgen.cli.report import as_object, reporting
from briefgen.cli.session import Session
from briefgen.errors import NOWHERE, Problem, UsageMistake

if TYPE_CHECKING:
    from briefgen.pipeline.hearing import Heard


@click.command(short_help="Print what a screen reader says of a finished brief.")
@click.argument("name", required=False, shell_complete=brief_names)
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), help="Only what is said in this language.")
@click.option(
    "--file",
    type=click.Path(readable=False, path_type=Path),
    metavar="FILE.pdf",
    help="Read this file, not that of a brief.",
)
@reporting
@click.pass_obj
def read(session: Session, name: str | None, language: Literal["zh", "en"] | None, file: Path | None) -> int:
    """Print what a screen reader says of the finished brief NAME, in the order in which it says it.

    It is taken from the tags of the PDF in the project's output folder, not from the brief: if the brief has changed
    since, the command says so. --file reads any tagged PDF; the password of an encrypted one is taken
    from BRIEFGEN_PDF_PASSWORD or the key ring.
    """
    from briefgen.check.finished.aloud import aloud_text

    report = session.report
    heard = _heard(session, name, file)
    warnings = list(_warnings(heard, name or ""))
    report.problems(warnings, "warning")
    spoken = [each for each in heard.spoken if language is None or each.shared or _is(each.language, language)]
    if language is not None and not any(_is(each.language, language) for each in spoken):
        raise UsageMistake(f'Nothing in {heard.name} is said in "{language}".', "Leave out --lang to hear all of it.")
    report.output(aloud_text(spoken))
    report.record(
        **({"brief": name} if name else {}),
        status="ok",
        path=heard.name,
        stale=heard.stale or "",
        spoken=[asdict(each) for each in spoken],
        problems=[as_object(warning, "warning") for warning in warnings],
    )
    return 0


def _is(tag: str, language: str) -> bool:
    """Say whether a tag such as zh-Hans is of a language."""
    return tag.split("-")[0] == language


def _heard(session: Session, name: str | None, file: Path | None) -> Heard:
    from briefgen.pipeline.hearing import hear_brief, hear_file
    from briefgen.pipeline.password import lookup

    if (name is None) == (file is None):
        given = "Neither a brief nor a file is named." if name is None else "Both a brief and a file are named."
        raise UsageMistake(given, "Name one: briefgen read NAME, or briefgen read --file FILE.pdf")
    look = lookup(session.surroundings)
    if file is not None:
        return hear_file(file, look=look)
    return hear_brief(session.project(), name or "", look=look)


def _warnings(heard: Heard, name: str) -> list[Problem]:
    if not heard.stale:
        return []
    return [
        Problem(
            NOWHERE,
            f"{heard.name} may not be what the brief says now: {heard.stale}.",
            f"To hear what it says now: briefgen build {name}, then read it again.",
        )
    ]
