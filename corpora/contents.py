"""Lines of a table of contents: a title, leaders, and the number of a page."""

from __future__ import annotations

_DOTS, _ELLIPSIS = ".·．‥", "…"
_FEWEST_DOTS, _FEWEST_ELLIPSES = 4, 3
_BLANK = " \t\u00a0\u3000"
_ROMAN = "ivxlcIVXLC"
_DIGITS, _LETTERS = 4, 7
"""Most digits, and most Roman letters, of a page's number."""
_LONGEST = 400


def page_at(line: str) -> int:
    """Where the page number of a line of a table of contents begins; its end for other lines.

    It differs between the languages, since their pages do.
    """
    whole = line.rstrip()
    if not whole or len(line) > _LONGEST:  # a title is short
        return len(line)
    begin = len(whole)
    if whole[-1].isdecimal():
        while begin and whole[begin - 1].isdecimal():
            begin -= 1
        longest = _DIGITS
    else:
        begin = len(whole.rstrip(_ROMAN))
        longest = _LETTERS
    if not 0 < len(whole) - begin <= longest:
        return len(line)
    title = whole[:begin].rstrip(_DOTS + _ELLIPSIS + _BLANK)
    leaders = whole[len(title) : begin]
    dots = sum(leaders.count(sign) for sign in _DOTS)
    led = dots >= _FEWEST_DOTS or leaders.count(_ELLIPSIS) >= _FEWEST_ELLIPSES
    return begin if led else len(line)
