"""Plain text, filled from a memory line by line."""

from __future__ import annotations

from duizhao.corpora.document import Language

from .outcome import SURE, Asked, Filled, Finder, Outcome
from .pretranslate import language_of_texts


def fill_text(
    data: bytes, path: str, find: Finder, source: Language | None
) -> tuple[bytes, Outcome]:
    """The text with its translations in UTF-8, and what came of it; see `pretranslate`.

    A line without a match stays in its language; line ends, blank lines and the space at
    the edges of a line stay as they are.
    """
    from duizhao.corpora.readers.encoding import decode

    text, _ = decode(data, path)
    lines = text.splitlines(keepends=True)
    bare = [line.strip() for line in lines]
    segments = [number for number, line in enumerate(bare) if line]
    language = source or language_of_texts([bare[number] for number in segments], path)
    filled: list[Filled] = []
    for place, number in enumerate(segments):
        line = bare[number]
        before = bare[segments[place - 1]] if place else ""
        after = bare[segments[place + 1]] if place + 1 < len(segments) else ""
        match = find(Asked(line, language, before, after), "")
        if match is None:
            continue
        lines[number] = lines[number].replace(line, match.target.strip())
        filled.append(
            Filled(
                f"line {number + 1}",
                line,
                match.target,
                match.score,
                str(match.band),
                match.origin,
                match.score >= SURE,
            )
        )
    unmatched = len(segments) - len(filled)
    outcome = Outcome("text", len(segments), tuple(filled), 0, unmatched, ())
    return "".join(lines).encode("utf-8", "surrogateescape"), outcome
