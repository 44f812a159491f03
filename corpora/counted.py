"""Numbers of things in messages: ``1 unit``, ``2,000 units``."""

from __future__ import annotations


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun in the singular or plural.

    Args:
        count: how many.
        noun: singular.
        plural: where it is not the singular with an s.
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
