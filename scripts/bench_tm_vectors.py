"""Measure search by meaning: the vectors of a memory, and many more that are made like them.

    duizhao tm vectors memory.db
    python scripts/bench_tm_vectors.py memory.db --counts 100000 1000000 --folder /tmp/bench

The first vectors are those of the memory, as it holds them; further ones lie around these at
the distance that the nearest neighbours among them have. Queries are sentences of the made-up
grammar that are in no memory, encoded as a search encodes them. The ten nearest are compared
with those of exact search over the same vectors in 32 bits. Times are of the index alone, one
thread; encoding a query comes on top and is given separately.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from measured import ONE_THREAD, peak, spent, timed

os.environ.update(ONE_THREAD)

import faiss
import numpy as np
import numpy.typing as npt
from generate_tm import Generator

from duizhao.align.encode import load
from duizhao.memory.search import vector_index, vector_note, vectors
from duizhao.memory.store import Store

_PART = 1024
_NEAREST = 10
_QUERIES = 200

Rows = npt.NDArray[np.float32]


def rows_of(index: Any) -> Rows:
    """All vectors of an index."""
    ids = vector_index._ids(index)
    return np.concatenate([rows for _, rows in vector_index._rows(index, ids)])


def spread(real: Rows, seed: int) -> float:
    """Length of the step from a vector to its nearest neighbour, in the median."""
    chosen = np.random.default_rng(seed).choice(len(real), 500, replace=False)
    exact = faiss.IndexFlatIP(real.shape[1])
    exact.add(real)
    cosines, _ = exact.search(real[chosen], 2)
    return float(np.median(np.sqrt(np.maximum(2 - 2 * cosines[:, 1], 0))))


def many(real: Rows, count: int, step: float, seed: int) -> Iterator[Rows]:
    """So many vectors, part by part: the real ones and others around them."""
    chance = np.random.default_rng(seed)
    for start in range(0, count, _PART):
        size = min(_PART, count - start)
        if start + size <= len(real):
            yield real[start : start + size]
            continue
        made = real[chance.integers(len(real), size=size)]
        noise = chance.normal(size=made.shape).astype(np.float32)
        made = made + noise * (step / np.linalg.norm(noise, axis=1, keepdims=True))
        yield np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def nearest(parts: Iterator[Rows], queries: Rows) -> npt.NDArray[np.int64]:
    """Places of the nearest vectors by exact search, a row a query."""
    best = np.full((len(queries), 0), 0.0, np.float32)
    places = np.zeros((len(queries), 0), np.int64)
    start = 0
    for rows in parts:
        cosines = np.concatenate([best, queries @ rows.T], axis=1)
        here = np.broadcast_to(np.arange(start, start + len(rows)), (len(queries), len(rows)))
        known = np.concatenate([places, here], axis=1)
        keep = np.argsort(-cosines, axis=1)[:, :_NEAREST]
        best = np.take_along_axis(cosines, keep, axis=1)
        places = np.take_along_axis(known, keep, axis=1)
        start += len(rows)
    return places


def measure(real: Rows, queries: Rows, count: int, path: Path, seed: int) -> dict[str, Any]:
    """Build an index of so many vectors as an update does, and ask it."""
    step = spread(real, seed)
    index = vector_index.flat(real.shape[1])
    trained, learning, start = 0, 0.0, 0
    with spent() as building:
        for rows in many(real, count, step, seed):
            index.add_with_ids(np.ascontiguousarray(rows), np.arange(start, start + len(rows)))
            start += len(rows)
            if vector_index.needs_cells(start, trained):
                with spent() as cost:
                    index, trained = vector_index.with_cells(index, count), start
                learning += cost.clock
    writing = timed(partial(faiss.write_index, index, str(path)))
    checking = timed(partial(vector_note._digest, path))
    with spent() as opening:
        index = faiss.read_index(str(path))
        vector_index.ask_cells(index)
    truth = nearest(many(real, count, step, seed), queries)
    times, found, first = [], 0, 0
    for query, expected in zip(queries, truth, strict=True):
        with spent() as cost:
            _, ids = index.search(query[None], _NEAREST)
        times.append(1000 * cost.clock)
        found += len(set(ids[0].tolist()) & set(expected.tolist()))
        first += int(ids[0, 0] == expected[0])
    cells = vector_index._cells_of(index)
    return {
        "vectors": count,
        "step to the nearest": round(step, 3),
        "cells": cells.nlist if cells is not None else 0,
        "build s": round(building.clock, 1),
        "of which learning cells s": round(learning, 1),
        "write s": round(writing.clock, 2),
        "check of damage s": round(checking.clock, 2),
        "read s": round(opening.clock, 2),
        "bytes a vector": round(path.stat().st_size / count),
        "p50 ms": round(statistics.median(times), 2),
        "p95 ms": round(float(np.percentile(times, 95)), 2),
        "recall of the nearest": round(first / len(queries), 3),
        "recall of the ten nearest": round(found / len(queries) / _NEAREST, 3),
        "peak MB": round(peak()),
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("memory", type=Path, help="a memory with vectors")
    parser.add_argument("--counts", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, required=True, help="for the indexes; kept")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    encoder = load("use")
    with Store(args.memory, create=False) as store:
        opened, fault = vectors.opened(store, encoder)
    if opened is None:
        parser.error(fault or "the memory has no vectors; give duizhao tm vectors")
    real = rows_of(opened.index)
    texts = [unit.zh for unit in Generator(args.seed + 500).units(_QUERIES)]
    with spent() as cost:
        queries = np.concatenate([encoder.encode([text]) for text in texts]).astype(np.float32)
    print(json.dumps({"encoding a query ms": round(1000 * cost.clock / _QUERIES, 1)}))
    for count in args.counts:
        path = args.folder / f"{count}.faiss"
        print(json.dumps(measure(real, queries, count, path, args.seed), indent=1), flush=True)


if __name__ == "__main__":
    main()
