"""The store of a translation memory: one SQLite file that several may read and one may write."""

from __future__ import annotations

from duizhao.corpora.entry import Entry, Origin, Status, default_status, from_units

from .insert import Added
from .store import Store

__all__ = ["Added", "Entry", "Origin", "Status", "Store", "default_status", "from_units"]
