"""The font files are what the manifest says, cover what briefs need, and may be embedded and passed on."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz as hb
import yaml
from fontTools.ttLib import TTFont

from briefgen.typeset.manifest import FaceFile, load_manifest

FONTS = Path(__file__).parents[2] / "fonts"
FACES = load_manifest(FONTS)
SUBSETS = [face for face in FACES if face.family in {"sans-sc", "serif-sc"}]
FALLBACK = next(face for face in FACES if face.family == "fallback")

HAN_SYMBOLS = (
    "—–…·‘’“”～《》〈〉「」『』【】〔〕〖〗、。，；：？！（）％￥〇＋－＝＜＞／"
    "←↑→↓−×÷±≤≥≈≠∞√¥€£‰℃°′″§№®©™②①③⑩⑳ⅠⅡⅢⅩⅫ●◐○◇◆□■▲△▼★☆†‡•㎡㎞½¼²³"
    "ÀÉÜßñāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜΑΩαβμπДя"
)
LATIN_SYMBOLS = "—–…·‘’“”•−×÷±≤≥≈≠→¥€£₤‰°′″§®©™½²³⁰⁹₀₉ÀÉÜßñāčęőšžαβμπΩДя"

parametrize = pytest.mark.parametrize("face", FACES, ids=lambda face: face.id)
parametrize_subsets = pytest.mark.parametrize("face", SUBSETS, ids=lambda face: face.id)


@cache
def harfbuzz(face: FaceFile) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(face.path))


@cache
def covered(face: FaceFile) -> frozenset[int]:
    return frozenset(harfbuzz(face).unicodes)


@cache
def opened(face: FaceFile) -> TTFont:
    return TTFont(BytesIO(face.path.read_bytes()), lazy=True)


@cache
def gb2312() -> str:
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xFF) for cell in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)


def missing(face: FaceFile, text: str) -> str:
    return "".join(sorted(c for c in set(text) if ord(c) not in covered(face)))


@cache
def licences() -> dict[str, str]:
    entries = yaml.safe_load((FONTS / "manifest.yaml").read_text("utf-8"))["faces"]
    return {entry["id"]: entry["licence"] for entry in entries}


@parametrize
def test_file_has_the_hash_of_the_manifest(face: FaceFile) -> None:
    assert hashlib.sha256(face.path.read_bytes()).hexdigest() == face.sha256


def test_manifest_lists_every_font_file_once() -> None:
    assert sorted(face.path.name for face in FACES) == sorted(path.name for path in FONTS.glob("*.ttf"))
    assert len({face.id for face in FACES}) == len(FACES)


def test_families_have_the_weights_of_the_design() -> None:
    weights: dict[str, list[int]] = {}
    for face in FACES:
        weights.setdefault(face.family, []).append(face.weight)
    assert weights == {
        "sans-sc": [400, 500, 700],
        "serif-sc": [500, 600, 700],
        "sans": [400, 600, 700],
        "serif": [400, 500, 600],
        "fallback": [400],
    }


def test_readme_tells_every_hash_and_size() -> None:
    readme = (FONTS / "README.md").read_text("utf-8")
    for face in FACES:
        row = next(line for line in readme.splitlines() if f"`{face.path.name}`" in line)
        assert face.sha256 in row
        assert f"{face.path.stat().st_size:,}".replace(",", " ") in row


@parametrize_subsets
def test_subset_covers_the_standard_table(face: FaceFile) -> None:
    table = "".join((FONTS / "characters/tongyong-guifan-8105.txt").read_text("utf-8").split())
    assert len(set(table)) == len(table) == 8105
    assert missing(face, table) == ""


@parametrize_subsets
def test_subset_covers_gb2312(face: FaceFile) -> None:
    assert len(gb2312()) == 7445
    assert missing(face, gb2312()) == ""


@parametrize
def test_face_covers_typographic_symbols(face: FaceFile) -> None:
    assert missing(face, HAN_SYMBOLS if face.script == "han" else LATIN_SYMBOLS) == ""


@parametrize_subsets
def test_rare_character_is_in_the_fallback_only(face: FaceFile) -> None:
    assert missing(face, "囍龘") == "囍龘"
    assert missing(FALLBACK, "囍龘") == ""
    assert covered(face) < covered(FALLBACK)


@parametrize_subsets
def test_subset_carries_no_reserved_name(face: FaceFile) -> None:
    names = [record for record in opened(face)["name"].names if record.nameID in {*range(1, 7), *range(16, 26)}]
    assert {record.nameID for record in names} >= {1, 2, 3, 4, 5, 6}
    for record in names:
        assert not re.search("noto|source", record.toUnicode(), re.IGNORECASE)
        if record.nameID in {1, 4, 16}:
            assert record.toUnicode().startswith("BriefGen S")


@parametrize
def test_names_and_weight_are_those_of_the_manifest(face: FaceFile) -> None:
    assert opened(face)["name"].getDebugName(6) == face.postscript == face.path.stem
    assert opened(face)["OS/2"].usWeightClass == face.weight


@parametrize
def test_face_is_truetype_and_may_be_embedded(face: FaceFile) -> None:
    font = opened(face)
    assert font["OS/2"].fsType == 0
    assert {"glyf", "loca"} <= set(font.keys())
    assert not {"CFF ", "CFF2", "fvar"} & set(font.keys())


@parametrize
def test_licence_is_there_with_the_copyright_of_the_font(face: FaceFile) -> None:
    licence = (FONTS / licences()[face.id]).read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "TERMINATION" in licence
    names = opened(face)["name"]
    assert names.getDebugName(0) in licence
    assert "SIL Open Font License, Version 1.1" in names.getDebugName(13)


def test_regular_subset_has_the_metrics_of_the_full_font() -> None:
    subset, full = SUBSETS[0], FALLBACK
    assert harfbuzz(subset).upem == harfbuzz(full).upem
    fields = {
        "hhea": ("ascent", "descent", "lineGap"),
        "OS/2": ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"),
    }
    for table, names in fields.items():
        for name in names:
            assert getattr(opened(subset)[table], name) == getattr(opened(full)[table], name)
    small, large = hb.Font(harfbuzz(subset)), hb.Font(harfbuzz(full))
    for character in "0123456789.,%AaWijxy“”’—…·，。（）《》１南京机器人龙镇㎡①●":
        advances = [font.get_glyph_h_advance(font.get_nominal_glyph(ord(character))) for font in (small, large)]
        assert advances[0] == advances[1]


@parametrize_subsets
def test_subset_keeps_layout_features(face: FaceFile) -> None:
    gsub, gpos = (
        {record.FeatureTag for record in opened(face)[table].table.FeatureList.FeatureRecord}
        for table in ("GSUB", "GPOS")
    )
    assert gsub >= {"ccmp", "fwid", "hwid", "liga", "locl", "pwid", "vert"}
    assert gpos >= {"halt", "kern", "mark", "palt"}


def test_folder_stays_small() -> None:
    assert sum(path.stat().st_size for path in FONTS.rglob("*") if path.is_file()) < 38_000_000
