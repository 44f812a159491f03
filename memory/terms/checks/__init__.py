"""Checks: doubts about units, found by comparing the two texts."""

from .run import FIGURE_KINDS, KINDS, check

__all__ = ["FIGURE_KINDS", "KINDS", "check"]
