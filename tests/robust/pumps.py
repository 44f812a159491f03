"""Strings that make a regular expression work hard, made from the expression itself.

For each repetition in a pattern: what leads up to it, then what it repeats, again and again,
then something that it does not take, so that whatever can be tried again is tried again.
"""

from __future__ import annotations

import re
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Clock = Callable[[], float]

LENGTH = 2048
"""Characters of the longest string that each pattern is given at first."""
SLOW = 0.002
"""Seconds that no linear pattern needs for `LENGTH` characters; one with squares takes more."""
LIMIT = 0.5
"""Seconds after which a pattern is stopped."""
RATIO = 9.0
"""Most that four times the text may cost: 4 if linear, 16 if quadratic."""

_CATEGORY = {
    "CATEGORY_DIGIT": "7",
    "CATEGORY_NOT_DIGIT": "x",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_SPACE": "x",
    "CATEGORY_WORD": "w",
    "CATEGORY_NOT_WORD": "-",
}
_COMMON = "ax A7一中、。,.-–—/()（）<>\"'“”[]*#|\t\n\r\v\f\u3000%&;:年第"
# A few that many patterns have in common, whatever they say of themselves.
_GENERAL = (
    *_COMMON,
    "1-", "1 ", "1, ", "1.", "a ", "A ", "Ab ", "一、", "(a", "<!-- x -->\n", "<a>", "=a ", "\r\n",
    "()", "[^1]", "1/", "1年", "第1", "the ", "and ",
)  # fmt: skip


def pumped(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """(before, again and again, after) for a pattern, each different."""
    seen: set[tuple[str, str, str]] = set()
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin1")
    tree = parser.parse(text, pattern.flags & ~re.DEBUG)
    repeats = list(_repeats(list(tree), ""))
    if not repeats:
        return  # each place of a text is looked at a fixed number of times
    found = [*repeats, *(("", one) for one in _GENERAL)]
    for lead, body in found:
        if not body:
            continue
        for before in dict.fromkeys(("", lead)):
            for after in ("", "\0"):
                one = (before, body, after)
                if one not in seen:
                    seen.add(one)
                    yield one


def _repeats(items: list[Any], lead: str) -> Iterator[tuple[str, str]]:
    for place, (op, value) in enumerate(items):
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            _, high, body = value
            if high is ops.MAXREPEAT or high > 50:
                rest = "".join(_sample([item]) for item in items[place + 1 : place + 2])
                for choice in range(4):
                    yield lead, _sample(list(body), choice)
                    yield lead, _sample(list(body), choice) + rest
            yield from _repeats(list(body), lead)
        else:
            for inner in _inside(op, value):
                yield from _repeats(inner, lead)
        lead += _sample([(op, value)])


def _inside(op: Any, value: Any) -> list[list[Any]]:
    if op is ops.SUBPATTERN:
        return [list(value[3])]
    if op is ops.BRANCH:
        return [list(branch) for branch in value[1]]
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return [list(value[1])]
    if op is ops.ATOMIC_GROUP:
        return [list(value)]
    if op is ops.GROUPREF_EXISTS:
        return [list(part) for part in value[1:] if part]
    return []


def _sample(items: list[Any], choice: int = 0) -> str:
    """A string that the items match, looking around left out."""
    made = ""
    for op, value in items:
        if op is ops.LITERAL:
            made += chr(value)
        elif op is ops.NOT_LITERAL:
            made += "x" if value != ord("x") else "y"
        elif op is ops.ANY:
            made += "x 7中"[choice % 4]
        elif op is ops.IN:
            made += _member(value, choice)
        elif op is ops.BRANCH:
            branches = value[1]
            made += _sample(list(branches[choice % len(branches)]), choice)
        elif op is ops.SUBPATTERN:
            made += _sample(list(value[3]), choice)
        elif op is ops.ATOMIC_GROUP:
            made += _sample(list(value), choice)
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            low, _, body = value
            count = min(max(low, 1), 3) if choice < 2 else low
            made += _sample(list(body), choice) * min(count, 12)
    return made


def _member(items: list[Any], choice: int) -> str:
    negated = bool(items) and items[0][0] is ops.NEGATE
    if negated:
        inside = re.compile("[" + "".join(_written(item) for item in items[1:]) + "]")
        free = [char for char in "x 7中\n-(<" if not inside.match(char)]
        return free[choice % len(free)] if free else "\u0394"
    members: list[str] = []
    for op, value in items:
        if op is ops.LITERAL:
            members.append(chr(value))
        elif op is ops.RANGE:
            members += [chr(value[0]), chr(value[1])]
        elif op is ops.CATEGORY:
            members.append(_CATEGORY.get(str(value), "x"))
    return members[choice % len(members)] if members else ""


def _written(item: tuple[Any, Any]) -> str:
    op, value = item
    if op is ops.LITERAL:
        return re.escape(chr(value))
    if op is ops.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if op is ops.CATEGORY:
        letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[str(value).rpartition("_")[2]]
        return "\\" + (letter.upper() if "_NOT_" in str(value) else letter)
    return ""


class TookTooLongError(Exception):
    """A pattern was stopped."""


def _stop(number: int, frame: object) -> None:
    raise TookTooLongError


def seconds(
    pattern: re.Pattern[Any], method: str, text: str, clock: Clock = time.process_time
) -> float:
    """Time of one use of a pattern; `LIMIT` when it had to be stopped."""
    given: Any = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
    use = getattr(pattern, method)
    previous = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    began = clock()
    try:
        result = use(given)
        if method == "finditer":
            deque(result, maxlen=0)
    except TookTooLongError:
        return LIMIT
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    return clock() - began


def fault(pattern: re.Pattern[Any], method: str, length: int = LENGTH) -> str:
    """What makes a pattern slow, and how slow; "" for one that is linear."""
    for before, body, after in pumped(pattern):

        def text(size: int, before: str = before, body: str = body, after: str = after) -> str:
            return before + body * max(1, size // len(body)) + after

        # Asking for processor time takes longer than most patterns do.
        if seconds(pattern, method, text(length), time.perf_counter) < SLOW:
            continue
        ratios = []
        for _ in range(3):  # noise makes it look slow, never fast
            short, long = (seconds(pattern, method, text(size)) for size in (length // 4, length))
            ratios.append(long / max(short, 1e-6))
            if long < min(SLOW, LIMIT) or (ratios[-1] <= RATIO and long < LIMIT):
                break
        else:
            times = f"four times the text takes {min(ratios):.0f} times as long"
            return f"{before!r} {body!r}* {after!r}: {times}, {long:.3f} s"
    return ""
