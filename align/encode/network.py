"""The network of the built-in encoder, arranged for whole documents.

    token ──► embedding ──► three branches ──► features ──► sum over tokens ──► vector
                            (windows of 2, 3, 5)            (pooling)          (dense layers)

Three properties of it save most of the work:

- Everything up to the first convolution's product depends on the token alone, not on its
  neighbours. It is computed once for each *distinct* token (`_Types`), and the first
  convolution becomes a sum of looked-up rows.
- Pooling adds up, and the projection after it is linear. So a text of any length can be
  cut into pieces, and sums of neighbours can be put together from sums of their parts.
- A feature sees at most `REACH` tokens to either side, so a piece with so many tokens of
  its neighbours on both ends gives exactly what the whole text would.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from duizhao.align.encode.weights import Matrix, Weights

Integers = npt.NDArray[np.int64]

Multiply = Callable[[Matrix, Matrix], Matrix]
"""A product of matrices: np.matmul, or something faster."""

REACH = 4
"""How far a token's features look: two layers of windows of five."""

FREQUENT = 3000
"""Distinct tokens kept at hand through a whole call; 15 KB each."""

BLOCK = 4096
"""Tokens whose rarer distinct tokens are worked out together."""

STEP = 512
"""Tokens that go through the branches together: their working set stays in the cache."""


@dataclass(frozen=True, slots=True)
class TokenBatch:
    """Texts as tokens, and which of their features are to be summed.

    Attributes:
        tokens: (tokens,) of all pieces, one after the other.
        pieces: (pieces,) lengths; windows never look across a piece's ends.
        rows: (takes,) which sum a take goes to.
        starts, stops: (takes,) the positions in `tokens` that it adds up, inside one piece;
            in ascending order of the piece.
        signs: (takes,) 1 to add, -1 to subtract.
        sums: number of sums.
    """

    tokens: Integers
    pieces: Integers
    rows: Integers
    starts: Integers
    stops: Integers
    signs: Matrix
    sums: int


class _Types:
    """What depends on a token alone, for those tokens that are at hand."""

    def __init__(self, weights: Weights, multiply: Multiply, size: int) -> None:
        channels = weights.branches[0].first_bias.shape[0]
        self.weights = weights
        self.multiply = multiply
        # Row 0 stays zero: it stands for "outside the piece".
        self.slots = np.zeros(weights.tokens, np.intp)
        self.embedding = np.zeros((size + 1, weights.table[0].shape[1]), np.float32)
        self.total = np.zeros(size + 1, np.float32)
        self.squares = np.zeros(size + 1, np.float32)
        self.inputs = [np.zeros((size + 1, channels), np.float32) for _ in weights.branches]
        self.products = [
            [np.zeros((size + 1, channels), np.float32) for _ in range(branch.order)]
            for branch in weights.branches
        ]

    def put(self, tokens: Integers, first: int) -> None:
        """Work out distinct tokens and keep them from row `first` on."""
        weights = self.weights
        rows = slice(first, first + len(tokens))
        self.slots[tokens] = np.arange(first, first + len(tokens))
        embedding = weights.embeddings(tokens)
        self.embedding[rows] = embedding
        self.total[rows] = embedding.sum(axis=1)
        self.squares[rows] = np.einsum("ij,ij->i", embedding, embedding)
        channels = _normalised(embedding @ weights.projection + weights.projection_bias, weights)
        width = self.inputs[0].shape[1]
        for number, branch in enumerate(weights.branches):
            products = self.products[number]
            values = np.ascontiguousarray(channels[:, number * width : (number + 1) * width])
            self.inputs[number][rows] = values
            columns = self.multiply(values, branch.first)
            for k, product in enumerate(products):
                product[rows] = columns[:, k * width : (k + 1) * width]
            # The bias rides on the one token of the window that is never outside.
            products[branch.before][rows] += branch.first_bias


def _normalised(values: Matrix, weights: Weights) -> Matrix:
    values -= values.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", values, values) / np.float32(values.shape[1])
    values *= (1 / np.sqrt(variance + np.float32(weights.epsilon)))[:, None]
    values *= weights.gain
    values += weights.shift
    return values


def pool(weights: Weights, batch: TokenBatch, multiply: Multiply = np.matmul) -> Matrix:
    """Sums of features after the output projection, shape (batch.sums, 512).

    Args:
        weights: of the network.
        batch: what to sum.
        multiply: used for the convolutions, which are most of the work.
    """
    sums = np.zeros((batch.sums, weights.output.shape[1]), np.float32)
    if not len(batch.tokens):
        return sums
    counts = np.bincount(batch.tokens, minlength=1)
    distinct = np.flatnonzero(counts)
    frequent = distinct
    if len(distinct) > FREQUENT:
        # Stable, so that equal counts always fall the same way.
        order = np.argsort(-counts[distinct], kind="stable")
        frequent = np.sort(distinct[order[:FREQUENT]])
    rare = min(len(distinct) - len(frequent), BLOCK)
    types = _Types(weights, multiply, len(frequent) + rare)
    for start in range(0, len(frequent), STEP):
        types.put(frequent[start : start + STEP], 1 + start)
    at_hand = np.zeros(weights.tokens, bool)
    at_hand[frequent] = True

    ends = np.cumsum(batch.pieces)
    begins = ends - batch.pieces
    for first, last in _groups(batch.pieces, BLOCK):
        tokens = batch.tokens[begins[first] : ends[last - 1]]
        # Not np.unique, which imports numpy.ma on first use.
        seldom = np.flatnonzero(np.bincount(tokens[~at_hand[tokens]]))
        for start in range(0, len(seldom), STEP):
            types.put(seldom[start : start + STEP], 1 + len(frequent) + start)
        for low, high in _groups(batch.pieces[first:last], STEP):
            _step(types, batch, begins, ends, first + low, first + high, sums)
    return sums


