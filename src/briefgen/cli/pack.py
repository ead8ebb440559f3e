"""`briefgen pack` and `briefgen reissue`: what a delegation is given, and the same after a change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.held_back import tell_held_back, tell_passed
from briefgen.cli.messages import counted, size
from briefgen.cli.parallel import jobs_option
from briefgen.cli.report import Report, as_object, failed, reporting
from briefgen.cli.session import Session
from briefgen.errors import BriefgenError, UsageMistake
from briefgen.project import PASSWORD, SIGN_PASSWORD

if TYPE_CHECKING:
    from briefgen.deliver.pack.assemble import Made, Wanted
    from briefgen.deliver.pack.changes import Change
    from briefgen.deliver.pack.gates import Gate, Passes
    from briefgen.project import Project

GATES = ("embargo", "stale", "gap", "language", "verification", "approval")
SHOWN = 12
"""How many lines of a paper people are shown that differ; programs get all."""


def _overriding(command: Any) -> Any:
    """Add the options that let a pack pass a gate."""
    for option in (
        click.option("--by", metavar="NAME", help="Who lets it pass."),
        click.option("--reason", metavar="TEXT", help="Why it may pass."),
        click.option(
            "--override", "gates", multiple=True, type=click.Choice(GATES),
            help="Let the pack pass a gate that holds it back; can be given again. It is recorded in the ledger.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command(short_help="Make what a delegation is given.")
@click.argument("names", nargs=-1, metavar="[DELEGATION]...")
@click.option("--all", "everything", is_flag=True, help="Make the packs of all delegations.")
@click.option("--bound", is_flag=True, help="Add all briefs bound into one PDF.")
@click.option(
    "--sign",
    is_flag=True,
    help="Sign the PDFs that go out with the certificate that briefgen.yaml names; its password comes from "
    f"{SIGN_PASSWORD} or the key ring.",
)
@click.option("--certificate", type=click.Path(), metavar="FILE", help="Sign with this PKCS#12 file instead.")
@click.option(
    "--encrypt",
    is_flag=True,
    help=f"Make PDFs that open only with the password in {PASSWORD} or the key ring; they claim no standard.",
)
@click.option("--show-copy-id", "shown", is_flag=True, help="Print the id of each copy on the cover of its brief, too.")
@jobs_option
@_overriding
@reporting
@click.pass_obj
def pack(
    session: Session,
    names: tuple[str, ...],
    everything: bool,
    bound: bool,
    sign: bool,
    certificate: str | None,
    encrypt: bool,
    shown: bool,
    jobs: int,
    gates: tuple[str, ...],
    reason: str | None,
    by: str | None,
) -> int:
    """Make the pack of each DELEGATION: packs/DELEGATION/ and packs/DELEGATION.zip.

    It holds the briefs made out to the delegation, a letter, the programme with a calendar file, and a manifest.
    Talking points and the interpreter's sheet stay in a folder of their own, which the ZIP has not.

    A brief under embargo, with stale or missing figures, not complete in a language or not verified holds the pack
    back; all that does is told at once, and the old pack stays. --override lets it pass, with --reason and --by.
    """
    from briefgen.deliver.pack.assemble import Wanted
    from briefgen.deliver.pack.gates import passes

    let = passes(gates, reason, by)
    project = session.project()
    chosen = _chosen(project, names, everything=everything)
    wanted = Wanted(bound, let, sign=sign, encrypt=encrypt, certificate=certificate, shown=shown)
    return _run(session, project, chosen, wanted, _show, jobs)


@click.command(short_help="Make a pack again after a late change.")
@click.argument("names", nargs=-1, required=True, metavar="DELEGATION...")
@click.option("--certificate", type=click.Path(), metavar="FILE", help="Sign a signed pack with this PKCS#12 file.")
@_overriding
@reporting
@click.pass_obj
def reissue(
    session: Session,
    names: tuple[str, ...],
    certificate: str | None,
    gates: tuple[str, ...],
    reason: str | None,
    by: str | None,
) -> int:
    """Make the pack of DELEGATION again, and show what was and what is now.

    Only what has changed is made anew; what was bound, signed or encrypted, or shows its copy id, does so again.
    Changes of names, titles, times and places never void an approval.
    """
    from briefgen.deliver.pack.assemble import Wanted
    from briefgen.deliver.pack.gates import passes

    let = passes(gates, reason, by)
    project = session.project()
    wanted = Wanted(None, let, again=True, sign=None, encrypt=None, certificate=certificate, shown=None)
    return _run(session, project, _chosen(project, names, everything=False), wanted, _show_changes)


def _chosen(project: Project, names: Sequence[str], *, everything: bool) -> dict[str, Path]:
    from briefgen.deliver.delegations import find_delegations, named
    from briefgen.project import printable
    from briefgen.spec.nearest import nearest

    files = find_delegations(project)
    if everything and names:
        raise UsageMistake("A name and --all were given.", "Give names or --all, not both.")
    if not files:
        raise UsageMistake("There are no delegations in data/delegations/.", "Make one: briefgen new delegation NAME")
    if everything:
        return files
    if not names:
        raise UsageMistake("Say for which delegation, or --all for all of them.", f"Delegations: {', '.join(files)}.")
    chosen, unknown = named(names, files)
    if unknown:
        name = unknown[0]
        raise UsageMistake(
            f'There is no delegation "{printable(name)}". {nearest(name, files, ask="Delegations")}'.rstrip()
        )
    return chosen


def _run(
    session: Session,
    project: Project,
    chosen: dict[str, Path],
    wanted: Wanted,
    show: Callable[[Made, str, Project, Report], None],
    jobs: int = 1,
) -> int:
    from briefgen.deliver.pack.several import make_packs
    from briefgen.pipeline.results import Refused

    report, code = session.report, 0
    with closing(make_packs(project, chosen, wanted, jobs=jobs)) as results:
        for result in results:
            session.again()  # before anything is told of a pack that was refused for no other reason
            name = result.name
            if isinstance(result, Refused):
                _refuse(result.error, name, report)
                code = max(code, result.error.exit_code)
                continue
            made = result.made
            tell_passed(made.overridden, wanted.let, report)
            report.problems(made.warnings, "warning")
            _tell_needless(made.gates, wanted.let, report)
            show(made, name, project, report)
            report.record(**record(made, name, project))
    return code


def _refuse(error: BriefgenError, name: str, report: Report) -> None:
    """Tell what holds a pack back, or why it could not be made."""
    from briefgen.deliver.pack.gates import HeldBackError

    if isinstance(error, HeldBackError):
        tell_held_back(error, name, report)
        return
    report.refusal(error)
    report.remark(" was not packed; the old pack, where there is one, stays.", name, "red")
    report.record(delegation=name, **failed(error))


def _tell_needless(gates: Sequence[Gate], let: Passes, report: Report) -> None:
    for name in sorted(let.gates):
        if all(gate.passed for gate in gates if gate.name == name):
            report.remark(f"The gate {name} held nothing back; nothing was overridden or recorded.")


def _show(made: Made, name: str, project: Project, report: Report) -> None:
    pack = made.pack
    total = sum(item.size for item in made.items)
    state = ", unchanged" if made.state == "unchanged" else ""
    report.say(
        f"{name}  →  {project.relative(pack.folder)}  ({counted(len(made.items), 'file')}, {size(total)}{state})"
    )
    for item in made.items:
        inside = " (internal)" if item.internal else ""
        pages = f", {counted(item.pages, 'page')}" if item.pages else ""
        report.detail(f"  {item.name}{inside}  {item.edition}  {item.id}  ({size(item.size)}{pages})")
    if pack.archive is not None:
        report.detail(f"  {project.relative(pack.archive)}")


def _show_changes(made: Made, name: str, project: Project, report: Report) -> None:
    new = [change for change in made.changes if change.how != "same"]
    same = len(made.changes) - len(new)
    if not new:
        report.say(f"{name}  →  {project.relative(made.pack.folder)}  (nothing changed)")
        return
    report.say(
        f"{name}  →  {project.relative(made.pack.folder)}  ({counted(len(new), 'file')} changed, {same} as before)"
    )
    for change in new:
        report.say(f"  {change.how}: {change.name or change.old_name}")
        for fact in change.facts:
            report.say(f"    figure {fact}")
        for old, now in change.lines[:SHOWN]:
            report.say(f"    old  {old or '–'}")
            report.say(f"    new  {now or '–'}")
        if len(change.lines) > SHOWN:
            report.say(f"    and {len(change.lines) - SHOWN} more lines")


def record(made: Made, name: str, project: Project) -> dict[str, Any]:
    """Return what programs are told of a pack."""
    pack = made.pack
    return {
        "delegation": name,
        "status": made.state,
        "folder": project.relative(pack.folder),
        "archive": project.relative(pack.archive) if pack.archive is not None else "",
        "manifest": project.relative(pack.manifest),
        "files": [
            {
                "name": item.name,
                "kind": item.kind,
                "subject": item.subject,
                "internal": item.internal,
                "edition": item.edition,
                "language": item.language,
                "copy": item.id,
                "pages": item.pages,
                "size": item.size,
                "sha256": item.sha256,
            }
            for item in made.items
        ],
        "changes": [_change(change) for change in made.changes if change.how != "same"],
        "gates": [_gate(gate, made.let) for gate in made.gates],
        "problems": [as_object(warning, "warning") for warning in made.warnings],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "how": change.how,
        "kind": change.kind,
        "subject": change.subject,
        "old_name": change.old_name,
        "name": change.name,
        "old_sha256": change.old_sha256,
        "sha256": change.sha256,
        "facts": list(change.facts),
        "lines": [{"old": old, "new": new} for old, new in change.lines],
    }


def _gate(gate: Gate, let: Passes) -> dict[str, Any]:
    passed = not gate.passed
    return {
        "gate": gate.name,
        "brief": gate.what,
        "passed": gate.passed,
        "overridden": passed,
        **({"reason": let.reason, "by": let.by} if passed else {}),
        "sentence": gate.sentence,
    }
