"""`briefgen schedule install`: let the operating system look at the schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.cli.report import Report, reporting
from briefgen.cli.session import Session
from briefgen.errors import UsageMistake

if TYPE_CHECKING:
    from briefgen.project import Project
    from briefgen.schedule.install.host import Host, Recipe

SYSTEMS = {"systemd": "linux", "cron": "", "windows": "win32", "launchd": "darwin"}
"""The ways, and the system that alone has them."""
STAYING = ("systemd", "launchd")


@click.command(short_help="Let the system start it: systemd, cron, Windows, launchd.")
@click.option("--systemd", "way", flag_value="systemd", help="A service of Linux that stays in memory.")
@click.option("--cron", "way", flag_value="cron", help="A line of cron that looks every five minutes.")
@click.option("--windows", "way", flag_value="windows", help="A task of Windows that looks every five minutes.")
@click.option("--launchd", "way", flag_value="launchd", help="An agent of macOS that stays in memory.")
@click.option("--once", is_flag=True, help="With systemd and launchd: look every five minutes, and do not stay.")
@click.option("--user", "own", is_flag=True, help="For your account alone; needs no administrator.")
@click.option("--write", is_flag=True, help="Write the files where they belong.")
@reporting
@click.pass_obj
def install(session: Session, way: str | None, once: bool, own: bool, write: bool) -> None:
    """Print what makes the operating system look at the schedules of this project, or put it in its place.

    What is there already is written anew where briefgen has made it, and left alone where it has not. The commands that
    start it are printed, and are yours to run.
    """
    if way is None:
        raise UsageMistake("Say how it is to be started.", "Add --systemd, --cron, --windows or --launchd.")
    if once and way not in STAYING:
        raise UsageMistake(f"--{way} looks every five minutes in any case.", "Leave out --once.")
    project, report = session.project(), session.report
    host = _host(project, own=own or way == "windows")
    recipe = _recipe(way, host, once=once)
    if write:
        _write(recipe, host, way, report)
    else:
        _show(recipe, report)
    for line in recipe.start:
        report.remark(f"To start it:  {line}")
    for line in recipe.stop:
        report.remark(f"To end it:    {line}")
    for line in recipe.remarks:
        report.remark(line)


def _host(project: Project, *, own: bool) -> Host:
    from pathlib import Path

    from briefgen.schedule.install.host import host_of
    from briefgen.spec.load import load_settings

    settings = load_settings(project)
    schedule, deliver = settings.schedule, settings.deliver
    operator = schedule.operator.address if schedule and schedule.operator else ""
    messenger = deliver.messenger.folder if deliver and deliver.messenger else None
    folders = [folder for folder in (deliver.folder if deliver else None, messenger, settings.output) if folder]
    return host_of(project, own=own, operator=operator, writable=[Path(str(folder)) for folder in folders])


def _recipe(way: str, host: Host, *, once: bool) -> Recipe:
    if way == "systemd":
        from briefgen.schedule.install.systemd import systemd

        return systemd(host, once=once)
    if way == "launchd":
        from briefgen.schedule.install.launchd import launchd

        return launchd(host, once=once)
    if way == "cron":
        from briefgen.schedule.install.cron import cron

        return cron(host)
    from briefgen.schedule.install.windows import windows

    return windows(host)


def _show(recipe: Recipe, report: Report) -> None:
    for unit in recipe.units:
        if len(recipe.units) > 1:
            report.output(f"# {unit.path}")
        else:
            report.remark(f"This belongs into {unit.path}; --write puts it there.")
        report.output(unit.text)
        _record(report, "shown", str(unit.path), unit.text, recipe)


def _write(recipe: Recipe, host: Host, way: str, report: Report) -> None:
    from briefgen.schedule.install.writing import write
    from briefgen.system import own_system

    system = own_system()
    if SYSTEMS[way] not in ("", system) or (way == "cron" and system == "win32"):
        raise UsageMistake(f"This system has no {way}.", "Leave out --write to see the files.")
    for unit, status in write(recipe, host):
        told = "written" if status == "written" else "unchanged"
        report.say(f"{unit.path}  {told}")
        _record(report, status, str(unit.path), unit.text, recipe)


def _record(report: Report, status: str, path: str, text: str, recipe: Recipe) -> None:
    fields = {"start": list(recipe.start), "stop": list(recipe.stop), "remarks": list(recipe.remarks)}
    report.record(status=status, path=path, text=text, **fields, problems=[])
