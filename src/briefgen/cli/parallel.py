"""How many things a command works on at once, such as briefs."""

from __future__ import annotations

import click


class Jobs(click.ParamType[int]):
    """Read a number of processes; 0 and auto mean as many as there are processors."""

    name = "N|auto"

    def convert(self, value: int | str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number, at least 1."""
        text = str(value)
        if text in ("0", "auto"):
            from briefgen.project import cores

            return cores()
        if not (text.isascii() and text.isdigit() and len(text) < 5):
            self.fail(f"{text!r} is neither a number of processes nor auto.", param, ctx)
        return int(text)


jobs_option = click.option(
    "-j",
    "--jobs",
    type=Jobs(),
    default="1",
    metavar="N|auto",
    help="Work on N at once, each in a process of its own; auto: one for each processor.",
)
