"""Make the font files of this folder from the upstream packages.

The upstream fonts are static TrueType files of four npm packages:

    @expo-google-fonts/noto-sans-sc 0.4.3
    @expo-google-fonts/noto-serif-sc 0.4.3
    @expo-google-fonts/source-sans-3 0.4.1
    @expo-google-fonts/source-serif-4 0.4.1

Fetch each with `npm pack <package>@<version>` in a folder outside the project, unpack them all below that
folder, and run:

    python fonts/make_subsets.py <upstream folder> fonts/characters

`manifest.yaml` says which files there are, and a file's name says what is done. `BriefGenSansSC-Medium.ttf`
with weight 500 is a subset of `NotoSansSC_500Medium.ttf` under a name of its own, because a subset is a
modified version in the sense of the licence; every other file is its upstream file, byte for byte.

A subset holds the 8105 characters of `tongyong-guifan-8105.txt`, all of GB 2312, and what the upstream
font has of the blocks in `symbols.txt`. It keeps the metrics, hinting, layout features, copyright and
licence records. It loses the STAT table, which describes the whole family, and the name records that only
STAT uses. The same input and the same fonttools give the same bytes: the fonts were made with fonttools
4.68.0, and the time of change in `head` is the upstream one. New SHA-256 values are put into the manifest.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import sys
from pathlib import Path

import yaml
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent
UPSTREAM_NAME = "Noto"
OUR_NAME = "BriefGen"
LEGAL_NAME_IDS = frozenset({0, 7, 8, 9, 10, 11, 12, 13, 14})
"""Copyright, trademark, makers, description, addresses and licence: these stay as they are upstream."""


def gb2312() -> set[int]:
    """Return every code point of GB 2312, symbols included."""
    found: set[int] = set()
    for row in range(0xA1, 0xFF):
        for cell in range(0xA1, 0xFF):
            found.update(map(ord, bytes((row, cell)).decode("gb2312", errors="ignore")))
    return found


def standard_table(characters: Path) -> set[int]:
    """Return the code points of the Table of General Standard Chinese Characters."""
    return set(map(ord, "".join((characters / "tongyong-guifan-8105.txt").read_text("utf-8").split())))


def symbols(characters: Path) -> set[int]:
    """Return every code point of the blocks in `symbols.txt`."""
    text = (characters / "symbols.txt").read_text("utf-8")
    found: set[int] = set()
    for first, last in re.findall(r"^U\+([0-9A-F]+)-([0-9A-F]+)", text, re.MULTILINE):
        found.update(range(int(first, 16), int(last, 16) + 1))
    return found


def upstream_file(folder: Path, file: str, weight: int) -> Path:
    """Return the upstream file that a file of the manifest is made from."""
    family, style = Path(file).stem.split("-")
    name = f"{family.replace(OUR_NAME, UPSTREAM_NAME)}_{weight}{style}.ttf"
    found = sorted(folder.rglob(name))
    if not found:
        sys.exit(f"{name} is not below the upstream folder")
    return found[0]


def make_subset(source: Path, target: Path, needed: set[int], wanted: set[int]) -> None:
    """Write a renamed subset of a font; `needed` must be there, `wanted` may be missing upstream."""
    font = TTFont(source, recalcTimestamp=False, recalcBBoxes=False)
    if missing := needed - set(font.getBestCmap()):
        sys.exit(f"{source.name} lacks {len(missing)} characters: {''.join(map(chr, sorted(missing)))}")
    options = Options()
    options.layout_features = ["*"]
    options.layout_scripts = ["*"]
    options.name_IDs = list(range(23))
    options.notdef_outline = True
    options.drop_tables = [*options.drop_tables, "STAT"]
    # fonttools would pack layout tables with uharfbuzz wherever that happens to be installed.
    options.harfbuzz_repacker = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=needed | wanted)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID not in LEGAL_NAME_IDS:
            record.string = record.toUnicode().replace(UPSTREAM_NAME, OUR_NAME)
    font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = options.harfbuzz_repacker
    font.save(target)


def main() -> None:
    """Make all files of the manifest and put their SHA-256 values into it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("upstream", type=Path, help="folder with the unpacked upstream packages")
    parser.add_argument("characters", type=Path, help="folder with the character lists")
    arguments = parser.parse_args()
    needed = standard_table(arguments.characters) | gb2312()
    wanted = symbols(arguments.characters)
    manifest = FONTS / "manifest.yaml"
    text = manifest.read_text("utf-8")
    for face in yaml.safe_load(text)["faces"]:
        source = upstream_file(arguments.upstream, face["file"], face["weight"])
        target = FONTS / face["file"]
        if face["file"].startswith(OUR_NAME):
            make_subset(source, target, needed, wanted)
        else:
            shutil.copyfile(source, target)
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        print("same" if digest == face["sha256"] else "new ", digest, face["file"])
        text = text.replace(face["sha256"], digest)
    manifest.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
