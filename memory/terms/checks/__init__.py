"""Checks: doubts about units, found by comparing the two texts."""

from ..kinds import FIGURE_KINDS, KINDS
from .run import check, check_unit, survey, wanted_kinds

__all__ = ["FIGURE_KINDS", "KINDS", "check", "check_unit", "survey", "wanted_kinds"]
