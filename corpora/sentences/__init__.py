"""Sentences inside a paragraph, by rule, for Chinese and English."""

from __future__ import annotations

from collections.abc import Callable

from ..document import Language
from .spans import Span
from .splitter import split

Splitter = Callable[[str, Language], list[Span]]
"""Gives the spans of the sentences of a paragraph in a language."""

__all__ = ["Span", "Splitter", "split"]
