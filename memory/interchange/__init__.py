"""Translations from a memory into the files of clients."""

from __future__ import annotations

from .outcome import Outcome
from .pretranslate import pretranslate

__all__ = ["Outcome", "pretranslate"]
