"""Segmentation rules of a user: a file in SRX, version 2.0 or 1.0.

A rule says whether text is divided at a place, by a regular expression that must match right
before it and one that must match right after it. Of all rules for a language, in the order of
the file, the first that matches at a place decides; where none does, nothing is divided.

Source: Segmentation Rules eXchange 2.0, LISA OSCAR, 2008. Its regular expressions are those of
ICU, which Java's resemble; both are put into the form of the `regex` package, which has
look-behind of any length and a limit of time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from ..document import Language
from ..errors import FormatError, SettingsError
from ..readers.limits import read_bytes
from .spans import Span, spans_between

if TYPE_CHECKING:
    import regex

    from ..readers.markup import Element
    from . import Splitter

SegmentationRules = str | PathLike[str] | Mapping[Language, str | PathLike[str]]
"""A rules file for both languages, or one for a language each."""

_CODES: dict[Language, tuple[str, ...]] = {
    "zh": ("zh", "zh-CN", "zh-TW", "zh_CN", "zho", "chi", "Chinese"),
    "en": ("en", "en-US", "en-GB", "en_US", "eng", "English"),
}
"""Names by which a file may know a language."""

_LONGEST = 10_000_000
_SECONDS = 5.0
"""Time that one rule may take on one paragraph."""

# What ICU and Java write otherwise than `regex`.
_PROPERTIES = {
    "javaUpperCase": "Lu", "javaLowerCase": "Ll", "javaLetter": "L", "javaDigit": "Nd",
    "javaLetterOrDigit": "Alnum", "javaWhitespace": "White_Space", "InThai": "Thai",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a file.

    Attributes:
        breaks: whether text is divided where it matches.
        pattern: of what stands before and after the place, without width.
        line: where it stands in the file.
    """

    breaks: bool
    pattern: regex.Pattern[str]
    line: int


def rules_by_language(given: SegmentationRules) -> dict[Language, str]:
    """The file of rules for each language that rules are given for.

    Raises:
        SettingsError: rules are given for another language than ``zh`` and ``en``.
    """
    if not isinstance(given, Mapping):
        return dict.fromkeys(_CODES, fspath(given))
    for side in given:
        if side not in _CODES:
            raise SettingsError(f"no language {side!r}", mend="give rules for zh, en or both")
    return {side: fspath(path) for side, path in given.items()}


def rules_signature(given: SegmentationRules) -> str:
    """Names and contents of rules files, short enough for a signature."""
    files = sorted(rules_by_language(given).items())
    return ",".join(
        f"{side}={Path(path).name}@{sha256(read_bytes(path)).hexdigest()[:8]}"
        for side, path in files
    )


def read_splitters(given: SegmentationRules) -> dict[Language, Splitter]:
    """What divides the paragraphs of each language that rules are given for.

    Args:
        given: the path of a file for both languages, or a path for a language each.

    Raises:
        MissingFileError: a file is not there.
        FormatError: a file is no SRX, has no rules for the language, or a rule cannot be read.
        SettingsError: rules are given for another language than ``zh`` and ``en``.
    """
    return {
        side: partial(_split, rules=read_rules(path, side), path=path)
        for side, path in rules_by_language(given).items()
    }


