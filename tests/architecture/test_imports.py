"""The house rules that a machine can check: who imports whom, which library is where, what no file may do."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "briefgen"

# Lowest first: a room imports only from rooms before it.
ROOMS = (
    "__init__", "errors", "system", "project", "spec", "data", "language", "theme", "typeset", "charts", "pdf",
    "layout", "check", "pipeline", "deliver", "schedule", "cli", "__main__",
)  # fmt: skip

# Outside libraries, by room or by file; a file's own line replaces that of its room.
LIBRARIES: dict[str, set[str]] = {
    "spec": {"yaml", "pydantic", "pydantic_core"},
    "data": {"yaml", "pydantic", "pydantic_core"},
    "data/sheets/workbook_reader.py": {"python_calamine"},
    "data/exchange/workbook_writer.py": {"xlsxwriter"},
    "language": {"babel"},
    "theme": {"yaml", "pydantic"},
    "typeset/harfbuzz.py": {"uharfbuzz"},
    "typeset/manifest.py": {"yaml"},
    "charts/record.py": {"matplotlib", "numpy"},
    "pdf/canvas.py": {"reportlab.pdfgen", "reportlab.pdfbase"},
    "pdf/images.py": {"PIL"},
    "pdf/finishing": {"pikepdf"},
    "pdf/personal": {"pikepdf"},
    "pdf/signing": {"pyhanko", "asn1crypto"},
    "check/finished": {"pikepdf", "fontTools"},
    "check/finished/signatures.py": {"pyhanko", "pyhanko_certvalidator", "asn1crypto"},
    "layout": {"segno"},
    "pipeline/calendar_file.py": {"icalendar"},
    "deliver/channels/pictures.py": {"pypdfium2", "PIL"},
    "deliver/channels/s3.py": {"boto3", "botocore"},
    "deliver/pack/visit_calendar.py": {"icalendar"},
    "schedule/daemon.py": {"apscheduler"},
    "schedule/workdays/china.py": {"chinese_calendar"},
    "cli": {"click"},
    "cli/progress.py": {"click", "rich"},
}
# The only files that may ask what time it is, where it runs and what the environment says.
WORLD = ("project.py", "system.py")
AMBIENT = {
    ("os", "environ"), ("os", "getenv"), ("os", "environb"), ("datetime", "now"), ("datetime", "utcnow"),
    ("datetime", "today"), ("date", "today"), ("time", "time"), ("time", "localtime"), ("time", "gmtime"),
    ("time", "process_time"), ("time", "perf_counter"), ("time", "monotonic"), ("Path", "home"), ("Path", "cwd"),
    ("os", "getcwd"), ("os", "getlogin"), ("sys", "stdout"), ("sys", "stderr"), ("socket", "gethostname"),
    ("os", "name"), ("sys", "platform"),
}  # fmt: skip

FILES = sorted(SOURCE.rglob("*.py"))
TREES = {file.relative_to(SOURCE).as_posix(): ast.parse(file.read_text("utf-8"), str(file)) for file in FILES}


def room_of(file: str) -> str:
    """Return the room of a file: its folder, or its own name where it lies at the top."""
    return file.split("/")[0].removesuffix(".py")


def folders_of(file: str) -> Iterator[str]:
    """Yield the folders that a file lies in, the innermost first, then its room."""
    parts = file.split("/")[:-1]
    while parts:
        yield "/".join(parts)
        parts.pop()
    yield room_of(file)


def imports_of(file: str, *, types: bool = True) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of each import, in functions too; `types` False leaves out TYPE_CHECKING ones."""
    left_out: set[int] = set()
    for node in ast.walk(TREES[file]):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test) and not types:
            left_out.update(id(child) for part in node.body for child in ast.walk(part))
    for node in ast.walk(TREES[file]):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: import by the full name"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def module_file(name: str) -> str | None:
    """Return the file of ours that a dotted name lies in."""
    parts = name.split(".")[1:]
    while parts:
        for candidate in ("/".join(parts) + ".py", "/".join(parts) + "/__init__.py"):
            if candidate in TREES:
                return candidate
        parts.pop()
    return "__init__.py"


def is_ours(name: str) -> bool:
    return name.split(".")[0] == "briefgen"


def test_every_file_lies_in_a_known_room():
    assert {room_of(file) for file in TREES} <= set(ROOMS)


@pytest.mark.parametrize("file", TREES)
def test_imports_go_one_way(file: str):
    own = ROOMS.index(room_of(file))
    wrong = []
    for line, name in imports_of(file):
        target = module_file(name) if is_ours(name) else None
        if target is not None and ROOMS.index(room_of(target)) > own:
            wrong.append(f"{file}:{line} imports {name}")
    assert not wrong


