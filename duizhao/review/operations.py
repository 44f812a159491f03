"""What a person can do to a state, each as a pure function from a state to a `Delta`.

An operation is also a plain mapping, as the journal keeps it and as the page sends it:
``{"op": "split", "segment": 12, "at": 7}``. `perform` carries it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from duizhao.corpora.errors import SettingsError

from .decisions import bookmark, comment, confirm, confirm_down_to, reject
from .row_operations import link, merge, move, realign, shift, unlink
from .segment_operations import divide, edit, join, split
from .state import Delta, State

Operation = Mapping[str, Any]


def perform(state: State, operation: Operation) -> Delta:
    """What an operation changes.

    Args:
        state: as it is.
        operation: ``op`` names it; the other values are the arguments of the function here.

    Raises:
        SettingsError: there is no such operation, or it is impossible here.
    """
    name = operation.get("op")
    function = OPERATIONS.get(name) if isinstance(name, str) else None
    if function is None:
        raise SettingsError(f"no operation {name!r}", mend=f"use one of {', '.join(OPERATIONS)}")
    given = {key: value for key, value in operation.items() if key != "op"}
    try:
        return function(state, **given)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise SettingsError(f"{name} with unusable values: {error}", mend="check them") from error


OPERATIONS: dict[str, Callable[..., Delta]] = {
    function.__name__: function
    for function in (
        split,
        divide,
        merge,
        join,
        move,
        shift,
        unlink,
        link,
        confirm,
        confirm_down_to,
        reject,
        edit,
        comment,
        bookmark,
        realign,
    )
}
"""Operations by name."""
