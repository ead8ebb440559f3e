"""What an edition depends on outside its project: code and themes of briefgen, fonts, libraries, the interpreter."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypedDict

from briefgen import __version__
from briefgen.project import installed, interpreter

LIBRARIES = (
    "fonttools",
    "icalendar",
    "matplotlib",
    "numpy",
    "pikepdf",
    "pillow",
    "pydantic",
    "pydantic-core",
    "pyhanko",
    "python-calamine",
    "pyyaml",
    "reportlab",
    "segno",
    "uharfbuzz",
)
"""The libraries that take part in a file; numpy and pydantic-core come with others, pyhanko with the extra `sign`."""


class Installation(TypedDict):
    """Hold versions, and digests of names, sizes and times of files; `source` digests the content of the code."""

    briefgen: str
    code: str
    source: str
    fonts: str
    python: str
    zlib: str
    libraries: dict[str, str]


def installation(fonts: Path) -> Installation:
    """Return what is installed, with `source` left empty: it takes reading all files (`source_digest`)."""
    import zlib

    return {
        "briefgen": __version__,
        "code": _stamp(_code()),
        "source": "",
        "fonts": _stamp(_files(fonts, "")),
        "python": interpreter(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "libraries": installed(LIBRARIES),
    }


def source_digest() -> str:
    """Return the digest of the content of the code and themes."""
    digest = hashlib.sha256()
    for name, entry in _code():
        digest.update(f"{name}\0{entry.stat().st_size}\0".encode("utf-8", "surrogatepass"))
        digest.update(Path(entry.path).read_bytes())
    return digest.hexdigest()


def difference(then: Installation, now: Installation) -> str:
    """Return in a phrase what is installed otherwise than it was, "" where nothing is."""
    for library in LIBRARIES:
        versions = [_version(those["libraries"], library) for those in (then, now)]
        if versions[0] != versions[1]:
            return f"{library} {versions[0]} → {versions[1]}"
    if then["python"] != now["python"]:
        return f"{then['python']} → {now['python']}"
    if then["zlib"] != now["zlib"]:
        return f"zlib {then['zlib']} → {now['zlib']}"
    if then["briefgen"] != now["briefgen"]:
        return f"briefgen {then['briefgen']} → {now['briefgen']}"
    if then["code"] != now["code"] and then["source"] != source_digest():
        return "briefgen changed"
    if then["fonts"] != now["fonts"]:
        return "the fonts changed"
    return ""


def _version(libraries: Mapping[str, str], name: str) -> str:
    return libraries.get(name, "unknown")


def _stamp(files: Iterator[tuple[str, os.DirEntry[str]]]) -> str:
    """Return the digest of names, sizes and times."""
    digest = hashlib.sha256()
    for name, entry in files:
        state = entry.stat()
        digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _code() -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files of the package: code, themes, lists of words; fonts are looked at for themselves."""
    package = Path(__file__).parent.parent
    for name, entry in _files(package, ""):
        if not name.startswith("fonts/"):
            yield name, entry


def _files(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files below a folder with their names, sorted, without what Python compiles."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(folder / entry.name, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry
