"""Numerals of both languages: the values of those that are read, and numbers written as one."""

from .reading import (
    CARDINAL_WORDS,
    CARDINALS,
    CHINESE,
    ORDINAL_SCALES,
    ORDINAL_WORDS,
    ORDINALS,
    SCALES,
    chinese,
    english,
    roman,
)
from .words import ONES, TENS
from .writing import FORMATS, write

__all__ = [
    "CARDINALS",
    "CARDINAL_WORDS",
    "CHINESE",
    "FORMATS",
    "ONES",
    "ORDINALS",
    "ORDINAL_SCALES",
    "ORDINAL_WORDS",
    "SCALES",
    "TENS",
    "chinese",
    "english",
    "roman",
    "write",
]
