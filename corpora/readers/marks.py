"""Note marks as plain text writes them: raised digits and letters."""

from __future__ import annotations

import re

DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LETTERS = dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
RAISED = {ord("0") + digit: DIGITS[digit] for digit in range(10)} | {
    ord(plain): raised for plain, raised in LETTERS.items()
}
PLAIN = {ord(raised): chr(plain) for plain, raised in RAISED.items()}
LOOKS_LIKE_MARK = re.compile(r"\s*(?:\d{1,3}|[a-z])(?:\s*[,，、–-]\s*(?:\d{1,3}|[a-z]))*[/)]?\s*")


def raise_mark(mark: str) -> str:
    """A mark in raised characters: ``12`` to ``¹²``, ``a`` to ``ᵃ``; ``*`` stays."""
    return mark.translate(RAISED)


def lower_mark(mark: str) -> str:
    """The way back from `raise_mark`."""
    return mark.translate(PLAIN)


def raise_run(text: str) -> str:
    """Superscript text as plain text has it, when it can be a note mark.

    Digits and single letters are raised (``m2`` with a raised 2 is ``m²``); other
    superscript text (``st`` of ``1st``) keeps its characters.
    """
    return raise_mark(text) if LOOKS_LIKE_MARK.fullmatch(text) else text
