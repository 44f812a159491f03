"""XLIFF 1.2 and 2, and what tools make of it, filled from a memory segment by segment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from duizhao.corpora.bilingual.inline import content, has_tags, words
from duizhao.corpora.bilingual.placing import place
from duizhao.corpora.bilingual.tmx.characters import mask
from duizhao.corpora.bilingual.xliff import XliffSegment, parse_xliff, segments_of, state_of
from duizhao.corpora.document import Language
from duizhao.corpora.errors import FormatError
from duizhao.corpora.language import parse
from duizhao.corpora.skipped import Skipped

from .outcome import SURE, Asked, Filled, Finder, Outcome
from .pretranslate import language_of_code, language_of_texts
from .xliff_state import note_segment, note_units
from .xliff_target import target_of, width_fault

if TYPE_CHECKING:
    from duizhao.memory.search.match import Match

# The languages of a unit are those of its file.
_CODES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}


def fill_xliff(
    data: bytes, path: str, find: Finder, source: Language | None
) -> tuple[bytes, Outcome]:
    """The file with its gaps filled, and what came of it; see `pretranslate`."""
    document = parse_xliff(data, path)
    try:
        segments = [one for one in segments_of(document.root) if words(one.source).strip()]
        texts = [words(one.source).strip() for one in segments]
    except RecursionError as error:
        raise FormatError("is nested too deeply", path=path, mend="save it again") from error
    codes = [one.languages for one in segments]
    language = source or language_of_code(codes[0][0] if codes else "", path)
    language = language or language_of_texts(texts, path)
    filled: list[Filled] = []
    skipped = [
        Skipped("", "is not well formed", " ".join(text.split())[:200]) for text in document.broken
    ]
    kept = unmatched = 0
    changed: list[tuple[XliffSegment, Filled]] = []
    for number, segment in enumerate(segments):
        if _is_done(segment):
            kept += 1
            continue
        script = parse(codes[number][1] or _CODES["zh"]).script
        match = find(_query(segments, texts, number, language), script)
        if match is None:
            unmatched += 1
            continue
        one = _fill(segment, texts[number], match, language)
        if not codes[number][1]:
            _declare(segment, _CODES["en" if language == "zh" else "zh"])
        filled.append(one)
        changed.append((segment, one))
        note_segment(segment, one, match)
    note_units(changed)
    name = "xliff 1.2" if document.version.startswith("1") else "xliff 2"
    outcome = Outcome(name, len(segments), tuple(filled), kept, unmatched, tuple(skipped))
    return document.to_bytes(), outcome


def _is_done(segment: XliffSegment) -> bool:
    """Whether there is a translation, or is to be none."""
    state = state_of(segment)
    if state.locked or not segment.is_for_translation:
        return True
    target = segment.target
    text = "" if target is None else words(target).strip()
    if text:
        return not (state.copied and text == words(segment.source).strip())
    return segment.unit.get("approved") == "yes" or (target is not None and has_tags(target))


def _query(
    segments: Sequence[XliffSegment], texts: Sequence[str], number: int, language: Language
) -> Asked:
    segment = segments[number]

    def near(other: int) -> str:
        there = 0 <= other < len(segments) and segments[other].file is segment.file
        return texts[other] if there else ""

    return Asked(
        texts[number],
        language,
        near(number - 1),
        near(number + 1),
        content(segment.source),
        segment.id,
    )


def _fill(segment: XliffSegment, text: str, match: Match, language: Language) -> Filled:
    entry = match.entry
    contents = (entry.zh_content, entry.en_content)
    target = target_of(segment, language)
    reason = place(
        segment.source,
        target,
        mask(match.target)[0],
        contents if language == "zh" else contents[::-1],
    )
    reason = reason or width_fault(segment, words(target))
    sure = match.score >= SURE and not reason
    document = segment.document if segment.file.getparent() is not None else ""
    where = ", ".join(part for part in (document, segment.id) if part)
    return Filled(
        where, text, words(target).strip(), match.score, str(match.band), match.origin, sure, reason
    )


def _declare(segment: XliffSegment, code: str) -> None:
    """Say in the file which language its targets are in."""
    root = segment.file.getroottree().getroot()
    if root.get("srcLang"):
        root.set("trgLang", code)
    elif not segment.file.get("target-language"):
        segment.file.set("target-language", code)
