"""Names of bodies, treaties and documents: the ``term`` check.

Two sources say what a name should be. A termbase knows it beforehand; the texts
themselves show it, where one Chinese name has one English name again and again. Either
way a finding needs positive evidence, for half of all names that a termbase misses are
short forms and rewordings: a place that nearly holds the name, or the name of another
body that the other side does not know. docs/terms.md says how precise that is.
"""

from __future__ import annotations

from .check import check_names, survey_names

__all__ = ["check_names", "survey_names"]
