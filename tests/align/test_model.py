"""The weights that ship, and which encoder each is for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from duizhao.align import model

FOLDER = Path(model.__file__).parent / "weights"


def test_no_other_weights_ship() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == {"default", "quality", "likeness"}


@pytest.mark.parametrize("name", ["default", "quality"])
def test_weights_belong_to_an_encoder(name: str) -> None:
    content = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert model.weights_for(content["encoder"]) == name
    assert model.load_model(name).beads == content["beads"]


def test_weights_are_read_once() -> None:
    assert model.load_model("default") is model.load_model("default")
