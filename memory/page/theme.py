"""The style that all pages share."""

from __future__ import annotations

from importlib.resources import files


def theme() -> str:
    """Style sheet with the colours and fonts, light and dark."""
    folder = files("duizhao.memory.page")
    style = (folder / "theme.css").read_text(encoding="utf-8")
    dark = (folder / "dark.css").read_text(encoding="utf-8")
    return style.replace("/*dark.css*/", dark)
