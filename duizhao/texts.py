"""`duizhao.check` and `duizhao.extract`: findings and terms of units, wherever they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from duizhao.memory.finding import Finding

from .given import units_of
from .progress import Progress

if TYPE_CHECKING:
    from duizhao.memory.terms.extract import Extracted
    from duizhao.memory.terms.termbase import Termbase


def check(
    units: Any,
    *,
    checks: Collection[str] | None = None,
    termbase: Sequence[str | PathLike[str] | Termbase] = (),
    progress: Progress | None = None,
) -> list[Finding]:
    """Doubts about units: numbers, dates, names, terms and more; as ``duizhao terms check``.

    Args:
        units: a `duizhao.Pair`; a file of pairs or a memory; a pandas table with columns
            ``zh`` and ``en``; or units, or pairs of a Chinese and an English text.
        checks: kinds of finding to look for; all by default.
        termbase: files of terms, or termbases, to check against beside the built-in one.
        progress: called with stage, done and total.

    Returns:
        Findings; ``finding.unit`` is the position of a unit in `units`.

    Raises:
        InputError: a file cannot be used.
        SettingsError: no such kind of finding.
    """
    from duizhao.memory.terms.checks import check as check_units
    from duizhao.memory.terms.termbase import Termbase

    bases = [one if isinstance(one, Termbase) else Termbase.read(one) for one in termbase]
    return list(check_units(units_of(units), kinds=checks, termbases=bases, progress=progress))


def extract(
    units: Any,
    *,
    least: int = 2,
    limit: int | None = None,
    seed: int = 1,
    progress: Progress | None = None,
) -> list[Extracted]:
    """Terms of units in both languages, the surest first; as ``duizhao terms extract``.

    Args:
        units: as for `duizhao.check`; the more, the surer.
        least: in how many units a term has to be.
        limit: most terms; all by default.
        seed: of the word aligner.
        progress: called with stage, done and total.

    Raises:
        InputError: a file cannot be used.
    """
    from duizhao.memory.terms.extract import extract_terms

    return extract_terms(units_of(units), least=least, limit=limit, seed=seed, progress=progress)
