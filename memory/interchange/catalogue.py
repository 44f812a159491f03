"""Message catalogues of gettext, filled from a memory."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from duizhao.corpora.bilingual.po import parse_po
from duizhao.corpora.document import Language
from duizhao.corpora.language import parse
from duizhao.corpora.skipped import Skipped

from .outcome import SURE, Asked, Filled, Finder, Outcome, origin_named
from .pretranslate import language_of_code, language_of_texts

if TYPE_CHECKING:
    from duizhao.memory.search.match import Match


def fill_po(data: bytes, path: str, find: Finder, source: Language | None) -> tuple[bytes, Outcome]:
    """The catalogue with its gaps filled, and what came of it; see `pretranslate`."""
    store = parse_po(data, path)
    units = [
        unit
        for unit in store.units
        if unit.source and not unit.isheader() and not unit.isobsolete()
    ]
    texts = [str(unit.source) for unit in units]
    target = language_of_code(store.gettargetlanguage(), path)
    script = parse(store.gettargetlanguage() or "").script
    other: dict[Language | None, Language] = {"zh": "en", "en": "zh"}
    language = source or other.get(target) or language_of_texts(texts, path)
    filled: list[Filled] = []
    skipped: list[Skipped] = []
    kept = unmatched = 0
    for number, unit in enumerate(units):
        before = texts[number - 1] if number else ""
        after = texts[number + 1] if number + 1 < len(texts) else ""
        if unit.target and not unit.isfuzzy():
            kept += 1
            continue
        forms = [
            find(Asked(form, language, before, after, id=unit.getcontext() or ""), script)
            for form in _forms(unit, language)
        ]
        matches = [match for match in forms if match is not None]
        if unit.target and not all(match.score >= SURE for match in matches):
            matches = []
        if not matches or len(matches) < len(forms):
            kept += bool(unit.target)
            unmatched += not unit.target
            continue
        filled.append(_fill(unit, number, matches))
    stream = io.BytesIO()
    store.serialize(stream)
    outcome = Outcome("po", len(units), tuple(filled), kept, unmatched, tuple(skipped))
    return stream.getvalue(), outcome


def _forms(unit: Any, language: Language) -> list[str]:
    """The source of each form that a translation has: Chinese has one, English two."""
    if not unit.hasplural():
        return [str(unit.source)]
    singular, plural = [str(one) for one in unit.source.strings[:2]]
    return [plural] if language == "en" else [singular, plural]


def _fill(unit: Any, number: int, matches: list[Match]) -> Filled:
    worst = min(matches, key=lambda match: match.score)
    sources = [str(one) for one in unit.source.strings] if unit.hasplural() else [str(unit.source)]
    targets = [
        _edges_of(source, match.target)
        for source, match in zip(sources[-len(matches) :], matches, strict=True)
    ]
    unit.target = targets if unit.hasplural() else targets[0]
    note = f"duizhao: {worst.score} {worst.band}, {origin_named(worst)}"
    unit.addnote(note, origin="translator")
    sure = worst.score >= SURE
    unit.markfuzzy(not sure)
    if sure:
        for comments in (unit.prev_msgctxt, unit.prev_msgid, unit.prev_msgid_plural):
            comments.clear()
    else:
        unit.prev_source = worst.source
    return Filled(
        str(number + 1), sources[0], targets[0], worst.score, str(worst.band), worst.origin, sure
    )


def _edges_of(source: str, target: str) -> str:
    """The target with the line ends of the source at its edges, which gettext insists on."""
    start = source[: len(source) - len(source.lstrip("\n"))]
    end = source[len(source.rstrip("\n")) :]
    return start + target.strip("\n") + end
