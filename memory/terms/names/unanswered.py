"""Answers to names that the dictionary does not show, but other units do.

A name that has an answer elsewhere is looked for in units where it has none: the English
that then resembles the known answer, or the dictionary's words for the name, is its answer
there; and the same for Chinese.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from duizhao.corpora.script import simplify
from duizhao.corpora.unit import Unit

from ..words import han_key, words
from .glosses import Glosses, says_kind
from .induce import holders_of
from .opposites import End, Opposite, apart, ends_of, spans_of
from .runs import is_content
from .uses import SHORTEST, Use, form_of, likeness, rewritten

_SURE = 0.6  # agreement of a pair from which a name is learned
_ALIKE = 0.5


def answer_the_rest(units: Sequence[Unit], uses: Sequence[Use], glosses: Glosses) -> list[Use]:
    """Uses of known names at places where no use is known."""
    known: dict[str, Counter[str]] = defaultdict(Counter)
    pairs: dict[tuple[str, str], Opposite] = {}
    in_unit: dict[int, list[Opposite]] = defaultdict(list)
    for use in uses:
        in_unit[use.unit].append(use.pair)
        if use.pair.score >= _SURE and len(use.pair.zh) >= SHORTEST:
            known[use.pair.zh][use.form] += 1
            pairs[use.pair.zh, use.form] = use.pair
    best = [pairs[zh, forms.most_common(1)[0][0]] for zh, forms in known.items()]
    keys = [han_key(simplify(unit.zh)) for unit in units]
    holders = holders_of([key for key, _ in keys], [pair.zh for pair in best])
    found: list[Use] = []
    for pair in sorted(best, key=lambda each: -len(each.zh)):
        for at in sorted(holders[pair.zh]):
            for one in _english(units[at], keys[at], pair, in_unit[at], glosses):
                in_unit[at].append(one)
                found.append(Use(at, one, form_of(one.en)))
    by_form = {form_of(pair.en): pair for pair in best}
    by_word = defaultdict(list)
    for form in by_form:
        by_word[max(form.split(), key=len)].append(form)
    for at, unit in enumerate(units):
        whole = form_of(unit.en)
        if not any(form in whole for word in set(whole.split()) for form in by_word.get(word, ())):
            continue
        for one in _chinese(unit, keys[at], by_form, in_unit[at], glosses):
            in_unit[at].append(one)
            found.append(Use(at, one, form_of(one.en)))
    return found


def _english(
    unit: Unit,
    key: tuple[str, tuple[int, ...] | None],
    pair: Opposite,
    taken: Sequence[Opposite],
    glosses: Glosses,
) -> Iterator[Opposite]:
    """What answers a Chinese name in a unit where its usual answer is not."""
    text, places = key
    at = text.find(pair.zh)
    end = at + len(pair.zh)
    start, stop = (at, end) if places is None else (places[at], places[end - 1] + 1)
    if any(one.zh_start < stop and start < one.zh_end for one in taken):
        return
    tokens = words(unit.en)
    wanted = frozenset[str]().union(*pair.content)
    for first, last in glosses.words(pair.zh):
        wanted |= glosses.loosely(pair.zh[first:last])
    kind = glosses.loosely(glosses.last_word(pair.zh))
    best: tuple[float, Opposite] | None = None
    for first, last in spans_of(unit.en):
        here, there = tokens[first].start, tokens[last].end
        if any(one.en_start < there and here < one.en_end for one in taken):
            continue
        inside = [token for token in tokens[first : last + 1] if is_content(token)]
        content = tuple(glosses.stems(unit.en[t.start : t.end]) for t in inside)
        met = sum(not stems.isdisjoint(wanted) for stems in content)
        if not says_kind(unit.en[here:there]):
            continue
        if all(kind.isdisjoint(stems) for stems in content) and 2 * met <= len(content):
            continue
        score = 2 * met / (len(content) + max(len(content), len(pair.content)))
        if score >= _ALIKE and (best is None or score > best[0]):
            one = Opposite(
                pair.zh, text[max(0, at - 8) : end], start, stop,
                unit.en[here:there], here, there, pair.zh, content, score,
            )  # fmt: skip
            best = score, one
    if best:
        yield best[1]


def _chinese(
    unit: Unit,
    key: tuple[str, tuple[int, ...] | None],
    known: dict[str, Opposite],
    taken: Sequence[Opposite],
    glosses: Glosses,
) -> Iterator[Opposite]:
    """What answers a known English name in a unit where its usual answer is not."""
    text, places = key
    tokens = words(unit.en)
    for first, last in spans_of(unit.en):
        here, there = tokens[first].start, tokens[last].end
        pair = known.get(form_of(unit.en[here:there]))
        if pair is None:
            continue
        pair = replace(pair, en=unit.en[here:there], en_start=here, en_end=there)
        best: tuple[float, Opposite] | None = None
        for end in ends_of(text, glosses):
            one = _written(pair, end, places, glosses)
            if one and all(apart(one, other) for other in taken):
                score = likeness(pair.wide, one.zh)
                if score >= _ALIKE and (best is None or score > best[0]):
                    best = score, one
        if best:
            yield best[1]


def _written(
    pair: Opposite, end: End, places: Sequence[int] | None, glosses: Glosses
) -> Opposite | None:
    stop = end.end
    whole = replace(
        pair, zh=end.context, context=end.context, zh_start=stop - len(end.context), zh_end=stop
    )
    one = rewritten(pair.wide, whole, glosses)
    if one is None or places is None:
        return one
    return replace(one, zh_start=places[one.zh_start], zh_end=places[stop - 1] + 1)
