"""Sentences inside a paragraph, by rule, for Chinese and English."""

from __future__ import annotations

from .enclosures import Span
from .splitter import split

__all__ = ["Span", "split"]
