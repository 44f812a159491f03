"""Names that one document renders in two ways, found without any termbase.

Each unit shows which English answers which Chinese name (`opposites`, `missing`). Where the
same Chinese name has two answers, or the same English one two Chinese names, the rarer is
reported; where both are as frequent, each is. What only leaves words out is a short form and
none of this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from duizhao.corpora.counted import counted
from duizhao.corpora.document import Language
from duizhao.corpora.script import simplify
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity

from ..words import han_key, term_key, words
from .agreement import BEFORE
from .finding import term_finding
from .glosses import Glosses, says_kind
from .induce import holders_of
from .near import HEADS
from .opposites import Opposite, ends_of, opposites
from .unanswered import answer_the_rest
from .uses import MEMORY, SHORTEST, Use, form_of, likeness, rewritten

_SURE = 0.75  # agreement of two answers that have no word in common
_LIKE_LISTED = 0.6  # of a Chinese name to a listed one
_ENDING = 5  # characters at the end of a name that a memory is searched for
_LONG = 7  # characters of a Chinese name that is hardly the end of others

MOST = 1500
"""Units of a document, about a hundred pages. In larger collections each author has their own."""


def variants(
    units: Sequence[Unit],
    glosses: Glosses,
    memory: Sequence[Unit] = (),
    listed: Collection[str] = (),
) -> Iterator[Finding]:
    """Findings about names that are rendered in two ways.

    Args:
        units: of one document.
        glosses: the dictionary.
        memory: pairs that say what is right where the document does not.
        listed: keys of the terms of termbases (see `words.term_key`), which say it last.
    """
    uses = _uses(enumerate(units), glosses)
    uses += _uses(((MEMORY, unit) for unit in _holders(memory, units, glosses)), glosses)
    uses += answer_the_rest(units, uses, glosses)
    names = _Names(units, glosses, listed)
    long = [use for use in uses if len(use.pair.zh) >= SHORTEST]
    for group in _by(long, lambda use: use.pair.zh[-SHORTEST:]):
        for name in _same_names(group, same_chinese):
            yield from names.findings(name, "en")
    for name in _by(uses, lambda use: use.form):
        yield from names.findings(name, "zh")


def _uses(units: Iterable[tuple[int, Unit]], glosses: Glosses) -> list[Use]:
    return [
        Use(position, pair, form_of(pair.en))
        for position, unit in units
        for pair in opposites(unit, glosses)
    ]


def _holders(memory: Sequence[Unit], units: Sequence[Unit], glosses: Glosses) -> list[Unit]:
    """Pairs of a memory that may have a name of the document."""
    if not memory:
        return []
    ends = {
        end.context[-_ENDING:]
        for unit in units
        for end in ends_of(han_key(simplify(unit.zh))[0], glosses)
        if len(end.context) >= _ENDING
    }
    found = holders_of([han_key(simplify(unit.zh))[0] for unit in memory], ends)
    return [memory[at] for at in sorted(set[int]().union(*found.values()))]


def _by(uses: Iterable[Use], key: Callable[[Use], str]) -> list[list[Use]]:
    groups: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        groups[key(use)].append(use)
    return [group for group in groups.values() if len(group) > 1]


def _same_names(uses: Iterable[Use], same: Callable[[Opposite, Opposite], bool]) -> list[list[Use]]:
    """Uses of one Chinese name each."""
    names: list[list[Use]] = []
    for use in sorted(uses, key=lambda each: -len(each.pair.wide)):
        home = next((name for name in names if same(name[0].pair, use.pair)), None)
        if home is None:
            names.append([use])
        else:
            home.append(use)
    return names


def same_chinese(one: Opposite, other: Opposite) -> bool:
    """Whether two Chinese names are one, as far as their beginnings are known."""
    return one.context.endswith(other.zh) and other.context.endswith(one.zh)


def _same_wide(one: Opposite, other: Opposite) -> bool:
    return one.context.endswith(other.wide) and other.context.endswith(one.wide)


def _by_form(uses: Iterable[Use]) -> list[list[Use]]:
    forms: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        forms[use.form].append(use)
    return list(forms.values())


class _Names:
    """Makes findings of the uses of one name."""

    def __init__(self, units: Sequence[Unit], glosses: Glosses, listed: Collection[str]) -> None:
        self._units = units
        self._glosses = glosses
        self._listed = listed

    def _is_listed(self, text: str, language: Language) -> bool:
        return term_key(text, language) in self._listed

    def findings(self, name: Sequence[Use], language: Language) -> Iterator[Finding]:
        """Findings about the rarer forms of a name in one language."""
        forms = _by_form(name) if language == "en" else _same_names(name, _same_wide)
        if len(forms) < 2:
            return
        usual, *others = sorted(forms, key=lambda form: self._rank(form, language))
        if not says_kind(usual[0].pair.en):
            return
        for form in others:
            if language == "zh":
                # The dictionary need not know the first word: the usual name shows where it is.
                longest = max((use.pair for use in usual), key=lambda pair: len(pair.wide))
                form = [
                    Use(use.unit, pair, use.form)
                    for use in form
                    if (pair := rewritten(longest.wide, use.pair, self._glosses))
                    and (not same_chinese(longest, use.pair) or _akin(longest.wide, pair.zh))
                    and not self._settled_chinese(longest, pair)
                ]
            elif self._settled(usual[0].pair, form[0].pair) or not any(
                self._differs(usual[0].pair, use.pair) for use in form
            ):
                continue
            if not form:
                continue
            yield from self._reported(form, usual, language)
            if self._rank(form, language)[:4] == self._rank(usual, language)[:4]:
                yield from self._reported(usual, form, language)

    def _settled(self, usual: Opposite, other: Opposite) -> bool:
        """Whether the rules of a termbase say what is right of two English names."""
        if self._is_listed(other.en, "en"):
            return True
        foreign = self._is_listed(usual.en, "en") and not self._is_listed(usual.zh, "zh")
        return foreign and not any(_met(each, other.content) for each in usual.content)

    def _settled_chinese(self, usual: Opposite, other: Opposite) -> bool:
        """Whether the rules of a termbase say what is right of two Chinese names."""
        if self._is_listed(other.zh, "zh"):
            return True
        if not self._is_listed(usual.en, "en"):
            return False
        return not self._is_listed(usual.zh, "zh") or likeness(usual.zh, other.zh) < _LIKE_LISTED

    def _rank(self, form: Sequence[Use], language: Language) -> tuple[int, int, int, bool, int]:
        """What is trusted: the document, then the memory, then the termbases."""
        text = form[0].pair.en if language == "en" else form[0].pair.zh
        often = len({use.unit for use in form if use.unit != MEMORY})
        return (
            -often if often > 1 else 0,  # one unit is no habit
            -sum(use.unit == MEMORY for use in form),
            -often,
            not self._is_listed(text, language),
            min(use.unit for use in form),
        )

    def _differs(self, one: Opposite, other: Opposite) -> bool:
        """Whether two English names say the same in two ways, neither short for the other."""
        if _letters(one.en) == _letters(other.en):
            return True
        if not self._is_whole(one, other):
            return False
        missing = [each for each in one.content if not _met(each, other.content)]
        added = [each for each in other.content if not _met(each, one.content)]
        if not missing and not added:
            return not _several(one.en, other.en)
        sure = min(one.score, other.score) >= _SURE
        if not sure and not any(_met(each, other.content) for each in one.content):
            return False
        if _within(one.content, other.content) or _within(other.content, one.content):
            return False  # a short form
        common = _common(one.context, other.context)
        return not any(
            self._beyond(pair, common, each)
            for pair, some in ((one, missing), (other, added))
            for each in some
        )

    def _is_whole(self, one: Opposite, other: Opposite) -> bool:
        """Whether the Chinese that two places share is a name there, not the end of longer ones."""
        size = _common(one.context, other.context)
        if size >= _LONG:
            return True
        return not any(
            self._goes_on(pair.context[: len(pair.context) - size]) for pair in (one, other)
        )

    def _goes_on(self, before: str) -> bool:
        """Whether a name goes on to the left: a word precedes that is no verb and joins nothing."""
        if not before or before[-1] in BEFORE:
            return False
        start, end = self._glosses.words(before)[-1]
        return not self._glosses.is_verb(before[start:end])

    def _beyond(self, pair: Opposite, common: int, stems: frozenset[str]) -> bool:
        """Whether a word is explained by what precedes the part that two names share."""
        before = pair.context[: len(pair.context) - common][-8:]
        places = self._glosses.words(before)
        return any(not stems.isdisjoint(self._glosses.of(before[a:b])) for a, b in places)

    def _reported(
        self, form: Sequence[Use], usual: Sequence[Use], language: Language
    ) -> Iterator[Finding]:
        best = max((use.pair for use in usual), key=lambda pair: len(pair.wide))
        where = {use.unit for use in usual if use.unit != MEMORY}
        source = counted(len(where), "unit") if where else "the memory"
        for use in form:
            if use.unit == MEMORY:
                continue
            pair, unit = use.pair, self._units[use.unit]
            found, expected = (pair.en, best.en) if language == "en" else (pair.zh, best.wide)
            name = pair.zh if language == "en" else pair.en
            message = f"“{found}” for {name}: another rendering ({source}: “{expected}”)"
            spans = (pair.zh_start, pair.zh_end), (pair.en_start, pair.en_end)
            yield term_finding(
                use.unit, unit, Severity.WARNING, "zh", spans, found, expected, message
            )


def _several(one: str, other: str) -> bool:
    """Whether two names differ in the number of bodies only: Main Committee, Main Committees."""
    first, second = words(one), words(other)
    if [word.key for word in first] != [word.key for word in second]:
        return False
    changed = [
        word.key
        for word, its in zip(first, second, strict=True)
        if one[word.start : word.end].lower() != other[its.start : its.end].lower()
    ]
    return bool(changed) and (HEADS.issuperset(changed) or len(first) < 3)


def _akin(one: str, other: str) -> bool:
    """Whether what precedes the end that two Chinese names share is one word for another."""
    size = _common(one, other)
    first, second = set(one[: len(one) - size]), set(other[: len(other) - size])
    return max(len(one), len(other)) - size <= 3 and not first.isdisjoint(second)


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _met(stems: frozenset[str], others: Iterable[frozenset[str]]) -> bool:
    return any(not stems.isdisjoint(each) for each in others)


def _within(short: Sequence[frozenset[str]], full: Sequence[frozenset[str]]) -> bool:
    """Whether one name has some words of the other and no others, in the same order."""
    rest = iter(full)
    return all(any(not stems.isdisjoint(each) for each in rest) for stems in short)


def _common(one: str, other: str) -> int:
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return size
