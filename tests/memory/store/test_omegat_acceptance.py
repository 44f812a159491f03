"""OmegaT applies what the commands make: documents aligned, taken in, and exported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from duizhao.cli import main

from ..omegat import translate

pytestmark = pytest.mark.acceptance

SAMPLES = Path(__file__).parents[3] / "corpora" / "samples"


def test_an_exported_memory_is_applied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = [str(SAMPLES / f"resolution.{side}.txt") for side in ("zh", "en")]
    memory, aligned, exported = (tmp_path / name for name in ("m.db", "a.jsonl", "out.tmx"))
    assert main(["align", *pair, "-o", str(aligned)]) == 0
    assert main(["tm", "import", str(memory), str(aligned), "--quiet"]) == 0
    assert main(["tm", "export", str(memory), str(exported)]) == 0
    capsys.readouterr()
    rows = [json.loads(line) for line in aligned.read_text("utf-8").splitlines()]
    units = {row["en"]: row["zh"] for row in rows if row["zh"] and row["en"]}
    text = "\n\n".join(units)
    translated, log, remaining = translate(tmp_path, exported, text, sentences=False)
    assert "TF_TM_LOAD_ERROR" not in log
    assert remaining == 0
    assert translated.split("\n\n") == list(units.values())
