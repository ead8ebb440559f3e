"""When things are due, and that they are done: schedules, what looks at them, and what tells how it went.

- `when/`         the moments of a trigger: next, latest, how many; `workdays/` which days are workdays
- `scheduled.py`  one schedule; `plans.py` all of a project (`reading.py`, `files.py`, `kept.py`);
                  `upcoming.py` what comes
- `agenda.py`     what a look looks at; `watched.py` the files behind a schedule that is due on change; `changes.py`
                  whether they changed

- `due.py`        what a schedule has to do now; pure
- `retrying.py`   what is tried again by itself, and when; pure
- `entries.py`    entries of delegations, which are followed where they are moved
- `store/`        what is known of runs
- `lock.py`       only one at a time, and who
- `look.py`       one look: what is due is recorded, then done; `looking.py` with the project's files and processes
- `daemon.py`     look after look, for as long as it lives
- `child.py`      a process for each run, watched from outside; `work.py` what it does; `log.py` and `outcomes.py`
                  what it writes; `after.py` what follows it

- `actions/`      build, pack, deliver; `sections.py` how the sections of a brief stand
- `report/`       the report of a run; `notify.py` and `notices/` what the operator is told
- `editions.py`   editions that are kept; `retention.py` and `clearing.py` what goes
- `status.py`     whether all goes well (`ends.py` what runs out, `history.py`, `prometheus.py`); `install/`
                  timers of systems
"""

from briefgen.schedule.scheduled import Action, Plans, Schedule, Trouble
from briefgen.schedule.when.moment import Moment
from briefgen.schedule.workdays.known import UnknownYear, Workdays
from briefgen.spec.when import Trigger

__all__ = ["Action", "Moment", "Plans", "Schedule", "Trigger", "Trouble", "UnknownYear", "Workdays"]
