"""Subtitles (.srt, .vtt): a paragraph for each cue."""

from __future__ import annotations

import re
from pathlib import Path

from ..borders import line_spans
from ..document import Block, Change, Source
from ..errors import EmptyFileError

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}"
_CUE = re.compile(rf"^[ \t]*({_TIME}[ \t]*-->[ \t]*{_TIME}).*$", re.M)
_HEAD = re.compile(rf"\ufeff?\s*+(?:WEBVTT\b|(?:\d{{1,9}}[^\S\n]*+\n)?\s*+{_TIME}[ \t]*-->)")
_TAG = re.compile(r"</?(?:[ibuv]|c|font|lang|ruby|rt)\b[^>\n]*>|\{\\[^}\n]*\}", re.I)


def sniff(head: bytes, path: Path) -> bool:
    """It begins with a cue's number and times, or says WEBVTT."""
    text = head[:400].decode("utf-8", "ignore").replace("\r\n", "\n")
    return _HEAD.match(text) is not None


def read(path: Path) -> Source:
    """The cues of a subtitle file; the lines of one are joined, formatting is left out.

    Raises:
        EmptyFileError: no cue with text.
        UndecodableError: in no encoding that we know.
    """
    from .encoding import decode
    from .limits import read_bytes

    text, encoding = decode(read_bytes(path), path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks: list[Block] = []
    changes: list[Change] = []
    cues = list(_CUE.finditer(text))
    bodies: list[tuple[str, str]] = []
    for number, cue in enumerate(cues):
        end = cues[number + 1].start() if number + 1 < len(cues) else len(text)
        # A blank line ends a cue; the number of the next one stands before its times.
        body = text[cue.end() : end].strip("\n").split("\n\n", 1)[0]
        if _TAG.search(body):
            changes.append(Change("removed", "formatting", "".join(_TAG.findall(body)), cue[1]))
            body = _TAG.sub("", body)
        bodies.append((cue[1], body))
    halved = [len(line_spans(body)) == 2 for _, body in bodies]
    # Where most cues hold a line of each language, a name alone does so too.
    always = sum(halved) * 2 > len(halved)
    for time, body in bodies:
        spans = line_spans(body)
        if always and len(spans) == 1 and body.count("\n") == 1:
            border = body.index("\n")
            spans = [(0, border), (border, len(body))]
        for start, end in spans:
            blocks += _cue(body[start:end], time, changes)
    if not blocks:
        raise EmptyFileError("has no subtitles in it", path=path, mend="check the file")
    return Source(
        str(path), "subtitles", tuple(blocks), lines=False, encoding=encoding,
        skipped=tuple(changes), whole=True,
    )  # fmt: skip


def _cue(body: str, time: str, changes: list[Change]) -> list[Block]:
    """The text of a cue, in one block unless two speak."""
    from .lines import join

    lines = [line.strip() for line in body.split("\n") if line.strip()]
    if not lines:
        return []
    if len(lines) > 1 and all(line[0] in "-–—" for line in lines):
        return [Block(line, time) for line in lines]
    whole = lines[0]
    for line in lines[1:]:
        around = f"{whole[-20:]}|{line[:20]}"
        changes.append(Change("joined", "a line break in a subtitle", around, time))
        whole = join(whole, line)
    return [Block(whole, time)]
