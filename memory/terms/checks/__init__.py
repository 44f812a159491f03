"""Checks: doubts about units, found by comparing the two texts."""

from ..kinds import FIGURE_KINDS, KINDS
from .checklist import read_checklist
from .run import check, check_unit, survey, wanted_kinds
from .settings import CheckSettings, read_settings, settings_of

__all__ = [
    "FIGURE_KINDS",
    "KINDS",
    "CheckSettings",
    "check",
    "check_unit",
    "read_checklist",
    "read_settings",
    "settings_of",
    "survey",
    "wanted_kinds",
]
