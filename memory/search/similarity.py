"""Similarity of texts: edit distance on Han characters and Latin words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from memory.store import keys

_OTHER = "\x01"


class Comparer:
    """Compares texts with one query.

    The tokens of the query become characters, and any other token of a text the same one
    character, which leaves the distance to the query as it is: so rapidfuzz can compare strings.

    Args:
        words: tokens of the query.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.length = len(words)
        self._code = {word: chr(0x100 + index) for index, word in enumerate(dict.fromkeys(words))}
        self._query = "".join(map(self._code.__getitem__, words))

    def similarities(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Similarity of each text to the query, between 0 and 1.

        One less the Levenshtein distance in tokens over the tokens of the longer text.
        """
        code = self._code.get
        coded = ["".join([code(word, _OTHER) for word in keys.tokens(text)]) for text in texts]
        if not coded:
            return np.empty(0)
        distances = process.cdist(
            [self._query], coded, scorer=Levenshtein.distance, dtype=np.int32
        )[0]
        lengths = np.fromiter(map(len, coded), np.int64, len(coded))
        longest = np.maximum(np.maximum(lengths, self.length), 1)
        return np.asarray(1 - distances / longest)
