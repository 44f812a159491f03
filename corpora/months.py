"""English names of months, in full and short."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTH_NUMBERS: dict[str, int] = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
"""The number of a month by its name or short name, in small letters."""

SHORT_MONTHS = frozenset(MONTH_NUMBERS) - {name.lower() for name in MONTHS}
"""Short names in small letters; without ``may``, which is a name in full."""
