"""Expressions that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from duizhao.corpora.patterns import METHODS, lazy


def test_it_does_what_the_expression_does() -> None:
    pattern = lazy(r"(?P<word>[a-z]+)", re.IGNORECASE)
    assert pattern.search("12 Ab")["word"] == "Ab"  # type: ignore[index]
    assert pattern.sub("-", "a b") == "- -"
    assert [match[0] for match in pattern.finditer("a B")] == ["a", "B"]
    assert pattern.groupindex == {"word": 1}
    assert all(hasattr(pattern, method) for method in METHODS)


def test_it_is_compiled_at_the_first_use_only() -> None:
    pattern = lazy("(")
    with pytest.raises(re.error):
        pattern.search("x")
