"""How near a stretch of Chinese comes to a name without being it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from ..words import word_list

_BODIES = word_list(
    "委员会 理事会 办事处 办公室 专员公署 公署 规划署 计划署 署 组织 机构 机关 基金会 基金 会议 "
    "大会 论坛 峰会 首脑会议 大学 研究所 学院 法院 法庭 部队 特派团 援助团 支助团 稳定团 观察团 "
    "工作组 小组 专家组 管理局 管制局 总署 中心 银行 联盟 共同体 事务厅 支助部 事务部 局 厅 司 院 "
    "学会 协会 理事局"
)
_TREATIES = word_list("公约 条约 协定 协议 议定书 宪章 规约 盟约")
_PLANS = word_list("宣言 声明 纲领 纲要 计划 战略 议程 框架 目标 规则")

HEADS = _BODIES + _TREATIES + _PLANS
"""Words at the end of a name that say what kind of body or document it names."""

_PARTICLES = frozenset("和与及而由对在向为或并但以把被将使让从经据按请促就其该各本这那的")


@dataclass(frozen=True, slots=True)
class NearHan:
    """A place in a Chinese key that nearly holds a name.

    Attributes:
        start, end: place in the key.
        score: 1 less the share of the name that differs.
        reason: what differs, for a person.
    """

    start: int
    end: int
    score: float
    reason: str


@lru_cache(maxsize=8192)
def head_of(text: str) -> str:
    """The word at the end of a name that says what it is, or ""."""
    if not text.endswith(HEADS):
        return ""
    return max((head for head in HEADS if text.endswith(head)), key=len, default="")


def nearest_han(
    key: str, name: str, taken: Sequence[tuple[int, int]] = (), *, tight: bool = False
) -> NearHan | None:
    """The place in a Chinese text's key that comes nearest to a name, or None.

    Only exchanged, added or moved characters count: a name that merely lacks some is an
    abbreviation, of which Chinese has many.

    Args:
        key: of the text (see `words.han_key`), in which the name does not stand.
        name: key of the name.
        taken: places of other names, which are not looked at.
        tight: accept one differing character only, or two in a long name.
    """
    size = len(name)
    if size < 5:
        return None
    best: NearHan | None = None
    allowed = (1 if size < 10 else 2) if tight else max(1, round(size * 0.25))
    for start, end in _places(key, name, allowed):
        found = key[start:end]
        if any(_spoils(found, start, name, span) for span in taken):
            continue
        mixed = len(found) == size and found != name and sorted(found) == sorted(name)
        if not _whole(key, start, found, name, mixed):
            continue
        distance = Levenshtein.distance(name, found, score_cutoff=allowed)
        most = allowed
        if not tight and found[:3] == name[:3] and found[-3:] == name[-3:]:
            most = round(size * 0.34)
            distance = Levenshtein.distance(name, found, score_cutoff=most)
        if mixed or (tight and _other_head(name, found)):
            distance = 1
        if distance > most or found == name or _is_short(name, found):
            continue
        if not _same_kind(head_of(name), head_of(found)):
            continue
        if len(found) == size + 1 and _joins(name, found):
            continue
        score = 1 - distance / size
        if best is None or score > best.score:
            best = NearHan(start, end, score, difference(name, found))
    return best


def _whole(key: str, start: int, found: str, name: str, mixed: bool) -> bool:
    """Whether a stretch begins and ends where a name may."""
    if found[0] != name[0] and found[0] in _PARTICLES:
        return False
    # A stretch that begins in the middle of a clause has to begin as the name does.
    if not mixed and found[:2] != name[:2] and start and "\u3400" <= key[start - 1] <= "\u9fff":
        return False
    return not any(mark in found and mark not in name for mark in "、()")


def _same_kind(head: str, other: str) -> bool:
    """Whether one head may be written for another: a body for a body, no plan for a treaty."""
    if not head or not other:
        return True
    return any(head in kind and other in kind for kind in (_BODIES, _TREATIES, _PLANS))


def _other_head(name: str, found: str) -> bool:
    """Whether only the kind of body differs: 经济及社会委员会."""
    head, other = head_of(name), head_of(found)
    return (
        head != other
        and _same_kind(head, other)
        and len(name) - len(head) >= 4
        and name.removesuffix(head) == found.removesuffix(other)
    )


def _spoils(found: str, start: int, name: str, span: tuple[int, int]) -> bool:
    """Whether a stretch belongs to another name, or to the name itself rightly used.

    有组织犯罪公约 is right by itself, yet 反对跨国有组织犯罪公约 is not: a stretch may end
    with a shorter term where what precedes it resembles the rest of the name.
    """
    first, last = span
    end = start + len(found)
    if start >= last or first >= end:
        return False
    if first <= start or end != last or last - first >= len(name):
        return True
    rest = name[: len(name) - (last - first)]
    return not set(found[: first - start]) & set(rest)


def _places(key: str, name: str, allowed: int) -> list[tuple[int, int]]:
    """Stretches that begin or end like the name and have about its length."""
    # Ends that a variant of the name may have: its own head, or another head.
    if head_of(name):
        ends = set(_ends_of_heads(key)) | {at + 1 for at in _all(key, name[-1])}
    else:
        ends = {at + 2 for at in _all(key, name[-2:])}
    starts = set(_all(key, name[:2])) | {end - len(name) for end in ends}
    return [
        (start, end)
        for end in sorted(ends)
        for start in sorted(starts)
        if start >= 0 and abs(end - start - len(name)) <= allowed
    ]


@lru_cache(maxsize=16)  # of the text of a unit, for each of its names
def _ends_of_heads(key: str) -> frozenset[int]:
    """Where words such as 委员会 end."""
    return frozenset(at + len(head) for head in HEADS for at in _all(key, head))


def _all(key: str, part: str) -> list[int]:
    found = []
    at = key.find(part)
    while at >= 0:
        found.append(at)
        at = key.find(part, at + 1)
    return found


def _is_short(name: str, found: str) -> bool:
    """Whether `found` is the name with characters left out."""
    rest = iter(name)
    return len(found) <= len(name) and all(char in rest for char in found)


def _joins(name: str, found: str) -> bool:
    """Whether `found` is the name cut in two by a joining character: 联合国和环境署."""
    return any(
        char in "和与及或的" and found[:at] + found[at + 1 :] == name
        for at, char in enumerate(found)
    )


def difference(name: str, found: str) -> str:
    """What differs, for a person."""
    parts = []
    for code in Levenshtein.opcodes(name, found):
        old = name[code.src_start : code.src_end]
        new = found[code.dest_start : code.dest_end]
        if code.tag == "replace":
            parts.append(f"“{new}” for “{old}”")
        elif code.tag == "delete":
            parts.append(f"without “{old}”")
        elif code.tag == "insert":
            parts.append(f"with “{new}”")
    return "; ".join(parts)
