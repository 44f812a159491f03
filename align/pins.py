"""Decisions of a person on a pair of texts, which refer to text and not to positions.

A pin names its segments by their digests, and by those of their neighbours where a text repeats,
so that it attaches again after the documents changed. A border is a place inside a paragraph
where a person cut it. Both stand in a ``.pins`` file: JSON, an object a line, the first of which
names the documents.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from duizhao.corpora.document import Language
from duizhao.corpora.errors import EmptyFileError, FormatError, MissingFileError, UndecodableError
from duizhao.corpora.patterns import lazy

from .bead import Bead
from .links import parse_links

_SHOWN = 60
_SPACE = lazy(r"\s+")
_KEYS = {"zh", "en", "level"}


def digest_of(text: str) -> str:
    """What a segment is known by: its text, whatever the spaces in it; 16 hexadecimal digits."""
    plain = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class PinnedText:
    """A segment as a pin knows it.

    Attributes:
        digest: of its text (`digest_of`).
        text: its beginning, for people.
        before, after: digests of the segments around it, or "" at an end of the text.
        position: where it was, 0-based; the nearest one is taken where all else is equal.
    """

    digest: str
    text: str = ""
    before: str = ""
    after: str = ""
    position: int = -1

    @classmethod
    def of(cls, texts: Sequence[str], position: int) -> PinnedText:
        """The segment at a position of a text."""
        before = digest_of(texts[position - 1]) if position else ""
        after = digest_of(texts[position + 1]) if position + 1 < len(texts) else ""
        text = texts[position]
        shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
        return cls(digest_of(text), shown, before, after, position)


@dataclass(frozen=True, slots=True)
class Pin:
    """A bead that a person decided.

    Attributes:
        zh, en: its segments on each side, in their order; none where the other side stands alone.
        level: what they are: ``paragraph``, ``sentence`` or ``line``; "" where nobody said.
    """

    zh: tuple[PinnedText, ...]
    en: tuple[PinnedText, ...]
    level: str = ""

    @classmethod
    def of(cls, zh: Sequence[str], en: Sequence[str], bead: Bead, level: str = "") -> Pin:
        """The pin of a bead of two texts."""
        return cls(
            tuple(PinnedText.of(zh, place) for place in bead.zh),
            tuple(PinnedText.of(en, place) for place in bead.en),
            level,
        )

    @classmethod
    def texts(cls, zh: Sequence[str] | str, en: Sequence[str] | str, level: str = "") -> Pin:
        """The pin of segments that are given as their whole texts."""
        sides = ([side] if isinstance(side, str) else side for side in (zh, en))
        first, second = (
            tuple(PinnedText(digest_of(text), text[:_SHOWN]) for text in side if text)
            for side in sides
        )
        return cls(first, second, level)

    def __str__(self) -> str:
        sides = (" + ".join(one.text or one.digest for one in side) for side in (self.zh, self.en))
        return " = ".join(side or "nothing" for side in sides)


@dataclass(frozen=True, slots=True)
class Border:
    """A place where a person cut a paragraph.

    Attributes:
        language: its side.
        text: the paragraph.
        at: characters before the border.
    """

    language: Language
    text: PinnedText
    at: int

    @classmethod
    def after(cls, language: Language, before: str, after: str) -> Border:
        """The border between the two parts of a paragraph, as they stand in it."""
        whole = before + after
        return cls(language, PinnedText(digest_of(whole), whole[:_SHOWN]), len(before))

    def __str__(self) -> str:
        return f"border after {self.at} characters of {self.text.text or self.text.digest}"


@dataclass(frozen=True, slots=True)
class Pins:
    """All that a person decided on a pair of documents.

    Attributes:
        pins, borders: see `Pin` and `Border`.
        beads: decisions by position, of a ``.links`` file.
        documents: names of the Chinese and the English document, where known.
    """

    pins: tuple[Pin, ...] = ()
    borders: tuple[Border, ...] = ()
    beads: tuple[Bead, ...] = ()
    documents: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Attached:
    """Pins on texts as they are now.

    Attributes:
        beads: those that fit, by position.
        lost: the others, a sentence each.
    """

    beads: tuple[Bead, ...]
    lost: tuple[str, ...]


def attach(pins: Iterable[Pin], zh: Sequence[str], en: Sequence[str], level: str = "") -> Attached:
    """Find the segments of pins by their texts.

    Args:
        pins: in the order in which they count: of two that hold a segment, the later one is lost.
        zh, en: texts of the segments.
        level: what these are.
    """
    sides = (_Side(zh), _Side(en))
    beads, lost = [], []
    for pin in pins:
        found = [side.find(texts) for side, texts in zip(sides, (pin.zh, pin.en), strict=True)]
        zh_places, en_places = found
        if not pin.zh and not pin.en:
            continue
        if zh_places is None or en_places is None:
            why = "its text is not there any more, or is in another pin"
            if pin.level and level and pin.level != level:
                why = f"it pairs {pin.level}s, not {level}s"
            lost.append(f"{why}: {pin}")
            continue
        for side, places in zip(sides, (zh_places, en_places), strict=True):
            side.taken.update(places)
        beads.append(Bead(zh_places, en_places))
    return Attached(tuple(beads), tuple(lost))


class _Side:
    """The segments of one side, by their digests."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.digests = [digest_of(text) for text in texts]
        self.taken: set[int] = set()
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, digest in enumerate(self.digests):
            self._places[digest].append(place)

    def find(self, texts: Sequence[PinnedText]) -> tuple[int, ...] | None:
        """Places of the segments of a pin, rising; None where one is missing."""
        found: list[int] = []
        for text in texts:
            free = [
                place
                for place in self._places.get(text.digest, ())
                if place not in self.taken and place not in found
            ]
            if not free:
                return None
            last = found[-1] if found else None
            found.append(min(free, key=lambda place: self._distance(place, text, last)))
        return tuple(sorted(found))

    def _distance(self, place: int, text: PinnedText, last: int | None) -> tuple[int, int, int]:
        """How far a segment is from what the pin says of it, by neighbours and then by place."""
        before = self.digests[place - 1] if place else ""
        after = self.digests[place + 1] if place + 1 < len(self.digests) else ""
        unlike = (before != text.before) + (after != text.after)
        apart = int(last is not None and place != last + 1)
        return apart, unlike, abs(place - text.position)


