"""When things are due, and that they are done: schedules, what looks at them, and what tells how it went.

- `when/`      the moments of a trigger: next, latest, how many
- `workdays/`  which days are workdays
- `scheduled.py` one schedule; `plans.py` all of a project
"""

from briefgen.schedule.workdays.known import UnknownYear, Workdays
from briefgen.schedule.scheduled import Action, Plans, Schedule, Trouble
from briefgen.schedule.when.moment import Moment
from briefgen.spec.when import Trigger

__all__ = ["Action", "Moment", "Plans", "Schedule", "Trigger", "Trouble", "UnknownYear", "Workdays"]
