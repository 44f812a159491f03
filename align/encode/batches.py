"""Texts cut into pieces for the network, with the sums to be made of their tokens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from duizhao.align.encode.network import REACH, TokenBatch

LONGEST_PIECE = 2048
"""Tokens; a longer text goes through the network in pieces that overlap by `REACH`."""

Take = tuple[int, int, int, int]
"""Into which sum, start and stop of the tokens whose features go there, and the sign."""


class BatchBuilder:
    """Collects pieces and takes for a `TokenBatch`; a piece that is repeated is in it once.

    Args:
        sums: how many sums there will be.
    """

    def __init__(self, sums: int) -> None:
        self._sums = sums
        self._pieces: list[Sequence[int]] = []
        self._takes: list[Take] = []
        self._length = 0
        self._begins: dict[tuple[int, ...], int] = {}

    def add(self, tokens: Sequence[int], takes: Sequence[Take]) -> None:
        """Add a text.

        Args:
            tokens: of the text.
            takes: which of its features to add up.
        """
        if len(tokens) <= LONGEST_PIECE:
            self._piece(tokens, 0, takes)
            return
        for start in range(0, len(tokens), LONGEST_PIECE):
            stop = min(start + LONGEST_PIECE, len(tokens))
            first = max(start - REACH, 0)
            inside = [
                (row, max(begin, start), min(end, stop), sign)
                for row, begin, end, sign in takes
                if begin < stop and end > start
            ]
            self._piece(tokens[first : stop + REACH], first, inside)

    def _piece(self, tokens: Sequence[int], first: int, takes: Sequence[Take]) -> None:
        begin = self._begin(tokens)
        shift = begin - first
        self._takes.extend(
            (row, start + shift, stop + shift, sign)
            for row, start, stop, sign in takes
            if stop > start
        )
        if begin == self._length:
            self._pieces.append(tokens)
            self._length += len(tokens)

    def _begin(self, tokens: Sequence[int]) -> int:
        """Where a piece stands: where its like does, or at the end."""
        return self._begins.setdefault(tuple(tokens), self._length)

    def build(self) -> TokenBatch:
        """Everything added so far."""
        takes = np.array(self._takes, np.int64).reshape(-1, 4)
        # The network walks through takes and pieces side by side.
        takes = takes[np.argsort(takes[:, 1], kind="stable")]
        return TokenBatch(
            tokens=np.fromiter(
                chain.from_iterable(self._pieces), dtype=np.int64, count=self._length
            ),
            pieces=np.array([len(piece) for piece in self._pieces], np.int64),
            rows=takes[:, 0],
            starts=takes[:, 1],
            stops=takes[:, 2],
            signs=takes[:, 3].astype(np.float32),
            sums=self._sums,
        )


def whole_texts(texts: Sequence[Sequence[int]]) -> TokenBatch:
    """One sum for each text, of all its tokens."""
    builder = BatchBuilder(len(texts))
    for row, tokens in enumerate(texts):
        if tokens:
            builder.add(tokens, [(row, 0, len(tokens), 1)])
    return builder.build()


def neighbours(
    tokens: Sequence[Sequence[int]],
    cuts: Sequence[Sequence[int]],
    pairs: Sequence[tuple[int, int]],
    joined: Sequence[Sequence[int]],
) -> tuple[TokenBatch, npt.NDArray[np.float32]]:
    """Sums of texts, of the borders between them, and of pieces of the texts.

    Args:
        tokens: of different texts; those without tokens are passed over.
        cuts: of each text, where its pieces end, if there are any.
        pairs: which texts are neighbours, in the order of the document; each pair once.
        joined: tokens of each pair joined.

    Returns:
        A batch with a sum for each text; then for each pair, what changes at the border when
        the two are joined; then for each piece. And by how many tokens each pair joined has
        more than its texts, shape (pairs,).
    """
    count = len(tokens)
    piece = count + len(pairs)
    builder = BatchBuilder(piece + sum(map(len, cuts)))
    takes: list[list[Take]] = []
    for row, numbers in enumerate(tokens):
        own: list[Take] = [(row, 0, len(numbers), 1)]
        begin = 0
        for end in cuts[row]:
            own.append((piece, begin, end, 1))
            piece, begin = piece + 1, end
        takes.append(own)
    more = np.zeros(len(pairs), np.float32)
    windows: list[tuple[Sequence[int], Take]] = []
    for number, ((left, right), both) in enumerate(zip(pairs, joined, strict=True)):
        start, stop, shift = _changed(tokens[left], tokens[right], both)
        border = count + number
        takes[left].append((border, start, len(tokens[left]), -1))
        takes[right].append((border, 0, stop - shift, -1))
        far = max(start - REACH, 0)
        windows.append((both[far : stop + REACH], (border, start - far, stop - far, 1)))
        more[number] = len(both) - len(tokens[left]) - len(tokens[right])
    # In the order of the document, so that tokens of the same passage are worked on together.
    waiting = dict.fromkeys(range(count))
    for (left, _), (window, take) in zip(pairs, windows, strict=True):
        if left in waiting:
            del waiting[left]
            builder.add(tokens[left], takes[left])
        builder.add(window, [take])
    for row in waiting:
        if tokens[row]:
            builder.add(tokens[row], takes[row])
    return builder.build(), more


def _changed(
    left: Sequence[int], right: Sequence[int], both: Sequence[int]
) -> tuple[int, int, int]:
    """Which features differ when two texts are joined.

    The end mark of the left text and the begin mark of the right one vanish, in Chinese so
    does the space in front; a word may reach across the border; and tokens up to `REACH`
    away see all this.

    Args:
        left, right, both: tokens of the texts by themselves and joined, marks included.

    Returns:
        The first and the last but one of those tokens in `both`, and by how much tokens of
        `right` are further along in `both`.
    """
    shift = len(both) - len(right)
    same_before = _agreeing(left, both, min(len(left) - 1, len(both)))
    rest = min(len(right) - 1, len(both) - same_before)
    same_behind = _agreeing(right[::-1], both[::-1], rest)
    start = max(same_before - REACH, 0)
    stop = min(len(both) - same_behind + REACH, len(both))
    return start, max(stop, shift), shift


def _agreeing(first: Sequence[int], second: Sequence[int], most: int) -> int:
    """How many of the first `most` numbers agree before two lists part."""
    if first[:most] == second[:most]:
        return most
    pairs = zip(first[:most], second[:most], strict=True)
    return next(position for position, (one, other) in enumerate(pairs) if one != other)
