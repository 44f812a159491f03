"""Language codes of TMX files, in any of the ways in which tools write them."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

Script = Literal["Hans", "Hant", ""]

_CHINESE = {"zh", "zho", "chi", "cmn"}
_ENGLISH = {"en", "eng"}
# What Microsoft and older tools wrote instead of a script.
_SIMPLIFIED = {"hans", "cn", "sg", "my", "chs"}
_TRADITIONAL = {"hant", "tw", "hk", "mo", "cht"}
_NAMED = {
    "chs": "zh-hans",
    "cht": "zh-hant",
    "chinese": "zh",
    "english": "en",
    "zhs": "zh-hans",
    "zht": "zh-hant",
}


class Tag(NamedTuple):
    """What a code says.

    Attributes:
        language: ``zh``, ``en``, or the primary subtag of any other language, lower case.
        script: of Chinese where the code says it: ``Hans``, ``Hant``, or "" where it does not.
    """

    language: str
    script: Script = ""


@lru_cache(maxsize=1024)
def parse(code: str) -> Tag:
    """What a language code says, in any case, with hyphens or underscores.

    ``zh-CN``, ``ZH_cn``, ``zh-Hans``, ``cmn-Hans-CN``, ``zho`` and ``chs`` are Chinese;
    a script subtag says more than a region (``zh-Hant-CN`` is traditional).
    """
    parts = code.strip().lower().replace("_", "-").split("-")
    parts = _NAMED.get(parts[0], parts[0]).split("-") + parts[1:]
    primary = parts[0]
    if primary == "zh" and len(parts) > 1 and parts[1] == "cmn":
        parts = parts[1:]
    if primary in _ENGLISH:
        return Tag("en")
    if primary not in _CHINESE:
        return Tag(primary)
    if len(parts) > 1 and len(parts[1]) == 3 and parts[1] not in ("chs", "cht"):
        # An extended language subtag: zh-yue is Cantonese, zh-wuu Wu, and so on.
        return Tag(parts[1])
    return Tag("zh", _script(parts[1:]))


def _script(subtags: list[str]) -> Script:
    for marks in ({"hans", "hant"}, _SIMPLIFIED | _TRADITIONAL):
        for subtag in subtags:
            if subtag in marks:
                return "Hans" if subtag in _SIMPLIFIED else "Hant"
    return ""


def code(tag: Tag) -> str:
    """The code that we write: the form that OmegaT, Trados and memoQ all take."""
    if tag.language != "zh":
        return tag.language
    return "zh-TW" if tag.script == "Hant" else "zh-CN"
