"""Sentences inside a paragraph, by rule, for Chinese and English."""

from __future__ import annotations

from .splitter import Span, split

__all__ = ["Span", "split"]
