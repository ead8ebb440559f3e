"""What has not changed is not made again, and whatever changed is."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from built_project import build, planned, reason
from editions import PROGRAM

from briefgen.errors import Place, Problem
from briefgen.pipeline import installation, record, states
from briefgen.pipeline.current import NEW
from briefgen.pipeline.manifest import read_entry, write_entry
from briefgen.pipeline.results import Built, Order
from briefgen.pipeline.shared import read_shared
from briefgen.pipeline.wish import Wish
from briefgen.project import installed, open_project
from briefgen.spec.find import find_briefs
from briefgen.spec.load import load_brief

SECOND = 1_000_000_000


def entry_of(root: Path, edition: str = "robotics") -> Path:
    return root / "dist" / ".manifest" / f"{edition}.json"


def append(path: Path, text: str = "\n# another byte\n") -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the clock be ahead, or behind where `seconds` are below 0."""
    clock = states.clock
    monkeypatch.setattr(states, "clock", lambda: clock() + int(seconds * SECOND))


def settle(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all times be old enough to be trusted."""
    later(monkeypatch, 10)
    assert reason(root) == ""


def test_a_current_edition_is_skipped_and_is_what_it_was(root: Path):
    target = root / "dist" / "robotics.pdf"
    before = target.stat()
    first, second = build(root), build(root, force=True)
    assert isinstance(first, Built)
    assert isinstance(second, Built)
    assert (first.state, first.reason, first.written) == ("skipped", "", False)
    assert (second.state, second.reason, second.written) == ("built", "forced", True)
    same = {"state": "", "reason": "", "timings": {}}
    assert replace(first, **same) == replace(second, **same)
    assert first.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert first.size == before.st_size
    assert first.path == target


def test_what_is_made_again_and_is_the_same_is_not_touched(root: Path):
    before = (root / "dist" / "robotics.pdf").stat()
    append(root / "data" / "robotics.yaml")
    made = build(root)
    assert isinstance(made, Built)
    assert (made.state, made.reason) == ("unchanged", "data/robotics.yaml changed")
    assert {"data", "spec", "layout"} <= set(made.timings)
    after = (root / "dist" / "robotics.pdf").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert reason(root) == ""


def test_warnings_are_told_again(root: Path, monkeypatch: pytest.MonkeyPatch):
    warning = Problem(Place("data/x.xlsx", 4, 2, "Facts!B4"), "A number 数 is old.", "Renew it.")
    monkeypatch.setattr("briefgen.check.preflight.preflight", lambda *whatever: (warning,))
    for state in ("built", "skipped", "skipped"):
        made = build(root, force=state == "built")
        assert isinstance(made, Built)
        assert made.state == state
        assert made.warnings == (warning,)
        assert [problem.hint for problem in made.warnings] == ["Renew it."]


CHANGES: dict[str, Callable[[Path], object]] = {
    "data/robotics.yaml changed": lambda root: append(root / "data" / "robotics.yaml"),
    "data/robotics.yaml was removed": lambda root: (root / "data" / "robotics.yaml").unlink(),
    "briefings/industries/robotics.yaml changed": lambda root: append(
        root / "briefings" / "industries" / "robotics.yaml"
    ),
    "briefgen.yaml changed": lambda root: append(root / "briefgen.yaml"),
    "images/logo.png changed": lambda root: (root / "images" / "logo.png").write_bytes(b"x"),
    "images/logo.png was removed": lambda root: (root / "images" / "logo.png").unlink(),
    "data/new.yaml is new": lambda root: (root / "data" / "new.yaml").write_text("section: new\n", "utf-8"),
    "data/.new.yaml is new": lambda root: (root / "data" / ".new.yaml").write_text("section: new\n", "utf-8"),
    "data/deep/rows.csv is new": lambda root: write(root / "data" / "deep" / "rows.csv"),
    "data/folder.yaml is new": lambda root: (root / "data" / "folder.yaml").mkdir(),
    "briefings/robotics.yaml takes the place of briefings/industries/robotics.yaml": lambda root: (
        root / "briefings" / "industries" / "robotics.yaml"
    ).rename(root / "briefings" / "robotics.yaml"),
    "the finished file was changed": lambda root: (root / "dist" / "robotics.pdf").write_bytes(b"mine"),
    "the finished file was removed": lambda root: (root / "dist" / "robotics.pdf").unlink(),
}


def write(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("id\n", "utf-8")


@pytest.mark.parametrize("why", CHANGES)
def test_whatever_changed_is_told(root: Path, why: str):
    CHANGES[why](root)
    assert reason(root) == why


def test_what_editors_leave_in_the_data_is_no_change(root: Path):
    for name in (".robotics.yaml.swp", "~$facts.xlsx", "robotics.csv~", ".DS_Store"):
        (root / "data" / name).write_bytes(b"")
    assert reason(root) == ""


def test_one_byte_of_the_same_length_is_a_change(root: Path):
    path = root / "dist" / "robotics.pdf"
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    assert reason(root) == "the finished file was changed"


def test_a_table_file_outside_the_data_counts_where_a_section_reads_it(root: Path, monkeypatch: pytest.MonkeyPatch):
    from briefgen.data import load

    table = root / "tables.csv"
    table.write_text("id\n", "utf-8")
    read = load.load_store

    def reading(project, *arguments):
        project.require_file(table)
        return read(project, *arguments)

    monkeypatch.setattr(load, "load_store", reading)
    assert isinstance(build(root, force=True), Built)
    assert reason(root) == ""
    append(table)
    assert reason(root) == "tables.csv changed"


@pytest.mark.parametrize(
    "wish",
    [
        Wish("internal"),
        Wish("external"),
        Wish(None, "office"),
        Wish(None, "phone"),
        Wish(None, "print", multiple=4),
        Wish(None, None, "zh"),
        Wish(profile="plain"),
        Wish(profile="ua1+a2a"),
        Wish(attach=True),
        Wish(profile="ua2+a4f", attach=True),
    ],
    ids=str,
)
def test_each_wish_has_its_own_record(root: Path, wish: Wish):
    assert reason(root, wish=wish) == NEW
    assert isinstance(build(root, wish=wish), Built)
    assert reason(root, wish=wish) == ""
    assert reason(root) == ""


def test_a_language_that_is_none_has_no_record(root: Path):
    assert reason(root, wish=Wish(None, None, "../../x")) == NEW


def test_another_folder_has_its_own_record(root: Path, tmp_path: Path):
    assert reason(root, out=tmp_path / "there") == NEW
    assert isinstance(build(root, out=tmp_path / "there"), Built)
    assert reason(root, out=tmp_path / "there") == ""
    assert (tmp_path / "there" / ".manifest" / "robotics.json").is_file()


def test_another_output_in_the_settings_is_followed(root: Path):
    settings = root / "briefgen.yaml"
    settings.write_text(settings.read_text("utf-8").replace("output: dist", "output: elsewhere"), "utf-8")
    if "elsewhere" not in settings.read_text("utf-8"):
        append(settings, "\noutput: elsewhere\n")
    made = build(root)
    assert isinstance(made, Built)
    assert made.path == root / "elsewhere" / "robotics.pdf"
    again = planned(root)
    assert isinstance(again, Built)
    assert again.path == made.path


INSTALLED: dict[str, Callable[[installation.Installation], object]] = {
    "reportlab 5.0.9 → {reportlab}": lambda then: then["libraries"].update(reportlab="5.0.9"),
    "segno unknown → {segno}": lambda then: then["libraries"].pop("segno"),
    "cpython 3.9.1 → {python}": lambda then: then.update(python="cpython 3.9.1"),
    "zlib 1.0 → {zlib}": lambda then: then.update(zlib="1.0"),
    "briefgen 0.0.1 → {briefgen}": lambda then: then.update(briefgen="0.0.1"),
    "briefgen changed": lambda then: then.update(code="x", source="y"),
    "the fonts changed": lambda then: then.update(fonts="x"),
    "": lambda then: then.update(code="x"),  # only the times of the files are others
}


@pytest.mark.parametrize("why", INSTALLED)
def test_another_installation_is_told(root: Path, why: str):
    entry = read_entry(entry_of(root))
    assert entry is not None
    now = installation.installation(open_project(root).fonts)
    INSTALLED[why](entry.installed)
    write_entry(entry_of(root), entry)
    assert reason(root) == why.format(**{**now, **now["libraries"]})


def test_versions_are_found_as_pip_and_as_debian_record_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("pydantic_core-2.5.1.dist-info", "PyYAML-6.0.1.egg-info", "segno-1.6-py3.11.egg-info", "odd.egg-info"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    assert installed(["pydantic-core", "pyyaml", "segno", "reportlab"]) == {
        "pydantic-core": "2.5.1",
        "pyyaml": "6.0.1",
        "segno": "1.6",
    }


def test_code_and_fonts_are_looked_at(tmp_path: Path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.ttf").write_bytes(b"one")
    stamps = [installation.installation(tmp_path)["fonts"]]
    (tmp_path / "deep" / "a.ttf").write_bytes(b"three")
    stamps.append(installation.installation(tmp_path)["fonts"])
    (tmp_path / "b.ttf").write_bytes(b"")
    stamps.append(installation.installation(tmp_path)["fonts"])
    assert len(set(stamps)) == 3
    names = {name for name, _ in installation._code()}
    assert {"pipeline/current.py", "charts/bars.py", "language/words.py"} <= names
    assert any(name.startswith("theme/") and name.endswith(".yaml") for name in names)
    assert not any("__pycache__" in name or name.startswith("fonts/") for name in names)


def test_every_library_that_draws_is_looked_at():
    import tomllib

    project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    needed = {line.split(">")[0] for line in tomllib.loads(project.read_text("utf-8"))["project"]["dependencies"]}
    no_pages = {"click", "rich", "tzdata", "xlsxwriter"}
    assert needed - no_pages == set(installation.LIBRARIES) - {"numpy", "pydantic-core", "pyhanko"}
    versions = installation.installation(Path(installation.__file__).parent)["libraries"]
    from importlib.metadata import version

    assert versions == {library: version(library) for library in installation.LIBRARIES}


def day(root: Path, text: str) -> str:
    project = replace(open_project(root, environment={}), today=datetime.date.fromisoformat(text))
    return reason(project)


def test_the_day_counts_where_a_figure_ends(root: Path):
    entry = read_entry(entry_of(root))
    assert entry is not None
    write_entry(entry_of(root), replace(entry, first="2026-03-01", last="2026-05-31"))
    assert day(root, "2026-03-01") == day(root, "2026-05-31") == ""
    assert day(root, "2026-06-01") == "the last day of a figure is past"
    assert day(root, "2026-02-28") == "the day is an earlier one"
    write_entry(entry_of(root), replace(entry, first="", last=""))
    assert day(root, "1999-01-01") == day(root, "2999-01-01") == ""


def test_days_are_those_between_two_ends():
    ends = [None, *(datetime.date(2026, month, 10) for month in (2, 4, 6, 8))]
    assert record.days(ends, datetime.date(2026, 5, 1)) == ("2026-04-11", "2026-06-10")
    assert record.days(ends, datetime.date(2026, 6, 10)) == ("2026-04-11", "2026-06-10")
    assert record.days(ends, datetime.date(2026, 6, 11)) == ("2026-06-11", "2026-08-10")
    assert record.days(ends, datetime.date(2026, 1, 1)) == ("", "2026-02-10")
    assert record.days(ends, datetime.date(2026, 9, 1)) == ("2026-08-11", "")
    assert record.days([None], datetime.date(2026, 9, 1)) == ("", "")


def test_a_figure_that_ends_ends_the_record(root: Path):
    path = root / "data" / "robotics.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("    source: "))
    lines.insert(at, "    valid-until: 2999-01-31\n")
    path.write_text("".join(lines), "utf-8")
    assert isinstance(build(root), Built)
    entry = read_entry(entry_of(root))
    assert entry is not None
    assert (entry.first, entry.last) == ("", "2999-01-31")
    assert day(root, "2999-01-31") == ""
    assert day(root, "2999-02-01") == "the last day of a figure is past"


def test_what_a_figure_is_calculated_from_ends_the_record_from_any_section(root: Path):
    data = root / "data" / "h1-2025.yaml"
    text = data.read_text("utf-8")
    for name, end in (("ai-h1-revenue", "2999-01-31"), ("software-h1-revenue", "2998-01-31")):
        head = f"  {name}:\n"
        assert text.count(head) == 1
        text = text.replace(head, f"{head}    valid-until: {end}\n")
    data.write_text(text, "utf-8")
    section = root / "data" / "sums.yaml"
    section.write_text(
        "section: sums\ntitle: {zh: 比, en: Ratio}\nfacts:\n  ratio:\n    name: {zh: 比, en: Ratio}\n"
        "    derive: {ratio: [ai-h1-revenue, software-h1-revenue], digits: 2}\n",
        "utf-8",
    )
    project = open_project(root, environment={})
    shared = read_shared(project)
    brief = load_brief(find_briefs(project)["robotics"], project).model_copy(update={"sections": ("sums",)})
    ends = {str(end) for end in record._ends(brief, shared)}
    assert ends == {"2998-01-31", "2999-01-31"}


def test_a_touched_file_is_read_once(root: Path, monkeypatch: pytest.MonkeyPatch, reads: list[str]):
    settle(root, monkeypatch)
    reads.clear()
    assert reason(root) == ""
    assert reads == []
    os.utime(root / "data" / "robotics.yaml", ns=(5, 5))
    later(monkeypatch, 10)
    assert reason(root) == ""
    assert reads == ["robotics.yaml"]
    reads.clear()
    later(monkeypatch, 10)
    assert reason(root) == ""
    assert reads == []


def test_the_record_is_left_alone_where_nothing_is_new(root: Path, monkeypatch: pytest.MonkeyPatch):
    settle(root, monkeypatch)
    before = entry_of(root).stat()
    assert reason(root) == ""
    assert entry_of(root).stat().st_mtime_ns == before.st_mtime_ns
    assert entry_of(root).stat().st_ino == before.st_ino


def hidden_edit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change a byte of a file and leave its size and times as they were, as can happen where times are coarse."""
    path = root / "data" / "robotics.yaml"
    stat = path.stat()
    text = path.read_text("utf-8")
    path.write_text(text.replace("# ", "#!", 1) if "# " in text else text.swapcase(), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    look = states._stat
    times = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
    monkeypatch.setattr(states, "_stat", lambda found: times if found == path else look(found))


def test_what_changed_as_its_state_was_taken_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch):
    append(root / "data" / "robotics.yaml", "# ends\n")
    assert isinstance(build(root), Built)
    hidden_edit(root, monkeypatch)
    assert reason(root) == "data/robotics.yaml changed"


def test_a_clock_that_was_set_back_is_not_trusted(root: Path, monkeypatch: pytest.MonkeyPatch, reads: list[str]):
    settle(root, monkeypatch)
    hidden_edit(root, monkeypatch)
    assert reason(root) == ""  # nothing tells of it
    later(monkeypatch, -3600)
    assert reason(root) == "data/robotics.yaml changed"
    assert "robotics.yaml" in reads


def test_times_alone_decide_nothing_when_the_clock_was_set_back(root: Path, monkeypatch: pytest.MonkeyPatch):
    settle(root, monkeypatch)
    later(monkeypatch, -7200)
    assert reason(root) == ""
    path = root / "data" / "robotics.yaml"
    append(path)
    os.utime(path, (1, 1))
    assert reason(root) == "data/robotics.yaml changed"


def test_a_moved_and_a_copied_project_are_current(root: Path, tmp_path: Path):
    moved = root.rename(tmp_path / "moved")
    assert reason(moved) == ""
    copied = Path(shutil.copytree(moved, tmp_path / "copied", copy_function=shutil.copy))
    assert reason(copied) == ""
    append(copied / "data" / "robotics.yaml")
    assert reason(copied) == "data/robotics.yaml changed"
    assert reason(moved) == ""


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda whole: b"",
    "half": lambda whole: whole[: len(whole) // 2],
    "a digit": lambda whole: whole.replace(b'"pages":5', b'"pages":6'),
    "no text": lambda whole: b"\xff\xfe\x00",
    "longer": lambda whole: whole + b" ",
    "nested": lambda whole: sealed(b"[" * 100_000),
    "list": lambda whole: sealed(b"[1]"),
    "null": lambda whole: sealed(b"null"),
}


def sealed(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_record_is_none(root: Path, damage: str):
    path = entry_of(root)
    whole = path.read_bytes()
    path.write_bytes(DAMAGE[damage](whole))
    assert path.read_bytes() != whole
    assert reason(root) == NEW
    assert isinstance(build(root), Built)
    assert reason(root) == ""


ALIEN: list[Callable[[dict[str, object]], object]] = [
    lambda entry: entry.update(format=1, wish=[None, None, None]),  # as before profiles
    lambda entry: entry.update(format=1),
    lambda entry: entry.update(format=3),
    lambda entry: entry.pop("format"),
    lambda entry: entry.update(brief="other"),
    lambda entry: entry.update(wish=["internal", None, None, None, False]),
    lambda entry: entry.update(wish=[None, None, None, "plain", False]),
    lambda entry: entry.update(wish=[None, None, None, None, True]),
    lambda entry: entry.update(wish=[None, None, None, None, "yes"]),
    lambda entry: entry.update(wish=[None, None, None, 5, False]),
    lambda entry: entry.update(wish=[None, None, None]),
    lambda entry: entry.update(wish=[]),
    lambda entry: entry.update(inputs=[]),
    lambda entry: entry.update(inputs={"a": [1, 2]}),
    lambda entry: entry.update(inputs={"a": ["1", 2, 3, "x"]}),
    lambda entry: entry.update(installed={}),
    lambda entry: entry.update(days="2026"),
    lambda entry: entry.update(made=True),
    lambda entry: entry.update(file="../../robotics.pdf"),
    lambda entry: entry.update(file="robotics.pdf/x"),
    lambda entry: entry.update(output=None),
    lambda entry: entry.update(pages="5"),
    lambda entry: entry.update(warnings=[["a"]]),
    lambda entry: entry.update(warnings=[["a", 1, 1, "", 5, ""]]),
    lambda entry: entry.update(data="data"),
]


@pytest.mark.parametrize("change", ALIEN)
def test_a_whole_record_that_is_none_of_ours_is_none(root: Path, change: Callable[[dict[str, object]], object]):
    entry = json.loads(entry_of(root).read_bytes().partition(b"\n")[2])
    change(entry)
    entry_of(root).write_bytes(sealed(json.dumps(entry).encode()))
    assert reason(root) == NEW


ANYTHING = [None, True, 5, -1, 1e99, "x", "\0", "../..", [], [[1]], {}, {"a": 1}, {"\0": [1, 2, 3, "x"]}]


def test_no_value_anywhere_in_a_record_is_a_fault(root: Path):
    entry = json.loads(entry_of(root).read_bytes().partition(b"\n")[2])
    project = open_project(root, environment={})
    for key in entry:
        for value in ANYTHING:
            entry_of(root).write_bytes(sealed(json.dumps({**entry, key: value}).encode()))
            why = reason(project)
            unseen = key in ("made", "warnings", "pages", "edition", "data", "calendar")
            assert why or value == entry[key] or unseen, (key, value)


@pytest.mark.parametrize("note", [b"", b"{}", sealed(b'{"settings":"x","output":"data"}'), sealed(b"[]")])
def test_a_damaged_note_of_the_output_is_none(root: Path, note: bytes):
    (root / ".briefgen" / "notes" / "output").write_bytes(note)
    assert reason(root) == ""


def test_without_a_store_an_edition_is_current(root: Path):
    shutil.rmtree(root / ".briefgen")
    assert reason(root) == ""


def test_a_manifest_that_cannot_be_written_says_nothing_false(root: Path):
    shutil.rmtree(root / "dist" / ".manifest")
    (root / "dist" / ".manifest").write_text("in the way", "utf-8")
    for _ in range(2):
        made = build(root)
        assert isinstance(made, Built)
        assert (made.state, made.reason) == ("unchanged", NEW)


def test_a_record_that_cannot_be_replaced_says_nothing_false(root: Path, monkeypatch: pytest.MonkeyPatch):
    brief = root / "briefings" / "industries" / "robotics.yaml"
    text = brief.read_text("utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("briefgen.pipeline.manifest.seal", lambda *whatever: False)
        brief.write_text(text.replace("number: 2}", "number: 3}"), "utf-8")
        made = build(root)
        assert isinstance(made, Built)
        assert made.state == "built"
        assert reason(root) == "briefings/industries/robotics.yaml changed"
    brief.write_text(text, "utf-8")
    assert reason(root) == "the finished file was changed"


def test_a_refused_brief_keeps_file_and_record_and_is_tried_again(root: Path):
    target, entry = root / "dist" / "robotics.pdf", entry_of(root)
    before = (target.read_bytes(), entry.read_bytes())
    (root / "briefings" / "industries" / "robotics.yaml").write_text("kind: nothing\n", "utf-8")
    for _ in range(2):
        assert not isinstance(build(root), Built)
    assert (target.read_bytes(), entry.read_bytes()) == before


HEAVY = {"yaml", "pydantic", "reportlab", "babel", "matplotlib", "numpy", "uharfbuzz", "PIL", "segno", "rich"}


def test_nothing_heavy_is_imported_for_nothing(root: Path):
    script = f"""
import sys
from briefgen.cli.main import run
assert run(["build", "robotics"]) == 0
assert not {HEAVY!r} & set(sys.modules), {HEAVY!r} & set(sys.modules)
assert "importlib.metadata" not in sys.modules
"""
    source = str(Path(__file__).resolve().parents[2] / "src")
    environment = {**os.environ, "PYTHONPATH": source, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert "unchanged" in done.stdout.decode()


def test_the_program_skips_and_tells_the_reason(root: Path):
    source = str(Path(__file__).resolve().parents[2] / "src")
    environment = {**os.environ, "PYTHONPATH": source, "PYTHONIOENCODING": "utf-8"}
    append(root / "briefgen.yaml")
    said = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, "build", "-v", "robotics"],
            cwd=root,
            env=environment,
            capture_output=True,
            check=True,
        ).stdout.decode()
        for _ in range(2)
    ]
    assert "briefgen.yaml changed" in said[0]
    assert "changed" not in said[1].replace("unchanged", "")


def test_orders_and_results_pass_between_processes(root: Path):
    import pickle

    from briefgen.errors import AuthorsMistakes, UsageMistake
    from briefgen.pipeline.results import Refused

    project = open_project(root)
    assert pickle.loads(pickle.dumps(project)) == project
    mistakes = AuthorsMistakes([Problem(Place("a.yaml", 1), "Wrong.", "Mend it.")])
    order = planned(root, force=True)
    assert isinstance(order, Order)
    for value in (order, build(root), Wish("internal")):
        assert pickle.loads(pickle.dumps(value)) == value
    refused = pickle.loads(pickle.dumps(Refused("a", mistakes)))
    assert refused.error.problems == mistakes.problems
    assert refused.error.problems[0].hint == "Mend it."
    usage = pickle.loads(pickle.dumps(UsageMistake("No.", "Yes.")))
    assert (usage.message, usage.hint) == ("No.", "Yes.")
