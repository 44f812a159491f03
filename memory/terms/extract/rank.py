"""Which pairs of phrases are terms, and which are surest."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..words import FUNCTION_WORDS, han_key
from .associate import Company, Holders, best, longest_shared, meet
from .candidates import Key, Phrase
from .corpus import PARTICLES, Progress, TokenizedUnit
from .termhood import termhood

_ANSWERS = 6
_SAMPLE = 12
_LEAST = 0.04
"""Score below which a pair is more often wrong than right."""
_SURE = 10.83
"""Log-likelihood ratio that chance reaches once in a thousand."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair of phrases with what speaks for it.

    Attributes:
        phrase: the English side.
        zh: the Chinese side.
        company: in how many units they stand, together and apart.
        votes: in how many places the word links lead from one to the other.
        agrees: whether shared strings, without any links, lead to the same Chinese.
        whole: how surely neither side is a fragment of something longer, between 0 and 1.
        score: rank; higher is surer.
    """

    phrase: Phrase
    zh: str
    company: Company
    votes: int
    agrees: bool
    whole: float
    score: float


def rank(
    pairs: Sequence[TokenizedUnit],
    found: dict[Key, Phrase],
    least: int = 2,
    progress: Progress | None = None,
) -> list[Scored]:
    """Pairs of phrases, the surest first."""
    texts = [han_key(pair.zh_text)[0] for pair in pairs]
    shared = {key: _shared(phrase, texts) for key, phrase in found.items()}
    answers = {key: _choices(phrase, shared[key]) for key, phrase in found.items()}
    holders = Holders(texts, {zh for choices in answers.values() for zh in choices})
    longer = _longer(found)
    scored: list[Scored] = []
    for number, phrase in enumerate(found.values()):
        if progress and number % 1000 == 0:
            progress("ranking", number, len(found))
        key = phrase.key
        scored += _answers(
            phrase, answers[key], shared[key], len(pairs), holders, longer.get(key, 0), least
        )
    scored = [one for one in scored if one.score >= _LEAST]
    scored.sort(key=lambda one: (-one.score, one.phrase.key, one.zh))
    return scored


def _choices(phrase: Phrase, shared: set[str]) -> list[str]:
    """Chinese phrases that may answer an English one.

    Links miss a name that stands two or three times; what its units share does not.
    """
    choices = best(phrase.votes)[:_ANSWERS]
    if phrase.is_name and len(phrase.key) > 1:
        solid = sum(word not in FUNCTION_WORDS for word in phrase.key)
        for string in sorted(shared, key=lambda string: (-len(string), string)):
            if string not in choices and solid <= len(string) <= 4 * solid + 1:
                choices.append(string)
    return choices


def _answers(
    phrase: Phrase,
    answers: Sequence[str],
    shared: set[str],
    total: int,
    holders: Holders,
    longer: int,
    least: int,
) -> list[Scored]:
    """The Chinese phrases that answer an English one, the closest and others near it."""
    choices: list[tuple[float, str, Company]] = []
    for zh in answers:
        units = holders.units(zh)
        company = Company(meet(units, phrase.units), len(units), len(phrase.units), total)
        if company.both >= least and company.likelihood >= _SURE:
            choices.append((company.dice, zh, company))
    if not choices:
        return []
    nature = termhood(phrase)
    if not nature:
        return []
    choices.sort(key=lambda choice: (-choice[0], -len(choice[1]), choice[1]))
    scored = []
    for place, (dice, zh, company) in enumerate(choices):
        votes = phrase.votes[zh]
        # A second answer has to stand on its own, not live off the first.
        if place and (votes < 3 or dice < 0.5 * choices[0][0]):
            continue
        whole = _whole(phrase, longer, *holders.bound(zh))
        agrees = zh in shared
        scored.append(
            Scored(
                phrase,
                zh,
                company,
                votes,
                agrees,
                whole,
                nature * _score(company, votes, agrees, whole),
            )
        )
    return scored


def _score(company: Company, votes: int, agrees: bool, whole: float) -> float:
    linked = min(1.0, votes / company.both)
    sure = 1 - math.exp(-company.both / 4)
    return (company.dice * 0.45 + linked * 0.25 + 0.3 * agrees) * sure * whole


def _whole(phrase: Phrase, longer: int, left: float, right: float) -> float:
    """How surely neither side is a fragment."""
    english = longer / len(phrase.units)
    cut = phrase.cut / sum(phrase.forms.values())
    return _slope(english) * _slope(max(left, right)) * _slope(cut)


def _slope(share: float) -> float:
    """1 while a share is moderate, falling to a fifth where it is the rule."""
    return 1.0 if share < 0.6 else max(0.2, 1 - 2 * (share - 0.6))


def _longer(found: dict[Key, Phrase]) -> dict[Key, int]:
    """For each phrase, in how many units the commonest longer phrase around it stands."""
    longer: dict[Key, int] = defaultdict(int)
    for key, phrase in found.items():
        size = len(key)
        count = len(phrase.units)
        for start in range(size):
            for end in range(start + 1, size + 1):
                if end - start < size:
                    part = key[start:end]
                    if part in found and count > longer[part]:
                        longer[part] = count
    return longer


def _shared(phrase: Phrase, keys: Sequence[str]) -> set[str]:
    """Chinese strings that most of the phrase's units share, with and without particles."""
    step = max(1, len(phrase.units) // _SAMPLE)
    texts = [keys[unit] for unit in phrase.units[::step][:_SAMPLE]]
    if len(texts) < 2:
        return set()
    strings = longest_shared(texts, max(2, math.ceil(0.7 * len(texts))))
    found = set()
    for string in strings:
        found |= {string, _trim(string)}
    return {string for string in found if len(string) > 1 and _is_phrase(string)}


_EDGES = frozenset(char for word in PARTICLES if len(word) == 1 for char in word)


def _is_phrase(string: str) -> bool:
    """Whether a string begins and ends with a word and no clause ends inside it."""
    return string[0].isalnum() and string[-1].isalnum() and not set(string) & set(",;:。？！.")


def _trim(string: str) -> str:
    start, end = 0, len(string)
    while start < end and (string[start] in _EDGES or not string[start].isalnum()):
        start += 1
    while end > start and (string[end - 1] in _EDGES or not string[end - 1].isalnum()):
        end -= 1
    return string[start:end]
