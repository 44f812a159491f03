"""Names, abbreviations and codes in Latin letters that differ between the two texts.

A Chinese text keeps them as they are. One that the English lacks is a fault where the
English has another in its place that looks alike: NASA and NOAA, AX-500B and AX-500C.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding

from ..figures.markup import spans

_TOKEN = lazy(
    r"(?<![A-Za-z0-9_.@/-])[A-Za-z0-9]+(?:[-_.+&'’/][A-Za-z0-9]+){0,8}[+#]{0,2}(?![A-Za-z0-9@])"
)
_NUMBERED = lazy(r"(?<![A-Za-z0-9])([A-Z][A-Za-z]*|[a-z][A-Z][A-Za-z]*)\d{1,3}(?![A-Za-z0-9])")
_WORD = lazy(r"[A-Za-z0-9]+")
_LETTER = lazy(r"[A-Za-z]")
_JOINING = lazy(r"[-_/.&+'’]")
_CAPITALS = lazy("[A-Z].{0,4}[A-Z]")
_ACRONYM = lazy("[A-Z]{2,6}")
_EXAMPLE = lazy(r"\b(?:e\.g\.|such\sas|for\sexample|for\sinstance|like)[^.;]*$")
_NEAR_BY = 60
_SMALL = frozenset({"a", "an", "the", "of", "and", "for", "in", "on", "to"})
_MOST = 40  # tokens compared
_LONGEST = 40


def check_latin(unit: Unit, index: int) -> Iterator[Finding]:
    """Names and codes of the Chinese that the English has in another form."""
    if not _LETTER.search(unit.zh) or unit.zh == unit.en:
        return
    yield from _without_digits(unit, index)
    yield from _misspelt(unit, index)
    en_text, zh_text = unit.en.lower(), unit.zh.lower()
    strange = [
        match
        for match in _TOKEN.finditer(unit.zh)
        if _counts(match[0]) and match[0].lower() not in en_text
    ]
    if not strange or len(strange) > _MOST:
        return
    code = spans(unit.zh)
    others = [
        match
        for match in _TOKEN.finditer(unit.en)
        if _counts(match[0]) and match[0].lower() not in zh_text
    ]
    unknown = []
    for match in strange:
        if any(start < match.end() and match.start() < end for start, end in code):
            continue
        word = match[0]
        near = [other for other in others if _alike(word, other[0])]
        if not near:
            unknown.append(match)
            continue
        other = min(near, key=lambda one: Levenshtein.distance(word.lower(), one[0].lower()))
        others.remove(other)
        is_code = any(map(str.isdigit, word))
        what = "code" if is_code else "abbreviation" if word.isupper() else "name"
        yield finding(
            "name",
            Severity.ERROR if is_code else Severity.WARNING,
            unit,
            index,
            f"The {what} is {other[0]} in the English, {word} in the Chinese.",
            zh_span=match.span(),
            en_span=other.span(),
            expected=word,
        )

    yield from _exchanged(unit, index, unknown, others)


def _misspelt(unit: Unit, index: int) -> Iterator[Finding]:
    """A slip of a name that is right elsewhere: COVID-19 twice here, with COVIN-19 there."""
    found = [
        [match for match in _TOKEN.finditer(text) if _CAPITALS.search(match[0])]
        for text in (unit.zh, unit.en)
    ]
    if max(map(len, found)) < 2 or max(map(len, found)) > _MOST:
        return
    counts = [Counter(_bare(match[0]) for match in side) for side in found]
    for english, (side, own, other, text) in enumerate(
        zip(found, counts, counts[::-1], (unit.en, unit.zh), strict=True)
    ):
        for match in side:
            word = _bare(match[0])
            if word in other or word in text:
                continue
            right = [
                name
                for name, count in other.items()
                if 0 < own[name] < count and _alike(word, name)
            ]
            if right:
                yield finding(
                    "name",
                    Severity.WARNING,
                    unit,
                    index,
                    f"The {'English' if english else 'Chinese'} has {word} beside {right[0]}.",
                    zh_span=None if english else match.span(),
                    en_span=match.span() if english else None,
                    expected=right[0],
                )
                return


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _exchanged(
    unit: Unit, index: int, zh: Sequence[re.Match[str]], en: Sequence[re.Match[str]]
) -> Iterator[Finding]:
    """One abbreviation in each text that the other does not have: ISO and IEC."""
    first, second = ([match for match in side if _ACRONYM.fullmatch(match[0])] for side in (zh, en))
    if {len({match[0] for match in side}) for side in (first, second)} != {1}:
        return
    initials = "".join(word[0] for word in _WORD.findall(unit.en)).lower()
    small = "".join(w[0] for w in _WORD.findall(unit.en) if w.lower() not in _SMALL).lower()
    word = first[0][0].lower()
    if word in initials or word in small:
        return  # the English has the words of it
    if _EXAMPLE.search(unit.en, max(0, second[0].start() - _NEAR_BY), second[0].start()):
        return  # translators take examples that their readers know
    yield finding(
        "name",
        Severity.WARNING,
        unit,
        index,
        f"The abbreviation is {second[0][0]} in the English, {first[0][0]} in the Chinese.",
        zh_span=first[0].span(),
        en_span=second[0].span(),
        expected=first[0][0],
    )


def _without_digits(unit: Unit, index: int) -> Iterator[Finding]:
    """``ACE2`` here, ``ACE`` there: a name whose digits one text has lost."""
    if not _NUMBERED.search(unit.zh) and not _NUMBERED.search(unit.en):
        return
    words = [Counter(_WORD.findall(text)) for text in (unit.zh, unit.en)]
    for match in _NUMBERED.finditer(unit.zh + "\n" + unit.en):
        name, letters = match[0], match[1]
        for this, other in (words, words[::-1]):
            if this[name] < other[name] and this[letters] and not other[letters]:
                english = this is words[1]
                text = unit.en if english else unit.zh
                if re.search(rf"{re.escape(letters)}[\s-]{re.escape(name[len(letters) :])}", text):
                    continue  # UPF 50
                place = re.search(rf"(?<![A-Za-z0-9]){re.escape(letters)}(?![A-Za-z0-9])", text)
                if place is None:
                    continue
                where = "English" if english else "Chinese"
                yield finding(
                    "name",
                    Severity.WARNING,
                    unit,
                    index,
                    f"The {where} has {letters}, the other text {name}.",
                    expected=name,
                    zh_span=None if english else place.span(),
                    en_span=place.span() if english else None,
                )
                return


def _counts(token: str) -> bool:
    """Whether a token names something: two letters at least, or letters and digits."""
    return 2 <= len(token) <= _LONGEST and _LETTER.search(token) is not None


def _alike(first: str, second: str) -> bool:
    """Whether two tokens look like one with a slip, and not like forms of one word."""
    a, b = (_JOINING.sub("", one).lower() for one in (first, second))
    if a == b or not a or not b:
        return False
    if any(map(str.isdigit, a)) != any(map(str.isdigit, b)):
        return False
    if first.isupper() != second.isupper():
        return False
    if first[0].isupper() and second.isalpha() and second.islower():
        return False  # a word of the sentence: Out and “our”, Ant and “and”
    if a.startswith(b) or b.startswith(a):
        return any(map(str.isdigit, a)) and abs(len(a) - len(b)) == 1
    if abs(len(a) - len(b)) > 2:
        return False
    allowed = 2 if len(a) >= (4 if first.isupper() else 6) else 1
    forms = [
        [part.lower().removesuffix("s") for part in _JOINING.split(one)] for one in (first, second)
    ]
    if _stem(a) == _stem(b) or forms[0] == forms[1] or (len(a) < 3 and a[0] != b[0]):
        return False
    return Levenshtein.distance(a, b) <= allowed


def _stem(word: str) -> str:
    """Without the ending of an inflection or another spelling."""
    plain = word.replace("-", "").replace("'s", "").replace("’s", "")
    return re.sub(r"(?:es|s|ed|ing|ies|y|e|er|or|re|ise|ize|n|an|ese|ish|al|ic)$", "", plain)
