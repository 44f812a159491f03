r"""Characters that XML cannot hold.

XML 1.0 has no way to write most control characters, U+FFFE, U+FFFF and single halves of
surrogate pairs, not even as ``&#11;``; OmegaT throws away the whole memory on meeting one,
and says nothing. The rule here:

* in a segment each of them becomes a space, because that is what OmegaT makes of them in the
  text that it translates, so that the two still match; what stood there, and where, goes into
  a property of the variant (``x-characters``: ``5 U+000B, 9 U+FFFE``, positions in what
  stands between ``<seg>`` and ``</seg>``), and our reader puts it back;
* at the very edge of a segment such a character is left out instead of becoming a space
  (``0 +U+000B``), because clients cut spaces off the ends of what they look up;
* in properties, notes and attributes it becomes the visible text ``\u000b``.
"""

from __future__ import annotations

from duizhao.corpora.characters import NOT_IN_XML
from duizhao.corpora.patterns import lazy

PROP = "x-characters"
"""Type of the property that says what stood in a segment."""

ILLEGAL = lazy(f"[{NOT_IN_XML}]")
_ENTRY = lazy(r"(?<!\d)(\d{1,12}) (\+?)U\+(10[0-9A-F]{4}|[0-9A-F]{4,5})")


def mask(content: str) -> tuple[str, str]:
    """A segment that XML can hold, and the value of its `PROP` ("" when nothing changed)."""
    if content.isprintable() or not ILLEGAL.search(content):
        return content, ""
    characters = list(content)
    entries: list[str] = []
    places = [match.start() for match in ILLEGAL.finditer(content)]
    edge = set(_edges(content, places))
    for place in places:
        sign = "+" if place in edge else ""
        entries.append(f"{place} {sign}U+{ord(content[place]):04X}")
        characters[place] = "" if place in edge else " "
    return "".join(characters), ", ".join(entries)


def _edges(content: str, places: list[int]) -> list[int]:
    """Those of the places with nothing before them, or nothing after, but others and space."""
    bad = set(places)
    start = next((i for i, c in enumerate(content) if i not in bad and not c.isspace()), None)
    if start is None:
        return places
    end = next(
        i for i in range(len(content) - 1, -1, -1) if i not in bad and not content[i].isspace()
    )
    return [place for place in places if place < start or place > end]


def restore(content: str, entries: str) -> str:
    """The segment as it was before `mask`; unchanged where the property does not fit it."""
    characters = list(content)
    for match in _ENTRY.finditer(entries):
        place, character = int(match[1]), chr(int(match[3], 16))
        if match[2] and place <= len(characters):
            characters.insert(place, character)
        elif not match[2] and place < len(characters) and characters[place] == " ":
            characters[place] = character
        else:
            return content
    return "".join(characters)


def visible(text: str) -> str:
    r"""A property, note or attribute with what XML cannot hold written as ``\u000b``."""
    if text.isprintable():
        return text
    return ILLEGAL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