def read_rules(path: str | PathLike[str], language: Language) -> tuple[Rule, ...]:
    """The rules of a file for a language, in the order in which they apply.

    Raises:
        MissingFileError: the file is not there.
        FormatError: it is no SRX, has no rules for the language, or a rule cannot be read.
    """
    from ..readers.markup import attribute, local, parse_xml

    data = read_bytes(path)
    if len(data) > _LONGEST:
        raise FormatError("is too long for a rules file", path=path, mend="give an SRX file")
    begins = data.lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n")[:1]
    root = parse_xml(data, fspath(path), "rules") if begins == b"<" else None
    if root is None or local(root) != "srx":
        raise FormatError(
            "is not an SRX file", path=path, mend="give segmentation rules saved as SRX 2.0"
        )
    elements: list[Element] = [each for each in root.iter() if isinstance(each.tag, str)]
    header = next((each for each in elements if local(each) == "header"), None)
    cascade = header is not None and attribute(header, "cascade", "no") == "yes"
    named = {
        attribute(each, "languagerulename"): each
        for each in elements
        if local(each) == "languagerule"
    }
    names = []
    for each in elements:
        if local(each) != "languagemap":
            continue
        where = _line(each)
        pattern = _compiled(attribute(each, "languagepattern"), path, where, ignore_case=True)
        if any(pattern.fullmatch(code, timeout=_SECONDS) for code in _CODES[language]):
            names.append((attribute(each, "languagerulename"), where))
    rules: list[Rule] = []
    for name, where in names if cascade else names[:1]:
        if name not in named:
            raise FormatError(
                f"line {where}: no rules are named {name!r}", path=path, mend="correct the name"
            )
        rules += (_rule(each, path) for each in named[name] if local(each) == "rule")
    if not any(rule.breaks for rule in rules):
        raise FormatError(
            f"has no rule that divides text in the language {language}",
            path=path,
            mend="add a language map for it, or give the file for one language, as zh=FILE",
        )
    return tuple(rules)


def _rule(element: Element, path: str | PathLike[str]) -> Rule:
    from ..readers.markup import attribute, local

    parts = {local(each): (each.text or "", _line(each)) for each in element}
    line = _line(element)
    (before, above), (after, below) = (
        parts.get(name, ("", line)) for name in ("beforebreak", "afterbreak")
    )
    # Each by itself first, so that a bracket left open is reported where it stands.
    _compiled(before, path, above)
    _compiled(after, path, below)
    pattern = _compiled(f"(?<={_plain(before)})(?={_plain(after)})", path, line, translate=False)
    return Rule(attribute(element, "break", "yes") != "no", pattern, line)


def _line(element: Element) -> int:
    return int(str(element.sourceline or 0))


def _compiled(
    text: str,
    path: str | PathLike[str],
    line: int,
    *,
    translate: bool = True,
    ignore_case: bool = False,
) -> regex.Pattern[str]:
    import regex

    flags = regex.VERSION1 | (regex.IGNORECASE if ignore_case else 0)
    try:
        return regex.compile(_plain(text) if translate else text, flags)
    except (regex.error, OverflowError, RecursionError) as error:
        raise FormatError(
            f"line {line}: {text[:60]!r} is not a regular expression that we know ({error})",
            path=path,
            mend="write it another way",
        ) from error


def _plain(text: str) -> str:
    """A regular expression of ICU or Java as the `regex` package writes it."""
    import regex

    def quoted(match: regex.Match[str]) -> str:
        return regex.escape(match[1], special_only=True)

    def other(match: regex.Match[str]) -> str:
        escape = match[0]
        if escape.startswith(r"\x{"):
            return regex.escape(chr(int(match["code"], 16)))
        if match["name"]:
            return escape.replace(match["name"], _PROPERTIES.get(match["name"], match["name"]))
        fixed = {r"\h": r"[\t\p{Zs}]", r"\Z": r"(?=\n?\Z)", r"\z": r"\Z", "(?U)": ""}
        return fixed.get(escape, escape)

    text = regex.sub(r"\\Q(.*?)(?:\\E|$)", quoted, text, flags=regex.DOTALL)
    escapes = r"\\x\{(?P<code>[0-9A-Fa-f]{1,5})\}|\\[pP]\{(?P<name>\w+)\}|\\.|\(\?U\)"
    return regex.sub(escapes, other, text)


def _split(text: str, language: Language, *, rules: tuple[Rule, ...], path: str) -> list[Span]:
    """Spans of the segments of a paragraph by rules, white space at their edges left out.

    Raises:
        FormatError: a rule takes too long.
    """
    decided: dict[int, bool] = {}
    for rule in rules:
        try:
            for match in rule.pattern.finditer(text, timeout=_SECONDS):
                decided.setdefault(match.start(), rule.breaks)
        except TimeoutError as error:
            raise FormatError(
                f"line {rule.line}: the rule takes more than {_SECONDS:.0f} seconds on one "
                f"paragraph ({text[:24]!r}…)",
                path=path,
                mend="write it without repetitions inside repetitions",
            ) from error
    return spans_between(text, sorted(place for place, breaks in decided.items() if breaks))
