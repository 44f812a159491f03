"""The store of a translation memory: one SQLite file that several may read and one may write."""

from __future__ import annotations

from .entry import Entry, Origin, Status, default_status, from_units
from .insert import Added, Skip
from .store import Store

__all__ = ["Added", "Entry", "Origin", "Skip", "Status", "Store", "default_status", "from_units"]
