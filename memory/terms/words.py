"""Keys to match terms by: English words without inflection, Chinese without marks.

Keys are compared and never stored or shown; each carries the places in the text that it
was made from, so that a match can be pointed at.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from duizhao.corpora.document import Language
from duizhao.corpora.patterns import lazy
from duizhao.corpora.script import LATIN, simplify

_WORD = lazy(f"[{LATIN}]++(?:['’‘][{LATIN}]++)*+|[0-9]++")
_HAN = lazy("[\u3400-\u9fff]")

# Marks that stand inside a Chinese name at the writer's pleasure: 《儿童权利公约》任择议定书.
# Superscript figures are note marks.
_DROPPED = frozenset("《》〈〉“”‘’\"'「」『』 \u3000\u00a0\u2009\t\r\n¹²³⁴⁵⁶⁷⁸⁹⁰")
_DROPPED_ANY = lazy("[" + "".join(sorted(_DROPPED)) + "]")
_WIDTHS = str.maketrans("（），：；／－—–·", "(),:;/---・")


def word_list(text: str) -> tuple[str, ...]:
    """The words of a text in order, for lists that people read and mend."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set, for lists that people read and mend."""
    return frozenset(text.split())


FUNCTION_WORDS = word_set(
    "a an the of for on in to and or against with by at from under as into its their his her "
    "de du des la le et that which relating concerning regarding between among within "
    "including especially particularly"
)
"""Words that join the parts of an English name without naming anything."""

ARTICLES = frozenset(("a", "an", "the"))


class Word(NamedTuple):
    """An English word: its key, and where it stands."""

    key: str
    start: int
    end: int
    capital: bool


