"""Finding which segments of two documents correspond.

This package has the name of the library's first function, ``duizhao.align(zh, en)``. It can
therefore be called as well as imported from: a call goes to `duizhao.pipeline.align`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _CallableModule(ModuleType):
    def __call__(self, *args: Any, **options: Any) -> Any:
        """Align two texts: see `duizhao.pipeline.align`."""
        return import_module("duizhao.pipeline").align(*args, **options)


sys.modules[__name__].__class__ = _CallableModule
