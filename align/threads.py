"""One BLAS thread for each process.

The encoder's matrices are too small to be shared out: a second thread costs more than it
brings, and many times more where the processors are busy. Work is spread over processes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

SETTINGS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def use_one_thread() -> None:
    """Have one thread from the beginning; too late where numpy is loaded already."""
    if "numpy" not in sys.modules:
        for setting in SETTINGS:
            os.environ.setdefault(setting, "1")


@contextmanager
def one_thread() -> Iterator[None]:
    """While it lasts, BLAS uses one thread. Costs nothing where the environment says so."""
    if all(os.environ.get(setting) == "1" for setting in SETTINGS):
        yield
        return
    with _controller().limit(limits=1, user_api="blas"):
        yield


@cache
def _controller() -> ThreadpoolController:
    # Finding the loaded libraries takes longer than encoding a short text.
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
