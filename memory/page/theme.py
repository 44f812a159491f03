"""The style that all pages share."""

from __future__ import annotations

from importlib.resources import files


def theme() -> str:
    """Style sheet with the colours and fonts, light and dark."""
    return (files("duizhao.memory.page") / "theme.css").read_text(encoding="utf-8")
