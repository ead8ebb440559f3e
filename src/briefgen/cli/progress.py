"""How far the work has come, on a terminal, once it takes longer than a second."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from briefgen.cli.console import is_terminal
from briefgen.pipeline.stages import DONE
from briefgen.project import seconds

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PATIENCE = 1.0
"""Seconds before anything is shown: what is done sooner needs no progress, and no rich, whose import takes time."""
RATE = 0.08
"""Seconds between two drawings, so that a fast stage costs no drawing."""
WIDEST = 60
"""Characters of names and stages, so that a line never breaks; rich cuts it shorter on a narrow terminal."""


class Progress:
    """Show one line on standard error, and nothing where nobody would see it move.

    `surroundings` is None where the user wants no progress. `again` raises an interruption that was swallowed.
    """

    def __init__(
        self, total: int, surroundings: Mapping[str, str] | None, again: Callable[[], None] | None = None
    ) -> None:
        self.total = total
        self._done: set[str] = set()
        self._doing: dict[str, str] = {}
        self._again = again
        self._surroundings = surroundings if surroundings is not None and _moves(surroundings) else None
        self._begin = self._drawn = seconds()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *raised: object) -> None:
        self.hide()

    def tell(self, name: str, stage: str) -> None:
        """Hear that the work on a brief has come to a stage, at last to DONE; without a name, that it goes on."""
        if self._again is not None:
            self._again()
        if stage == DONE:
            self._doing.pop(name, None)
            self._done.add(name)
        elif name:
            self._doing[name] = stage
        self._show()

    def hide(self) -> None:
        """Leave the console as if nothing had been shown; the next stage shows it again."""
        if self._bar is not None and self._bar.live.is_started:
            self._bar.stop()
            self._drawn = 0.0

    def _show(self) -> None:
        if self._surroundings is None or len(self._done) == self.total:
            return
        now = seconds()
        if now - self._begin < PATIENCE or now - self._drawn < RATE:
            return
        if self._bar is None:
            self._bar = self._made(self._surroundings)
            self._task = self._bar.add_task("", total=self.total, start=True)
        if self._task is None:
            return
        doing = ", ".join(f"{name}: {stage}" for name, stage in self._doing.items())
        place = min(len(self._done) + len(self._doing), self.total)
        self._bar.update(self._task, completed=len(self._done), place=place, doing=doing[:WIDEST])
        if not self._bar.live.is_started:
            self._bar.start()
        self._bar.refresh()
        self._drawn = now

    def _made(self, surroundings: Mapping[str, str]) -> Bar:
        """Make the line; only now rich is imported."""
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar
        from rich.table import Column

        console = Console(file=sys.stderr, no_color=bool(surroundings.get("NO_COLOR")), highlight=False, emoji=False)
        return Bar(
            BarColumn(bar_width=20, complete_style="cyan", finished_style="cyan"),
            TextColumn("{task.fields[place]} of {task.total:.0f}", markup=False, table_column=Column(no_wrap=True)),
            TextColumn("{task.fields[doing]}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")),
            console=console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )


def _moves(surroundings: Mapping[str, str]) -> bool:
    """Say whether a line can be drawn over again where the user looks: both streams, so that no file is mixed up."""
    if surroundings.get("TERM") == "dumb":
        return False
    return is_terminal(sys.stderr) and is_terminal(sys.stdout)
