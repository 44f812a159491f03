"""Pieces of texts, encoded where they stand."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from unittest.mock import Mock

import numpy as np
import pytest

from duizhao.align.encode.batches import LONGEST_PIECE, BatchBuilder, whole_texts
from duizhao.align.encode.network import REACH
from duizhao.align.encode.use import UseEncoder
from duizhao.corpora.script import simplify


@pytest.fixture(scope="module")
def encoder() -> UseEncoder:
    return UseEncoder()


def test_pieces_in_their_places(encoder: UseEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [
        ["大会，", "回顾其各项决议……", "重申其承诺。"],
        ["", "  "],
        ["The General  Assembly, ", "recalling its resolutions, ", "decides."],
        ["一"],
        [],
        ["　Ａ，", "聯合國𠮷琐，", "，"],
    ]
    texts = ["".join(parts) for parts in pieces]
    pools, vectors = encoder.pool_pieces(texts, pieces)
    assert vectors.shape == (12, 512)
    # Sums are kept in half precision.
    assert np.abs(pools.singles() - encoder.pool(texts).singles()).max() < 1e-4
    flat = [piece for parts in pieces for piece in parts]
    alone = encoder.encode(flat)
    assert not vectors[3:5].any()
    # Each is most like itself among all; what is a whole text is that text.
    rows = [0, 1, 2, 5, 6, 7, 8, 10]
    assert list((vectors[rows] @ alone[rows].T).argmax(axis=1)) == list(range(len(rows)))
    assert vectors[8] @ alone[8] == pytest.approx(1, abs=1e-5)
    monkeypatch.setattr("duizhao.align.encode.use.TEXTS", 2)
    assert np.abs(encoder.pool_pieces(texts, pieces)[1] - vectors).max() < 1e-3


@pytest.mark.parametrize(
    "pieces",
    [
        ["大会，", "通过了……", "第 67/156 号决议"],
        ["  The General   Assembly,", " having ", "— met"],
        ["Ａ＂㎏", "聯合國𠮷琐", "，\ud800x"],
    ],
)
def test_cuts_between_tokens(encoder: UseEncoder, pieces: list[str]) -> None:
    tokenizer = encoder._tokenize
    tokens = tokenizer(["".join(pieces)])[0]
    cuts = tokenizer.cuts(pieces, tokens)
    assert cuts[-1] == len(tokens) and cuts == sorted(cuts)
    shown = [
        "".join(tokenizer._processor.id_to_piece(tokens[a:b])) for a, b in pairwise([0, *cuts])
    ]
    for piece, said in zip(pieces, shown, strict=True):
        marks = str.maketrans("", "", "▁ ")
        said = said.replace("<s>", "").replace("</s>", "").translate(marks)
        normal = unicodedata.normalize("NFKC", simplify(piece).translate(marks))
        normal = normal.replace("\ud800", "")  # the tokenizer drops what stands for it
        pattern = re.escape(said).replace("<unk>", ".+")
        assert re.fullmatch(pattern, normal, re.DOTALL), (said, normal)


def test_what_is_repeated_is_encoded_once(
    encoder: UseEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Network and projection see each text, border and run once, and the vectors are the same."""
    from duizhao.align.encode import network, use

    lines = [["渡船", "往返。"], [""], ["The ferry ", "goes."]] * 70 + [["渡船", "靠岸。"]]
    texts = ["".join(parts) for parts in lines]
    apart = [encoder.pool_pieces(texts[start : start + 6], lines[start : start + 6])
             for start in (0, 205)]  # fmt: skip
    pooling, projecting = Mock(wraps=network.pool), Mock(wraps=network.project)
    monkeypatch.setattr(use, "pool", pooling)
    monkeypatch.setattr(use, "project", projecting)
    monkeypatch.setattr(use, "TEXTS", 100)
    pools, vectors = encoder.pool_pieces(texts, lines)
    starts = np.arange(len(texts) - 2)
    runs = pools.runs(starts, starts + 3)
    assert sum(len(call.args[1].tokens) for call in pooling.call_args_list) < 3 * 120
    assert sum(len(call.args[1]) for call in projecting.call_args_list) < 40
    for begin, (few, few_vectors) in zip((0, 205), apart, strict=True):
        own = few.runs(starts[:4], starts[:4] + 3)
        assert np.abs(own - runs[begin : begin + 4]).max() < 1e-3
        first = 5 * (begin // 3) + (0, 2, 3)[begin % 3]
        assert np.abs(few_vectors - vectors[first : first + len(few_vectors)]).max() < 1e-4
    some = pools.take(starts[3:9])
    assert np.abs(some.singles() - pools.singles()[3:9]).max() < 1e-3


def test_a_long_text_that_repeats_itself_goes_through_once(
    encoder: UseEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = [5, 6, 7, 8]
    batch = whole_texts([unit * LONGEST_PIECE, [9], [9]])
    # The first piece, which the last is like, those in the middle, and the short text.
    assert batch.pieces.tolist() == [LONGEST_PIECE + REACH, LONGEST_PIECE + 2 * REACH, 1]
    assert (batch.stops - batch.starts)[batch.rows == 0].sum() == len(unit) * LONGEST_PIECE
    assert np.count_nonzero(batch.rows == 1) == np.count_nonzero(batch.rows == 2) == 1
    alone = encoder.encode(["the ferry, " * (2 * LONGEST_PIECE)])
    monkeypatch.setattr(BatchBuilder, "_begin", lambda self, tokens: self._length)
    assert np.abs(alone - encoder.encode(["the ferry, " * (2 * LONGEST_PIECE)])).max() < 1e-5
