"""Products of matrices in bfloat16, through torch."""

from __future__ import annotations

from typing import Any

import numpy as np

from duizhao.align.encode.weights import Matrix
from duizhao.corpora.errors import EncoderError
from duizhao.corpora.extras import install


class Bfloat16Products:
    """Multiplies with both sides rounded to bfloat16; sums are kept in float32.

    Right-hand sides are converted once and kept: they are weights.

    Raises:
        EncoderError: torch is not installed.
    """

    def __init__(self) -> None:
        try:
            import torch
        except (ImportError, OSError) as error:
            raise EncoderError(
                f"torch is not usable here ({error})",
                mend=f"{install('models')}, or use the encoder 'use'",
            ) from error
        self._torch: Any = torch
        self._converted: dict[int, tuple[Matrix, Any]] = {}

    def __call__(self, left: Matrix, right: Matrix) -> Matrix:
        """``left @ right``, float32."""
        # The array itself is kept as well: its id stays its own for as long as it lives.
        _, weights = self._converted.get(id(right), (None, None))
        if weights is None:
            weights = self._torch.from_numpy(right).bfloat16()
            self._converted[id(right)] = (right, weights)
        threads = self._torch.get_num_threads()
        # As with BLAS (`duizhao.align.threads`): more are slower for matrices of this size.
        self._torch.set_num_threads(1)
        try:
            values = self._torch.from_numpy(np.ascontiguousarray(left)).bfloat16()
            product: Matrix = (values @ weights).float().numpy()
        finally:
            self._torch.set_num_threads(threads)
        return product
