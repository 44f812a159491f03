"""Whether a single full stop ends an English sentence, or one in a Chinese text."""

from __future__ import annotations

import re

from ..months import SHORT_MONTHS
from ..patterns import lazy
from ..script import HAN, LATIN
from .abbreviations import (
    ADDED,
    AUXILIARIES,
    BEGINNERS,
    CLOSING,
    EITHER,
    FIRMS,
    NUMBERED,
    NUMBERED_THINGS,
    PRONOUNS,
    TITLES,
    UNITS,
)
from .enclosures import OPENERS
from .tails import opening_after

_HAN = lazy(f"[{HAN}]")
_WORD = lazy(rf"(?<![{LATIN}])(?<![{LATIN}][.-])[{LATIN}][{LATIN}.-]*$")
_DOTTED = lazy(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")  # u.s, h.e, but no address
_FOLLOWING = lazy(rf"[{re.escape(OPENERS)}]*([{LATIN}0-9]+)(?:[’'][a-z]+)?,?(?:\s+([{LATIN}]+))?")
# The number or letter of an item that begins here.
_ITEM = lazy(r"(?:[0-9]{1,3}[.)]|[a-z][.)]|\([a-z0-9]{1,4}\))\s+[\"“]?[A-Z]")
_SMALL_ITEM = lazy(r"(?:[ivx]{1,5}|[a-z]|[0-9]{1,2})[.)]\s+\w")
_FIRST_ITEM = lazy(r"[:：]\s*(?:i|a|1)[.)]\s")
# eBay, iPhone, mRNA: a sentence may begin with them.
_BRAND = lazy(r"[a-z]{1,4}[A-Z0-9]")
_SENTENCE_BEGINS_LARGE = lazy(r"[.!?][”\")]?\s+[A-Z]")
# Three Latin words at least.
_PHRASE = lazy(rf"(?<![{LATIN}'’])(?:[{LATIN}'’]++[,.]?\s++){{2}}[{LATIN}'’]{{2,}}$")
_ADDRESS = lazy(r"(?:https?://|www\.)\S++$", re.IGNORECASE)
_MEASURED = lazy(r"[0-9]\s?(?:[a-z]{1,3}\s)?$")
_LATIN = lazy(f"[{LATIN}]")
_LOOK_BACK = 80


class FullStops:
    """Judges full stops in one paragraph."""

    def __init__(self, text: str) -> None:
        self.text = text
        first = _LATIN.search(text)
        # Chat and transcripts without capital letters.
        self.small = bool(
            first and first.group().islower() and not _SENTENCE_BEGINS_LARGE.search(text)
        )
        self.items = _FIRST_ITEM.search(text) is not None

    def continues(self, after: int) -> bool:
        """Whether what begins at `after` goes on with the sentence before: a small letter."""
        text = self.text
        if _ITEM.match(text, after) or (self.items and _SMALL_ITEM.match(text, after)):
            return False
        after = opening_after(text, after)
        if after >= len(text) or not text[after].islower():
            return False
        return not self.small and not _BRAND.match(text, after)

    def ends_chinese(self, dot: int, end: int, after: int) -> bool:
        """Whether the Latin full stop at `dot` ends a sentence of a Chinese text.

        Args:
            dot: place of the stop.
            end: where its closing quotes and the like end.
            after: place of the next character that is no white space.
        """
        text = self.text
        before, follows, spaced = text[dot - 1 : dot], text[after], after > end
        if _HAN.match(before) or before in tuple("”’》）)】"):
            # 将.docx文件 holds no border, 问题.明天 does.
            return spaced or not (follows.isascii() and follows.isalnum())
        head = text[max(0, dot - _LOOK_BACK) : dot]
        if not _HAN.match(follows):
            return False
        if _ADDRESS.search(head):
            return True
        # A Latin stop ends an English phrase, or belongs to an abbreviation.
        if _PHRASE.search(head):
            return True
        word = _WORD.search(head)
        whole = word is not None and len(word.group()) > 2 and "." not in head[-5:]
        return whole and (spaced or end > dot + 1)

    def ends(self, dot: int, end: int, after: int) -> bool:
        """Whether the full stop at `dot` ends an English sentence; arguments as above."""
        text = self.text
        before, follows, spaced = text[dot - 1 : dot], text[after], after > end
        if _HAN.match(before):
            return spaced or not follows.isdigit()
        if not spaced:
            # "No."She
            return end > dot + 1 and follows.isupper()
        if self.continues(after):
            return False
        head = text[max(0, dot - 30) : dot]
        word = _WORD.search(head)
        if not word:
            return True
        return self._after_word(word.group(), head[: word.start()], after)

    def _after_word(self, word: str, leads: str, after: int) -> bool:
        text = self.text
        short = word.lower().strip(".-")
        found = _FOLLOWING.match(text, after)
        following, second = (found[1], found[2] or "") if found else ("", "")
        digit = following[:1].isdigit()
        begins = following.lower() in BEGINNERS or _ITEM.match(text, after) is not None
        measured = _MEASURED.search(leads) is not None
        if short in TITLES or short.endswith("-gen"):
            return False
        if short == "no" and not digit and leads.rstrip()[-1:] in ("", *'?!.”"'):
            return True
        if short in SHORT_MONTHS and digit:
            return False
        initial = len(word) == 1 and word.isupper()
        if short in NUMBERED and not initial and not (short in UNITS and measured):
            return not (digit or text[after] in "(§" or re.fullmatch("[A-Z]|[IVXLC]+", following))
        if short in UNITS and measured:
            return not digit
        if short in CLOSING:
            return begins or self._closes(short, leads, following)
        if short == "st":
            # Main St. He, but St. Mary's.
            return begins and leads.rstrip()[-1:].isalpha()
        if short in SHORT_MONTHS or short in EITHER or _DOTTED.fullmatch(short):
            verb = short in FIRMS and second.lower() in AUXILIARIES
            sign = not found and text[after : after + 1] in tuple("§#&$%(/")
            return begins or verb or (not following and not sign)
        if len(short) == 1 and not leads[-1:].isdigit():
            if word.islower():
                return not digit
            return self._after_letter(word, leads, following.lower(), begins)
        return True

    def _after_letter(self, word: str, leads: str, following: str, begins: bool) -> bool:
        # An initial, unless the sentence is over with "Annex B", "sect. D" or "80 C".
        leads = leads.rstrip()
        if leads[-1:] == "°" or (word in "CFK" and leads[-1:].isdigit()) or following in PRONOUNS:
            return True
        previous = _WORD.search(leads.rstrip("."))
        if previous is None:
            return False
        before = previous.group().lower()
        if before in NUMBERED_THINGS:
            return True
        return (leads[-1:].islower() or before in NUMBERED) and begins

    def _closes(self, short: str, leads: str, following: str) -> bool:
        if not following or following.lower() in ADDED:
            return not following
        if short in ("jr", "sr"):
            # After a name; before one it is a title.
            previous = leads.split()[-1:]
            return bool(previous) and previous[0][:1].isupper()
        return not following[0].isdigit() or short == "etc"
