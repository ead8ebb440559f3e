"""Time briefgen beside the other programs that are installed, in turn, and print tables in Markdown.

    python benchmarks/run.py [--rounds 7] [--only briefgen,reportlab,typst] [--quick] [--json results.json]

One brief: whole processes, start to end. cold: no picture stored, no manifest. stored: pictures of the charts are
there, output and manifest are not. again: nothing has changed. help: `briefgen --help`. Many briefs: twenty different
issues in one process, nothing stored, and by briefgen also in two (`--jobs 2`).

All commands run round by round, so that a slow spell hits each of them; medians are printed. Ratios are to ReportLab
with Matplotlib PNG, CPU to CPU within one round. CPU is user and system time of the process and all that it waits for,
peak memory that of its largest process. A round before the first is not counted: it fills the file cache and the byte
code. Needs an operating system that tells the time of a finished process (Linux, macOS).
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BASE = "reportlab"
PROGRAM = "from briefgen.cli.main import main; main()"
BRIEF = "industries"
ISSUES = 20
PICTURE = re.compile(r"[0-9a-f]{64}\.json")
"""How briefgen calls a stored picture of a chart."""

PEERS = {
    "reportlab": ("1 ReportLab + Matplotlib PNG 200 dpi", "reportlab_png.py", "reportlab"),
    "typst": ("Typst + Matplotlib SVG, tagged", "typst_svg.py", "typst"),
    "weasyprint": ("WeasyPrint + Matplotlib SVG, tagged", "weasyprint_svg.py", "weasyprint"),
    "fpdf2": ("fpdf2 + Matplotlib PNG 200 dpi", "fpdf2_png.py", "fpdf"),
}
"""By name: what the table calls it, its script, the module that must be there."""

LIBRARIES = ("matplotlib", "reportlab", "pydantic", "uharfbuzz", "typst", "weasyprint", "fpdf2")


@dataclass(frozen=True)
class Cost:
    """Hold what a process took: seconds of CPU and by the clock, MiB at its peak."""

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True)
class Case:
    """Hold a command that is measured: `before` sets its stage each time, `made` is the file whose size is told."""

    label: str
    command: list[str]
    before: Callable[[], None]
    made: Path | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default=",".join(["briefgen", *PEERS]), help="briefgen, " + ", ".join(PEERS))
    parser.add_argument("--quick", action="store_true", help="three rounds of one brief, no batches")
    parser.add_argument("--part", choices=["one", "many"], help="only one brief, or only many")
    parser.add_argument("--briefs", type=int, default=ISSUES, help="how many different briefs many are")
    parser.add_argument("--json", type=Path, help="write all measured values here")
    options = parser.parse_args()
    chosen = options.only.split(",")
    for name in chosen:
        if name in PEERS and importlib.util.find_spec(PEERS[name][2]) is None:
            print(f"Skipped: {PEERS[name][0]} ({PEERS[name][2]} is not installed).")
    names = [name for name in PEERS if name in chosen and importlib.util.find_spec(PEERS[name][2])]
    results: dict[str, dict[str, list[Cost]]] = {}
    print(machine())
    with tempfile.TemporaryDirectory(prefix="briefgen-benchmark-") as folder:
        work = Path(folder)
        if options.part != "many":
            one = single_cases(work, names, "briefgen" in chosen)
            results["one"] = measure(one, 3 if options.quick else options.rounds)
            print(one_table(one, results["one"]))
        if options.part != "one" and not options.quick:
            many = batch_cases(work, names, "briefgen" in chosen, options.briefs)
            results["many"] = measure(many, options.rounds)
            print(many_table(many, results["many"], options.briefs))
    if options.json:
        told = {
            part: {key: [asdict(cost) for cost in costs] for key, costs in found.items()}
            for part, found in results.items()
        }
        options.json.write_text(json.dumps({"machine": machine(), **told}, indent=1) + "\n", encoding="utf-8")


# -------------------------------------------------------------------------------------------------------------- cases
def single_cases(work: Path, names: Sequence[str], ours: bool) -> dict[str, Case]:
    """Return the commands that make one brief."""
    cases: dict[str, Case] = {}
    for name in names:
        label, script, _ = PEERS[name]
        pdf = work / f"{name}.pdf"
        cases[name] = Case(label, [sys.executable, str(HERE / "peers" / script), str(pdf)], nothing, pdf)
    if ours:
        project = work / "project"
        shutil.copytree(HERE / "project", project)
        build = [*briefgen(project), "build", BRIEF]
        pdf = project / "dist" / f"{BRIEF}.pdf"
        cases["cold"] = Case("briefgen, cold", build, lambda: forget(project, pictures=True), pdf)
        cases["stored"] = Case("briefgen, pictures stored", build, lambda: forget(project, pictures=False), pdf)
        cases["again"] = Case("briefgen, nothing to do", build, nothing, pdf)
        cases["help"] = Case("briefgen --help", [*briefgen(project), "--help"], nothing)
    return cases


def batch_cases(work: Path, names: Sequence[str], ours: bool, count: int) -> dict[str, Case]:
    """Return the commands that make many briefs, all different."""
    cases: dict[str, Case] = {}
    for name in names:
        label, script, _ = PEERS[name]
        command = [sys.executable, str(HERE / "peers" / script), str(work / name), "--briefs", str(count)]
        cases[name] = Case(label, command, nothing)
    if ours:
        project = work / "issues"
        subprocess.run([sys.executable, str(HERE / "make_project.py"), str(project), str(count)], check=True)
        build = [*briefgen(project), "build", "--all"]
        cases["all"] = Case("briefgen build --all", build, lambda: forget(project, pictures=True))
        if "--jobs" in subprocess.run([*build, "--help"], capture_output=True, text=True, check=True).stdout:
            command = [*build, "--jobs", "2"]
            cases["jobs"] = Case("briefgen build --all --jobs 2", command, lambda: forget(project, pictures=True))
        cases["all again"] = Case("briefgen build --all, nothing to do", build, nothing)
    return cases


def briefgen(project: Path) -> list[str]:
    return [sys.executable, "-c", PROGRAM, "-C", str(project)]


def forget(project: Path, *, pictures: bool) -> None:
    """Remove what builds left: output and manifest, and the store of pictures where that is meant."""
    shutil.rmtree(project / "dist", ignore_errors=True)
    kept = project / ".briefgen"
    for entry in kept.iterdir() if kept.is_dir() else ():
        if pictures or not PICTURE.fullmatch(entry.name):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def nothing() -> None:
    """Leave all as it is."""


# ---------------------------------------------------------------------------------------------------------- measuring
def measure(cases: dict[str, Case], rounds: int) -> dict[str, list[Cost]]:
    """Run all cases in turn, round by round; the first round is not counted."""
    found: dict[str, list[Cost]] = {key: [] for key in cases}
    for number in range(rounds + 1):
        print(f"round {number} of {rounds}", file=sys.stderr)
        for key, case in cases.items():
            case.before()
            cost = run(case.command)
            if number:
                found[key].append(cost)
    return found


def run(command: Sequence[str]) -> Cost:
    """Return what a command took. Ends the benchmark where it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=environment(), stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{said.read().decode('utf-8', 'replace')}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / unit)


