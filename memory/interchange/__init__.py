"""Units out of other formats than TMX, and translations into the files of clients."""

from __future__ import annotations

from .outcome import Outcome
from .pretranslate import pretranslate
from .units import read_rows

__all__ = ["Outcome", "pretranslate", "read_rows"]
