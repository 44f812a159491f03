"""Times of day in digits, written alike in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable

from duizhao.corpora.patterns import lazy

from .figure import Form, Role, Value
from .scan import Scan

_COLON = lazy(
    r"(?<![\d.:])([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\d:])(?:\s?([AaPp]\.?[Mm])\b)?"
)
_SAID_HOURS = lazy(r"[012]\d[0-5]\d\s*(?:h|local|GMT|UTC)")
_HOURS = lazy(
    r"(?<![\d.,:/])([01]\d|2[0-3])([0-5]\d)(?=\s*(?:hours|hrs|h\b|local time|GMT|UTC"
    r"|(?:-|to|and|until)\s?[012]\d[0-5]\d\s(?:hours|hrs|h\b)))"
)


def clock(scan: Scan, half_before: Callable[[Scan, int], str] | None = None) -> None:
    """Times with a colon; `half_before` gives the half of the day that the words before say."""
    if ":" not in scan.rest:
        return

    def make(match: re.Match[str]) -> bool:
        half = match[4][0].lower() + "m" if match[4] else ""
        if not half and half_before is not None:
            half = half_before(scan, match.start())
        second = int(match[3]) if match[3] else None
        add_time(scan, int(match[1]), int(match[2]), *match.span(), half=half, second=second)
        return True

    scan.take(_COLON, make)


def hours(scan: Scan) -> None:
    """Times of four digits: ``0800 UTC``."""

    def make(match: re.Match[str]) -> bool:
        add_time(scan, int(match[1]), int(match[2]), *match.span())
        return True

    if _SAID_HOURS.search(scan.rest):
        scan.take(_HOURS, make)


def add_time(
    scan: Scan,
    hour: int,
    minute: int,
    start: int,
    end: int,
    *,
    form: Form = Form.DIGITS,
    half: str = "",
    second: int | None = None,
) -> None:
    """Record a time of day.

    The two halves of the day have one value, since p.m. may be unsaid; `half` says which it
    is (``am``, ``pm``), where it is said or shown by an hour beyond twelve.
    """
    seconds = "" if second is None else f":{second:02d}"
    values: set[Value] = {f"{hour % 12}:{minute:02d}{seconds}"}
    if not minute and not second:
        values |= {hour, (hour + 12) % 24}
    if hour > 12:
        half = "pm" if hour < 24 else ""
    elif hour in (0, 12):
        half = ""
    scan.add(Role.TIME, values, start, end, form=form, unit=half)
