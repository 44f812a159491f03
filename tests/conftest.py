"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# Tests do not time, and each run draws the same cases: a test fails only for a fault.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
