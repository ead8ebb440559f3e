"""Pictures kept between builds."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.charts import draw, store
from briefgen.charts.picture import Label, Mark, Picture
from briefgen.data.quantity import Period
from briefgen.project import take

PICTURE = Picture(
    100.0,
    50.0,
    (
        Mark((("M", (0.0, 1.5)), ("C", (1.0, 2.0, 3.0, 4.0, 5.0, 6.125)), ("Z", ())), fill="#0B5C6B"),
        Mark((("M", (0.0, 0.0)), ("L", (9.0, 0.0))), stroke="#16202A", width=0.75, dash=(2.1, 1.2)),
    ),
    (
        Label("约20%", "bar-value", 1.0, 2.0, language="zh", colour="main", name="v"),
        Label("x", "tick", 0.0, 0.0, "end"),
    ),
    {"zh": "图", "en": "chart"},
)


@pytest.fixture
def no_drawing(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("drawn although it is kept")

    return lambda: monkeypatch.setattr(draw, "record", refuse)


def test_a_picture_comes_back_as_it_was(tmp_path):
    store.save(tmp_path / "new" / "folder", "k", PICTURE)
    found = store.load(tmp_path / "new" / "folder", "k")
    assert found == PICTURE
    assert list(found.alt) == ["zh", "en"]
    assert store.load(tmp_path, "other") is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-20],
        lambda text: "",
        lambda text: text.replace("6.125", "7.125"),
        lambda text: text + " ",
        lambda text: "{}",
        lambda text: "not json\nat all",
    ],
)
def test_a_damaged_entry_is_a_miss_and_is_replaced(tmp_path, damage):
    store.save(tmp_path, "k", PICTURE)
    file = tmp_path / "k.json"
    whole = file.read_text("utf-8")
    file.write_text(damage(whole), encoding="utf-8", newline="\n")
    assert store.load(tmp_path, "k") is None
    store.save(tmp_path, "k", PICTURE)
    assert store.load(tmp_path, "k") == PICTURE


def test_bytes_that_are_no_text_are_a_miss(tmp_path):
    (tmp_path / "k.json").write_bytes(b"\xff\xfe\x00")
    assert store.load(tmp_path, "k") is None


def test_a_whole_entry_that_is_no_picture_is_a_miss(tmp_path):
    for body in ("[]", "null", '{"width":1}', '{"width":1,"height":1,"marks":[{"x":1}],"labels":[],"alt":{}}'):
        text = hashlib.sha256(body.encode()).hexdigest() + "\n" + body
        (tmp_path / "k.json").write_text(text, encoding="utf-8", newline="\n")
        assert store.load(tmp_path, "k") is None


def put(folder: Path, name: str, entry: object) -> None:
    """Keep anything under a key, with a checksum that is right."""
    body = entry if isinstance(entry, str) else json.dumps(entry)
    text = hashlib.sha256(body.encode()).hexdigest() + "\n" + body
    (folder / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda e: e.update(width="100"),
        lambda e: e.update(width=float("inf")),
        lambda e: e.update(height=True),
        lambda e: e.update(alt=[]),
        lambda e: e.update(alt={"zh": 3}),
        lambda e: e.update(labels=[3]),
        lambda e: e.update(marks={"x": 1}),
        lambda e: e["labels"][0].update(text=None),
        lambda e: e["labels"][0].update(role=["tick"]),
        lambda e: e["labels"][0].update(x="1"),
        lambda e: e["labels"][0].update(weight="bold"),
        lambda e: e["labels"][0].update(anchor="left"),
        lambda e: e["labels"][0].update(language=7),
        lambda e: e["labels"][0].update(more=1),
        lambda e: e["marks"][0].update(fill="red"),
        lambda e: e["marks"][0].update(fill=5),
        lambda e: e["marks"][0].update(dash=[None]),
        lambda e: e["marks"][0].update(steps=[["Q", [1, 2]]]),
        lambda e: e["marks"][0].update(steps=[["M", [1]]]),
        lambda e: e["marks"][0].update(steps=[[["M"], [1, 2]]]),
        lambda e: e["marks"][0].update(steps=[["M", [1, float("nan")]]]),
        lambda e: e["marks"][0].pop("width"),
    ],
)
def test_an_edited_entry_of_the_wrong_shape_is_a_miss(tmp_path, change):
    entry = store.plain(PICTURE)
    put(tmp_path, "k", entry)
    assert store.load(tmp_path, "k") == PICTURE
    change(entry)
    put(tmp_path, "k", entry)
    assert store.load(tmp_path, "k") is None


def test_endless_nesting_is_a_miss(tmp_path):
    put(tmp_path, "k", "[" * 100_000 + "]" * 100_000)
    assert store.load(tmp_path, "k") is None


@pytest.mark.parametrize(
    "change",
    [
        {"text": "99"},
        {"text": "\U0001f600"},
        {"role": "no-role"},
        {"colour": "no-colour"},
        {"language": "xx"},
        {"follows": "nothing"},
    ],
)
def test_an_edited_label_is_drawn_again(comparison, facts, theme, width, tmp_path, change):
    def build():
        return draw.draw_picture(comparison(), facts, theme, ("zh", "en"), width, tmp_path)

    first = build()
    (file,) = tmp_path.glob("*.json")
    entry = json.loads(file.read_text("utf-8").partition("\n")[2])
    entry["labels"][3].update(change)
    put(tmp_path, file.stem, entry)
    assert store.load(tmp_path, file.stem) not in (None, first)
    assert build() == first
    assert store.load(tmp_path, file.stem) == first


@pytest.mark.parametrize("kind", ["comparison", "bars", "ticks"])
def test_every_chart_is_taken_from_the_store(kind, comparison, bars, facts, theme, width, tmp_path, no_drawing):
    block = comparison() if kind == "comparison" else bars(labels="ticks" if kind == "ticks" else "direct")
    facts["ict-revenue"] = replace(
        facts["ict-revenue"], kind="target", period=Period("year", 2027), period_inferred=False
    )
    for languages in (("zh", "en"), ("en",)):
        draw.draw_picture(block, facts, theme, languages, width, tmp_path)
    no_drawing()
    for languages in (("zh", "en"), ("en",)):
        assert draw.draw_picture(block, facts, theme, languages, width, tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_store_is_a_miss_and_nobody_waits(tmp_path):
    os.mkfifo(tmp_path / "k.json")
    assert store.load(tmp_path, "k") is None


def test_pictures_follow_the_umask(tmp_path):
    before = os.umask(0o002)
    try:
        store.save(tmp_path, "k", PICTURE)
        (tmp_path / "plain").write_bytes(b"")
    finally:
        os.umask(before)
    assert (tmp_path / "k.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_the_oldest_pictures_go_first(tmp_path):
    for number, name in enumerate("abc"):
        store.save(tmp_path, name, PICTURE)
        os.utime(tmp_path / f"{name}.json", (number, number))
    size = (tmp_path / "a.json").stat().st_size
    store.save(tmp_path, "d", PICTURE, cap=2 * size)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["c.json", "d.json"]


def test_a_folder_that_cannot_be_written_is_no_mistake(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x", encoding="utf-8")
    store.save(in_the_way / "pictures", "k", PICTURE)
    assert store.load(in_the_way / "pictures", "k") is None


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path):
    (tmp_path / "k.json").mkdir()
    store.save(tmp_path, "k", PICTURE)
    assert [path.name for path in tmp_path.iterdir()] == ["k.json"]


def test_many_writers_of_one_entry(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: store.save(tmp_path, "k", PICTURE), range(40)))
    assert store.load(tmp_path, "k") == PICTURE
    assert [path.name for path in tmp_path.iterdir()] == ["k.json"]


def test_halves_that_a_killed_process_left_go_and_those_in_the_making_stay(tmp_path):
    (tmp_path / "dead.part").write_bytes(b"half")
    with (tmp_path / "living.part").open("xb") as file:
        assert take(file)
        store.save(tmp_path, "k", PICTURE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["k.json", "living.part"]


def test_a_folder_that_was_moved_keeps_its_pictures(tmp_path):
    store.save(tmp_path / "before", "k", PICTURE)
    (tmp_path / "before").rename(tmp_path / "after")
    assert store.load(tmp_path / "after", "k") == PICTURE


def test_a_folder_that_cannot_be_written_is_read(tmp_path, monkeypatch):
    store.save(tmp_path, "k", PICTURE)

    def refuse(*whatever, **more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    store.save(tmp_path, "other", PICTURE)
    assert store.load(tmp_path, "other") is None
    assert store.load(tmp_path, "k") == PICTURE
    assert [path.name for path in tmp_path.iterdir()] == ["k.json"]


def test_the_key_depends_on_everything_that_shows(comparison, facts, theme, width, monkeypatch):
    keys: list[str] = []

    def key(block=None, known=facts, languages=("zh", "en"), wide=width, colours=theme):
        seen: list[str] = []
        with monkeypatch.context() as patch:
            patch.setattr(store, "load", lambda folder, name: seen.append(name) or PICTURE)
            patch.setattr(store, "belongs", lambda *whatever: True)
            draw.draw_picture(block or comparison(), known, colours, languages, wide, Path("x"))
        keys.extend(seen)
        return seen[0]

    first = key()
    assert key() == first
    assert key(comparison(takeaway={})) == first
    period = {name: replace(fact, locator="elsewhere") for name, fact in facts.items()}
    assert key(known=period) == first
    quantity = replace(facts["ai-growth"].quantity, qualifier="nearly")
    others = {
        key(comparison(sort="first")),
        key(comparison(subject=None)),
        key(languages=("zh",)),
        key(languages=("en", "zh")),
        key(wide=width + 1),
        key(known=facts | {"ai-growth": replace(facts["ai-growth"], quantity=quantity)}),
        key(known=facts | {"ai-growth": replace(facts["ai-growth"], kind="target")}),
        key(comparison(alt={"zh": comparison().heads[0]["zh"]})),
        key(colours=replace(theme, colours=dict(theme.colours) | {"main": "#000001"})),
    }
    assert len(others | {first}) == 10


def test_the_key_depends_on_versions_and_code(monkeypatch):
    first = store.key({"a": 1})
    with monkeypatch.context() as patch:
        patch.setattr(store, "_matplotlib", lambda: "3.11.99")
        assert store.key({"a": 1}) != first
    with monkeypatch.context() as patch:
        patch.setattr(store, "_code", lambda: "other")
        assert store.key({"a": 1}) != first
    assert store.key({"a": 1}) == first


def test_a_kept_picture_is_not_drawn_again(comparison, facts, theme, width, tmp_path, no_drawing):
    first = draw.draw_picture(comparison(), facts, theme, ("zh", "en"), width, tmp_path)
    no_drawing()
    assert draw.draw_picture(comparison(), facts, theme, ("zh", "en"), width, tmp_path) == first
    with pytest.raises(AssertionError):
        draw.draw_picture(comparison(sort="first"), facts, theme, ("zh", "en"), width, tmp_path)


def test_a_kept_picture_needs_no_matplotlib(tmp_path):
    store.save(tmp_path, "k", PICTURE)
    script = f"""
import sys
from pathlib import Path
import briefgen.charts.draw, briefgen.charts.comparison, briefgen.charts.bars
from briefgen.charts import store
store.key({{"a": 1}})
assert store.load(Path({str(tmp_path)!r}), "k") is not None
loaded = {{"matplotlib", "numpy"}} & set(sys.modules)
assert not loaded, loaded
"""
    subprocess.run(
        [sys.executable, "-c", script], check=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )
