"""Which rows of numbers are the same."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]


def kinds(rows: Integers, limit: int) -> tuple[Integers, Integers]:
    """The first row of each kind, and of which kind each row is.

    Args:
        rows: numbers from 0 to `limit` - 1, (rows, columns).
        limit: so that the square of it, times the number of rows, is below 2 ** 63.

    Returns:
        Positions, (kinds,), and numbers of kinds, (rows,).
    """
    kind, most = rows[:, 0], limit
    for column in rows.T[1:]:
        if most * limit >= 2**63:
            first, kind = _numbered(kind)
            most = len(first)
        kind, most = kind * limit + column, most * limit
    return _numbered(kind)


def _numbered(kind: Integers) -> tuple[Integers, Integers]:
    # Not np.unique, which imports numpy.ma on first use.
    order = np.argsort(kind, kind="stable")
    ordered = kind[order]
    new = np.append(True, ordered[1:] != ordered[:-1])[: len(kind)]
    which = np.empty(len(kind), np.int64)
    which[order] = np.cumsum(new) - 1
    return order[new], which
