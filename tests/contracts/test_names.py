"""A name means one thing: no two public classes share one."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("corpora", "align", "memory", "duizhao")


def _classes() -> Counter[str]:
    return Counter(
        node.name
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )


def test_no_two_classes_share_a_name() -> None:
    assert not [name for name, count in _classes().items() if count > 1]
