"""Numbers on the command line: types for argparse."""

from __future__ import annotations

import math
from argparse import ArgumentTypeError

LARGEST = (1 << 63) - 1
"""Largest number of SQLite, and of what else counts in 64 bits."""


def whole(text: str) -> int:
    """A whole number of 64 bits.

    Raises:
        ArgumentTypeError: no such number.
    """
    try:
        number = int(text)
    except ValueError:
        raise ArgumentTypeError(f"{text[:20]!r} is not a whole number") from None
    if not -LARGEST <= number <= LARGEST:
        raise ArgumentTypeError(f"{text[:20]} is too large")
    return number


def decimal(text: str) -> float:
    """A number with or without decimals, not below 0.

    Raises:
        ArgumentTypeError: no number, negative, infinite or NaN.
    """
    try:
        number = float(text)
    except ValueError:
        raise ArgumentTypeError(f"{text[:20]!r} is not a number") from None
    if not math.isfinite(number) or number < 0:
        raise ArgumentTypeError(f"{text[:20]} is not a number from 0 upwards")
    return number


def seed(text: str) -> int:
    """A number that random numbers begin with, of 31 bits.

    Raises:
        ArgumentTypeError: no such number.
    """
    number = whole(text)
    if not 0 <= number < 1 << 31:
        raise ArgumentTypeError(f"{number} is not from 0 to {(1 << 31) - 1}")
    return number
