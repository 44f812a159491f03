"""Running the checks over units."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity

from ..consistency import Survey
from ..figures import read_chinese, read_english
from ..kinds import FIGURE_KINDS, KINDS, known_kinds
from .alike import check_alike, groups
from .brackets import check_brackets
from .checklist import check_rules
from .code import check_code
from .exchanged import check_exchanged
from .genre import Genre, genre
from .inline import Contents, check_inline
from .labels import check_labels, read_labels
from .latin import check_latin
from .length import Usual, check_length, is_uneven, usual
from .marks import check_notes
from .markup import check_placeholders, check_tags, without_plurals
from .meaning import Doubts, check_meaning, find_doubts, is_wholly_doubted
from .numbers import compare
from .once import each_once
from .rates import check_rates
from .repeats import check_repeats
from .settings import CheckSettings
from .surface import check_empty, check_encoding, check_punctuation
from .untranslated import check_untranslated
from .wording import to_finding

if TYPE_CHECKING:
    from ..termbase import Termbase

_HAN = lazy("[\u4e00-\u9fff]")
REMEMBERED = 4096
"""Units whose findings are kept at hand for units that repeat them."""
Progress = Callable[[str, int, int], None]


def check(
    units: Sequence[Unit],
    *,
    kinds: Collection[str] | None = None,
    termbases: Iterable[Termbase | str | PathLike[str]] = (),
    settings: CheckSettings | None = None,
    doubts: Doubts | None = None,
    memory: Sequence[Unit] = (),
    contents: Contents | None = None,
    progress: Progress | None = None,
) -> list[Finding]:
    """Doubts about `units`, in the order of the units.

    Args:
        units: what is checked.
        kinds: which kinds of finding (see `KINDS`); None for all.
        termbases: for the kind ``term``; or their files.
        settings: severities, kinds that are off, the user's checklist.
        doubts: for the kind ``meaning``, those that aligning gave, of each unit. Without them
            meaning is looked at only where `kinds` names it, since it takes the encoder.
        memory: for the kinds ``term`` and ``consistency``, further pairs that show how names
            and texts are translated.
        contents: for the kind ``tag``, the texts of each unit with their inline tags.
        progress: called with (stage, units done, units).

    Raises:
        SettingsError: a kind that does not exist.
        InputError: a termbase that cannot be read.
    """
    found = survey(
        units,
        kinds=kinds,
        termbases=termbases,
        settings=settings,
        doubts=doubts,
        memory=memory,
        contents=contents,
        progress=progress,
    )
    return list(found.findings)


def survey(
    units: Sequence[Unit],
    *,
    kinds: Collection[str] | None = None,
    termbases: Iterable[Termbase | str | PathLike[str]] = (),
    settings: CheckSettings | None = None,
    doubts: Doubts | None = None,
    memory: Sequence[Unit] = (),
    contents: Contents | None = None,
    progress: Progress | None = None,
) -> Survey:
    """Doubts as of `check`, and with the kind ``term`` how each name is rendered."""
    settings = settings or CheckSettings()
    wanted = settings.kinds(wanted_kinds(kinds))
    if doubts is None:
        asked = kinds is not None and "meaning" in wanted
        doubts = find_doubts(units, progress) if asked else [()] * len(units)
    measure = usual(units)
    shown = genre(units)
    findings: list[Finding] = []
    known: dict[tuple[str, ...], list[Finding]] = {}
    for index, unit in enumerate(units):
        if progress is not None and index % 1000 == 0:
            progress("check", index, len(units))
        if "empty" in wanted:
            findings += check_empty(unit, index)
        doubted = "meaning" in wanted and is_wholly_doubted(unit, doubts[index])
        if unit.zh.strip() and unit.en.strip() and not doubted:
            around = (*units[max(0, index - 1) : index], *units[index + 1 : index + 2])
            # Every field of a unit that `check_unit` looks at.
            key = (unit.kind, *(text for one in (unit, *around) for text in (one.zh, one.en)))
            if key not in known:
                if len(known) == REMEMBERED:
                    known.clear()
                known[key] = check_unit(unit, index, wanted, measure, around, shown)
            findings += (replace(finding, unit=index) for finding in known[key])
            if contents and "tag" in wanted and any(contents[index]):
                findings += check_inline(unit, index, contents[index])
        if settings.rules and "checklist" in wanted:
            findings += check_rules(unit, index, settings.rules)
    if "consistency" in wanted:
        findings += check_alike(units, groups([*units, *memory]))
    names = Survey((), ())
    if "term" in wanted:
        from ..names import survey_names

        starter = shown.united_nations if settings.starter is None else settings.starter
        bases = _read(termbases)
        names = survey_names(units, bases, starter=starter, memory=memory, progress=progress)
        findings += names.findings
    if "meaning" in wanted:
        findings += check_meaning(units, doubts)
    order = {kind: place for place, kind in enumerate(KINDS)}
    findings = settings.graded(each_once(without_plurals(findings, units)))
    findings.sort(key=lambda finding: (finding.unit, order.get(finding.kind, len(order))))
    return Survey(tuple(findings), names.names)


def _read(termbases: Iterable[Termbase | str | PathLike[str]]) -> list[Termbase]:
    from ..termbase import Termbase

    return [one if isinstance(one, Termbase) else Termbase.read(one) for one in termbases]


def wanted_kinds(kinds: Collection[str] | None) -> frozenset[str]:
    """The kinds asked for.

    Raises:
        SettingsError: one of them does not exist.
    """
    return known_kinds(KINDS if kinds is None else kinds)


def check_unit(
    unit: Unit,
    index: int,
    wanted: Collection[str],
    measure: Usual | None = None,
    around: Sequence[Unit] = (),
    shown: Genre | None = None,
) -> list[Finding]:
    """Doubts about one unit.

    Args:
        unit: what is checked.
        index: its 0-based position.
        wanted: kinds of finding.
        measure: what `length.usual` says of the collection.
        around: the units before and after it.
        shown: what the collection shows of its genre.
    """
    result: list[Finding] = []
    measure = measure or Usual()
    shown = shown or Genre()
    if "length" in wanted:
        result += check_length(unit, index, measure)
    if not FIGURE_KINDS.isdisjoint(wanted):
        result += _figures(unit, index, wanted, measure, around, shown)
    if "name" in wanted:
        result += check_latin(unit, index)
        result += check_exchanged(unit, index)
    if "placeholder" in wanted:
        result += check_placeholders(unit, index)
    if "tag" in wanted:
        result += check_tags(unit, index)
    if "code" in wanted:
        result += check_code(unit, index, shown)
    if "encoding" in wanted:
        result += check_encoding(unit, index)
    if "punctuation" in wanted:
        result += check_punctuation(unit, index, shown)
    if "untranslated" in wanted:
        result += check_untranslated(unit, index)
    if "repeat" in wanted:
        result += check_repeats(unit, index)
    if "bracket" in wanted:
        result += check_brackets(unit, index)
    return result


def _figures(
    unit: Unit,
    index: int,
    wanted: Collection[str],
    measure: Usual,
    around: Sequence[Unit],
    shown: Genre,
) -> list[Finding]:
    if unit.zh == unit.en:
        return []  # left as it is; nothing can differ
    zh = read_chinese(unit.zh, notes=shown.notes)
    en = read_english(unit.en, notes=shown.notes)
    labels = read_labels(unit, shown.bare)
    differences = compare(zh, en, labels.zh_end, labels.en_end)
    # Where text is missing, its figures are too; the kind `length` says so once.
    if any(one.zh is None or one.en is None for one in differences) and is_uneven(unit, measure):
        differences = [one for one in differences if one.zh is not None and one.en is not None]
    found = [to_finding(difference, unit, index, zh.text, en.text) for difference in differences]
    if not _HAN.search(unit.zh):  # a list of codes: data, and no translation
        found = [
            replace(one, severity=Severity.WARNING) if one.severity is Severity.ERROR else one
            for one in found
        ]
    if "note" in wanted:
        found += check_notes(unit, index, zh, en)
    if "unit" in wanted:
        found += check_rates(unit, index)
    if "label" in wanted:
        found += check_labels(unit, index, labels, around)
    return [finding for finding in found if finding.kind in wanted]
