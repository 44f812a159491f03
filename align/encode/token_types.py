"""What the network of the built-in encoder makes of a token by itself."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from duizhao.align.encode.kinds import Integers
from duizhao.align.encode.weights import Matrix, Weights

Multiply = Callable[[Matrix, Matrix], Matrix]
"""A product of matrices: np.matmul, or something faster."""


class TokenTypes:
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
