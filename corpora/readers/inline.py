"""The text of a paragraph, put together of pieces, and the codes between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from duizhao.corpora.codes import Code, CodeKind

from .marks import raise_run


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph's text.

    Attributes:
        text: what a reader of the page sees.
        raised: whether it is superscript; marks of notes come raised already.
        kind: what it is besides text (a note reference, a break, a sign), or None.
        formats: names of its formatting, in the order in which tags open.
    """

    text: str
    raised: bool = False
    kind: CodeKind | None = None
    formats: tuple[str, ...] = ()


def text_of(spans: Sequence[Span]) -> str:
    """The whole text, raised runs as plain text writes them."""
    runs = [
        (raised, "".join(span.text for span in group))
        for raised, group in groupby(spans, key=lambda span: span.raised)
    ]
    if len(runs) == 1:
        return runs[0][1]
    return "".join(raise_run(text) if raised else text for raised, text in runs)


def codes_of(spans: Sequence[Span], text: str) -> tuple[Code, ...]:
    """What stands between and around the words; `text` is what `text_of` gives for `spans`."""
    found: list[Code] = []
    at = 0
    formats: tuple[str, ...] = ()
    for span in spans:
        end = at + len(span.text)
        if span.formats != formats:
            found += _changed(formats, span.formats, at)
            formats = span.formats
        elif at and span.kind is None:
            found.append(Code(at, at, CodeKind.SEAM))
        if span.kind is not None:
            found.append(Code(at, end, span.kind))
        elif text[at:end] != span.text:
            found.append(Code(at, end, CodeKind.RAISED, span.text))
        at = end
    return (*found, *_changed(formats, (), at))


def _changed(old: tuple[str, ...], new: tuple[str, ...], at: int) -> Iterator[Code]:
    """Formatting that ends and begins at a place, properly nested."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    for name in reversed(old[same:]):
        yield Code(at, at, CodeKind.CLOSE, name)
    for name in new[same:]:
        yield Code(at, at, CodeKind.OPEN, name)
