"""Encoders: from texts to vectors in a space that both languages share."""

from __future__ import annotations

from align.encode.pools import pool
from align.encode.protocol import Encoder, PoolingEncoder, Pools, Vectors

__all__ = ["Encoder", "PoolingEncoder", "Pools", "Vectors", "load", "pool"]


def load(name: str = "use") -> Encoder:
    """An encoder by name.

    Args:
        name: ``use``, the built-in one.

    Raises:
        EncoderError: there is no such encoder, or it cannot be used here.
    """
    from align.encode.use import UseEncoder

    return UseEncoder()
