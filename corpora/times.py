"""Times as TMX has them, out of the forms that tools write."""

from __future__ import annotations

from functools import lru_cache

from .patterns import lazy

_NORMAL = lazy(r"\d{8}T\d{6}Z")
_PARTS = lazy(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?)?"
    r"\s*(Z|[+-]\d\d:?\d\d)?"
)
_AMERICAN = lazy(r"(\d\d?)/(\d\d?)/(\d{4})(?: (\d\d?):(\d\d)(?::(\d\d))?)?")


@lru_cache(maxsize=4096)
def normal_time(text: str) -> str:
    """A time as ``YYYYMMDDTHHMMSSZ``; "" for what is none.

    ``2018-06-01T08:00:00Z``, ``20180601``, ``2018-06-01 08:00``, with or without an offset,
    and ``06/01/2018 08:00:00`` (month first) as Trados writes it. A time without a zone is
    taken for one of UTC, a day for its beginning.
    """
    from datetime import UTC, datetime, timedelta, timezone

    given = text.strip()
    if _NORMAL.fullmatch(given):
        return given
    american = _AMERICAN.fullmatch(given)
    match = american or _PARTS.fullmatch(given)
    if match is None:
        return ""
    parts = [int(part or 0) for part in match.groups()[:6]]
    if american:
        parts[:3] = parts[2], parts[0], parts[1]
    zone = None if american else match[7]
    try:
        time = datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]
        if zone and zone != "Z":
            offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
            time = time.replace(tzinfo=timezone(-offset if zone[0] == "-" else offset))
        return f"{time.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    except (ValueError, OverflowError):
        return ""
