"""The time that each stage of a build took."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from briefgen.project import cpu_seconds

Tell = Callable[[str, str], None]
"""Who is told that the work on a brief, by its name, comes to a stage, at last to DONE; it may raise to end it all."""
DONE = "done"


class Stages:
    """Measure the CPU seconds of named stages of a brief, in the order in which they ran; `tell` hears of each."""

    def __init__(self, name: str = "", tell: Tell | None = None) -> None:
        self._name = name
        self._tell = tell
        self._seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Measure what happens inside; times of one name add up."""
        if self._tell is not None:
            self._tell(self._name, name)
        begin = cpu_seconds()
        try:
            yield
        finally:
            self._seconds[name] = self._seconds.get(name, 0.0) + cpu_seconds() - begin

    @property
    def seconds(self) -> Mapping[str, float]:
        """Return the CPU seconds by stage."""
        return MappingProxyType(self._seconds)
