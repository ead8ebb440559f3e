"""The time that each stage of a build took."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from briefgen.project import cpu_seconds


class Stages:
    """Measure the CPU seconds of named stages, in the order in which they ran."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Measure what happens inside; times of one name add up."""
        begin = cpu_seconds()
        try:
            yield
        finally:
            self._seconds[name] = self._seconds.get(name, 0.0) + cpu_seconds() - begin

    @property
    def seconds(self) -> Mapping[str, float]:
        """Return the CPU seconds by stage."""
        return MappingProxyType(self._seconds)
