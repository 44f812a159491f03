"""The network of the built-in encoder, arranged for whole documents.

    token ──► embedding ──► three branches ──► features ──► sum over tokens ──► vector
                            (windows of 2, 3, 5)            (pooling)          (dense layers)

Four properties of it save most of the work:

- Everything up to the first convolution's product depends on the token alone, not on its
  neighbours. It is computed once for each *distinct* token (`TokenTypes`), and the first
  convolution becomes a sum of looked-up rows.
- So does the second one: what follows from the tokens of a first window is the same
  wherever they meet, in a line, in a like one, and where lines are joined (`_features`).
- Pooling adds up, and the projection after it is linear. So a text of any length can be
  cut into pieces, and sums of neighbours can be put together from sums of their parts.
- A feature sees at most `REACH` tokens to either side, so a piece with so many tokens of
  its neighbours on both ends gives exactly what the whole text would.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from duizhao.align.encode.kinds import Integers, kinds
from duizhao.align.encode.token_types import Multiply, TokenTypes
from duizhao.align.encode.weights import Matrix, Weights

REACH = 4
"""How far a token's features look: two layers of windows of five."""

FREQUENT = 3000
"""Distinct tokens kept at hand through a whole call; 15 KB each."""

BLOCK = 4096
"""Tokens whose rarer distinct tokens are worked out together."""

STEP = 1024
"""Tokens that go through the branches together: more share more, fewer stay in the cache."""

TAKES = 32
"""Takes that are summed together: each is a row of a matrix that is mostly empty."""


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
    types = TokenTypes(weights, multiply, len(frequent) + rare)
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
    types: TokenTypes,
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
    summed = _covered(batch.starts[low:high] - begin, batch.stops[low:high] - begin, count)
    place = np.cumsum(summed) - 1
    wanted = np.flatnonzero(summed)

    total = types.total[slots[wanted]]
    squares = types.squares[slots[wanted]]
    parts = [types.embedding[slots[wanted]]]
    # What each token sees; the last row is for what is outside.
    windows = position[:, None] + np.arange(-REACH // 2, REACH // 2 + 1)
    windows[(windows < left[:, None]) | (windows >= right[:, None])] = count
    windows = np.append(windows, np.full((1, REACH + 1), count), axis=0)
    around = np.append(slots, 0)[windows]
    for number, branch in enumerate(weights.branches):
        seen = slice(REACH // 2 - branch.before, REACH // 2 - branch.before + branch.order)
        features = _features(types, number, around[:, seen], windows[wanted, seen])
        total += features.sum(axis=1)
        squares += np.einsum("ij,ij->i", features, features)
        parts.append(features)

    width = np.float32(sum(part.shape[1] for part in parts))
    mean = total / width
    deviation = 1 / np.sqrt(squares / width - mean * mean + np.float32(weights.epsilon))

    # Of a token its mean is taken, and a constant added, by the last rows of `weights.output`.
    parts.append(np.stack([mean, 1 / deviation], axis=1))
    rows = np.flatnonzero(np.bincount(batch.rows[low:high]))
    pooled = np.zeros((len(rows), len(weights.output)), np.float32)
    for start in range(low, high, TAKES):
        takes = slice(start, min(start + TAKES, high))
        spans = batch.stops[takes] - batch.starts[takes]
        offset = np.arange(spans.sum()) - np.repeat(np.cumsum(spans) - spans, spans)
        columns = place[np.repeat(batch.starts[takes] - begin, spans) + offset]
        # Normalising and summing in one: a matrix with the sums as its rows.
        near = slice(int(columns.min()), int(columns.max()) + 1)
        here, local = np.unique(batch.rows[takes], return_inverse=True)
        selection = np.zeros((len(here), near.stop - near.start), np.float32)
        places = np.repeat(local, spans), columns - near.start
        np.add.at(selection, places, np.repeat(batch.signs[takes], spans))
        selection *= deviation[near]
        found = np.concatenate([selection @ part[near] for part in parts], axis=1)
        pooled[np.searchsorted(rows, here)] += found
    sums[rows] += pooled @ weights.output


def _features(types: TokenTypes, number: int, around: Integers, windows: Integers) -> Matrix:
    """Features of a branch, (wanted, channels).

    Tokens between the same neighbours have the same hidden values: those are worked out and
    multiplied once, and what a token's window holds of the products is added up.

    Args:
        types: what is known of single tokens.
        number: of the branch.
        around: the rows of `types` that each token sees, (tokens, order).
        windows: the tokens that each wanted one sees, (wanted, order).
    """
    branch, inputs = types.weights.branches[number], types.inputs[number]
    products = types.products[number]
    chosen, which = kinds(around, len(inputs))
    around = around[chosen]
    hidden = products[0].take(around[:, 0], axis=0)
    scratch = np.empty_like(hidden)
    for k in range(1, branch.order):
        hidden += products[k].take(around[:, k], axis=0, out=scratch, mode="clip")
    np.maximum(hidden, 0, out=hidden)
    hidden += inputs.take(around[:, branch.before], axis=0, out=scratch, mode="clip")
    table = types.multiply(hidden, branch.second).reshape(-1, hidden.shape[1])
    places = which[windows] * branch.order + np.arange(branch.order)
    features = table.take(places[:, 0], axis=0)
    scratch = np.empty_like(features)
    for k in range(1, branch.order):
        features += table.take(places[:, k], axis=0, out=scratch, mode="clip")
    features += branch.second_bias
    np.maximum(features, 0, out=features)
    own = which[windows[:, branch.before]]
    features += hidden.take(own, axis=0, out=scratch, mode="clip")
    return features


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
    mean = sums * (1 / np.sqrt(np.maximum(tokens, 1)))[:, None].astype(np.float32)
    width = weights.deep["d1"].shape[0]
    both = mean @ weights.deep["d0 p1"]
    hidden, middle = both[:, :width], both[:, width:]
    np.maximum(hidden, 0, out=hidden)
    middle += hidden @ weights.deep["d1"]
    np.maximum(middle, 0, out=middle)
    width = weights.deep["d3"].shape[0]
    both = middle @ weights.deep["d2 p3"]
    hidden = both[:, :width]
    np.maximum(hidden, 0, out=hidden)
    vectors = np.asarray(hidden @ weights.deep["d3"], np.float32)
    vectors += both[:, width:]
    np.tanh(vectors, out=vectors)
    norm = np.einsum("ij,ij->i", vectors, vectors)
    vectors *= (1 / np.sqrt(np.maximum(norm, np.float32(weights.epsilon))))[:, None]
    return vectors
