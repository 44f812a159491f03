"""Processes that read and encode while files are paired."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from duizhao.corpora.errors import DuizhaoError, ToolError
from duizhao.corpora.pairing.crew import Embedder, Vectors
from duizhao.corpora.pairing.sample import Sample, read_sample

from .work import within

if TYPE_CHECKING:
    from .processes import Pool

AT_ONCE = 16
"""Files that a process is given at a time."""


class Shared:
    """A pool that shares the work; see `duizhao.corpora.pairing.crew.Crew`.

    Args:
        pool: watched processes.
        encoder: the encoder's name.
    """

    def __init__(self, pool: Pool, encoder: str) -> None:
        self._pool = pool
        self._about = {"encoder": encoder, "seconds": pool.seconds}

    @property
    def encodes(self) -> bool:
        """Whether there is an encoder."""
        return True

    def samples(self, paths: Sequence[Path]) -> Iterator[Sample | DuizhaoError]:
        """As in `Crew`; a file at which processes die or that takes too long cannot be read."""
        starts = range(0, len(paths), AT_ONCE)
        parts = [{n: str(paths[n]) for n in range(s, min(s + AT_ONCE, len(paths)))} for s in starts]
        for answer in self._answers([{"files": part} for part in parts], parts, paths):
            yield from map(_sample_from, answer)

    def vectors(self, groups: Sequence[Sequence[str]]) -> Iterator[Vectors]:
        """As in `Crew`."""
        tasks = [{"texts": list(group)} for group in groups]
        for data, rows in self._answers(tasks, [()] * len(tasks), ()):
            yield np.frombuffer(base64.b64decode(data), np.float32).reshape(rows, -1)

    def _answers(
        self, words: Sequence[dict[str, Any]], items: Sequence[Any], paths: Sequence[Path]
    ) -> Iterator[Any]:
        from .processes import Task

        tasks = [Task(*each) for each in zip(words, items, strict=True)]
        answers: dict[int, Any] = {}
        wanted = 0
        for task, answer in self._pool.run(self._about, tasks, lambda item: str(paths[item])):
            answers[task] = answer
            while wanted in answers:
                yield answers.pop(wanted)
                wanted += 1


def read_files(
    files: Mapping[int, str],
    seconds: float,
    fatal: Mapping[int, str],
    begun: Callable[[int], None],
) -> list[dict[str, Any]]:
    """Samples of files, or why there are none, as JSON.

    Args:
        files: paths by number.
        seconds: longest that one may take; 0 for no limit.
        fatal: numbers of files that are left out, and why.
        begun: called with the number of each file when it is begun.
    """
    found = []
    for number, path in files.items():
        begun(number)
        if number in fatal:
            found.append({"problem": fatal[number], "path": path})
            continue
        try:
            with within(seconds, path):
                sample = read_sample(Path(path))
        except DuizhaoError as error:
            sample = error
        found.append(_sample_to(sample, path))
    return found


def _sample_to(sample: Sample | DuizhaoError, path: str) -> dict[str, Any]:
    if isinstance(sample, DuizhaoError):
        return {"problem": sample.problem, "path": path}
    return {field.name: getattr(sample, field.name) for field in fields(sample)} | {"path": path}


def _sample_from(read: dict[str, Any]) -> Sample | DuizhaoError:
    path = Path(read["path"])
    if "problem" in read:
        return ToolError(read["problem"], path=path)
    changed = {"path": path, "pieces": tuple(read["pieces"]), "numbers": Counter(read["numbers"])}
    return Sample(**{**read, **changed})


def encode_texts(texts: Sequence[str], encoder: Embedder) -> tuple[str, int]:
    """Vectors as text, exact to the bit, and how many they are."""
    vectors = np.ascontiguousarray(encoder.encode(texts), dtype=np.float32)
    return base64.b64encode(vectors.tobytes()).decode("ascii"), len(vectors)
