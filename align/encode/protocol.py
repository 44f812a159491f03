"""What an encoder has to offer, and what it may offer besides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""Shape (texts, dimension), every row of length 1 (a row of zeros for a text without tokens)."""

Progress = Callable[[str, int, int], None]
"""Called with the name of the stage, how much is done, and how much there is."""


class Encoder(Protocol):
    """Turns texts of either language into unit vectors."""

    @property
    def name(self) -> str:
        """Identifies model and settings; part of every unit's signature."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of single texts, shape (len(texts), dimension)."""
        ...


class Pools(Protocol):
    """Texts in order, encoded so that any run of neighbours gets its vector cheaply.

    Holds no vectors of joins: ask for those that are needed, when they are needed.
    """

    def __len__(self) -> int: ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def singles(self) -> Vectors:
        """Vectors of the texts one by one, shape (len(self), dimension)."""
        ...

    def runs(self, starts: npt.NDArray[np.integer], stops: npt.NDArray[np.integer]) -> Vectors:
        """Vectors of texts ``starts[i]`` up to, not including, ``stops[i]``, joined.

        Args:
            starts, stops: (runs,) positions, ``0 <= start <= stop <= len(self)``.

        Returns:
            Shape (runs, dimension); a row of zeros for an empty run and for one without
            tokens.
        """
        ...

    def take(self, positions: npt.NDArray[np.integer]) -> Pools:
        """The pools of some of the texts, as if the others were not there.

        Args:
            positions: rising, (texts,).
        """
        ...


@runtime_checkable
class PoolingEncoder(Protocol):
    """An encoder that makes `Pools` in about two passes over the text.

    Use `pool` and `pool_pieces` of `duizhao.align.encode`, which serve encoders of both kinds.
    """

    def pool(self, texts: Sequence[str], progress: Progress | None = None) -> Pools:
        """Texts in order, ready for the vectors of any run of neighbours."""
        ...

    def pool_pieces(
        self,
        texts: Sequence[str],
        pieces: Sequence[Sequence[str]],
        progress: Progress | None = None,
    ) -> tuple[Pools, Vectors]:
        """The same, and vectors of pieces of the texts, shape (pieces, dimension).

        Args:
            texts: in order.
            pieces: of each text; joined, they give it.
            progress: called with stage, done and total.
        """
        ...
