"""Timed text of other kinds: Advanced SubStation Alpha (.ass, .ssa) and lyrics (.lrc)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..borders import line_spans
from ..document import Block, Change, Source
from ..errors import EmptyFileError

_ASS = re.compile(r"\ufeff?\s*+\[Script Info\]", re.I)
_LRC_TIME = re.compile(r"\[(\d{1,3}):(\d{2}(?:[.:]\d{1,3})?)\]")
_LRC_HEAD = re.compile(r"\ufeff?\s*+(?:\[[a-z]{2,8}:[^\]\n]*+\]\s*+)*+\[\d{1,3}:\d{2}[.:\]]", re.I)
_CODE = re.compile(r"\{[^{}]*+\}")


def sniff(head: bytes, path: Path) -> bool:
    """It begins as a script does, or with a time in brackets."""
    text = head[:2000].decode("utf-8", "ignore")
    return bool(_ASS.match(text) or _LRC_HEAD.match(text))


def read(path: Path) -> Source:
    """The lines that are shown, by their times; those shown together stay in their order.

    Raises:
        EmptyFileError: no line with text.
        UndecodableError: in no encoding that we know.
    """
    from .encoding import decode
    from .limits import read_bytes

    text, encoding = decode(read_bytes(path), path)
    changes: list[Change] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = _script(lines, changes) if _ASS.match(text) else _lyrics(lines, changes)
    # A tie keeps the order of the file: the two languages of one cue.
    timed = sorted(enumerate(found), key=lambda each: (each[1][0], each[0]))
    blocks = [
        Block(piece, _shown(seconds))
        for _, (seconds, said) in timed
        for start, end in line_spans(said)
        if (piece := " ".join(said[start:end].split()))
    ]
    if not blocks:
        raise EmptyFileError("has no line with text in it", path=path, mend="check the file")
    return Source(
        str(path), "subtitles", tuple(blocks), lines=False, encoding=encoding,
        skipped=tuple(changes), whole=True,
    )  # fmt: skip


def _script(lines: list[str], changes: list[Change]) -> Iterator[tuple[float, str]]:
    """Start in seconds and text of each dialogue line."""
    names = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect"]
    names.append("text")
    events = False
    for number, line in enumerate(lines, 1):
        kind, _, rest = line.partition(":")
        if line.startswith("["):
            events = line.strip().lower() == "[events]"
        elif events and kind.strip().lower() == "format":
            names = [name.strip().lower() for name in rest.split(",")]
        elif events and kind.strip().lower() in ("dialogue", "comment"):
            cells = dict(zip(names, rest.split(",", len(names) - 1), strict=False))
            said = cells.get("text", "")
            if kind.strip().lower() == "comment":
                changes.append(Change("skipped", "a comment", said, f"line {number}"))
                continue
            if _CODE.search(said):
                codes = "".join(_CODE.findall(said))
                changes.append(Change("removed", "formatting", codes, f"line {number}"))
                if re.search(r"\\p[1-9]", codes):
                    continue  # a drawing
            said = _CODE.sub("", said).replace("\\N", "\n").replace("\\n", "\n")
            yield _seconds(cells.get("start", "").split(":")), said.replace("\\h", " ")


def _lyrics(lines: list[str], changes: list[Change]) -> Iterator[tuple[float, str]]:
    for number, line in enumerate(lines, 1):
        times = list(_LRC_TIME.finditer(line))
        if not times:
            if line.strip():
                changes.append(Change("skipped", "no lyrics", line.strip(), f"line {number}"))
            continue
        said = re.sub(r"<\d{1,3}:\d{2}[.:]\d{1,3}>", "", line[times[-1].end() :]).strip()
        for time in times:
            yield _seconds([time[1], time[2].replace(":", ".")]), said


def _seconds(parts: list[str]) -> float:
    total = 0.0
    for part in parts:
        try:
            total = total * 60 + float(part.strip() or 0)
        except ValueError:
            return total
    return total


def _shown(seconds: float) -> str:
    whole = int(seconds)
    return (
        f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02},{int(seconds * 1000) % 1000:03}"
    )
