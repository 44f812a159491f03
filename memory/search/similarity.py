"""Similarity of texts: edit distance on Han characters and Latin words."""

from __future__ import annotations

from codecs import utf_16_le_decode
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from duizhao.memory.store import keys


class Comparer:
    """Compares texts with one query.

    Args:
        words: tokens of the query.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = list(words)
        self._code = keys.code(words)

    def similarity(self, words: Sequence[str]) -> float:
        """Similarity of tokens to the query, between 0 and 1.

        One less the Levenshtein distance in tokens over the tokens of the longer text.
        """
        return float(Levenshtein.normalized_similarity(self._words, list(words)))

    def coded(self, codes: Sequence[bytes]) -> npt.NDArray[np.float64]:
        """Similarities of texts given as `keys.code` in UTF-16: exact or a little too high."""
        if not codes:
            return np.empty(0)
        texts = [utf_16_le_decode(code)[0] for code in codes]
        distances = process.cdist([self._code], texts, scorer=Levenshtein.distance, dtype=np.int32)
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        longest = np.maximum(np.maximum(lengths, len(self._code)), 1)
        return np.asarray(1 - distances[0] / longest)
