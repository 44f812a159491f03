"""Regular expressions that are compiled when they are first used.

Compiling all of the package's at import would take longer than checking a short document,
most of which needs a third of them. A class of Han characters alone takes a millisecond or two.
"""

from __future__ import annotations

import re
from typing import Any, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class LazyPattern:
    """What stands for a regular expression until the first use of one of its methods."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        # Only for what the instance has not got: after the first use it has the methods themselves.
        if name not in METHODS:
            return getattr(self.compiled, name)
        pattern = self.compiled
        for method in METHODS:
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        return re.compile(self._source, self._flags)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but compiled when it is first used; a faulty one is found only then."""
    return cast("re.Pattern[str]", LazyPattern(source, flags))
