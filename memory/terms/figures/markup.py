r"""What a program or a browser reads in a text: placeholders, tags, entities.

Its digits count nothing, so it is taken out before figures are read; whether both texts
have it is a check of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duizhao.corpora.patterns import lazy

PLACEHOLDER = lazy(
    r"(?P<double>\{\{[^{}]{1,60}\}\})"
    r"|(?P<icu>\{\s?\w{1,40}\s?,\s?(?:plural|select|selectordinal|number|date|time)\b)"
    r"|(?P<var>[$#%@]\{[^{}\s]{1,60}\})"
    r"|(?P<brace>\{(?:\w[\w.\[\]]{0,60})?(?:![rsa])?(?::[^{}\s]{0,20})?\})"
    r"|(?P<named>%\([\w.-]{1,60}\)[-#0+]{0,3}\d{0,3}(?:\.\d{1,3})?[diouxXeEfFgGcrsa])"
    r"|(?P<windows>(?<![\d%])%[A-Z_]{3,40}%)"
    r"|(?P<encoded>(?<![\d%])%0[ADad])"
    r"|(?P<printf>(?<![\d%])(?<!\d\s)%(?:\d{1,2}\$)?[-#0+']{0,3}(?:\d{1,3}|\*(?:\d{1,2}\$)?)?"
    r"(?:\.(?:\d{1,3}|\*(?:\d{1,2}\$)?))?"
    r"(?:hh|h|ll|l|L|q|j|z|t)?(?:[sdiufm](?![a-z]{2})|[oxXeEgGcpaA@](?![A-Za-z]{2})))"
    r"|(?P<after>(?<=\d-)%[sd](?![A-Za-z]))"
    r"|(?P<qt>(?<![\d.%])(?<!\d\s)%L?\d{1,2}(?![\d%]))"
    r"|(?P<shell>(?<![\w$])\$(?!USD\b|EUR\b)[A-Z_]{3}[A-Z0-9_]{0,40}\b)"
)
"""Placeholders; the group that matched is their style."""

TAG = lazy(r"</?[A-Za-z][A-Za-z0-9:._-]{0,30}(?:\s[^<>]{0,300})?/?>|</?\d{1,4}/?>")
"""Tags of HTML, XLIFF and their kind."""

ENTITY = lazy(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,6});")
"""Entities of HTML and XML."""

# A %m without any other field is the message of an error.
_DATE_FORMAT = lazy(
    r"%[-_^]?[YHMSyBbjIZUVwGkl](?![A-Za-z])|%[-_][mde](?![A-Za-z])|%m[-/.]?%d|%d[-/.]?%m"
)


@dataclass(frozen=True, slots=True)
class MarkupToken:
    """A placeholder or tag.

    Attributes:
        key: what has to be the same in both texts.
        start, end: its place.
        style: of a placeholder, the group of `PLACEHOLDER`.
    """

    key: str
    start: int
    end: int
    style: str = ""


def placeholders(text: str) -> list[MarkupToken]:
    """The placeholders of a text in order; none where ``%Y-%m-%d`` makes it a date format."""
    if "%" not in text and "{" not in text and "$" not in text:
        return []
    if is_date_format(text):
        return []
    return [
        MarkupToken(re.sub(r"\s", "", match[0]), *match.span(), match.lastgroup or "")
        for match in _found(text)
    ]


def is_date_format(text: str) -> bool:
    """Whether a text says how dates are written, which each language does in its own way."""
    return "%" in text and _DATE_FORMAT.search(text) is not None


_SIGN = lazy("[%{$#@]")


def _found(text: str) -> Iterator[re.Match[str]]:
    """The placeholders of a text, each tried only where a sign of one is."""
    sign = _SIGN.search(text)
    while sign:
        match = PLACEHOLDER.match(text, sign.start())
        if match:
            yield match
        sign = _SIGN.search(text, match.end() if match else sign.end())


def spans(text: str) -> list[tuple[int, int]]:
    """The places of all markup, which holds no figures."""
    found = []
    if "%" in text or "{" in text or "$" in text:
        found += [match.span() for match in _found(text)]
    if "<" in text:
        found += [match.span() for match in TAG.finditer(text)]
    if "&" in text:
        found += [match.span() for match in ENTITY.finditer(text)]
    return found
