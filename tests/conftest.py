"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import settings

from duizhao.align.encode import use
from duizhao.align.encode.tokens import Tokenizer
from duizhao.align.encode.weights import load_weights
from duizhao.corpora.readers.pdf import recognition

# Tests do not time, and each run draws the same cases: a test fails only for a fault.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _weights_read_once() -> Iterator[None]:
    """The files of the built-in encoder are read once for all tests, not for each encoder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(use, "load_weights", cache(load_weights))
        patch.setattr(use, "Tokenizer", cache(Tokenizer))
        yield


@pytest.fixture(scope="session", autouse=True)
def _nothing_recognised() -> Iterator[None]:
    """Damaged pages are not sent to text recognition, which takes half a minute for each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recognition, "is_installed", lambda: False)
        yield
