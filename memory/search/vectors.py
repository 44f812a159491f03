"""Search by meaning: vectors of the units in a FAISS index beside the store.

The folder ``MEMORY.vectors`` holds the index and a note of what it covers. It can be thrown
away at any time: `update` encodes what is missing, and everything when the index is damaged
or was made with another encoder or for another store. A unit has one vector, the mean of
those of its sides, which answers queries of either language.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

from duizhao.corpora.errors import OutputError
from duizhao.corpora.lock import locked
from duizhao.memory.store import Store

from . import vector_index, vector_note
from .vector_note import IndexNote, folder

if TYPE_CHECKING:
    from duizhao.align.encode.protocol import Encoder

_CHUNK = 1024
_SAVE_SECONDS = 120.0
_MOST_DEAD = 0.3

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did.

    Attributes:
        encoded: units that got a vector.
        count: vectors in all.
        rebuilt: why everything was encoded again, or "".
    """

    encoded: int
    count: int
    rebuilt: str = ""


@dataclass(frozen=True, slots=True)
class Vectors:
    """An index that was read.

    Attributes:
        index: of FAISS, with unit ids.
        note: what it covers.
        encoder: that made its vectors.
    """

    index: Any
    note: IndexNote
    encoder: Encoder

    def nearest(self, text: str, count: int) -> list[tuple[int, float]]:
        """Ids of the units nearest in meaning, with cosines, the nearest first."""
        vector = self.encoder.encode([text])
        if not self.note.count or not vector.any():
            return []
        cosines, ids = self.index.search(vector.astype(np.float32), min(count, self.note.count))
        return [
            (int(number), float(cosine))
            for number, cosine in zip(ids[0], cosines[0], strict=True)
            if number >= 0
        ]


def opened(store: Store, encoder: Encoder | None = None) -> tuple[Vectors | None, str]:
    """The vectors of a store, or None; and what is wrong with them, or "".

    A store without vectors has none, and nothing is wrong with that.

    Args:
        store: the memory.
        encoder: the one to ask with; by default the built-in one.
    """
    place = folder(store)
    if not place.exists():
        return None, ""
    import faiss

    note, fault = vector_note.read(store)
    if note is None:
        return None, fault
    if encoder is None:
        from duizhao.align.encode import load

        encoder = load("use")
    if note.encoder != encoder.name:
        return None, f"the vectors were made by {note.encoder}, not by {encoder.name}"
    if not vector_note.is_whole(store, note):
        return None, "the vector index is damaged"
    try:
        index = faiss.read_index(str(place / note.file))
    except RuntimeError:
        return None, "the vector index is damaged"
    vector_index.ask_cells(index)
    return Vectors(index, note, encoder), ""


def waiting(store: Store, note: IndexNote | None) -> int:
    """How many units have no vector yet."""
    return store.ask.count_after(note.last if note else 0)


def update(
    store: Store, encoder: Encoder | None = None, progress: Progress | None = None
) -> Updated:
    """Encode the units that have no vector yet.

    The index is written from time to time, so that an interrupted update goes on where it
    stopped.

    Args:
        store: the memory.
        encoder: by default the built-in one.
        progress: called with ``vectors``, units done, and units to do.

    Raises:
        EncoderError: the encoder is missing or broken.
        OutputError: the index cannot be written, or another update does not end.
        StoreError: the store is damaged.
    """
    if encoder is None:
        from duizhao.align.encode import load

        encoder = load("use")
    with locked(folder(store)):
        return _update(store, encoder, progress)


def _update(store: Store, encoder: Encoder, progress: Progress | None) -> Updated:
    vectors, rebuilt = opened(store, encoder)
    if vectors is not None and vectors.note.count > len(store) / (1 - _MOST_DEAD):
        vectors, rebuilt = None, "most of the units with vectors are gone"
    _make_folder(folder(store))
    note = vectors.note if vectors else IndexNote(store.ask.identity(), encoder.name)
    total = waiting(store, note)
    expected = note.count + total
    index = vectors.index if vectors else vector_index.flat(encoder.dimension)
    done = 0
    saved = monotonic()
    for ids, zh, en in _chunks(store, note.last):
        made = encoder.encode(zh) + encoder.encode(en)
        made /= np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)
        index.add_with_ids(np.ascontiguousarray(made, np.float32), np.array(ids, np.int64))
        done += len(ids)
        note = replace(note, last=ids[-1], count=index.ntotal)
        if progress:
            progress("vectors", done, total)
        if vector_index.needs_cells(note.count, note.trained):
            index = vector_index.with_cells(index, expected)
            note = replace(note, trained=note.count)
        if monotonic() - saved > _SAVE_SECONDS:
            note = vector_note.save(store, index, note)
            saved = monotonic()
    if done or vectors is None:
        vector_note.save(store, index, note)
    return Updated(done, index.ntotal, rebuilt)


def _make_folder(place: Path) -> None:
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be made ({(error.strerror or str(error)).lower()})",
            path=place,
            mend="check the permissions of its folder",
        ) from error


def remove(store: Store) -> None:
    """Throw the vectors of a store away."""
    shutil.rmtree(folder(store), ignore_errors=True)


def _chunks(store: Store, last: int) -> Iterator[tuple[list[int], list[str], list[str]]]:
    while rows := store.ask.texts_after(last, _CHUNK):
        last = rows[-1][0]
        yield [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]
