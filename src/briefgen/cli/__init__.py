"""The commands. Each parses, calls one function and shows the result; only this room prints.

main.py     the program: commands, errors and exit codes
session.py  what the options before the command say, and the project they lead to
commands.py the table of commands, loaded when they are called
report.py   lines for people, objects for programs
console.py  printing that no console can break
columns.py  columns that stay aligned with Chinese text
messages.py numbers and sizes in the user's words
build.py    briefgen build
check.py    briefgen check
list.py     briefgen list
"""
