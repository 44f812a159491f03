"""Looking at the outputs that were asked for before the work begins."""

from __future__ import annotations


def kinds_from(text: str | None) -> tuple[str, ...] | None:
    """What ``--checks`` names: None for all, an empty tuple for ``none``."""
    if text is None or text == "all":
        return None
    if text == "none":
        return ()
    return tuple(name.strip() for name in text.split(",") if name.strip())
