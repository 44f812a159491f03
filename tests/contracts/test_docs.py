"""Docstrings speak of arguments that exist: the documentation is made of them."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SECTION = re.compile(r"^Args:\n((?:(?: +.*)?\n?)+)", re.MULTILINE)
_NAMES = re.compile(r"^ {4}([\w*, ]+):", re.MULTILINE)


def _described(docstring: str) -> Iterator[str]:
    """Names under ``Args:``; those that belong together share a line: ``before, after:``."""
    for section in _SECTION.findall(inspect.cleandoc(docstring)):
        for line in _NAMES.findall(section):
            yield from (name.strip(" *") for name in line.split(","))


def _strangers(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)}
            for name in _described(ast.get_docstring(node) or ""):
                if name not in given:
                    yield f"{node.name} has no argument {name!r}"


def test_a_stranger_is_found() -> None:
    source = 'def f(a, *b):\n    """Do.\n\n    Args:\n        a, b: yes.\n        c: no.\n    """\n'
    assert list(_strangers(ast.parse(source))) == ["f has no argument 'c'"]


@pytest.mark.parametrize("package", ["corpora", "align", "memory", "duizhao"])
def test_described_arguments_exist(package: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {each}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for each in _strangers(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found


def test_places_that_contributing_names_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## Where do I put")[2].partition("\n## ")[0]
    named = re.findall(r"`((?:corpora|align|memory|duizhao|scripts|docs)/[\w/.]*)`", section)
    assert len(named) >= 10
    assert not [place for place in named if not (ROOT / place).exists()]