def read_pins(path: str | os.PathLike[str]) -> Pins:
    """The decisions in a ``.pins`` file, or by position in a ``.links`` file.

    Raises:
        MissingFileError, EmptyFileError, UndecodableError: there is nothing to read.
        FormatError: a line is neither a pin nor a link.
    """
    place = Path(path)
    if not place.is_file():
        raise MissingFileError("no such file", path=path, mend="check the name")
    try:
        lines = place.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UndecodableError("is not UTF-8", path=path, mend="save it as UTF-8") from error
    first = next((line.lstrip() for line in lines if line.strip() and line.lstrip()[0] != "#"), "")
    if first.startswith("{"):
        found = _parsed(lines, path)
    else:
        found = Pins(beads=tuple(parse_links(lines, os.fspath(path))))
    if not (found.pins or found.borders or found.beads):
        raise EmptyFileError("holds no pin", path=path, mend="write it with -o FILE.pins")
    return found


def _parsed(lines: Iterable[str], path: str | os.PathLike[str]) -> Pins:
    pins: list[Pin] = []
    borders: list[Border] = []
    documents = ("", "")
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            value = json.loads(line)
            if "border" in value:
                at = value["border"]
                borders.append(Border(_language(value["language"]), _text(value["text"]), int(at)))
            elif "zh_file" in value:
                documents = (str(value["zh_file"]), str(value["en_file"]))
            else:
                if not value.keys() <= _KEYS:
                    raise KeyError(", ".join(sorted(value.keys() - _KEYS)))
                zh, en = (tuple(map(_text, value.get(side, ()))) for side in ("zh", "en"))
                pins.append(Pin(zh, en, str(value.get("level", ""))))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise FormatError(
                f"line {number} is not a pin ({error}): {line.strip()[:40]!r}",
                path=path,
                mend='write lines like {"zh": ["…"], "en": ["…"]}',
            ) from error
    return Pins(tuple(pins), tuple(borders), (), documents)


def _language(value: object) -> Language:
    if value == "zh":
        return "zh"
    if value == "en":
        return "en"
    raise ValueError(f"no language {value!r}")


def _text(value: Any) -> PinnedText:
    """A segment, given as an object or, by hand, as its whole text."""
    return (
        PinnedText(digest_of(value), value[:_SHOWN])
        if isinstance(value, str)
        else PinnedText(**value)
    )


def pin_lines(pins: Pins) -> Iterator[str]:
    """The lines of a ``.pins`` file, without line ends."""
    zh, en = pins.documents
    yield _line({"zh_file": zh, "en_file": en})
    for border in pins.borders:
        text = asdict(border.text)
        yield _line({"border": border.at, "language": border.language, "text": text})
    for pin in pins.pins:
        sides = {"zh": [asdict(one) for one in pin.zh], "en": [asdict(one) for one in pin.en]}
        yield _line({"level": pin.level, **sides})


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
