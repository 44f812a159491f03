"""The texts that the weights are trained on, as examples of `duizhao.align.learning`."""

from __future__ import annotations

from dataclasses import dataclass

from stress import Chapter

from duizhao.align.encode.protocol import Encoder
from duizhao.align.learning.example import Example
from duizhao.align.learning.example import example as example_of
from duizhao.corpora.document import Segment


@dataclass(frozen=True, slots=True)
class Work:
    """A text to train on.

    Attributes:
        kind, name: of the text that it was made of.
        how: in what way; ``clean`` for the text itself.
        share: weight of the example.
    """

    kind: str
    name: str
    how: str
    chapter: Chapter
    share: float


def example(name: str, chapter: Chapter, encoder: Encoder) -> Example:
    """A chapter as an example."""
    zh, en = ([Segment(text) for text in texts] for texts in (chapter.zh, chapter.en))
    return example_of(name, zh, en, chapter.gold, encoder)
