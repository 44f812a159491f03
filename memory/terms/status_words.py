"""What the files of others call the status of a term, and what else they say of its use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from duizhao.corpora.document import Language
from duizhao.corpora.patterns import lazy

from .termbase import Details, TermStatus
from .words import word_set

_WORDS = {
    TermStatus.DEPRECATED: (
        "deprecated superseded obsolete forbidden prohibited banned rejected outdated archaic "
        "avoid disallowed notrecommended donotuse 禁用 禁止 弃用 废弃 不推荐 旧称"
    ),
    TermStatus.PREFERRED: (
        "preferred standardized legal regulated recommended approved main official "
        "首选 推荐 标准 正式"
    ),
    TermStatus.ADMITTED: (
        "admitted accepted allowed permitted alternative alternate synonym variant secondary "
        "provisional proposed candidate draft 允许 可用 备选 同义词 又称 候选"
    ),
    TermStatus.ABBREVIATION: "abbreviation acronym initialism abbr abbreviated 缩写 简写",
    TermStatus.SHORT: "short shortform shortname 简称",
}
_STATUSES = {word: status for status, words in _WORDS.items() for word in words.split()}
_PLURAL = lazy(r"(?<=[a-z]{3})s$")
_PARTS = lazy(r"[\W_]+")


def status_named(text: str) -> TermStatus | None:
    """The status that words name ("Forbidden", ``deprecatedTerm-admn-sts``), or None."""
    if not text:
        return None
    plain = re.sub(r"term(?:-admn-sts|s)?$", "", text.strip().casefold()).strip("- ")
    for word in (_PARTS.sub("", plain), *_PARTS.split(plain)):
        status = _STATUSES.get(word) or _STATUSES.get(_PLURAL.sub("", word))
        if status:
            return status
    return None


def status_of(said: str, kind: str, taken: bool) -> TermStatus:
    """The status of a term by what a file says of it.

    Args:
        said: its status, in the words of the file, or "".
        kind: its type (abbreviation, short form), or "".
        taken: whether another term of the concept in its language is preferred already.
    """
    status = status_named(said)
    form = status_named(kind)
    if status is TermStatus.DEPRECATED:
        return status
    if form in (TermStatus.ABBREVIATION, TermStatus.SHORT):
        return form
    if status is None or status is TermStatus.PREFERRED:
        # A first term of which nothing is said is the one to use.
        return TermStatus.ADMITTED if taken else TermStatus.PREFERRED
    return status


@dataclass(frozen=True, slots=True)
class TermUse:
    """What the details of a term or concept say of its use.

    Attributes:
        case: whether case matters.
        candidate: whether it is proposed only.
        kept: whether it is not to be translated.
        direction: the language of the texts that it is for, or None.
        rest: the details, without those that say nothing else.
    """

    case: bool
    candidate: bool
    kept: bool
    direction: Language | None
    rest: Details


def use_of(details: Iterable[tuple[str, str]]) -> TermUse:
    """What details say of the use of a term, by their names or their texts."""
    case = candidate = kept = False
    direction: Language | None = None
    rest = []
    for name, text in details:
        key, value = _PARTS.sub("", name.casefold()), _PARTS.sub("", text.casefold())
        parts = {_PARTS.sub("", part) for part in text.casefold().split(";")} | {value}
        yes = value in YES
        case |= (key in _CASE and yes) or not _CASE_SENSITIVE.isdisjoint(parts)
        kept |= (key in _KEEP and yes) or not _NOT_TRANSLATED.isdisjoint(parts)
        kept |= key in _TRANSLATE and value in _NO
        candidate |= (key in _CANDIDATE and yes) or (key in _APPROVED and value in _NO)
        candidate |= key in _STATUS and is_candidate(text)
        if key in _DIRECTION:
            direction = direction_named(text)
        known = key in _CASE | _KEEP | _CANDIDATE and (yes or value in _NO)
        if not known and not (key in _DIRECTION and direction):
            rest.append((name, text))
    return TermUse(case, candidate, kept, direction, tuple(rest))


def is_candidate(status: str) -> bool:
    """Whether a status says that a term is proposed and not yet approved."""
    if not status:
        return False
    plain = status.casefold().removesuffix("term-admn-sts").strip()
    whole = _PARTS.sub("", plain)
    return whole in _PROPOSED or not _PROPOSED.isdisjoint(_PARTS.split(plain))


def direction_named(text: str) -> Language | None:
    """The language of the source in "en>zh", "zh-en", "英译中"; None for both ways."""
    found = _WAY.fullmatch(text.strip().casefold())
    if not found or found[1][0] == found[2][0]:
        return None
    return "zh" if found[1][0] in "zc中汉漢" else "en"


_SIDE = "zh|en|chinese|english|中文?|英文?|汉语?|漢語?|英语|英語"
_REGION = "(?:[-_][a-z]{2,4})?"
_WAY = lazy(rf"({_SIDE}){_REGION}\s*(?:[->→=_/]+|to|译|譯|至|到)\s*({_SIDE}){_REGION}")
YES = word_set("yes y true 1 x 是 on")
_NO = word_set("no n false 0 否 off")
_CASE = word_set("case casesense casesensitive casesensitivity matchcase 大小写 区分大小写")
_CASE_SENSITIVE = word_set("casesense casesensitive 区分大小写 區分大小寫")
_KEEP = word_set("donottranslate dnt nontranslatable untranslatable keep 不译 不翻译 不譯")
_NOT_TRANSLATED = _KEEP - {"keep"} | {"nottobetranslated", "保留原文"}
_TRANSLATE = word_set("translate translatable 可译 翻译")
_CANDIDATE = word_set("candidate proposed 候选 待审")
_APPROVED = word_set("approved validated reviewed 已审 已批准")
_STATUS = word_set("status usage usagestatus termstatus evaluation tevaluation processstatus "
                    "administrativestatus normativeauthorization entrystatus 状态")  # fmt: skip
_DIRECTION = word_set("direction directionality 方向")
_PROPOSED = word_set(
    "candidate proposed provisional draft pending unapproved notapproved unreviewed unprocessed "
    "provisionallyprocessed 候选 待审 待定 待批准 待审核 暂定 草案 未审 未批准"
)
