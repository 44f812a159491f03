"""Placeholders and tags that are lost, added, changed or in another order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.fuzz import ratio

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding

from ..figures.markup import TAG, MarkupToken, is_date_format, placeholders

_POSITION = lazy(r"%(\d{1,2})\$")
_WIDTH_POSITION = lazy(r"\*\d{1,2}\$")
# %snumbers: a program puts a sign there, or nothing.
_GLUED = lazy(r"(?<![\d%])(?<!\d\s)%[sdX](?=[A-Za-z]{2})")
_WORD = lazy(r"[{%][A-Z]{3,}[}%]|<")
_VARIABLE = lazy(r"<[^<>\n]{0,30}[\u4e00-\u9fff][^<>\n]{0,30}>")
_ONE = lazy(r"\b(?:an?|one|single|1)\b", re.IGNORECASE)
_COUNTS = lazy(r"%[-\d.]*l?[diu]$|%n$|\{(?:n|num|count|\d)\}$")
_LIKE_PLURAL = 85  # of 100: how like the singular and the plural of a message are
_NAME = lazy(r"</?\s*([A-Za-z0-9:._-]+)")
_ID = lazy(r"""\b(?:id|i|x)\s?=\s?["']?([\w.-]+)""")
_HTML = frozenset(
    {"a", "abbr", "b", "bdi", "big", "blockquote", "body", "br", "button", "center", "cite"}
    | {"code", "dd", "del", "div", "dl", "dt", "em", "font", "form", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "head", "hr", "html", "i", "img", "input", "ins", "kbd", "label", "li", "link", "mark"}
    | {"nobr", "ol", "option", "p", "pre", "q", "s", "samp", "script", "select", "small", "span"}
    | {"strike", "strong", "style", "sub", "sup", "svg", "table", "tbody", "td", "textarea", "th"}
    | {"thead", "title", "tr", "tt", "u", "ul", "var", "video", "wbr"}
    | {"g", "x", "bx", "ex", "ph", "bpt", "ept", "it", "mrk", "pc", "sc", "ec", "cf", "ut"}
)
_UNCLOSED = frozenset({"p", "li", "td", "th", "tr", "dt", "dd", "option"})
"""Elements that need no end tag."""
_VOID = frozenset({"br", "hr", "img", "input", "link", "wbr", "x", "bx", "ex", "ph", "it", "ut"})


def check_placeholders(unit: Unit, index: int) -> Iterator[Finding]:
    """Placeholders of one text without their like in the other, and printf's in another order."""
    zh, en = placeholders(unit.zh), placeholders(unit.en)
    if not (zh or en) or is_date_format(unit.zh) or is_date_format(unit.en):
        return
    if _positional(zh) != _positional(en):
        zh, en = _placed(zh), _placed(en)
    lost, added = _differences(en, zh)
    if not lost and added and (glued := _GLUED.findall(unit.en)):
        added = added[len(glued) :] if {one.key for one in added} <= set(glued) else added
    # A text names a variable of the environment as often as it likes.
    lost, added = _unnamed(lost, zh), _unnamed(added, en)
    if len(added) == 1 and not lost and _COUNTS.search(added[0].key) and _ONE.search(unit.en):
        return  # the singular of a plural: "one file" for %d 个文件
    # {INTEGER} may be a word of the text, which is translated: {整数}.
    words = any(_WORD.search(one.key) for one in lost) and any(map(_has_han, added))
    severity = Severity.WARNING if words else Severity.ERROR
    yield from _differing("placeholder", unit, index, lost, added, severity)
    if lost or added or _positional(zh):
        return
    places = [[one for one in side if _takes_an_argument(one)] for side in (zh, en)]
    orders = [[one.key for one in side] for side in places]
    if orders[0] != orders[1] and len(orders[0]) == len(orders[1]):
        first = next(n for n, (a, b) in enumerate(zip(*orders, strict=True)) if a != b)
        yield finding(
            "placeholder",
            Severity.ERROR,
            unit,
            index,
            f"The placeholders are in another order: {' '.join(orders[1])} in the English, "
            f"{' '.join(orders[0])} in the Chinese.",
            zh_span=(places[0][first].start, places[0][first].end),
            en_span=(places[1][first].start, places[1][first].end),
            expected=orders[0][first],
        )


