"""Whether a text in Latin script is English, or another language that looks like it."""

from __future__ import annotations

import re

from .layout.marks import words
from .script import LATIN

# The commonest small words; those that two of the languages share are left out.
_ENGLISH = words(
    "the of and to in that is for with by on as was are this from at which be it its not have has "
    "were will or their they he his her she you we my would there been shall all into"
)
_OTHERS = words(
    "le la les des du et est une dans pour que qui sur aux avec sont par ses cette nous vous "
    "el los las del y por con para una como pero sus más esta der die das und den von zu mit ist "
    "nicht auf für ein eine dem des sich auch werden il di che della delle per non sono gli nel "
    "os dos das em uma não ao pelo het een van zijn op voor niet"
)
_WORD = re.compile(f"[{LATIN}]+")
_LEAST = 12
"""Words below which nothing is said: a table of names has no small words either."""


def small_words(text: str) -> int:
    """How many of the commonest English words a text has, each counted once."""
    return len(_ENGLISH & {word.lower() for word in _WORD.findall(text)})


def is_foreign(text: str) -> bool:
    """Whether a text is most likely in another language of Latin script than English.

    By its small words: more than a tenth of all words, and twice as many as English ones.
    False where there is too little to tell by.
    """
    found = [word.lower() for word in _WORD.findall(text[:60_000])]
    if len(found) < _LEAST:
        return False
    others = sum(word in _OTHERS for word in found)
    english = sum(word in _ENGLISH for word in found)
    return others > 0.1 * len(found) and others > 2 * english
