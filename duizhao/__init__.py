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

from .version import __version__

if TYPE_CHECKING:
    from corpora.errors import DuizhaoError as DuizhaoError
    from memory.facade import Memory as Memory
    from memory.terms.termbase import Termbase as Termbase

    from .collection.api import batch as batch
    from .pair import Pair as Pair
    from .pipeline import align as align

_HOMES = {
    "DuizhaoError": "corpora.errors",
    "Memory": "memory.facade",
    "Pair": "duizhao.pair",
    "Termbase": "memory.terms.termbase",
    "Unit": "memory.unit",
    "align": "duizhao.pipeline",
    "batch": "duizhao.collection.api",
}
"""Public names and the modules that define them.

No module of this package may bear a public name: importing ``duizhao.batch``, were there
such a module, would put it in the place of the function ``duizhao.batch``. The code behind
that function therefore lives in ``duizhao.collection``.
"""

__all__ = ["__version__", *sorted(_HOMES)]


def __getattr__(name: str) -> Any:
    """Load a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Public names, loaded or not."""
    return sorted(__all__)
