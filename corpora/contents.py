"""Lines of a table of contents: a title, leaders, and the number of a page."""

from __future__ import annotations

import re

_PAGE = re.compile(
    r"(?<![.·．‥…])(?:(?:[.·．‥]\s?){4,}|(?:…\s?){3,})\s{0,9}(?P<page>\d{1,4}|[ivxlcIVXLC]{1,7})\s{0,9}$"
)
_LONGEST = 400
_ROMAN = "ivxlcIVXLC"


def page_at(line: str) -> int:
    """Where the page number of a line of a table of contents begins; its end for other lines.

    It differs between the languages, since their pages do.
    """
    # A title is short, and long texts need not be searched.
    last = line.rstrip()[-1:]
    may_be = len(line) <= _LONGEST and (last.isdecimal() or last in _ROMAN)
    match = _PAGE.search(line) if may_be else None
    return match.start("page") if match else len(line)
