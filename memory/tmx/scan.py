"""Where each ``<tu>`` of a file begins and ends, whatever may be wrong inside it.

An XML parser gives up at the first fault; here a fault costs the one unit that it is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpora.errors import FormatError, UnsafeFileError

from .source import Remark

_HEAD = 1 << 20
LONGEST = 16 << 20
"""Most characters of one unit, or of all that stands before the first."""

# What has to be passed over, and what begins or ends a unit.
_STEP = re.compile(r"<!--|<!\[CDATA\[|<\?|<tu(?=[\s/>])|</tu\s*>|</(?:tmx|body)\s*>|<!")
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>", "<!": ">"}
_ROOT = re.compile(r"<tmx(?=[\s/>])([^<>]*)>")
_BODY = re.compile(r"<body(?=[\s/>])|<tu(?=[\s/>])|</tmx\s*>|<tmx(?:\s[^<>]*)?/>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]*\[|<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b")


class Raw(NamedTuple):
    """A unit as it stands in the file.

    Attributes:
        text: from ``<tu`` to ``</tu>``, or as far as it goes.
        line: 1-based line on which it begins.
        fault: why it has no end, or "".
        good: whether all bytes up to here were of the file's encoding.
    """

    text: str
    line: int
    fault: str = ""
    good: bool = True


class Scanner:
    """Reads a file once, from its start to its end.

    Args:
        texts: blocks of the file, and whether their bytes were good.
        path: for errors.
    """

    def __init__(self, texts: Iterator[tuple[str, bool]], path: str) -> None:
        self._texts = texts
        self._path = path
        self._text = ""
        self._at = 0
        self._line = 1
        self._good = True
        self._ended = False

    def prolog(self) -> str:
        """Everything before the body: declaration, document type, header.

        Raises:
            FormatError: this is no TMX file.
            UnsafeFileError: it defines entities or elements of its own, or has no end.
        """
        body = None
        while body is None and self._more():
            bare = _COMMENT.sub(_blank, self._text)
            if len(bare) >= _HEAD and not _ROOT.search(bare):
                break
            body = _BODY.search(bare)
        text = self._text[: body.start()] if body else self._text
        bare = _COMMENT.sub(_blank, self._text[: body.end() if body else None])
        if subset := _SUBSET.search(bare):
            line = bare.count("\n", 0, subset.start()) + 1
            raise UnsafeFileError(
                f"defines entities or elements of its own (line {line})",
                path=self._path,
                mend="remove what stands between [ and ] behind DOCTYPE",
            )
        if not _ROOT.search(bare):
            raise FormatError("is not a TMX file", path=self._path, mend="export it as TMX")
        self._pass(len(text))
        return text

    def units(self, remark: Remark) -> Iterator[Raw]:
        """Every unit that begins in the file, whole or not.

        Raises:
            UnsafeFileError: a unit has no end within `LONGEST` characters.
        """
        closed = False
        while True:
            step = _STEP.search(self._text, self._at)
            if step is None or (step.end() + 8 > len(self._text) and not self._ended):
                if self._more():
                    continue
                if step is None:
                    break
            what = step[0]
            if what == "<tu":
                self._pass(step.start())
                yield self._unit()
            elif end := _ENDS.get(what):
                if not self._over(step.start(), end):
                    remark(f"line {self._line}: {what} without its {end}")
                    break
            else:
                closed = closed or what.startswith(("</tmx", "</body"))
                self._pass(step.end())
        if not closed:
            remark("the file ends before </tmx>")

    def _unit(self) -> Raw:
        """The unit that begins here; afterwards we stand behind it."""
        line, at = self._line, self._at
        end = self._text.find("</tu>", at)
        begun = self._text.find("<tu", at + 3)
        # The usual unit: nothing in it but its own variants, and no way to hide an end.
        while begun >= 0 and begun < end and self._text.startswith("v", begun + 3):
            begun = self._text.find("<tu", begun + 4)
        if end >= 0 and not at < begun < end and self._text.find("<!", at, end) < 0:
            self._pass(end + 5)
            return Raw(self._text[at : end + 5], line, "", self._good)
        return self._odd_unit(line)

    def _odd_unit(self, line: int) -> Raw:
        """A unit with comments or CDATA in it, one cut by the end of a block, or a broken one."""
        look = 3
        while True:
            step = _STEP.search(self._text, self._at + look)
            if step is None or (step.end() + 8 > len(self._text) and not self._ended):
                if len(self._text) - self._at > LONGEST:
                    raise UnsafeFileError(
                        f"has a unit of more than {LONGEST >> 20} million characters (line {line})",
                        path=self._path,
                        mend="check the file",
                    )
                if self._more():
                    continue
                if step is None:
                    return self._taken(len(self._text), line, "the file ends inside this unit")
            start, what = step.start(), step[0]
            if what.startswith("</tu"):
                return self._taken(step.end(), line, "")
            if what == "<tu" or what.startswith("</"):
                if empty := _empty(self._text, self._at):
                    return self._taken(empty, line, "")
                begun = self._line + self._text.count("\n", self._at, start)
                before = "the next unit begins" if what == "<tu" else f"{what} stands"
                return self._taken(start, line, f"has no end before {before} on line {begun}")
            if (end := self._text.find(_ENDS[what], step.end())) >= 0:
                look = end + len(_ENDS[what]) - self._at
            elif not self._more():
                return self._taken(len(self._text), line, "the file ends inside this unit")

    def _taken(self, end: int, line: int, fault: str) -> Raw:
        text = self._text[self._at : end]
        self._pass(end)
        return Raw(text, line, fault, self._good)

    def _over(self, start: int, ending: str) -> bool:
        """Pass over what begins at `start`, to its ending; False when there is none."""
        self._pass(start)
        while (end := self._text.find(ending, self._at)) < 0:
            if len(self._text) - self._at > LONGEST or not self._more():
                return False
        self._pass(end + len(ending))
        return True

    def _pass(self, end: int) -> None:
        self._line += self._text.count("\n", self._at, end)
        self._at = end

    def _more(self) -> bool:
        """Read on, forgetting what is done with; False at the end of the file."""
        if self._ended:
            return False
        block = next(self._texts, None)
        if block is None:
            self._ended = True
            return False
        text, good = block
        self._text = self._text[self._at :] + text
        self._at = 0
        self._good = self._good and good
        if len(self._text) > LONGEST + (4 << 20):
            raise UnsafeFileError(
                f"has no unit in {LONGEST >> 20} million characters (line {self._line})",
                path=self._path,
                mend="check that it is a TMX file",
            )
        return True


def _blank(match: re.Match[str]) -> str:
    """What was matched in spaces, so that positions and lines stay."""
    return re.sub(r"[^\n]", " ", match[0])


def _empty(text: str, at: int) -> int:
    """End of an empty ``<tu/>`` that begins at `at`; 0 when it is none."""
    end = text.find(">", at)
    return end + 1 if end > 0 and text[end - 1] == "/" else 0