def without_plurals(findings: Sequence[Finding], units: Sequence[Unit]) -> list[Finding]:
    """The findings without those about the singular of a message.

    Chinese has one form for "a document is due" and "%d documents are due"; what the singular
    lacks, another unit with the same Chinese has.
    """
    lacking = {one.unit for one in findings if one.kind == "placeholder" and one.en_span is None}
    if not lacking:
        return list(findings)
    texts = {units[index].zh for index in lacking}
    english: dict[str, list[str]] = {}
    for unit in units:
        if unit.zh in texts:
            english.setdefault(unit.zh, []).append(unit.en)
    return [
        one
        for one in findings
        if one.unit not in lacking
        or one.kind != "placeholder"
        or not _COUNTS.search(one.found)
        or not any(
            one.found in text and ratio(one.en, text, score_cutoff=_LIKE_PLURAL)
            for text in english[one.zh]
        )
    ]


def _has_han(token: MarkupToken) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in token.key)


def _takes_an_argument(token: MarkupToken) -> bool:
    """Whether the place of a placeholder says what it stands for; %m is the same everywhere."""
    return token.style == "printf" and not token.key.endswith("m")


def _unnamed(tokens: Sequence[MarkupToken], other: Sequence[MarkupToken]) -> list[MarkupToken]:
    """The tokens without variables such as ``$HOME`` that the other text names too."""
    names = {one.key for one in other if one.style == "shell"}
    return [one for one in tokens if one.key not in names]


def _positional(tokens: Sequence[MarkupToken]) -> bool:
    return any(_POSITION.match(one.key) for one in tokens)


def _placed(tokens: Sequence[MarkupToken]) -> list[MarkupToken]:
    """``%2$s`` and ``%1$d`` as the arguments are: ``%d``, ``%s``; ``%.*1$s`` as ``%.*s``."""

    def position(one: MarkupToken) -> int:
        match = _POSITION.match(one.key)
        return int(match[1]) if match else 0

    # A text may have an argument twice.
    first = {position(one): one for one in reversed(tokens)}
    once = [one for one in tokens if not position(one) or first[position(one)] is one]
    ordered = sorted(once, key=position)
    return [
        replace(one, key=_WIDTH_POSITION.sub("*", _POSITION.sub("%", one.key))) for one in ordered
    ]


def _differences(
    first: Sequence[MarkupToken], second: Sequence[MarkupToken]
) -> tuple[list[MarkupToken], list[MarkupToken]]:
    """What only the first has, and what only the second has."""
    spare = Counter(one.key for one in second)
    lost = []
    for one in first:
        if spare[one.key]:
            spare[one.key] -= 1
        else:
            lost.append(one)
    added = []
    for one in reversed(second):
        if spare[one.key]:
            spare[one.key] -= 1
            added.append(one)
    return lost, added[::-1]


def _differing(
    kind: str,
    unit: Unit,
    index: int,
    lost: Sequence[MarkupToken],
    added: Sequence[MarkupToken],
    severity: Severity,
) -> Iterator[Finding]:
    """A finding for each thing: what is lost and what stands for it are one."""
    for place in range(max(len(lost), len(added))):
        en = lost[place] if place < len(lost) else None
        zh = added[place] if place < len(added) else None
        if en is not None and zh is not None:
            message = (
                f"The {kind} {unit.en[en.start : en.end]} of the English is "
                f"{unit.zh[zh.start : zh.end]} in the Chinese."
            )
        elif en is not None:
            message = (
                f"The {kind} {unit.en[en.start : en.end]} of the English is missing in the Chinese."
            )
        elif zh is not None:
            message = (
                f"The {kind} {unit.zh[zh.start : zh.end]} of the Chinese is missing in the English."
            )
        else:
            continue
        yield finding(
            kind,
            severity,
            unit,
            index,
            message,
            zh_span=(zh.start, zh.end) if zh else None,
            en_span=(en.start, en.end) if en else None,
            expected=unit.zh[zh.start : zh.end] if zh and en else "",
        )


