"""The extras that errors and ``duizhao doctor`` name are those of the installation."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from duizhao.corpora.extras import EXTRAS

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
FOR_DEVELOPERS = {"all", "test", "docs", "dev"}


def test_extras_are_those_of_the_project() -> None:
    declared = PROJECT["project"]["optional-dependencies"]
    packages = {
        name: {re.split(r"[>=<;\[ ]", each)[0] for each in wanted}
        for name, wanted in declared.items()
        if name not in FOR_DEVELOPERS
    }
    assert {name: {*extra.packages} for name, extra in EXTRAS.items()} == packages
    assert declared["all"] == [f"duizhao[{','.join(EXTRAS)}]"]
