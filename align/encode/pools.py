"""Runs of neighbouring texts, put together from sums over single texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from duizhao.align.encode.kinds import kinds
from duizhao.align.encode.protocol import Encoder, PoolingEncoder, Pools, Progress, Vectors

Matrix = npt.NDArray[np.float32]
Half = npt.NDArray[np.float16]

RUNS = 2048
"""Runs that are projected together."""

STEP = 256
"""Texts between two reports of progress, for encoders that cannot add up by themselves."""

SHARED = 8
"""Texts of a run up to which it is looked for among the others that are asked for."""

SPAN = 512
"""Texts over which sums are made by differences; a longer run is added up by itself."""


@dataclass(frozen=True, slots=True)
class Sums:
    """`Pools` of an encoder whose vectors are functions of sums.

    Sums are kept in half precision, which changes a cosine by less than 1e-6.

    Attributes:
        inner: (texts, width) what a text adds to a run that began before it: its own sum
            and the correction of the border in front of it.
        borders: (texts, width) that correction alone.
        weights, border_weights: (texts,) likewise: tokens, or any other measure of length.
        scale: (texts,) what the rows of `inner` and `borders` are to be multiplied with.
        alike: (texts,) a number that equal texts share, or None where all differ.
        project: from sums (runs, width) and weights (runs,) to unit vectors.
        dimension: of a vector.
    """

    inner: Half
    borders: Half
    weights: Matrix
    border_weights: Matrix
    scale: Matrix
    project: Callable[[Matrix, Matrix], Vectors]
    dimension: int
    alike: npt.NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.inner)

    def singles(self) -> Vectors:
        """Vectors of the texts one by one, shape (len(self), dimension)."""
        positions = np.arange(len(self))
        return self.runs(positions, positions + 1)

    def runs(self, starts: npt.NDArray[np.integer], stops: npt.NDArray[np.integer]) -> Vectors:
        """Vectors of texts ``starts[i]`` … ``stops[i] - 1`` joined, shape (runs, dimension)."""
        alike = self.alike
        if alike is not None and _repeated(alike, starts, stops):
            chosen, place = _different(alike, starts, stops)
            if len(chosen) < len(starts):
                vectors = self._runs(starts[chosen], stops[chosen])
                return np.take(vectors, place, axis=0)
        return self._runs(starts, stops)

    def _runs(self, starts: npt.NDArray[np.integer], stops: npt.NDArray[np.integer]) -> Vectors:
        vectors = np.zeros((len(starts), self.dimension), np.float32)
        # A text without tokens gives nothing, not even a border: a run begins after it.
        full = np.flatnonzero(self.weights > 0)
        following = np.searchsorted(full, starts)
        begins = np.append(full, len(self))[following]
        order = np.argsort(begins, kind="stable")
        order = order[begins[order] < np.asarray(stops)[order]]
        for part in _parts(begins, np.asarray(stops), order):
            sums, weights = self._add_up(begins[part], np.asarray(stops)[part])
            vectors[part] = self.project(sums, weights)
        return vectors

    def take(self, positions: npt.NDArray[np.integer]) -> Sums:
        """The pools of some of the texts, as if the others were not there.

        The correction of a border stays that of the text which stood in front of it, which
        changes a cosine in the third digit at most.
        """
        return replace(
            self,
            inner=self.inner[positions],
            borders=self.borders[positions],
            weights=self.weights[positions],
            border_weights=self.border_weights[positions],
            scale=self.scale[positions],
            alike=None if self.alike is None else self.alike[positions],
        )

    def _add_up(
        self, starts: npt.NDArray[np.integer], stops: npt.NDArray[np.integer]
    ) -> tuple[Matrix, Matrix]:
        low, high = int(starts.min()), int(stops.max())
        count = _prefix(self.weights[low:high])
        weights = count[stops - low] - count[starts - low] - self.border_weights[starts]
        if len(starts) == 1:
            sums = self._slowly(low, high)[None, :]
            sums -= self.borders[starts] * self.scale[starts, None]
        else:
            scale = self.scale[low:high, None]
            prefix = _prefix(self.inner[low:high] * scale)
            sums = prefix[stops - low]
            # Many runs begin at the same text.
            prefix[:-1] += self.borders[low:high] * scale
            sums -= prefix[starts - low]
        return sums.astype(np.float32), weights.astype(np.float32)

    def _slowly(self, low: int, high: int) -> npt.NDArray[np.float64]:
        total = np.zeros(self.inner.shape[1], np.float64)
        for start in range(low, high, SPAN):
            part = slice(start, min(start + SPAN, high))
            total += (self.inner[part] * self.scale[part, None]).sum(axis=0, dtype=np.float64)
        return total


def _parts(
    starts: npt.NDArray[np.integer],
    stops: npt.NDArray[np.integer],
    order: npt.NDArray[np.integer],
) -> Iterator[npt.NDArray[np.integer]]:
    """Positions of runs, in ascending order of their starts, that are added up together."""
    long = stops[order] - starts[order] > SPAN
    for position in order[long]:
        yield order[order == position]
    order = order[~long]
    first = 0
    while first < len(order):
        limit = starts[order[first]] + SPAN
        last = int(np.searchsorted(starts[order], limit, side="right"))
        last = min(last, first + RUNS)
        yield order[first:last]
        first = last


def _repeated(
    alike: npt.NDArray[np.int64],
    starts: npt.NDArray[np.integer],
    stops: npt.NDArray[np.integer],
) -> bool:
    """Whether short runs stand where a text is repeated, so that some may be alike."""
    if not len(starts) or (stops - starts).max() > SHARED:
        return False
    near = np.sort(alike[starts.min() : stops.max()])
    return bool((near[1:] == near[:-1]).any())


def _different(
    alike: npt.NDArray[np.int64],
    starts: npt.NDArray[np.integer],
    stops: npt.NDArray[np.integer],
) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.integer]]:
    """The first run of each kind, and of which kind each run is, by the texts that it joins."""
    at = starts[:, None] + np.arange((stops - starts).max())
    texts = np.where(at < stops[:, None], np.append(alike, 0)[np.minimum(at, len(alike))] + 1, 0)
    return kinds(texts, int(alike.max()) + 2)


def _prefix(values: Matrix) -> npt.NDArray[np.float64]:
    """Sums of the first 0, 1, … rows, shape (rows + 1, …)."""
    prefix = np.zeros((len(values) + 1, *values.shape[1:]), np.float64)
    np.cumsum(values, axis=0, dtype=np.float64, out=prefix[1:])
    return prefix


class SumStore:
    """Fills the arrays of `Sums`, part by part."""

    def __init__(self, texts: Sequence[str], width: int) -> None:
        count = len(texts)
        numbers: dict[str, int] = {}
        alike = [numbers.setdefault(text, len(numbers)) for text in texts]
        self._alike = np.array(alike, np.int64) if len(numbers) < count else None
        self._inner = np.zeros((count, width), np.float16)
        self._borders = np.zeros((count, width), np.float16)
        self._weights = np.zeros((2, count), np.float32)
        self._scale = np.ones(count, np.float32)

    def put(
        self,
        rows: npt.NDArray[np.integer],
        own: Matrix,
        borders: Matrix,
        weights: Matrix,
        border_weights: Matrix,
    ) -> None:
        """Keep the sums and weights of some texts, and of the borders before them."""
        inner = own + borders
        largest = np.maximum(np.abs(inner).max(axis=1), np.abs(borders).max(axis=1))
        scale = np.where(largest > 0, largest, 1)
        self._scale[rows] = scale
        self._inner[rows] = inner / scale[:, None]
        self._borders[rows] = borders / scale[:, None]
        self._weights[:, rows] = weights + border_weights, border_weights

    def sums(self, project: Callable[[Matrix, Matrix], Vectors]) -> Sums:
        """What has been kept."""
        return Sums(
            inner=self._inner,
            borders=self._borders,
            weights=self._weights[0],
            border_weights=self._weights[1],
            scale=self._scale,
            project=project,
            dimension=self._inner.shape[1],
            alike=self._alike,
        )


def normalise(sums: Matrix, _: Matrix | None = None) -> Vectors:
    """Rows of length 1; a row of zeros stays one."""
    norm = np.linalg.norm(sums, axis=1, keepdims=True)
    unit: Vectors = np.divide(sums, norm, out=np.zeros_like(sums), where=norm > 0)
    return unit


def weighted(texts: Sequence[str], vectors: Vectors) -> Sums:
    """Runs as sums of single vectors, each weighted by the length of its text in bytes."""
    lengths = np.array([len(text.encode("utf-8", "replace")) for text in texts], np.float32)
    lengths *= np.any(vectors != 0, axis=1)
    return Sums(
        inner=vectors.astype(np.float16),
        borders=np.broadcast_to(np.float16(0), vectors.shape),
        weights=lengths,
        border_weights=np.zeros_like(lengths),
        scale=lengths,
        project=normalise,
        dimension=vectors.shape[1],
    )


def pool(encoder: Encoder, texts: Sequence[str], progress: Progress | None = None) -> Pools:
    """Texts in order, ready for the vectors of any run of neighbours.

    An encoder that cannot add up by itself gets sums of single vectors weighted by length.
    """
    if isinstance(encoder, PoolingEncoder):
        return encoder.pool(texts, progress)
    return weighted(texts, encode_in_steps(encoder, texts, progress))


def pool_pieces(
    encoder: Encoder,
    texts: Sequence[str],
    pieces: Sequence[Sequence[str]],
    progress: Progress | None = None,
) -> tuple[Pools, Vectors]:
    """Texts in order, as `pool` has them, and vectors of pieces of them.

    The pieces' vectors are those in their places, where the encoder has such, or else those
    of the pieces by themselves.

    Returns:
        Pools, and an array of shape (pieces of all texts, dimension).
    """
    if isinstance(encoder, PoolingEncoder):
        return encoder.pool_pieces(texts, pieces, progress)
    return pieces_apart(encoder, texts, pieces, progress)


def pieces_apart(
    encoder: Encoder,
    texts: Sequence[str],
    pieces: Sequence[Sequence[str]],
    progress: Progress | None = None,
) -> tuple[Pools, Vectors]:
    """The same from single vectors alone, whatever else the encoder can do."""
    pools = weighted(texts, encode_in_steps(encoder, texts, progress))
    return pools, encoder.encode([piece for parts in pieces for piece in parts])


def encode_in_steps(
    encoder: Encoder, texts: Sequence[str], progress: Progress | None = None
) -> Vectors:
    """Vectors of single texts, as `Encoder.encode` gives them, with reports of progress."""
    vectors = np.zeros((len(texts), encoder.dimension), np.float32)
    for start in range(0, len(texts), STEP):
        if progress:
            progress("encode", start, len(texts))
        vectors[start : start + STEP] = encoder.encode(texts[start : start + STEP])
    if progress:
        progress("encode", len(texts), len(texts))
    return vectors
