"""Message catalogues of gettext, filled from a memory."""

from __future__ import annotations

import io

from duizhao.corpora.bilingual.po import parse_po
from duizhao.corpora.document import Language
from duizhao.corpora.language import parse
from duizhao.corpora.skipped import Skipped

from .outcome import SURE, Filled, Finder, Outcome
from .pretranslate import language_of_code, language_of_texts


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
    for number, (unit, text) in enumerate(zip(units, texts, strict=True)):
        if unit.target:
            kept += 1
            continue
        if unit.hasplural():
            skipped.append(Skipped(f"unit {number}", "has plural forms", text))
            continue
        match = find(
            text,
            language,
            texts[number - 1] if number else "",
            texts[number + 1] if number + 1 < len(texts) else "",
            script,
        )
        if match is None:
            unmatched += 1
            continue
        sure = match.score >= SURE
        unit.target = _edges_of(text, match.target)
        unit.addnote(f"duizhao: {match.score} {match.band}, {match.origin}", origin="translator")
        if not sure:
            unit.markfuzzy()
            unit.prev_source = match.source
        filled.append(
            Filled(
                str(number + 1),
                text,
                str(unit.target),
                match.score,
                str(match.band),
                match.origin,
                sure,
            )
        )
    stream = io.BytesIO()
    store.serialize(stream)
    outcome = Outcome("po", len(units), tuple(filled), kept, unmatched, tuple(skipped))
    return stream.getvalue(), outcome


def _edges_of(source: str, target: str) -> str:
    """The target with the line ends of the source at its edges, which gettext insists on."""
    start = source[: len(source) - len(source.lstrip("\n"))]
    end = source[len(source.rstrip("\n")) :]
    return start + target.strip("\n") + end
