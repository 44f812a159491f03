"""Search by meaning: vectors of the units in a FAISS index beside the store.

The folder ``MEMORY.vectors`` holds the index and a note of what it covers. It can be thrown
away at any time: `update` encodes what is missing, and everything when the index is damaged
or was made with another encoder or for another store. A unit has one vector, the mean of
those of its sides, which answers queries of either language.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corpora.atomic import atomic_write
from memory.store import Store
from memory.store.connection import translated

if TYPE_CHECKING:
    from align.encode.protocol import Encoder

FLAT_UNTIL = 200_000
"""Vectors up to which all are compared; above, only those of the nearest cells."""

_CELLS_ASKED = 64
_CHUNK = 1024
_SAVE_SECONDS = 120.0
_TRAINING = 100_000
_MOST_DEAD = 0.3

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Note:
    """What an index covers.

    Attributes:
        store: of which store.
        encoder: name of the encoder.
        file: the index, in the same folder.
        digest: of that file.
        last: every unit up to this id is in it.
        count: vectors in it.
    """

    store: str
    encoder: str
    file: str
    digest: str
    last: int
    count: int


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did.

    Attributes:
        encoded: units that got a vector.
        count: vectors in all.
        rebuilt: why everything was encoded anew, or "".
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
    note: Note
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


def folder(store: Store) -> Path:
    """Where the vectors of a store are."""
    return store.path.with_name(store.path.name + ".vectors")


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

    note, fault = _note(store)
    if note is None:
        return None, fault
    if encoder is None:
        from align.encode import load

        encoder = load("use")
    if note.encoder != encoder.name:
        return None, f"the vectors were made by {note.encoder}, not by {encoder.name}"
    path = place / note.file
    if not path.is_file() or _digest(path) != note.digest:
        return None, "the vector index is damaged"
    try:
        index = faiss.read_index(str(path))
    except RuntimeError:
        return None, "the vector index is damaged"
    _ask_cells(index)
    return Vectors(index, note, encoder), ""


def waiting(store: Store, note: Note | None) -> int:
    """How many units have no vector yet."""
    with translated(store.path):
        row = store.connection.execute(
            "SELECT count(*) FROM unit WHERE id > ?", (note.last if note else 0,)
        ).fetchone()
    return int(row[0])


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
        OutputError: the index cannot be written.
        StoreError: the store is damaged.
    """
    if encoder is None:
        from align.encode import load

        encoder = load("use")
    vectors, rebuilt = opened(store, encoder)
    if vectors is not None and vectors.note.count > len(store) / (1 - _MOST_DEAD):
        vectors, rebuilt = None, "most of the units with vectors are gone"
    folder(store).mkdir(exist_ok=True)
    note = vectors.note if vectors else Note(_identity(store), encoder.name, "", "", 0, 0)
    total = waiting(store, note)
    index = vectors.index if vectors else _flat(encoder.dimension)
    index = _fitting(index, note.count + total, encoder, store)
    done = 0
    saved = monotonic()
    for ids, zh, en in _chunks(store, note.last):
        made = encoder.encode(zh) + encoder.encode(en)
        made /= np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)
        index.add_with_ids(np.ascontiguousarray(made, np.float32), np.array(ids, np.int64))
        done += len(ids)
        note = Note(note.store, note.encoder, note.file, note.digest, ids[-1], index.ntotal)
        if progress:
            progress("vectors", done, total)
        if monotonic() - saved > _SAVE_SECONDS:
            note = _save(store, index, note)
            saved = monotonic()
    _save(store, index, note)
    return Updated(done, index.ntotal, rebuilt)


def remove(store: Store) -> None:
    """Throw the vectors of a store away."""
    shutil.rmtree(folder(store), ignore_errors=True)


def _chunks(store: Store, last: int) -> Iterator[tuple[list[int], list[str], list[str]]]:
    while True:
        with translated(store.path):
            rows = store.connection.execute(
                "SELECT id, zh, en FROM unit WHERE id > ? ORDER BY id LIMIT ?", (last, _CHUNK)
            ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


def _flat(dimension: int) -> Any:
    import faiss

    # Half precision: cosines change in the fourth decimal, and the index is half as large.
    scalar = faiss.IndexScalarQuantizer(
        dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    return faiss.IndexIDMap2(scalar)


def _fitting(index: Any, count: int, encoder: Encoder, store: Store) -> Any:
    """The index, or one with cells in its place when there are to be many vectors."""
    import faiss

    if count <= FLAT_UNTIL or isinstance(faiss.downcast_index(index), faiss.IndexIVF):
        return index
    sample = _sample(store, encoder, min(count, _TRAINING))
    cells = max(16, min(int(4 * count**0.5), len(sample) // 39))
    larger = faiss.index_factory(encoder.dimension, f"IVF{cells},SQ8", faiss.METRIC_INNER_PRODUCT)
    larger.train(sample)
    if index.ntotal:
        ids = faiss.vector_to_array(index.id_map)
        for start in range(0, len(ids), 65536):
            part = ids[start : start + 65536]
            larger.add_with_ids(index.reconstruct_batch(part), part)
    _ask_cells(larger)
    return larger


def _sample(store: Store, encoder: Encoder, count: int) -> npt.NDArray[np.float32]:
    count = min(count, 40_000)
    with translated(store.path):
        rows = store.connection.execute(
            "SELECT en FROM unit WHERE id % (SELECT max(1, count(*) / ?) FROM unit) = 0 LIMIT ?",
            (count, count),
        )
        texts = [text for (text,) in rows]
    parts = iter(texts)
    made = []
    while chunk := list(islice(parts, _CHUNK)):
        made.append(encoder.encode(chunk))
    return np.ascontiguousarray(np.concatenate(made), np.float32)


def _ask_cells(index: Any) -> None:
    import faiss

    inner = faiss.downcast_index(index)
    if isinstance(inner, faiss.IndexIVF):
        inner.nprobe = _CELLS_ASKED


def _identity(store: Store) -> str:
    with translated(store.path):
        row = store.connection.execute("SELECT value FROM setting WHERE name = 'store'").fetchone()
    return str(row[0]) if row else ""


def _note(store: Store) -> tuple[Note | None, str]:
    path = folder(store) / "note.json"
    try:
        note = Note(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None, "the vectors were never finished"
    except (OSError, ValueError, TypeError):
        return None, "the note beside the vector index is damaged"
    if note.store != _identity(store):
        return None, "the vectors belong to another memory"
    return note, ""


def _save(store: Store, index: Any, note: Note) -> Note:
    import faiss

    place = folder(store)
    name = f"{note.last}-{note.count}.faiss"
    with atomic_write(place / name) as temporary:
        faiss.write_index(index, str(temporary))
    saved = Note(note.store, note.encoder, name, _digest(place / name), note.last, note.count)
    # The note names the new file only once that is there whole.
    with atomic_write(place / "note.json") as temporary:
        temporary.write_text(json.dumps(asdict(saved)), "utf-8")
    for other in place.glob("*.faiss"):
        if other.name != name:
            other.unlink(missing_ok=True)
    return saved


def _digest(path: Path) -> str:
    whole = blake2b(digest_size=16)
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            whole.update(block)
    return whole.hexdigest()
