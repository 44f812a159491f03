"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# Tests do not time: a busy machine makes no test fail.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
