"""What is raised inside this package only."""

from __future__ import annotations


class BrokenUnitError(Exception):
    """A unit that cannot be read; its text says why. Never leaves `corpora.bilingual.tmx`."""
