"""Translation memories in TMX files, read and written as streams."""

from __future__ import annotations

from .read import read_header, read_tmx, survey
from .record import Header, Note, Prop, Record, Variant
from .units import to_record, to_units
from .write import TmxOutcome, write_tmx

__all__ = [
    "Header",
    "Note",
    "Prop",
    "Record",
    "TmxOutcome",
    "Variant",
    "read_header",
    "read_tmx",
    "survey",
    "to_record",
    "to_units",
    "write_tmx",
]
