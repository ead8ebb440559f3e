"""A task whose process ends at one order; other processes find it here."""

from __future__ import annotations

import os
from typing import Any

from briefgen.deliver.pack.several import PackTask
from briefgen.project import Project


class DeadlyTask(PackTask):
    """End the process that is to make the pack of one delegation."""

    def __call__(self, project: Project, shared: Any, order: Any, tell: Any = None) -> Any:
        if order.name == "east":
            os._exit(9)
        return super().__call__(project, shared, order, tell)
