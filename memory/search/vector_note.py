"""The note beside a vector index: what it covers, and whether it is whole."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from duizhao.corpora.atomic import atomic_write
from duizhao.memory.store import Store


@dataclass(frozen=True, slots=True)
class IndexNote:
    """What an index covers.

    Attributes:
        store: of which store.
        encoder: name of the encoder.
        file: the index, in the same folder.
        digest: of that file.
        last: every unit up to this id is in it.
        count: vectors in it.
        trained: vectors that it had when its cells were learned; 0 without cells.
    """

    store: str
    encoder: str
    file: str = ""
    digest: str = ""
    last: int = 0
    count: int = 0
    trained: int = 0


def folder(store: Store) -> Path:
    """Where the vectors of a store are."""
    return store.path.with_name(store.path.name + ".vectors")


def read(store: Store) -> tuple[IndexNote | None, str]:
    """The note of a store, or None and what is wrong with it."""
    path = folder(store) / "note.json"
    try:
        note = IndexNote(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None, "the vectors were never finished"
    except (OSError, ValueError, TypeError):
        return None, "the note beside the vector index is damaged"
    if note.store != store.ask.identity():
        return None, "the vectors belong to another memory"
    return note, ""


def is_whole(store: Store, note: IndexNote) -> bool:
    """Whether the index of a note is there as it was written."""
    path = folder(store) / note.file
    return path.is_file() and _digest(path) == note.digest


def save(store: Store, index: Any, note: IndexNote) -> IndexNote:
    """Write an index and its note; an earlier index stays until both are there.

    Raises:
        OutputError: they cannot be written.
    """
    import faiss

    place = folder(store)
    name = f"{note.last}-{note.count}.faiss"
    with atomic_write(place / name) as temporary:
        try:
            faiss.write_index(index, str(temporary))
        except RuntimeError as error:  # FAISS does not say why it could not
            raise OSError(f"an index of {index.ntotal:,} vectors does not fit there") from error
    saved = replace(note, file=name, digest=_digest(place / name))
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
