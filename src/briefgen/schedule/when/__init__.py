"""The moments at which something is due: the next, the latest, how many, in a named time zone.

- `moment.py` a moment; `instants.py` local times as instants, where clocks are put forward and back
- `days.py`   the days that a trigger means; `moments.py` next, latest and count; `spread.py` jitter
"""
