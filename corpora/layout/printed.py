"""What a line of page furniture looks like: page numbers, job numbers, heads, rules, symbols."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..patterns import lazy

LONGEST = 120
"""Characters of a line that may be furniture."""

_DASH = "[-–—―－~～·]"
_PAGE_WORD = (
    r"(?:[Pp]age|PAGE|[Pp]\.)\s{0,4}\d{1,4}(?:\s{0,4}(?:of|/)\s{0,4}\d{1,4})?"
    r"|第\s{0,4}[\d一二三四五六七八九十百]{1,5}\s{0,4}[页頁](?:\s{0,4}[，,/／、]?\s{0,4}[共总總]\s{0,4}[\d一二三四五六七八九十百]{1,5}\s{0,4}[页頁])?"
)
_JOB = (
    r"(?:[A-Z]{1,5}\.)?\d{2}-\d{5,6}\*?(?:\s*\([A-Z]\))?(?:\s+\d{6}){0,3}"
    r"|\*(?:[A-Z]{1,5}\.)?\d{2}-?\d{5,6}\*"
)
_SYMBOL = r"[A-Z]{1,6}(?:/[A-Z0-9][A-Za-z0-9.()\-–]*)+\*{0,2}"
_FRACTION = r"\d{1,4}\s*/\s*\d{1,4}"

_PAGE = lazy(rf"{_DASH}++\s*+(?:\d{{1,4}}|[ivxlc]{{1,6}})\s*+{_DASH}+|{_PAGE_WORD}")
_OF = lazy(r"(\d{1,4})\s*[/／]\s*(\d{1,4})")
_JOB_LINE = lazy(_JOB)
_RULE = lazy(r"[_\-–—―─━═=＿￣]{3,}|_(?:\s+_){2,}")
_MORE = lazy(r"/\s*(?:\.{3}|…+)|(?:\.{3}|…+)\s*/")
_RECYCLE = lazy(r"(?:Please recycle|请回收|請回收)\s*+[\u2600-\u27bf]?\s*+", re.IGNORECASE)
SYMBOL_LINE = lazy(_SYMBOL)
_TOKEN = lazy(rf"(?:{_PAGE_WORD}|{_JOB}|{_SYMBOL}|{_FRACTION}|\d{{1,4}})(?:\s+|$)")
_NAMED = lazy(rf"{_PAGE_WORD}|{_JOB}")
NUMBER = lazy(r"\d{1,4}|[ivxlc]{1,6}")
DIGITS = lazy(r"[0-9０-９]+")
_PHONE = lazy(r"\d{2}-\d{5,6}")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A line that looks like a page number, head or foot.

    Attributes:
        position: of the line.
        form: what it looks like (``bare``, ``job``, ``of 5``); numbers of one form count together.
        number: of the page, or None.
        reason: why it leaves when something proves it.
    """

    position: int
    form: str
    number: int | None
    reason: str


def printed(text: str) -> str:
    """Why a line is a printer's mark, or ""."""
    if not any(char.isalnum() for char in text):
        if _RULE.fullmatch(text):
            return "a rule"
        return "a mark for the next page" if _MORE.fullmatch(text) else ""
    if _PAGE.fullmatch(text):
        return "a page number"
    if _JOB_LINE.fullmatch(text) and not _PHONE.fullmatch(text):
        return "a job number"
    if _RECYCLE.fullmatch(text):
        return "a printer's note"
    named = _NAMED.search(text) and _only_tokens(text)
    return "a page head or foot" if named else ""


def suspect_of(text: str, position: int) -> Suspect | None:
    """A line that may be a page number or job number, or None."""
    if NUMBER.fullmatch(text):
        return Suspect(position, "bare", int(text) if text.isdigit() else None, "a page number")
    if match := _OF.fullmatch(text):
        number, pages = int(match[1]), int(match[2])
        if 0 < number <= pages and pages > 1:
            return Suspect(position, f"of {pages}", number, "a page number")
    if _PHONE.fullmatch(text):
        return Suspect(position, "job", None, "a job number")
    return None


def _only_tokens(text: str) -> bool:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if not match:
            return False
        position = match.end()
    return True
