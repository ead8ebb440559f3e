"""What others read in the units that we write, by the rules of their manuals, written anew here.

systemd: words by systemd.syntax(7) and systemd.service(5), specifiers by systemd.unit(5). cron: crontab(5), then a
shell. Windows: the arguments of a command as C programs get them (Microsoft, "Parsing C command-line arguments").
"""

from __future__ import annotations

import shlex
from xml.etree import ElementTree

TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
_C_ESCAPES = {"\\": "\\", '"': '"', "'": "'", "s": " ", "n": "\n", "t": "\t"}


def values(unit: str, key: str) -> list[str]:
    """Return the values of a key in a unit, as they are written."""
    return [line.partition("=")[2] for line in unit.splitlines() if line.startswith(f"{key}=")]


def systemd_words(text: str) -> list[str]:
    """Return the words of a value with quotes, escapes and specifiers resolved; only %% may be a specifier."""
    words: list[str] = []
    current, quote, begun = "", "", False
    letters = iter(text)
    for letter in letters:
        if letter == "\\":
            current += _C_ESCAPES[next(letters)]
        elif quote:
            if letter == quote:
                quote = ""
            else:
                current += letter
        elif letter in "\"'":
            quote, begun = letter, True
        elif letter.isspace():
            if begun or current:
                words.append(current)
            current, begun = "", False
        else:
            current += letter
    assert not quote
    if begun or current:
        words.append(current)
    return [_plain(word) for word in words]


def _plain(word: str) -> str:
    parts = word.split("%%")
    assert not any("%" in part for part in parts), f"a specifier stands in {word!r}"
    return "%".join(parts)


def cron_line(text: str, *, user: bool) -> tuple[str, str, str]:
    """Return when, as whom and what a line of cron does; `user` where it has the column of /etc/cron.d."""
    count = 6 if user else 5
    fields = text.split(None, count)
    command = fields.pop()
    said, letters = "", iter(command)
    for letter in letters:
        assert letter != "%", "cron ends the command here"
        follow = next(letters, "") if letter == "\\" else letter
        assert follow == "%" or letter != "\\", "crons differ in what a backslash means"
        said += follow
    return " ".join(fields[:5]), fields[5] if user else "", said


def executed(command: str) -> list[str]:
    """Return the words of the program that a command of a shell ends in."""
    words = shlex.split(command, comments=True)
    return words[words.index("exec") + 1 :]


def windows_words(text: str) -> list[str]:
    """Return the arguments that a program of Windows gets."""
    words: list[str] = []
    at = 0
    while at < len(text):
        while at < len(text) and text[at] in " \t":
            at += 1
        if at == len(text):
            break
        word, inside = "", False
        while at < len(text) and (inside or text[at] not in " \t"):
            slashes = 0
            while at < len(text) and text[at] == "\\":
                slashes, at = slashes + 1, at + 1
            if at < len(text) and text[at] == '"':
                word += "\\" * (slashes // 2)
                if slashes % 2:
                    word += '"'
                else:
                    inside = not inside
                at += 1
            else:
                word += "\\" * slashes
                if at < len(text) and (inside or text[at] not in " \t"):
                    word, at = word + text[at], at + 1
        words.append(word)
    return words


ELEMENTS = {
    "Task": {"RegistrationInfo", "Triggers", "Settings", "Data", "Principals", "Actions"},
    "RegistrationInfo": {"URI", "SecurityDescriptor", "Source", "Date", "Author", "Version", "Description"},
    "Triggers": {"TimeTrigger"},
    "TimeTrigger": {"Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "RandomDelay"},
    "Repetition": {"Interval", "Duration", "StopAtDurationEnd"},
    "Principals": {"Principal"},
    "Principal": {"UserId", "LogonType", "GroupId", "DisplayName", "RunLevel"},
    "Settings": {
        "AllowStartOnDemand", "MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries",
        "StartWhenAvailable", "RunOnlyIfNetworkAvailable", "WakeToRun", "Enabled", "Hidden", "ExecutionTimeLimit",
        "Priority",
    },
    "Actions": {"Exec"},
    "Exec": {"Command", "Arguments", "WorkingDirectory"},
}  # fmt: skip
"""Which elements may stand in which, of those that a task of ours needs (Task Scheduler schema)."""
IN_ORDER = ("TimeTrigger",)
"""Elements whose children stand in the order of the schema; in the others any order will do."""


def misplaced(element: ElementTree.Element) -> list[str]:
    """Return what the schema of tasks does not allow."""
    name = element.tag.removeprefix(TASK)
    children = [child.tag.removeprefix(TASK) for child in element]
    allowed = ELEMENTS.get(name, set())
    wrong = [f"{name}/{child}" for child in children if child not in allowed]
    if len(children) != len(set(children)):
        wrong.append(f"{name}: twice the same")
    if name in IN_ORDER:
        order = ["Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "RandomDelay"]
        if children != sorted(children, key=order.index):
            wrong.append(f"{name}: order")
    return wrong + [each for child in element for each in misplaced(child)]
