"""The band of a unit, its score, and the reasons for both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from duizhao.corpora.document import Language
from duizhao.corpora.entry import Entry, Status
from duizhao.memory.finding import Span
from duizhao.memory.store import keys
from duizhao.memory.store.signs import signs

from .match import Band, Query
from .scripts import counterpart, is_converted

_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Band, score before penalties, reasons, and the target with its marks."""

    band: Band
    score: int
    reasons: tuple[str, ...]
    target: str
    marks: tuple[Span, ...] = ()
    source_marks: tuple[Span, ...] = ()


def classify(query: Query, entry: Entry, similarity: float) -> Verdict:
    """How an entry answers a query whose tokens are so similar to its own."""
    target = counterpart(entry, query)
    source = entry.text(query.language)
    alike = signs(source) == signs(query.text)
    if similarity == 1.0 and keys.tokens(source) == keys.tokens(query.text):
        if not alike:
            what = f"a sign differs: {_shown(source)} is {_shown(query.text)} here"
            return Verdict(Band.FUZZY, 94, (what,), target)
        score, reasons = _format(query, entry, source)
        band = Band.EXACT if score == 100 else Band.FORMAT
        return Verdict(band, score, reasons, target)
    if (
        alike
        and similarity < 1.0
        and keys.loose(keys.tokens(source)) == keys.loose(keys.tokens(query.text))
    ):
        verdict = _figures(query, source, target)
        if verdict:
            return verdict
    score = min(94, int(100 * similarity + 1e-6))
    return Verdict(Band.FUZZY, score, (f"{score}% of the text is the same",), target)


def _figures(query: Query, source: str, target: str) -> Verdict | None:
    # Reading figures costs an import that most searches do without.
    from .figures import adapt

    adapted = adapt(query.text, source, target, query.language)
    if adapted is None:
        return None
    if not adapted.changes:
        return Verdict(Band.FORMAT, 98, ("figures are written differently",), target)
    return Verdict(
        Band.FIGURES,
        97 if adapted.complete else 95,
        ("differs in figures", *adapted.changes),
        adapted.target,
        adapted.marks,
        adapted.source_marks,
    )


def _shown(text: str) -> str:
    return " ".join(signs(text)) or "none"


def other(language: Language) -> Language:
    """The counterpart's language."""
    return "en" if language == "zh" else "zh"


def _format(query: Query, entry: Entry, source: str) -> tuple[int, tuple[str, ...]]:
    reasons: list[str] = []
    score = 100
    content = entry.zh_content if query.language == "zh" else entry.en_content
    if (content or query.content) and not _same_tags(content, query.content):
        reasons.append("inline tags differ" if query.content else "has inline tags")
        # A query without tags may come from a client that cannot show any.
        score = 97 if query.content else 99
    if query.text.strip() == source.strip():
        return score, tuple(reasons) or ("same text",)
    levels = _differences(query.text, source)
    return min([score, *(_LEVELS[name][0] for name in levels)]), (*reasons, *levels)


def _same_tags(content: str, given: str) -> bool:
    if not given:
        return False
    from duizhao.corpora.bilingual.tmx.tags import skeleton

    return skeleton(content) == skeleton(given)


_LEVELS: dict[str, tuple[int, Callable[[str], str]]] = {
    "spaces differ": (99, lambda text: _SPACE.sub("", text)),
    "width differs": (98, lambda text: unicodedata.normalize("NFKC", text)),
    "case differs": (98, str.lower),
    "script differs": (98, lambda text: keys.fold(text) if not text.isascii() else text),
    "punctuation differs": (98, lambda text: _MARKS.sub("", text)),
}
"""What two texts with the same tokens may differ in: the score then, and what takes it away."""


def _differences(left: str, right: str) -> tuple[str, ...]:
    alone = [name for name, (_, level) in _LEVELS.items() if level(left) == level(right)]
    if alone:
        return (alone[0],)
    found = []
    for name in _LEVELS:
        texts = [left, right]
        for other_name, (_, level) in _LEVELS.items():
            if other_name != name:
                texts = [level(text) for text in texts]
        if texts[0] != texts[1]:
            found.append(name)
    return tuple(found) or ("punctuation differs",)


def penalties(
    query: Query, entry: Entry, traditional: bool, ambiguous: bool, memory: str
) -> list[tuple[int, str]]:
    """Points that an entry of a memory of that name loses, each with its reason."""
    lost: list[tuple[int, str]] = []
    if entry.status == Status.ALIGNED:
        confidence = entry.unit.confidence
        doubt = 0.1 if confidence is None else 1 - confidence
        lost.append((round(query.penalties.unchecked * doubt), "aligned, not yet checked"))
    if query.language == "zh" and traditional != entry.traditional and has_script(query, entry):
        lost.append((query.penalties.script, "the other Chinese script"))
    if is_converted(entry, query):
        lost.append((query.penalties.converted, "converted from the other script"))
    if ambiguous:
        lost.append((query.penalties.ambiguous, "has several translations"))
    lost += [(rule.points, rule.shown()) for rule in query.rules if rule.applies(entry, memory)]
    return lost


def has_script(query: Query, entry: Entry) -> bool:
    """Whether the texts show a script at all."""
    return keys.fold(query.text) != query.text.lower() or entry.traditional
