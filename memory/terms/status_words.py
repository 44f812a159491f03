"""What the files of others call the status of a term."""

from __future__ import annotations

import re

from duizhao.corpora.patterns import lazy

from .termbase import TermStatus

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
