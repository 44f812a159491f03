"""duizhao (对照): alignment and translation memory for Chinese and English.

    import duizhao

    pair = duizhao.align("resolution.zh.txt", "resolution.en.txt")
    pair.to_frame()
    pair.write("resolution.tmx")

Names are loaded when they are first used, so that ``import duizhao`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from duizhao.corpora.version import __version__

if TYPE_CHECKING:
    from duizhao.align.pins import Border as Border
    from duizhao.align.pins import Pin as Pin
    from duizhao.corpora.errors import DuizhaoError as DuizhaoError
    from duizhao.memory.facade import Memory as Memory
    from duizhao.memory.terms.termbase import Termbase as Termbase

    from .collection.api import batch as batch
    from .pair import Pair as Pair
    from .pipeline import align as align
    from .texts import check as check
    from .texts import extract as extract

_HOMES = {
    "Border": "duizhao.align.pins",
    "DuizhaoError": "duizhao.corpora.errors",
    "Memory": "duizhao.memory.facade",
    "Pair": "duizhao.pair",
    "Pin": "duizhao.align.pins",
    "Termbase": "duizhao.memory.terms.termbase",
    "Unit": "duizhao.corpora.unit",
    "batch": "duizhao.collection.api",
    "check": "duizhao.texts",
    "extract": "duizhao.texts",
}
"""Public names and the modules that define them.

Importing a module puts it in the place of a function of the same name, so no module here has
a public name. ``duizhao.align`` is both on purpose: the package can be called.
"""

__all__ = ["__version__", "align", *sorted(_HOMES)]


def __getattr__(name: str) -> Any:
    """Load a public name on first use."""
    if name == "align":
        return import_module("duizhao.align")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Public names, loaded or not."""
    return sorted(__all__)
