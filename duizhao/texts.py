"""`duizhao.check` and `duizhao.extract`: findings and terms of units, wherever they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from duizhao.memory.finding import Finding

from .given import units_of
from .progress import Progress

if TYPE_CHECKING:
    from duizhao.memory.terms.checks import CheckSettings
    from duizhao.memory.terms.extract import Extracted
    from duizhao.memory.terms.termbase import Termbase


def check(
    units: Any,
    *,
    checks: Collection[str] | None = None,
    off: Collection[str] = (),
    termbase: Sequence[str | PathLike[str] | Termbase] = (),
    domain: Collection[str] = (),
    settings: CheckSettings | str | PathLike[str] | None = None,
    checklist: str | PathLike[str] | None = None,
    starter: bool | None = None,
    memory: Any = None,
    progress: Progress | None = None,
) -> list[Finding]:
    """Doubts about units: numbers, dates, names, terms and more; as ``duizhao terms check``.

    Args:
        units: a `duizhao.Pair`; a file of pairs or a memory; a pandas table with columns
            ``zh`` and ``en``; or units, or pairs of a Chinese and an English text.
        checks: kinds of finding to look for; by default all but ``meaning``, which takes the
            encoder.
        off: kinds that are not looked for.
        termbase: files of terms, or termbases, to check against beside the built-in one.
        domain: subjects or projects: of `termbase` only their entries are used, and those that
            name none.
        settings: severities and switches: a file as for ``--settings``, or `CheckSettings`.
        checklist: a file of your own rules, as for ``--checklist``.
        starter: whether the built-in termbase is used; by default where its names occur.
        memory: pairs that are not checked but show how names and texts are translated; as `units`.
        progress: called with stage, done and total.

    Returns:
        Findings; ``finding.unit`` is the position of a unit in `units`.

    Raises:
        InputError: a file cannot be used.
        SettingsError: no such kind of finding, severity or domain.
    """
    from duizhao.memory.terms.checks import check as check_units
    from duizhao.memory.terms.checks import settings_of
    from duizhao.memory.terms.termbase import Termbase, in_domains

    bases = [one if isinstance(one, Termbase) else Termbase.read(one) for one in termbase]
    return check_units(
        units_of(units),
        kinds=checks,
        termbases=in_domains(bases, domain),
        settings=settings_of(settings, off=off, checklist=checklist, starter=starter),
        memory=() if memory is None else units_of(memory),
        progress=progress,
    )


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
