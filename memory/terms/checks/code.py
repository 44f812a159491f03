r"""What a program reads in its messages beside placeholders: shortcuts, options, escapes, names.

An option of a command, an identifier or an escape (``\n``) of one text has to be in the
other; the shortcut of a menu (``&File``) is written ``文件(&F)``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding

from ..figures.markup import PLACEHOLDER
from .genre import Genre

_OPTION = lazy(r"(?<![A-Za-z0-9_-])--[a-z][A-Za-z0-9-]{0,40}[A-Za-z0-9]")
_ESCAPE = lazy(r"(?<!\\)\\[nrt](?![A-Za-z]{2,}\\|[a-z]{3})")
_IDENTIFIER = lazy(
    r"(?<![A-Za-z0-9_/.])(?:[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|[A-Za-z_][A-Za-z0-9_]*\(\))(?![A-Za-z0-9_])"
    r"|(?<![\w/.])/(?:etc|usr|var|home|tmp|opt|dev|bin|proc)(?:/[\w.-]+)+"
)
_SPAN = lazy(r"(?<!`)`([^`\n]{1,80})`(?!`)")
# Messages of older programs quote `so', which begins no code.
_QUOTE = lazy(r"`[^`'\n]{1,60}'(?![\w`])")
_SPAN_BESIDE_QUOTES = lazy(r"(?<!`)`([^`'\n]{1,80})`(?!`)")
_BEFORE_VARIABLE = lazy(r"(?:[<\[]|--[\w-]{1,40}\[?=)$")
_ROLE = lazy(r":[a-z][a-z:+-]{1,20}:`[^`]{1,80}`")
_SHORTCUT_EN = {
    "&": re.compile(r"(?:^|(?<=[\sa-z]))&(?=[A-Za-z0-9])(?!&|[A-Za-z]{2,8};)"),
    "_": re.compile(r"(?:^|(?<=\s)|(?<=[A-Za-z])(?!_[A-Z][a-z]))_(?=[A-Za-z0-9])"),
}
_SHORTCUT_ZH = lazy(r"[(（]([&_])([A-Za-z0-9])[)）]")


def check_code(unit: Unit, index: int, shown: Genre) -> Iterator[Finding]:
    """Options, identifiers, escapes and shortcuts that only one text has."""
    zh, en = unit.zh, unit.en
    if zh == en:
        return
    if "--" in zh or "--" in en:
        yield from _lost(unit, index, _OPTION, "option", Severity.ERROR)
    if "\\" in zh or "\\" in en:
        yield from _escapes(unit, index)
    if "_" in en or "()" in en or "/" in en:
        yield from _identifiers(unit, index, shown)
    if "`" in en or "`" in zh:
        pattern = _ROLE if _ROLE.search(en) or _ROLE.search(zh) else _SPAN
        if pattern is _SPAN and (_QUOTE.search(en) or _QUOTE.search(zh)):
            pattern = _SPAN_BESIDE_QUOTES
        yield from _lost(unit, index, pattern, "code", Severity.WARNING)
    if "&" in en or "(&" in zh or shown.accelerators:
        yield from _shortcuts(unit, index, shown.accelerators or "&")


def _lost(
    unit: Unit, index: int, pattern: re.Pattern[str], what: str, severity: Severity
) -> Iterator[Finding]:
    zh, en = list(pattern.finditer(unit.zh)), list(pattern.finditer(unit.en))
    zh_count, en_count = Counter(m[0] for m in zh), Counter(m[0] for m in en)
    only_en = [m for m in en if m[0] in en_count - zh_count and m[0] not in zh_count]
    only_zh = [m for m in zh if m[0] in zh_count - en_count and m[0] not in en_count]
    if what == "code":  # what `%s` stands for, the placeholders say
        only_en = [m for m in only_en if m[0] not in unit.zh and not _is_placeholder(m)]
        only_zh = [m for m in only_zh if m[0] not in unit.en and not _is_placeholder(m)]
    else:
        words = pattern.sub("", unit.en)
        only_zh = [m for m in only_zh if not _is_in_words(m[0], words)]
    for place in range(max(len(only_en), len(only_zh))):
        a = only_en[place] if place < len(only_en) else None
        b = only_zh[place] if place < len(only_zh) else None
        if a is not None and b is not None:
            message = f"The {what} {a[0]} of the English is {b[0]} in the Chinese."
        elif a is not None:
            message = f"The {what} {a[0]} of the English is missing in the Chinese."
        elif b is not None:
            message = f"The {what} {b[0]} of the Chinese is missing in the English."
        yield finding(
            "code",
            severity,
            unit,
            index,
            message,
            zh_span=b.span() if b else None,
            en_span=a.span() if a else None,
            expected=b[0] if a and b else "",
        )


def _is_placeholder(match: re.Match[str]) -> bool:
    return PLACEHOLDER.fullmatch(match[0].strip("`")) is not None


def _is_in_words(option: str, text: str) -> bool:
    """Whether a text has an option in words: "the target directory" for --target-directory."""
    starts = re.findall("[a-z]+", option.lower())
    words = re.findall("[a-z]+", text.lower())
    return all(any(word.startswith(start[:5]) for word in words) for start in starts)


def _escapes(unit: Unit, index: int) -> Iterator[Finding]:
    zh, en = list(_ESCAPE.finditer(unit.zh)), list(_ESCAPE.finditer(unit.en))
    if Counter(m[0] for m in zh) == Counter(m[0] for m in en):
        return
    counts = [Counter(m[0] for m in side) for side in (zh, en)]
    more = counts[1] - counts[0] or counts[0] - counts[1]
    sign = next(iter(more))
    yield finding(
        "code",
        Severity.WARNING,
        unit,
        index,
        f"{sign} occurs {counts[1][sign]} times in the English, {counts[0][sign]} times in the "
        "Chinese.",
        zh_span=zh[-1].span() if zh else None,
        en_span=en[-1].span() if en else None,
        found=sign,
    )


def _identifiers(unit: Unit, index: int, shown: Genre) -> Iterator[Finding]:
    """Names of a program that the Chinese lacks: it keeps them as they are."""
    plain = unit.zh.lower()
    for match in _IDENTIFIER.finditer(unit.en):
        name = match[0].rstrip("./")
        bare = name.rstrip("()").lower()
        if bare in plain or bare.replace("_", "-") in plain or bare.replace("_", "") in plain:
            continue
        if shown.accelerators == "_" and name.count("_") == 1:
            continue  # P_DF: a shortcut
        if name in shown.variables or _BEFORE_VARIABLE.search(
            unit.en, max(0, match.start() - 45), match.start()
        ):
            continue  # --pages=FIRST_PAGE, <file_name>: of a command, translated
        yield finding(
            "code",
            Severity.WARNING,
            unit,
            index,
            f"{name} of the English is missing in the Chinese.",
            en_span=(match.start(), match.start() + len(name)),
        )


def _shortcuts(unit: Unit, index: int, sign: str) -> Iterator[Finding]:
    en = list(_SHORTCUT_EN[sign].finditer(unit.en))
    zh = [m for m in _SHORTCUT_ZH.finditer(unit.zh) if m[1] == sign]
    if len(unit.en) > 60 or "\n" in unit.en:
        return  # prose has no shortcut
    kept = sign in _SHORTCUT_ZH.sub("", unit.zh)  # &文件, or as it is in a name: R&D
    if len(en) == 1 and not zh and not kept:
        message = (
            f"The shortcut {unit.en[en[0].start() : en[0].end() + 1]} is missing in the Chinese."
        )
        span = (en[0].start(), en[0].end() + 1)
        yield finding("code", Severity.WARNING, unit, index, message, en_span=span)
    elif zh and (len(zh) > max(1, len(en)) or (not en and sign not in unit.en)):
        last = zh[-1]
        message = (
            f"The shortcut {last[0]} is repeated in the Chinese."
            if len(zh) > 1
            else f"The shortcut {last[0]} of the Chinese is missing in the English."
        )
        yield finding("code", Severity.WARNING, unit, index, message, zh_span=last.span())
