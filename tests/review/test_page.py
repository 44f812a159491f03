"""What the page is made of: words in both languages, libraries with licences, nothing from afar."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

from duizhao.memory.terms.kinds import KINDS
from duizhao.review.folding import folding
from duizhao.review.operations import OPERATIONS
from duizhao.review.server import _import_map_hash
from duizhao.review.state import RowState

PAGE = Path(str(files("duizhao.review"))) / "page"
SCRIPTS = {path.name: path.read_text("utf-8") for path in PAGE.glob("*.js")}
WORDS = {path.stem: json.loads(path.read_text("utf-8")) for path in (PAGE / "words").glob("*.json")}


def test_both_languages_have_the_same_words() -> None:
    assert WORDS.keys() == {"en", "zh"}
    assert WORDS["en"].keys() == WORDS["zh"].keys()
    for key, text in WORDS["en"].items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", WORDS["zh"][key]))


def test_every_word_that_the_page_asks_for_is_there() -> None:
    known = WORDS["en"].keys()
    asked = {key for text in SCRIPTS.values() for key in re.findall(r'\bt\("([\w.]+)"', text)}
    assert len(asked) > 60
    assert asked <= known
    buttons = {f"do.{name}" for name in re.findall(r'<\$\{Do\} name="(\w+)"', SCRIPTS["app.js"])}
    keys = {f"key.{name}" for name in re.findall(r'\["[^"]+", "(\w+)"\]', SCRIPTS["keys.js"])}
    named = {f"op.{name}" for name in OPERATIONS} | {f"kind.{kind}" for kind in KINDS}
    named |= {f"says.{kind}" for kind in KINDS}
    assert buttons | keys | named | {f"state.{state}" for state in RowState} <= known


def test_nothing_comes_from_elsewhere() -> None:
    for path in PAGE.rglob("*"):
        if path.suffix in (".js", ".html", ".css") and "vendor" not in path.parts:
            assert not re.search(r"(?:https?:)?//\w", re.sub(r"// .*", "", path.read_text("utf-8")))


def test_each_library_has_its_licence() -> None:
    vendor = PAGE / "vendor"
    licences = {path.stem for path in (vendor / "licences").glob("*.txt")}
    assert licences == {"preact", "preact-signals", "preact-signals-core", "htm", "tinykeys"}
    imported = json.loads(
        re.search(
            r'<script type="importmap">(.*?)</script>', (PAGE / "index.html").read_text(), re.S
        )[1]  # type: ignore[index]
    )["imports"]
    assert all((vendor / Path(place).name).is_file() for place in imported.values())
    assert _import_map_hash().startswith("sha256-")


def test_find_takes_both_scripts_for_one() -> None:
    table = folding()
    assert table["體"] == "体"
    assert table["書"] == "书"
    assert "体" not in table
