"""Encoders: from texts to vectors in a space that both languages share."""

from __future__ import annotations

from pathlib import Path

from align.encode.pools import pool
from align.encode.protocol import Encoder, PoolingEncoder, Pools, Vectors

__all__ = ["Encoder", "PoolingEncoder", "Pools", "Vectors", "load", "pool"]


def load(name: str = "use", *, cache: bool | Path | None = None) -> Encoder:
    """An encoder by name.

    Args:
        name: ``use``, the built-in one; ``quality``, the built-in one joined to
            multilingual-e5-small (`duizhao[quality]`); otherwise a sentence-transformers
            model, by folder or by its name in the local cache of the model hub.
        cache: whether vectors are kept on disk, or the folder to keep them in. By default
            they are for all but the built-in encoder, which takes little longer to make
            them than the disk to find them.

    Raises:
        EncoderError: there is no such encoder, or it cannot be used here.
    """
    encoder = _load(name)
    wanted = name != "use" if cache is None else cache
    if not wanted:
        return encoder
    from align.encode.cache import CachedEncoder, VectorCache, default_folder

    folder = default_folder() if isinstance(wanted, bool) else wanted
    return encoder if folder is None else CachedEncoder(encoder, VectorCache(folder))


def _load(name: str) -> Encoder:
    # Each is imported only when it is wanted; the last one brings torch with it.
    if name == "use":
        from align.encode.use import UseEncoder

        return UseEncoder()
    if name == "quality":
        from align.encode.quality import QualityEncoder

        return QualityEncoder()
    from align.encode.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(name)
