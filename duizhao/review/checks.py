"""Findings of the rows that changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .state import State
from .units import UnitMaker, finding_view

if TYPE_CHECKING:
    from duizhao.memory.finding import Finding
    from duizhao.memory.terms.termbase import Termbase

_WHOLE = frozenset(("consistency", "checklist"))
"""Kinds that take the whole document; a full check looks for them."""


def check_all(
    state: State, meta: Mapping[str, Any], termbases: Sequence[Termbase], progress: Any = None
) -> dict[int, list[dict[str, Any]]]:
    """The findings of every row that has any."""
    from duizhao.memory.terms.checks import check
    from duizhao.memory.terms.checks.meaning import find_doubts

    units = UnitMaker(state, meta).units(state.rows)
    doubts = find_doubts(units, progress)
    found: dict[int, list[dict[str, Any]]] = {}
    for one in check(units, termbases=termbases, doubts=doubts, progress=progress):
        row = state.rows[one.unit]
        found.setdefault(row.id, []).append(finding_view(one, state, row))
    return found


class RowChecker:
    """Checks rows as parts of their document.

    What is usual in it (lengths, note marks, the kind of text) is found once.

    Args:
        state: of the whole document.
        meta: what is known of the documents.
        termbases: to check against.
    """

    def __init__(
        self, state: State, meta: Mapping[str, Any], termbases: Sequence[Termbase]
    ) -> None:
        from duizhao.memory.terms.checks.genre import genre
        from duizhao.memory.terms.checks.length import usual

        units = UnitMaker(state, meta).units(state.rows)
        self._meta = meta
        self._measure, self._genre = usual(units), genre(units)
        self._termbases = termbases

    def check(self, state: State, rows: Collection[int]) -> dict[int, list[dict[str, Any]]]:
        """The findings of some rows; a row without any has an empty list."""
        from duizhao.memory.terms.checks.meaning import check_meaning, find_doubts
        from duizhao.memory.terms.checks.once import each_once
        from duizhao.memory.terms.checks.run import check_unit
        from duizhao.memory.terms.checks.surface import check_empty
        from duizhao.memory.terms.kinds import KINDS
        from duizhao.memory.terms.names.check import survey_names

        wanted = frozenset(KINDS) - _WHOLE
        places = [place for place, row in enumerate(state.rows) if row.id in rows]
        maker = UnitMaker(state, self._meta)
        units = maker.units(state.rows[place] for place in places)
        around = [
            maker.units(
                (*state.rows[max(0, place - 1) : place], *state.rows[place + 1 : place + 2])
            )
            for place in places
        ]
        findings: list[Finding] = []
        for index, unit in enumerate(units):
            findings += check_empty(unit, index)
            if not unit.is_null:
                findings += check_unit(
                    unit, index, wanted, self._measure, around[index], self._genre
                )
        findings += survey_names(
            units, self._termbases, starter=self._genre.united_nations, collection=False
        ).findings
        findings += check_meaning(units, find_doubts(units))
        found: dict[int, list[dict[str, Any]]] = {state.rows[place].id: [] for place in places}
        for one in each_once(findings):
            row = state.rows[places[one.unit]]
            found[row.id].append(finding_view(one, state, row))
        return found
