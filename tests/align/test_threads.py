"""The same beads and the same confidences, whatever number of threads the libraries may use."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import faiss
import numpy as np
from threadpoolctl import threadpool_limits

from duizhao.align.aligner import Aligner
from duizhao.align.anchors import mutual
from duizhao.align.bead import Bead
from duizhao.align.encode.protocol import Vectors
from duizhao.corpora.document import Segment

DIMENSION = 512


class Scattered:
    """An encoder by words, each word a direction of its own."""

    name = "scattered"
    dimension = DIMENSION

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        for row, text in enumerate(texts):
            for word in text.split():
                seed = int.from_bytes(word.encode(), "big") % 2**32
                vectors[row] += np.random.default_rng(seed).normal(size=DIMENSION)
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(length, 1e-9), np.float32)


def lines(count: int) -> list[Segment]:
    random = Random(0)
    return [
        Segment(" ".join(f"w{random.randrange(300)}" for _ in range(9)) + ".") for _ in range(count)
    ]


def test_beads_with_one_and_two_threads() -> None:
    zh = lines(250)
    en = [segment for number, segment in enumerate(zh) if number % 11]
    found: list[list[Bead]] = []
    for threads in (1, 2, 2):
        with threadpool_limits(threads):
            faiss.omp_set_num_threads(threads)
            found.append(Aligner(Scattered()).align(zh, en))
    assert found[0] == found[1] == found[2]


def test_anchors_with_one_and_two_threads() -> None:
    random = np.random.default_rng(0)
    zh = random.normal(size=(3000, DIMENSION)).astype(np.float32)
    en = zh[::-1] + random.normal(size=zh.shape).astype(np.float32)
    zh /= np.linalg.norm(zh, axis=1, keepdims=True)
    en /= np.linalg.norm(en, axis=1, keepdims=True)
    found = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            faiss.omp_set_num_threads(threads)
            found.append(mutual(zh, en))
    for one, two in zip(*found, strict=True):
        np.testing.assert_array_equal(one, two)
    assert len(found[0][0]) > 2500
