"""What the page is made of: words in both languages, libraries with licences, nothing from afar."""

from __future__ import annotations

import ast
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from duizhao.align.languages import COPY, FOREIGN
from duizhao.align.reasons import ELSEWHERE, null_reasons, reasons
from duizhao.corpora.document import Segment
from duizhao.memory.finding import Finding, Severity
from duizhao.memory.terms.kinds import KINDS
from duizhao.review.folding import folding
from duizhao.review.operations import OPERATIONS
from duizhao.review.pages import import_map_hash
from duizhao.review.state import RowState
from duizhao.review.units import finding_view
from duizhao.side_by_side import REASON

from .made import plain_state

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


@pytest.mark.parametrize("severity", Severity)
def test_the_page_hears_how_grave_a_finding_is(severity: Severity) -> None:
    finding = Finding("number", severity, 0, "", "", None, None, "", "", "")
    state = plain_state(1)
    assert finding_view(finding, state, state.rows[0])["gravity"] == list(Severity).index(severity)
    assert not [name for name in SCRIPTS if re.search(r'"error",\s*"warning"', SCRIPTS[name])]


def templates_of(*places: str) -> set[str]:
    """What the faults in some modules say, ``{}`` for each value."""
    found = set()
    package = Path(str(files("duizhao")))
    for path in (path for place in places for path in sorted(package.glob(place))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error"):
                parts = [*node.args, *(one.value for one in node.keywords if one.arg == "mend")]
                found |= {said for part in parts if (said := template_of(part))}
    return found


def template_of(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text else ""  # type: ignore[attr-defined]


def test_what_the_program_says_is_there_in_chinese() -> None:
    phrases = json.loads((PAGE / "phrases" / "zh.json").read_text("utf-8"))
    for template, text in phrases.items():
        places = re.findall(r"\{\w+\}", template)
        assert set(places) >= set(re.findall(r"\{\w+\}", text))
        assert len(places) == len(set(places))
        assert re.search("[\u4e00-\u9fff]", text)
    known = {re.sub(r"\{\w+\}", "{}", template) for template in phrases}
    asked = templates_of("review/*.py", "corpora/readers/limits.py")
    assert len(asked) > 60
    assert asked <= known
    # Reasons, of beads with and without a counterpart.
    zh, en = (
        Segment("3月1日"),
        Segment("of 2 May and 5 June 1999"),
    )
    given = [
        *reasons([zh], [en], 0.1, 1.0, 0.2),
        *reasons([en], [en], 0.9, 1.0, 0.9),
        *null_reasons("Chinese"),
        *null_reasons("English", repeated=True),
        *null_reasons("", blank=True),
        ELSEWHERE,
        COPY,
        FOREIGN,
        REASON,
    ]
    patterns = [".+".join(map(re.escape, re.split(r"\{\w+\}", one))) for one in phrases]
    assert len(given) > 11
    for reason in given:
        assert any(re.fullmatch(one, reason) for one in patterns), reason


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
    assert import_map_hash().startswith("sha256-")


def test_find_takes_both_scripts_for_one() -> None:
    table = folding()
    assert table["體"] == "体"
    assert table["書"] == "书"
    assert "体" not in table
