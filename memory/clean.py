"""Units that a memory is better without, each with the reason."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.script import language_of
from duizhao.memory.store import Entry, Status, Store, keys
from duizhao.memory.store.rows import entry_digest
from duizhao.memory.store.signs import signs

RULES: dict[str, str] = {
    "duplicate": "differs from another unit in tags, case, width or punctuation only",
    "same": "source and target are the same text",
    "empty": "a side without letters or figures",
    "language": "a side in the wrong language",
    "length": "one side far too long for the other",
    "confidence": "an aligner's doubtful pair",
    "numbers": "numbers that disagree",
}
"""Names of the rules, and what each finds."""

_LEAST_CONFIDENCE = 0.5
# Chinese characters to an English word; UN text has 1.55 on average.
_PROPORTION = (0.45, 5.5)
_SHORT = 8
_WORD = re.compile(r"\b[a-z]{2,}\b")
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
_CHUNK = 1000

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A unit that a rule finds.

    Attributes:
        entry: the unit.
        rule: its name in `RULES`.
        reason: what was found, for a person.
    """

    entry: Entry
    rule: str
    reason: str


def doubts(
    store: Store,
    rules: Collection[str] | None = None,
    *,
    min_confidence: float = _LEAST_CONFIDENCE,
    progress: Progress | None = None,
) -> Iterator[Doubt]:
    """Units that one of the rules finds, each once.

    A unit that a person checked is left alone by the rules that only guess (language,
    length, confidence, numbers). Of duplicates the most trusted stays, the first of equals.

    Args:
        store: the memory; not changed.
        rules: names of rules; all by default.
        min_confidence: least confidence of an aligned unit.
        progress: called with ``clean``, units done, and units in all.

    Raises:
        SettingsError: no such rule.
        StoreError: the store is damaged.
    """
    chosen = set(RULES if rules is None else rules)
    if chosen - set(RULES):
        name = min(chosen - set(RULES))
        raise SettingsError(f"no rule {name!r}", mend=f"use some of {', '.join(RULES)}")
    best = _best_copies(store) if "duplicate" in chosen else {}
    total = len(store)
    chunk: list[Entry] = []
    done = 0
    for entry in store.entries():
        chunk.append(entry)
        if len(chunk) == _CHUNK:
            yield from _of_chunk(chunk, chosen, best, min_confidence)
            done += len(chunk)
            chunk = []
            if progress:
                progress("clean", done, total)
    yield from _of_chunk(chunk, chosen, best, min_confidence)


