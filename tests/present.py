"""Values that may be missing by their type and are there by the test's own making."""

from __future__ import annotations

from typing import TypeVar

Value = TypeVar("Value")


def present(value: Value | None) -> Value:
    """The value; a test fails here where there is none."""
    assert value is not None
    return value
