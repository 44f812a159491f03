"""Indexes of vectors, of FAISS: without cells while they are few, with cells when they are many.

Without cells a query is compared with every vector. With cells (an inverted file: Jégou,
Douze and Schmid, 2011) it is compared with those of the nearest cells only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

FLAT_UNTIL = 200_000
"""Vectors up to which all are compared."""

_CELLS_ASKED = 128
_MOST_CELLS = 4096
# FAISS asks for 39 vectors a cell at least to learn it by.
_EACH = 40
_GROWTH = 4
_PART = 65536

Ids = npt.NDArray[np.int64]
Rows = npt.NDArray[np.float32]


def flat(dimension: int) -> Any:
    """An index without cells."""
    import faiss

    # Half precision: cosines change in the fourth decimal, and the index is half as large.
    scalar = faiss.IndexScalarQuantizer(
        dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    return faiss.IndexIDMap2(scalar)


def needs_cells(count: int, trained: int) -> bool:
    """Whether an index of so many vectors needs cells, or new ones.

    Args:
        count: vectors in it.
        trained: vectors that it had when its cells were learned, 0 without cells.
    """
    return count > FLAT_UNTIL and count > _GROWTH * trained


def with_cells(index: Any, expected: int) -> Any:
    """The same vectors in cells that are learned from them.

    Args:
        index: with or without cells.
        expected: how many vectors there are going to be.
    """
    import faiss

    ids = _ids(index)
    cells = min(int(2 * max(expected, len(ids)) ** 0.5), _MOST_CELLS, len(ids) // _EACH)
    cells = max(cells, 1)
    chosen = np.random.default_rng(0).choice(ids, min(len(ids), _EACH * cells), replace=False)
    # A byte for each number: cosines change in the third decimal.
    made = faiss.index_factory(index.d, f"IVF{cells},SQ8", faiss.METRIC_INNER_PRODUCT)
    made.train(np.ascontiguousarray(index.reconstruct_batch(chosen), np.float32))
    for part, rows in _rows(index, ids):
        made.add_with_ids(rows, part)
    ask_cells(made)
    return made


def ask_cells(index: Any) -> None:
    """Have an index that was read look into as many cells as it should."""
    inner = _cells_of(index)
    if inner is not None:
        inner.nprobe = _CELLS_ASKED


def _cells_of(index: Any) -> Any:
    import faiss

    inner = faiss.downcast_index(index)
    return inner if isinstance(inner, faiss.IndexIVF) else None


def _ids(index: Any) -> Ids:
    """Ids in an index, which can be asked for their vectors afterwards."""
    import faiss

    inner = _cells_of(index)
    if inner is None:
        return np.asarray(faiss.vector_to_array(index.id_map), np.int64)
    inner.set_direct_map_type(faiss.DirectMap.Hashtable)  # type: ignore[attr-defined]
    lists = inner.invlists
    found = [
        faiss.rev_swig_ptr(lists.get_ids(cell), lists.list_size(cell)).copy()
        for cell in range(inner.nlist)
        if lists.list_size(cell)
    ]
    return np.concatenate(found).astype(np.int64)


def _rows(index: Any, ids: Ids) -> Iterator[tuple[Ids, Rows]]:
    for start in range(0, len(ids), _PART):
        part = ids[start : start + _PART]
        yield part, np.ascontiguousarray(index.reconstruct_batch(part), np.float32)
