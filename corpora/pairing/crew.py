"""Who reads and encodes while files are paired: this process, or others that share the work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ..errors import DuizhaoError, SettingsError
from .sample import Sample, read_sample

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """What pairing needs of an encoder of `duizhao.align.encode`, which cannot be imported here."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (texts, dimension)."""
        ...


class Crew(Protocol):
    """Those who do what takes long. Both methods answer in the order of what they are given.

    Attributes:
        encodes: whether it has an encoder.
    """

    @property
    def encodes(self) -> bool:
        """Whether there is an encoder."""
        ...

    def samples(self, paths: Sequence[Path]) -> Iterator[Sample | DuizhaoError]:
        """The sample of each file, or why it cannot be read."""
        ...

    def vectors(self, groups: Sequence[Sequence[str]]) -> Iterator[Vectors]:
        """For each group of texts their unit vectors, shape (texts, dimension)."""
        ...


class Alone:
    """This process alone.

    Args:
        encoder: an encoder, or what makes one when it is needed.
    """

    def __init__(self, encoder: Embedder | Callable[[], Embedder] | None) -> None:
        self._given = encoder

    @property
    def encodes(self) -> bool:
        """Whether there is an encoder."""
        return self._given is not None

    def samples(self, paths: Sequence[Path]) -> Iterator[Sample | DuizhaoError]:
        """As in `Crew`."""
        return map(read_sample, paths)

    def vectors(self, groups: Sequence[Sequence[str]]) -> Iterator[Vectors]:
        """As in `Crew`.

        Raises:
            SettingsError: there is no encoder.
        """
        if self._given is None:
            raise SettingsError("pairing by content needs an encoder", mend="give one")
        encoder = self._given if hasattr(self._given, "encode") else self._given()
        self._given = encoder
        return map(encoder.encode, groups)
