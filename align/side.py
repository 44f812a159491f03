"""One text, ready to be compared with the other: vectors, clauses, words, lengths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from duizhao.corpora.document import Kind, Segment

from .clauses import clauses
from .corridor import Ints
from .dictionary import Dictionary
from .encode import pool_pieces
from .encode.protocol import Encoder, Pools, Progress
from .furniture import repeated_lines
from .groups import Groups
from .labelling import SideLabels, labels_of
from .lines import Lines, lines_of
from .quotations import Quotations, quotations
from .words import Words, gathered, no_words, words_of

Floats = npt.NDArray[np.float32]
Half = npt.NDArray[np.float16]

STEP = 4096
"""Rows of vectors that are worked on together."""

SAME = 1e-3
"""Largest difference in a dimension up to which vectors are the same but for rounding."""


@dataclass(frozen=True, slots=True)
class Units:
    """Pieces of segments, in the order of the text.

    Attributes:
        start: number of units before each segment, shape (segments + 1,).
        weights: (units,).
        vectors: (units, dimension), centred.
    """

    start: Ints
    weights: Floats
    vectors: Half

    def take(self, segments: Ints) -> Units:
        """The units of some of the segments."""
        start, units = gathered(self.start, segments)
        return Units(start, self.weights[units], self.vectors[units])


@dataclass(frozen=True, slots=True)
class Side:
    """All that is known of one text.

    Attributes:
        texts: of the segments.
        pools: for the vectors of joined neighbours.
        mean: of the segments' vectors, (dimension,).
        singles: centred vectors of the segments, (segments, dimension).
        length: bytes before each segment, (segments + 1,).
        clauses: see `Units`.
        quotations: see `Quotations`.
        paragraphs: paragraphs that begin after the first segment, up to each, (segments,).
        notes: footnotes up to each segment's beginning, (segments + 1,).
        lines, labels: see `Lines` and `SideLabels`.
        words: those that the dictionary knows.
        groups: of the segments, where no group sees another one.
    """

    texts: tuple[str, ...]
    pools: Pools
    mean: Floats
    singles: Half
    length: Ints
    clauses: Units
    quotations: Quotations
    paragraphs: Ints
    notes: Ints
    lines: Lines
    labels: SideLabels
    words: Words
    groups: Groups = None

    def __len__(self) -> int:
        return len(self.texts)

    def joins(self, first: int, last: int, longest: int) -> Floats:
        """Centred vectors of neighbours joined that end at the segments ``first … last - 1``.

        Returns:
            Shape (longest, last - first, dimension); ``[k, i]`` stands for the k + 1
            segments that end at segment first + i, zeros where they would begin before
            the text.
        """
        ends = np.tile(np.arange(first, last), longest - 1) + 1
        starts = ends - np.repeat(np.arange(2, longest + 1), last - first)
        vectors = np.zeros((len(ends), len(self.mean)), np.float32)
        exists = starts >= 0
        vectors[exists] = centred(self.pools.runs(starts[exists], ends[exists]), self.mean)
        single = self.singles[first:last].astype(np.float32)
        return np.concatenate([single, vectors]).reshape(longest, last - first, -1)

    def runs(self, starts: Ints, stops: Ints) -> Floats:
        """Vectors as the encoder gives them; see `Pools.runs`."""
        single = stops - starts == 1
        vectors = np.empty((len(starts), len(self.mean)), np.float32)
        vectors[~single] = self.pools.runs(starts[~single], stops[~single])
        for first in range(0, len(starts), STEP):
            rows = np.flatnonzero(single[first : first + STEP]) + first
            vectors[rows] = uncentred(self.singles[starts[rows]].astype(np.float32), self.mean)
        return vectors

    def take(self, positions: Ints, groups: Ints | None = None) -> Side:
        """Some of the segments, as if the others were not there.

        Args:
            positions: rising, or rising within each group, (segments,).
            groups: the group of each, by number, where groups have nothing to do with each other.
        """
        texts = tuple(self.texts[place] for place in positions)
        return replace(
            self,
            texts=texts,
            pools=self.pools.take(positions),
            singles=self.singles[positions],
            length=_starts(np.diff(self.length)[positions]),
            clauses=self.clauses.take(positions),
            quotations=replace(quotations(texts, groups), used=self.quotations.used),
            paragraphs=self.paragraphs[positions] if groups is None else np.zeros_like(groups),
            notes=_starts(np.diff(self.notes)[positions]),
            lines=self.lines.take(positions),
            labels=self.labels.take(positions),
            words=self.words.take(positions),
            groups=groups,
        )


def centred(vectors: Floats, mean: Floats) -> Floats:
    """Vectors less what all segments of the text share, of length 1 again; zeros stay zeros."""
    empty = ~vectors.any(axis=1)
    result = vectors - mean
    result[empty] = 0
    result /= np.maximum(np.linalg.norm(result, axis=1, keepdims=True), 1e-9)
    return result.astype(np.float32)


def uncentred(vectors: Floats, mean: Floats) -> Floats:
    """Vectors of length 1 that `centred` has made into these; zeros stay zeros."""
    along = vectors @ mean
    scale = np.sqrt(np.maximum(along**2 + 1 - mean @ mean, 0)) - along
    result = mean + scale[:, None] * vectors
    result[~vectors.any(axis=1)] = 0
    return np.asarray(result, np.float32)


def side(
    segments: Sequence[Segment],
    encoder: Encoder,
    lines: Lines,
    labels: SideLabels,
    progress: Progress | None = None,
) -> Side:
    """Encode and analyse one text, all but its words.

    Args:
        segments: at least one.
        encoder: see `duizhao.align.encode.load`.
        lines, labels: see `align.lines.lines_of` and `align.labelling.labels_of`.
        progress: called with stage, done and total.
    """
    texts = tuple(segment.text for segment in segments)
    pieces = [clauses(text) for text in texts]
    # A text of one piece has the vector of that piece.
    cut = [parts if len(parts) > 1 else () for parts in pieces]
    pools, parts = pool_pieces(encoder, texts, cut, progress)
    vectors = pools.singles()
    every = np.arange(len(vectors))
    mean = _mean(_chunks(vectors, every), vectors.shape[1])
    singles = np.empty(vectors.shape, np.float16)
    _put(singles, every, vectors, every, mean)
    units = _clauses(pieces, parts, vectors)
    del vectors, parts  # twice as large
    lengths = [len(text.encode("utf-8", "replace")) for text in texts]
    return Side(
        texts=texts,
        pools=pools,
        mean=mean,
        singles=singles,
        length=_starts(lengths),
        clauses=units,
        quotations=quotations(texts),
        paragraphs=_starts([a.paragraph != b.paragraph for a, b in pairwise(segments)]),
        notes=_starts([segment.kind is Kind.FOOTNOTE for segment in segments]),
        lines=lines,
        labels=labels,
        words=no_words(len(texts)),
    )


def _chunks(vectors: Floats, rows: Ints) -> Iterator[Floats]:
    """Some of the vectors, so many at a time that copies of them are small."""
    for first in range(0, len(rows), STEP):
        yield vectors[rows[first : first + STEP]]


def _mean(chunks: Iterable[Floats], width: int) -> Floats:
    """What vectors share; nothing where there are no two that differ, as in like lines."""
    count, total = 0, np.zeros(width)
    least, most = np.full(width, np.inf), np.full(width, -np.inf)
    for part in chunks:
        filled = part[part.any(axis=1)]
        count += len(filled)
        total += part.sum(axis=0, dtype=np.float64)
        least = np.minimum(least, filled.min(axis=0, initial=np.inf))
        most = np.maximum(most, filled.max(axis=0, initial=-np.inf))
    if count < 2 or float((most - least).max()) < SAME:
        return np.zeros(width, np.float32)
    return np.asarray(total / count, np.float32)


def _put(result: Half, places: Ints, vectors: Floats, rows: Ints, mean: Floats) -> None:
    """Centre some of the vectors and put them in their places."""
    first = 0
    for part in _chunks(vectors, rows):
        result[places[first : first + len(part)]] = centred(part, mean)
        first += len(part)


def _starts(counts: Sequence[int] | Ints) -> Ints:
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def _clauses(pieces: Sequence[Sequence[str]], parts: Floats, vectors: Floats) -> Units:
    """The pieces of the texts of a side.

    Args:
        parts: vectors of the pieces of texts with several, (pieces of those, dimension).
        vectors: of all texts.
    """
    counts = np.array([len(each) for each in pieces])
    whole, every = np.flatnonzero(counts == 1), np.arange(len(parts))
    mean = _mean(chain(_chunks(parts, every), _chunks(vectors, whole)), vectors.shape[1])
    apart = np.repeat(counts > 1, counts)
    result = np.empty((len(apart), vectors.shape[1]), np.float16)
    _put(result, np.flatnonzero(apart), parts, every, mean)
    _put(result, np.flatnonzero(~apart), vectors, whole, mean)
    sizes = [len(piece.encode("utf-8", "replace")) for parts in pieces for piece in parts]
    return Units(_starts(counts), np.array(sizes, np.float32), result)


def both_sides(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    encoder: Encoder,
    dictionary: Callable[[], Dictionary],
    progress: Progress | None = None,
) -> tuple[Side, Side]:
    """Encode and analyse two texts of at least one segment each.

    Args:
        zh, en, encoder, progress: as of `side`.
        dictionary: asked for when the texts are encoded, which takes most of the memory.
    """
    texts = [segment.text for segment in zh], [segment.text for segment in en]
    repeated = (
        repeated_lines(texts[0], texts[1], encoder),
        repeated_lines(texts[1], texts[0], encoder),
    )
    lines, labels = lines_of(*texts, repeated), labels_of(*texts)
    sides = (
        side(zh, encoder, lines[0], labels[0], progress),
        side(en, encoder, lines[1], labels[1], progress),
    )
    words = words_of(texts, dictionary())
    return replace(sides[0], words=words[0]), replace(sides[1], words=words[1])