def _groups(lengths: Integers, budget: int) -> list[tuple[int, int]]:
    """Ranges of consecutive pieces of at most `budget` tokens together (or of one piece)."""
    ends = np.cumsum(lengths)
    groups = []
    first = 0
    while first < len(lengths):
        done = ends[first - 1] if first else 0
        last = max(int(np.searchsorted(ends, done + budget, side="right")), first + 1)
        groups.append((first, last))
        first = last
    return groups


def _step(
    types: _Types,
    batch: TokenBatch,
    begins: Integers,
    ends: Integers,
    first: int,
    last: int,
    sums: Matrix,
) -> None:
    """Add what the pieces first … last - 1 give to `sums`."""
    weights = types.weights
    begin, end = begins[first], ends[last - 1]
    slots = types.slots[batch.tokens[begin:end]]
    count = len(slots)
    lengths = batch.pieces[first:last]
    position = np.arange(count)
    left = np.repeat(begins[first:last] - begin, lengths)
    right = np.repeat(ends[first:last] - begin, lengths)

    # Of the tokens around a border only those next to it are summed: the others are seen only.
    low, high = np.searchsorted(batch.starts, (begin, end))
    takes = slice(low, high)
    summed = _covered(batch.starts[takes] - begin, batch.stops[takes] - begin, count)
    place = np.cumsum(summed) - 1
    wanted = np.flatnonzero(summed)

    total = types.total[slots[wanted]]
    squares = types.squares[slots[wanted]]
    parts = [types.embedding[slots[wanted]]]
    padded = np.zeros((count + 1, types.inputs[0].shape[1]), np.float32)
    scratch = np.empty((count, padded.shape[1]), np.float32)
    for branch, inputs, products in zip(
        weights.branches, types.inputs, types.products, strict=True
    ):
        windows = position[:, None] + np.arange(-branch.before, branch.order - branch.before)
        windows[(windows < left[:, None]) | (windows >= right[:, None])] = count
        around = np.append(slots, 0)[windows]
        hidden = padded[:count]
        np.take(products[0], around[:, 0], axis=0, out=hidden, mode="clip")
        for k in range(1, branch.order):
            np.take(products[k], around[:, k], axis=0, out=scratch, mode="clip")
            hidden += scratch
        np.maximum(hidden, 0, out=hidden)
        np.take(inputs, slots, axis=0, out=scratch, mode="clip")
        hidden += scratch
        near = padded[windows[wanted]].reshape(len(wanted), -1)
        features = types.multiply(near, branch.second)
        features += branch.second_bias
        np.maximum(features, 0, out=features)
        features += hidden[wanted]
        total += features.sum(axis=1)
        squares += np.einsum("ij,ij->i", features, features)
        parts.append(features)

    width = np.float32(sum(part.shape[1] for part in parts))
    mean = total / width
    deviation = 1 / np.sqrt(squares / width - mean * mean + np.float32(weights.epsilon))

    # Normalising and summing in one: a matrix with the takes of this step as its rows.
    spans = batch.stops[takes] - batch.starts[takes]
    rows = np.flatnonzero(np.bincount(batch.rows[takes]))
    local = np.searchsorted(rows, batch.rows[takes])
    offset = np.arange(spans.sum()) - np.repeat(np.cumsum(spans) - spans, spans)
    columns = place[np.repeat(batch.starts[takes] - begin, spans) + offset]
    selection = np.zeros((len(rows), len(wanted)), np.float32)
    np.add.at(selection, (np.repeat(local, spans), columns), np.repeat(batch.signs[takes], spans))
    tokens = selection.sum(axis=1)
    selection *= deviation
    pooled = np.concatenate([selection @ part for part in parts], axis=1) @ weights.output
    pooled -= np.outer(selection @ mean, weights.output_total)
    pooled += np.outer(tokens, weights.output_bias)
    sums[rows] += pooled


def _covered(starts: Integers, stops: Integers, count: int) -> npt.NDArray[np.bool_]:
    """Which of some positions lie in a range, shape (count,)."""
    steps = np.bincount(starts, minlength=count + 1) - np.bincount(stops, minlength=count + 1)
    covered: npt.NDArray[np.bool_] = np.cumsum(steps)[:count] > 0
    return covered


def project(weights: Weights, sums: Matrix, tokens: Matrix) -> Matrix:
    """Unit vectors of pooled sums, shape (sums, 512).

    Args:
        weights: of the network.
        sums: (sums, 512) as from `pool`, or added up from such.
        tokens: (sums,) how many tokens each is the sum of.
    """
    deep = weights.deep
    mean = sums * (1 / np.sqrt(np.maximum(tokens, 1)))[:, None].astype(np.float32)
    hidden = np.maximum(mean @ deep["d0"], 0)
    middle = np.maximum(mean @ deep["p1"] + hidden @ deep["d1"], 0)
    last = np.maximum(middle @ deep["d2"], 0)
    vectors: Matrix = np.tanh(middle @ deep["p3"] + last @ deep["d3"])
    norm = np.einsum("ij,ij->i", vectors, vectors)
    vectors *= (1 / np.sqrt(np.maximum(norm, np.float32(weights.epsilon))))[:, None]
    return vectors
