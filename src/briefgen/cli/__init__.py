"""The commands. Each parses, calls one function and shows the result; only this room prints.

main.py       the way in: interruption and exit code
program.py    commands, errors and exit codes
commands.py   the table of commands, loaded when they are called
session.py    what the options before the command say, and the project they lead to
report.py     lines for people, objects for programs
console.py    printing that no console can break
progress.py   how far the work has come, on a terminal
misuse.py     commands that were given wrongly
columns.py    columns that stay aligned with Chinese text
messages.py   numbers and sizes in the user's words
completion.py what a shell needs to complete names
show_brief.py, show_fact.py  what `show` says
Every other file is the command of its name.
"""
