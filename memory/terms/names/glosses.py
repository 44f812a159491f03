"""What English words the words of a Chinese name may be, by a dictionary and by pinyin."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from duizhao.align.dictionary import built_in
from duizhao.corpora.patterns import lazy
from duizhao.corpora.script import has_han

from ..words import FUNCTION_WORDS, stem, words
from .near import HEADS

_ASIDE = lazy(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_VERBAL = ("to ", "in ", "on ", "by ", "according", "with ", "other", "each", "all ", "other")
_ENGLISH = lazy("[a-z]{2,}")
_LONGEST = 6  # characters of a word
_PREFIXES = ("inter", "trans", "multi", "cross", "anti", "counter", "sub", "non", "co", "re")

# Kinds of bodies and documents that dictionaries gloss too narrowly: a 委员会 is a council too.
_KINDS = {
    "委员会": "committee commission council board",
    "理事会": "council board",
    "小组": "group team panel force task party",
    "工作组": "group team panel force task",
    "组": "group team panel",
    "办公室": "office bureau",
    "办事处": "office bureau",
    "局": "bureau administration authority agency office",
    "总局": "administration bureau authority",
    "管理局": "administration authority bureau",
    "署": "agency office programme administration",
    "厅": "office department bureau hall",
    "部": "ministry department",
    "中心": "centre center institute",
    "研究院": "academy institute",
    "研究所": "institute academy",
    "院": "academy institute court hospital college",
    "所": "institute office centre",
    "学院": "college institute school academy",
    "基金": "fund facility foundation",
    "基金会": "foundation fund",
    "机制": "mechanism facility",
    "组织": "organization association",
    "协会": "association society",
    "学会": "society association",
    "联盟": "alliance union league coalition association",
    "网络": "network system",
    "网": "network",
    "站": "station post",
    "馆": "museum library hall",
    "公司": "company co corporation ltd inc limited",
    "集团": "group",
    "会议": "conference meeting assembly",
    "大会": "assembly conference congress",
    "公约": "convention treaty covenant",
    "条约": "treaty convention",
    "协定": "agreement accord",
    "协议": "agreement contract accord",
    "合同": "contract agreement",
    "议定书": "protocol",
    "宣言": "declaration",
    "声明": "statement declaration",
    "条例": "regulation ordinance rule act",
    "办法": "measure regulation rule",
    "规定": "provision regulation rule",
    "规则": "rule regulation",
    "规范": "standard norm specification guideline code",
    "标准": "standard norm",
    "准则": "guideline principle code standard",
    "指南": "guideline guide",
    "法": "law act",
    "纲要": "outline programme plan",
    "纲领": "programme platform",
    "规划": "plan programme planning",
    "计划": "plan programme project scheme",
    "方案": "programme plan scheme",
    "战略": "strategy",
    "行动": "action operation campaign",
    "倡议": "initiative",
    "项目": "project programme",
    "框架": "framework",
    "实验室": "laboratory lab",
    "医院": "hospital",
    "特派团": "mission",
    "法院": "court",
    "法庭": "tribunal court",
}


_ENDINGS = lazy(
    "(?:izations?|isations?|ations?|ators?|ating|ated|ates?|ional|ions?|ments?|ness|ings?|ives?"
    "|ity|ities|ies|ied|ials?|icals?|ally|ances?|ences?|ers?|ed|es|als?|ly|i?ans?|eans?|ia|s|e|y|a)$"
)


def root(word: str) -> str:
    """What an English word in small letters shares with its kin, roughly.

    >>> root("coordinating") == root("coordination")
    True
    """
    found = _ENDINGS.search(word, 3)
    return word[: found.start()] if found else word


_KIND_WORDS = HEADS | {stem(word) for word in " ".join(_KINDS.values()).split()}


def says_kind(text: str) -> bool:
    """Whether English words say what kind of body or document is named."""
    return any(word.key in _KIND_WORDS for word in words(text))


class Glosses:
    """A dictionary as sets of English stems."""

    def __init__(self) -> None:
        dictionary = built_in()
        self._entries = dictionary.entries
        self._readings = dictionary.readings
        self._syllables = frozenset().union(*self._readings.values())
        self.is_pinyin = lru_cache(maxsize=65536)(self._is_pinyin)
        self.stems = lru_cache(maxsize=65536)(self._stems)
        self.of = lru_cache(maxsize=65536)(self._of)
        self.loosely = lru_cache(maxsize=65536)(self._loosely)
        self.words = lru_cache(maxsize=4096)(self._words)

    def _stems(self, word: str) -> frozenset[str]:
        """Stems of an English word: of all of it, and without a prefix."""
        lower = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
        found = {root(lower)}
        for prefix in _PREFIXES:
            if lower.startswith(prefix) and len(lower) - len(prefix) >= 4:
                found.add(root(lower[len(prefix) :]))
        return frozenset(found)

    def _of(self, word: str) -> frozenset[str]:
        """Stems of the English words that a Chinese word may be."""
        found = {root(each) for each in _KINDS.get(word, "").split()}
        for meaning in self._entries.get(word, "").split("/"):
            if not meaning.startswith(("CL:", "variant of", "surname ", "see ")):
                aside = _ASIDE.sub(" ", meaning).lower()
                plain = aside
                if has_han(aside):
                    plain = " ".join(each for each in aside.split() if not has_han(each))
                found |= {root(each) for each in _ENGLISH.findall(plain)}
        return frozenset(found - FUNCTION_WORDS)

    def _loosely(self, word: str) -> frozenset[str]:
        """As `of`, with the words of its parts: translators put those too."""
        found = set(self.of(word))
        size = len(word)
        parts = (word[a:b] for a in range(size) for b in range(a + 1, size + 1) if b - a < size)
        for part in parts:
            found |= self.of(part)
        return frozenset(found)

    def _words(self, text: str) -> tuple[tuple[int, int], ...]:
        """Places of the longest known words of a Chinese text, found from its end."""
        found = []
        end = len(text)
        while end:
            start = self._start(text, end)
            found.append((start, end))
            end = start
        return tuple(found[::-1])

    def last_word(self, text: str) -> str:
        """The last of them."""
        return text[self._start(text, len(text)) :]

    def _start(self, text: str, end: int) -> int:
        for start in range(max(0, end - _LONGEST), end - 1):
            if self._knows(text[start:end]):
                return start
        return end - 1

    def is_verb(self, word: str) -> bool:
        """Whether a Chinese word may be a verb, or joins others."""
        meanings = self._entries.get(word, "").split("/")
        return len(word) == 1 or any(each.startswith(_VERBAL) for each in meanings)

    def _knows(self, word: str) -> bool:
        return word in self._entries or word in _KINDS

    def _is_pinyin(self, word: str) -> bool:
        """Whether a word in small letters is made of two or three syllables of pinyin."""
        return self._made_of(word, 3) and word not in self._syllables

    def _made_of(self, word: str, most: int) -> bool:
        return not word or (
            most > 0
            and any(
                word[:size] in self._syllables and self._made_of(word[size:], most - 1)
                for size in range(1, min(len(word), 6) + 1)
            )
        )

    def romanized(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Stretches of two and three characters in pinyin without tones, with their places."""
        for start in range(len(text)):
            heads: set[str] = {""}
            for end in range(start + 1, min(start + 3, len(text)) + 1):
                heads = {h + r for h in heads for r in self._readings.get(text[end - 1], ())}
                if end > start + 1:
                    for head in heads:
                        yield start, end, head


@cache
def glosses() -> Glosses:
    """The dictionary, loaded once."""
    return Glosses()
