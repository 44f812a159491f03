"""Every regular expression takes time in proportion to the text."""

import re

import pytest

from . import patterns, pumps


@pytest.mark.parametrize(
    "slow", [r"(?:a+)+$", r"\s+$", r"(?:\s+\d[\d.]*(?: \d[\d.]*)*){2,}\s*$", r"[A-Z]+/"]
)
def test_a_slow_pattern_is_found_out(slow: str) -> None:
    assert pumps.fault(re.compile(slow), "finditer")


@pytest.mark.parametrize("fast", [r"(?<!\s)\s++$", r"[A-Z]{1,40}/", r"\d+", r"(?<![A-Z])[A-Z]+/"])
def test_a_linear_pattern_is_not(fast: str) -> None:
    assert not pumps.fault(re.compile(fast), "finditer")


def test_patterns_made_in_functions_are_driven_or_hold_no_repetition() -> None:
    assert set(patterns.assembled()) == {
        # These make tables of the modules, and are driven.
        "duizhao.corpora.patterns:compiled",
        "duizhao.memory.terms.figures.role_words:_ending",
        "duizhao.memory.terms.figures.role_words:_table",
        # These are classes of characters.
        "duizhao.memory.store.keys:_simplified",
        "duizhao.memory.terms.checks.exchanged:_names",
    }


def test_every_pattern_is_linear() -> None:
    jobs = list(patterns.jobs())
    assert len(jobs) > 200
    found = [
        (name, fault) for name, pattern, method in jobs if (fault := pumps.fault(pattern, method))
    ]
    assert not found