_IRREGULAR = {
    **{"indices": "index", "matrices": "matrix", "vertices": "vertex", "appendices": "appendix"},
    **{"analyses": "analysis", "theses": "thesis", "hypotheses": "hypothesis", "crises": "crisis"},
    **{"syntheses": "synthesis", "diagnoses": "diagnosis", "criteria": "criterion"},
    **{"phenomena": "phenomenon", "feet": "foot", "mice": "mouse"},
    **{"teeth": "tooth", "lives": "life", "knives": "knife", "wives": "wife", "halves": "half"},
    **{"shelves": "shelf", "leaves": "leaf", "buses": "bus"},
}
_LATIN_PLURALS = (
    *("viruses", "statuses", "bonuses", "campuses", "censuses", "focuses", "surpluses"),
    *("consensuses", "prospectuses", "syllabuses", "apparatuses", "corpuses", "nexuses"),
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word's key: lower case, no possessive, no plural, one spelling.

    >>> stem("Children’s"), stem("Agencies"), stem("Organisation")
    ('children', 'agency', 'organization')
    """
    key = word.lower()
    for mark in ("'", "’", "‘"):
        if mark in key:
            key = key.replace(mark + "s", "").replace(mark, "")
    if key in _IRREGULAR:
        return _IRREGULAR[key]
    if len(key) > 5 and key.endswith(_LATIN_PLURALS):
        key = key[:-2]
    elif len(key) > 4 and key.endswith("ies"):
        key = key[:-3] + "y"
    elif len(key) > 4 and key.endswith(("shes", "ches", "sses", "xes")):
        key = key[:-2]
    elif len(key) > 3 and key[-1] == "s" and key[-2] not in "suis":
        key = key[:-1]
    if "isation" in key:
        key = key.replace("isation", "ization")
    elif len(key) > 6 and key.endswith(("ise", "ised")):
        key = key.replace("ise", "ize")
    return key


@lru_cache(maxsize=65536)
def _form(word: str) -> tuple[str, int, bool]:
    """What is the same wherever a word stands: its key, its length, whether it has a capital."""
    return stem(word), len(word), word[0].isupper()


@lru_cache(maxsize=1024)  # the text of a unit is asked for by several matchers in turn
def words(text: str) -> tuple[Word, ...]:
    """The words of an English text; hyphens and slashes part words."""
    result = []
    end = 0
    # Nothing between two words can begin one: the next place of its letters is its own.
    for word in _WORD.findall(text):
        key, length, capital = _form(word)
        start = text.find(word, end)
        end = start + length
        result.append(
            tuple.__new__(Word, (key, start, end, capital))
        )  # Word(…) takes twice as long
    return tuple(result)


_PAST = {
    **{"run": "ran", "write": "wrote written", "take": "took taken", "give": "gave given"},
    **{"buy": "bought", "sell": "sold", "send": "sent", "build": "built", "hold": "held"},
    **{"pay": "paid", "make": "made", "keep": "kept", "lead": "led", "leave": "left"},
    **{"lend": "lent", "lose": "lost", "find": "found", "break": "broke broken"},
    **{"choose": "chose chosen", "draw": "drew drawn", "drive": "drove driven"},
    **{"begin": "began begun", "grow": "grew grown", "know": "knew known", "rise": "rose risen"},
    **{"speak": "spoke spoken", "steal": "stole stolen", "teach": "taught", "think": "thought"},
    **{"wear": "wore worn", "win": "won", "withdraw": "withdrew withdrawn", "fall": "fell fallen"},
    **{
        "bring": "brought",
        "catch": "caught",
        "feed": "fed",
        "get": "got gotten",
        "go": "went gone",
    },
    **{"meet": "met", "read": "read", "say": "said", "see": "saw seen", "sleep": "slept"},
}
_SHORT_SYLLABLE = lazy(r"(?:^|[^aeiou])[aeiou][bdgklmnprt]$")


def verb_forms(word: str) -> tuple[str, ...]:
    """What the word may become if it is a verb: running and ran of run.

    Both spellings are given where one cannot tell (shutting, cancelled, canceled).
    """
    base = word.lower()
    if not base.isalpha() or len(base) < 2:
        return ()
    stems = [base.removesuffix("e") if base[-2:] not in ("ee", "ye", "oe") else base]
    if _SHORT_SYLLABLE.search(base):
        stems.append(base + base[-1])
    forms = [one + "ing" for one in stems] + [one + "ed" for one in stems]
    if base.endswith("y") and base[-2] not in "aeiou":
        forms.append(base[:-1] + "ied")
    return (*forms, *_PAST.get(base, "").split())


def simple(text: str) -> str:
    """Chinese text in simplified characters; free for text that is simplified already."""
    return text if not_simple().isdisjoint(text) else simplify(text)


def han_lines() -> str:
    """Every common Chinese character, a line each."""
    return "\n".join(map(chr, range(0x4E00, 0x9FA6)))


@cache
def not_simple() -> frozenset[str]:
    """Characters that have a simplified form of their own."""
    lines = han_lines()
    return frozenset(a for a, b in zip(lines, simplify(lines), strict=True) if a != b)


@lru_cache(maxsize=1024)  # as `words`
def han_key(text: str) -> tuple[str, tuple[int, ...] | None]:
    """A Chinese text's key and the place of each of its characters.

    Simplified, full-width marks made half-width, quotation marks, title marks, spaces and
    note marks dropped.

    Returns:
        The key, and the offsets in `text` of its characters; None where they are equal.
    """
    key = simple(text).translate(_WIDTHS)
    if not _DROPPED_ANY.search(key):
        return key, None
    places = tuple([place for place, char in enumerate(key) if char not in _DROPPED])
    return _DROPPED_ANY.sub("", key), places


def is_han(text: str) -> bool:
    """Whether a term has Chinese characters, and so is matched by character."""
    return _HAN.search(text) is not None


def term_key(text: str, language: Language | None = None) -> str:
    """What two spellings of one term have in common."""
    if language == "zh" or (language is None and is_han(text)):
        return han_key(text)[0]
    return " ".join(word.key for word in words(text) if word.key not in ARTICLES)
