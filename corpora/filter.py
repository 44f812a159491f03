"""What a corpus builder leaves out, each pair with its reason.

A pair is dropped for the first reason that holds: an empty side, confidence, length, language,
numbers, a duplicate, a near duplicate; nothing is altered. Thresholds are off unless set.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field

from .script import han_share

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_SILENT = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_BINS = 16
_BAND = 2
_GRAM = 3


@dataclass(frozen=True, slots=True)
class FilterSettings:
    """Which pairs stay.

    Attributes:
        min_confidence: least confidence of the alignment, 0 to 1.
        max_length_ratio: most that the ratio of lengths may differ from the usual one
            (`usual_ratio` Latin characters to a Chinese one), as a factor; 0 is off.
        usual_ratio: of English characters to Chinese ones.
        language: whether each side must be in its own script.
        numbers: whether figures must agree.
        duplicates: whether a pair that came before is dropped.
        near_duplicates: likeness, 0 to 1, from which a pair counts as one that came
            before; figures and punctuation are set aside; 0 is off.
    """

    min_confidence: float = 0.0
    max_length_ratio: float = 0.0
    usual_ratio: float = 3.3
    language: bool = False
    numbers: bool = False
    duplicates: bool = False
    near_duplicates: float = 0.0

    @property
    def active(self) -> bool:
        """Whether anything but pairs with an empty side can be dropped."""
        return self != FilterSettings(usual_ratio=self.usual_ratio)

    def signature(self) -> str:
        """The settings as text."""
        return ",".join(f"{name}={value}" for name, value in asdict(self).items())


@dataclass(slots=True)
class Filter:
    """Judges pairs one after the other; it remembers them to know duplicates.

    Attributes:
        settings: see there.
        kept: how many pairs stayed.
        dropped: how many went, by reason.
    """

    settings: FilterSettings
    kept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    _seen: set[bytes] = field(default_factory=set)
    _bands: dict[tuple[int, int, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    _texts: list[str] = field(default_factory=list)

    def reason(
        self, zh: str, en: str, confidence: float | None = None, *, disagree: bool | None = None
    ) -> str:
        """Why a pair is dropped, or "" when it stays.

        Args:
            zh, en: the texts.
            confidence: of the alignment; None where nobody estimated it, which passes.
            disagree: whether their figures disagree, where that is known from a better
                check than comparing digits.
        """
        why = self._judge(zh, en, confidence, disagree)
        if why:
            self.dropped[why] += 1
        else:
            self.kept += 1
        return why

    def _judge(self, zh: str, en: str, confidence: float | None, disagree: bool | None) -> str:
        settings = self.settings
        if not zh.strip() or not en.strip():
            return "empty"
        if confidence is not None and confidence < settings.min_confidence:
            return "confidence"
        if settings.max_length_ratio and _ratio(zh, en, settings.usual_ratio) > (
            settings.max_length_ratio
        ):
            return "length"
        if settings.language and not in_their_scripts(zh, en):
            return "language"
        if settings.numbers and (digits_differ(zh, en) if disagree is None else disagree):
            return "numbers"
        if settings.duplicates and self._is_known(zh, en):
            return "duplicate"
        if settings.near_duplicates and self._is_nearly_known(zh, en):
            return "near-duplicate"
        return ""

    def _is_known(self, zh: str, en: str) -> bool:
        import hashlib

        both = f"{' '.join(zh.split())}\x00{' '.join(en.split())}".encode("utf-8", "surrogatepass")
        key = hashlib.blake2b(both, digest_size=12).digest()
        if key in self._seen:
            return True
        self._seen.add(key)
        return False

    def _is_nearly_known(self, zh: str, en: str) -> bool:
        """MinHash of one permutation in bands (Li, Owen & Zhang, 2012), then a true comparison."""
        from rapidfuzz.fuzz import ratio

        text = _bare(zh) + " " + _bare(en)
        bins = [0xFFFFFFFF] * _BINS
        for start in range(max(len(text) - _GRAM + 1, 1)):
            value = zlib.crc32(text[start : start + _GRAM].encode("utf-8", "surrogatepass"))
            place = value % _BINS
            bins[place] = min(bins[place], value)
        bands = [(n, bins[n], bins[n + 1]) for n in range(0, _BINS, _BAND)]
        threshold = 100 * self.settings.near_duplicates
        near = {known for band in bands for known in self._bands.get(band, ())[-50:]}
        for known in sorted(near, reverse=True)[:200]:
            if ratio(text, self._texts[known], score_cutoff=threshold):
                return True
        for band in bands:
            self._bands[band].append(len(self._texts))
        self._texts.append(text)
        return False


def _bare(text: str) -> str:
    return _SILENT.sub("", _DIGITS.sub("0", text.casefold()))


def _ratio(zh: str, en: str, usual: float) -> float:
    """Factor by which the length ratio differs from the usual one; a few characters are free."""
    expected = (len(zh) + 3) * usual
    found = len(en) + 3 * usual
    return max(expected / found, found / expected)


def in_their_scripts(zh: str, en: str) -> bool:
    """Whether the Chinese side has Han characters and the English side hardly any.

    Sides without any letter (figures, symbols) pass.
    """
    if not any(char.isalpha() for char in zh + en):
        return True
    return han_share(zh) >= 0.3 and han_share(en) <= 0.1


def digits_differ(zh: str, en: str) -> bool:
    """Whether figures of two digits and more stand on one side only.

    A coarse test; `duizhao.memory.terms.checks` knows dates, Chinese numerals and 万.
    """
    left, right = (
        {found.replace(",", "") for found in _FIGURE.findall(text) if len(found) > 1}
        for text in (zh, en)
    )
    return bool(left ^ right)
