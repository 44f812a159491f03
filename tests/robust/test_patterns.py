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


def test_every_pattern_is_linear() -> None:
    jobs = list(patterns.jobs())
    assert len(jobs) > 200
    found = [
        (name, fault) for name, pattern, method in jobs if (fault := pumps.fault(pattern, method))
    ]
    assert not found
