"""All stages of a build on one screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError
from briefgen.pipeline.calendar_file import calendar_file, drop_calendar, is_due
from briefgen.pipeline.files import holds, work_folder, write_whole
from briefgen.pipeline.manifest import CALENDAR
from briefgen.pipeline.names import edition_name, file_name
from briefgen.pipeline.output import output_folder
from briefgen.pipeline.password import required
from briefgen.pipeline.record import images, record
from briefgen.pipeline.results import Built, Order
from briefgen.pipeline.shared import TRIES, read_shared, restless
from briefgen.pipeline.stages import Stages, Tell
from briefgen.pipeline.states import State, Taken
from briefgen.pipeline.wish import apply, geometry_of, profile_of

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.layout.document import Laid
    from briefgen.pipeline.shared import Shared
    from briefgen.pipeline.signing import Signing
    from briefgen.pipeline.wish import Wish
    from briefgen.project import Project
    from briefgen.spec.settings import Settings


def build_edition(project: Project, shared: Shared, order: Order, tell: Tell | None = None) -> Built:
    """Read a brief and make one edition of it; where a file that it depends on changes meanwhile, do so again.

    Raises AuthorsMistakes with all problems of the brief, VerificationFailure, EnvironmentFailure.
    """
    changed: str | None = None
    for attempt in range(TRIES):
        if attempt:
            shared = read_shared(project)
        taken = Taken(project)
        taken.watch(order.file)
        try:
            return _build(project, shared, order, taken, tell)
        except _ChangedError as error:
            changed = error.name
        except BriefgenError:
            # What was read while it was written can hold mistakes that nobody made.
            changed = shared.taken.changed() or taken.changed()
            if changed is None:
                raise
    raise restless(changed or "")


class _ChangedError(Exception):
    """Say that a file is another than it was before it was read."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _build(project: Project, shared: Shared, order: Order, taken: Taken, tell: Tell | None) -> Built:
    """Make one edition and put the finished file in place; nothing is written before every stage is through.

    `shared` holds the facts. `layout` words, typesets and draws; the rooms language, typeset and pdf work inside it.
    """
    from briefgen.check.finished.verify import verify
    from briefgen.check.preflight import preflight
    from briefgen.layout.document import lay_out
    from briefgen.pipeline.pictures import draw_pictures
    from briefgen.spec.load import load_brief
    from briefgen.theme.load import load_theme

    stages = Stages(order.name, tell)
    with stages.stage("spec"):
        written = load_brief(order.file, project.watched(taken.watch))
        brief = apply(order.wish, written)
        profile, geometry = profile_of(order.wish, brief), geometry_of(order.wish)
        taken.note(images(brief, shared.settings))
        password = required(project.environment) if order.wish.encrypt else None
        signing = _signing(project, shared.settings, order.wish, taken) if order.wish.sign else None
    target = output_folder(project, shared.settings, out=order.out) / file_name(written, brief, order.wish)

    with work_folder(project, target.parent) as work:
        with stages.stage("check"):
            warnings = preflight(brief, shared.store, shared.settings, shared.faces, project)
            theme = load_theme(brief.theme, shared.settings.palette)
        with stages.stage("charts"):
            pictures = draw_pictures(brief, shared.store, theme, project.store, width=geometry.width, anew=order.force)
        with stages.stage("layout"):
            laid = lay_out(
                brief,
                shared.store,
                shared.settings,
                theme,
                shared.faces,
                pictures,
                project,
                profile,
                password,
                geometry=geometry,
                multiple=order.wish.multiple,
            )
        with stages.stage("verify"):
            verify(laid, profile, password)
        data = laid.data
        if signing is not None:
            with stages.stage("sign"):
                data = _signed(project, order, target, laid, signing, password)
        with stages.stage("write"):
            changed = shared.taken.changed() or taken.changed()
            if changed is not None:
                raise _ChangedError(changed)
            there = None if order.force else holds(target, data)
            output = there or write_whole(data, target, work)
            calendar = _calendar(laid, target, work) if is_due(written, brief, order.wish) else None
            if calendar is None:
                drop_calendar(target, order)
            built = Built(
                name=order.name,
                edition=edition_name(written, brief, order.wish),
                path=target,
                sha256=output.sha256,
                pages=laid.pages,
                size=len(data),
                state="unchanged" if there else "built",
                reason=order.reason,
                warnings=warnings,
                timings={},
                calendar=target.with_suffix(CALENDAR) if calendar is not None else None,
            )
            record(project, shared, brief, order, taken, built, output, calendar)
    seconds = {"data": shared.seconds, **stages.seconds}
    return replace(built, timings=seconds)


def _signing(project: Project, settings: Settings, wish: Wish, taken: Taken) -> Signing:
    """Return with what to sign; the edition depends on its certificate."""
    from briefgen.pipeline.signing import certificate_file, open_signing

    taken.watch(certificate_file(project, settings, wish.certificate))
    return open_signing(project, settings, wish.certificate)


def _signed(project: Project, order: Order, target: Path, laid: Laid, signing: Signing, password: str | None) -> bytes:
    """Return the signed file: the one that stands there where it is signed just so, so that nothing is signed twice."""
    from briefgen.pipeline.signing import sign_file, signed_already

    there = None if order.force else signed_already(project, target, laid.data, signing, password)
    return there or sign_file(project, laid.data, signing, laid.context.brief.languages, password)


def _calendar(laid: Laid, target: Path, work: Path) -> State | None:
    """Write the calendar file of an event beside its brief; None where no day of it is known in full."""
    data = calendar_file(laid.context.brief, laid.context.facts, laid.context.theme)
    if data is None:
        return None
    path = target.with_suffix(CALENDAR)
    return holds(path, data) or write_whole(data, path, work)
