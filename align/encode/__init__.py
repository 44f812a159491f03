"""Encoders: from texts to vectors in a space that both languages share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from duizhao.align.encode.pools import pool, pool_pieces
from duizhao.align.encode.protocol import Encoder, PoolingEncoder, Pools, Vectors

__all__ = ["Encoder", "PoolingEncoder", "Pools", "Vectors", "load", "pool", "pool_pieces"]


BUILT_IN = ("use", "use:bf16")
"""Names of the built-in encoder."""


def load(name: str = "use", *, cache: bool | Path | None = None) -> Encoder:
    """An encoder by name.

    Args:
        name: ``use``, the built-in one; ``use:bf16``, the same through torch with half the
            digits, faster for long texts on processors made for it; ``quality``, the
            built-in one joined to multilingual-e5-small (`duizhao[quality]`); otherwise a
            sentence-transformers model, by folder or by its name in the local cache of
            the model hub.
        cache: whether vectors are kept on disk, or the folder to keep them in. By default
            they are for all but the built-in encoder, which takes little longer to make
            them than the disk to find them.

    Raises:
        EncoderError: there is no such encoder, or it cannot be used here.
    """
    wanted = name not in BUILT_IN if cache is None else cache
    keep = _cached_in(None if isinstance(wanted, bool) else wanted) if wanted else _as_it_is
    # Each is imported only when it is wanted; the last one brings torch with it.
    if name in BUILT_IN:
        from duizhao.align.encode.use import UseEncoder

        return keep(UseEncoder(bfloat16=name == "use:bf16"))
    if name == "quality":
        from duizhao.align.encode.quality import E5Encoder, QualityEncoder

        return QualityEncoder(keep(E5Encoder()))
    from duizhao.align.encode.sentence_transformer import SentenceTransformerEncoder

    return keep(SentenceTransformerEncoder(name))


def _as_it_is(encoder: Encoder) -> Encoder:
    return encoder


def _cached_in(folder: Path | None) -> Callable[[Encoder], Encoder]:
    """Puts an encoder before the cache of a folder, or of the default one."""
    from duizhao.align.encode.cache import CachedEncoder, VectorCache, default_folder

    place = folder or default_folder()
    if place is None:
        return _as_it_is
    cache = VectorCache(place)
    return lambda encoder: CachedEncoder(encoder, cache)
