"""Translation units: files of them, the store, its search, and terminology."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .facade import Memory as Memory

__all__ = ["Memory"]


def __getattr__(name: str) -> Any:
    """Load the memory on first use: units and files of them do not need it."""
    if name != "Memory":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .facade import Memory

    return Memory
