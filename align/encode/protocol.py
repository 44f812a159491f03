"""What an encoder has to offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""Shape (texts, dimension), every row of length 1 (a row of zeros for a text without tokens)."""


class Encoder(Protocol):
    """Turns texts of either language into unit vectors.

    Attributes:
        name: identifies model and settings; part of every unit's signature.
        dimension: length of a vector.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of single texts, shape (len(texts), dimension)."""
        ...

    def encode_joins(self, segments: Sequence[str], longest: int) -> npt.NDArray[np.float32]:
        """Vectors of neighbours joined, shape (longest, len(segments), dimension).

        Row ``[k, i]`` stands for segments ``i-k … i`` joined (k + 1 of them, ending at i);
        rows with ``k > i`` are zero.
        """
        ...