def check_tags(unit: Unit, index: int) -> Iterator[Finding]:
    """Tags of one text without their like in the other, and those nested wrongly."""
    if "<" not in unit.zh and "<" not in unit.en:
        return
    zh, en = _tags(unit.zh), _tags(unit.en)
    zh = [one for one in zh if not _is_variable(unit.zh[one.start : one.end], unit.en)]
    lost, added = _differences(en, zh)
    # A name in angle brackets that is no tag (<file name>) is translated like any word.
    known = {one.key for one in (*zh, *en) if one.style == "known"}
    known -= _spoken_of(zh, en)
    lost = [one for one in lost if one.key in known]
    added = [one for one in added if one.key in known]
    # <mark> may be a variable of a command, which is translated as well: <标记>.
    closed = {one.key.removeprefix("/") for one in en if one.key.startswith("/")}
    if len(variables := _VARIABLE.findall(unit.zh)) >= len(lost):
        lost = [one for one in lost if not variables or one.key in closed or "/" in one.key]
    yield from _differing("tag", unit, index, lost, added, Severity.ERROR)
    zh, en = ([one for one in side if one.key in known] for side in (zh, en))
    if not lost and not added and _nested(en) and not _nested(zh):
        place = zh[0]
        yield finding(
            "tag",
            Severity.ERROR,
            unit,
            index,
            "The tags of the Chinese are in an order in which they do not nest.",
            zh_span=(place.start, zh[-1].end),
        )


def _spoken_of(zh: Sequence[MarkupToken], en: Sequence[MarkupToken]) -> set[str]:
    """Elements that both texts name and neither closes, as "a <button> element".

    Each may name them as often as it likes.
    """
    both = {one.key for one in zh} & {one.key for one in en}
    closed = {one.key.removeprefix("/") for one in (*zh, *en) if one.key.startswith("/")}
    return {key for key in both - closed - _UNCLOSED if key.isalpha()}


def _is_variable(tag: str, other: str) -> bool:
    """Whether it is a word in capitals of the other text: FILE, which the Chinese has as <FILE>."""
    name = tag[1:-1]
    return len(name) > 1 and name.isalpha() and name.isupper() and name in other


def _tags(text: str) -> list[MarkupToken]:
    if "<" not in text:
        return []
    matches = list(TAG.finditer(text))
    closed = {_closing(match[0]) for match in matches} - {""}
    found = []
    for match in matches:
        name = _NAME.match(match[0])
        if name is None:
            continue
        lower = name[1].lower()
        identity = _ID.search(match[0]) if lower not in ("a", "img", "span", "div") else None
        closing = match[0].startswith("</")
        void = not closing and (match[0].endswith("/>") or lower in _VOID)
        parts = ("/" if closing else "", lower, f"#{identity[1]}" if identity else "")
        key = "".join(parts) + ("|" if void else "")
        sure = lower in _HTML or lower in closed or lower.isdigit()
        found.append(MarkupToken(key, *match.span(), "known" if sure else ""))
    return found


def _closing(tag: str) -> str:
    match = _NAME.match(tag)
    return match[1].lower() if match and tag.startswith("</") else ""


def _nested(tags: Sequence[MarkupToken]) -> bool:
    """Whether every tag that is opened is closed in its turn."""
    opened: list[str] = []
    for one in tags:
        if one.key.endswith("|"):
            continue
        name = one.key.split("#")[0]
        if not name.startswith("/"):
            opened.append(name)
        elif not opened or opened.pop() != name[1:]:
            return False
    return not opened
