"""Where each ``<tu>`` of a file begins and ends, whatever may be wrong inside it.

An XML parser gives up at the first fault; here a fault costs the one unit that it is in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from duizhao.corpora.errors import FormatError, UnsafeFileError
from duizhao.corpora.skipped import Skipped

from .errors import BrokenUnitError
from .parse import PLAIN, from_match, parse
from .record import Attributes, Record

LONGEST = 16 << 20
"""Most bytes of one unit, or of all that stands before the first."""

# A root element stands at the beginning of a file, or it is no TMX.
_FRONT = 1 << 20
_QUOTED = 80
# Bytes that must follow a match, or else the next block may change what it means.
_MARGIN = 16

# What has to be passed over, and what begins or ends a unit.
_STEP = re.compile(rb"<!--|<!\[CDATA\[|<\?|<tu(?=[\s/>])|</tu\s*>|</(?:tmx|body)\s*>|<!")
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>", b"<!": b">"}
_SPACE = re.compile(rb"\s+")
_ROOT = re.compile(rb"<tmx(?=[\s/>])[^<>]*>")
_BODY = re.compile(rb"<body(?=[\s/>])|<tu(?=[\s/>])|</tmx\s*>|<tmx(?:\s[^<>]*)?/>")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[|<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b")


class _Raw(NamedTuple):
    data: bytes
    line: int
    fault: str


class Scanner:
    """Reads a file once, from its start to its end.

    Args:
        blocks: the file in UTF-8, line ends as line feeds.
        path: for errors.
    """

    def __init__(self, blocks: Iterator[bytes], path: str) -> None:
        self._blocks = blocks
        self._path = path
        self._data = b""
        self._at = 0
        self._line = 1
        self._ended = False
        self._closed = False

    @property
    def line(self) -> int:
        """1-based line up to which the file has been read."""
        return self._line

    def prolog(self) -> str:
        """Everything before the body: declaration, document type, header.

        Raises:
            FormatError: this is no TMX file.
            UnsafeFileError: it defines entities or elements of its own, or has no end.
        """
        body = None
        while body is None and self._more():
            bare = _COMMENT.sub(_blank, self._data)
            if len(bare) >= _FRONT and not _ROOT.search(bare):
                break
            body = _BODY.search(bare)
        bare = _COMMENT.sub(_blank, self._data[: body.end() if body else None])
        if subset := _SUBSET.search(bare):
            line = bare.count(b"\n", 0, subset.start()) + 1
            raise UnsafeFileError(
                f"defines entities or elements of its own (line {line})",
                path=self._path,
                mend="remove everything between [ and ] after DOCTYPE",
            )
        if not _ROOT.search(bare):
            raise FormatError("is not a TMX file", path=self._path, mend="export it as TMX")
        front = self._data[: body.start()] if body else self._data
        self._pass(len(front))
        return front.decode("utf-8", "replace")

    def units(
        self, namespaces: Attributes, remark: Callable[[str], None]
    ) -> Iterator[Record | Skipped]:
        """Every unit that begins in the file, read or skipped.

        Args:
            namespaces: that the root declares, prefix and name.
            remark: called with what is wrong outside the units.

        Raises:
            UnsafeFileError: a unit has no end within `LONGEST` bytes.
        """
        match_plain = PLAIN.match
        while True:
            # The usual case by itself, with nothing but locals: it is most of the time.
            if space := _SPACE.match(self._data, self._at):
                self._pass(space.end())
            data, at, line = self._data, self._at, self._line
            while match := match_plain(data, at):
                try:
                    record = from_match(match, line, namespaces)
                    yield record or parse(match[0].rstrip(), line, namespaces)
                except BrokenUnitError as error:
                    yield Skipped(f"line {line}", str(error), _start(match[0]))
                end = match.end()
                line += data.count(b"\n", at, end)
                at = end
            self._at, self._line = at, line
            raw = self._next(remark)
            if raw is None:
                return
            yield self._read(raw, namespaces)

    def _read(self, raw: _Raw, namespaces: Attributes) -> Record | Skipped:
        try:
            if raw.fault:
                raise BrokenUnitError(raw.fault)
            return parse(raw.data, raw.line, namespaces)
        except BrokenUnitError as error:
            return Skipped(f"line {raw.line}", str(error), _start(raw.data))

    def _next(self, remark: Callable[[str], None]) -> _Raw | None:
        """The next unit, whatever its form; None when there is none."""
        while (step := self._step(0)) is not None:
            what = step[0]
            if what == b"<tu":
                self._pass(step.start())
                return self._unit()
            if end := _ENDS.get(what):
                self._pass(step.start())
                if not self._over(end):
                    remark(f"{what.decode()} on line {self._line} has no {end.decode()}")
                    return None
            else:
                self._pass(step.end())
                if what.startswith((b"</tmx", b"</body")):
                    self._closed = True
        if not self._closed:
            remark("the file ends before </tmx>")
        return None

    def _step(self, look: int) -> re.Match[bytes] | None:
        """What comes next from `look` bytes on, with enough after it to be sure of it."""
        while True:
            step = _STEP.search(self._data, self._at + look)
            sure = step is not None and step.end() + _MARGIN <= len(self._data)
            if sure or not self._more():
                return step

    def _unit(self) -> _Raw:
        """The unit that begins here; afterwards we stand after it."""
        line, look = self._line, 3
        while (step := self._step(look)) is not None:
            start, what = step.start(), step[0]
            if what.startswith(b"</tu"):
                return self._taken(step.end(), line, "")
            if end := _ENDS.get(what):
                look = step.end() - self._at
                while (found := self._data.find(end, self._at + look)) < 0 and self._more():
                    pass
                if found < 0:
                    break
                look = found + len(end) - self._at
                continue
            if empty := _empty(self._data, self._at):
                return self._taken(empty, line, "")
            begun = line + self._data.count(b"\n", self._at, start)
            before = "the next unit begins" if what == b"<tu" else f"{what.decode()} stands"
            return self._taken(start, line, f"has no end before {before} on line {begun}")
        return self._taken(len(self._data), line, "the file ends inside this unit")

    def _taken(self, end: int, line: int, fault: str) -> _Raw:
        data = self._data[self._at : end]
        self._pass(end)
        return _Raw(data, line, fault)

    def _over(self, ending: bytes) -> bool:
        """Pass over what begins here, to its ending; False when there is none."""
        while (end := self._data.find(ending, self._at)) < 0:
            if not self._more():
                return False
        self._pass(end + len(ending))
        return True

    def _pass(self, end: int) -> None:
        self._line += self._data.count(b"\n", self._at, end)
        self._at = end

    def _more(self) -> bool:
        """Read on, forgetting what is done with; False at the end of the file."""
        if self._ended:
            return False
        block = next(self._blocks, None)
        if block is None:
            self._ended = True
            return False
        self._data = self._data[self._at :] + block
        self._at = 0
        if len(self._data) > LONGEST + _FRONT:
            raise UnsafeFileError(
                f"has a unit or a header of more than {LONGEST >> 20} MB (line {self._line})",
                path=self._path,
                mend="check that it is a TMX file",
            )
        return True


def _blank(match: re.Match[bytes]) -> bytes:
    """What was matched in spaces, so that positions and lines stay."""
    return re.sub(rb"[^\n]", b" ", match[0])


def _empty(data: bytes, at: int) -> int:
    """End of an empty ``<tu/>`` that begins at `at`; 0 when it is none."""
    end = data.find(b">", at)
    return end + 1 if end > 0 and data[end - 1 : end] == b"/" else 0


def _start(data: bytes) -> str:
    """How a unit begins, on one line: its words rather than its tags."""
    text = data.decode("utf-8", "replace")
    words = " ".join(re.sub(r"<[^<>]*>?", " ", text).split())
    return (words or " ".join(text.split()))[:_QUOTED]
