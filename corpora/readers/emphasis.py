"""Emphasis in Markdown next to Chinese punctuation.

CommonMark closes ``**strong。**`` only before a space or a mark, which Chinese does not write
there; readers for Chinese treat such marks as letters, as authors mean them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize

_RUN = re.compile(r"\*+|_+")
_CJK = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff]"
)
_LETTER = "一"


def use_cjk(parser: MarkdownIt) -> None:
    """Make a parser read emphasis beside Chinese characters and marks."""
    parser.inline.ruler.at("emphasis", _emphasis)


def _emphasis(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "*":
        return tokenize(state, silent)
    shown = state.src
    state.src = _as_letters(shown)
    try:
        return tokenize(state, silent)
    finally:
        state.src = shown


@lru_cache(maxsize=4)
def _as_letters(text: str) -> str:
    """The text with a letter for each mark at a run of stars that a Chinese character touches."""
    chars = list(text)
    for run in _RUN.finditer(text):
        sides = [place for place in (run.start() - 1, run.end()) if 0 <= place < len(text)]
        if any(_CJK.match(text[place]) for place in sides):
            for place in sides:
                if not text[place].isspace() and text[place] not in "*_":
                    chars[place] = _LETTER
    return "".join(chars)