def clean(
    store: Store,
    removed: str | os.PathLike[str],
    rules: Collection[str] | None = None,
    *,
    min_confidence: float = _LEAST_CONFIDENCE,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Move doubtful units out of a memory into a file.

    The file is on the disk, whole, before any unit leaves the memory.

    Args:
        store: the memory.
        removed: JSON lines to be made, with the rule, the reason and the whole unit; it can
            be imported again.
        rules, min_confidence, progress: as of `doubts`.

    Returns:
        How many units each rule found.

    Raises:
        SettingsError: no such rule, or the file already exists.
        OutputError: the file cannot be written; the memory is unchanged.
        StoreError: another writer does not let go, or the store is damaged.
    """
    if Path(removed).exists():
        raise SettingsError(f"{os.fspath(removed)} already exists", mend="name a new file")
    counts: dict[str, int] = {}
    ids: list[int] = []
    with atomic_write(removed) as path, path.open("w", encoding="utf-8") as stream:
        for doubt in doubts(store, rules, min_confidence=min_confidence, progress=progress):
            counts[doubt.rule] = counts.get(doubt.rule, 0) + 1
            ids.append(doubt.entry.id)
            stream.write(json.dumps(removed_row(doubt), ensure_ascii=False) + "\n")
    store.remove(ids)
    return counts


def removed_row(doubt: Doubt) -> dict[str, object]:
    """A removed unit as plain values."""
    return {
        "rule": doubt.rule,
        "reason": doubt.reason,
        **doubt.entry.row(),
    }


def _best_copies(store: Store) -> dict[int, tuple[int, int]]:
    """Id and `entry_digest` of the copy that stays by the key of both texts, if that repeats."""
    best: dict[int, tuple[int, float, int, int]] = {}
    repeated: set[int] = set()
    for entry in store.entries():
        key = _key(entry)
        rank = (
            -1 if entry.status == Status.REJECTED else int(entry.status),
            entry.unit.confidence or 0.0,
            -entry.id,
            entry_digest(entry),
        )
        if key in best:
            repeated.add(key)
        if key not in best or rank > best[key]:
            best[key] = rank
    return {key: (-best[key][2], best[key][3]) for key in repeated}


def _key(entry: Entry) -> int:
    zh, en = (" ".join(keys.tokens(text)) for text in (entry.unit.zh, entry.unit.en))
    if not zh.strip() or not en.strip():
        return keys.digest(entry.unit.zh, entry.unit.en, "")
    marks = f"{_marks(entry.unit.zh)} {_marks(entry.unit.en)}"
    return keys.digest(zh, en, marks, "Hant" if entry.traditional else "")


def _marks(text: str) -> str:
    """What tells texts with the same words apart: C# and C++, Really? and Really., US and us."""
    text = unicodedata.normalize("NFKC", text)
    acronyms = [] if text.isupper() else _ACRONYM.findall(text)
    return " ".join((*signs(text), *acronyms, "?" * text.count("?")))


def _of_chunk(
    chunk: list[Entry], rules: set[str], best: dict[int, tuple[int, int]], min_confidence: float
) -> Iterator[Doubt]:
    numbers = _numbers(chunk) if "numbers" in rules else {}
    for index, entry in enumerate(chunk):
        found = _doubt(entry, rules, best, min_confidence)
        if found is None and index in numbers and entry.status != Status.CHECKED:
            found = ("numbers", numbers[index])
        if found:
            yield Doubt(entry, *found)


def _numbers(chunk: list[Entry]) -> dict[int, str]:
    from duizhao.memory.terms.checks import check

    findings = check([entry.unit for entry in chunk], kinds={"number", "date", "symbol"})
    return {
        finding.unit: finding.message for finding in findings if str(finding.severity) == "error"
    }


def _doubt(
    entry: Entry, rules: set[str], best: dict[int, tuple[int, int]], min_confidence: float
) -> tuple[str, str] | None:
    unit = entry.unit
    copy = best.get(_key(entry)) if "duplicate" in rules else None
    # Units with the very same texts come from several places, and stay apart.
    if copy and copy[0] != entry.id and copy[1] != entry_digest(entry):
        return "duplicate", f"{RULES['duplicate']}: {copy[0]}"
    if "same" in rules and unit.zh.strip() == unit.en.strip():
        return "same", RULES["same"]
    zh, en = keys.tokens(unit.zh), keys.tokens(unit.en)
    if "empty" in rules and (not zh or not en):
        return "empty", f"the {'Chinese' if not zh else 'English'} side has no letters or figures"
    if entry.status == Status.CHECKED:
        return None
    if "language" in rules:
        # A Chinese footnote may be nothing but symbols and names; words betray the language.
        if language_of(unit.zh) == "en" and len(_WORD.findall(unit.zh)) > 1:
            return "language", "the Chinese side is not Chinese"
        if language_of(unit.en) == "zh":
            return "language", "the English side is not English"
    proportion = len(zh) / max(len(en), 1)
    low, high = _PROPORTION
    if "length" in rules and max(len(zh), len(en)) >= _SHORT and not low <= proportion <= high:
        return "length", f"{len(zh)} Chinese characters for {len(en)} English words"
    confidence = unit.confidence
    if "confidence" in rules and confidence is not None and confidence < min_confidence:
        return "confidence", f"confidence {confidence:.2f}"
    return None