def environment() -> dict[str, str]:
    """Return the environment of what is measured: byte code is kept, and this tree's briefgen is meant."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "BRIEFGEN_DEBUG")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {"PYTHONPATH": str(ROOT / "src"), **kept}


# ------------------------------------------------------------------------------------------------------------- tables
def one_table(cases: dict[str, Case], found: dict[str, list[Cost]]) -> str:
    """Return the table of one brief."""
    rows = [
        "",
        "| one brief, whole process | CPU s | × peer 1 | wall s | peak MiB | kB | pages |",
        "|---|---|---|---|---|---|---|",
    ]
    for key, case in cases.items():
        cpu, wall, peak = middle(found[key])
        size = f"{case.made.stat().st_size / 1000:.0f}" if case.made else ""
        pages = page_count(case.made) if case.made else ""
        ratio = ratio_to_base(found, key)
        rows.append(f"| {case.label} | {cpu:.3f} | {ratio} | {wall:.3f} | {peak:.0f} | {size} | {pages} |")
    return "\n".join(rows)


def many_table(cases: dict[str, Case], found: dict[str, list[Cost]], count: int) -> str:
    """Return the table of many briefs."""
    rows = [
        "",
        f"| {count} different briefs | CPU s a brief | × peer 1 | briefs a second | peak MiB |",
        "|---|---|---|---|---|",
    ]
    for key, case in cases.items():
        cpu, wall, peak = middle(found[key])
        ratio = ratio_to_base(found, key)
        rows.append(f"| {case.label} | {cpu / count:.3f} | {ratio} | {count / wall:.2f} | {peak:.0f} |")
    if "jobs" in cases:
        gains = [one.wall / two.wall for one, two in zip(found["all"], found["jobs"], strict=True)]
        rows.append(f"\n--jobs 2 is {statistics.median(gains):.2f} × as fast by the clock as one process.")
    return "\n".join(rows)


def middle(costs: Sequence[Cost]) -> tuple[float, float, float]:
    """Return the medians of CPU, wall and peak, each for itself."""
    return (
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.peak for cost in costs),
    )


def ratio_to_base(found: dict[str, list[Cost]], key: str) -> str:
    """Return the median of the ratios of CPU within a round."""
    if BASE not in found:
        return ""
    return f"{statistics.median(one.cpu / base.cpu for one, base in zip(found[key], found[BASE], strict=True)):.2f}"


def page_count(pdf: Path) -> str:
    """Return how many pages a file has, where a reader of PDF is installed."""
    if importlib.util.find_spec("pikepdf") is None:
        return ""
    import pikepdf

    with pikepdf.open(pdf) as read:
        return str(len(read.pages))


def machine() -> str:
    """Return what was measured on, in one paragraph."""
    cpus = Path("/proc/cpuinfo")
    model = re.search(r"^model name\s*:\s*(.+)$", cpus.read_text("utf-8"), re.MULTILINE) if cpus.is_file() else None
    name = model[1] if model else platform.processor() or platform.machine()
    libraries: list[str] = []
    for library in LIBRARIES:
        try:
            libraries.append(f"{library} {importlib.metadata.version(library)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    cores = os.cpu_count()
    return f"{platform.system()}, {name}, {cores} cores, Python {platform.python_version()}; {', '.join(libraries)}."


if __name__ == "__main__":
    main()
