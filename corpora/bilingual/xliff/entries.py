"""Pairs out of XLIFF: one for each segment."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

from ...entry import Entry, Origin, Status
from ...errors import FormatError
from ...file_names import as_text
from ...readers.limits import read_bytes
from ...skipped import Skipped
from ...unit import Unit
from ..direction import Direction, by_script, declared
from ..inline import content, words
from ..tmx.remarks import Note
from ..tmx.remarks import write as remarks
from .document import parse_xliff
from .segments import XliffSegment, notes_of, segments_of
from .state import XliffState, state_of


def read_entries(path: str | os.PathLike[str]) -> Iterator[Entry | Skipped]:
    """The entries of a file of XLIFF; see `duizhao.corpora.bilingual.read_pairs`.

    A unit that its tool has cut into segments gives one entry for each. The state says the
    status: approved and final ones are checked. The document, the id and the state are the
    properties ``x-document``, ``x-id`` and ``x-state``.

    Raises:
        FormatError: it is broken.
        LanguageError: it is not in Chinese and English.
        UnsafeFileError: it defines entities.
    """
    name = as_text(path)
    document = parse_xliff(read_bytes(path), name)
    try:
        segments = list(segments_of(document.root))
        pairs = [
            (words(each.source), words(each.target) if each.target is not None else "")
            for each in segments
        ]
    except RecursionError as error:
        raise FormatError("is nested too deeply", path=path, mend="save it again") from error
    guessed: Direction | None = None
    for index, (segment, pair) in enumerate(zip(segments, pairs, strict=True)):
        codes = segment.languages
        direction = declared(*codes)
        if direction is None and not any(codes):
            direction = guessed = guessed or by_script(path, pairs)
        line = segment.source.sourceline
        origin = Origin(
            name,
            position=index,
            place=f"unit {segment.number}",
            before=_neighbour(segments, pairs, index, -1),
            after=_neighbour(segments, pairs, index, 1),
            line=line if isinstance(line, int) else 0,
        )
        yield _entry(segment, pair, direction, codes, origin)
    for text in document.broken:
        yield Skipped("", "is not well formed", " ".join(text.split())[:200])


def _neighbour(
    segments: list[XliffSegment], pairs: list[tuple[str, str]], index: int, step: int
) -> str:
    """The source before or after a segment in the same document, or ""."""
    other = index + step
    if not 0 <= other < len(segments) or segments[other].file is not segments[index].file:
        return ""
    return pairs[other][0].strip()


def _entry(
    segment: XliffSegment,
    pair: tuple[str, str],
    direction: Direction | None,
    codes: tuple[str, str],
    origin: Origin,
) -> Entry | Skipped:
    source, target = pair
    if not source.strip() and not target.strip():
        return Skipped(origin.place, "has no text on either side")
    if direction is None:
        return Skipped(origin.place, f"not Chinese and English ({' / '.join(codes)})", source)
    state = state_of(segment)
    if target.strip():
        reason = _fault(state, source, target)
        if reason:
            return Skipped(origin.place, reason, source)
    zh, en = direction.sides(*pair)
    of_target = "" if segment.target is None else content(segment.target)
    zh_content, en_content = direction.sides(content(segment.source), of_target)
    checked = state.approved and bool(target.strip())
    return Entry(
        Unit(zh, en),
        source=direction.source,
        zh_language=direction.code(zh),
        status=Status.CHECKED if checked else Status.DRAFT,
        created=state.created,
        creator=state.creator,
        changed=state.changed,
        changer=state.changer,
        zh_content=zh_content,
        en_content=en_content,
        properties=_properties(segment, state),
        extra=_extra(segment, direction, codes),
        origins=(origin,),
    )


def _fault(state: XliffState, source: str, target: str) -> str:
    if state.is_rejected:
        return f"its translation was rejected (state {state.name})"
    if state.is_untranslated or (state.copied and source.strip() == target.strip()):
        return f"not translated yet (state {state.name or 'unspecified'})"
    return ""


def _properties(segment: XliffSegment, state: XliffState) -> tuple[tuple[str, str], ...]:
    known = (("x-document", segment.document), ("x-id", segment.id), ("x-state", state.name))
    return tuple((name, value) for name, value in known if value)


def _extra(segment: XliffSegment, direction: Direction, codes: tuple[str, str]) -> str:
    """Notes, and the codes that the file declares, so that an export has them."""
    of_zh, of_en = direction.sides(*codes)
    notes = [Note(text) for text in notes_of(segment)]
    extra: dict[str, Any] = {
        "remarks": remarks((), notes),
        "zh": {"language": of_zh} if of_zh not in ("", "zh-CN", "zh-TW") else {},
        "en": {"language": of_en} if of_en not in ("", "en") else {},
    }
    filled = {name: value for name, value in extra.items() if value}
    return json.dumps(filled, ensure_ascii=False) if filled else ""