@pytest.mark.parametrize("file", TREES)
def test_libraries_stay_in_their_rooms(file: str):
    allowed = next((LIBRARIES[where] for where in (file, *folders_of(file)) if where in LIBRARIES), set[str]())
    wrong = []
    for line, name in imports_of(file):
        top = name.split(".")[0]
        if top in sys.stdlib_module_names or is_ours(name):
            continue
        if not any(name == library or name.startswith(library + ".") for library in allowed):
            wrong.append(f"{file}:{line} imports {name}")
    assert not wrong


def test_no_cycle_between_files():
    graph = {
        file: {
            target
            for _, name in imports_of(file, types=False)
            if is_ours(name) and (target := module_file(name)) and target != file
        }
        for file in TREES
    }
    state: dict[str, str] = {}

    def visit(file: str, path: list[str]) -> None:
        assert state.get(file) != "open", "cycle: " + " -> ".join([*path[path.index(file) :], file])
        if file in state:
            return
        state[file] = "open"
        for target in sorted(graph[file]):
            visit(target, [*path, file])
        state[file] = "done"

    for file in graph:
        visit(file, [])


@pytest.mark.parametrize("file", TREES)
def test_no_file_takes_a_standard_name(file: str):
    names = {part.removesuffix(".py") for part in file.split("/")} - {"__init__"}
    assert not names & set(sys.stdlib_module_names)
    assert "utils" not in names


@pytest.mark.parametrize("file", TREES)
def test_files_stay_short(file: str):
    lines = len((SOURCE / file).read_text("utf-8").splitlines())
    assert lines <= 400, f"{file} has {lines} lines and is probably two things"


@pytest.mark.parametrize("file", [file for file in TREES if room_of(file) != "cli"])
def test_only_the_cli_prints(file: str):
    calls = [node for node in ast.walk(TREES[file]) if isinstance(node, ast.Call)]
    wrong = [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("print", "input")]
    assert not wrong, f"{file} prints on lines {wrong}"


@pytest.mark.parametrize("file", [file for file in TREES if file not in WORLD])
def test_nothing_ambient(file: str):
    wrong: list[str] = []
    for node in ast.walk(TREES[file]):
        if isinstance(node, ast.Attribute) and isinstance(node.value, (ast.Name, ast.Attribute)):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner, node.attr) in AMBIENT and not (owner == "sys" and room_of(file) == "cli"):
                wrong.append(f"{file}:{node.lineno} reads {owner}.{node.attr}")
        if isinstance(node, ast.ImportFrom) and room_of(file) != "cli":
            taken = [name.name for name in node.names if (node.module, name.name) in AMBIENT]
            wrong += [f"{file}:{node.lineno} takes {name} from {node.module}" for name in taken]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hash":
            wrong.append(f"{file}:{node.lineno} calls hash()")
    wrong += [f"{file}:{line} imports {name}" for line, name in imports_of(file) if name.split(".")[0] == "locale"]
    assert not wrong


@pytest.mark.parametrize("file", TREES)
def test_nothing_that_only_one_system_has(file: str):
    single = {"fcntl", "grp", "pwd", "resource", "termios", "tty", "pty", "syslog", "winreg", "msvcrt", "winsound"}
    used = {name.split(".")[0] for _, name in imports_of(file)}
    assert file in WORLD or not used & single


@pytest.mark.parametrize("file", TREES)
def test_every_file_says_what_it_is_for(file: str):
    assert ast.get_docstring(TREES[file]), f"{file} has no docstring"


def test_types_are_checked_strictly():
    import tomllib

    settings = tomllib.loads((SOURCE.parents[1] / "pyproject.toml").read_text("utf-8"))["tool"]["pyright"]
    assert settings["typeCheckingMode"] == "strict"
    assert settings["include"] == ["src"]
    assert "ignore" not in settings
    assert "exclude" not in settings
    assert (SOURCE / "py.typed").is_file()


# Notes that let an untyped library in, or excuse a use of private parts; only adapter files may carry them.
ADAPTERS = {"typeset/harfbuzz.py", "pdf/canvas.py", "charts/record.py"}


@pytest.mark.parametrize("file", TREES)
def test_only_adapters_relax_the_types(file: str):
    text = (SOURCE / file).read_text("utf-8")
    assert file in ADAPTERS or "# pyright:" not in text, f"{file} relaxes the type checker"
