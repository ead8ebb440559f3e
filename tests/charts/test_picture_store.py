"""Pictures kept between builds."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.charts import draw, store
from briefgen.charts.picture import Label, Mark, Picture

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
    import hashlib

    for body in ("[]", "null", '{"width":1}', '{"width":1,"height":1,"marks":[{"x":1}],"labels":[],"alt":{}}'):
        text = hashlib.sha256(body.encode()).hexdigest() + "\n" + body
        (tmp_path / "k.json").write_text(text, encoding="utf-8", newline="\n")
        assert store.load(tmp_path, "k") is None


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


def test_the_key_depends_on_everything_that_shows(comparison, facts, theme, width, monkeypatch):
    keys: list[str] = []

    def key(block=None, known=facts, languages=("zh", "en"), wide=width, colours=theme):
        seen: list[str] = []
        with monkeypatch.context() as patch:
            patch.setattr(store, "load", lambda folder, name: seen.append(name) or PICTURE)
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
