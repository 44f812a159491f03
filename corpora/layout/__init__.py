"""From a source to a document: paragraphs, their kinds, and what was taken out."""

from __future__ import annotations

from .segmenter import segment

__all__ = ["segment"]
