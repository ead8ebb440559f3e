"""`briefgen schema`: write the JSON Schemas that editors use."""

from __future__ import annotations

import click

from briefgen.cli.messages import counted
from briefgen.cli.report import reporting
from briefgen.cli.session import Session

OUTDATED = 1


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say whether the files are up to date.")
@reporting
@click.pass_obj
def schema(session: Session, only_check: bool) -> int:
    """Write the JSON Schemas of all YAML files into the project's folder .schema.

    An editor that knows them completes keys, describes them, and marks what is not a key. Each file names its schema
    in its first line.
    """
    from briefgen.pipeline.schemas import FOLDER, outdated, write_schemas

    project = session.project()
    report = session.report
    found = outdated(project)
    status = "outdated" if only_check and found else "current" if not found else "written"
    report.record(status=status, path=FOLDER, files=[f"{FOLDER}/{name}" for name in found], problems=[])
    if not found:
        report.say(f"{FOLDER} is up to date.")
        return 0
    if only_check:
        report.say(
            f"Not up to date: {', '.join(f'{FOLDER}/{name}' for name in found)}.\n  Write them with: briefgen schema"
        )
        return OUTDATED
    write_schemas(project)
    report.say(f"{FOLDER}  ({counted(len(found), 'schema')} written)")
    return 0
