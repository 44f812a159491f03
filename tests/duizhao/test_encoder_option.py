"""``--encoder FOLDER`` with a real sentence-transformers model, made here, offline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from duizhao.cli import main


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Word vectors of two languages that agree on a handful of words."""
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Sequence, Split, Whitespace

    pairs = [("猫", "cat"), ("狗", "dog"), ("鱼", "fish"), ("鸟", "bird"), ("马", "horse")]
    vocabulary = {"[UNK]": 0}
    for zh, en in pairs:
        vocabulary[zh] = len(vocabulary)
        vocabulary[en] = len(vocabulary)
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Sequence([Whitespace(), Split(Regex("[一-鿿]"), "isolated")])
    vectors = np.random.default_rng(7).normal(size=(len(vocabulary), 16)).astype(np.float32)
    vectors[0] = 0.0
    for zh, en in pairs:
        vectors[vocabulary[en]] = vectors[vocabulary[zh]]
    folder = tmp_path_factory.mktemp("model")
    module = StaticEmbedding(tokenizer, embedding_weights=vectors)
    SentenceTransformer(modules=[module]).save(str(folder))
    return folder


def test_a_model_folder_aligns(
    model_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "zh").write_text("这是猫\n那是狗\n水里有鱼\n天上有鸟\n我骑马\n", encoding="utf-8")
    (tmp_path / "en").write_text(
        "this is a cat\nthat is a dog\nin the water a fish\nup there a bird\nhere a horse\n",
        encoding="utf-8",
    )
    out = tmp_path / "out.jsonl"
    options = ["--level", "line", "--encoder", str(model_folder), "-o", str(out), "--json"]
    assert main(["align", str(tmp_path / "zh"), str(tmp_path / "en"), *options]) == 0
    assert str(model_folder.name) in json.loads(capsys.readouterr().out)["signature"]
    units = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(unit["zh_segments"], unit["en_segments"]) for unit in units] == [
        ([number], [number]) for number in range(5)
    ]


def test_no_such_model(
    zh_sample: Path, en_sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = str(tmp_path / "nowhere")
    assert main(["align", str(zh_sample), str(en_sample), "--encoder", nowhere]) == 2
    err = capsys.readouterr().err.splitlines()
    assert len(err) == 1
    assert "nowhere" in err[0]
