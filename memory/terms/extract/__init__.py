"""Bilingual terms out of aligned units: names, titles and recurring noun phrases.

Words are linked over the whole collection (`links`), English phrases are projected through
the links (`candidates`), the pairs are measured by the company they keep (`associate`) and
ranked (`rank`). docs/terms.md has what this finds and misses.
"""

from __future__ import annotations

from .extract import Extracted, extract_terms, to_termbase

__all__ = ["Extracted", "extract_terms", "to_termbase"]
